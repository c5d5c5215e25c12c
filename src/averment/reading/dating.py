"""The day a report is of: as declared, as its dateline says, or as far as its words allow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from averment.knowledge.tables import TABLES, Tables
from averment.knowledge.time_words import TimeWords, time_words
from averment.model.run import Problem
from averment.model.when_where import TimePrecision, When
from averment.reading.time_calendar import day_window
from averment.reading.time_expression import TimeExpression, TimeRole, Unit
from averment.reading.time_grammar import alternatives
from averment.reading.time_resolving import resolve_times

STEP = "dating"
HEAD, TAIL = 1500, 400  # characters at the beginning and the end in which a date line is looked for
DATELINE_PLACE = 60  # characters that a town, a country and an agency take before the date
BYLINE = 90  # characters that names of writers and sections take before the date
NEWS_LASTS = timedelta(days=6)  # a bare "Tuesday" is of the week before the report
PRINT_DELAY = timedelta(days=2)  # a dateline is of the day of writing, the declared date of the day of printing
FIRST_YEAR = 1900
OPEN_YEARS = 28  # after so many years every day of the month has fallen on every weekday


def date_report(
    text: str,
    expressions: Sequence[TimeExpression],
    declared: When | None,
    received: datetime | None,
    tables: Tables = TABLES,
) -> tuple[When, tuple[Problem, ...]]:
    """The report's date with its reason; a declared day wins, and what the text says against it is a problem.

    Without one, a date line in the text decides; else the words narrow it down: what is told as past is a lower
    bound, `received` the upper, and a weekday told with a day and month leaves few years. Where several days fit, the
    interval from the first to the last of them is given and the reason names them: none is picked. `received` should
    be the present moment for a report just taken in; the clock is never read here.
    """
    clues = _Clues(text, tuple(expressions), _cues(tables), tables)
    lines = _date_lines(clues)
    line = _line_day(clues, lines[0]) if lines and lines[0].first.year is not None else None
    if declared is not None and _is_day(declared):
        return declared, _conflicts(clues, declared, line)
    if line is not None and _is_day(line):
        problems = () if declared is None or declared.may_meet(line) else (_conflict(declared, line),)
        return (line, ()) if not problems or declared is None else (declared, problems)
    return _inferred(clues, declared, received, lines), ()


@dataclass(frozen=True, slots=True)
class _Cues:
    words: TimeWords
    published: re.Pattern[str]
    updated: re.Pattern[str]
    present: re.Pattern[str]
    same_day: re.Pattern[str]
    not_yet: re.Pattern[str]
    past_event: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Clues:
    """A text with its times: what its date can be read from."""

    text: str
    expressions: tuple[TimeExpression, ...]
    cues: _Cues
    tables: Tables

    def words(self, expression: TimeExpression) -> str:
        return " ".join(expression.span.of(self.text).split())


@lru_cache(maxsize=8)
def _cues(tables: Tables) -> _Cues:
    words = time_words(tables)
    line = r"(?i)(?:[\s|:,.•·()/–—-]|(?:{0})(?!\w))*"
    return _Cues(
        words,
        re.compile(line.format(alternatives([*words.of_kind("dateline"), *words.of_kind("dateline_later")]))),
        re.compile(rf"(?i)(?<!\w)(?:{alternatives(words.of_kind('dateline_later'))})(?!\w)"),
        re.compile(rf"(?i)(?<!\w)(?:{alternatives(words.of_kind('present'))})(?!\w)"),
        re.compile(rf"(?i)(?<!\w)(?:{alternatives(words.of_kind('same_day'))})(?!\w)"),
        re.compile(rf"(?i)(?<!\w)(?:{alternatives([*words.of_kind('not_yet'), *words.of_kind('future')])})(?!\w)"),
        re.compile(rf"(?i)\W(?:[\w'’-]+\s+){{0,3}}(?:{alternatives(words.of_kind('past_event'))})(?!\w)"),
    )


# --- the date line


def _date_lines(clues: _Clues) -> tuple[TimeExpression, ...]:
    """The dates in "KARVIN, May 4 (Norvia Press) -", "Published: 4 May 2023" or a line that is only a date.

    Those with their year come first, and of these a line of publishing before one of updating.
    """
    lines = [one for one in clues.expressions if _names_day(one) and _stands_in_date_line(clues, one)]
    return tuple(sorted(lines, key=lambda one: (one.first.year is None, _tells_update(clues, one), one.span.start)))


def _tells_update(clues: _Clues, expression: TimeExpression) -> bool:
    return clues.cues.updated.search(_line_before(clues, expression)) is not None


def _line_day(clues: _Clues, expression: TimeExpression) -> When:
    when = resolve_times([replace(expression, role=TimeRole.AT)], _UNKNOWN, clues.tables)[0]
    return replace(when, reason=f'the date line says "{clues.words(expression)}"')


_UNKNOWN = When(None, None, TimePrecision.INTERVAL, "not told")


def _names_day(expression: TimeExpression) -> bool:
    return expression.first.day is not None and expression.first.month is not None and expression.last is None


def _line_before(clues: _Clues, expression: TimeExpression) -> str:
    """The words of the line before the date; "updated:" may have been read as a part of the time."""
    start = clues.text.rfind("\n", 0, expression.span.start) + 1
    label = re.match(r"[^\d:]{0,30}:\s*", expression.span.of(clues.text))
    return clues.text[start : expression.span.start + (label.end() if label else 0)]


def _stands_in_date_line(clues: _Clues, expression: TimeExpression) -> bool:
    start, end = expression.span.start, expression.span.end
    if HEAD < start < len(clues.text) - TAIL:
        return False
    before = _line_before(clues, expression)
    after = clues.text[end:].split("\n", 1)[0]
    if _is_after_place(before, after):
        return True
    alone = clues.cues.published.fullmatch(after) is not None or _begins_with_label_end(after)
    if not before.strip() or _ends_a_byline(before):
        return alone
    said = clues.cues.published.fullmatch(before) is not None
    return said and bool(re.search(r"\w", before)) and (alone or before.rstrip().endswith(":"))


def _ends_a_byline(before: str) -> bool:
    """ "By Ana Revil | 12 March 2024": a short line with a mark before the date that ends it."""
    return len(before) <= BYLINE and re.fullmatch(r"[^.!?“”\"]*\s[|•·–—]\s*", before) is not None


def _begins_with_label_end(after: str) -> bool:
    """What may follow a date that stands alone: a clock's zone, a byline mark."""
    return re.fullmatch(r"\s*(?:[|•·–—-]\s*.{0,60})?", after) is not None


