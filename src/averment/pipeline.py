"""The whole story in order: reports are taken in and read, then everything read so far is settled into the record.

take_in   pages -> reports -> readings -> ledger
settle    what is read -> the record, as drawing.py draws it -> ledger
explain   both, in memory, without a ledger
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from averment import matching
from averment.drawing import Drawn, draw, draw_record
from averment.ingest.page import Page, read_page
from averment.ingest.web import is_address
from averment.knowledge.tables import Tables
from averment.ledger.ledger import Ledger
from averment.ledger.present import Seen
from averment.ledger.today import Today
from averment.model.collection import Collection, grouped
from averment.model.decided import decided, withheld_reports
from averment.model.decision import Standing
from averment.model.ids import content_id, digest
from averment.model.incident import Record
from averment.model.reading import Reading
from averment.model.report import Report
from averment.model.run import InputError, Problem, Run
from averment.reading.read import Reader, load_reader, read_reports
from averment.redrawing.redraw import redraw
from averment.settings import Settings

Thing = TypeVar("Thing")
Advance = Callable[[int], None]
AT_ONCE = 30_000  # new reports that are settled at once: so many and what they touch fit in a gigabyte or two


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What one reading of files brought: reports seen, those new to the ledger, claims read, and problems."""

    reports: int
    added: int
    claims: int
    problems: tuple[Problem, ...]


def take_in(pages: Iterable[Page | Problem], settings: Settings, ledger: Ledger, advance: Advance) -> TakenIn:
    """Reads the pages into the ledger, a batch at a time; a text that this reader has read is not read again.

    Every problem is kept in the ledger and returned; one bad report never loses the others. `advance` is called with
    the number of pages done. The ledger knows a file by its way from the ledger's folder: whether it was given by a
    relative or an absolute path, it is the same file. The problems that are returned name it as it was given.
    """
    reader, now = open_reader(settings), _now()
    given: dict[str, str] = {}
    seen = added = claims = 0
    problems: list[Problem] = []
    for batch in _batches((_placed(page, ledger, given) for page in pages), settings.batch):
        taken, found = _take_pages(batch, reader.tables)
        added += sum(ledger.add_report(report, page.content) for page, report in taken)
        unread = _once(report for _, report in taken if not _is_read(report, reader, ledger))
        readings, broken = read_safely(reader, unread, now)
        for reading in readings:
            ledger.add_reading(reading, reader.run)
        ledger.add_problems((*found, *broken))
        problems += (*found, *broken, *(problem for reading in readings for problem in reading.problems))
        seen += len(taken)
        claims += sum(len(reading.claims) for reading in readings)
        advance(len(batch))
    as_given = (replace(problem, file=given.get(problem.file or "", problem.file)) for problem in problems)
    return TakenIn(seen, added, claims, tuple(as_given))


def settle(settings: Settings, ledger: Ledger) -> None:
    """Brings the record up to everything the ledger holds: draws anew what changed reports touch, and nothing else.

    All is drawn where nothing was yet, where much changed, or where the rules did. Very many reports are settled in
    steps, by the time of their publication, so that memory does not grow with the ledger.
    """
    tables = _tables(settings)
    rules = rules_of(tables)
    with ledger.settle_lock():
        while not _settle_some(ledger, tables, rules):
            pass


def _settle_some(ledger: Ledger, tables: Tables, rules: str) -> bool:
    """Settles what changed, of very many new reports the earliest. True when none is left."""
    with ledger.settling() as (today, noted):
        decisions = ledger.decisions()
        every = today.states(decisions)
        is_new = noted.rules() != rules
        states = every if is_new and noted.stands() else today.earliest(every, noted.states(), AT_ONCE)
        part = None if is_new else redraw(today, noted, states, decisions, tables, AT_ONCE)
        drawn = None if part else _draw_all(today, states, decisions, tables)
    if part:
        ledger.store_part(part.record, part.scope, part.notes, states)
    elif drawn:
        ledger.store_drawn(drawn.record, drawn.notes, states, rules)
    return len(states) == len(every)


def _draw_all(today: Today, states: Mapping[str, str], decisions: Sequence[Standing], tables: Tables) -> Drawn:
    seen = [one for one in today.seen(states.keys()) if one.reading]
    readings = decided((one.reading for one in seen if one.reading), decisions)
    return draw(
        [one.report for one in seen], {one.report.id: one.appearances for one in seen}, readings, decisions, tables
    )


def rules_of(tables: Tables) -> str:
    """By what a record is drawn: the code of the steps and the tables that they use."""
    package = Path(matching.__file__).parents[1]
    steps = (path for folder in ("matching", "redrawing") for path in (package / folder).rglob("*.py"))
    files = sorted([*steps, package / "drawing.py"])
    return content_id(tables.digest(), *(digest(file.read_bytes()) for file in files))


