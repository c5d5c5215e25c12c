"""Adds facts within a transaction, and never the same one twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, insert

from averment.ledger import lookups, queries, rows, schema
from averment.ledger.plain import to_plain
from averment.ledger.queries import batches
from averment.ledger.rows import Row
from averment.ledger.withholding import Withheld, refill
from averment.model.decision import Decision
from averment.model.ids import digest
from averment.model.reading import Reading
from averment.model.report import Report
from averment.model.run import LedgerError, Problem, Run
from averment.model.when_where import Place

PARTS = (schema.contents, schema.reports, schema.texts, schema.appearances)  # each leads to those before it


@dataclass(slots=True)
class Entry:
    """The line under which a transaction records; made with the first row: adding nothing leaves no trace."""

    connection: Connection
    kind: str
    recorded_at: datetime
    made: int | None = None

    def number(self) -> int:
        if self.made is None:
            line = {"kind": self.kind, "recorded_at": self.recorded_at}
            self.made = _numbered(self.connection, schema.entries, line)
        return self.made


def add_reports(
    connection: Connection, at: datetime, taken: Sequence[tuple[Report, bytes]], withheld: Withheld
) -> list[bool]:
    """Adds what is new of the bytes, texts and appearances, each report under its own line of entries.

    Whether anything of each was new: the same as if they had come one by one, in a handful of statements.
    """
    places: dict[str, Place] = {}
    drafts = [_report_lines(report, content, withheld, places) for report, content in taken]
    held = {table: _known(connection, table, [lines[table] for lines in drafts]) for table in PARTS}
    blank = _blank(connection, [report.sha256 for report, _ in taken if report.id not in withheld.reports])
    fresh = [_fresh(lines, held) for lines in drafts]
    numbers = iter(_entries(connection, "report", at, sum(1 for lines in fresh if lines)))
    added: dict[Table, list[Row]] = {table: [] for table in PARTS}
    for lines in fresh:
        entry = next(numbers) if lines else None
        for table, line in lines:
            added[table].append({**line, "entry": entry})
    add_places(Entry(connection, "report", at, _last(added[schema.appearances])), places.values())
    for table in PARTS:
        _add(connection, table, added[table])
    refilled = {
        report.id for report, content in taken if report.sha256 in blank and refill(connection, report, content)
    }
    return [bool(lines) or report.id in refilled for lines, (report, _) in zip(fresh, taken, strict=True)]


def add_readings(connection: Connection, at: datetime, read: Sequence[Reading], run: Run) -> list[bool]:
    """Adds readings whole, each under its own line of entries, with their claims, victims and problems.

    Whether each is new: False where this run had read the text.
    """
    texts = _texts_of(connection, read, run)
    held = _read_before(connection, [reading.text_id for reading in read], run)
    fresh: list[Reading] = []
    is_new: list[bool] = []
    for reading in read:
        is_new.append(reading.text_id not in held)
        if is_new[-1]:
            held.add(reading.text_id)
            fresh.append(reading)
    if not fresh:
        return is_new
    entries = _entries(connection, "reading", at, len(fresh))
    first = Entry(connection, "reading", at, entries[0])
    places: dict[str, Place] = {}
    lines = [
        {**rows.reading_row(reading, places), "entry": entry} for reading, entry in zip(fresh, entries, strict=True)
    ]
    _add_missing(first, schema.runs, [rows.run_row(run)])
    numbers = _all_numbered(connection, schema.readings, lines)
    claims: list[Row] = []
    victims: list[Row] = []
    problems: list[Row] = []
    for reading, number, entry in zip(fresh, numbers, entries, strict=True):
        text = texts[reading.text_id]
        claims += [rows.claim_row(number, at, claim, text, places) for at, claim in enumerate(reading.claims)]
        victims += [row for claim in reading.claims for row in rows.victim_rows(number, claim, text, places)]
        of = f"{reading.text_id} {reading.run}"
        met = (rows.problem_row(problem, at, number, of) for at, problem in enumerate(reading.problems))
        problems += [{**line, "entry": entry} for line in met]
    add_places(first, places.values())
    _add(connection, schema.claims, claims)
    _add(connection, schema.victims, victims)
    _add_missing(first, schema.problems, problems)
    return is_new


def add_places(entry: Entry, places: Iterable[Place]) -> None:
    """Adds the gazetteer's lines that nothing named before."""
    _add_missing(entry, schema.places, map(rows.place_row, places))


def add_problems(entry: Entry, problems: Iterable[Problem]) -> bool:
    """Adds problems that belong to no reading, such as a file that could not be opened. False when all were there."""
    return _add_missing(entry, schema.problems, [rows.problem_row(problem, at) for at, problem in enumerate(problems)])


