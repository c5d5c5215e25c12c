"""What a person decided: a line with an author and a reason that wins over every rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from averment.model.claim import Claim, Event, Figure, Statement, Victim
from averment.model.ids import content_id
from averment.model.report import Report
from averment.model.text import Span

VICTIM = "victim"  # the kind of an anchor on a name; those on claims have the kind that anchor_kind gives


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


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision as it stands now: the present claim at each of its anchors, None for an anchor that waits for one.

    `withdrawn_by` is the id of the decision that took it back; None while it is in force.
    """

    decision: Decision
    claims: tuple[str | None, ...]
    withdrawn_by: str | None = None

    @property
    def in_force(self) -> bool:
        return self.withdrawn_by is None

    @property
    def waits(self) -> bool:
        """Whether some anchor finds no claim, so that a person has to look."""
        return self.in_force and None in self.claims


def anchor_of(claim: Claim, report: Report) -> Anchor:
    """The anchor of a claim: its evidence in the bytes of its report, and what makes it this claim and no other."""
    return Anchor(report.sha256, claim.evidence, anchor_kind(claim), claim.evidence.of(report.text))


def anchor_of_victim(victim: Victim, report: Report) -> Anchor:
    """The anchor of a named victim: the name where it stands."""
    return Anchor(report.sha256, victim.span, VICTIM, victim.span.of(report.text))


def anchor_kind(claim: Claim) -> str:
    """Seven parts between bars, most telling first: what the claim is of, its values, its stance and its speaker."""
    told: tuple[object, ...]
    match claim.what:
        case Figure(measure, group, amount):
            told = ("figure", measure, group, amount.low, amount.high)
        case Event(event_type, subtype, actor, target):
            told = (
                "event",
                event_type.value,
                subtype,
                *(party.name if party else None for party in (actor, target)),
            )
        case Statement():
            told = ("statement", None, None, None, None)
    said = (*told, claim.attribution.stance.value, claim.attribution.speaker.name)
    return "|".join("" if part is None else str(part).replace("|", " ") for part in said)


def decision_id(decision: Decision) -> str:
    """The id that this decision must carry: a hash of everything in it but the id itself.

    The moment a person decided is part of what they decided, so that a decision may be withdrawn and made again.
    """
    made_at = decision.made_at
    return content_id(
        decision.kind,
        tuple(
            (anchor.sha256, anchor.span.start, anchor.span.end, anchor.kind, anchor.words)
            for anchor in decision.anchors
        ),
        decision.by,
        decision.reason,
        made_at.astimezone(UTC) if made_at.tzinfo else made_at,
        tuple((correction.field, correction.value) for correction in decision.corrections),
        decision.withdraws,
        decision.withholds,
    )
