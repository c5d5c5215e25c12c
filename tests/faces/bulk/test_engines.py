"""Workers that die do not lose the work of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from averment.faces.bulk.engines import Local
from averment.model.run import InputError
from tests.faces.bulk.deadly import CONTENTS, Deadly, Lost, planned, survived


def test_a_shard_is_done_again_when_its_worker_died_and_given_up_when_it_dies_again(tmp_path: Path) -> None:
    assert survived({one.shard: one for one in Local(Deadly(tmp_path), 2).run(planned(*CONTENTS))})


def test_workers_that_cannot_begin_are_an_error_and_no_file_is_blamed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the place-name index is not here"):
        list(Local(Lost(), 2).run(planned(*CONTENTS)))
