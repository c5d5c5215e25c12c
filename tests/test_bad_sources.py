"""Everything that can be wrong with a source, in one run: a message for each, and the rest is read."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from averment.ingest.download import Limits, download
from averment.ingest.originals import Originals
from averment.ledger.ledger import open_ledger
from averment.model.run import Problem
from tests.commands import averment
from tests.web_server import Answer, Site, serving

SAID = "<article><p>At least {} people were killed when shells hit the market in Karvin, the army said.</p></article>"
TEN_GIGABYTES = 10 * 1024**3
FEED = "<rss version='2.0'><channel><title>Norvia Press</title>{}</channel></rss>"
ITEM = "<item><link>{}</link></item>"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr("averment.ingest.web.PAUSE", 0.0)
    with serving() as held:
        yield held


def news(number: int, *, length: int | None = None, drip: float = 0.0) -> Answer:
    """A report; `length` is what its header says of it."""
    headers = {} if length is None else {"Content-Length": str(length)}
    return Answer(SAID.format(number).encode(), headers=headers, drip=drip)


ADDRESSES = (
    ("/circle", Answer(status=302, headers={"Location": "/circle"}), "redirects in a circle"),
    (
        "/bomb",
        Answer(gzip.compress(b"0" * 20_000_000), headers={"Content-Encoding": "gzip"}),
        "unpacked it is more than",
    ),
    ("/huge", news(31, length=TEN_GIGABYTES), "10,737,418,240 bytes, more than"),
    ("/slow", news(32, drip=0.5), "no whole answer within 2 seconds"),
    ("/file", Answer(status=302, headers={"Location": "file:///etc/passwd"}), "only http and https"),
    ("/broken.pdf", Answer(b"%PDF-1.4 broken", "application/pdf"), "this PDF is damaged"),
    ("/cut", news(33, length=9000), "cannot be fetched"),
    ("/gone", Answer(status=404), "nothing at this address"),
    ("/empty-feed", Answer(FEED.format("").encode(), "application/rss+xml"), "announces no page"),
    ("/picture", Answer(b"\x89PNG", "image/png"), "is no report"),
)

FILES = (
    ("/missing: ", "nothing at this address"),
    ("/torn-feed: ", "breaks off"),
    ("cut.warc.gz: ", "breaks off after record"),
    ("none.warc.gz: ", "no record of a web archive"),
    ("half.pdf: ", "this PDF is damaged"),
    ("empty.txt: ", "empty"),
)


def test_one_run_over_bad_sources_says_what_is_wrong_with_each_and_reads_the_rest(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AVERMENT_FETCH_SECONDS", "2")
    monkeypatch.setenv("AVERMENT_ORIGINALS", str(tmp_path / "originals"))
    site.answers |= {path: answer for path, answer, _ in ADDRESSES}
    site.answers |= {f"/good{number}": news(20 + number) for number in range(4)}
    items = "".join(ITEM.format(site.url + path) for path in ("/good1", "/missing", "/good2"))
    site.answers["/feed"] = Answer(FEED.format(items).encode(), "application/rss+xml")
    site.answers["/torn-feed"] = Answer(FEED.format(items).encode()[:-60], "application/rss+xml")
    folder = files(site, tmp_path / "files")
    asked = [site.url + path for path in ("/good0", *(path for path, _, _ in ADDRESSES), "/feed", "/torn-feed")]
    ended = averment("read", *asked, folder, "--allow-private", "--no-settle", "--ledger", tmp_path / "a.db")
    told = ended.err.splitlines()
    for path, _, why in ADDRESSES:
        assert any(f"{site.url}{path}: " in line and why in line for line in told), (path, told)
    for name, why in FILES:
        assert any(name in line and why in line for line in told), (name, told)
    with open_ledger(tmp_path / "a.db") as ledger:
        texts = " ".join(report.text for report, _ in ledger.reports())
    assert [number for number in range(20, 60) if f"least {number} " in texts] == [20, 21, 22, 40, 41, 50]
    assert ended.code == 1


def test_private_addresses_are_refused_and_the_rest_is_read(site: Site, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("At least 20 people were killed in Karvin on Tuesday, the army said.")
    inside = (f"{site.url}/", "http://localhost:9/", "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/")
    ended = averment("read", *inside, tmp_path / "good.txt", "--no-settle", "--ledger", tmp_path / "a.db")
    told = ended.err.splitlines()
    assert [line.count("inside a private network: allow private addresses (--allow-private)") for line in told] == [
        1
    ] * 5
    assert ended.out.startswith("1 report")
    assert not site.asked


def test_an_address_of_another_kind_is_told_as_one() -> None:
    ended = averment("read", "ftp://norvia.example/day.txt")
    assert (ended.code, "only http and https addresses" in ended.err) == (2, True)


def files(site: Site, folder: Path) -> Path:
    """An archive cut within its third page, one that is none, half a PDF, an empty file and a good one."""
    folder.mkdir()
    originals = Originals(folder)
    for number in range(4):
        site.answers[f"/{number}"] = news(40 + number)
        fetched = download(f"{site.url}/{number}", Limits(private=True))
        assert not isinstance(fetched, Problem)
        originals.keep(fetched)
    (archive,) = folder.iterdir()
    whole = archive.read_bytes()
    archive.unlink()
    records = [at for at in range(len(whole)) if whole.startswith(b"\x1f\x8b\x08", at)]
    (folder / "cut.warc.gz").write_bytes(whole[: records[3] + 150])
    (folder / "none.warc.gz").write_bytes(b"no archive at all")
    (folder / "half.pdf").write_bytes(b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "good.html").write_text(SAID.format(50))
    return folder
