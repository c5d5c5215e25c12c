"""Workers that die do not lose the work of others."""

from __future__ import annotations

from pathlib import Path

from averment.faces.bulk.engines import Local
from tests.faces.bulk.deadly import CONTENTS, Deadly, planned, survived


def test_a_shard_is_done_again_when_its_worker_died_and_given_up_when_it_dies_again(tmp_path: Path) -> None:
    assert survived({one.shard: one for one in Local(Deadly(tmp_path), 2).run(planned(*CONTENTS))})
