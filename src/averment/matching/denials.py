"""Ties a denial to what it denies: in its own report where the words say so, else in the same incident.

No assertion is ever made up for a denial. Where nobody asserted it, the denial stands alone. Who retracts denies what
the same voice said before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from averment.knowledge.settling import event_families, violent_families
from averment.matching.rules import WORLD, World
from averment.matching.told import Told
from averment.model.claim import Event, Figure, Stance
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


def taken_back(told: Mapping[str, Told], denials: Iterable[Denial]) -> frozenset[str]:
    """The claims that the voice which made them has retracted."""
    return frozenset(
        denial.denies
        for denial in denials
        if told[denial.claim].claim.attribution.stance is Stance.RETRACTS
        and told[denial.claim].voice.id == told[denial.denies].voice.id
    )


def _denied(one: Told, told: Mapping[str, Told], beside: Iterable[str], world: World) -> Iterable[str]:
    named = one.claim.denies
    if one.claim.attribution.stance is Stance.RETRACTS:
        return [claim for claim in beside if claim == named or _retracts(one, told[claim], told.get(named or ""))]
    if named is not None:
        return [named] if named in told else []
    return [claim for claim in beside if _denies(one, told[claim], world)]


def _retracts(one: Told, other: Told, named: Told | None) -> bool:
    """Whether the same voice said before what it takes back: the figure it names, or the one that its words do."""
    if other.is_denial or other.voice.id != one.voice.id or _is_after(other, one):
        return False
    what, taken = other.claim.what, (named or one).claim.what
    if not isinstance(what, Figure) or not isinstance(taken, Figure):
        return False
    value = (what.measure, what.amount.low, what.amount.high)
    return value == (taken.measure, taken.amount.low, taken.amount.high)


def _is_after(other: Told, one: Told) -> bool:
    """Whether it is first said in a report that came out later."""
    begins, ends = other.published.earliest, one.published.latest
    return begins is not None and ends is not None and begins > ends


def _denies(denial: Told, other: Told, world: World) -> bool:
    """Whether the other claim says what this one denies, in the mouth of another side or of one that is not a side."""
    if other.is_denial or other.id == denial.id or other.voice.id == denial.voice.id:
        return False
    parties = denial.voice.party, other.voice.party
    if parties[0] and parties[1] and world.together(parties[0], parties[1], denial.when, other.when):
        return False
    return _is_same_thing(denial, other, world) and _is_same_actor(denial, other, world)


def _is_same_thing(denial: Told, other: Told, world: World) -> bool:
    """The same measure, or events of one family; "firing" denies a shelling where both tell of the same thing hit."""
    first, second = denial.claim.what, other.claim.what
    if isinstance(first, Figure) and isinstance(second, Figure):
        return first.measure == second.measure
    if not isinstance(first, Event) or not isinstance(second, Event):
        return False
    families = event_families(world.tables)
    one, another = families[first.event_type], families[second.event_type]
    is_violent = {one, another} <= violent_families(world.tables)
    return one == another or (is_violent and bool(denial.words & other.words))


def _is_same_actor(denial: Told, other: Told, world: World) -> bool:
    """The one said to have acted; where the denial names none, the one who denies."""
    denied = (denial.actor.side or denial.actor.name) if denial.actor else denial.voice.party
    acted = (other.actor.side or other.actor.name) if other.actor else None
    return denied is not None and acted is not None and world.together(denied, acted, denial.when, other.when)