def collect(ledger: Ledger) -> Collection:
    """Everything the ledger holds now, with people's decisions over it and the record as last settled."""
    return _with_problems(replace(_held(ledger.seen(), ledger), record=ledger.record()), ledger)


def _with_problems(held: Collection, ledger: Ledger) -> Collection:
    hidden = withheld_reports(ledger.decisions())
    return replace(held, problems=tuple(problem for problem in ledger.problems() if problem.report not in hidden))


def explain(
    pages: Iterable[Page | Problem], settings: Settings, *, each: bool = False, with_parse: bool = False
) -> Iterator[Collection]:
    """The pages read and settled in memory: one collection, or with `each` one a page."""
    reader, now = open_reader(settings), _now()
    groups = ([page] for page in pages) if each else iter([list(pages)])
    for group in groups:
        taken, found = _take_pages(group, reader.tables)
        reports = _once(report for _, report in taken)
        readings, broken = read_safely(reader, reports, now, with_parse=with_parse)
        appearances = grouped((report.id, report.appearance) for _, report in taken)
        record = draw_record(reports, appearances, readings, (), reader.tables)
        told = (problem for reading in readings for problem in reading.problems)
        problems = (*found, *broken, *told, *record.problems)
        yield Collection(tuple(reports), appearances, tuple(readings), record, problems)


def read_safely(
    reader: Reader, reports: Sequence[Report], now: datetime, *, with_parse: bool = False
) -> tuple[list[Reading], list[Problem]]:
    """The readings of the reports; one that cannot be read is a problem that names it, and the others are read."""
    try:
        return read_reports(reader, reports, now, with_parse=with_parse), []
    except InputError:
        raise  # what the user gave, such as a table, is as wrong for every other report
    except Exception as error:  # noqa: BLE001 - the outermost loop: our own fault in one report must not lose the rest
        if len(reports) == 1:
            message = f"it could not be read ({type(error).__name__}: {error}); please report this with the file"
            return [], [Problem("reading", message, file=reports[0].appearance.file, report=reports[0].id)]
    readings: list[Reading] = []
    problems: list[Problem] = []
    for report in reports:
        read, broken = read_safely(reader, [report], now, with_parse=with_parse)
        readings += read
        problems += broken
    return readings, problems


def open_reader(settings: Settings) -> Reader:
    """The reader that the settings ask for. Raises InputError for a model or a table that cannot be used."""
    return load_reader(settings.model, _tables(settings), settings.gazetteer, threads=settings.threads)


def run_of(settings: Settings) -> Run:
    """Which code, model and tables would read with these settings."""
    return open_reader(settings).run


def _take_pages(pages: Sequence[Page | Problem], tables: Tables) -> tuple[list[tuple[Page, Report]], list[Problem]]:
    taken: list[tuple[Page, Report]] = []
    problems: list[Problem] = []
    for page in pages:
        if isinstance(page, Problem):
            problems.append(page)
            continue
        came = read_page(page, tables)
        problems += came.problems
        if came.report is not None:
            taken.append((page, came.report))
    return taken, problems


def _placed(page: Page | Problem, ledger: Ledger, given: dict[str, str]) -> Page | Problem:
    """The page or problem with its file as the ledger names it; `given` keeps how the user named it."""
    if page.file is None or is_address(page.file):
        return page
    name = _from_folder(page.file, ledger.database.folder)
    given.setdefault(name, page.file)
    return replace(page, file=name)


def _from_folder(file: str, folder: Path) -> str:
    real = os.path.realpath(file)
    try:
        return Path(os.path.relpath(real, os.path.realpath(folder))).as_posix()
    except ValueError:  # on another drive there is no way from here to there
        return Path(real).as_posix()


def _held(present: Iterable[Seen], ledger: Ledger) -> Collection:
    seen, decisions = tuple(present), ledger.decisions()
    hidden = withheld_reports(decisions)
    readings = tuple(one.reading for one in seen if one.reading and one.report.id not in hidden)
    return Collection(
        reports=tuple(one.report for one in seen),
        appearances={one.report.id: one.appearances for one in seen},
        readings=decided(readings, decisions),
        record=Record((), (), (), (), (), (), ()),
    )


def _is_read(report: Report, reader: Reader, ledger: Ledger) -> bool:
    return ledger.has_reading(report.id, report.text_id, reader.run.id)


def _tables(settings: Settings) -> Tables:
    tables = Tables(settings.tables)
    tables.check()
    return tables


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _once(reports: Iterable[Report]) -> list[Report]:
    """Each report once, as it came first, however often its bytes came."""
    found: dict[str, Report] = {}
    for report in reports:
        found.setdefault(report.id, report)
    return list(found.values())


def _batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    held = iter(things)
    while batch := list(islice(held, size)):
        yield batch
