"""What changed in what reports share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from averment.matching.copies import copies_of, lay_beside
from averment.matching.families import draw_families
from averment.matching.seeds import wording_of
from averment.matching.sentences import sentences_of
from averment.matching.windows import block_of, blocks_in, seeds_in, touched
from averment.model.notes import Shared, Wording
from averment.model.report import Copy, Family
from averment.model.text import Span
from averment.redrawing.desk import Desk

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Copied:
    """What changed in what reports share. `retold` are unchanged reports whose passages are copied otherwise now."""

    pairs: frozenset[Pair]
    shared: tuple[Shared, ...]
    copies: tuple[Copy, ...]
    families: tuple[Family, ...]
    replaced: frozenset[str]
    wordings: tuple[Wording, ...]
    retold: frozenset[str]


def find_copied(desk: Desk) -> Copied:
    """Lays beside each other the reports that share more or other words than before."""
    desk.fetch(desk.changed)
    fresh = tuple(
        wording_of(report, block_of(desk.readings[report].published), sentences_of(desk.reports[report]))
        for report in sorted(desk.fresh)
    )
    blocks = {*desk.noted.blocks_of(desk.changed), *(one.block for one in fresh)}
    windows = touched(blocks, {*desk.noted.blocks(), *blocks})
    before = desk.noted.wordings(blocks_in(windows))
    now = [*(one for one in before if one.report not in desk.changed), *fresh]
    old, new = seeds_in(windows, before), seeds_in(windows, now)
    pairs = {both for both in old.keys() | new.keys() if old.get(both) != new.get(both) or desk.changed & set(both)}
    texts = desk.today.texts({report for both in pairs if both in new for report in both})
    sentences = {text.id: sentences_of(text) for text in texts}
    laid = (lay_beside(both, new[both], sentences) for both in sorted(pairs) if both in new)
    shared = tuple(one for one in laid if one.links)
    copies = tuple(copy for one in shared for copy in copies_of(one, sentences))
    families, replaced, retold = _families(desk, pairs, shared)
    return Copied(frozenset(pairs), shared, copies, families, replaced, fresh, retold)


def _families(
    desk: Desk, pairs: Collection[Pair], shared: Sequence[Shared]
) -> tuple[tuple[Family, ...], frozenset[str], frozenset[str]]:
    """The families of all reports that share text with one whose sharing changed; the ids of those that were theirs
    or are; and the unchanged reports whose passages are not in the same families as before.
    """
    known = {
        (one.first, one.second): one for one in desk.noted.shared_with({report for both in pairs for report in both})
    }
    now = {(one.first, one.second): one for one in shared}
    otherwise = {report for both in pairs if known.get(both) != now.get(both) for report in both}
    known |= {(one.first, one.second): one for one in desk.noted.shared_with({r for both in now for r in both})}
    linked = [*(one for both, one in known.items() if both not in pairs), *shared] if otherwise else []
    reports = {report for one in linked for report in (one.first, one.second)} | otherwise
    before, after = desk.noted.families_of(reports), draw_families(linked)
    retold = {report for report, _ in _passages(before) ^ _passages(after)} - desk.changed
    return after, frozenset(family.id for family in (*before, *after)), frozenset(retold)


def _passages(families: Iterable[Family]) -> set[tuple[str, tuple[str, Span]]]:
    return {(one.report, (family.id, one.span)) for family in families for one in family.passages}
