"""Parquet files to pages: a row with a text is a report of its own, with the same fields as in JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from averment.ingest.json_lines import DATE_FIELDS, OUTLET_FIELDS, TEXT_FIELDS, page_of_fields
from averment.ingest.page import Hints, Page
from averment.model.run import Problem

FIELDS = frozenset({*TEXT_FIELDS, *DATE_FIELDS, *OUTLET_FIELDS, "title", "headline", "url", "language", "received"})
ROWS_AT_ONCE = 500


def read_parquet(name: str, path: Path, hints: Hints, max_bytes: int) -> Iterator[Page | Problem]:
    """A page for every row; a row without text or beyond the limit is a problem that names it."""
    import pyarrow as pa  # costs a fifth of a second, and most readings meet no Parquet
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path) as file:
            columns = [column for column in file.schema_arrow.names if column in FIELDS]
            if not columns:
                expected = ", ".join(TEXT_FIELDS)
                yield Problem("ingest", f"no column of a text; expected one of {expected}", file=name)
                return
            for batch in file.iter_batches(ROWS_AT_ONCE, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    page = page_of_fields(f"{name}#{number}", f"row {number}", _plain(row), hints)
                    yield _within(page, max_bytes)
    except (pa.ArrowException, OSError) as error:
        told = " ".join(str(error).split())[:200]
        yield Problem("ingest", f"the file breaks off after row {number} ({told})", file=name)


def _within(page: Page | Problem, max_bytes: int) -> Page | Problem:
    if isinstance(page, Page) and len(page.content) > max_bytes:
        return Problem("ingest", f"longer than the limit of {max_bytes:,} bytes for one report", file=page.file)
    return page


def _plain(row: dict[str, object]) -> dict[str, object]:
    """Dates and moments in the words that JSON would have."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
