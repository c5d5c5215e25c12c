"""What could not be read in a folder of shards: the first of it by name, of the rest how much it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from averment.faces.bulk.manifest import Manifest
from averment.faces.bulk.tables import read_table
from averment.model.run import Problem

MOST_LISTED = 20  # what one looks through; among a million pages thousands are empty


def failures(manifest: Manifest) -> tuple[Problem, ...]:
    """Files whose reading ended a worker, then files and pages that could not be taken in, those of all runs.

    Beyond the first twenty a last line says how many more there are, and where.
    """
    found = _found(manifest)
    listed = tuple(islice(found, MOST_LISTED))
    more = sum(1 for _ in found)
    if not more:
        return listed
    return (*listed, Problem("bulk", f"{more:,} more: see the column message", file=str(manifest.folder / "problems")))


def _found(manifest: Manifest) -> Iterator[Problem]:
    for number, done in sorted(manifest.done.items()):
        for file in done.failed:
            yield Problem("bulk", f"its worker ended twice (shard {number}); the same command tries again", file=file)
    for number, done in sorted(manifest.done.items()):
        if done.problems:
            for row in read_table(manifest.folder, "problems", number):
                if row["report"] is None:
                    yield Problem(row["step"], row["message"], file=row["file"])
