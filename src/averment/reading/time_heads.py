"""Clocks that head the entries of a report kept up to date: a line "18:35" above what was known by then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from averment.model.text import Span
from averment.model.when_where import TimePrecision, When

CLOCKS = frozenset({TimePrecision.MINUTE, TimePrecision.HOUR})
MARKS = " \t\r.:;-–—|[]()•*"


def heads_an_entry(text: str, when: When) -> bool:
    """Whether the time is a clock on a line of its own."""
    if when.span is None or when.precision not in CLOCKS:
        return False
    start, end = text.rfind("\n", 0, when.span.start) + 1, text.find("\n", when.span.end)
    beside = text[start : when.span.start] + text[when.span.end : end]
    return start > 0 and end > 0 and not beside.strip(MARKS)


def entry_time(text: str, span: Span, whens: Sequence[When]) -> When | None:
    """The clock above the entry in which these words stand: the moment by which it was told."""
    heads = [when for when in whens if when.span and when.span.end <= span.start and heads_an_entry(text, when)]
    return heads[-1] if heads else None


def by_then(head: When) -> When:
    """What an entry tells was so by its clock, that day: not at that minute."""
    if head.latest is None:
        return head
    day = head.latest.replace(hour=0, minute=0, second=0, microsecond=0)
    reason = f"that day, not later than it was told; {head.reason}"
    return replace(head, earliest=day, precision=TimePrecision.INTERVAL, reason=reason)
