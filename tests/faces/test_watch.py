"""Feeds watched: what is new is read once, what fails is tried again, and nothing is fetched in vain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from averment.ledger.ledger import open_ledger
from tests.commands import Outcome, averment
from tests.web_server import Answer, Site, serving

FEED = """<rss version="2.0"><channel><title>Norvia Press</title>{items}</channel></rss>"""
ITEM = "<item><title>{name}</title><link>{url}/{name}</link><pubDate>Thu, 04 May 2023 10:15:00 GMT</pubDate></item>"
NEWS = "<html><body><article><h1>{name}</h1><p>{said}</p></article></body></html>"
MARKET = "At least 12 people were killed when shells hit the market in Karvin on Tuesday, the health office said."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as held:
        yield held


def announce(site: Site, *names: str, tag: str = "") -> None:
    items = "".join(ITEM.format(name=name, url=site.url) for name in names)
    headers = {"ETag": tag} if tag else {}
    site.answers["/feed"] = Answer(FEED.format(items=items).encode(), "application/rss+xml", headers=headers)


def publish(site: Site, name: str, said: str = MARKET) -> None:
    site.answers[f"/{name}"] = Answer(NEWS.format(name=name, said=said).encode())


def watch(site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    monkeypatch.chdir(folder)
    return averment("watch", f"{site.url}/feed", "--once", "--allow-private", "--ledger", folder / "a.db")


def test_a_feed_is_read_once_and_asked_only_for_what_is_new(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("averment.ingest.web.PAUSE", 0.0)
    publish(site, "market")
    announce(site, "market", "later", tag='"1"')
    first = watch(site, tmp_path, monkeypatch)
    assert first.code == 1
    assert "nothing at this address" in first.err
    with open_ledger(tmp_path / "a.db") as ledger:
        ((report, appearances),) = ledger.reports()
        assert (appearances[0].outlet, appearances[0].url) == ("Norvia Press", f"{site.url}/market")
        assert appearances[0].published
        assert MARKET in report.text

    publish(site, "later", "Two soldiers were wounded near Karvin on Wednesday, the army said.")
    site.asked.clear()
    second = watch(site, tmp_path, monkeypatch)
    assert (second.code, [path for path, _ in site.asked]) == (0, ["/feed", "/later"])

    site.asked.clear()
    assert watch(site, tmp_path, monkeypatch).code == 0
    assert [(path, headers.get("if-none-match")) for path, headers in site.asked] == [("/feed", '"1"')]
    assert len(list((tmp_path / "averment-originals").glob("*.warc.gz"))) == 2


def test_a_page_is_read_from_its_address_by_the_usual_command(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    publish(site, "market")
    refused = averment("read", f"{site.url}/market", "--ledger", tmp_path / "a.db")
    assert (refused.code, "private network" in refused.err) == (1, True)
    assert averment("read", f"{site.url}/market", "--allow-private", "--ledger", tmp_path / "a.db").code == 0
    with open_ledger(tmp_path / "a.db") as ledger:
        assert [claim.evidence for claim in ledger.claims()]


@pytest.mark.parametrize(
    ("source", "why"), [("nowhere.opml", "is no file and no address"), ("empty.txt", "names no feed")]
)
def test_what_names_no_feed_is_wrong_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.txt").write_text("# none")
    outcome = averment("watch", source, "--once")
    assert (outcome.code, why in outcome.err) == (2, True)