def _is_after_place(before: str, after: str) -> bool:
    """Whether the date stands as in "SAN VELMO, 12 JAN 90 (NOP) --": a place before, an agency or dash after."""
    place = before.strip(" (")
    is_place = re.fullmatch(r"(?:[^\W\d_][\w.'’-]*,?[ /]?(?:\([^)]{1,30}\),? ?)?){1,8}[,—–-]?", place) is not None
    named = place[:1].isupper() and len(place) <= DATELINE_PLACE and place[-1:] in (",", "/", ")", "—", "–", "-")
    ends = re.match(r"\s*\)?\s*(?:\([^)]{1,60}\)|/[^/]{1,40}/|\[[^\]]{1,60}\])?\s*(?:--|[—–:]|- )", after)
    return is_place and (named or place.isupper()) and ends is not None


# --- what the words allow


def _inferred(
    clues: _Clues, declared: When | None, received: datetime | None, lines: tuple[TimeExpression, ...]
) -> When:
    bound = _lower_bound(clues, received)
    earliest = max((day for day in (bound.day, declared and declared.earliest) if day), default=None)
    latest = min((day for day in (received, declared and declared.latest) if day), default=None)
    fitting = _line_without_year(clues, lines[0], earliest, latest) if lines else _fitting_days(clues, earliest, latest)
    if fitting is not None:
        return fitting
    counted = _counted_year(clues, earliest, latest)
    if counted is not None:
        return counted
    if declared is not None:
        return declared
    reason = bound.reason or "the words give no date"
    return When(earliest, latest, TimePrecision.INTERVAL, f"{reason}; the day cannot be told")


@dataclass(frozen=True, slots=True)
class _Bound:
    day: datetime | None
    reason: str


def _lower_bound(clues: _Clues, received: datetime | None) -> _Bound:
    """The latest day or year told as past: a report cannot be older than what it tells."""
    past = [replace(one, role=TimeRole.AT) for one in clues.expressions if _is_told_as_past(clues, one)]
    told = [(when.earliest, one) for one, when in zip(past, resolve_times(past, _UNKNOWN, clues.tables), strict=True)]
    possible = [(day, one) for day, one in told if day is not None and (received is None or day <= received)]
    if not possible:
        return _Bound(None, "")
    day, one = max(possible, key=lambda pair: (pair[0], -pair[1].span.start))
    return _Bound(day, f'not before "{clues.words(one)}", which is told as past')


