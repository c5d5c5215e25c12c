"""An incident divided as ACLED divides: by day, place and type of event, each part a case of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from averment.knowledge.codebooks import acled_type
from averment.matching.codebooks.case import Case
from averment.matching.codebooks.sides import event_claims
from averment.model.claim import Claim, Event, EventType
from averment.model.when_where import PlaceLevel, When, Where

BATTLES, REMOTE = "Battles", "Explosions/Remote violence"
SPOTS = frozenset({PlaceLevel.POINT, PlaceLevel.TOWN, PlaceLevel.NEAR})
# said of many deeds: they name no event of their own beside a battle, a strike or a shelling of the same day and place
_GENERAL = frozenset({EventType.ATTACK, EventType.LOOTING})

Setting = tuple[str, str]  # a day and a place, each "" for the incident's own
Key = tuple[Setting, EventType | None]


@dataclass(frozen=True, slots=True)
class Part:
    """One row's worth of an incident: `case` holds its claims and its own day, place and type."""

    case: Case
    event_type: EventType | None


def find_parts(case: Case, has_deaths: bool) -> tuple[Part, ...]:
    """The parts, the one that most claims tell first; none where neither event nor death is told."""
    events = event_claims(case)
    if not events:
        return (Part(case, None),) if has_deaths else ()
    drawn: dict[Key, list[Claim]] = defaultdict(list)
    for claim in events:
        drawn[_setting(case, claim), _type(claim)].append(claim)
    settings = {setting for setting, _ in drawn}
    folded: dict[Key, list[Claim]] = defaultdict(list)
    for (setting, event_type), claims in drawn.items():
        beside = [other for at, other in drawn if at == setting and other is not None]
        folded[setting, _folded(case, event_type, beside)] += claims
    own = case.incident.event_types
    ordered = sorted(
        folded, key=lambda key: (key[0] != ("", ""), -len(folded[key]), own.index(key[1]) if key[1] in own else 0)
    )
    if len(settings) == 1:
        ordered.sort(key=lambda key: -len(folded[key]))
    return tuple(_part(case, key, folded[key], is_first=key == ordered[0]) for key in ordered)


def _part(case: Case, key: Key, claims: list[Claim], *, is_first: bool) -> Part:
    """The first part keeps what no event tells by itself: the figures, the denials, the statements."""
    first, (day, place), event_type = claims[0], key[0], key[1]
    ids = {claim.id for claim in claims}
    when = next((claim.when for claim in claims if claim.when), None) if day else case.incident.when
    where = first.where if place else case.incident.where
    held = tuple(claim for claim in case.claims if claim.id in ids or (is_first and not _is_told_event(case, claim)))
    types = (event_type,) if event_type else ()
    incident = replace(case.incident, event_types=types, when=when, where=where)
    return Part(replace(case, claims=held, incident=incident), event_type)


def _is_told_event(case: Case, claim: Claim) -> bool:
    return claim in event_claims(case)


def _type(claim: Claim) -> EventType | None:
    return claim.what.event_type if isinstance(claim.what, Event) else None


def _setting(case: Case, claim: Claim) -> Setting:
    """The claim's own day and town, each "" where it tells none or the incident's own."""
    own, whole = _day(claim.when), _day(case.incident.when)
    place, main = _spot(claim.where), _spot(case.incident.where)
    return (own if own and whole and own != whole else ""), (place if place and main and place != main else "")


def _day(when: When | None) -> str:
    if when is None or when.earliest is None or when.latest is None or when.earliest.date() != when.latest.date():
        return ""
    return when.earliest.date().isoformat()


def _spot(where: Where | None) -> str:
    if where is None or where.place is None or where.precision not in SPOTS:
        return ""
    return where.place.gazetteer_id


def _folded(case: Case, event_type: EventType | None, beside: Iterable[EventType]) -> EventType | None:
    """The type under which it counts: remote violence within a battle of the same day and place is that battle."""
    if event_type is None:
        return None
    groups = {other: acled_type(other, case.tables).event_type for other in sorted(beside)}
    battle = next((other for other, group in groups.items() if group == BATTLES), None)
    if battle is not None and (groups[event_type] == REMOTE or event_type in _GENERAL):
        return battle
    remote = next((other for other, group in groups.items() if group == REMOTE), None)
    return remote if remote is not None and event_type in _GENERAL else event_type
