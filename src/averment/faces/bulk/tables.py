"""The Parquet files of a shard: reports, claims and problems, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Row = dict[str, Any]

WORDS, NUMBER, WHOLE, PLACE = pa.string(), pa.int32(), pa.int64(), pa.float64()
REPORTS = pa.schema(
    {
        "shard": NUMBER,
        "file": WORDS,
        "sha256": WORDS,
        "report": WORDS,
        "outcome": WORDS,  # read, repeat, or screened out
        "score": PLACE,  # of the screen: above 0 it is about armed violence
        "outlet": WORDS,
        "url": WORDS,
        "title": WORDS,
        "language": WORDS,
        "published_earliest": WORDS,
        "published_latest": WORDS,
        "claims": NUMBER,
        "content": pa.binary(),  # the bytes; null where it was screened out
        "nouns": WORDS,  # report and reading as the ledger keeps them; null where it was screened out
    }
)
CLAIMS = pa.schema(
    {
        "shard": NUMBER,
        "report": WORDS,
        "id": WORDS,
        "kind": WORDS,
        "start": NUMBER,
        "end": NUMBER,
        "evidence": WORDS,
        "block": WORDS,
        "speaker": WORDS,
        "stance": WORDS,
        "modality": WORDS,
        "measure": WORDS,
        "group": WORDS,
        "low": WHOLE,
        "high": WHOLE,
        "bound": WORDS,
        "event_type": WORDS,
        "subtype": WORDS,
        "side": WORDS,
        "actor": WORDS,
        "target": WORDS,
        "earliest": WORDS,
        "latest": WORDS,
        "place": WORDS,
        "country": WORDS,
        "latitude": PLACE,
        "longitude": PLACE,
        "line": WORDS,  # the whole line as `averment export claims` has it
    }
)
PROBLEMS = pa.schema({"shard": NUMBER, "file": WORDS, "report": WORDS, "step": WORDS, "message": WORDS})
SCHEMAS = {"reports": REPORTS, "claims": CLAIMS, "problems": PROBLEMS}
ROWS_A_GROUP = 10_000


@dataclass(frozen=True, slots=True)
class ShardRows:
    reports: Sequence[Row]
    claims: Sequence[Row]
    problems: Sequence[Row]


def file_of(folder: Path, kind: str, number: int) -> Path:
    return folder / kind / f"{number:06}.parquet"


def write_shard(folder: Path, number: int, rows: ShardRows) -> None:
    """Each file appears under its name only once it is whole and on the disk."""
    for kind, schema in SCHEMAS.items():
        path = file_of(folder, kind, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        held = [{"shard": number, **row} for row in getattr(rows, kind)]
        pq.write_table(pa.Table.from_pylist(held, schema=schema), part, compression="zstd", row_group_size=ROWS_A_GROUP)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)


def read_table(folder: Path, kind: str, number: int) -> list[Row]:
    """The rows of one kind of a shard."""
    rows: list[Row] = pq.read_table(file_of(folder, kind, number)).to_pylist()
    return rows
