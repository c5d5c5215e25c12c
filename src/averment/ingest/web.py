"""Addresses on the web to pages: a report, or a feed and what it announces."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from averment.ingest.declared import in_utc
from averment.ingest.decode import whole
from averment.ingest.download import Fetched, Limits, download
from averment.ingest.feeds import Entry, Feed, is_feed, read_feed
from averment.ingest.media import media_of
from averment.ingest.originals import Originals
from averment.ingest.page import Hints, Page
from averment.model.run import Problem

BY_FEED = "from the feed"
PAUSE = 1.0  # seconds between two requests to one host
SCHEMES = ("http://", "https://")


@dataclass
class Web:
    """How the web is read: limits, where originals are kept, and a pause between two requests to one host."""

    limits: Limits = field(default_factory=Limits)
    originals: Originals | None = None
    pause: float = PAUSE
    wait: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str, known: Mapping[str, str] | None = None) -> Fetched | Problem:
        """What stands at the address, kept among the originals unless it is unchanged."""
        host = urlsplit(url).netloc
        due = self._last.get(host, float("-inf")) + self.pause - time.monotonic()
        if due > 0:
            self.wait(due)
        fetched = download(url, self.limits, known)
        self._last[host] = time.monotonic()
        if isinstance(fetched, Fetched) and fetched.content and self.originals:
            self.originals.keep(fetched)
        return fetched

    def pages(self, url: str, hints: Hints) -> Iterator[Page | Problem]:
        """The page at the address, or every page that the feed there announces."""
        fetched = self.fetch(url)
        if isinstance(fetched, Problem):
            yield fetched
        elif is_feed(fetched.content):
            feed = read_feed(fetched.content, fetched.url)
            if feed.message:
                yield Problem("fetch", feed.message, file=url)
            yield from self.announced(feed, feed.entries, hints)
        else:
            yield page_of(fetched, hints)

    def announced(self, feed: Feed, entries: tuple[Entry, ...], hints: Hints) -> Iterator[Page | Problem]:
        """The pages of these entries of a feed; the feed's name and dates stand where the pages have none."""
        for entry in entries:
            fetched = self.fetch(entry.url)
            if isinstance(fetched, Problem):
                yield fetched
                continue
            own = Hints(
                outlet=feed.title,
                title=entry.title,
                published=entry.published,
                published_by=BY_FEED if entry.published else None,
            )
            yield page_of(fetched, hints.over(own))


def is_address(name: str) -> bool:
    return name.lower().startswith(SCHEMES)


def page_of(fetched: Fetched, hints: Hints) -> Page | Problem:
    """The page in an answer, named by the address that was asked; a problem for what is no report."""
    if not fetched.content.strip():
        return Problem("fetch", "the answer is empty", file=fetched.asked)
    told = fetched.header("content-type")
    media = media_of(told)
    if media is None:
        return Problem("fetch", f"a page of type {told!r} is no report: HTML, text, PDF and letters are", fetched.asked)
    own = Hints(url=whole(fetched.url), received=in_utc(fetched.at))
    return Page(fetched.asked, fetched.content, media, hints.over(own))
