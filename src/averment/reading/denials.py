"""Ties what is denied in a report to the claim that it denies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from averment.model.claim import Claim, Event, Figure, Stance

TELLING = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ALLEGES})
REACH = 600  # characters: "the claims" are those of this paragraph or the one before


def tie_denials(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, each denial with the id of what it denies where this report tells it; no assertion is invented.

    What is denied is the nearest claim by another voice: of the same kind of event where the denial names one, else
    the one told last before it ("denied the claims"), within two paragraphs. An event rather than its figures, and
    the figure where no event is told.
    """
    return tuple(
        replace(claim, denies=_denied(claim, claims)) if claim.attribution.stance is Stance.DENIES else claim
        for claim in claims
    )


def _denied(denial: Claim, claims: Sequence[Claim]) -> str | None:
    told = [claim for claim in claims if _is_told_by_another(claim, denial)]
    match denial.what:
        case Event(event_type=event_type):
            alike = [
                claim
                for claim in told
                if isinstance(claim.what, Event) and claim.what.event_type is event_type and _same_actor(denial, claim)
            ]
        case Figure(measure=measure):
            alike = [claim for claim in told if isinstance(claim.what, Figure) and claim.what.measure == measure]
        case _:
            alike = _last_told(denial, told)
    nearest = min(alike, key=lambda claim: (_distance(denial, claim), claim.kind), default=None)
    return nearest.id if nearest else None


def _is_told_by_another(claim: Claim, denial: Claim) -> bool:
    speech = claim.attribution
    is_other = speech.speaker.name != denial.attribution.speaker.name
    return is_other and speech.stance in TELLING and _distance(denial, claim) <= REACH


def _last_told(denial: Claim, told: Sequence[Claim]) -> list[Claim]:
    """The claims of the sentence told last before the denial, by somebody who is named."""
    inside = [claim for claim in told if denial.evidence.holds(claim.evidence) and claim.attribution.cue]
    if inside:
        return inside  # "brushed aside the rebels' claims that ..."
    before = [claim for claim in told if claim.evidence.end <= denial.evidence.start and claim.attribution.cue]
    if not before:
        return []
    last = max(before, key=lambda claim: claim.attribution.content.end).attribution
    return [claim for claim in before if claim.attribution.content == last.content]


def _same_actor(denial: Claim, claim: Claim) -> bool:
    """Whether both speak of one doer; a doer that is not named fits any."""
    one, other = denial.what, claim.what
    if not (isinstance(one, Event) and isinstance(other, Event)) or one.actor is None or other.actor is None:
        return True
    return one.actor.name == other.actor.name or (one.actor.side is not None and one.actor.side == other.actor.side)


def _distance(one: Claim, other: Claim) -> int:
    return max(one.evidence.start - other.evidence.end, other.evidence.start - one.evidence.end, 0)
