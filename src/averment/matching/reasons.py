"""Words for what an account says, as a reporter would put them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from averment.matching.positions import Answer
from averment.matching.titles import amount_words, day_words
from averment.model.claim import Amount
from averment.model.when_where import TimePrecision, When

NAMED_AT_MOST = 3  # voices in a sentence; the others are counted


def as_told(answer: Answer) -> str:
    """Such as "at least 12 (regional health office, as of 2 May 2023, 16:00)"."""
    position = answer.position
    told = amount_words(Amount(position.low, position.high, position.bound, answer.told[0].claim.evidence))
    group = f" {position.group.replace('_', ' ')}" if position.group else ""
    summands = " and another ".join(filter(None, map(amount_words, answer.parts)))
    parts = f", told as {summands}" if summands else ""
    when = f", as of {_moment(position.as_of)}" if position.as_of else ""
    return f"{told or 'a number not told'}{group}{parts} ({listed(position.voices)}{when})"


def all_as_told(answers: Iterable[Answer]) -> str:
    return "; ".join(as_told(answer) for answer in answers)


def taken_back_by(answers: Iterable[Answer], taken_back: frozenset[str]) -> list[str]:
    """The voices that took back a figure which they had given."""
    return sorted({one.voice.name for answer in answers for one in answer.told if one.id in taken_back})


def listed(names: Sequence[str]) -> str:
    """Names in a row: "A", "A and B", "A, B, C and 2 more"."""
    if len(names) > NAMED_AT_MOST:
        return f"{', '.join(names[:NAMED_AT_MOST])} and {len(names) - NAMED_AT_MOST} more"
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]


def _moment(when: When) -> str:
    """The day, and the hour where it is told that finely."""
    day = day_words(when) or "a day not told"
    is_fine = when.precision in (TimePrecision.MINUTE, TimePrecision.HOUR) and when.earliest is not None
    return f"{day}, {when.earliest:%H:%M}" if is_fine else day
