"""Shards into a ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from averment.faces.bulk.manifest import Manifest, read_manifest
from averment.faces.bulk.tables import Row, read_table
from averment.ledger.ledger import Ledger, Read
from averment.ledger.plain import from_plain
from averment.ledger.rows import place_of
from averment.model.reading import Reading
from averment.model.report import Report
from averment.model.run import Problem
from averment.pipeline import TakenIn


def load(folder: Path, ledger: Ledger, advance: Callable[[int], None]) -> TakenIn:
    """Adds the reports, readings and problems of every finished shard; loading twice adds nothing.

    Raises InputError when the folder holds no shards.
    """
    manifest = read_manifest(folder)
    run = manifest.origin.run
    seen = added = claims = 0
    problems: list[Problem] = []
    for number in sorted(manifest.done):
        if manifest.done[number].failed:
            problems += _lost(manifest, number)
            continue
        read = [_read(row) for row in read_table(folder, "reports", number) if row["nouns"] is not None]
        for one, new in zip(read, ledger.add_read(read, run), strict=True):
            added += new.report
            claims += len(one.reading.claims) if one.reading and new.reading else 0
        seen += len(read)
        problems += [
            Problem(row["step"], row["message"], file=row["file"], report=row["report"])
            for row in read_table(folder, "problems", number)
        ]
        advance(1)
    ledger.add_problems(problem for problem in problems if problem.report is None)
    return TakenIn(seen, added, claims, tuple(problems))


def _read(row: Row) -> Read:
    nouns = json.loads(row["nouns"])
    places = {place["id"]: place_of(place) for place in nouns["places"]}
    reading = None if nouns["reading"] is None else from_plain(Reading, nouns["reading"], places)
    return Read(from_plain(Report, nouns["report"], places), row["content"], reading)


def _lost(manifest: Manifest, number: int) -> list[Problem]:
    message = f"its worker ended twice while it was read (shard {number}); read it by itself with averment read"
    return [Problem("bulk", message, file=file) for file in manifest.done[number].failed]
