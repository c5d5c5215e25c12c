"""Checks a ledger against itself: every hash, every id, every span and every word that a line rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from sqlalchemy import Connection

from averment.ledger import queries, rows, schema
from averment.ledger.decisions import all_decisions
from averment.ledger.ledger import Ledger
from averment.ledger.plain import Places, from_plain, place_id
from averment.ledger.present import REPORTS_AT_ONCE
from averment.ledger.rows import Row
from averment.model.claim import Victim, claim_id
from averment.model.decision import decision_id
from averment.model.ids import digest
from averment.model.reading import Reading
from averment.model.report import Appearance
from averment.model.run import Problem, Run
from averment.model.text import Span

STEP = "verify"


def verify(ledger: Ledger) -> tuple[Problem, ...]:
    """What in the ledger does not agree with itself; empty when all does. Raises LedgerError when it cannot be read."""
    with ledger.looking() as connection:
        places = queries.all_places(connection)
        found = [Problem(STEP, message) for message in ledger.database.complaints(connection)]
        found += _contents(connection)
        found += _ids(connection, places)
        found += _texts(connection, places)
        found += _decisions(connection)
        found += _derived(connection)
    return tuple(found)


def _contents(connection: Connection) -> Iterator[Problem]:
    withheld = queries.ever_withheld(connection)
    for row in queries.all_contents(connection):
        if row["bytes"] is None:
            if row["report"] not in withheld:
                yield _problem("its bytes are gone though nobody withheld them", row["report"])
        elif not isinstance(row["bytes"], bytes) or digest(row["bytes"]) != row["sha256"]:
            yield _problem("its bytes do not have the SHA-256 that they came with", row["report"])


def _ids(connection: Connection, places: Places) -> Iterator[Problem]:
    for key, place in places.items():
        if place_id(place) != key:
            yield _problem(f"the line of place {key} ({place.name}) was changed")
    for row in queries.everything(connection, schema.runs):
        if Run(row["code"], row["model"], row["tables"], row["gazetteer"]).id != row["id"]:
            yield _problem(f"the line of run {row['id']} was changed")
    for row in queries.everything(connection, schema.appearances):
        appearance = from_plain(Appearance, row["noun"], places)
        yield from _same(rows.appearance_row(row["report"], appearance, {}), row, "an appearance", row["report"])


def _texts(connection: Connection, places: Places) -> Iterator[Problem]:
    numbers = queries.all_readings(connection)
    for start in range(0, len(numbers), REPORTS_AT_ONCE):
        batch = numbers[start : start + REPORTS_AT_ONCE]
        readings = {row["number"]: row for row in queries.reading_rows(connection, batch)}
        texts = {row["id"]: row for row in queries.text_rows(connection, [row["text_id"] for row in readings.values()])}
        for text in texts.values():
            if text["text"] is not None and digest(text["text"].encode()) != text["sha256"]:
                yield _problem(f"text {text['id']} does not have the SHA-256 that it came with", text["report"])
        for row in readings.values():
            text = texts[row["text_id"]]
            reading = from_plain(Reading, row["noun"], places)
            yield from _outside(reading, text, f"the reading by run {row['run']}")
            yield from _same(rows.reading_row(reading, {}), row, "a reading", row["report"])
        victims = _victims(connection, batch, places)
        for row in queries.claim_rows(connection, batch):
            text = texts[readings[row["reading"]]["text_id"]]
            yield from _claim(row, text, victims.get((row["reading"], row["id"]), ()), places)


def _claim(row: Row, text: Row, victims: tuple[Victim, ...], places: Places) -> Iterator[Problem]:
    claim = rows.claim_of(row, victims, places)
    name = f"claim {row['id']}"
    if (
        claim_id(claim.text_id, claim.evidence, claim.attribution, claim.what) != row["id"]
        or claim.text_id != text["id"]
    ):
        yield _problem(f"{name} does not have the id of its content", row["report"])
    if text["text"] is not None and row["evidence"] != claim.evidence.of(text["text"]):
        yield _problem(f"the words of {name} are not those of the text", row["report"], claim.evidence)
    yield from _outside(claim, text, name)
    expected = rows.claim_row(row["reading"], row["position"], claim, text["text"], {})
    yield from _same({key: value for key, value in expected.items() if key != "evidence"}, row, name, row["report"])


def _victims(connection: Connection, numbers: list[int], places: Places) -> dict[tuple[int, str], tuple[Victim, ...]]:
    named: dict[tuple[int, str], tuple[Victim, ...]] = {}
    for row in queries.victim_rows(connection, numbers):
        key = (row["reading"], row["claim"])
        named[key] = (*named.get(key, ()), rows.victim_of(row, places))
    return named


def _decisions(connection: Connection) -> Iterator[Problem]:
    held = all_decisions(connection, queries.ALL)
    texts: dict[str, list[str | None]] = {}
    for row in queries.texts_ever(connection, {anchor.sha256 for one in held for anchor in one.anchors}):
        texts.setdefault(row["sha256"], []).append(row["text"])
    for decision in held:
        if any(not anchor.words for anchor in decision.anchors):
            continue  # its words are withheld: what it was made of can no longer be hashed
        if decision_id(decision) != decision.id:
            yield _problem(f"decision {decision.id} does not have the id of its content")
        for anchor in decision.anchors:
            if anchor.words not in {anchor.span.of(text) for text in texts.get(anchor.sha256, ()) if text is not None}:
                yield _problem(f"decision {decision.id} rests on words that no text has at {anchor.span.start}")


def _derived(connection: Connection) -> Iterator[Problem]:
    for row in queries.members_unknown(connection):
        yield _problem(f"incident {row['incident']} holds claim {row['claim']}, which no reading made")
    for row in queries.passages_outside(connection):
        yield _problem(f"a passage of family {row['family']} lies outside of its text", row["report"])


def _outside(noun: object, text: Row, name: str) -> Iterator[Problem]:
    """A span that ends behind the end of the text that it is of."""
    for span in _spans(noun):
        if span.end > text["length"]:
            yield _problem(f"{name} points to {span.start}:{span.end}, behind the end of the text", text["report"])


def _spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _spans(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))


def _same(expected: Mapping[str, Any], row: Row, name: str, report: str) -> Iterator[Problem]:
    """A column that no longer says what its noun says."""
    for column, value in expected.items():
        if row[column] != value:
            yield _problem(f"the column {column} of {name} was changed", report)


def _problem(message: str, report: str | None = None, span: Span | None = None) -> Problem:
    return Problem(STEP, message, report=report, span=span)
