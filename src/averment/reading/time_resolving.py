"""Times counted out from the report's date: "Tuesday" in a report of Thursday 4 May 2023 is 2 May 2023."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from averment.knowledge.tables import TABLES, Tables
from averment.knowledge.time_words import PartOfDay, time_words
from averment.model.when_where import TimePrecision, When
from averment.reading.time_calendar import (
    DAY,
    FINE,
    SECOND,
    Window,
    back,
    calendar_window,
    counted,
    day_window,
    within_day,
    years_back,
)
from averment.reading.time_expression import Length, Moment, TimeExpression, TimeRole

NO_ANCHOR = frozenset({TimeRole.SPELL, TimeRole.PAST, TimeRole.COMING, TimeRole.AS_OF})
NEWS_DAYS = 31  # a day further back than this is history and sets no day for the sentences after it
FAR_PAST = date(1801, 1, 1)  # these two stand in for an open end: what comes out the same from both does not
FAR_FUTURE = date(2199, 12, 31)  # hang on the report's day, all else stays open


def resolve_times(expressions: Sequence[TimeExpression], published: When, tables: Tables = TABLES) -> tuple[When, ...]:
    """One When for each expression, in the same order, with its span, its precision and the reason.

    Where the report's day is not known the time is counted out from the first and from the last day possible, and
    spans both: a "Sunday" in a report of some day in 2020 is of precision day, from the earliest to the latest Sunday
    that can be meant. What hangs on an open end is open itself.
    """
    parts = time_words(tables).parts
    first, last = _ends(published)
    windows = zip(_run(expressions, first, parts), _run(expressions, last, parts), strict=True)
    return tuple(
        _between(expression, from_first, from_last, published)
        for expression, (from_first, from_last) in zip(expressions, windows, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Context:
    """What a time may be counted from: the report's day, the last time told, and the last day of the news told."""

    report: Window
    today: date
    parts: Mapping[str, PartOfDay]
    told: Window | None = None
    news: Window | None = None
    paragraph: int = 0

    def day_told(self, expression: TimeExpression) -> Window | None:
        """The day that "that night" or "at 4 p.m." belongs to; None when no day has been told."""
        told = self.told if self.told and self.told.precision in FINE else None
        return (
            told if told and (expression.paragraph == self.paragraph or expression.first.from_previous) else self.news
        )


def _ends(published: When) -> tuple[Window, Window]:
    """The first and the last day that the report may be of; where an end is open, one that is far away."""
    first, last = published.earliest, published.latest
    if first and last and first.date() == last.date():
        same = Window(first, last, published.precision)
        return same, same
    return day_window(first.date() if first else FAR_PAST), day_window(last.date() if last else FAR_FUTURE)


def _run(expressions: Sequence[TimeExpression], report: Window, parts: Mapping[str, PartOfDay]) -> list[Window]:
    """All expressions counted out from one day; each may go back to the time told before it."""
    today = (report.earliest or report.latest or datetime.max).date()
    context = _Context(report, today, parts)
    windows: list[Window] = []
    for expression in expressions:
        window = _window(expression, context)
        windows.append(window)
        context = _after(context, expression, window)
    return windows


def _after(context: _Context, expression: TimeExpression, window: Window) -> _Context:
    """What the next time may be counted from."""
    if expression.role in NO_ANCHOR or expression.is_future:
        return context
    context = replace(context, told=window, paragraph=expression.paragraph)
    is_news = window.earliest is not None and abs(window.earliest.date() - context.today) <= NEWS_DAYS * DAY
    is_day = window.precision in FINE and expression.role is not TimeRole.SINCE
    return replace(context, news=window) if is_news and is_day else context


def _between(expression: TimeExpression, first: Window, last: Window, published: When) -> When:
    """The time as it spans what the first and the last possible day of the report give."""
    earliest = first.earliest if published.earliest or first.earliest == last.earliest else None
    latest = last.latest if published.latest or first.latest == last.latest else None
    has_one_day = published.earliest and published.latest and published.earliest.date() == published.latest.date()
    if latest and published.latest and not has_one_day and not expression.is_future:
        latest = max(
            min(latest, published.latest), first.latest or latest
        )  # the report cannot tell what comes after it
    if earliest and latest and earliest > latest:
        earliest = None
    is_known = first == last
    return When(
        earliest,
        latest,
        last.precision,
        _reason(expression, is_known, published),
        expression.span,
        expression.zone,
        None if is_known or expression.last else expression.first.weekday,
    )


def _reason(expression: TimeExpression, is_known: bool, published: When) -> str:
    if not is_known:
        return f"as told; the report's own day is not known: {published.reason}"
    if expression.first.year is not None:
        return "told with its year"
    if expression.first.from_previous or expression.role in (TimeRole.LATER, TimeRole.EARLIER, TimeRole.SOON):
        return "counted from the time told before it"
    day = f"{published.latest:%A} {published.latest.day} {published.latest:%B %Y}" if published.latest else "unknown"
    return f"counted from the report's day, {day}"


