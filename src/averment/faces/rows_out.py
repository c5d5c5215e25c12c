"""Rows with known columns, written as JSON Lines, CSV or Parquet."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import IO

from averment.model.run import InputError

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Row = Mapping[str, object]


class RowFormat(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


def write_rows(rows: Iterable[Row], columns: Sequence[str], row_format: RowFormat, output: Path | None) -> None:
    """Writes the rows to the file, or to standard output; every row has every column.

    Raises InputError when the file cannot be written, and for Parquet without a file.
    """
    if row_format is RowFormat.PARQUET:
        _write_parquet(list(rows), columns, output)
        return
    if output is None:
        _write_text(rows, columns, row_format, sys.stdout)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as file:
            _write_text(rows, columns, row_format, file)
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror}; give another --output") from error


def write_csv_rows(rows: Iterable[Row], columns: Sequence[str], file: IO[str]) -> None:
    """A row a line with a column for each field; nested values as JSON.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection).
    """
    writer = csv.DictWriter(file, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({column: cell(value) for column, value in row.items()})


def cell(value: object) -> str | int | float:
    """A value as a cell that no spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{words}" if words.startswith(FORMULA_STARTS) else words


def _write_text(rows: Iterable[Row], columns: Sequence[str], row_format: RowFormat, file: IO[str]) -> None:
    if row_format is RowFormat.CSV:
        write_csv_rows(rows, columns, file)
        return
    for row in rows:
        file.write(json.dumps(dict(row), ensure_ascii=False) + "\n")


def _write_parquet(rows: Sequence[Row], columns: Sequence[str], output: Path | None) -> None:
    """One Parquet file; nested values as JSON, a column without any value as text."""
    import pyarrow as arrow
    from pyarrow import parquet

    if output is None:
        raise InputError("Parquet is written to a file only: give one with --output NAME.parquet")
    held = {column: [_flat(row.get(column)) for row in rows] for column in columns}
    arrays = {column: _array(values) for column, values in held.items()}
    try:
        parquet.write_table(arrow.table(arrays), output)
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror}; give another --output") from error


def _array(values: Sequence[object]) -> object:
    import pyarrow as arrow

    kinds = {type(value) for value in values if value is not None}
    if kinds == {int, float}:
        return arrow.array(values, arrow.float64())
    if len(kinds) > 1:
        return arrow.array([None if value is None else str(value) for value in values], arrow.string())
    return arrow.array(values) if kinds else arrow.array(values, arrow.string())


def _flat(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
