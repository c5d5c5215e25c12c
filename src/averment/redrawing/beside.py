"""Which claims stand beside others than before, and the groups that they are drawn in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from averment.matching.beside import Moved, moved, otherwise_paired, pairs_within, stretches
from averment.matching.candidates import BESIDE, rare_among
from averment.matching.told import most_uses
from averment.matching.traces import is_word, traces_of
from averment.model.notes import ClaimNote, Order, Trace, claim_of, number_of
from averment.redrawing.desk import Desk
from averment.redrawing.spoken import Spoken, tell_whole

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Beside:
    """The reports whose claims are drawn anew, and the traces that changed.

    `common` are the keys of words that are common among all claims, `gone` and `new` the traces that changed.
    `unpaired` are pairs of other claims that are worth comparing no more, which changes nothing else.
    """

    reports: frozenset[str]
    gone: tuple[Trace, ...]
    new: tuple[Trace, ...]
    rare: int
    common: frozenset[int]
    unpaired: frozenset[Pair]


def find_beside(desk: Desk, spoken: Spoken) -> Beside | None:
    """Finds the claims that are worth comparing with others than before, and the groups that they are drawn in."""
    claims = set(spoken.changed) | {claim.id for claim in desk.claims(desk.fresh)}
    raw = tell_whole(desk, {desk.notes[claim].report for claim in spoken.changed} | desk.fresh, spoken)
    over = desk.noted_of(desk.changed)
    gone = (*(note.trace for note in over), *(desk.notes[claim].trace for claim in sorted(spoken.changed)))
    new = traces_of([raw[claim] for claim in sorted(claims)], desk.tables)
    size = desk.noted.size()
    sizes = size, size - len(over) + len(claims) - len(spoken.changed)
    rare = rare_among(sizes[0]), rare_among(sizes[1])
    if rare[0] != rare[1]:
        return None  # a word that pointed from one claim to another may not do so now, anywhere
    common_before, common = _common(desk, gone, new, sizes)
    reworded = desk.noted.holding(common_before ^ common)
    change = moved(gone, new)
    numbers, unpaired = _paired_otherwise(desk, change, {trace.number: trace for trace in new}, rare)
    old = {trace.number for trace in gone}
    retold = {claim_of(number) for number in old | reworded}
    numbers |= old | reworded | {number_of(claim) for claim in desk.noted.compared_with(retold)}
    touched_reports = desk.noted.reports_of(numbers) | desk.changed
    reports = (frozenset(desk.noted.groups_of(touched_reports)) & desk.present) | desk.fresh
    desk.fetch(reports)
    return Beside(reports, gone, new, rare[1], common, unpaired)


def _common(
    desk: Desk, gone: Iterable[Trace], new: Sequence[Trace], sizes: tuple[int, int]
) -> tuple[frozenset[int], frozenset[int]]:
    """The keys of words that were common among all claims, and of those that are."""
    limits = most_uses(sizes[0]), most_uses(sizes[1])
    before = {key: uses for key, uses in desk.noted.often(max(1, int(min(limits)) - len(new))).items() if is_word(key)}
    after = Counter(before)
    after.update(key for trace in new for key in trace.keys if is_word(key))
    after.subtract(key for trace in gone for key in trace.keys if is_word(key))
    was = frozenset(key for key, uses in before.items() if uses > limits[0])
    return was, frozenset(key for key, uses in after.items() if uses > limits[1])


def _paired_otherwise(
    desk: Desk, change: Moved, new: Mapping[int, Trace], rare: tuple[int, int]
) -> tuple[set[int], frozenset[Pair]]:
    """The numbers of the claims that are worth comparing with others than before, where that may change the record;
    and the pairs of unchanged claims that were compared in vain.
    """
    runs = list(stretches(desk.noted.around(change.around, BESIDE + 1), change, rare))
    standing = {order[-1] for run in runs for order in run.before}
    notes = {note.trace.number: note for note in desk.noted.claims(standing)}
    before = {number: note.trace for number, note in notes.items()}
    after = {**before, **new}
    lost: set[tuple[int, int]] = set()
    won: set[tuple[int, int]] = set()
    for run in runs:
        was, now = otherwise_paired(run, before, after, rare)
        lost |= was
        won |= now
    moving = {order[-1] for orders in change.around.values() for order in orders}
    steady = {pair for pair in lost - won if not moving & set(pair)}
    telling, vain = _apart_now(desk, steady, notes, change, rare[1])
    return {number for pair in (won | lost) - steady | telling for number in pair}, vain


def _apart_now(
    desk: Desk, pairs: Collection[tuple[int, int]], notes: Mapping[int, ClaimNote], change: Moved, rare: int
) -> tuple[set[tuple[int, int]], frozenset[Pair]]:
    """Of pairs of unchanged claims that lost a key: those whose judgement told something, and those that it did not.

    A pair that another key still points at is in neither. A judgement tells something where the two are drawn in one
    group, and where rules are nearly sure that they are one.
    """
    held = {number: notes[number].trace for pair in pairs for number in pair}
    still = set(pairs_within(held, _buckets(desk, held, change), rare))
    apart = [pair for pair in pairs if (held[pair[0]].claim, held[pair[1]].claim) not in still]
    judged = desk.noted.judged({held[number].claim for pair in apart for number in pair})
    groups = desk.noted.groups_of({notes[number].report for pair in apart for number in pair})
    telling: set[tuple[int, int]] = set()
    vain: set[Pair] = set()
    for one, other in apart:
        both = (held[one].claim, held[other].claim)
        rows = [row for row in (both, both[::-1]) if row in judged]
        if groups[notes[one].report] == groups[notes[other].report] or any(judged[row] for row in rows):
            telling.add((one, other))
        else:
            vain |= set(rows)
    return telling, frozenset(vain)


def pairs_of(desk: Desk, traces: Mapping[int, Trace], beside: Beside) -> list[Pair]:
    """The pairs worth comparing among these claims; of other claims only their places in time are asked for."""
    return pairs_within(traces, _buckets(desk, traces, moved(beside.gone, beside.new)), beside.rare)


def _buckets(desk: Desk, traces: Mapping[int, Trace], change: Moved) -> dict[int, list[Order]]:
    """The claims that now stand between these, for each key that two of them have."""
    wanted: dict[int, list[Order]] = defaultdict(list)
    for trace in traces.values():
        for key in trace.keys:
            wanted[key].append(trace.order)
    several = {key: orders for key, orders in wanted.items() if len(orders) > 1}
    return {key: change.after(key, before) for key, before in desk.noted.around(several, BESIDE + 1).items()}
