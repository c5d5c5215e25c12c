"""What changed in the record of an incident, from one settling to the next, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from averment.faces.web.shapes import HistoryLine
from averment.faces.wording import VERDICT_WORDS, counted, range_words
from averment.ledger import page_queries
from averment.ledger.glances import Glance
from averment.ledger.rows import Row
from averment.model.collection import grouped
from averment.model.incident import Incident

Line = tuple[datetime, HistoryLine]


def history_of(glance: Glance, incident: str) -> list[HistoryLine]:
    """The changes of an incident and its figures, the newest first."""
    lines = [*_incident(glance, incident), *_findings(glance, incident)]
    return [line for _, line in sorted(lines, key=lambda one: (one[0], one[1].words), reverse=True)]


def _incident(glance: Glance, id: str) -> Iterator[Line]:
    rows = page_queries.incident_period(glance.connection, id)
    nouns = [glance.decode(Incident, row["noun"]) for row in rows]
    for row, noun in list(zip(rows, nouns, strict=True))[:1]:
        yield _line(row["from_moment"], "incident", f"first drawn, from {counted(len(noun.claims), 'claim')}", id)
    for (_, before), (row, after) in pairwise(zip(rows, nouns, strict=True)):
        yield from (_line(row["from_moment"], "incident", words, id) for words in _changes(before, after))
    if rows and rows[-1]["to_moment"]:
        yield _line(rows[-1]["to_moment"], "incident", "stands no more: its claims are in other incidents", id)


def _changes(before: Incident, after: Incident) -> Iterator[str]:
    added, gone = set(after.claims) - set(before.claims), set(before.claims) - set(after.claims)
    if added:
        yield f"{counted(len(added), 'claim')} came in"
    if gone:
        yield f"{counted(len(gone), 'claim')} left it"
    if before.title != after.title:
        yield f"was called “{before.title}”"


def _findings(glance: Glance, incident: str) -> Iterator[Line]:
    rows = page_queries.finding_period(glance.connection, incident)
    by_subject = grouped((_subject(row), row) for row in rows)
    for (measure, group, place, side), held in by_subject.items():
        of = " ".join(part for part in (measure, group, side and f"of {side}", place and f"in {place}") if part)
        yield from _figure(glance.hide(of), held, incident)


def _figure(of: str, held: Sequence[Row], incident: str) -> Iterator[Line]:
    first = held[0]
    yield _line(first["from_moment"], "figure", f"{of}: {_told(first)}", incident)
    for before, after in pairwise(held):
        if _told(before) != _told(after):
            yield _line(after["from_moment"], "figure", f"{of}: {_told(after)}, was {_told(before)}", incident)
    if held[-1]["to_moment"]:
        yield _line(held[-1]["to_moment"], "figure", f"{of}: no longer told, was {_told(held[-1])}", incident)


def _subject(row: Row) -> tuple[str, str, str | None, str | None]:
    return row["measure"], row["group"], row["place"], row["noun"].get("side")


def _told(row: Row) -> str:
    return f"{range_words(row['low'], row['high'])}, {VERDICT_WORDS[row['verdict']]}"


def _line(moment: datetime, kind: str, words: str, id: str) -> Line:
    return moment, HistoryLine(recorded_at=moment.isoformat(timespec="seconds"), kind=kind, words=words, id=id)
