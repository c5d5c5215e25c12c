"""Rows of the ledger as JSON Lines and CSV, each with its words."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from averment.faces.lines import Line
from averment.faces.shapes import claim_line, incident_line, victim_lines
from averment.model.collection import Collection
from averment.model.run import InputError

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def export_rows(collection: Collection, rows: str, row_format: str, output: Path | None) -> None:
    """Writes "claims", "incidents" or "victims" as "jsonl" or "csv" to the file, or to standard output.

    Raises InputError when the file cannot be written.
    """
    lines = exported_lines(collection, rows)
    if output is None:
        _write(lines, row_format, sys.stdout)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as file:
            _write(lines, row_format, file)
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror}; give another --output") from error


def exported_lines(collection: Collection, rows: str) -> Iterator[Line]:
    """The lines of one kind of row, in the order of the record."""
    if rows == "incidents":
        yield from (incident_line(incident, collection, None, None) for incident in collection.record.incidents)
        return
    for claim in collection.claims:
        if rows == "claims":
            yield claim_line(claim, collection, None)
        else:
            yield from victim_lines(claim, collection, None)


def write_jsonl(lines: Iterable[Line], file: IO[str]) -> None:
    """One JSON object a line, in UTF-8, unknown values as null."""
    for line in lines:
        file.write(json.dumps(line.model_dump(mode="json"), ensure_ascii=False) + "\n")


def write_csv(lines: Iterable[Line], file: IO[str]) -> None:
    """A row a line with a column for each field; nested values as JSON.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection).
    """
    held = [line.model_dump(mode="json") for line in lines]
    columns = list(dict.fromkeys(column for row in held for column in row))
    writer = csv.DictWriter(file, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in held:
        writer.writerow({column: cell(value) for column, value in row.items()})


def cell(value: object) -> str | int | float:
    """A value as a cell that no spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{words}" if words.startswith(FORMULA_STARTS) else words


def _write(lines: Iterable[Line], row_format: str, file: IO[str]) -> None:
    if row_format == "csv":
        write_csv(lines, file)
    else:
        write_jsonl(lines, file)
