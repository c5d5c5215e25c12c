"""Rows of the ledger as JSON Lines, CSV and Parquet, each with its words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from averment.faces.lines import Line
from averment.faces.rows_out import RowFormat, write_csv_rows, write_rows
from averment.faces.shapes import claim_line, incident_line, victim_lines
from averment.matching.codebooks.case import RULES, CodebookRules
from averment.model.collection import Collection


def export_rows(
    collection: Collection, rows: str, row_format: RowFormat, output: Path | None, rules: CodebookRules = RULES
) -> None:
    """Writes "claims", "incidents" or "victims" to the file, or to standard output.

    Raises InputError when the file cannot be written, and for Parquet without a file.
    """
    lines = exported_lines(collection, rows, rules)
    if row_format is RowFormat.JSONL:
        write_rows((line.model_dump(mode="json") for line in lines), (), row_format, output)
        return
    held = [line.model_dump(mode="json") for line in lines]
    write_rows(held, _columns(held), row_format, output)


def exported_lines(collection: Collection, rows: str, rules: CodebookRules = RULES) -> Iterator[Line]:
    """The lines of one kind of row, in the order of the record."""
    if rows == "incidents":
        yield from (incident_line(incident, collection, None, None, rules) for incident in collection.record.incidents)
        return
    if rows == "victims":
        yield from victim_lines(collection, None, rules.tables)
        return
    yield from (claim_line(claim, collection, None) for claim in collection.claims)


def write_jsonl(lines: Iterable[Line], file: IO[str]) -> None:
    """One JSON object a line, in UTF-8, unknown values as null."""
    for line in lines:
        file.write(json.dumps(line.model_dump(mode="json"), ensure_ascii=False) + "\n")


def write_csv(lines: Iterable[Line], file: IO[str]) -> None:
    """A row a line with a column for each field; nested values as JSON, and no cell that a spreadsheet would run."""
    held = [line.model_dump(mode="json") for line in lines]
    write_csv_rows(held, _columns(held), file)


def _columns(held: Iterable[dict[str, object]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for row in held for column in row))
