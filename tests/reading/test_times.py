"""Times in words: found whole, counted out from the report's date, and tied to what is claimed."""

from __future__ import annotations

from datetime import datetime

import pytest
from spacy.tokens import Doc

from averment.knowledge.tables import TABLES
from averment.model.text import Span
from averment.model.when_where import TimePrecision, When
from averment.reading.parser import load_parser, parse
from averment.reading.time_finding import read_time_expressions
from averment.reading.times import (
    TimeRole,
    as_of,
    find_time_expressions,
    is_history,
    is_time_of_saying,
    resolve_times,
    time_of,
)

THURSDAY = When(datetime(2023, 5, 4), datetime(2023, 5, 4, 23, 59, 59), TimePrecision.DAY, "declared")
IN_2020 = When(datetime(2020, 1, 1), datetime(2020, 12, 31, 23, 59, 59), TimePrecision.YEAR, "told")
UNDATED = When(None, datetime(2026, 11, 22), TimePrecision.INTERVAL, "not told")


def found(text: str) -> list[str]:
    return [expression.span.of(text) for expression in read_time_expressions(text, TABLES)]


def resolved(text: str, published: When = THURSDAY) -> list[When]:
    return list(resolve_times(read_time_expressions(text, TABLES), published))


FOUND = [
    ("On Friday, 28-year-old Ada Moran was hurt.", ["Friday"], "an age is no day of the month"),
    ("On September 19, at around 1 pm, shells fell.", ["September 19, at around 1 pm"], "a date and its clock are one"),
    ("At 03:00 on Tuesday, October 10th, 2023 it began.", ["03:00 on Tuesday, October 10th, 2023"], "clock first"),
    ("Eleven were hurt as of 4 p.m. in Velm.", ["as of 4 p.m."], "the cue belongs to the time"),
    ("VELM, 14 JAN 90 -- A RAID TOOK PLACE YESTERDAY AFTERNOON.", ["14 JAN 90", "YESTERDAY AFTERNOON"], "capitals"),
    ("The night of 3 to 4 May was calm.", ["The night of 3 to 4 May"], "a night between two days"),
    ("From Monday night to Tuesday morning it burnt.", ["From Monday night to Tuesday morning"], "a range"),
    ("Monday and Tuesday were calm.", ["Monday", "Tuesday"], "two days are no range without a between"),
    ("The army may march in the second week of fighting.", [], "may, march and second are words too"),
    ("Some 2000 soldiers fired 1900 shells.", [], "numbers are not years"),
    ("He was born on 31 June.", [], "there is no such day"),
    ("The 10 March Brigade fired.", [], "a brigade named after a day"),
    ("The raids of 24, 25 and 26 January failed.", ["24, 25 and 26 January"], "days in a row are one stretch"),
    ("Late on 3 May it began.", ["Late on 3 May"], "the part of the day belongs to it"),
    ("The talks of Monday.\n\nTuesday was calm.", ["Monday", "Tuesday"], "paragraphs are not joined"),
]


@pytest.mark.parametrize(("text", "expected", "why"), FOUND)
def test_each_time_is_found_once_with_all_its_words(text: str, expected: list[str], why: str) -> None:
    assert found(text) == expected, why


