"""Reading on a Ray cluster: the same files as on this machine, whatever happens to a worker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from averment.faces.bulk.bulk import Job, bulk
from averment.faces.bulk.on_ray import OnRay
from averment.faces.bulk.tables import SCHEMAS, file_of
from averment.model.run import InputError
from averment.settings import Settings
from tests.faces.bulk.deadly import CONTENTS, Deadly, Lost, planned, survived
from tests.ray_cluster import CORES, cluster, token

needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason='Ray is not installed: pip install "averment[ray]"')
SAID = "At least 1{} people were killed when shells hit the market in Karvin on Tuesday, the health office said."


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as environment:
        for name, value in token().items():
            environment.setenv(name, value)
        with cluster() as found:
            yield found


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four reports, a file without text and a web archive that breaks off."""
    folder = tmp_path_factory.mktemp("sources")
    for number in range(4):
        (folder / f"{number}.txt").write_text(SAID.format(number))
        (folder / f"{number}.txt.meta.json").write_text(json.dumps({"published": "2031-05-08"}))
    (folder / "empty.txt").write_text("")
    (folder / "torn.warc.gz").write_bytes(b"\x1f\x8b\x08\x00\x00")
    return folder


def command(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs it in a process of its own: Ray starts processes that outlive a test."""
    averment = Path(sys.executable).with_name("averment")
    return subprocess.run(
        [averment, "bulk", *map(str, words)], capture_output=True, text=True, timeout=300, env=token() | os.environ
    )


@needs_ray
def test_two_actors_make_the_shards_that_two_processes_make(address: str, sources: Path, tmp_path: Path) -> None:
    local, out = tmp_path / "local", tmp_path / "ray"
    bulk(Job((str(sources),), local, 1, screened=False, shard_size=2), Settings(), lambda _: None)
    ended = command(sources, "--out", out, "--engine", "ray", "--address", address, "--everything", "--shard-size", "2")
    assert (ended.returncode, ended.stdout.count("4 reports read")) == (1, 1), ended
    assert "the file is empty" in ended.stderr
    for kind in SCHEMAS:
        for number in (1, 2, 3):
            assert file_of(out, kind, number).read_bytes() == file_of(local, kind, number).read_bytes(), (kind, number)


@needs_ray
def test_a_shard_is_done_again_when_its_actor_died_and_given_up_when_it_dies_again(
    address: str, tmp_path: Path
) -> None:
    assert survived({one.shard: one for one in OnRay(Deadly(tmp_path), CORES, address).run(planned(*CONTENTS))})


@needs_ray
def test_a_cluster_that_cannot_do_the_work_is_a_message(address: str, tmp_path: Path) -> None:
    cases = (
        (Deadly(tmp_path), CORES + 1, address, f"has {CORES} cores, {CORES + 1} workers need as many"),
        (Lost(), 1, address, "cannot begin .*the place-name index is not here"),
        (Deadly(tmp_path), 1, "127.0.0.1:9", "no Ray cluster at 127.0.0.1:9"),
    )
    for task, workers, where, why in cases:
        with pytest.raises(InputError, match=why):
            list(OnRay(task, workers, where).run(planned(b"a")))


@needs_ray
def test_without_an_address_a_cluster_is_started_here(sources: Path, tmp_path: Path) -> None:
    ended = command(sources / "0.txt", "--out", tmp_path / "out", "--engine", "ray", "--workers", "1", "--everything")
    assert (ended.returncode, ended.stderr, ended.stdout.count("1 report read")) == (0, "", 1), ended


def test_without_ray_the_message_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(InputError, match=r"pip install \"averment\[ray\]\""):
        list(OnRay(Deadly(tmp_path), 1, None).run(planned(b"a")))
