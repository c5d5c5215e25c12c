"""Feeds to what they announce: RSS and Atom to entries, OPML or a list of lines to the addresses of feeds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from time import struct_time
from urllib.parse import urljoin
from xml.sax import SAXException

import feedparser
from lxml import etree

from averment.ingest.decode import whole
from averment.model.run import InputError

FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
OWN_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
MOST_ENTRIES = 1000
EMPTY = "this feed announces no page"


@dataclass(frozen=True, slots=True)
class Entry:
    """One announced page: `published` as ISO 8601 in UTC where the feed dates it."""

    url: str
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed announces; `message` says why that may not be all."""

    title: str | None
    entries: tuple[Entry, ...]
    message: str | None = None


def is_feed(content: bytes) -> bool:
    """Whether these bytes begin as a feed does."""
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<") and FEED.search(start) is not None


def read_feed(content: bytes, url: str) -> Feed:
    """What the feed at `url` announces, each page once, in the feed's order; a broken feed gives what can be read."""
    if OWN_ENTITIES.search(content):
        return Feed(None, (), "this feed declares entities of its own, as attacks do: not read")
    parsed = feedparser.parse(content, sanitize_html=False)
    entries: dict[str, Entry] = {}
    for entry in parsed.entries[:MOST_ENTRIES]:
        link = _words(entry.get("link"))
        if link:
            address = urljoin(url, link)
            moment = _moment(entry.get("published_parsed"))
            entries.setdefault(address, Entry(address, _words(entry.get("title")), moment))
    return Feed(_words(parsed.feed.get("title")), tuple(entries.values()), _message(parsed, len(entries)))


def _message(parsed: feedparser.FeedParserDict, found: int) -> str | None:
    """What is wrong with a feed, as far as it costs pages."""
    error = parsed.get("bozo_exception")
    if isinstance(error, SAXException):
        kept = "no page was found in it" if not found else f"the pages found in it ({found}) are read"
        return f"this feed is damaged or breaks off ({error.getMessage()}): {kept}; try again later"
    return None if found else EMPTY


def read_subscriptions(content: bytes, name: str) -> tuple[str, ...]:
    """The feeds in an OPML file, or one address a line (`#` begins a remark).

    Raises InputError when the file is broken or names no feed.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            tree = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise InputError(f"{name} is no OPML ({error}): export the subscriptions again") from error
        found = [str(value) for value in tree.xpath("//outline/@xmlUrl")]
    else:
        lines = content.decode("utf-8-sig", "replace").splitlines()
        found = [words for line in lines if (words := line.partition(" #")[0].strip()) and not words.startswith("#")]
    if not found:
        raise InputError(f"{name} names no feed: give OPML with xmlUrl attributes, or one address a line")
    return tuple(dict.fromkeys(found))


def _moment(parsed: struct_time | None) -> str | None:
    if parsed is None:
        return None
    try:
        return datetime(*parsed[:6], tzinfo=UTC).isoformat()
    except (ValueError, OverflowError):
        return None


def _words(value: object) -> str | None:
    return (" ".join(whole(value).split()) or None) if isinstance(value, str) else None
