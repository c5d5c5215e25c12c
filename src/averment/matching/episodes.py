"""Draws incidents into episodes: one outbreak of fighting, in one part of the world and within days.

What one report tells of one part of the world is one unit; units that share an incident are one. Units with known days
settle first. A unit without a day joins where exactly one episode fits by its weekday, places, parties, voices and
figures; one that fits two stays on its own. History told in passing is an episode by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations

from averment.knowledge.tables import TABLES, Tables
from averment.matching.footprints import TIERS, covering, left_open, tier
from averment.matching.joined import Joined
from averment.matching.neighbours import GAP, REGION_KM, neighbours
from averment.matching.places import distance_km
from averment.matching.times import NEVER_TOLD
from averment.matching.titles import episode_title
from averment.model.ids import content_id
from averment.model.incident import Episode
from averment.model.notes import Footprint, Mark
from averment.model.run import Problem
from averment.model.when_where import Place, When

UNDATED_GAP = timedelta(days=1)  # an undated report must fit the days themselves
ENOUGH_IN_COMMON = 3  # places, parties, voices, figures that an undated unit shares with an episode
BOTH_SIDES = 2
WIDE_SHARE = 0.2  # of the claims on the place most often named
STEP = "episodes"


@dataclass(frozen=True, slots=True)
class Unit:
    """Incidents that belong to one outbreak so far, and what tells it from others.

    `days` are the first and last moment of its dated incidents, or the bounds that an undated one keeps.
    """

    incidents: tuple[Footprint, ...]
    days: When
    places: tuple[Place, ...]
    marks: frozenset[Mark]
    parties: frozenset[str]


def draw_episodes(
    incidents: Sequence[Footprint], tables: Tables = TABLES
) -> tuple[tuple[Episode, ...], tuple[Problem, ...]]:
    """The episodes in the order of their days, and a problem for each unit that fits several."""
    ordered = sorted(incidents, key=lambda one: one.first)
    units = [_unit(group) for group in _by_report([one for one in ordered if not one.is_history])]
    settled, problems = _settle(units)
    episodes = [_episode(unit, tables, in_passing=False) for unit in settled]
    past = _by_times([one for one in ordered if one.is_history])
    episodes += [_episode(_unit(group), tables, in_passing=True) for group in past]
    return tuple(sorted(episodes, key=_by_first_day)), tuple(problems)


def _by_report(incidents: Sequence[Footprint]) -> list[tuple[Footprint, ...]]:
    """Incidents joined where one report tells both and their places lie in one part of the world."""
    joined: Joined[int] = Joined(range(len(incidents)))
    for one, other in _of_one_report(incidents):
        if _one_outbreak(incidents[one], incidents[other]):
            joined.join(one, other)
    return [tuple(incidents[number] for number in sorted(group)) for group in joined.groups()]


def _by_times(history: Sequence[Footprint]) -> list[tuple[Footprint, ...]]:
    """Past events that one report tells of and whose times can be the same."""
    joined: Joined[int] = Joined(range(len(history)))
    for one, other in _of_one_report(history):
        if (history[one].when or NEVER_TOLD).may_meet(history[other].when or NEVER_TOLD):
            joined.join(one, other)
    return [tuple(history[number] for number in sorted(group)) for group in joined.groups()]


def _of_one_report(incidents: Sequence[Footprint]) -> Iterable[tuple[int, int]]:
    """Each two incidents that one report tells of, by their numbers."""
    of_report: dict[str, list[int]] = defaultdict(list)
    for number, incident in enumerate(incidents):
        for report in incident.reports:
            of_report[report].append(number)
    return (pair for numbers in of_report.values() for pair in combinations(numbers, 2))


def _one_outbreak(one: Footprint, other: Footprint) -> bool:
    distance = distance_km(one.place, other.place) if one.place and other.place else None
    near = distance is None or distance <= REGION_KM or bool(set(one.parties) & set(other.parties))
    times = (one.when, other.when)
    return near and (None in times or _meet(one.when or NEVER_TOLD, other.when or NEVER_TOLD, GAP))


def _unit(incidents: Iterable[Footprint]) -> Unit:
    held = tuple(sorted(incidents, key=lambda one: one.incident))
    places = tuple(one.place for one in held if one.place)
    marks = frozenset(mark for one in held for mark in one.marks)
    return Unit(held, _days(held), places, marks, frozenset(p for one in held for p in one.parties))


def _days(incidents: Sequence[Footprint]) -> When:
    """From the first to the last day of the dated claims; what bounds the undated ones where none is dated."""
    for earliest, latest in (covering(one.own for one in incidents), covering(one.dated for one in incidents)):
        if earliest and latest:
            return replace(NEVER_TOLD, earliest=earliest, latest=latest)
    earliest, latest = left_open(one.open for one in incidents)
    if earliest and latest and earliest > latest:
        return NEVER_TOLD
    weekdays = {day for one in incidents for day in one.weekdays}
    return replace(NEVER_TOLD, earliest=earliest, latest=latest, weekday=weekdays.pop() if len(weekdays) == 1 else None)


def _settle(units: Sequence[Unit]) -> tuple[list[Unit], list[Problem]]:
    settled: list[Unit] = []
    problems: list[Problem] = []
    for number in range(len(TIERS) + 1):
        waiting = sorted((one for one in units if tier(one.days) == number), key=lambda one: one.incidents[0].incident)
        if number == 0:
            settled = _joined(waiting, neighbours(waiting))
            continue
        fits = [[place for place, other in enumerate(settled) if _fits(unit, other)] for unit in waiting]
        torn = [unit for unit, fitting in zip(waiting, fits, strict=True) if len(fitting) > 1]
        lone = [unit for unit, fitting in zip(waiting, fits, strict=True) if not fitting]
        for place in range(len(settled)):
            joining = [unit for unit, fitting in zip(waiting, fits, strict=True) if fitting == [place]]
            settled[place] = _union((settled[place], *joining))
        pairs = ((one, other) for one, other in combinations(range(len(lone)), 2) if _fits(lone[one], lone[other]))
        settled = [*settled, *_joined(lone, pairs), *torn]
        problems += [_problem(unit) for unit in torn]
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


def _joined(units: Sequence[Unit], pairs: Iterable[tuple[int, int]]) -> list[Unit]:
    joined: Joined[int] = Joined(range(len(units)))
    for one, other in pairs:
        joined.join(one, other)
    groups = sorted(sorted(group) for group in joined.groups())
    return [_union([units[number] for number in group]) for group in groups]


def _union(units: Sequence[Unit]) -> Unit:
    return units[0] if len(units) == 1 else _unit(one for unit in units for one in unit.incidents)


def _problem(unit: Unit) -> Problem:
    first = min(unit.incidents, key=lambda one: one.first)
    message = "the report does not tell its day and fits several episodes equally well; it stands on its own"
    return Problem(STEP, message, report=first.first_report)


def _episode(unit: Unit, tables: Tables, *, in_passing: bool) -> Episode:
    told_when = unit.days.earliest or unit.days.latest or unit.days.weekday is not None
    when = unit.days if told_when else None
    title = episode_title(_place_name(unit), when, sorted(unit.parties), tables)
    incidents = tuple(one.incident for one in unit.incidents)
    return Episode(content_id("episode", min(incidents)), title, incidents, when, in_passing)


def _place_name(unit: Unit) -> str | None:
    """The area most often named, where it is named often enough to stand for all; else the place most often named."""
    names = Counter[str]()
    for one in unit.incidents:
        names.update(dict(one.names))
    wide = {name for one in unit.incidents for name in one.wide}
    most = max(names.values(), default=0)
    often = [name for name in wide if names[name] >= WIDE_SHARE * most]
    if names:
        return min(often or names, key=lambda name: (-names[name], name))
    return next((one.name for one in unit.incidents if one.name), None)


def _by_first_day(episode: Episode) -> tuple[bool, datetime, str]:
    first = episode.when.earliest if episode.when else None
    return episode.in_passing, first or datetime.max, episode.id
