"""Files and folders to pages."""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from averment.ingest.fetch import find_pages
from averment.ingest.page import Media, Page
from averment.model.run import InputError, Problem

NEWS = "Shells hit the market in Old Karvin, the army said."


def pages(*paths: Path, max_bytes: int = 10_000) -> list[str]:
    return [Path(found.file).name for found in find_pages(paths, max_bytes) if isinstance(found, Page)]


def problems(*paths: Path, max_bytes: int = 10_000) -> list[str]:
    return [found.message for found in find_pages(paths, max_bytes) if isinstance(found, Problem)]


def only(*paths: Path, **hints: str) -> Page:
    (found,) = find_pages(paths, **hints)  # type: ignore[arg-type]
    assert isinstance(found, Page)
    return found


def test_a_folder_gives_its_reports_in_order_of_name(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.html", "b/d.md", ".hidden.txt", "a.html.meta.json", "picture.css"):
        (tmp_path / name).write_text("{}" if name.endswith("json") else NEWS)
    assert pages(tmp_path) == ["a.html", "d.md", "c.txt"]


def test_the_end_of_the_name_tells_the_kind_and_a_page_without_one_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(NEWS)
    (tmp_path / "b").write_text("<!DOCTYPE html><p>" + NEWS)
    (tmp_path / "c.log").write_text(NEWS)
    assert [only(tmp_path / name).media for name in ("a.md", "b", "c.log")] == [Media.MARKDOWN, Media.HTML, Media.TEXT]


def test_a_missing_path_stops_the_command_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt"):
        find_pages([tmp_path, tmp_path / "nowhere.txt"])
    with pytest.raises(InputError, match="no file given"):
        find_pages([])


def test_one_bad_file_never_loses_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_text(" \n\t\n")
    (tmp_path / "c.txt").write_text("word " * 5_000)
    (tmp_path / "d.txt").symlink_to(tmp_path / "d.txt")
    os.mkfifo(tmp_path / "e.txt")
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "up").symlink_to(tmp_path)
    (tmp_path / "g.txt").write_text(NEWS)
    assert pages(tmp_path) == ["g.txt"]
    for message, named in zip(
        problems(tmp_path), ["empty", "white space", "25,000 bytes", "symbolic", "not a file", "back"], strict=True
    ):
        assert named in message


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    (tmp_path / "a.txt").chmod(0)
    assert "cannot be read" in problems(tmp_path)[0]


def test_a_folder_without_reports_says_what_it_expected(tmp_path: Path) -> None:
    assert ".txt" in problems(tmp_path)[0]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    assert pages(tmp_path, tmp_path / "a.txt") == ["a.txt"]


@pytest.mark.parametrize("name", ["report.txt.meta.json", "report.meta.json"])
def test_a_sidecar_gives_hints_and_the_command_line_wins(tmp_path: Path, name: str) -> None:
    (tmp_path / "report.txt").write_text(NEWS)
    fields = {"outlet": "Herald", "published": "2023-05-04", "received": "2023-05-04T12:00:00+02:00"}
    (tmp_path / name).write_text(json.dumps(fields))
    hints = only(tmp_path).hints
    assert (hints.outlet, hints.published, hints.published_by) == ("Herald", "2023-05-04", "from the sidecar file")
    assert hints.received == datetime(2023, 5, 4, 10)
    hints = only(tmp_path, outlet="Norvia Press", published="2023-05-05").hints
    assert (hints.outlet, hints.published, hints.published_by) == (
        "Norvia Press",
        "2023-05-05",
        "given on the command line",
    )


SIDECARS = [
    ("{broken", "no JSON"),
    ("[1]", "no JSON object"),
    ('{"publishd": "2023"}', "publishd"),
    ('{"outlet": 5}', "not text"),
    ('{"received": "noon"}', "no moment"),
    ("[" * 100_000, "no"),
]


@pytest.mark.parametrize(("content", "named"), SIDECARS)
def test_an_odd_sidecar_is_a_problem_and_its_report_is_still_read(tmp_path: Path, content: str, named: str) -> None:
    (tmp_path / "report.txt").write_text(NEWS)
    (tmp_path / "report.txt.meta.json").write_text(content)
    assert pages(tmp_path) == ["report.txt"]
    assert named in problems(tmp_path)[0]
