"""Days, weeks, months and years as windows of time: the arithmetic under `resolve_times`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from averment.knowledge.time_words import PartOfDay
from averment.model.when_where import TimePrecision
from averment.reading.time_expression import Length, Moment, Unit

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
SEASON_MONTHS = 3
WINTER = 12  # the month in which winter begins; "winter 2022" may be the one that began or the one that ended then
NIGHT_ENDS = 6  # "Tuesday night at 2 a.m." is on Wednesday
FINE = (TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.PART_OF_DAY, TimePrecision.DAY)

PARTS_OF_MONTH = {
    "early": (1, 10), "mid": (11, 20), "late": (21, 31), "first half": (1, 15), "second half": (16, 31),
}  # fmt: skip
PARTS_OF_YEAR = {
    "early": (1, 4), "mid": (5, 8), "late": (9, 12), "first half": (1, 6), "second half": (7, 12),
    "first quarter": (1, 3), "second quarter": (4, 6), "third quarter": (7, 9), "fourth quarter": (10, 12),
}  # fmt: skip
PARTS_OF_DECADE = {
    "early": (0, 3), "mid": (4, 6), "late": (7, 9), "first half": (0, 4), "second half": (5, 9),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """From `earliest` to `latest`, both inside; None is open."""

    earliest: datetime | None
    latest: datetime | None
    precision: TimePrecision


def calendar_window(moment: Moment, report: Window, today: date, is_future: bool) -> Window:
    """The day, month, season or year that the moment names, seen from the report's day."""
    if moment.unit is not None and moment.shift is not None:
        moment = _with_year_of_shift(moment, today)
        if moment.unit is not None:
            return _shifted(moment, report, today)
    if moment.weekday is not None and moment.month is None and moment.year is None:
        return day_window(_weekday(moment, today, is_future))
    if moment.day is not None and moment.month is not None:
        return day_window(_day_of_month(moment, today, is_future))
    if moment.month is not None:
        return _month(moment, today, is_future)
    if moment.season is not None:
        return _season(moment, today, is_future)
    if moment.year is not None:
        return _year(moment)
    return report


def within_day(day: date, moment: Moment, parts: Mapping[str, PartOfDay]) -> Window:
    """The clock or the part of that day; the whole day when neither is told."""
    part = parts.get(moment.part or moment.stretch or "")
    if moment.hour is not None:
        begin = datetime.combine(day, time()) + timedelta(hours=_hour_in(part, moment.hour), minutes=moment.minute or 0)
        if moment.minute is not None:
            return Window(begin, begin + timedelta(minutes=1) - SECOND, TimePrecision.MINUTE)
        return Window(begin, begin + timedelta(hours=1) - SECOND, TimePrecision.HOUR)
    if part is None:
        return day_window(day)
    begin = datetime.combine(day, time())
    ends = begin + timedelta(hours=part.ends) - SECOND
    return Window(begin + timedelta(hours=part.begins), ends, TimePrecision.PART_OF_DAY)


def _hour_in(part: PartOfDay | None, hour: int) -> int:
    """ "Half past three in the afternoon" is at 15:30; "Tuesday night at 2" is after that night's midnight."""
    if part is None:
        return hour
    if part.ends > 24 and hour < NIGHT_ENDS:
        return hour + 24
    is_late = hour < 12 <= part.begins <= hour + 12 < part.ends
    return hour + 12 if is_late else hour