def add_decision(entry: Entry, decision: Decision) -> bool:
    """Adds a decision. False when it was there."""
    line, anchors, corrections = rows.decision_rows(decision)
    if not _add_missing(entry, schema.decisions, [line]):
        return False
    _add(entry.connection, schema.decision_anchors, anchors)
    _add(entry.connection, schema.corrections, corrections)
    return True


def add_late_decision(entry: Entry, decision: Decision, lost_to: str) -> None:
    """Adds a decision that counts for nothing since another came first. Its words are those of that other one."""
    bare = replace(decision, anchors=tuple(replace(anchor, words="") for anchor in decision.anchors))
    line = {"id": decision.id, "by": decision.by, "made_at": decision.made_at, "lost_to": lost_to}
    _add_missing(entry, lookups.late_decisions, [line | {"noun": to_plain(bare, {})}])


def _report_lines(report: Report, content: bytes, withheld: Withheld, places: dict[str, Place]) -> dict[Table, Row]:
    if digest(content) != report.sha256:
        raise ValueError(f"report {report.id}: the bytes do not have the SHA-256 {report.sha256}")
    text = rows.text_row(report, places)
    if report.id in withheld.reports:
        text |= {"text": None, "title": None}
    return {
        schema.contents: {"sha256": report.sha256, "size": len(content), "bytes": content},
        schema.reports: {"id": report.id, "sha256": report.sha256},
        schema.texts: text,
        schema.appearances: rows.appearance_row(report.id, report.appearance, places),
    }


def _fresh(lines: dict[Table, Row], held: dict[Table, set[str]]) -> list[tuple[Table, Row]]:
    """The lines that are not held, which are held from now on."""
    fresh = [(table, line) for table, line in lines.items() if line[_key(table).name] not in held[table]]
    for table, line in fresh:
        held[table].add(line[_key(table).name])
    return fresh


def _texts_of(connection: Connection, read: Sequence[Reading], run: Run) -> dict[str, str | None]:
    """The words of the texts that were read, None where they are withheld."""
    texts: dict[str, str | None] = {}
    for batch in batches([reading.text_id for reading in read]):
        texts |= {row["id"]: row["text"] for row in queries.text_rows(connection, batch)}
    for reading in read:
        if reading.run != run.id:
            raise ValueError(f"the reading names run {reading.run}, not {run.id}")
        if reading.text_id not in texts:
            raise LedgerError(f"a reading came for text {reading.text_id}, which was never added: add its report first")
    return texts


def _read_before(connection: Connection, texts: list[str], run: Run) -> set[str]:
    return {text for batch in batches(texts) for text in queries.texts_read(connection, batch, run.id)}


def _blank(connection: Connection, sha256s: list[str]) -> set[str]:
    return {found for batch in batches(sha256s) for found in queries.blank_contents(connection, batch)}


def _known(connection: Connection, table: Table, lines: Iterable[Row]) -> set[str]:
    key = _key(table)
    return {found for batch in batches([line[key.name] for line in lines])
            for found in queries.known(connection, key, batch)}  # fmt: skip


def _key(table: Table) -> Column[Any]:
    (key,) = table.primary_key.columns
    return key


def _entries(connection: Connection, kind: str, at: datetime, count: int) -> list[int]:
    return _all_numbered(connection, schema.entries, [{"kind": kind, "recorded_at": at}] * count)


def _last(lines: Sequence[Row]) -> int | None:
    return lines[-1]["entry"] if lines else None


def _add_missing(entry: Entry, table: Table, lines: Iterable[Row]) -> bool:
    """Adds those lines whose key the table does not hold yet, once each. False when there were none.

    A line that names no entry comes under this one.
    """
    key = _key(table).name
    wanted = {line[key]: line for line in lines}
    for held in _known(entry.connection, table, wanted.values()):
        del wanted[held]
    _add(entry.connection, table, [{"entry": line.get("entry") or entry.number(), **line} for line in wanted.values()])
    return bool(wanted)


def _numbered(connection: Connection, table: Table, line: Row) -> int:
    (number,) = _all_numbered(connection, table, [line])
    return number


def _all_numbered(connection: Connection, table: Table, lines: Sequence[Row]) -> list[int]:
    """Adds the lines and gives their numbers, in the order of the lines."""
    if not lines:
        return []
    asked = insert(table).returning(table.c.number, sort_by_parameter_order=True)
    return [int(number) for number in connection.execute(asked, list(lines)).scalars()]


def _add(connection: Connection, table: Table, lines: list[Row]) -> None:
    if lines:
        connection.execute(insert(table), lines)
