"""Draws incidents into episodes: one outbreak of fighting, in one part of the world and within days.

What one report tells of one part of the world is one unit; units that share an incident are one. Units with known days
settle first. A unit without a day joins where exactly one episode fits by its weekday, places, parties, voices and
figures; one that fits two stays on its own. History told in passing is an episode by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations

from averment.knowledge.tables import TABLES, Tables
from averment.matching.evened import even_words
from averment.matching.joined import Joined
from averment.matching.neighbours import GAP, REGION_KM, neighbours
from averment.matching.places import distance_km
from averment.matching.times import NEVER_TOLD, narrowed
from averment.matching.titles import episode_title, name_of
from averment.matching.told import Told
from averment.model.claim import Figure
from averment.model.ids import content_id
from averment.model.incident import Episode, Incident
from averment.model.run import Problem
from averment.model.when_where import Place, PlaceLevel, When

UNDATED_GAP = timedelta(days=1)  # an undated report must fit the days themselves
TIERS = (timedelta(days=31), timedelta(days=400))
ENOUGH_IN_COMMON = 3  # places, parties, voices, figures that an undated unit shares with an episode
BOTH_SIDES = 2
WIDE_SHARE = 0.2  # of the claims on the place most often named
_WIDE = frozenset({PlaceLevel.AREA, PlaceLevel.REGION})
_TOO_WIDE = frozenset({PlaceLevel.COUNTRY, PlaceLevel.SEA})


@dataclass(frozen=True, slots=True)
class Unit:
    """Incidents that belong to one outbreak so far, and what tells it from others.

    `days` are the first and last moment of its dated incidents, or the bounds that an undated one keeps.
    """

    incidents: tuple[Incident, ...]
    days: When
    places: tuple[Place, ...]
    marks: frozenset[tuple[str, ...]]
    parties: frozenset[str]


def draw_episodes(
    incidents: Sequence[Incident], told: Mapping[str, Told], tables: Tables = TABLES
) -> tuple[tuple[Episode, ...], tuple[Problem, ...]]:
    """The episodes in the order of their days, and a problem for each unit that fits several."""
    history = [incident for incident in incidents if _is_history(incident, told)]
    passing = set(history)
    news = [incident for incident in incidents if incident not in passing]
    units = [_unit(group, told) for group in _by_report(news, told)]
    settled, problems = _settle(units, told)
    episodes = [_episode(unit, told, tables, in_passing=False) for unit in settled]
    episodes += [_episode(_unit(group, told), told, tables, in_passing=True) for group in _by_times(history, told)]
    return tuple(sorted(episodes, key=_by_first_day)), tuple(problems)


def _is_history(incident: Incident, told: Mapping[str, Told]) -> bool:
    return all(told[claim].is_history for claim in incident.claims)


def _by_report(incidents: Sequence[Incident], told: Mapping[str, Told]) -> list[tuple[Incident, ...]]:
    """Incidents joined where one report tells both and their places lie in one part of the world."""
    of_report: dict[str, list[int]] = defaultdict(list)
    for number, incident in enumerate(incidents):
        for report in {told[claim].claim.report for claim in incident.claims}:
            of_report[report].append(number)
    joined: Joined[int] = Joined(range(len(incidents)))
    for numbers in of_report.values():
        for one, other in combinations(numbers, 2):
            if _one_outbreak(incidents[one], incidents[other]):
                joined.join(one, other)
    return [tuple(incidents[number] for number in sorted(group)) for group in joined.groups()]


def _one_outbreak(one: Incident, other: Incident) -> bool:
    here, there = _place(one), _place(other)
    distance = distance_km(here, there) if here and there else None
    near = distance is None or distance <= REGION_KM or bool(set(one.parties) & set(other.parties))
    times = (one.when, other.when)
    return near and (None in times or _meet(one.when or NEVER_TOLD, other.when or NEVER_TOLD, GAP))


def _by_times(history: Sequence[Incident], told: Mapping[str, Told]) -> list[tuple[Incident, ...]]:
    """Past events that one report tells of and whose times can be the same."""
    of_report: dict[str, list[int]] = defaultdict(list)
    for number, incident in enumerate(history):
        for report in {told[claim].claim.report for claim in incident.claims}:
            of_report[report].append(number)
    joined: Joined[int] = Joined(range(len(history)))
    for numbers in of_report.values():
        for one, other in combinations(numbers, 2):
            if (history[one].when or NEVER_TOLD).may_meet(history[other].when or NEVER_TOLD):
                joined.join(one, other)
    return [tuple(history[number] for number in sorted(group)) for group in joined.groups()]


def _unit(incidents: Iterable[Incident], told: Mapping[str, Told]) -> Unit:
    held = tuple(sorted(incidents, key=lambda incident: incident.id))
    claims = [told[claim] for incident in held for claim in incident.claims]
    places = tuple(place for incident in held if (place := _place(incident)))
    return Unit(held, _days(claims), places, _marks(claims), frozenset(p for one in held for p in one.parties))


def _days(claims: Sequence[Told]) -> When:
    """From the first to the last day of the dated claims; what bounds the undated ones where none is dated."""
    whens = [one.when for one in claims]
    own = [one.when for one in claims if one.claim.when and one.claim.when.earliest and _tier(one.when) == 0]
    dated = own or [when for when in whens if _tier(when) == 0]
    if dated:
        earliest = min(when.earliest for when in dated if when.earliest)
        latest = max(when.latest for when in dated if when.latest)
        return replace(NEVER_TOLD, earliest=earliest, latest=latest)
    return narrowed(whens)


def _marks(claims: Sequence[Told]) -> frozenset[tuple[str, ...]]:
    """What an undated unit is recognised by: its places, the sides in it, who speaks, and its figures."""
    found: set[tuple[str, ...]] = set()
    for one in claims:
        if one.claim.where and one.claim.where.precision not in _TOO_WIDE:
            found.add(("place", one.place.gazetteer_id if one.place else " ".join(even_words(one.claim.where.name))))
        found |= {("party", party.side) for party in (one.actor, one.target) if party and party.side}
        found.add(("voice", one.voice.id))
        if isinstance(one.claim.what, Figure):
            what = one.claim.what
            found.add(("figure", what.measure, what.group, str(what.amount.low), str(what.amount.high)))
    return frozenset(found)


def _settle(units: Sequence[Unit], told: Mapping[str, Told]) -> tuple[list[Unit], list[Problem]]:
    settled: list[Unit] = []
    problems: list[Problem] = []
    for tier in range(len(TIERS) + 1):
        waiting = sorted((unit for unit in units if _tier(unit.days) == tier), key=lambda unit: unit.incidents[0].id)
        if tier == 0:
            settled = _joined(waiting, neighbours(waiting), told)
            continue
        fits = [[number for number, other in enumerate(settled) if _fits(unit, other)] for unit in waiting]
        torn = [unit for unit, fitting in zip(waiting, fits, strict=True) if len(fitting) > 1]
        lone = [unit for unit, fitting in zip(waiting, fits, strict=True) if not fitting]
        for number in range(len(settled)):
            joining = [unit for unit, fitting in zip(waiting, fits, strict=True) if fitting == [number]]
            settled[number] = _union((settled[number], *joining), told)
        pairs = ((one, other) for one, other in combinations(range(len(lone)), 2) if _fits(lone[one], lone[other]))
        settled = [*settled, *_joined(lone, pairs, told), *torn]
        problems += [_problem(unit, told) for unit in torn]
    return settled, problems


def _near(one: Unit, other: Unit) -> bool:
    shared = len(one.parties & other.parties)
    if shared >= BOTH_SIDES:
        return True
    distances = [distance_km(here, there) for here in one.places for there in other.places]
    known = [distance for distance in distances if distance is not None]
    return min(known) <= REGION_KM if known else shared > 0


def _fits(unit: Unit, other: Unit) -> bool:
    """Whether a unit without a day may belong there: its time can be the same, and much of what it tells is."""
    times = _meet(unit.days, other.days, UNDATED_GAP)
    return times and len(unit.marks & other.marks) >= ENOUGH_IN_COMMON and _near(unit, other)


def _meet(one: When, other: When, gap: timedelta) -> bool:
    """Whether the two can be the same time, or lie less than `gap` apart."""
    wider = replace(
        other,
        earliest=other.earliest - gap if other.earliest else None,
        latest=other.latest + gap if other.latest else None,
    )
    return one.may_meet(wider)


def _joined(units: Sequence[Unit], pairs: Iterable[tuple[int, int]], told: Mapping[str, Told]) -> list[Unit]:
    joined: Joined[int] = Joined(range(len(units)))
    for one, other in pairs:
        joined.join(one, other)
    groups = sorted(sorted(group) for group in joined.groups())
    return [_union([units[number] for number in group], told) for group in groups]


def _union(units: Sequence[Unit], told: Mapping[str, Told]) -> Unit:
    return units[0] if len(units) == 1 else _unit((one for unit in units for one in unit.incidents), told)


def _problem(unit: Unit, told: Mapping[str, Told]) -> Problem:
    first = min((told[claim] for incident in unit.incidents for claim in incident.claims), key=lambda one: one.anchor)
    message = "the report does not tell its day and fits several episodes equally well; it stands on its own"
    return Problem("episodes", message, report=first.claim.report)


def _episode(unit: Unit, told: Mapping[str, Told], tables: Tables, *, in_passing: bool) -> Episode:
    told_when = unit.days.earliest or unit.days.latest or unit.days.weekday is not None
    when = unit.days if told_when else None
    place = _place_name(unit, told)
    title = episode_title(place, when, sorted(unit.parties), tables)
    incidents = tuple(incident.id for incident in unit.incidents)
    return Episode(content_id("episode", min(incidents)), title, incidents, when, in_passing)


def _place_name(unit: Unit, told: Mapping[str, Told]) -> str | None:
    """The area most often named, where it is named often enough to stand for all; else the place most often named."""
    places = [told[claim].place for incident in unit.incidents for claim in incident.claims]
    names = Counter(place.name for place in places if place and place.level not in _TOO_WIDE)
    wide = {place.name for place in places if place and place.level in _WIDE}
    most = max(names.values(), default=0)
    often = [name for name in wide if names[name] >= WIDE_SHARE * most]
    if names:
        return min(often or names, key=lambda name: (-names[name], name))
    return name_of(next((incident.where for incident in unit.incidents if incident.where), None))


def _by_first_day(episode: Episode) -> tuple[bool, datetime, str]:
    first = episode.when.earliest if episode.when else None
    return episode.in_passing, first or datetime.max, episode.id


def _place(incident: Incident) -> Place | None:
    place = incident.where.place if incident.where else None
    return place if place and place.level not in _TOO_WIDE else None


def _tier(when: When) -> int:
    length = _length(when)
    return next((tier for tier, at_most in enumerate(TIERS) if length is not None and length <= at_most), len(TIERS))


def _length(when: When) -> timedelta | None:
    return when.latest - when.earliest if when.earliest and when.latest else None
