"""What kind of page some bytes are: by the end of a file's name, by what a server said, by how they begin."""

from __future__ import annotations

from averment.ingest.page import Media

ENDINGS = {
    ".txt": Media.TEXT,
    ".text": Media.TEXT,
    ".md": Media.MARKDOWN,
    ".markdown": Media.MARKDOWN,
    ".html": Media.HTML,
    ".htm": Media.HTML,
    ".xhtml": Media.HTML,
    ".pdf": Media.PDF,
    ".eml": Media.LETTER,
}
TYPES = {
    "text/html": Media.HTML,
    "application/xhtml+xml": Media.HTML,
    "text/plain": Media.TEXT,
    "text/markdown": Media.MARKDOWN,
    "application/pdf": Media.PDF,
    "message/rfc822": Media.LETTER,
}


def media_of(content_type: str | None) -> Media | None:
    """The kind that a server named; None for what is no report, such as a picture. No name at all is taken for HTML."""
    return TYPES.get(content_type.partition(";")[0].strip().lower()) if content_type else Media.HTML


def media_at(ending: str, content: bytes) -> Media:
    """The kind of a file with this ending of its name; with an unknown one it is HTML or PDF when it begins so."""
    known = ENDINGS.get(ending.lower())
    if known is not None:
        return known
    if content.startswith(b"%PDF"):
        return Media.PDF
    start = content[:500].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return Media.HTML if start.startswith((b"<!doctype html", b"<html")) else Media.TEXT
