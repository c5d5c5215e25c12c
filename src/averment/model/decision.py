"""What a person decided: a line with an author and a reason that wins over every rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from averment.model.text import Span


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A place in the bytes as taken in, where a decision holds on through every re-reading."""

    sha256: str
    span: Span
    kind: str
    words: str


class DecisionKind(StrEnum):
    SAME = "same"  # these claims tell one incident
    DIFFERENT = "different"  # they do not
    REJECT = "reject"  # this is no claim
    CORRECT = "correct"  # a field of a claim should read otherwise
    WITHDRAW = "withdraw"  # an earlier decision no longer stands
    WITHHOLD = "withhold"  # a report's or a victim's words are not to be shown


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of a claim as it leaves the house (`measure`, `low`, `speaker` ...) and what it should read."""

    field: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    id: str
    kind: DecisionKind
    anchors: tuple[Anchor, ...]
    by: str
    reason: str
    made_at: datetime
    corrections: tuple[Correction, ...] = ()
    withdraws: str | None = None  # the id of the decision that no longer stands
    withholds: str | None = None  # the report id whose words are withheld, or the victim's name with anchors