def _window(expression: TimeExpression, context: _Context) -> Window:
    """The window of one expression, counted out from one day."""
    match expression.role:
        case TimeRole.SPELL:
            return Window(None, context.report.latest, TimePrecision.INTERVAL)
        case TimeRole.PAST if expression.length:
            start = back(context.report.earliest, expression.length.high, expression.length.unit)
            return Window(start, context.report.latest, TimePrecision.INTERVAL)
        case TimeRole.COMING if expression.length:
            end = back(context.report.latest, -expression.length.high, expression.length.unit)
            return Window(context.report.earliest, end, TimePrecision.INTERVAL)
        case TimeRole.AGO if expression.length:
            return counted(context.report, expression.length, -1)
        case TimeRole.LATER | TimeRole.EARLIER if expression.length:
            return _after_or_before(expression, expression.length, context)
        case TimeRole.SOON:
            anchor = context.told or context.report
            return Window(anchor.earliest, _end_of_day(anchor.latest), TimePrecision.DAY)
        case TimeRole.BEFORE if expression.first.from_previous:
            return Window(None, (context.told or context.report).latest, TimePrecision.INTERVAL)
    told = _told(expression, context)
    return _under_role(expression.role, told, context)


def _after_or_before(expression: TimeExpression, length: Length, context: _Context) -> Window:
    """ "two days later" counts from the time told before, "two weeks after 3 May" from that day.

    "Minutes after the reports" counts from something without a date: it is open, but not after the report.
    """
    direction = 1 if expression.role is TimeRole.LATER else -1
    if expression.first.from_previous and (context.told is not None or direction < 0):
        return counted(context.told or context.report, length, direction)
    if expression.first.told - {"from_previous"}:
        return counted(_moment(expression.first, expression, context), length, direction)
    return Window(None, context.report.latest, TimePrecision.INTERVAL)


def _under_role(role: TimeRole, told: Window, context: _Context) -> Window:
    """ "since 1994" runs from there to the report, "until Wednesday" ends with that day, "by" and "as of" name it."""
    is_fine = told.precision in FINE
    match role:
        case TimeRole.SINCE:
            latest = context.report.latest
            later = told.earliest is None or latest is None or told.earliest <= latest
            return Window(told.earliest, latest if later else None, TimePrecision.INTERVAL)
        case TimeRole.UNTIL:
            return Window(None, told.latest, TimePrecision.INTERVAL)
        case TimeRole.BEFORE:
            latest = told.latest if is_fine or told.earliest is None else told.earliest - SECOND
            return Window(None, latest, TimePrecision.INTERVAL)
        case TimeRole.AFTER:
            start = told.earliest if is_fine or told.latest is None else told.latest + SECOND
            latest = context.report.latest
            return Window(start, latest if not (start and latest and start > latest) else None, TimePrecision.INTERVAL)
    return told


def _told(expression: TimeExpression, context: _Context) -> Window:
    """The time told, or from the first end of a range to the last."""
    first = _moment(expression.first, expression, context)
    if expression.last is None:
        return first
    last = _moment(expression.last, expression, context)
    if expression.first.part and expression.last.part is None and expression.last.hour is None:
        night = within_day(_date_of(last, context.today) - DAY, Moment(part=expression.first.part), context.parts)
        return Window(first.earliest, night.latest, TimePrecision.PART_OF_DAY)
    if first.earliest and last.latest and first.earliest > last.latest:
        first = _one_round_back(first, expression.first)
    if first.earliest and last.latest and first.earliest > last.latest:
        return last
    return Window(first.earliest, last.latest, TimePrecision.INTERVAL)


def _one_round_back(first: Window, told: Moment) -> Window:
    """The beginning of a range whose end has already come round: Friday to Sunday, November to January."""
    if told.weekday is not None and first.earliest and first.latest:
        return Window(first.earliest - 7 * DAY, first.latest - 7 * DAY, first.precision)
    if told.month is not None and first.earliest and first.latest:
        return Window(years_back(first.earliest, 1), years_back(first.latest, 1), first.precision)
    return first


def _moment(moment: Moment, expression: TimeExpression, context: _Context) -> Window:
    """The window of one moment: its day, month or year, narrowed to the clock or part of the day that is told."""
    is_within_day = moment.hour is not None or moment.part is not None or moment.stretch is not None
    if moment.from_previous:
        return _from_previous(moment, expression, context)
    names_a_day = moment.told - {"hour", "minute", "part", "stretch", "side"}
    if not names_a_day and is_within_day:
        day_told = context.day_told(expression)
        return within_day(_date_of(day_told, context.today), moment, context.parts)
    window = calendar_window(moment, context.report, context.today, expression.is_future)
    if window.precision is TimePrecision.DAY and is_within_day:
        return within_day(_date_of(window, context.today), moment, context.parts)
    return window


def _from_previous(moment: Moment, expression: TimeExpression, context: _Context) -> Window:
    """ "that night", "the next day", "later in the day": counted from the time told before, else from the report."""
    if moment.told == {"from_previous"} and expression.role is not TimeRole.AT:
        return context.told or context.report
    day_told = context.day_told(expression)
    base = _date_of(day_told, context.today)
    if moment.unit is not None and moment.shift is not None:
        counted = calendar_window(moment, day_window(base), base, False)
        return within_day(base + moment.shift * DAY, moment, context.parts) if moment.part else counted
    if moment.part is not None or moment.hour is not None:
        return within_day(base, moment, context.parts)
    whole = day_window(base)
    is_finer = day_told is not None and day_told.precision is not TimePrecision.DAY
    if day_told is not None and is_finer and moment.side == "later":
        return Window(day_told.earliest, _end_of_day(day_told.earliest), TimePrecision.DAY)
    return whole


def _date_of(window: Window | None, today: date) -> date:
    return window.earliest.date() if window is not None and window.earliest is not None else today


def _end_of_day(moment: datetime | None) -> datetime | None:
    return day_window(moment.date()).latest if moment else None
