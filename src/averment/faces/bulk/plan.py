"""Pages to shards: the same sources always give the same shards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from averment.ingest.page import Page
from averment.model.run import Problem

KEPT_OF_A_HASH = (
    12  # bytes: among a thousand million reports two would be taken for one once in a thousand million runs
)


@dataclass(frozen=True, slots=True)
class Shard:
    """Pages and problems in the order of the sources. `repeats` are the places of pages whose bytes came before."""

    number: int
    pages: tuple[Page | Problem, ...]
    repeats: frozenset[int]


def shards(pages: Iterable[Page | Problem], size: int) -> Iterator[Shard]:
    """The pages in shards of `size`, numbered from 1; bytes that came before are marked, wherever they came."""
    seen: set[bytes] = set()
    held: list[Page | Problem] = []
    repeats: set[int] = set()
    number = 1
    for page in pages:
        if isinstance(page, Page):
            key = sha256(page.content).digest()[:KEPT_OF_A_HASH]
            if key in seen:
                repeats.add(len(held))
            seen.add(key)
        held.append(page)
        if len(held) == size:
            yield Shard(number, tuple(held), frozenset(repeats))
            held, repeats, number = [], set(), number + 1
    if held:
        yield Shard(number, tuple(held), frozenset(repeats))