def counted(anchor: Window, length: Length, direction: int) -> Window:
    """What lies the length after (direction 1) or before (-1) the anchor, as precisely as the unit tells."""
    low, high = (length.low, length.high) if direction > 0 else (-length.high, -length.low)
    begin, end = anchor.earliest or anchor.latest, anchor.latest or anchor.earliest
    if begin is None or end is None:
        return Window(None, None, TimePrecision.INTERVAL)
    match length.unit:
        case Unit.MINUTE | Unit.HOUR:
            step = timedelta(minutes=1) if length.unit is Unit.MINUTE else timedelta(hours=1)
            is_exact = length.unit is Unit.MINUTE and anchor.precision is TimePrecision.MINUTE
            precision = TimePrecision.MINUTE if is_exact and low == high else TimePrecision.HOUR
            return Window(begin + low * step, end + high * step, precision)
        case Unit.DAY:
            first, last = begin.date() + low * DAY, end.date() + high * DAY
            return _days(first, last, TimePrecision.DAY)
        case Unit.WEEK | Unit.WEEKEND:
            first, last = begin.date() + (7 * low - 3) * DAY, end.date() + (7 * high + 3) * DAY
            return _days(first, last, TimePrecision.WEEK)
        case Unit.MONTH:
            first, last = add_months(begin.date(), low).replace(day=1), _month_end(add_months(end.date(), high))
            return _days(first, last, TimePrecision.MONTH)
    years = {Unit.DECADE: 10, Unit.CENTURY: 100}.get(length.unit, 1)
    precision = TimePrecision.YEAR if years <= 10 else TimePrecision.INTERVAL
    return _days(date(begin.year + low * years, 1, 1), date(end.year + high * years, 12, 31), precision)


def back(moment: datetime | None, number: int, unit: Unit) -> datetime | None:
    """The moment so many units earlier, on the same day of the month where there is one."""
    if moment is None:
        return None
    match unit:
        case Unit.MINUTE:
            return moment - timedelta(minutes=number)
        case Unit.HOUR:
            return moment - timedelta(hours=number)
        case Unit.DAY:
            return moment - number * DAY
        case Unit.WEEK | Unit.WEEKEND:
            return moment - 7 * number * DAY
        case Unit.MONTH:
            return datetime.combine(add_months(moment.date(), -number), moment.time())
    return years_back(moment, number * {Unit.DECADE: 10, Unit.CENTURY: 100}.get(unit, 1))


def years_back(moment: datetime, number: int) -> datetime:
    """The same day so many years earlier; 28 February for the 29th where there is none."""
    return datetime.combine(add_months(moment.date(), -12 * number), moment.time())


def add_months(day: date, number: int) -> date:
    """The same day of the month so many months later, or that month's last day."""
    months = day.year * 12 + day.month - 1 + number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_window(day: date) -> Window:
    return _days(day, day, TimePrecision.DAY)


def _days(first: date, last: date, precision: TimePrecision) -> Window:
    return Window(datetime.combine(first, time()), datetime.combine(last, time(23, 59, 59)), precision)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _with_year_of_shift(moment: Moment, today: date) -> Moment:
    """ "May last year": the year is told by counting back."""
    if moment.unit is Unit.YEAR and (moment.month is not None or moment.season is not None):
        year = today.year + (moment.shift or 0)
        return Moment(year=year, month=moment.month, day=moment.day, season=moment.season, stretch=moment.stretch)
    if moment.unit is Unit.DAY and moment.day is not None and moment.month is not None:  # "today, 19 September"
        return Moment(year=moment.year, month=moment.month, day=moment.day, weekday=moment.weekday)
    return moment


