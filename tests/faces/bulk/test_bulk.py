"""Many reports to shards and into a ledger: the same as reading them one by one."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from averment.faces.bulk.bulk import Job, bulk
from averment.faces.bulk.load import load
from averment.faces.bulk.manifest import Done, read_manifest
from averment.faces.bulk.tables import SCHEMAS, file_of
from averment.faces.bulk.work import Task
from averment.ledger.ledger import open_ledger
from averment.ledger.verify import verify
from averment.model.run import InputError
from averment.settings import Settings
from tests.commands import averment

SAID = (
    "At least 12 people were killed when shells hit the market in Karvin on Tuesday, the health office said.",
    "Two soldiers were wounded near the bridge on Wednesday, the army said.",
    "The army denied firing on the town.",
)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    with (folder / "day.jsonl").open("w") as lines:
        for number, said in enumerate((*SAID, SAID[0], "")):
            url = f"https://norvia.example/{number}"
            lines.write(
                json.dumps({"text": said, "url": url, "outlet": "Norvia Press", "published": "2031-05-08"}) + "\n"
            )
    return folder


@pytest.fixture(scope="module")
def made(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "shards"
    told: list[Done] = []
    manifest = bulk(Job((str(sources),), out, 1, screened=False, shard_size=2), Settings(), told.append)
    assert sorted(manifest.done) == [1, 2, 3]
    assert sum(one.read for one in told) == 3
    assert sum(one.repeats for one in told) == 1
    return out


def test_shards_hold_reports_claims_and_problems_as_columns(made: Path) -> None:
    claims = pq.read_table(made / "claims").to_pylist()
    assert ("killed", 12, "at_least", "2031-05-06T00:00:00") in {
        (row["measure"], row["low"], row["bound"], row["earliest"]) for row in claims
    }
    assert [row["outcome"] for row in pq.read_table(made / "reports").to_pylist()] == ["read"] * 3 + ["repeat"]
    assert "no text" in pq.read_table(made / "problems").to_pylist()[0]["message"]


def test_a_run_goes_on_where_it_stopped_and_makes_the_same_files(made: Path, sources: Path, tmp_path: Path) -> None:
    out = shutil.copytree(made, tmp_path / "shards")
    lines = (out / "manifest.jsonl").read_text().splitlines()
    kept = [line for line in lines if '"shard": 2,' not in line]
    (out / "manifest.jsonl").write_text("\n".join(kept))
    for kind in SCHEMAS:
        file_of(out, kind, 2).unlink()
    told: list[Done] = []
    bulk(Job((str(sources),), out, 1, screened=False, shard_size=2), Settings(), told.append)
    assert [one.shard for one in told] == [2]
    for kind in SCHEMAS:
        for number in (1, 2, 3):
            assert file_of(out, kind, number).read_bytes() == file_of(made, kind, number).read_bytes()


def test_what_an_earlier_run_gave_up_is_tried_again(made: Path, sources: Path, tmp_path: Path) -> None:
    out = shutil.copytree(made, tmp_path / "shards")
    manifest = read_manifest(out)
    manifest.add(Done(2, failed=("day.jsonl, line 3",)))
    told: list[Done] = []
    again = bulk(Job((str(sources),), out, 1, screened=False, shard_size=2), Settings(), told.append)
    assert [(one.shard, one.read, one.failed) for one in told] == [(2, 1, ())]
    assert again.whole() == {1, 2, 3}


def test_a_machine_that_would_read_otherwise_does_not_begin(made: Path, tmp_path: Path) -> None:
    origin = read_manifest(made).origin
    task = Task(tmp_path, Settings(), replace(origin.run, model="other"), datetime.fromisoformat(origin.now), False)
    with pytest.raises(InputError, match="has other model than the run began with"):
        task.begin()


def test_a_ledger_loaded_from_shards_holds_what_reading_would_have_put_there(
    made: Path, sources: Path, tmp_path: Path
) -> None:
    with open_ledger(tmp_path / "loaded.db") as ledger:
        first = load(made, ledger, lambda _: None)
        again = load(made, ledger, lambda _: None)
        assert (first.added, again.added, again.claims) == (4, 0, 0)
        assert verify(ledger) == ()
        loaded = [(claim.id, claim.when, claim.where) for claim in ledger.claims()]
        seen = [(report.id, len(appearances)) for report, appearances in ledger.reports()]
    assert averment("read", sources, "--ledger", tmp_path / "read.db").code == 1
    with open_ledger(tmp_path / "read.db") as ledger:
        assert [(claim.id, claim.when, claim.where) for claim in ledger.claims()] == loaded
        assert [(report.id, len(appearances)) for report, appearances in ledger.reports()] == seen


def test_a_load_that_was_interrupted_goes_on_and_loses_nothing(made: Path, tmp_path: Path) -> None:
    def interrupted(shards: int) -> None:
        raise KeyboardInterrupt

    with open_ledger(tmp_path / "torn.db") as torn, open_ledger(tmp_path / "whole.db") as whole:
        with pytest.raises(KeyboardInterrupt):
            load(made, torn, interrupted)
        assert 0 < len(list(torn.seen())) < 4
        load(made, torn, lambda _: None)
        load(made, whole, lambda _: None)
        assert (list(torn.seen()), torn.problems()) == (list(whole.seen()), whole.problems())


def test_sources_that_may_change_are_refused(tmp_path: Path) -> None:
    for source, why in (("https://norvia.example/1", "fetch it first"), (str(tmp_path / "nowhere"), "no such file")):
        with pytest.raises(InputError, match=why):
            bulk(Job((source,), tmp_path / "out", 1), Settings(), lambda _: None)
    for around in (tmp_path, tmp_path / "out"):
        with pytest.raises(InputError, match="give a folder outside it"):
            bulk(Job((str(around),), tmp_path / "out", 1), Settings(), lambda _: None)
    assert not (tmp_path / "out").exists()
