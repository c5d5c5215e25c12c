"""How often the whole pipeline's Airwars row of a narrative has the range that Airwars' assessors wrote beside it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from averment.faces.codebooks import codebooks_shape
from averment.faces.lines import AirwarsShape
from averment.ingest.fetch import find_pages
from averment.matching.codebooks.airwars import HURTING
from averment.matching.codebooks.case import RULES
from averment.model.claim import Claim, Figure
from averment.model.collection import Collection
from averment.pipeline import explain
from averment.settings import Settings
from bench.score import Score, Skipped

NARRATIVES = "figures/airwars-dev.jsonl"
EVERY = 2  # each is read by the whole pipeline: every second one keeps the measurement within minutes
HOPED = {"killed": 0.65, "injured": 0.60, "children": 0.70, "women": None, "men": None}
"""Each field of the assessment and the share of exact ranges hoped for."""


def score(data: Path) -> list[Score | Skipped]:
    """For each field, the share of narratives that have it and whose two ends are both right, each read alone."""
    path = data / NARRATIVES
    if not path.is_file():
        return [Skipped("codebooks", path.stem, f"no such file: {path}")]
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[::EVERY]]
    told = {row["id"]: found for row, found in zip(rows, _read(rows), strict=True)}
    scores: list[Score | Skipped] = []
    for field, hoped in HOPED.items():
        given = [row for row in rows if row[field]]
        right = sum(bool(told[row["id"]]) and getattr(told[row["id"]], field) == row[field] for row in given)
        name = f"airwars {field} ({len(given)})"
        scores.append(Score("codebooks", name, "both ends exact", right / max(1, len(given)), hoped))
    return scores


def _read(rows: list[dict[str, str]]) -> Iterator[AirwarsShape | None]:
    """The Airwars numbers of the main incident of each narrative."""
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        pages = [Path(folder) / f"{row['id']}.txt" for row in rows]
        for page, row in zip(pages, rows, strict=True):
            page.write_text(row["text"], encoding="utf-8")
        given = find_pages(pages, settings.max_report_bytes, None, None, None)
        yield from map(_main, explain(given, settings, each=True))


def _main(collection: Collection) -> AirwarsShape | None:
    """The Airwars numbers of the narrative's main incident: the one in which most figures of people hurt are told."""
    told = [
        (sum(_counts_people_hurt(collection.claim(claim)) for claim in incident.claims), shape)
        for incident in collection.record.incidents
        if (shape := codebooks_shape(incident, collection, RULES).airwars) is not None
    ]
    return max(told, key=lambda found: found[0])[1] if told else None


def _counts_people_hurt(claim: Claim) -> bool:
    return isinstance(claim.what, Figure) and claim.what.measure in HURTING
