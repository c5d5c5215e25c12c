"""Flags beside a verdict: denied, told by one side only, a side on its own losses, blamed by the accuser alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from averment.matching.positions import Grounds, stand_together
from averment.matching.told import Told
from averment.model.claim import Figure
from averment.model.incident import Flag


def find_flags(told: Sequence[Told], side: str | None, beside: Sequence[Told], grounds: Grounds) -> tuple[Flag, ...]:
    """The flags of the claims that give one figure of losses of `side`; `beside` holds all claims of the incident."""
    return tuple(_flags(told, side, beside, grounds))


def _flags(told: Sequence[Told], side: str | None, beside: Sequence[Told], grounds: Grounds) -> Iterator[Flag]:
    denied = {denial.denies for denial in grounds.denials}
    if any(_is_denied(one, denied, beside) for one in told):
        yield Flag.DENIED
    if all(one.voice.party for one in told) and all(
        stand_together(*pair, grounds.world) for pair in combinations(told, 2)
    ):
        yield Flag.ONE_SIDE_ONLY
    if all(_together(side, one, grounds) for one in told):
        yield Flag.OWN_LOSSES
    if _is_blamed_by_accuser_alone(told, grounds):
        yield Flag.ACCUSER_ONLY


def _is_denied(one: Told, denied: set[str], beside: Sequence[Told]) -> bool:
    """Whether the claim itself is denied, or what the same voice says in the same breath."""
    if one.id in denied:
        return True
    return any(
        other.id in denied
        and other.claim.report == one.claim.report
        and other.voice.id == one.voice.id
        and other.claim.evidence.overlaps(one.claim.evidence)
        for other in beside
    )


def _is_blamed_by_accuser_alone(told: Sequence[Told], grounds: Grounds) -> bool:
    """Whether all who name the one who did it are of another side, and nobody without a side says it too."""
    blaming = [one for one in told if isinstance(one.claim.what, Figure) and one.actor and one.actor.side]
    return bool(blaming) and all(
        one.voice.party is not None and not _together(one.actor.side if one.actor else None, one, grounds)
        for one in blaming
    )


def _together(side: str | None, told: Told, grounds: Grounds) -> bool:
    """Whether the voice stands with that side at the time of which it tells."""
    party = told.voice.party
    return side is not None and party is not None and grounds.world.together(side, party, told.when)
