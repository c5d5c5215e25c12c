"""WARC files (web archives, Common Crawl news) to pages."""

from __future__ import annotations

import os
import re
import zlib
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
BREAKS_OFF = (
    "the archive breaks off after record {number} ({why}): what stands before was read; get it again for the rest"
)
NOT_WHOLE = "its end is missing"
GZIP = b"\x1f\x8b"
CHUNK = 65_536
MOST_HEADER_BYTES = 100_000
LENGTH = re.compile(rb"^Content-Length:\s*(\d+)", re.IGNORECASE | re.MULTILINE)


def read_warc(file: str, stream: BinaryIO, hints: Hints, max_bytes: int) -> Iterator[Page | Problem]:
    """A page for every answer with status 200 that may be a report, named by its record ("news.warc.gz#12").

    A record that is too large, or an archive that is cut off, is a problem; the records before it are read.
    """
    number = last = 0
    try:
        records = ArchiveIterator(stream)
        for record in records:
            if record.format != "warc":
                raise ValueError("no record of a web archive")
            number += 1
            yield from _pages(f"{file}#{number}", record, hints, max_bytes)
            last = records.get_record_offset()
        is_whole = not number or _ends_whole(stream, last)
    except DAMAGED as error:
        if number:
            why = " ".join(str(error).split())[:200] or NOT_WHOLE
            yield Problem(STEP, BREAKS_OFF.format(number=number, why=why), file=file)
            return
        is_whole = True
    if not number:
        yield Problem(STEP, "no record of a web archive in this file", file=file)
    elif not is_whole:
        yield Problem(STEP, BREAKS_OFF.format(number=number, why=NOT_WHOLE), file=file)


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


def _ends_whole(stream: BinaryIO, last: int) -> bool:
    """Whether the file ends where its last record does: the library takes a torn record for the end of the archive."""
    stream.seek(last)
    is_packed = stream.read(len(GZIP)) == GZIP
    stream.seek(last)
    return _packed_whole(stream) if is_packed else _plain_whole(stream, last)


def _packed_whole(stream: BinaryIO) -> bool:
    """Whether only whole packed members stand from here on; nothing of them is kept."""
    unpack = None
    while chunk := stream.read(CHUNK):
        while chunk := chunk if unpack else chunk.lstrip(b"\0"):  # some writers fill up with zeros
            unpack = unpack or zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                unpack.decompress(chunk, CHUNK)
            except zlib.error:
                return False
            chunk = unpack.unused_data if unpack.eof else unpack.unconsumed_tail
            unpack = None if unpack.eof else unpack
    return unpack is None


def _plain_whole(stream: BinaryIO, last: int) -> bool:
    """Whether the record that begins here is as long as it says, and nothing but white space follows."""
    header, found, _ = stream.read(MOST_HEADER_BYTES).partition(b"\r\n\r\n")
    length = LENGTH.search(header)
    if not found or not length:
        return False
    end = last + len(header) + len(found) + int(length[1])
    if stream.seek(0, os.SEEK_END) < end:
        return False
    stream.seek(end)
    return not stream.read(CHUNK).strip()