def _is_told_as_past(clues: _Clues, expression: TimeExpression) -> bool:
    """A year or a dated day that has been: followed by a war or the like, or in a sentence of which nothing is to come.

    "The 2020 election" may be still ahead of a report of 2019, "the 2020 war" is not.
    """
    is_past_role = expression.role not in (TimeRole.BY, TimeRole.UNTIL, TimeRole.LATER, TimeRole.EARLIER)
    if expression.first.year is None or not is_past_role or expression.is_future:
        return False
    if clues.cues.past_event.match(clues.text, expression.span.end):
        return True
    start, end = _sentence(clues, expression)
    return clues.cues.not_yet.search(clues.text[start:end]) is None


def _sentence(clues: _Clues, expression: TimeExpression) -> tuple[int, int]:
    """Where the sentence begins and ends, as far as its marks show."""
    start = max(clues.text.rfind(mark, 0, expression.span.start) for mark in (". ", "\n", "! ", "? "))
    stop = re.search(r"[.!?](?:\s|$)|\n\n", clues.text[expression.span.end :])
    return max(start, 0), expression.span.end + stop.start() if stop else len(clues.text)


def _line_without_year(
    clues: _Clues, line: TimeExpression, earliest: datetime | None, latest: datetime | None
) -> When | None:
    """The days that "KARVIN, May 4 (Norvia Press) -" can be between the bounds; a weekday told with it narrows them."""
    told = (line.first.day, line.first.month)
    same = [one.first.weekday for one in clues.expressions if (one.first.day, one.first.month) == told]
    weekday = next((one for one in same if one is not None), None)
    fit = _days_of(line, weekday, earliest, latest)
    if not fit:
        return None
    first = day_window(fit[0]).earliest if earliest else None
    years = ", ".join(str(day.year) for day in fit) if earliest else f"{fit[-1].year} or an earlier year"
    reason = f'the date line says "{clues.words(line)}" without its year, which may be {years}'
    return When(first, day_window(fit[-1]).latest, TimePrecision.DAY, reason, line.span)


def _fitting_days(clues: _Clues, earliest: datetime | None, latest: datetime | None) -> When | None:
    """The days on which a day and month falls on the weekday told, between the bounds; None when nothing is told so."""
    found = _weekday_and_date(clues)
    if found is None:
        return None
    weekday, dated, quoted = found
    fit = _days_of(dated, weekday, earliest, latest)
    if not fit or (earliest is None and dated.first.year is None):
        return None
    reason = f"{quoted} falls on that weekday in {', '.join(str(day.year) for day in fit)}"
    if earliest and latest and dated.first.year is None:
        reason += f" among the years {earliest.year} to {latest.year}"
    first, last = day_window(fit[0]).earliest, day_window(fit[-1]).latest
    if last is None or clues.cues.same_day.search(clues.text):
        return When(first, last, TimePrecision.DAY, reason, dated.span)
    last = min(last + NEWS_LASTS, latest) if latest else last + NEWS_LASTS
    return When(first, last, TimePrecision.DAY, f"{reason}; the report is of that day or the six after it", dated.span)


def _days_of(
    dated: TimeExpression, weekday: int | None, earliest: datetime | None, latest: datetime | None
) -> list[date]:
    """The days between the bounds that the day and month can be; without a lower bound those of the last years."""
    last_year = latest.year if latest else (dated.first.year or FIRST_YEAR)
    first_year = earliest.year if earliest else last_year - OPEN_YEARS
    years = range(first_year, last_year + 1) if dated.first.year is None else (dated.first.year,)
    days = [_day_in(year, dated) for year in years]
    return [
        day
        for day in days
        if day and (weekday is None or day.weekday() == weekday) and _is_within(day, earliest, latest)
    ]


def _weekday_and_date(clues: _Clues) -> tuple[int, TimeExpression, str] | None:
    """One weekday and one day of the month that belong together: told as one, or so that both are the day of the news.

    Told apart they count only where both stand at the top, each is the only one of its kind, and the report speaks of
    today: in 295 articles a Friday and a 27 June found anywhere were of different days more often than of one.
    """
    dates = [one for one in clues.expressions if _names_day(one) and _is_of_news(one) and _is_latest(clues, one)]
    together = [one for one in dates if one.first.weekday is not None and one.first.year is None]
    if together and len({(one.first.day, one.first.month) for one in together}) == 1:
        one = together[0]
        return one.first.weekday or 0, one, f'"{clues.words(one)}"'
    bare = [one for one in clues.expressions if _is_bare_weekday(one)]
    days = {(one.first.day, one.first.month) for one in dates if one.first.weekday is None}
    if together or len(days) != 1 or len({one.first.weekday for one in bare}) != 1:
        return None
    dated = next(one for one in dates if one.first.weekday is None)
    at_top = max(dated.span.start, bare[0].span.start) < HEAD
    if not at_top or not clues.cues.same_day.search(clues.text):
        return None
    return bare[0].first.weekday or 0, dated, f'"{clues.words(dated)}" with "{clues.words(bare[0])}"'


