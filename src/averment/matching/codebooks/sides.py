"""The two sides of an incident, as the codebooks name them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from averment.knowledge.codebooks import Status, acled_type, status_of
from averment.knowledge.parties import PartyKind, find_side
from averment.matching.codebooks.blame import Blame, actor_of, target_of, together
from averment.matching.codebooks.case import Case
from averment.model.claim import Claim, Event, EventType, Figure, Party
from averment.model.incident import Incident

AGAINST_CIVILIANS = "Violence against civilians"


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acted and who was hit, as the most claims tell it; None where none does. `claims` tell it.

    `civilians_hit` says that those hit were not armed: the deed is of the types against civilians, or nobody armed was
    hit and nobody armed answered.
    """

    actor: str | None
    target: str | None
    civilians_hit: bool
    claims: tuple[Claim, ...]


def find_sides(case: Case, blame: Blame) -> Sides:
    """The doer and the one hit. Where two accuse each other, the two sides are told and not who began."""
    told = case.told()
    actor = blame.sides[0] if blame.sides else None
    hit = _most([party for claim in told if (party := target_of(claim))])
    if hit is not None and together(case, hit, actor):
        hit = _most([party for claim in told if (party := target_of(claim)) and not together(case, party.side, actor)])
    if hit is None and len(blame.sides) > 1:
        hit = blame.sides[1]
    claims = tuple(claim for claim in told if _names(claim, (actor, hit)))
    return Sides(actor, hit, _hits_civilians(case), claims)


def is_against_civilians(case: Case) -> bool:
    """Whether the leading type of event is one against civilians."""
    types = case.incident.event_types
    return bool(types) and acled_type(types[0], case.tables).event_type == AGAINST_CIVILIANS


def has_battle(incident: Incident, case: Case) -> bool:
    return any(acled_type(one, case.tables).event_type == "Battles" for one in incident.event_types)


def side_kind(side: str | None, case: Case) -> PartyKind | None:
    found = find_side(side, case.tables) if side else None
    return found.kind if found else None


def armed_hit(case: Case) -> tuple[Claim, ...]:
    """The claims that count armed people among those hit."""
    return tuple(
        claim
        for claim in case.told()
        if isinstance(claim.what, Figure) and status_of(claim.what.group, case.tables) is Status.ARMED
    )


def _hits_civilians(case: Case) -> bool:
    if is_against_civilians(case):
        return True
    if has_battle(case.incident, case) or armed_hit(case):
        return False
    return any(
        isinstance(claim.what, Figure) and status_of(claim.what.group, case.tables) is Status.CIVILIAN
        for claim in case.told()
    )


def _most(parties: list[Party]) -> str | None:
    sides = Counter(party.side for party in parties if party.side)
    return min(sides, key=lambda side: (-sides[side], side), default=None)


def _names(claim: Claim, sides: tuple[str | None, ...]) -> bool:
    parties = [party for party in (actor_of(claim), target_of(claim)) if party]
    return any(party.side in sides for party in parties if party.side)


def event_claims(case: Case, event_type: EventType | None = None) -> tuple[Claim, ...]:
    """The claims that tell of an event, of that type where one is given."""
    return tuple(
        claim
        for claim in case.told()
        if isinstance(claim.what, Event) and (event_type is None or claim.what.event_type is event_type)
    )