def _shifted(moment: Moment, report: Window, today: date) -> Window:
    """ "yesterday", "last week", "earlier this month"."""
    unit, shift = moment.unit, moment.shift or 0
    monday = today - today.weekday() * DAY + 7 * shift * DAY
    match unit:
        case Unit.DAY:
            whole = day_window(today + shift * DAY)
        case Unit.WEEK if moment.weekday is not None:
            whole = day_window(monday + moment.weekday * DAY)
        case Unit.WEEK:
            whole = _days(monday, monday + 6 * DAY, TimePrecision.WEEK)
        case Unit.WEEKEND:
            saturday = today - ((today.weekday() - 5) % 7) * DAY + 7 * (shift + 1 if shift < 0 else shift) * DAY
            whole = _days(saturday, saturday + DAY, TimePrecision.INTERVAL)
        case Unit.MONTH:
            first = add_months(today.replace(day=1), shift)
            whole = _within_month(first.year, first.month, moment.stretch)
        case Unit.YEAR:
            whole = _year(Moment(year=today.year + shift, stretch=moment.stretch))
        case Unit.DECADE:
            whole = _year(Moment(year=today.year // 10 * 10 + 10 * shift, years=10))
        case _:
            whole = report
    return _so_far(whole, moment.side, report)


def _so_far(whole: Window, side: str | None, report: Window) -> Window:
    """ "earlier this month" ends with the report's day, "later this month" begins with it, "so far" is that day."""
    if side == "now":
        return report
    if side == "so far" and report.latest and whole.latest and whole.earliest:
        return Window(whole.earliest, max(whole.earliest, min(whole.latest, report.latest)), whole.precision)
    if side == "still" and report.earliest and whole.earliest and whole.latest:
        return Window(min(whole.latest, max(whole.earliest, report.earliest)), whole.latest, whole.precision)
    return whole


def _weekday(moment: Moment, today: date, is_future: bool) -> date:
    """The latest such day not after the report's; the next one in a clause about what is to come."""
    weekday = moment.weekday or 0
    ago = (today.weekday() - weekday) % 7
    if moment.which == 0:
        return today - today.weekday() * DAY + weekday * DAY
    if moment.which == 1 or (is_future and moment.which is None):
        return today + ((weekday - today.weekday() - 1) % 7 + 1) * DAY
    if moment.which == -1 and ago == 0:
        ago = 7
    if moment.which == -2:
        ago = (ago or 7) + 7
    if moment.day is None:
        return today - ago * DAY
    weeks = (today - (ago + 7 * number) * DAY for number in range(60))  # a year holds every day of month and weekday
    return next((day for day in weeks if day.day == moment.day), today - ago * DAY)


def _day_of_month(moment: Moment, today: date, is_future: bool) -> date:
    """That day of the year told, else the latest such day not after the report's (the next one if it is to come)."""
    month, day = moment.month or 1, moment.day or 1
    if moment.year is not None:
        return date(moment.year, month, day)
    years = range(today.year, today.year + 9) if is_future else range(today.year, today.year - 9, -1)
    fitting = (date(year, month, day) for year in years if day <= monthrange(year, month)[1])
    return next(found for found in fitting if (found >= today if is_future else found <= today))


def _month(moment: Moment, today: date, is_future: bool) -> Window:
    month = moment.month or 1
    year = moment.year
    if year is None:
        later_this_year = month > today.month or (month == today.month and moment.which == -1)
        year = today.year - (1 if later_this_year else 0)
        if is_future or moment.which == 1:
            year = today.year + (1 if month < today.month else 0)
        if moment.which == 0:
            year = today.year
    return _within_month(year, month, moment.stretch)


def _within_month(year: int, month: int, stretch: str | None) -> Window:
    length = monthrange(year, month)[1]
    first, last = PARTS_OF_MONTH.get(stretch or "", (1, length))
    return _days(date(year, month, first), date(year, month, min(last, length)), TimePrecision.MONTH)


def _season(moment: Moment, today: date, is_future: bool) -> Window:
    """Three months from the season's first, as in the north; a winter told with a year may be either of two."""
    start = moment.season or 1
    if moment.year is not None and start == WINTER:
        begin, end = date(moment.year - 1, start, 1), add_months(date(moment.year, start, 1), SEASON_MONTHS - 1)
        return _days(begin, _month_end(end), TimePrecision.SEASON)
    year = moment.year
    if year is None:
        year = today.year - (1 if start > today.month and not is_future and moment.which != 1 else 0)
        is_running = add_months(date(year, start, 1), SEASON_MONTHS) > today
        year -= 1 if moment.which == -1 and is_running else 0
    begin = date(year, start, 1)
    return _days(begin, _month_end(add_months(begin, SEASON_MONTHS - 1)), TimePrecision.SEASON)


def _year(moment: Moment) -> Window:
    year = moment.year or 1
    if moment.years > 1:
        first, last = PARTS_OF_DECADE.get(moment.stretch or "", (0, moment.years - 1))
        return _days(date(year + first, 1, 1), date(year + last, 12, 31), TimePrecision.INTERVAL)
    begin, end = PARTS_OF_YEAR.get(moment.stretch or "", (1, 12))
    return _days(date(year, begin, 1), _month_end(date(year, end, 1)), TimePrecision.YEAR)
