"""The worked cases of `docs/cases`: invented reports, and beside them the record that must follow.

A case is a title, a paragraph that says what it shows, reports ("--- Outlet, 2031-05-02" and their words), and what
must follow: "--- record" is all of it, "--- ucdp", "--- acled" and "--- airwars" are some fields of the codebook's row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from averment.faces.wording import FLAG_WORDS, VERDICT_WORDS, amount_words, counted, range_words, when_words
from averment.ingest.page import Hints, Page
from averment.knowledge.tables import Tables
from averment.matching.codebooks.case import CodebookRules, case_of
from averment.matching.codebooks.rows import codebook_rows
from averment.model.codebook import Codebook
from averment.model.collection import Collection
from averment.model.incident import Finding, Incident
from averment.pipeline import explain
from averment.settings import Settings

FOLDER = Path(__file__).parents[1] / "docs" / "cases"
TABLES = FOLDER / "tables"
HEAD = re.compile(r"^--- (.+)\n+", re.MULTILINE)
FOLLOWS = ("record", "ucdp", "acled", "airwars")


@dataclass(frozen=True, slots=True)
class Case:
    """A file of cases. `follows` holds the lines that must follow, under record, ucdp, acled, airwars."""

    path: Path
    pages: tuple[Page, ...]
    follows: dict[str, tuple[str, ...]]


def cases() -> list[Case]:
    """Every case, in the order of its name."""
    return [read_case(path) for path in sorted(FOLDER.glob("*.txt"))]


def read_case(path: Path) -> Case:
    _, *parts = HEAD.split(path.read_text(encoding="utf-8"))
    pages, follows = [], {}
    for number, (head, text) in enumerate(zip(parts[::2], parts[1::2], strict=True)):
        if head in FOLLOWS:
            follows[head] = tuple(line.rstrip() for line in text.splitlines() if line.strip())
        else:
            pages.append(_page(f"{path.stem}-{number + 1}.txt", head, text))
    return Case(path, tuple(pages), follows)


def _page(name: str, head: str, text: str) -> Page:
    """ "Outlet, 2031-05-02T18:00, https://outlet.example/1": what is declared beside a report; "-" for nothing."""
    outlet, published, url = (*(None if part == "-" else part for part in head.split(", ")), None, None)[:3]
    hints = Hints(outlet=outlet, published=published, url=url, published_by="declared beside the report")
    return Page(name, text.strip().encode() + b"\n", hints=hints)


@lru_cache(maxsize=64)
def collected(path: Path) -> Collection:
    """What is read and settled from the reports of a case."""
    (collection,) = explain(read_case(path).pages, Settings(tables=TABLES))
    return collection


def told(collection: Collection) -> Iterator[str]:
    """The record in lines: incidents, their figures with verdict, flags and counts, each position with its voices."""
    passing = {one for episode in collection.record.episodes if episode.in_passing for one in episode.incidents}
    for incident in collection.record.incidents:
        yield f"{_where(incident)}, {when_words(incident.when)}{' (in passing)' if incident.id in passing else ''}"
        for finding in collection.findings_of(incident.id):
            yield from _finding(finding)
        events = list(incident.event_types)
        if events:
            yield f"  {'; '.join(events)}"
        denied = [claim for claim in incident.claims if collection.denied_by(claim)]
        yield from sorted(
            {f"  denied by {_voice(by, collection)}" for one in denied for by in collection.denied_by(one)}
        )


def rows(codebook: Codebook, collection: Collection) -> Iterator[dict[str, str]]:
    """The rows that a codebook makes of the incidents, a blank field as an empty word."""
    rules = CodebookRules(Tables(TABLES))
    for incident in collection.record.incidents:
        for row in codebook_rows(codebook, case_of(incident, collection, rules)):
            yield {cell.column: "" if cell.value is None else str(cell.value) for cell in row.cells}


def asked(lines: Sequence[str]) -> list[dict[str, str]]:
    """The fields that a case asks for, row by row: "best: 12"; a line "and" begins the next row."""
    found: list[dict[str, str]] = [{}]
    for line in lines:
        if line == "and":
            found.append({})
            continue
        column, _, value = line.partition(":")
        found[-1][column] = value.strip()
    return found


def _where(incident: Incident) -> str:
    place = incident.where
    return place.place.name if place and place.place else place.name if place else "somewhere"


def _finding(finding: Finding) -> Iterator[str]:
    flags = "".join(f", {FLAG_WORDS[flag]}" for flag in finding.flags)
    place = f" in {finding.place} alone" if finding.place else ""
    side = f" of {finding.side}" if finding.side else ""
    numbers = range_words(finding.low, finding.high)
    yield f"  {finding.measure} {finding.group}{side}{place}: {numbers}, {VERDICT_WORDS[finding.verdict]}{flags}"
    for position in finding.positions:
        words = amount_words(position.low, position.high, position.bound)
        gone = " (superseded)" if position.superseded else ""
        yield f"    {words}{gone}: {', '.join(position.voices)} · {_counts(position.counts)}"


def _counts(counts: object) -> str:
    named = ((getattr(counts, f"{noun}s"), noun) for noun in ("report", "outlet", "text", "voice"))
    return ", ".join(counted(number, noun) for number, noun in named)


def _voice(claim: str, collection: Collection) -> str:
    return collection.claim(claim).attribution.speaker.name or "the outlet"


def differs(expected: Sequence[str], found: Sequence[str]) -> str:
    """The two beside each other, for the message of a test."""
    return "\n".join(("expected:", *expected, "found:", *found))
