"""Draws claims into incidents; a person's decision always wins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from averment.knowledge.tables import Tables
from averment.matching.clusters import draw_clusters
from averment.matching.compare import SAME
from averment.matching.rules import WORLD, World
from averment.matching.times import narrowed
from averment.matching.titles import incident_title
from averment.matching.told import Told
from averment.model.claim import Event, EventType
from averment.model.ids import content_id
from averment.model.incident import Incident, JudgedAs, Judgement
from averment.model.run import Problem
from averment.model.text import Span
from averment.model.when_where import When, Where

STEP = "incidents"
MONTH = timedelta(days=31)
NEARLY_SAME = SAME - 1.0  # unsure pairs from here on are worth a person's eye


class Titled(Protocol):
    """An incident, as far as a warning names it."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Drawing:
    """Claims drawn together, the judgements that brought loose claims home, and what could not be told."""

    incidents: tuple[Incident, ...]
    joined: tuple[Judgement, ...]
    problems: tuple[Problem, ...]


def draw_incidents(
    told: Sequence[Told],
    judgements: Iterable[Judgement],
    decisions: Sequence[Judgement] = (),
    world: World = WORLD,
) -> Drawing:
    """The incidents of these claims, the same whatever the order they are given in.

    `decisions` are people's judgements on pairs of claims, `decided_by` their id. Claims that say what should be, or
    what might, are in no incident; a denial stands with what it denies.
    """
    clusters = draw_clusters(told, judgements, decisions, world)
    by_id = {one.id: one for one in told}
    groups = [sorted((by_id[claim] for claim in cluster), key=lambda one: one.anchor) for cluster in clusters.members]
    ids = _ids(groups)
    incidents = tuple(_incident(ids[number], group, world.tables) for number, group in enumerate(groups))
    return Drawing(incidents, clusters.joined, clusters.problems)


def with_joined(judgements: Iterable[Judgement], joined: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements, with those that draw loose claims home in place of what the rules alone said of the pair."""
    by_pair = {(judgement.first, judgement.second): judgement for judgement in judgements}
    by_pair |= {(judgement.first, judgement.second): judgement for judgement in joined}
    return tuple(by_pair.values())


def nearly_same(
    judgements: Iterable[Judgement], home: Mapping[str, Titled], evidence: Mapping[str, tuple[str, Span]]
) -> Iterator[Problem]:
    """One warning for each two incidents of different reports that may be one, the likeliest first.

    `home` is the incident of each claim, `evidence` its report and where its words stand.
    """
    unsure = [one for one in judgements if one.judged is JudgedAs.UNSURE and one.score >= NEARLY_SAME]
    warned: set[tuple[str, str]] = set()
    for judgement in sorted(unsure, key=lambda judged: (-judged.score, judged.first, judged.second)):
        first, second = home.get(judgement.first), home.get(judgement.second)
        if not first or not second:
            continue
        pair = (min(first.id, second.id), max(first.id, second.id))
        report, span = evidence[judgement.first]
        if first.id != second.id and report != evidence[judgement.second][0] and pair not in warned:
            warned.add(pair)
            words = f"may be one incident, kept apart: “{first.title}” and “{second.title}”"
            yield Problem(STEP, words, report=report, span=span, about=pair)


def _ids(groups: Sequence[Sequence[Told]]) -> list[str]:
    """The hash of each incident's smallest anchor; the claim is added where two share the same words."""
    taken: set[str] = set()
    ids = []
    for group in groups:
        sha256, start, end, kind, claim = group[0].anchor
        found = content_id("incident", sha256, start, end, kind)
        found = content_id("incident", sha256, start, end, kind, claim) if found in taken else found
        taken.add(found)
        ids.append(found)
    return ids


def _incident(incident: str, told: Sequence[Told], tables: Tables) -> Incident:
    when, where = _when(told), _where(told)
    types: Counter[EventType] = Counter(one.claim.what.event_type for one in told if isinstance(one.claim.what, Event))
    parties = sorted({party.side for one in told for party in (one.actor, one.target) if party and party.side})
    return Incident(
        incident,
        tuple(one.id for one in told),
        incident_title(told, when, where, tables),
        when,
        where,
        tuple(sorted(types, key=lambda event_type: (-types[event_type], event_type))),
        tuple(parties),
    )


def _when(told: Sequence[Told]) -> When | None:
    """The most precise time that a claim tells itself; else what the claims and their reports leave open together."""
    own = [(when.latest - when.earliest, one.anchor, when) for one in told
           if (when := one.claim.when) and when.earliest and when.latest]  # fmt: skip
    precise = min((found for found in own if found[0] <= MONTH), key=lambda found: found[:2], default=None)
    when = precise[2] if precise else narrowed(one.when for one in told)
    return when if when.earliest or when.latest or when.weekday is not None else None


def _where(told: Sequence[Told]) -> Where | None:
    """The town most often named; a wider area where no town is."""
    placed = [one.claim.where for one in told if one.claim.where]
    spots = [one.claim.where for one in told if one.spot and one.claim.where]
    counted = Counter(_key(where) for where in spots or placed)
    return max(spots or placed, key=lambda where: counted[_key(where)], default=None)


def _key(where: Where) -> str:
    return where.place.gazetteer_id if where.place else where.name
