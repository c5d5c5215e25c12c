"""Feeds and lists of feeds."""

from __future__ import annotations

from itertools import pairwise

import pytest

from averment.ingest.feeds import EMPTY, Entry, is_feed, read_feed, read_subscriptions
from averment.model.run import InputError

HERE = "https://norvia.example/feeds/war.xml"
RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Norvia Press: War</title>
<item><title>Shells hit market &amp; school</title><link>https://norvia.example/1</link>
<pubDate>Thu, 04 May 2023 10:15:00 +0200</pubDate></item>
<item><title>Talks</title><link>/2</link><pubDate>one of these days</pubDate></item>
<item><title>Again</title><link>https://norvia.example/1</link></item>
<item><title>No link</title></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Herald</title>
<entry><title>One</title><link href="https://herald.example/one"/><published>2023-05-04T08:00:00Z</published></entry>
</feed>"""


def test_a_feed_gives_each_page_once_with_its_date_in_utc() -> None:
    feed = read_feed(RSS, HERE)
    assert feed.title == "Norvia Press: War"
    assert feed.entries == (
        Entry("https://norvia.example/1", "Shells hit market & school", "2023-05-04T08:15:00+00:00"),
        Entry("https://norvia.example/2", "Talks", None),
    )


def test_atom_is_a_feed_too() -> None:
    feed = read_feed(ATOM, HERE)
    assert feed.entries == (Entry("https://herald.example/one", "One", "2023-05-04T08:00:00+00:00"),)


def test_a_feed_that_breaks_off_gives_what_can_be_read() -> None:
    feed = read_feed(RSS[: RSS.index(b"<item><title>Talks")], HERE)
    assert [entry.url for entry in feed.entries] == ["https://norvia.example/1"]
    assert feed.message
    assert "breaks off" in feed.message
    assert "the pages found in it (1) are read" in feed.message


def test_a_feed_without_pages_says_so_and_a_whole_one_says_nothing() -> None:
    assert read_feed(b"<rss version='2.0'><channel><title>Herald</title></channel></rss>", HERE).message == EMPTY
    assert (read_feed(RSS, HERE).message, read_feed(ATOM, HERE).message) == (None, None)


def test_a_feed_that_unfolds_into_gigabytes_is_not_read() -> None:
    names = "abcdefghij"
    nested = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    hostile = f'<!DOCTYPE rss [<!ENTITY a "ha">{nested}]>'.encode() + RSS.partition(b"?>\n")[2].replace(b"War", b"&j;")
    feed = read_feed(hostile, HERE)
    assert (feed.entries, feed.message) == ((), "this feed declares entities of its own, as attacks do: not read")


def test_a_feed_is_told_from_a_page() -> None:
    assert [is_feed(content) for content in (RSS, ATOM, b"\xef\xbb\xbf\n" + RSS)] == [True, True, True]
    assert [is_feed(content) for content in (b"<html><p>an <rss> is", b"the <rss> element", b"")][1:] == [False, False]


OPML = b"""<opml version="2.0"><body><outline text="War">
<outline type="rss" xmlUrl="https://norvia.example/war.xml"/><outline xmlUrl="https://herald.example/feed"/>
</outline></body></opml>"""
LINES = b"# the war\nhttps://norvia.example/war.xml\n\nhttps://herald.example/feed  # daily\n"


@pytest.mark.parametrize("content", [OPML, LINES], ids=["opml", "lines"])
def test_subscriptions_come_as_opml_or_as_lines(content: bytes) -> None:
    assert read_subscriptions(content, "feeds") == ("https://norvia.example/war.xml", "https://herald.example/feed")


def test_entities_of_a_hostile_list_are_refused() -> None:
    hostile = b"""<!DOCTYPE o [<!ENTITY e SYSTEM "file:///etc/hostname">]>
    <opml><body><outline text="&e;" xmlUrl="https://herald.example/feed"/></body></opml>"""
    with pytest.raises(InputError, match="is no OPML"):
        read_subscriptions(hostile, "feeds.opml")


@pytest.mark.parametrize(("content", "why"), [(b"<opml><body>", "is no OPML"), (b"# nothing", "names no feed")])
def test_a_list_without_feeds_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_subscriptions(content, "feeds.opml")
