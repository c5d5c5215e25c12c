"""Dates of publication as a person or a page declares them, outside the text."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from dateparser import DateDataParser

from averment.model.when_where import TimePrecision, When

DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\Z")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
MONTH = re.compile(r"(\d{4})-(\d{2})\Z")
YEAR = re.compile(r"(\d{4})\Z")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}")
TWO_WAYS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
CLOCK = re.compile(r"\d:\d\d|\b\d{1,2}\s*[ap]\.?m\b", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1800, 2199


def parse_declared(words: str, reason: str) -> When | None:
    """The time these words declare, to the day or finer where they tell it; None when they cannot be read.

    Day and month in figures that may stand either way round ("04/05/2023") are not guessed.
    """
    words = " ".join(words.split())[:100]
    try:
        when = _by_figures(words, reason) or _by_moment(words, reason) or _by_words(words, reason)
    except (ValueError, OverflowError):
        return None
    if when is None or when.earliest is None or not FIRST_YEAR <= when.earliest.year <= LAST_YEAR:
        return None
    return when


def parse_moment(words: str) -> datetime | None:
    """An exact moment in ISO 8601, in UTC and without zone (a moment without zone is taken as UTC); None otherwise."""
    try:
        moment = datetime.fromisoformat(words.strip())
    except ValueError:
        return None
    return in_utc(moment)


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC, without zone, as all times of this program are compared."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _by_figures(words: str, reason: str) -> When | None:
    if found := DAY.match(words) or COMPACT_DAY.match(words):
        return _day(datetime(int(found[1]), int(found[2]), int(found[3])), reason)
    if found := MONTH.match(words):
        first = datetime(int(found[1]), int(found[2]), 1)
        following = (first + timedelta(days=31)).replace(day=1)
        return When(first, following - timedelta(seconds=1), TimePrecision.MONTH, reason)
    if found := YEAR.match(words):
        year = int(found[1])
        return When(datetime(year, 1, 1), datetime(year, 12, 31, 23, 59, 59), TimePrecision.YEAR, reason)
    return None


def _by_moment(words: str, reason: str) -> When | None:
    if MOMENT.match(words):
        return _minute(datetime.fromisoformat(words), reason)
    try:
        return _minute(parsedate_to_datetime(words), reason)  # as in e-mail and feeds: Thu, 04 May 2023 10:15:00 +0200
    except (ValueError, TypeError, IndexError):
        return None


def _by_words(words: str, reason: str) -> When | None:
    order = None
    if found := TWO_WAYS.search(words):
        first, second = int(found[1]), int(found[2])
        if first <= 12 and second <= 12 and first != second:
            return None
        order = "DMY" if first > 12 else "MDY"
    settings: dict[str, object] = {"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True}
    settings["PARSERS"] = ["absolute-time"]
    if order:
        settings["DATE_ORDER"] = order
    parsed = DateDataParser(languages=["en"], settings=settings).get_date_data(words).date_obj
    if parsed is None:
        return None
    return _minute(parsed, reason) if CLOCK.search(words) else _day(parsed, reason)


def _day(day: datetime, reason: str) -> When:
    first = datetime(day.year, day.month, day.day)
    return When(first, first + timedelta(days=1, seconds=-1), TimePrecision.DAY, reason)


def _minute(moment: datetime, reason: str) -> When:
    offset = moment.utcoffset()
    zone = None if offset is None else _zone(offset)
    local = moment.replace(tzinfo=None, second=0, microsecond=0)
    return When(local, local + timedelta(seconds=59), TimePrecision.MINUTE, reason, zone=zone)


def _zone(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
