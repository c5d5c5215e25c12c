"""Cheaply picks pairs of claims worth comparing: those that share a key and lie close to each other in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from averment.knowledge.tables import TABLES, Tables
from averment.matching.places import APART_KM, distance_km
from averment.matching.told import Told, most_uses
from averment.matching.traces import is_broad, is_word, traces_of
from averment.model.notes import Trace
from averment.model.when_where import Place

BESIDE = 12  # claims after it in time, within one key, that each claim is paired with: so growth stays linear
Pair = tuple[int, int]
RARE_WORD_AT_MOST = 20  # claims; a word that more of them share says little about one incident


def candidate_pairs(told: Sequence[Told], tables: Tables = TABLES) -> Iterator[tuple[str, str]]:
    """Pairs of claim ids worth comparing, each once, in a fixed order.

    Claims that say what should be, or that nothing happened, are in no pair; nor are history and news together, nor
    claims of two reports whose towns lie apart, unless they share more than what any two wars do.
    """
    return pairs_among(traces_of(told, tables), rare_among(len(told)))


def pairs_among(traces: Iterable[Trace], rare: int) -> Iterator[tuple[str, str]]:
    """The pairs worth comparing among these traces."""
    held = sorted(traces, key=lambda trace: trace.order)
    by_key: dict[int, list[int]] = defaultdict(list)
    for number, trace in enumerate(held):
        for key in trace.keys:
            by_key[key].append(number)
    pairs = {pair for key, bucket in by_key.items() for pair in pairs_in(key, bucket, held, rare)}
    return ((held[first].claim, held[second].claim) for first, second in sorted(pairs))


def rare_among(claims: int) -> int:
    """In how many of so many claims a word may be and still point from one to another."""
    return min(RARE_WORD_AT_MOST, int(most_uses(claims)))


def pairs_in(key: int, bucket: Iterable[int], held: Sequence[Trace] | Mapping[int, Trace], rare: int) -> Iterator[Pair]:
    """The pairs worth comparing among the traces of one key: `bucket` are their numbers in the order of time."""
    numbers = list(bucket)
    if is_word(key) and len(numbers) > rare:
        return
    told = [number for number in numbers if held[number].is_told]
    for start, first in enumerate(told):
        for second in told[start + 1 : start + 1 + BESIDE]:
            if may_pair(key, held[first], held[second]):
                yield first, second


def may_pair(key: int, one: Trace, other: Trace) -> bool:
    """Whether two claims that share a key are worth comparing for it."""
    if one.is_history != other.is_history or not one.when.may_meet(other.when):
        return False
    return not is_broad(key) or not _is_apart(one.spot, other.spot)


def _is_apart(one: Place | None, other: Place | None) -> bool:
    """Whether two spots are so far apart that no incident ever holds both."""
    if one is None or other is None or one is other:
        return False
    distance = distance_km(one, other)
    return distance is not None and distance > APART_KM
