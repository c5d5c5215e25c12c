"""A folder of shards knows what it was made from and what is done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from averment.faces.bulk.manifest import NAME, Done, Origin, open_manifest, read_manifest
from averment.model.run import InputError

ORIGIN = Origin(("day.jsonl",), (400,), "1", "model", "tables", "names", True, 200, 5000, "2031-05-04T12:00:00")


def test_what_is_done_is_known_when_the_folder_is_opened_again(tmp_path: Path) -> None:
    done = Done(2, read=5, claims=9, failed=("a", "b"))
    open_manifest(tmp_path / "out", ORIGIN).add(done)
    again = open_manifest(tmp_path / "out", replace(ORIGIN, now="2031-05-05T12:00:00"))
    assert (again.done, again.origin) == ({2: done}, ORIGIN)


def test_a_line_that_was_being_written_when_the_process_was_killed_counts_for_nothing(tmp_path: Path) -> None:
    open_manifest(tmp_path / "out", ORIGIN).add(Done(1, read=5))
    with (tmp_path / "out" / NAME).open("ab") as file:
        file.write(b'\n{"done": {"sha')
    open_manifest(tmp_path / "out", ORIGIN).add(Done(3, read=7))
    assert sorted(read_manifest(tmp_path / "out").done) == [1, 3]


def test_a_folder_whose_first_line_was_being_written_when_the_process_was_killed_has_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(file: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as power:
        power.setattr("os.fsync", killed)
        with pytest.raises(KeyboardInterrupt):
            open_manifest(tmp_path / "out", ORIGIN)
    assert not (tmp_path / "out" / NAME).exists()
    again = replace(ORIGIN, now="2031-05-05T12:00:00")
    assert open_manifest(tmp_path / "out", again).origin == read_manifest(tmp_path / "out").origin == again


def test_a_folder_made_from_something_else_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    open_manifest(tmp_path / "out", ORIGIN)
    before = (tmp_path / "out" / NAME).read_bytes()
    with pytest.raises(InputError, match="made with other model, sizes: give a new folder"):
        open_manifest(tmp_path / "out", replace(ORIGIN, model="other", sizes=(401,)))
    assert (tmp_path / "out" / NAME).read_bytes() == before


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dear.txt").write_text("dear to somebody")
    with pytest.raises(InputError, match="holds other files"):
        open_manifest(tmp_path, ORIGIN)
    with pytest.raises(InputError, match="give a folder that averment bulk made"):
        read_manifest(tmp_path)
