"""The day a report is of: declared, in its date line, or as far as its words allow."""

from __future__ import annotations

from datetime import datetime

import pytest

from averment.knowledge.tables import TABLES
from averment.model.run import Problem
from averment.model.when_where import TimePrecision, When
from averment.reading.dating import date_report
from averment.reading.time_finding import read_time_expressions

RECEIVED = datetime(2026, 11, 22, 12)


def dated(text: str, declared: When | None = None, received: datetime | None = RECEIVED) -> When:
    return date_report(text, read_time_expressions(text, TABLES), declared, received)[0]


def problems(text: str, declared: When) -> tuple[Problem, ...]:
    return date_report(text, read_time_expressions(text, TABLES), declared, RECEIVED)[1]


def day(year: int, month: int, number: int) -> When:
    begin = datetime(year, month, number)
    return When(begin, begin.replace(hour=23, minute=59, second=59), TimePrecision.DAY, "declared")


LINES = [
    "KARVIN, May 4, 2023 (Norvia Press) - Shells hit the market on Tuesday.",
    "OLD KARVIN, 4 MAY 2023 (NOP) -- [TEXT] SHELLS HIT THE MARKET YESTERDAY.",
    "Karvin, Norvia — May 4, 2023 — Shells hit the market.",
    "Published: 4 May 2023\n\nShells hit the market.",
    "Market hit\n\nThursday, May 4, 2023\n\nShells hit the market on Tuesday.",
    "By Ana Revil | 4 May 2023\n\nShells hit the market on Tuesday.",
    "Published: 4 May 2023\nUpdated: 6 May 2023\n\nShells hit the market.",
]


@pytest.mark.parametrize("text", LINES)
def test_a_date_line_decides(text: str) -> None:
    assert dated(text).earliest == datetime(2023, 5, 4)


def test_a_date_in_running_text_is_no_date_line() -> None:
    text = "On May 4, 2021 the town changed hands, said the mayor - and again since."
    assert (dated(text).earliest, dated(text).latest) == (datetime(2021, 5, 4), RECEIVED)


def test_a_weekday_told_with_a_day_and_month_leaves_one_year() -> None:
    text = "On September 19 the army attacked, a witness said today, Tuesday: the worst since the 2020 war."
    when = dated(text)
    assert (when.earliest, when.precision) == (datetime(2023, 9, 19), TimePrecision.DAY)
    assert "September 19" in when.reason
    assert "2023" in when.reason


def test_several_fitting_years_are_all_named_and_none_is_picked() -> None:
    when = dated("The army attacked today, Tuesday, 19 September. It had last attacked in 2016.")
    assert (when.earliest, when.latest) == (datetime(2017, 9, 19), datetime(2023, 9, 19, 23, 59, 59))
    assert "2017, 2023" in when.reason


def test_without_a_word_of_today_the_report_may_be_of_the_days_after() -> None:
    when = dated("The army attacked on Tuesday, 19 September. The war of 2020 is not forgotten.")
    assert (when.earliest, when.latest) == (datetime(2023, 9, 19), datetime(2023, 9, 25, 23, 59, 59))


def test_the_moment_of_receiving_ends_the_years_that_fit() -> None:
    text = "The army attacked today, Tuesday, 19 September. It had last attacked in 2016."
    assert dated(text, received=datetime(2020, 1, 1)).latest == datetime(2017, 9, 19, 23, 59, 59)


def test_years_counted_from_an_event_give_the_year() -> None:
    when = dated("Four years after the fighting in 2016, the adversary has again resorted to arms.")
    assert (when.earliest, when.latest) == (datetime(2020, 1, 1), datetime(2020, 12, 31, 23, 59, 59))
    assert "Four years after the fighting in 2016" in when.reason


def test_what_is_told_as_past_is_only_a_lower_bound() -> None:
    when = dated("Talks failed in 1994 and in 2010. On Sunday they fought again. The camp will close by 2024.")
    assert (when.earliest, when.latest, when.precision) == (datetime(2010, 1, 1), RECEIVED, TimePrecision.INTERVAL)


def test_a_text_without_any_date_stays_open_up_to_the_moment_of_receiving() -> None:
    when = dated("Shells hit the market on Tuesday.")
    assert (when.earliest, when.latest) == (None, RECEIVED)


def test_a_date_line_without_its_year_takes_it_from_the_weekday() -> None:
    text = "KARVIN, May 4 (Norvia Press) - The worst since the war of 2021. The mayor spoke on Thursday, May 4."
    assert (dated(text).earliest, dated(text).latest) == (datetime(2023, 5, 4), datetime(2023, 5, 4, 23, 59, 59))


def test_a_declared_day_wins_over_the_date_line_and_the_conflict_is_a_problem() -> None:
    text = "KARVIN, May 4, 2023 (Norvia Press) - Shells hit the market."
    assert dated(text, day(2022, 1, 1)) == day(2022, 1, 1)
    assert "May 4, 2023" in problems(text, day(2022, 1, 1))[0].message


def test_a_day_between_writing_and_printing_is_no_conflict() -> None:
    assert problems("KARVIN, May 4, 2023 (Norvia Press) - Shells hit the market.", day(2023, 5, 5)) == ()


def test_what_is_told_as_past_but_later_than_the_declared_day_is_a_problem() -> None:
    assert "2024" in problems("The truce of 2024 was broken on Tuesday.", day(2023, 5, 4))[0].message


def test_a_declared_year_is_narrowed_by_the_text() -> None:
    year = When(datetime(2023, 1, 1), datetime(2023, 12, 31, 23, 59, 59), TimePrecision.YEAR, "declared")
    assert dated("The army attacked today, Tuesday, 19 September.", year).earliest == datetime(2023, 9, 19)
