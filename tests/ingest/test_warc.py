"""Web archives: what was fetched is kept as WARC, and read back as the same pages."""

from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path

import pytest

from averment.ingest.declared import in_utc
from averment.ingest.download import Fetched, Limits, download
from averment.ingest.originals import Originals
from averment.ingest.page import Hints, Media, Page
from averment.ingest.warc import read_warc
from averment.ingest.web import page_of
from averment.model.ids import digest
from averment.model.run import Problem
from tests.web_server import Answer, Site

NEWS = b"<p>Shells hit the market in Old Karvin, the army said.</p>"


def kept(site: Site, folder: Path, *paths: str) -> tuple[Path, list[Fetched]]:
    originals = Originals(folder)
    answers = []
    for path in paths:
        fetched = download(site.url + path, Limits(private=True))
        assert isinstance(fetched, Fetched)
        originals.keep(fetched)
        answers.append(fetched)
    (file,) = folder.iterdir()
    return file, answers


def read(content: bytes, max_bytes: int = 10_000) -> list[Page | Problem]:
    return list(read_warc("day.warc.gz", BytesIO(content), Hints(), max_bytes))


def test_what_is_kept_is_read_back_as_the_same_bytes_from_the_same_address(site: Site, tmp_path: Path) -> None:
    site.answers["/1"] = Answer(gzip.compress(NEWS), headers={"Content-Encoding": "gzip"})
    site.answers["/2"] = Answer(b"At least 12 people were killed.", "text/plain")
    site.answers["/3"] = Answer(b"\x89PNG", "image/png")
    file, (first, second, _) = kept(site, tmp_path / "originals", "/1", "/2", "/3")
    page, text = read(file.read_bytes())
    expected = page_of(first, Hints())
    assert isinstance(page, Page)
    assert isinstance(text, Page)
    assert isinstance(expected, Page)
    assert (page.content, page.media, page.hints.url) == (expected.content, expected.media, expected.hints.url)
    assert page.hints.received == in_utc(first.at).replace(microsecond=0)
    assert (text.content, text.media, text.file) == (second.content, Media.TEXT, "day.warc.gz#3")
    assert f"sha256:{digest(NEWS)}".encode() in gzip.decompress(file.read_bytes())


def test_an_archive_that_is_cut_in_half_gives_what_stands_before_and_says_so(site: Site, tmp_path: Path) -> None:
    for number in range(4):
        site.answers[f"/{number}"] = Answer(NEWS * (number + 1))
    file, _ = kept(site, tmp_path / "originals", *site.answers)
    whole, content = read(file.read_bytes()), file.read_bytes()
    cut = read(content[: len(content) * 2 // 3])
    assert len(whole) == 4
    assert 1 <= len(cut) - 1 < 4
    assert cut[:-1] == whole[: len(cut) - 1]
    assert isinstance(cut[-1], Problem)
    assert "breaks off" in cut[-1].message


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_wherever_an_archive_is_cut_it_is_said(site: Site, tmp_path: Path, packed: bool) -> None:
    site.answers = {f"/{number}": Answer(NEWS) for number in range(2)}
    file, _ = kept(site, tmp_path / "originals", *site.answers)
    whole = file.read_bytes() if packed else gzip.decompress(file.read_bytes())
    begins = b"\x1f\x8b\x08" if packed else b"WARC/1."
    ends = {at for at in range(1, len(whole)) if whole.startswith(begins, at)} | {len(whole)}
    silent = {cut for cut in range(1, len(whole)) if not any(isinstance(one, Problem) for one in read(whole[:cut]))}
    line_ends = {end - missing for end in ends for missing in range(1, 5)} if not packed else set()
    assert silent <= ends | line_ends  # where nothing of a page is missing
    assert not any(isinstance(one, Problem) for one in read(whole))


def test_a_record_beyond_the_limit_is_a_problem_and_the_next_is_read(site: Site, tmp_path: Path) -> None:
    site.answers["/1"], site.answers["/2"] = Answer(NEWS * 400), Answer(NEWS)
    file, _ = kept(site, tmp_path / "originals", "/1", "/2")
    large, small = read(file.read_bytes())
    assert isinstance(large, Problem)
    assert "more than the limit" in large.message
    assert isinstance(small, Page)


def test_a_file_that_is_no_archive_says_so() -> None:
    for content in (b"", b"WARC?", b"\x1f\x8b nothing", NEWS):
        (problem,) = read(content)
        assert isinstance(problem, Problem), content
