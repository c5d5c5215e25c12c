"""Claims that tell neither place nor day belong to the one incident of their report that they can be of, if any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from averment.knowledge.settling import event_families, measure_families, rule_weights
from averment.matching.rules import MONTH, World
from averment.matching.told import Told
from averment.model.claim import Event, Figure
from averment.model.incident import JudgedAs, Judgement, Reason
from averment.model.when_where import PlaceLevel

RULE = "only_incident"
_WIDEST = frozenset({PlaceLevel.AREA, PlaceLevel.COUNTRY})
Members = frozenset[str]
MayJoin = Callable[[Members, Members], bool]


@dataclass(frozen=True, slots=True)
class Joining:
    """A loose group of claims, the incident of its report that it belongs to, and the judgement that says why."""

    loose: Members
    home: Members
    judgement: Judgement


def find_homes(
    clusters: Iterable[Members],
    told: Mapping[str, Told],
    judged: Mapping[str, Mapping[str, Judgement]],
    may_join: MayJoin,
    world: World,
) -> list[Joining]:
    """For each loose group the incident it joins, in a fixed order; none where its report leaves two to choose from."""
    ordered = sorted(clusters, key=lambda members: min(told[claim].anchor for claim in members))
    loose = [members for members in ordered if _is_loose(members, told)]
    homes: dict[str, list[Members]] = {}
    for members in ordered:
        if members not in loose:
            for report in sorted(_reports(members, told)):
                homes.setdefault(report, []).append(members)
    found = []
    for members in loose:
        near = dict.fromkeys(one for report in sorted(_reports(members, told)) for one in homes.get(report, ()))
        home = _only_home(members, [one for one in near if may_join(members, one)], told, world)
        if home is not None:
            found.append(Joining(members, home, _judgement(members, home, told, judged, world)))
    return found


def one_account(
    groups: Iterable[Members], told: Mapping[str, Told], may_join: MayJoin, world: World
) -> tuple[Members, Members] | None:
    """Two groups of one report that are one account of one incident: the next to be joined, None where none is left.

    A report that tells its incident over and over names the building, then the street, then nothing. What no place on
    the map, no day and no judgement parts is of one incident, unless one of the two may as well be of a third.
    """
    news = [members for members in groups if not any(told[claim].is_history for claim in members)]
    near = {
        one: {other for other in news if other != one and _is_alike(one, other, told, world) and may_join(one, other)}
        for one in news
    }
    pairs = combinations(news, 2)
    return next(((one, other) for one, other in pairs if near[one] | {one} == near[other] | {other}), None)


def _is_alike(one: Members, other: Members, told: Mapping[str, Told], world: World) -> bool:
    """Whether both count one harm, or tell of events that go together."""
    if _measures(one, told) & _measures(other, told):
        return True
    return bool(_families(one, told, world) & _families(other, told, world))


def _reports(members: Members, told: Mapping[str, Told]) -> set[str]:
    return {told[claim].claim.report for claim in members}


def _is_loose(members: Members, told: Mapping[str, Told]) -> bool:
    """Whether all stand in one report and none tells its own place or day."""
    held = [told[claim] for claim in members]
    if len(_reports(members, told)) > 1 or any(one.is_history for one in held):
        return False
    return not any(_is_placed(one) or _is_dated(one) for one in held)


def _is_dated(one: Told) -> bool:
    """Whether it tells itself when, to a month."""
    when = one.claim.when
    return when is not None and bool(when.earliest and when.latest and when.latest - when.earliest <= MONTH)


def _is_placed(one: Told) -> bool:
    """Whether it tells where; a country or a disputed region as a whole says too little to part it from any."""
    where = one.claim.where
    return where is not None and (where.place is None or where.place.level not in _WIDEST)


def _only_home(members: Members, homes: Sequence[Members], told: Mapping[str, Told], world: World) -> Members | None:
    """The one incident that counts the same harm in this report; else the only one that can have done it."""
    reports = _reports(members, told)
    here = {home: [claim for claim in home if told[claim].claim.report in reports] for home in homes}
    measures, families = _measures(members, told), _families(members, told, world)
    same = [home for home in homes if measures & _measures(here[home], told)]
    fitting = same or [home for home in homes if families & _families(here[home], told, world)]
    return fitting[0] if len(fitting) == 1 else None


def _measures(members: Iterable[str], told: Mapping[str, Told]) -> set[str]:
    whats = (told[claim].claim.what for claim in members)
    return {what.measure for what in whats if isinstance(what, Figure)}


def _families(members: Iterable[str], told: Mapping[str, Told], world: World) -> set[str]:
    """The families of its events; where none is told, those that can do the harm."""
    whats = [told[claim].claim.what for claim in members]
    events = {event_families(world.tables)[what.event_type] for what in whats if isinstance(what, Event)}
    if events:
        return events
    harms = measure_families(world.tables)
    return {family for what in whats if isinstance(what, Figure) for family in harms.get(what.measure, ())}


def _judgement(
    members: Members,
    home: Members,
    told: Mapping[str, Told],
    judged: Mapping[str, Mapping[str, Judgement]],
    world: World,
) -> Judgement:
    """The best judgement between the two groups with this reason added; a new one where no pair was compared."""
    pairs = [judged[one][other] for one in members if one in judged for other in home if other in judged[one]]
    weight = rule_weights(world.tables)[RULE]
    reason = Reason(RULE, weight, "it tells neither place nor day, and its report tells of no other incident like it")
    best = max(pairs, key=lambda pair: (pair.score, pair.first, pair.second), default=None)
    if best is not None:
        return replace(best, judged=JudgedAs.SAME, score=round(best.score + weight, 3), reasons=(*best.reasons, reason))
    nearest = [claim for claim in home if told[claim].claim.report in _reports(members, told)]
    first, second = sorted(
        (min(members, key=lambda claim: told[claim].anchor), min(nearest, key=lambda claim: told[claim].anchor)),
        key=lambda claim: told[claim].anchor,
    )
    return Judgement(first, second, JudgedAs.SAME, weight, (reason,))
