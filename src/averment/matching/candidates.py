"""Cheaply picks pairs of claims worth comparing: those that share a key and lie close to each other in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import datetime
from math import floor

from averment.knowledge.settling import event_families
from averment.knowledge.tables import TABLES, Tables
from averment.matching.evened import even_words
from averment.matching.names import sound
from averment.matching.places import APART_KM, distance_km
from averment.matching.told import Told
from averment.model.claim import Event, Figure
from averment.model.when_where import Place

BESIDE = 12  # claims after it in time, within one key, that each claim is paired with: so growth stays linear
RARE_WORD_AT_MOST = 20  # claims; a word that more of them share says little about one incident
CELL_DEGREES = 0.5  # about 55 km north to south; cells overlap by half, so that near places share at least one

BROAD = frozenset({"sides", "number", "event", "cell"})  # kinds of key that claims of any two incidents may share

Key = tuple[Hashable, ...]


def candidate_pairs(told: Sequence[Told], tables: Tables = TABLES) -> Iterator[tuple[str, str]]:
    """Pairs of claim ids worth comparing, each once, in a fixed order.

    Claims that say what should be, or that nothing happened, are in no pair; nor are history and news together, nor
    claims of two reports whose towns lie apart, unless they share more than what any two wars do.
    """
    held = sorted((one for one in told if one.is_told), key=_in_time)
    history = [one.is_history for one in held]
    spots = [one.spot for one in held]
    pairs: set[tuple[int, int]] = set()
    for key, places in _by_key(held, tables).items():
        is_broad = key[0] in BROAD
        for start, first in enumerate(places):
            for second in places[start + 1 : start + 1 + BESIDE]:
                if history[first] != history[second] or not held[first].when.may_meet(held[second].when):
                    continue
                if not is_broad or not _is_apart(spots[first], spots[second]):
                    pairs.add((first, second))
    return ((held[first].id, held[second].id) for first, second in sorted(pairs))


def _is_apart(one: Place | None, other: Place | None) -> bool:
    """Whether two spots are so far apart that no incident ever holds both."""
    if one is None or other is None or one is other:
        return False
    distance = distance_km(one, other)
    return distance is not None and distance > APART_KM


def _in_time(told: Told) -> tuple[datetime, datetime, Hashable]:
    when = told.when
    return (when.earliest or when.latest or datetime.max), (when.latest or datetime.max), told.anchor


def _by_key(held: Sequence[Told], tables: Tables) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = defaultdict(list)
    for number, one in enumerate(held):
        for key in set(_keys(one, tables)):
            found[key].append(number)
    return {key: places for key, places in found.items() if key[0] != "word" or len(places) <= RARE_WORD_AT_MOST}


def _keys(one: Told, tables: Tables) -> Iterable[Key]:
    what = one.claim.what
    yield "report", one.claim.report
    yield "paragraph", one.claim.report, one.paragraph
    yield from _place_keys(one)
    yield from (("word", word) for word in one.words)
    family = sorted({event_families(tables)[event] for event in one.events})
    actor, target = one.actor, one.target
    if actor and target:
        yield "sides", actor.side or actor.name, target.side or target.name, *family[:1]
    if one.text != one.claim.report:
        yield "text", one.text, what.measure if isinstance(what, Figure) else one.claim.kind
    if isinstance(what, Figure):
        yield "number", what.measure, what.group, what.amount.low, what.amount.high
        yield from (("victim", sound(even_words(victim.name)[-1:])) for victim in what.victims)
    elif isinstance(what, Event):
        yield "event", what.event_type, what.subtype, (actor.side or actor.name) if actor else None


def _place_keys(one: Told) -> Iterable[Key]:
    where, spot = one.claim.where, one.spot
    if where is not None:
        yield "place", where.place.gazetteer_id if where.place else even_words(where.name)
    if spot is not None and spot.latitude is not None and spot.longitude is not None:
        for shift in (0, 0.5):
            for aside in (0, 0.5):
                north, east = floor(spot.latitude / CELL_DEGREES + shift), floor(spot.longitude / CELL_DEGREES + aside)
                yield "cell", shift, aside, north, east
