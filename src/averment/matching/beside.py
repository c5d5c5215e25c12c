"""Which claims stand beside others than before, where some came and some went: key by key, without all the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from averment.matching.candidates import BESIDE, Pair, may_pair, pairs_in
from averment.matching.traces import is_word
from averment.model.notes import Order, Trace

Buckets = Mapping[int, Sequence[Order]]  # for each key the claims that have it, in the order of time


@dataclass(frozen=True, slots=True)
class Moved:
    """The traces that are gone and those that are new, a changed one among both; by key, in any order."""

    gone: Mapping[int, frozenset[Order]]
    new: Mapping[int, frozenset[Order]]

    @property
    def around(self) -> dict[int, list[Order]]:
        """Where in each key something changed."""
        return {key: sorted(self.gone.get(key, frozenset()) | self.new.get(key, frozenset()))
                for key in self.gone.keys() | self.new.keys()}  # fmt: skip

    def after(self, key: int, before: Iterable[Order]) -> list[Order]:
        """The claims of a key now, where these had it."""
        return sorted((set(before) - self.gone.get(key, frozenset())) | self.new.get(key, frozenset()))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of claims of one key in which something changed, as it was and as it is."""

    key: int
    before: tuple[Order, ...]
    after: tuple[Order, ...]


def moved(gone: Collection[Trace], new: Collection[Trace]) -> Moved:
    """What changed between the two, key by key; a trace that is in both did not change."""
    same = set(gone) & set(new)
    return Moved(_by_key(one for one in gone if one not in same), _by_key(one for one in new if one not in same))


def stretches(buckets: Buckets, change: Moved, rare: tuple[int, int]) -> Iterator[Stretch]:
    """The runs outside which every claim stands beside the same claims as before.

    `rare` tells in how many claims a word points from one to another, before and now.
    """
    for key, before in buckets.items():
        after = change.after(key, before)
        if is_word(key):
            if len(before) <= rare[0] or len(after) <= rare[1]:
                yield Stretch(key, tuple(before), tuple(after))
            continue
        changed = change.gone.get(key, frozenset()) | change.new.get(key, frozenset())
        merged = sorted(set(before) | set(after))
        held, here = set(before), set(after)
        for run in _runs([place for place, order in enumerate(merged) if order in changed], len(merged)):
            part = [merged[place] for place in run]
            yield Stretch(key, tuple(one for one in part if one in held), tuple(one for one in part if one in here))


def otherwise_paired(
    stretch: Stretch, before: Mapping[int, Trace], after: Mapping[int, Trace], rare: tuple[int, int]
) -> tuple[set[Pair], set[Pair]]:
    """The pairs of claims that were worth comparing for this key and are not now, and those that are only now."""
    was = set(pairs_in(stretch.key, [order[-1] for order in stretch.before], before, rare[0]))
    now = set(pairs_in(stretch.key, [order[-1] for order in stretch.after], after, rare[1]))
    return was - now, now - was


def pairs_within(held: Mapping[int, Trace], buckets: Buckets, rare: int) -> list[tuple[str, str]]:
    """The pairs worth comparing among some claims, where `buckets` has all claims that stand between them."""
    pairs: set[Pair] = set()
    for key, bucket in buckets.items():
        if is_word(key) and len(bucket) > rare:
            continue
        told = [order[-1] for order in bucket if order[0] >= 0]
        places = [place for place, number in enumerate(told) if number in held]
        for start, place in enumerate(places):
            for other in places[start + 1 : start + 1 + BESIDE]:
                if other - place > BESIDE:
                    break
                first, second = told[place], told[other]
                if may_pair(key, held[first], held[second]):
                    pairs.add((first, second))
    ordered = sorted(pairs, key=lambda pair: (held[pair[0]].order, held[pair[1]].order))
    return [(held[first].claim, held[second].claim) for first, second in ordered]


def _by_key(traces: Iterable[Trace]) -> dict[int, frozenset[Order]]:
    found: dict[int, set[Order]] = defaultdict(set)
    for trace in traces:
        for key in trace.keys:
            found[key].add(trace.order)
    return {key: frozenset(orders) for key, orders in found.items()}


def _runs(changed: Collection[int], size: int) -> Iterator[range]:
    """Places around each change, as far as one claim is paired with another, joined where they meet."""
    start = end = -1
    for place in sorted(changed):
        if end >= 0 and place - BESIDE > end:
            yield range(start, end)
            start = -1
        start = max(0, place - BESIDE) if start < 0 else start
        end = min(size, place + BESIDE + 1)
    if start >= 0:
        yield range(start, end)
