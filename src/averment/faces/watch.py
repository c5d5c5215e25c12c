"""Feeds watched: what they announce anew is fetched, read and settled, again and again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from averment.ingest.download import Fetched
from averment.ingest.feeds import EMPTY, Feed, is_feed, read_feed, read_subscriptions
from averment.ingest.page import Hints, Page
from averment.ingest.web import Web, is_address
from averment.ledger.ledger import Ledger
from averment.model.run import InputError, Problem
from averment.pipeline import Advance, TakenIn, settle, take_in
from averment.settings import Settings

MOST_BYTES = 1_000_000  # of a file of subscriptions
MOST_TRIES = 3  # a page that could not be fetched so often is given up
CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


@dataclass
class FeedState:
    """The conditions for asking a feed again, its pages that were read, and how often others failed."""

    conditions: dict[str, str] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    failed: dict[str, int] = field(default_factory=dict)


class Memory:
    """What was seen of each feed, in a file that is replaced whole after each round."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.feeds: dict[str, FeedState] = {}
        if path.exists():
            try:
                held = json.loads(path.read_text(encoding="utf-8"))
                self.feeds = {url: FeedState(**state) for url, state in held.items()}
            except (ValueError, TypeError, AttributeError) as error:
                raise InputError(
                    f"{path} is damaged ({error}): remove it, and every page of the feeds is fetched again"
                ) from error

    def save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_name(f"{self._path.name}.part-{os.getpid()}")
        part.write_text(json.dumps({url: asdict(state) for url, state in self.feeds.items()}), encoding="utf-8")
        part.replace(self._path)


def feeds_of(sources: Sequence[str]) -> tuple[str, ...]:
    """The addresses of feeds in these sources: addresses, OPML files, lists. Raises InputError for what is neither."""
    found: list[str] = []
    for source in sources:
        if is_address(source):
            found.append(source)
            continue
        path = Path(source)
        if not path.is_file():
            raise InputError(f"{source} is no file and no address: give OPML, a list of addresses, or an address")
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{source} has more than {MOST_BYTES:,} bytes: no list of feeds is that long")
        found += read_subscriptions(path.read_bytes(), source)
    return tuple(dict.fromkeys(found))


def watch_once(
    feeds: Sequence[str], memory: Memory, web: Web, settings: Settings, ledger: Ledger, advance: Advance
) -> TakenIn:
    """One round over the feeds: what is new in them is taken in and, if there was any, settled.

    A page is remembered once it is in the ledger; a round that breaks off is done again, and adds nothing twice.
    """
    taken = take_in(_new_pages(feeds, memory, web), settings, ledger, advance)
    if taken.added:
        settle(settings, ledger)
    memory.save()
    return taken


def _new_pages(feeds: Sequence[str], memory: Memory, web: Web) -> Iterator[Page | Problem]:
    for url in feeds:
        state = memory.feeds.setdefault(url, FeedState())
        fetched = web.fetch(url, state.conditions)
        if isinstance(fetched, Problem):
            yield fetched
        elif fetched.content and not is_feed(fetched.content):
            yield Problem("fetch", "this is no feed: give the address of its RSS or Atom", file=url)
        elif fetched.content:
            feed = read_feed(fetched.content, fetched.url)
            if feed.message and feed.message != EMPTY:  # a feed that is watched may well be empty today
                yield Problem("fetch", feed.message, file=url)
            yield from _announced(feed, fetched, state, web)


def _announced(feed: Feed, fetched: Fetched, state: FeedState, web: Web) -> Iterator[Page | Problem]:
    """The pages not read yet. While one may be tried again, the feed is asked for whole the next time."""
    read, failed = set(state.read), dict(state.failed)
    for entry in feed.entries:
        if entry.url in read or failed.get(entry.url, 0) >= MOST_TRIES:
            continue
        for page in web.announced(feed, (entry,), Hints()):
            if isinstance(page, Problem):
                failed[entry.url] = failed.get(entry.url, 0) + 1
            else:
                read.add(entry.url)
                failed.pop(entry.url, None)
            yield page
    announced = {entry.url for entry in feed.entries}
    state.read = sorted(read & announced)
    state.failed = {url: tries for url, tries in failed.items() if url in announced}
    again = any(tries < MOST_TRIES for tries in state.failed.values())
    told = {CONDITIONS[name]: value for name in CONDITIONS if (value := fetched.header(name))}
    state.conditions = {} if again else told