def _is_of_news(expression: TimeExpression) -> bool:
    """Not to come, not only a bound, and not "of this year", which nobody says of yesterday."""
    first = expression.first
    is_counted = first.unit not in (None, Unit.DAY)
    return not expression.is_future and expression.role is TimeRole.AT and first.which != 1 and not is_counted


def _is_latest(clues: _Clues, expression: TimeExpression) -> bool:
    """A day without its year, or of the latest year that the text tells."""
    years = [one.first.year for one in clues.expressions if one.first.year is not None and _is_told_as_past(clues, one)]
    has_yearless = any(_names_day(one) and one.first.year is None for one in clues.expressions)
    return expression.first.year is None or (not has_yearless and expression.first.year == max(years, default=0))


def _is_bare_weekday(expression: TimeExpression) -> bool:
    first = expression.first
    return (
        first.weekday is not None
        and (first.day, first.month, first.which, first.unit) == (None, None, None, None)
        and expression.last is None
        and not expression.is_future
    )


def _day_in(year: int, dated: TimeExpression) -> date | None:
    try:
        return date(year, dated.first.month or 1, dated.first.day or 1)
    except ValueError:  # 29 February in a common year
        return None


def _is_within(day: date, earliest: datetime | None, latest: datetime | None) -> bool:
    return (earliest is None or day >= earliest.date()) and (latest is None or day <= latest.date())


def _counted_year(clues: _Clues, earliest: datetime | None, latest: datetime | None) -> When | None:
    """The year of "four years after the fighting in 2016", where the sentence is about now; None if two disagree."""
    counted = [one for one in clues.expressions if _counts_years(one) and _is_about_now(clues, one)]
    years = {(one.first.year or 0) + one.length.low for one in counted if one.length}
    fit = [year for year in years if _may_be_year(year, earliest, latest)]
    if len(fit) != 1:
        return None
    begin, end = datetime(fit[0], 1, 1), datetime(fit[0], 12, 31, 23, 59, 59)
    begin = max(begin, earliest) if earliest else begin
    end = min(end, latest) if latest else end
    return When(begin, end, TimePrecision.YEAR, f'the year follows from "{clues.words(counted[0])}"', counted[0].span)


def _counts_years(expression: TimeExpression) -> bool:
    length = expression.length
    is_exact = length is not None and length.unit is Unit.YEAR and length.low == length.high
    return is_exact and expression.role is TimeRole.LATER and expression.first.year is not None


def _is_about_now(clues: _Clues, expression: TimeExpression) -> bool:
    """Whether the sentence speaks of the news: in the present ("has again resorted"), or with a bare weekday."""
    start, end = _sentence(clues, expression)
    has_weekday = any(_is_bare_weekday(one) and start <= one.span.start < end for one in clues.expressions)
    return has_weekday or clues.cues.present.search(clues.text[start:end]) is not None


def _may_be_year(year: int, earliest: datetime | None, latest: datetime | None) -> bool:
    return (earliest is None or year >= earliest.year) and (latest is None or year <= latest.year)


# --- what speaks against a declared day


def _is_day(when: When) -> bool:
    return bool(when.earliest and when.latest and when.latest - when.earliest < timedelta(days=1))


def _conflicts(clues: _Clues, declared: When, line: When | None) -> tuple[Problem, ...]:
    if line is not None and not _is_near(declared, line):
        return (_conflict(declared, line),)
    bound = _lower_bound(clues, None)
    if bound.day and declared.latest and bound.day > declared.latest + PRINT_DELAY:
        return (Problem(STEP, f"the report is declared as of {declared.latest:%d %B %Y}, but is {bound.reason}"),)
    return ()


def _is_near(declared: When, line: When) -> bool:
    if not (declared.earliest and declared.latest and line.earliest and line.latest):
        return True
    return declared.earliest - PRINT_DELAY <= line.latest and line.earliest <= declared.latest + PRINT_DELAY


def _conflict(declared: When, line: When) -> Problem:
    return Problem(
        STEP,
        f"the report is declared as of {declared.latest:%d %B %Y}, but {line.reason}; the declared day stands",
        span=line.span,
    )
