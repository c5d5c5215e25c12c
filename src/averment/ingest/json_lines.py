"""JSON Lines to pages: one object a line, each a report of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from averment.ingest.declared import parse_moment
from averment.ingest.decode import whole
from averment.ingest.page import Hints, Media, Page
from averment.model.run import Problem

TEXT_FIELDS = ("text", "content", "body", "html")
DATE_FIELDS = ("published", "date", "published_at", "publishedAt", "date_published")
OUTLET_FIELDS = ("outlet", "source", "publisher")
BY_RECORD = "from the line's own fields"


def read_json_lines(file: str, lines: BinaryIO, hints: Hints, max_bytes: int) -> Iterator[Page | Problem]:
    """A page for every object with a text; a line that is broken, too long or without text is a problem that names it.

    `hints` win over the object's own fields. A title that does not open the text is put above it, as in print.
    """
    number = 0
    while line := lines.readline(max_bytes + 1):
        number += 1
        name = f"{file}#{number}"
        if len(line) > max_bytes and not line.endswith(b"\n"):
            _skip(lines, max_bytes)
            yield Problem(
                "ingest", f"line {number}: longer than the limit of {max_bytes:,} bytes for one report", file=name
            )
        elif line.strip():
            yield from _page(name, number, line, hints)
    if not number:
        yield Problem("ingest", "the file is empty", file=file)


def _skip(lines: BinaryIO, max_bytes: int) -> None:
    """Reads on to the end of a line that is too long, without keeping it."""
    while piece := lines.readline(max_bytes + 1):
        if piece.endswith(b"\n"):
            return


def _page(name: str, number: int, line: bytes, hints: Hints) -> Iterator[Page | Problem]:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        yield Problem("ingest", f"line {number}: byte {error.start} is not UTF-8", file=name)
        return
    except (ValueError, RecursionError) as error:
        yield Problem("ingest", f"line {number}: no JSON ({str(error)[:120]})", file=name)
        return
    if not isinstance(fields, dict):
        yield Problem("ingest", f"line {number}: not a JSON object with a field 'text'", file=name)
        return
    yield page_of_fields(name, f"line {number}", fields, hints)


def page_of_fields(name: str, where: str, fields: dict[str, object], hints: Hints) -> Page | Problem:
    """The page in these fields, or a problem that says `where` no text is."""
    field = next((field for field in TEXT_FIELDS if _words(fields.get(field))), None)
    if field is None:
        expected = ", ".join(TEXT_FIELDS)
        return Problem("ingest", f"{where}: no text; expected words in one of the fields {expected}", file=name)
    own = _hints(fields)
    media = Media.HTML if field == "html" else Media.TEXT
    text = str(fields[field]) if media is Media.HTML else _with_title(own.title, str(fields[field]))
    return Page(name, text.encode("utf-8", "replace"), media, hints.over(own))


def _with_title(title: str | None, text: str) -> str:
    if title is None or " ".join(text[: 4 * len(title) + 100].split()).casefold().startswith(title.casefold()):
        return text
    return f"{title}\n\n{text}"


def _hints(fields: dict[str, object]) -> Hints:
    title = _words(fields.get("title")) or _words(fields.get("headline"))
    received = _words(fields.get("received"))
    return Hints(
        outlet=_first(fields, OUTLET_FIELDS),
        url=_words(fields.get("url")),
        title=" ".join(title.split()) if title else None,
        published=_first(fields, DATE_FIELDS),
        published_by=BY_RECORD,
        language=_words(fields.get("language")),
        received=parse_moment(received) if received else None,
    )


def _first(fields: dict[str, object], names: tuple[str, ...]) -> str | None:
    return next((words for name in names if (words := _words(fields.get(name)))), None)


def _words(value: object) -> str | None:
    """The words of a field; of an object such as {"name": "Norvia Press"} its name."""
    if isinstance(value, dict):
        value = value.get("name")
    return whole(value.strip()) or None if isinstance(value, str) else None