DAY = TimePrecision.DAY
PART = TimePrecision.PART_OF_DAY
RESOLVED = [
    ("on Tuesday", "2023-05-02T00:00:00", "2023-05-02T23:59:59", DAY, "the latest Tuesday up to Thursday"),
    ("on Thursday", "2023-05-04T00:00:00", "2023-05-04T23:59:59", DAY, "the report's own day"),
    ("last Thursday", "2023-04-27T00:00:00", "2023-04-27T23:59:59", DAY, "before the report's own day"),
    ("Tuesday night", "2023-05-02T18:00:00", "2023-05-03T05:59:59", PART, "a night ends in the morning"),
    ("overnight", "2023-05-03T18:00:00", "2023-05-04T05:59:59", PART, "the night before the report"),
    ("at 4 p.m. yesterday", "2023-05-03T16:00:00", "2023-05-03T16:59:59", TimePrecision.HOUR, "told to the hour"),
    ("at 0430 on 2 May", "2023-05-02T04:30:00", "2023-05-02T04:30:59", TimePrecision.MINUTE, "told to the minute"),
    ("in December", "2022-12-01T00:00:00", "2022-12-31T23:59:59", TimePrecision.MONTH, "the latest that has begun"),
    ("since 1994", "1994-01-01T00:00:00", "2023-05-04T23:59:59", TimePrecision.INTERVAL, "up to the report"),
    ("the past nine months", "2022-08-04T00:00:00", "2023-05-04T23:59:59", TimePrecision.INTERVAL, "counted back"),
    ("three years ago", "2020-01-01T00:00:00", "2020-12-31T23:59:59", TimePrecision.YEAR, "as precise as its unit"),
    ("the 1990s", "1990-01-01T00:00:00", "1999-12-31T23:59:59", TimePrecision.INTERVAL, "ten years"),
    ("half past three in the afternoon", "2023-05-04T15:30:00", "2023-05-04T15:30:59", TimePrecision.MINUTE, "spelt"),
    ("the Friday before last", "2023-04-21T00:00:00", "2023-04-21T23:59:59", DAY, "two back"),
    ("on New Year's Eve", "2022-12-31T00:00:00", "2022-12-31T23:59:59", DAY, "a feast with a fixed day"),
    ("a fortnight ago", "2023-04-17T00:00:00", "2023-04-23T23:59:59", TimePrecision.WEEK, "two weeks"),
    ("in the first half of 2021", "2021-01-01T00:00:00", "2021-06-30T23:59:59", TimePrecision.YEAR, "a part of a year"),
    ("the next 72 hours", "2023-05-04T00:00:00", "2023-05-07T23:59:59", TimePrecision.INTERVAL, "counted forward"),
    ("the late eighties", "1987-01-01T00:00:00", "1989-12-31T23:59:59", TimePrecision.INTERVAL, "a decade in words"),
    ("They will meet on Monday.", "2023-05-08T00:00:00", "2023-05-08T23:59:59", DAY, "what is to come"),
    ("two weeks after the raid on 3 April", "2023-04-14T00:00:00", "2023-04-20T23:59:59", TimePrecision.WEEK, "anchor"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision", "why"), RESOLVED)
def test_a_time_is_counted_out_from_the_reports_day(
    text: str, earliest: str, latest: str, precision: TimePrecision, why: str
) -> None:
    when = resolved(text)[0]
    expected = (datetime.fromisoformat(earliest), datetime.fromisoformat(latest), precision)
    assert (when.earliest, when.latest, when.precision) == expected, why


def test_later_in_the_day_is_of_the_day_told_before() -> None:
    _, later = resolved("Shells fell on Monday. The mayor spoke later in the afternoon.")
    assert (later.earliest, later.latest) == (datetime(2023, 5, 1, 12), datetime(2023, 5, 1, 17, 59, 59))


def test_the_previous_day_is_before_the_day_told() -> None:
    _, before = resolved("The road was cleared on Tuesday. The previous day, a mine had gone off.")
    assert (before.earliest, before.precision) == (datetime(2023, 5, 1), DAY)


def test_minutes_later_are_counted_to_the_minute() -> None:
    _, later = resolved("A bomb went off at 9:10 a.m. on Tuesday. Another followed twenty minutes later.")
    assert (later.earliest, later.precision) == (datetime(2023, 5, 2, 9, 30), TimePrecision.MINUTE)


def test_a_clock_without_a_day_is_of_the_day_told_before() -> None:
    _, clock = resolved("A mine exploded on Monday. It was found at about 3 pm.")
    assert clock.earliest == datetime(2023, 5, 1, 15)


def test_history_sets_no_day_for_a_clock_in_another_paragraph() -> None:
    _, clock = resolved("The truce of 9 November 2020 was broken.\n\nIt began at 3 pm.")
    assert clock.earliest == datetime(2023, 5, 4, 15)


def test_a_weekday_in_a_report_of_some_day_in_a_year_spans_the_weekdays_that_it_can_be() -> None:
    sunday = resolved("Shells fell on Sunday.", IN_2020)[0]
    assert (sunday.earliest, sunday.latest, sunday.precision, sunday.weekday) == (
        datetime(2019, 12, 29),
        datetime(2020, 12, 27, 23, 59, 59),
        DAY,
        6,
    )


def test_a_weekday_in_an_undated_report_has_an_open_beginning_but_a_year_has_not() -> None:
    sunday, year = resolved("Shells fell on Sunday, as they had in 2016.", UNDATED)
    assert (sunday.earliest, year.earliest) == (None, datetime(2016, 1, 1))


def test_the_zone_is_kept_as_said() -> None:
    assert resolved("The strike was seen at 0930 GMT.")[0].zone == "GMT"


def test_every_time_keeps_its_words_and_a_reason() -> None:
    text = "Since Sunday shells fall; by 4 p.m. on Tuesday a truce of 2021 was over."
    assert all(when.span and when.reason for when in resolved(text))


def read(text: str) -> Doc:
    return parse(load_parser(threads=1), [(text, [0])])[0]


def marked(text: str) -> tuple[str, Span]:
    """The text without its brackets, and where the words in brackets stand."""
    start, end = text.index("["), text.index("]")
    return text.replace("[", "").replace("]", ""), Span(start, end - 1)


TIED = [
    ("The army said on Tuesday that [five people died] on Monday.", "Monday", "not the day of saying"),
    ("[Five people died] on Monday, the army said on Tuesday.", "Monday", "the saying comes last"),
    ("On Monday, shells hit the market. [Five people were killed].", "On Monday", "a sentence before sets the day"),
    ("The militia, which has held the valley since 1994, [lost five men] on Monday.", "Monday", "an aside is not it"),
    ("Norvian forces on Sunday morning [launched airstrikes] on Dorin.", "Sunday morning", "with its part of the day"),
]


@pytest.mark.parametrize(("text", "words", "why"), TIED)
def test_a_claim_has_the_time_of_its_own_clause_first(text: str, words: str, why: str) -> None:
    plain, span = marked(text)
    doc = read(plain)
    when = time_of(doc, span, resolve_times(find_time_expressions(doc, TABLES), THURSDAY))
    assert when is not None, why
    assert when.span is not None, why
    assert words.removeprefix("On ") == when.span.of(plain), why


def test_the_time_of_saying_is_only_the_latest_that_it_can_have_been() -> None:
    plain, span = marked("[Five people died], the army said on Tuesday.")
    doc = read(plain)
    when = time_of(doc, span, resolve_times(find_time_expressions(doc, TABLES), THURSDAY))
    assert when is not None
    assert (when.earliest, when.latest) == (None, datetime(2023, 5, 2, 23, 59, 59))


def test_the_time_of_saying_is_told_apart() -> None:
    plain, span = marked("The army said on Tuesday that [five people died] on Monday.")
    times = [expression.span for expression in read_time_expressions(plain, TABLES)]
    assert [is_time_of_saying(read(plain), time, span) for time in times] == [True, False]


def test_a_text_that_tells_no_time_gives_none() -> None:
    plain, span = marked("[Five people died] in Old Karvin.")
    assert time_of(read(plain), span, ()) is None


AS_OF = [
    ("[Eleven people were wounded] as of 4 p.m. in Dorin.", datetime(2023, 5, 4, 16), "a clock"),
    ("[Eighty were wounded] as of this writing (press time is Tuesday night).", datetime(2023, 5, 2, 18), "the finer"),
    ("By nightfall, [twenty people had been killed].", datetime(2023, 5, 4, 18), "a part of the day"),
    ("So far [five deaths] have been reported.", datetime(2023, 5, 4), "the report's own day"),
    ("[Five people were killed] on Tuesday.", None, "when it happened is not when it was counted"),
]


@pytest.mark.parametrize(("text", "earliest", "why"), AS_OF)
def test_a_figure_holds_as_of_the_moment_that_is_told(text: str, earliest: datetime | None, why: str) -> None:
    plain, span = marked(text)
    doc = read(plain)
    when = as_of(doc, span, resolve_times(find_time_expressions(doc, TABLES), THURSDAY))
    assert (when and when.earliest) == earliest, why


def test_the_clock_above_an_entry_tells_by_when_it_was_known() -> None:
    live = "Live: strike on Dorin\n\n18:35\nThe toll rose: [nine people were killed].\n\n16:10\nA man spoke.\n"
    plain, span = marked(live)
    doc = parse(load_parser(), [(plain, [plain.index(words) for words in ("18:35", "The toll", "16:10", "A man")])])[0]
    whens = resolve_times(find_time_expressions(doc, TABLES), THURSDAY)
    when, held = time_of(doc, span, whens), as_of(doc, span, whens)
    assert when is not None
    assert (when.earliest, when.latest) == (datetime(2023, 5, 4), datetime(2023, 5, 4, 18, 35, 59))
    assert held is not None
    assert held.earliest == datetime(2023, 5, 4, 18, 35)


def test_an_item_of_a_list_has_no_day_of_the_item_before() -> None:
    plain, span = marked("• Two people died on Tuesday.\n• [One hospital was damaged].\n")
    doc = parse(load_parser(), [(plain, [0, plain.rindex("•")])])[0]
    assert time_of(doc, span, resolve_times(find_time_expressions(doc, TABLES), THURSDAY)) is None


HISTORY = [("in 1994", True), ("the war of 2020", True), ("since 2014", True), ("on Tuesday", False), ("in May", False)]


@pytest.mark.parametrize(("words", "expected"), HISTORY)
def test_what_is_clearly_before_the_reports_days_is_history(words: str, expected: bool) -> None:
    assert is_history(resolved(f"It happened {words}.")[0], THURSDAY) is expected


def test_the_year_of_a_report_known_by_its_year_is_no_history() -> None:
    assert not is_history(resolved("The shelling in 2020 goes on.", IN_2020)[0], IN_2020)


def test_roles_follow_from_the_words_before() -> None:
    text = "Closed since Monday. Open until Friday. Full by 4 p.m. again."
    roles = [expression.role for expression in read_time_expressions(text, TABLES)]
    assert roles == [TimeRole.SINCE, TimeRole.UNTIL, TimeRole.BY]


def test_the_day_on_which_a_list_came_out_is_not_when_its_people_died() -> None:
    text = "Six people were killed in Tarn. The ministry released a list on 9 May 2023. Two women were among the dead."
    doc = parse(load_parser(), [(text, ())])[0]
    span = Span(text.index("Two women"), text.index("Two women") + 9)
    assert time_of(doc, span, resolve_times(find_time_expressions(doc, TABLES), THURSDAY)) is None


def test_a_day_told_in_marks_is_not_carried_out_of_them() -> None:
    text = "“We bury him on 9 May 2023,” he wrote. Two women were killed."
    doc = parse(load_parser(), [(text, ())])[0]
    span = Span(text.index("Two women"), text.index("Two women") + 9)
    whens = resolve_times(find_time_expressions(doc, TABLES), THURSDAY)
    assert time_of(doc, span, whens, quoted=[Span(1, text.index("”"))]) is None
