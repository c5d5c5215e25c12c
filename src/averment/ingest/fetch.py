"""Files, folders and addresses to pages: finds what can be read, with the hints that lie beside it."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from averment.ingest.declared import in_utc, parse_moment
from averment.ingest.decode import whole
from averment.ingest.download import Limits
from averment.ingest.json_lines import read_json_lines
from averment.ingest.media import ENDINGS, media_at
from averment.ingest.page import Hints, Page
from averment.ingest.parquet import read_parquet
from averment.ingest.warc import read_warc
from averment.ingest.web import Web, is_address
from averment.model.run import InputError, Problem

MAX_BYTES = 10_000_000  # a page or a line of JSON Lines beyond ten million bytes is no report
JSON_LINES = (".jsonl", ".ndjson")
WARC = (".warc", ".warc.gz")
PARQUET = ".parquet"
OFFICE = (".doc", ".docx", ".odt", ".rtf", ".epub")  # may well be reports, so a folder does not skip them silently
READ = (*ENDINGS, *JSON_LINES, *WARC, PARQUET)
OF_ANY_SIZE = (*JSON_LINES, *WARC, PARQUET)  # their lines, records and rows are measured one by one
SIDECAR = ".meta.json"
SIDECAR_BYTES = 100_000
SIDECAR_KEYS = ("outlet", "url", "title", "published", "received", "language")
OTHER_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
BY_COMMAND = "given on the command line"
BY_SIDECAR = "from the sidecar file"


def find_pages(
    paths: Sequence[Path | str],
    max_bytes: int = MAX_BYTES,
    published: str | None = None,
    received: datetime | None = None,
    outlet: str | None = None,
    web: Web | None = None,
) -> Iterator[Page | Problem]:
    """Every page at these files, folders and addresses, in the order given, by name within a folder.

    A failure is a problem in its place. Raises InputError at once when a path does not exist or none is given. `web`
    says how addresses are fetched.
    """
    if not paths:
        raise InputError("no file given; name the files, folders or addresses that hold the reports")
    given = tuple(str(path) if is_address(str(path)) else Path(path) for path in paths)
    missing = [str(path) for path in given if isinstance(path, Path) and not os.path.lexists(path)]
    if missing:
        other = [str(path) for path in paths if OTHER_ADDRESS.match(str(path))]
        if other:
            raise InputError(f"{other[0]} is not fetched: only http and https addresses are")
        raise InputError(f"no such file or folder: {', '.join(missing)}; check the spelling")
    hints = Hints(
        outlet=whole(outlet) if outlet else None,
        published=published,
        published_by=BY_COMMAND,
        received=in_utc(received) if received else None,
    )
    return _pages(given, max_bytes, hints, web or Web(Limits(max_bytes)))


def _pages(paths: tuple[Path | str, ...], max_bytes: int, hints: Hints, web: Web) -> Iterator[Page | Problem]:
    seen: set[str] = set()
    for path in paths:
        if isinstance(path, str):
            yield from web.pages(path, hints)
            continue
        for file in _files(path):
            if isinstance(file, Problem):
                yield file
            elif (real := os.path.realpath(file)) not in seen:
                seen.add(real)
                yield from _read(file, max_bytes, hints)


def _files(path: Path) -> Iterator[Path | Problem]:
    if not path.is_dir():
        yield path
        return
    count = 0
    for file in _walk(path, ()):
        count += 1
        yield file
    if not count:
        expected = ", ".join(READ)
        yield _problem(path, f"no reports in this folder; expected files that end in {expected}")


def _walk(folder: Path, above: tuple[tuple[int, int], ...]) -> Iterator[Path | Problem]:
    """The files of the folder and the folders in it; a link that leads back to a folder above is a problem."""
    try:
        status = folder.stat()
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _problem(folder, f"the folder cannot be read: {error.strerror}")
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        yield _problem(folder, "a link that leads back to a folder above it; not followed")
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(SIDECAR):
            continue
        if entry.is_dir():
            yield from _walk(entry, (*above, here))
        elif entry.name.lower().endswith((*READ, *OFFICE)):
            yield entry


def _read(file: Path, max_bytes: int, command: Hints) -> Iterator[Page | Problem]:
    refused = _refused(file, max_bytes)
    if refused:
        yield _problem(file, refused)
        return
    sidecar, problems = _sidecar(file)
    yield from problems
    hints = command.over(sidecar)
    try:
        if file.suffix.lower() in JSON_LINES:
            with file.open("rb") as lines:
                yield from read_json_lines(whole(str(file)), lines, hints, max_bytes)
            return
        if file.suffix.lower() == PARQUET:
            yield from read_parquet(whole(str(file)), file, hints, max_bytes)
            return
        if file.name.lower().endswith(WARC):
            with file.open("rb") as records:
                yield from read_warc(whole(str(file)), records, hints, max_bytes)
            return
        with file.open("rb") as stream:
            content = stream.read(max_bytes + 1)
    except OSError as error:
        yield _problem(file, f"the file cannot be read: {error.strerror}")
        return
    if len(content) > max_bytes:  # it grew since it was measured
        yield _problem(file, _too_large(len(content), max_bytes))
    elif not content.strip(b" \t\r\n\x0b\x0c"):
        yield _problem(file, "nothing but white space" if content else "the file is empty")
    else:
        yield Page(whole(str(file)), content, media_at(file.suffix, content), hints)


def _refused(file: Path, max_bytes: int) -> str | None:
    """Why this file is not even opened; JSON Lines and web archives may be of any size, since they are
    measured one by one."""
    try:
        status = file.stat()
    except OSError as error:
        return f"the file cannot be read: {error.strerror}"
    if not stat.S_ISREG(status.st_mode):
        return "not a file: a device, a socket or a pipe"
    if status.st_size > max_bytes and not file.name.lower().endswith(OF_ANY_SIZE):
        return _too_large(status.st_size, max_bytes)
    return None


def _too_large(size: int, max_bytes: int) -> str:
    return (
        f"{size:,} bytes, more than the limit of {max_bytes:,} bytes for one report; split it, or raise the limit "
        f"(AVERMENT_MAX_REPORT_BYTES)"
    )


def _sidecar(file: Path) -> tuple[Hints, list[Problem]]:
    """The hints in report.txt.meta.json or report.meta.json, and what is wrong with that file."""
    for path in (file.with_name(file.name + SIDECAR), file.with_suffix(SIDECAR)):
        if path.is_file():
            break
    else:
        return Hints(), []
    try:
        if path.stat().st_size > SIDECAR_BYTES:
            return Hints(), [
                _problem(path, f"more than {SIDECAR_BYTES:,} bytes; a sidecar holds a few fields; not used")
            ]
        fields = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        return Hints(), [_problem(path, f"the sidecar is no JSON in UTF-8 ({error}); not used")]
    if not isinstance(fields, dict):
        return Hints(), [
            _problem(path, "the sidecar is no JSON object with fields such as outlet and published; not used")
        ]
    return _hints(path, fields)


def _hints(path: Path, fields: dict[str, object]) -> tuple[Hints, list[Problem]]:
    expected = ", ".join(SIDECAR_KEYS)
    problems = [
        _problem(path, f"{key!r} is no field of a sidecar (expected {expected}); not used")
        for key in fields
        if key not in SIDECAR_KEYS
    ]
    words: dict[str, str] = {}
    for key in SIDECAR_KEYS:
        value = fields.get(key)
        if isinstance(value, str) and value.strip():
            words[key] = whole(value.strip())
        elif value is not None and not isinstance(value, str):
            problems.append(_problem(path, f"{key!r} is not text in quotation marks; not used"))
    received = parse_moment(words["received"]) if "received" in words else None
    if "received" in words and received is None:
        problems.append(
            _problem(path, f"received: {words['received']!r} is no moment such as 2023-05-04T10:15:00Z; not used")
        )
    hints = Hints(
        words.get("outlet"),
        words.get("url"),
        words.get("title"),
        words.get("published"),
        BY_SIDECAR,
        words.get("language"),
        received,
    )
    return hints, problems


def _problem(path: Path, message: str) -> Problem:
    return Problem("ingest", message, file=whole(str(path)))
