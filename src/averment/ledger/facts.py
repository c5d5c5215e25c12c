"""Adds facts, each in one transaction, and never the same one twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Table, insert

from averment.ledger import lookups, queries, rows, schema
from averment.ledger.plain import to_plain
from averment.ledger.queries import BATCH
from averment.ledger.rows import Row
from averment.ledger.withholding import Withheld, refill
from averment.model.decision import Decision
from averment.model.ids import digest
from averment.model.reading import Reading
from averment.model.report import Report
from averment.model.run import LedgerError, Problem, Run
from averment.model.when_where import Place


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


def add_report(entry: Entry, report: Report, content: bytes, withheld: Withheld) -> bool:
    """Adds what is new of the bytes, the text and the appearance. False when all of it was there."""
    if digest(content) != report.sha256:
        raise ValueError(f"report {report.id}: the bytes do not have the SHA-256 {report.sha256}")
    places: dict[str, Place] = {}
    text = rows.text_row(report, places)
    if report.id in withheld.reports:
        text |= {"text": None, "title": None}
    appearance = rows.appearance_row(report.id, report.appearance, places)
    add_places(entry, places.values())
    line = {"sha256": report.sha256, "size": len(content), "bytes": content}
    new = (
        _add_missing(entry, schema.contents, [line], key="sha256"),
        _add_missing(entry, schema.reports, [{"id": report.id, "sha256": report.sha256}]),
        _add_missing(entry, schema.texts, [text]),
        _add_missing(entry, schema.appearances, [appearance]),
    )
    return any(new) or (report.id not in withheld.reports and refill(entry.connection, report, content))


def add_reading(entry: Entry, reading: Reading, run: Run) -> bool:
    """Adds a reading whole, with its claims, victims and problems. False when this run had read this text."""
    if reading.run != run.id:
        raise ValueError(f"the reading names run {reading.run}, not {run.id}")
    connection = entry.connection
    if queries.reading_number(connection, reading.report, reading.text_id, reading.run) is not None:
        return False
    text = next(iter(queries.text_rows(connection, [reading.text_id])), None)
    if text is None:
        raise LedgerError(f"a reading came for text {reading.text_id}, which was never added: add its report first")
    places: dict[str, Place] = {}
    line = rows.reading_row(reading, places)
    _add_missing(entry, schema.runs, [rows.run_row(run)])
    line["entry"] = entry.number()
    number = _numbered(connection, schema.readings, line)
    claims = [rows.claim_row(number, at, claim, text["text"], places) for at, claim in enumerate(reading.claims)]
    victims = [row for claim in reading.claims for row in rows.victim_rows(number, claim, text["text"], places)]
    add_places(entry, places.values())
    _add(connection, schema.claims, claims)
    _add(connection, schema.victims, victims)
    of = f"{reading.text_id} {reading.run}"
    met = [rows.problem_row(problem, at, number, of) for at, problem in enumerate(reading.problems)]
    _add_missing(entry, schema.problems, met)
    return True


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


def _add_missing(entry: Entry, table: Table, lines: Iterable[Row], key: str = "id") -> bool:
    """Adds those lines whose key the table does not hold yet, once each. False when there were none."""
    wanted = {line[key]: line for line in lines}
    ids = list(wanted)
    for start in range(0, len(ids), BATCH):
        for held in queries.known(entry.connection, table.c[key], ids[start : start + BATCH]):
            del wanted[held]
    _add(entry.connection, table, [{**line, "entry": entry.number()} for line in wanted.values()])
    return bool(wanted)


def _numbered(connection: Connection, table: Table, line: Row) -> int:
    (number,) = connection.execute(insert(table).values(line).returning(table.c.number)).one()
    return int(number)


def _add(connection: Connection, table: Table, lines: list[Row]) -> None:
    if lines:
        connection.execute(insert(table), lines)
