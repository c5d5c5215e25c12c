"""Ties a denial to what it denies: in its own report where the words say so, else in the same incident.

No assertion is ever made up for a denial. Where nobody asserted it, the denial stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from averment.knowledge.settling import event_families
from averment.matching.rules import WORLD, World
from averment.matching.told import Told
from averment.model.claim import Event, Figure
from averment.model.incident import Denial, Incident


def find_denials(told: Mapping[str, Told], incidents: Sequence[Incident], world: World = WORLD) -> tuple[Denial, ...]:
    """Every denial with the claim that it denies, in a fixed order."""
    beside = {claim: incident.claims for incident in incidents for claim in incident.claims}
    found = {
        Denial(one.id, denied)
        for one in told.values()
        if one.is_denial
        for denied in _denied(one, told, beside.get(one.id, ()), world)
    }
    return tuple(sorted(found, key=lambda denial: (told[denial.claim].anchor, told[denial.denies].anchor)))


def _denied(one: Told, told: Mapping[str, Told], beside: Iterable[str], world: World) -> Iterable[str]:
    if one.claim.denies is not None:
        return [one.claim.denies] if one.claim.denies in told else []
    return [claim for claim in beside if _denies(one, told[claim], world)]


def _denies(denial: Told, other: Told, world: World) -> bool:
    """Whether the other claim says what this one denies, in the mouth of another side or of one that is not a side."""
    if other.is_denial or other.id == denial.id or other.voice.id == denial.voice.id:
        return False
    parties = denial.voice.party, other.voice.party
    if parties[0] and parties[1] and (parties[0] == parties[1] or world.aligned(parties[0], parties[1])):
        return False
    return _is_same_thing(denial, other, world) and _is_same_actor(denial, other, world)


def _is_same_thing(denial: Told, other: Told, world: World) -> bool:
    first, second = denial.claim.what, other.claim.what
    if isinstance(first, Figure) and isinstance(second, Figure):
        return first.measure == second.measure
    if isinstance(first, Event) and isinstance(second, Event):
        families = event_families(world.tables)
        return families[first.event_type] == families[second.event_type]
    return False


def _is_same_actor(denial: Told, other: Told, world: World) -> bool:
    """The one said to have acted; where the denial names none, the one who denies."""
    denied = (denial.actor.side or denial.actor.name) if denial.actor else denial.voice.party
    acted = (other.actor.side or other.actor.name) if other.actor else None
    return denied is not None and acted is not None and (denied == acted or world.aligned(denied, acted))
