"""Workers that die do not lose the work of others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from averment.faces.bulk.engines import Local
from averment.faces.bulk.manifest import Done
from averment.faces.bulk.plan import Shard, shards
from averment.ingest.page import Page


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


def planned(*contents: bytes) -> Iterator[Shard]:
    return shards([Page(f"page {at}", content) for at, content in enumerate(contents)], 2)


def test_a_shard_is_done_again_when_its_worker_died_and_given_up_when_it_dies_again(tmp_path: Path) -> None:
    contents = (b"a", b"b", b"once", b"c", b"d", b"always", b"e", b"f", b"g", b"h", b"i")
    done = {one.shard: one for one in Local(Deadly(tmp_path), 2).run(planned(*contents))}
    assert sorted(done) == [1, 2, 3, 4, 5, 6]
    assert [done[number].read for number in (1, 2, 4, 5, 6)] == [2, 2, 2, 2, 1]
    assert (done[3].read, done[3].failed) == (0, ("page 4", "page 5"))
