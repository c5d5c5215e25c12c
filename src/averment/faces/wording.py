"""Amounts, times and counts in words, as the record prints them."""

from __future__ import annotations

from datetime import datetime

from averment.model.claim import Bound
from averment.model.incident import Counts, Flag, Position, Verdict
from averment.model.when_where import TimePrecision, When

FLAG_WORDS = {
    Flag.DENIED: "denied",
    Flag.ONE_SIDE_ONLY: "one side only",
    Flag.OWN_LOSSES: "its own losses",
    Flag.ACCUSER_ONLY: "the accuser's word only",
}
VERDICT_WORDS = {
    Verdict.SINGLE: "single",
    Verdict.AGREED: "agreed",
    Verdict.COMPATIBLE: "compatible",
    Verdict.SUPERSEDED: "superseded",
    Verdict.UNORDERED: "order unknown",
    Verdict.DISPUTED: "disputed",
    Verdict.DIFFERENT_SCOPE: "another scope",
}


def amount_words(low: int | None, high: int | None, bound: Bound) -> str:
    """ "≥12", "~80", "≤20", "10-12", "19"; a vague amount without numbers is "some"."""
    match bound:
        case Bound.AT_LEAST if low is not None:
            return f"≥{low:,}"
        case Bound.MORE_THAN if low is not None:
            return f">{low:,}"
        case Bound.UP_TO if high is not None:
            return f"≤{high:,}"
        case Bound.FEWER_THAN if high is not None:
            return f"<{high:,}"
        case Bound.ABOUT if low is not None and low == high:
            return f"~{low:,}"
    return range_words(low, high)


def position_words(position: Position) -> str:
    """What a position answers: "≥12", "≥2 civilians" where it counts a part, the side where it tells who did it."""
    if position.group is None:
        return amount_words(position.low, position.high, position.bound)
    group = position.group.replace("_", " ")
    if position.low is None and position.high is None:
        return group
    return f"{amount_words(position.low, position.high, position.bound)} {group}"


def range_words(low: int | None, high: int | None) -> str:
    """ "12-19", "≥12", "≤20", "19"; "some" when neither end is known."""
    if low is None and high is None:
        return "some"
    if high is None:
        return f"≥{low:,}"
    if low is None:
        return f"≤{high:,}"
    return f"{low:,}" if low == high else f"{low:,}-{high:,}"


def when_words(when: When | None) -> str:
    """The time as finely as it is told; "no date" where nothing tells it."""
    if when is None or (when.earliest is None and when.latest is None):
        return "no date"
    if when.earliest is None or when.latest is None:
        return f"from {_day(when.earliest)}" if when.earliest else f"until {_day(when.latest)}"
    first, last = when.earliest, when.latest
    match when.precision:
        case TimePrecision.MINUTE | TimePrecision.HOUR:
            return f"{_day(first)} {first:%H:%M}"
        case TimePrecision.YEAR if first.year == last.year:
            return str(first.year)
        case TimePrecision.MONTH if first.month == last.month:
            return f"{first:%B} {first.year}"
    if first.date() == last.date():
        return _day(first)
    return f"{_day(first)} to {_day(last)}"


def _day(moment: datetime | None) -> str:
    return f"{moment.day} {moment:%b} {moment.year}" if moment else "an open end"


def counts_words(counts: Counts) -> str:
    """ "2 reports · 2 outlets (1 unplaced) · 1 text · 1 voice"."""
    named = (
        (counts.reports, "report", 0),
        (counts.outlets, "outlet", counts.unplaced_outlets),
        (counts.texts, "text", 0),
        (counts.voices, "voice", counts.unplaced_voices),
    )
    return " · ".join(counted(number, noun) + _unplaced(number, unplaced) for number, noun, unplaced in named)


def _unplaced(number: int, unplaced: int) -> str:
    if not unplaced:
        return ""
    return " (unplaced)" if unplaced == number else f" ({unplaced:,} unplaced)"


def counted(number: int, noun: str) -> str:
    """ "1 report", "2 reports"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
