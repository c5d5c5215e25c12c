"""Pages to shards."""

from __future__ import annotations

from averment.faces.bulk.plan import shards
from averment.ingest.page import Page
from averment.model.run import Problem


def test_pages_come_in_shards_in_their_order_and_what_came_before_is_marked() -> None:
    broken = Problem("ingest", "the file is empty", file="c")
    pages: list[Page | Problem] = [Page("a", b"one"), Page("b", b"two"), broken, Page("d", b"one"), Page("e", b"one")]
    planned = list(shards(pages, 2))
    assert [shard.pages for shard in planned] == [(pages[0], pages[1]), (broken, pages[3]), (pages[4],)]
    assert [sorted(shard.repeats) for shard in planned] == [[], [1], [0]]
    assert [shard.number for shard in planned] == [1, 2, 3]
    assert list(shards(pages, 2)) == planned


def test_nothing_makes_no_shard() -> None:
    assert list(shards([], 3)) == []
