"""WARC files (web archives, Common Crawl news) to pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from averment.ingest.declared import parse_moment
from averment.ingest.decode import whole
from averment.ingest.media import media_of
from averment.ingest.page import Hints, Page
from averment.model.run import Problem

STEP = "ingest"
# What the library raises where a record is torn, besides its own error.
DAMAGED = (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, TypeError)
BREAKS_OFF = "the archive breaks off after record {number}; what stands before it was read"


def read_warc(file: str, stream: BinaryIO, hints: Hints, max_bytes: int) -> Iterator[Page | Problem]:
    """A page for every answer with status 200 that may be a report, named by its record ("news.warc.gz#12").

    A record that is too large, or an archive that is cut off, is a problem; the records before it are read.
    """
    number = 0
    try:
        for record in ArchiveIterator(stream):
            if record.format != "warc":
                raise ValueError("no record of a web archive")
            number += 1
            yield from _pages(f"{file}#{number}", record, hints, max_bytes)
    except DAMAGED as error:
        yield Problem(STEP, f"{BREAKS_OFF.format(number=number)} ({' '.join(str(error).split())[:200]})", file=file)
        return
    if not number:
        yield Problem(STEP, "no record of a web archive in this file", file=file)


def _pages(name: str, record: Any, hints: Hints, max_bytes: int) -> Iterator[Page | Problem]:
    if record.rec_type != "response" or record.http_headers is None:
        return
    if record.http_headers.get_statuscode() != "200":
        return
    media = media_of(record.http_headers.get_header("Content-Type"))
    if media is None:
        return
    content = record.content_stream().read(max_bytes + 1)
    if len(content) <= max_bytes and record.raw_stream.limit > 0:
        raise EOFError("its last record is not whole")
    if len(content) > max_bytes:
        yield Problem(STEP, f"more than the limit of {max_bytes:,} bytes for one report; not read", file=name)
        return
    moment = record.rec_headers.get_header("WARC-Date")
    url = record.rec_headers.get_header("WARC-Target-URI")
    own = Hints(url=whole(url.strip("<> ")) if url else None, received=parse_moment(moment) if moment else None)
    if content.strip():
        yield Page(name, content, media, hints.over(own))
