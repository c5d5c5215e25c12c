"""Which reports are laid beside each other to find copies: those published within two to four weeks of each other.

Time is cut into blocks of a fortnight, and each two blocks that follow each other are a window. So what a new report
can share is found among the reports of three blocks, however many years a ledger holds. Reports whose fortnight is
not known are in every window.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from averment.matching.seeds import Pairs, seed_pairs
from averment.model.notes import Wording
from averment.model.when_where import When

BLOCK = timedelta(days=14)
_START = datetime(1970, 1, 1)


def block_of(published: When) -> int | None:
    """The block in which a report was published; None where its times leave more than that open."""
    if published.earliest is None or published.latest is None or published.latest - published.earliest > BLOCK:
        return None
    return (published.earliest.replace(tzinfo=None) - _START) // BLOCK


def seeds_of(wordings: Sequence[Wording]) -> Pairs:
    """The sentences worth laying side by side, of all windows."""
    return seeds_in(windows_of(one.block for one in wordings), wordings)


def windows_of(blocks: Iterable[int | None]) -> tuple[int | None, ...]:
    """The windows that belong to these blocks, each named by its first; None holds what has no block, by itself."""
    return (None, *sorted({block for block in blocks if block is not None}))


def touched(blocks: Collection[int | None], known: Iterable[int | None]) -> tuple[int | None, ...]:
    """The windows in which a report of one of these blocks lies."""
    if None in blocks:
        return windows_of((*blocks, *known))
    dated = [block for block in blocks if block is not None]
    return windows_of((*dated, *(block - 1 for block in dated)))[1:]


def seeds_in(windows: Iterable[int | None], wordings: Sequence[Wording]) -> Pairs:
    """The sentences worth laying side by side of these windows; each pair of reports belongs to one window."""
    found: dict[tuple[str, str], tuple[tuple[int, int], ...]] = {}
    of_block: dict[int | None, list[Wording]] = defaultdict(list)
    for one in wordings:
        of_block[one.block].append(one)
    for window in windows:
        inside = [one for block in _blocks(window) for one in of_block.get(block, ())]
        blocks = {one.report: one.block for one in inside}
        found |= {
            both: numbers
            for both, numbers in seed_pairs(inside).items()
            if min((block for one in both if (block := blocks[one]) is not None), default=None) == window
        }
    return found


def blocks_in(windows: Iterable[int | None]) -> frozenset[int | None]:
    """The blocks whose reports lie in one of these windows."""
    return frozenset(block for window in windows for block in _blocks(window))


def _blocks(window: int | None) -> tuple[int | None, ...]:
    return (None,) if window is None else (None, window, window + 1)
