"""Who is said to have done it, where accounts contend: two sides that blame each other, or one that denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from averment.knowledge.settling import event_families, violent_families
from averment.matching.counting import counts
from averment.matching.positions import Grounds
from averment.matching.reasons import listed
from averment.matching.told import Told
from averment.model.claim import Bound, Event, Scope
from averment.model.incident import Finding, Flag, Incident, Position, Verdict

RESPONSIBLE = "responsible"
Sides = tuple[str, ...]


def find_responsible(incident: Incident, beside: Sequence[Told], grounds: Grounds) -> Finding | None:
    """The sides that accounts of the incident say attacked, side by side; None where nobody contends.

    It is disputed where two sides are each blamed by the other, flagged as denied where a blamed side denies, and as
    the accuser's word alone where only the other side blames. `group` of each position is the side it names.
    """
    blamed = _by_sides(beside, grounds)
    contending = [pair for pair in combinations(blamed, 2) if _blame_each_other(*pair, blamed, grounds)]
    denied = {denial.denies for denial in grounds.denials}
    is_denied = any(one.id in denied for held in blamed.values() for one in held)
    if not contending and not is_denied:
        return None
    every = [one for held in blamed.values() for one in held]
    flags = [Flag.DENIED] if is_denied else []
    if all(_accuses(one, sides, grounds) for sides, held in blamed.items() for one in held):
        flags.append(Flag.ACCUSER_ONLY)
    verdict, reason = _verdict(blamed, contending)
    return Finding(
        incident=incident.id,
        measure=RESPONSIBLE,
        group="sides",
        scope=Scope.INCIDENT,
        positions=tuple(_position(sides, held, grounds) for sides, held in blamed.items()),
        verdict=verdict,
        reason=reason,
        flags=tuple(flags),
        low=None,
        high=None,
        counts=counts(every, grounds.appearances, grounds.world.tables),
    )


def _by_sides(beside: Sequence[Told], grounds: Grounds) -> dict[Sides, list[Told]]:
    """The claims that a side attacked, by the side, or the sides that stand together at that time."""
    families, violent = event_families(grounds.world.tables), violent_families(grounds.world.tables)
    found: dict[str, list[Told]] = defaultdict(list)
    for one in sorted(beside, key=lambda one: one.anchor):
        what = one.claim.what
        if not one.is_told or one.is_denial or not isinstance(what, Event) or families[what.event_type] not in violent:
            continue
        if what.actor and what.actor.side:
            found[what.actor.side].append(one)
    joined: list[list[str]] = []
    for side, held in sorted(found.items()):
        known = next((sides for sides in joined if grounds.world.together(sides[0], side, held[0].when)), None)
        if known is None:
            joined.append([side])
        else:
            known.append(side)
    return {tuple(sides): [one for side in sides for one in found[side]] for sides in joined}


def _blame_each_other(one: Sides, other: Sides, blamed: Mapping[Sides, Sequence[Told]], grounds: Grounds) -> bool:
    return any(_is_of(told, other, grounds) for told in blamed[one]) and any(
        _is_of(told, one, grounds) for told in blamed[other]
    )


def _is_of(told: Told, sides: Sides, grounds: Grounds) -> bool:
    party = told.voice.party
    return party is not None and any(grounds.world.together(side, party, told.when) for side in sides)


def _accuses(told: Told, sides: Sides, grounds: Grounds) -> bool:
    return told.voice.party is not None and not _is_of(told, sides, grounds)


def _position(sides: Sides, held: Sequence[Told], grounds: Grounds) -> Position:
    return Position(
        low=None,
        high=None,
        bound=Bound.VAGUE,
        scope=Scope.INCIDENT,
        as_of=None,
        claims=tuple(one.id for one in held),
        voices=tuple(sorted({one.voice.name for one in held})),
        counts=counts(held, grounds.appearances, grounds.world.tables),
        group=listed(sides),
    )


def _verdict(blamed: Mapping[Sides, Sequence[Told]], contending: Sequence[tuple[Sides, Sides]]) -> tuple[Verdict, str]:
    said = "; ".join(
        f"{listed(sides)} (said by {listed(sorted({one.voice.name for one in held}))})"
        for sides, held in blamed.items()
    )
    if contending:
        return Verdict.DISPUTED, f"Sides say of each other that they attacked: {said}."
    if len(blamed) > 1:
        return Verdict.COMPATIBLE, f"More than one side is said to have attacked: {said}."
    voices = {one.voice.id for held in blamed.values() for one in held}
    return (Verdict.SINGLE if len(voices) == 1 else Verdict.AGREED), f"One side is said to have attacked: {said}."
