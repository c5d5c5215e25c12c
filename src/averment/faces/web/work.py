"""Reading and settling in a process of its own, so that pages go on being served: what it does, and what it tells."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from averment.ingest.fetch import SIDECAR, find_pages
from averment.ingest.page import Page
from averment.ledger.ledger import Ledger, open_ledger
from averment.model.ids import content_id, digest
from averment.model.run import AvermentError, Problem
from averment.pipeline import settle, take_in
from averment.settings import Settings

ADDED = "added"  # where a ledger says that the reports lie which came through the browser
AT_ONCE = 8  # reports read between two words on how far it has come


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in. `declared` is what was said about it: outlet, url, published."""

    name: str
    content: bytes
    declared: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Files to read, or none: then the record is only drawn anew."""

    settings: Settings
    uploads: tuple[Upload, ...] = ()


@dataclass(frozen=True, slots=True)
class Came:
    """What became of one file."""

    name: str
    state: str
    report: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A word from the work: the state it is in, how far it has come, what became of files."""

    state: str
    done: int = 0
    total: int = 0
    came: tuple[Came, ...] = ()
    message: str | None = None


def work(task: Task, pipe: Connection) -> None:
    """Does the task and tells through the pipe; whatever goes wrong is told too, as the last word."""
    try:
        with open_ledger(task.settings.ledger) as ledger:
            came = read_uploads(task, ledger, pipe.send) if task.uploads else ()
            pipe.send(Told("settling", len(came), len(came), came))
            settle(task.settings, ledger)
        pipe.send(Told("done", len(came), len(came), came))
    except AvermentError as error:
        pipe.send(Told("failed", message=str(error)))
    finally:
        pipe.close()


def read_uploads(task: Task, ledger: Ledger, tell: Callable[[Told], None]) -> tuple[Came, ...]:
    """Takes the files in; each is told as read, known or refused, and one that is refused never loses the others."""
    with TemporaryDirectory(prefix="averment-") as folder:
        files = _lay_out(task.uploads, Path(folder))
        found = list(find_pages(files, task.settings.max_report_bytes, received=datetime.now(UTC)))
        pages = [_named(page, Path(folder), ledger.database.folder) for page in found]
        known = {page.file for page in pages if isinstance(page, Page) and ledger.content(_report(page)) is not None}
        done = 0

        def advance(number: int) -> None:
            nonlocal done
            done += number
            tell(Told("reading", done, len(pages)))

        advance(0)
        settings = task.settings.model_copy(update={"batch": AT_ONCE})
        taken = take_in(pages, settings, ledger, advance)
    came = [_came(page, known, taken.problems, ledger) for page in pages]
    return tuple(came) + _empty(task.uploads, came)


def _lay_out(uploads: Sequence[Upload], folder: Path) -> list[Path]:
    """Writes the files under safe names of their own, with what is declared about them beside them."""
    files: list[Path] = []
    for upload in uploads:
        path = folder / _free(safe_name(upload.name), files)
        path.write_bytes(upload.content)
        sidecar = path.with_name(f"{path.name}{SIDECAR}")
        if upload.declared and not sidecar.exists():
            sidecar.write_text(json.dumps(dict(upload.declared)), encoding="utf-8")
        files.append(path)
    return [path for path in files if not path.name.endswith(SIDECAR)] or files


def safe_name(name: str) -> str:
    """The last part of a file's name without what could lead elsewhere or hide; never empty."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(letter if letter.isprintable() and letter not in '<>:"|?*' else "_" for letter in last).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    return f"{stem[-80:]}{dot}{suffix[-20:]}" if stem else f"{suffix[-80:] or 'report'}.txt"


def _free(name: str, taken: Sequence[Path]) -> str:
    names = {path.name for path in taken}
    stem, _, suffix = name.rpartition(".")
    found, number = name, 1
    while found in names:
        number += 1
        found = f"{stem}-{number}.{suffix}"
    return found


def _named(page: Page | Problem, folder: Path, home: Path) -> Page | Problem:
    """The page under the name that the ledger keeps: no file of this machine."""
    if page.file is None:
        return page
    return replace(page, file=str(home / ADDED / Path(page.file).relative_to(folder)))


def _report(page: Page) -> str:
    return content_id("report", digest(page.content))


def _came(page: Page | Problem, known: Collection[str | None], problems: Sequence[Problem], ledger: Ledger) -> Came:
    name = _shown(page.file)
    if isinstance(page, Problem):
        return Came(name, "refused", message=page.message)
    told = "; ".join(problem.message for problem in problems if problem.file == page.file) or None
    report = _report(page)
    if ledger.content(report) is None:
        return Came(name, "refused", message=told)
    return Came(name, "known" if page.file in known else "read", report, told)


def _shown(file: str | None) -> str:
    return (file or "").replace("\\", "/").rsplit("/", 1)[-1]


def _empty(uploads: Sequence[Upload], came: Sequence[Came]) -> tuple[Came, ...]:
    """Nothing that was handed in goes without a word."""
    if came or not uploads:
        return ()
    return tuple(Came(safe_name(upload.name), "refused", message="no report was found in it") for upload in uploads)
