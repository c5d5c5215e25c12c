"""What a worker does: a shard of pages to its Parquet files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from socket import gethostname

from averment.faces.bulk.manifest import Done
from averment.faces.bulk.plan import Shard
from averment.faces.bulk.tables import CLAIMS, Row, ShardRows, write_shard
from averment.faces.shapes import claim_line
from averment.ingest.page import Page, read_page
from averment.ingest.screen import Screen, screen_of
from averment.ledger.plain import to_plain
from averment.ledger.rows import place_row
from averment.model.claim import Claim
from averment.model.collection import Collection
from averment.model.incident import Record
from averment.model.reading import Reading
from averment.model.report import Report
from averment.model.run import InputError, Problem, Run
from averment.model.when_where import Place
from averment.pipeline import open_reader, read_safely
from averment.reading.read import Reader
from averment.settings import Settings

READ, REPEAT, SCREENED = "read", "repeat", "screened"
NOTHING = Record((), (), (), (), (), (), ())


@dataclass(frozen=True, slots=True)
class Task:
    """What every shard of a run shares; `run` is who reads, which has to be the same on every machine."""

    folder: Path
    settings: Settings
    run: Run
    now: datetime
    screened: bool

    def begin(self) -> Worker:
        """A worker with the model loaded. Raises InputError where another one would read than where the run began."""
        worker = Worker(self)
        here = worker.reader.run
        if here != self.run:
            differing = [name for name in ("code", "model", "tables", "gazetteer") if _differs(name, here, self.run)]
            raise InputError(
                f"a worker on {gethostname()} has other {', '.join(differing)} than the run began with: "
                "give every machine the same, and change nothing while it runs"
            )
        return worker


class Worker:
    """Holds the reader: the model is loaded once a process."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.reader: Reader = open_reader(task.settings)
        self.screen: Screen | None = screen_of(self.reader.tables) if task.screened else None

    def do(self, shard: Shard) -> Done:
        """Reads the shard and writes its files. The same shard always gives the same files.

        Words that the language model met are forgotten with the shard, else memory grows with every new name.
        """
        with self.reader.language.memory_zone():
            rows, counts = self._rows(shard)
        write_shard(self.task.folder, shard.number, rows)
        return Done(
            shard.number,
            read=counts[READ],
            repeats=counts[REPEAT],
            screened=counts[SCREENED],
            claims=len(rows.claims),
            problems=len(rows.problems),
        )

    def _rows(self, shard: Shard) -> tuple[ShardRows, dict[str, int]]:
        problems: list[Problem] = []
        taken: list[tuple[Page, Report, str, float | None]] = []
        for place, page in enumerate(shard.pages):
            if isinstance(page, Problem):
                problems.append(page)
                continue
            came = read_page(page, self.reader.tables)
            problems += came.problems
            if came.report is not None:
                outcome, score = self._outcome(came.report, place in shard.repeats)
                taken.append((page, came.report, outcome, score))
        wanted = {report.id: report for _, report, outcome, _ in taken if outcome == READ}
        readings, broken = read_safely(self.reader, list(wanted.values()), self.task.now)
        problems += broken
        by_report = {reading.report: reading for reading in readings}
        problems += [problem for reading in readings for problem in reading.problems]
        reports: list[Row] = []
        claims: list[Row] = []
        for page, report, outcome, score in taken:
            reading = by_report.get(report.id) if outcome == READ else None
            reports.append(_report_row(page, report, outcome, score, reading))
            if reading:
                claims += _claim_rows(report, reading)
        told: list[Row] = [
            {"file": one.file, "report": one.report, "step": one.step, "message": one.message} for one in problems
        ]
        counts = {outcome: sum(1 for one in taken if one[2] == outcome) for outcome in (READ, REPEAT, SCREENED)}
        return ShardRows(reports, claims, told), counts

    def _outcome(self, report: Report, is_repeat: bool) -> tuple[str, float | None]:
        score = self.screen.score(report) if self.screen else None
        if score is not None and score <= 0:
            return SCREENED, score
        return (REPEAT if is_repeat else READ), score


def _differs(name: str, one: Run, other: Run) -> bool:
    return bool(getattr(one, name) != getattr(other, name))


def _report_row(page: Page, report: Report, outcome: str, score: float | None, reading: Reading | None) -> Row:
    kept = outcome != SCREENED
    places: dict[str, Place] = {}
    nouns = {
        "report": to_plain(report, places),
        "reading": to_plain(reading, places) if reading else None,
        "places": [place_row(place) for place in places.values()],
    }
    published = reading.published if reading else report.appearance.published
    return {
        "file": page.file,
        "sha256": report.sha256,
        "report": report.id,
        "outcome": outcome,
        "score": score,
        "outlet": report.appearance.outlet,
        "url": report.appearance.url,
        "title": report.title,
        "language": report.language,
        "published_earliest": _moment(published.earliest) if published else None,
        "published_latest": _moment(published.latest) if published else None,
        "claims": len(reading.claims) if reading else 0,
        "content": page.content if kept else None,
        "nouns": json.dumps(nouns, ensure_ascii=False) if kept else None,
    }


def _claim_rows(report: Report, reading: Reading) -> list[Row]:
    alone = Collection((report,), {report.id: (report.appearance,)}, (reading,), NOTHING)
    return [_claim_row(claim, alone) for claim in reading.claims]


def _claim_row(claim: Claim, alone: Collection) -> Row:
    line = claim_line(claim, alone, None).model_dump(mode="json")
    place, when = line["place"] or {}, line["when"] or {}
    own = {name: line.get(name) for name in CLAIMS.names if name in line and name not in ("place", "when")}
    return own | {
        "place": place.get("name"),
        "country": place.get("country"),
        "latitude": place.get("latitude"),
        "longitude": place.get("longitude"),
        "earliest": when.get("earliest"),
        "latest": when.get("latest"),
        "line": json.dumps(line, ensure_ascii=False),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
