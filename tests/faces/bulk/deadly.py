"""A worker that dies of some of its pages, for tests of who does the work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from averment.faces.bulk.manifest import Done
from averment.faces.bulk.plan import Shard, shards
from averment.ingest.page import Page
from averment.model.run import InputError

CONTENTS = (b"a", b"b", b"once", b"c", b"d", b"always", b"e", b"f", b"g", b"h", b"i")


@dataclass(frozen=True)
class Deadly:
    """Its workers die of a page "always", and of a page "once" the first time."""

    folder: Path

    def begin(self) -> Deadly:
        return self

    def do(self, shard: Shard) -> Done:
        for page in shard.pages:
            assert isinstance(page, Page)
            if page.content == b"always":
                os._exit(9)
            if page.content == b"once" and not (self.folder / "died").exists():
                (self.folder / "died").touch()
                os._exit(9)
        return Done(shard.number, read=len(shard.pages))


@dataclass(frozen=True)
class Lost:
    """Cannot begin."""

    def begin(self) -> Deadly:
        raise InputError("the place-name index is not here")


def planned(*contents: bytes) -> Iterator[Shard]:
    return shards([Page(f"page {at}", content) for at, content in enumerate(contents)], 2)


def survived(done: dict[int, Done]) -> bool:
    """Whether every shard was done but the one whose page kills always, which names its files."""
    read = [done[number].read for number in (1, 2, 4, 5, 6)]
    return (sorted(done), read, done[3].failed) == ([1, 2, 3, 4, 5, 6], [2, 2, 2, 2, 1], ("page 4", "page 5"))
