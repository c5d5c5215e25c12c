"""What settling derives, as rows: one table for each kind of noun in a Record, and tables to look members up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Table

from averment.ledger import lookups, schema
from averment.ledger.plain import Places, from_plain, to_plain
from averment.ledger.rows import Row, canonical, period, place, small
from averment.model.collection import grouped
from averment.model.ids import Part, content_id
from averment.model.incident import (
    Denial,
    Episode,
    Finding,
    Heard,
    Incident,
    Judgement,
    KnownVoice,
    Record,
)
from averment.model.report import Copy, Family
from averment.model.run import Problem
from averment.model.when_where import Place

PARTY, EVENT_TYPE, GRADE = "party", "event_type", "grade"  # the facets by which incidents are looked up


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of derived rows comes from a record. `order` are the columns in which a record lists it."""

    table: Table
    rows: Callable[[Record, dict[str, Place]], Iterator[Row]]
    order: tuple[str, ...]


def rows_of(kind: Kind, record: Record, places: dict[str, Place]) -> Iterator[Row]:
    """The rows of this kind, each with the hash of its content as its digest; one at a time, since they are many."""
    return ({**row, "digest": content_id(*_content(row))} for row in kind.rows(record, places))


def record_of(rows: dict[str, list[Row]], aliases: dict[str, tuple[str, ...]], places: Places) -> Record:
    """The record of these rows, by table: in a fixed order, whatever the order in which it was derived."""

    def nouns(table: Table, kind: type[Any]) -> tuple[Any, ...]:
        return tuple(from_plain(kind, row["noun"], places) for row in rows[table.name])

    return Record(
        copies=nouns(schema.copies, Copy),
        families=nouns(schema.families, Family),
        judgements=nouns(schema.judgements, Judgement),
        incidents=tuple(
            replace(incident, aliases=aliases.get(incident.id, ())) for incident in nouns(schema.incidents, Incident)
        ),
        episodes=nouns(schema.episodes, Episode),
        findings=nouns(schema.findings, Finding),
        denials=tuple(Denial(row["claim"], row["denies"]) for row in rows[schema.denials.name]),
        problems=nouns(schema.settle_problems, Problem),
        voices=_heard(nouns(lookups.voices, KnownVoice), rows[lookups.voice_claims.name]),
    )


def _heard(voices: tuple[KnownVoice, ...], spoken: list[Row]) -> tuple[Heard, ...]:
    claims = grouped((row["voice"], row["claim"]) for row in spoken)
    return tuple(Heard(voice, claims.get(voice.id, ())) for voice in voices)


def _copies(record: Record, places: dict[str, Place]) -> Iterator[Row]:
    for copy in record.copies:
        yield {
            "first_report": copy.first.report,
            "first_start": copy.first.span.start,
            "first_end": copy.first.span.end,
            "second_report": copy.second.report,
            "second_start": copy.second.span.start,
            "second_end": copy.second.span.end,
            "words": copy.words,
            "share": copy.share,
            "noun": to_plain(copy, places),
        }


def _families(record: Record, places: dict[str, Place]) -> Iterator[Row]:
    for family in record.families:
        yield {"id": family.id, "noun": to_plain(family, places)}


def _family_passages(record: Record, _places: dict[str, Place]) -> Iterator[Row]:
    for family in record.families:
        for passage in family.passages:
            span = passage.span
            yield {"family": family.id, "report": passage.report, "start": span.start, "end": span.end}


def _judgements(record: Record, places: dict[str, Place]) -> Iterator[Row]:
    for judgement in record.judgements:
        yield {
            "first": judgement.first,
            "second": judgement.second,
            "judged": judgement.judged.value,
            "score": judgement.score,
            "decided_by": judgement.decided_by,
            "noun": to_plain(judgement, places),
        }


def _incidents(record: Record, places: dict[str, Place]) -> Iterator[Row]:
    for incident in record.incidents:
        yield {
            "id": incident.id,
            "title": incident.title,
            **period(incident.when),
            **place(incident.where),
            "noun": to_plain(replace(incident, aliases=()), places),
        }


def _incident_claims(record: Record, _places: dict[str, Place]) -> Iterator[Row]:
    for incident in record.incidents:
        for claim in incident.claims:
            yield {"incident": incident.id, "claim": claim}


def _episodes(record: Record, places: dict[str, Place]) -> Iterator[Row]:
    for episode in record.episodes:
        yield {
            "id": episode.id,
            "title": episode.title,
            **period(episode.when),
            "in_passing": episode.in_passing,
            "noun": to_plain(episode, places),
        }


def _episode_incidents(record: Record, _places: dict[str, Place]) -> Iterator[Row]:
    for episode in record.episodes:
        for incident in episode.incidents:
            yield {"episode": episode.id, "incident": incident}


def _findings(record: Record, places: dict[str, Place]) -> Iterator[Row]:
    positions: dict[str, int] = {}
    for finding in record.findings:
        position = positions[finding.incident] = positions.get(finding.incident, -1) + 1
        yield {
            "incident": finding.incident,
            "position": position,
            "measure": finding.measure,
            "group": finding.group,
            "scope": finding.scope.value,
            "place": finding.place,
            "low": small(finding.low),
            "high": small(finding.high),
            "verdict": finding.verdict.value,
            "noun": to_plain(finding, places),
        }


def _denials(record: Record, _places: dict[str, Place]) -> Iterator[Row]:
    for denial in record.denials:
        yield {"claim": denial.claim, "denies": denial.denies}


def _voices(record: Record, places: dict[str, Place]) -> Iterator[Row]:
    for heard in record.voices:
        voice = heard.voice
        plain = to_plain(voice, places)
        yield {"id": voice.id, "name": voice.name, "kind": voice.kind.value, "party": voice.party, "noun": plain}


def _voice_claims(record: Record, _places: dict[str, Place]) -> Iterator[Row]:
    for heard in record.voices:
        for claim in heard.claims:
            yield {"voice": heard.voice.id, "claim": claim}


def _incident_facets(record: Record, _places: dict[str, Place]) -> Iterator[Row]:
    for incident in record.incidents:
        for party in incident.parties:
            yield {"incident": incident.id, "facet": PARTY, "value": party}
        for event_type in incident.event_types:
            yield {"incident": incident.id, "facet": EVENT_TYPE, "value": event_type.value}
        if incident.grade is not None:
            yield {"incident": incident.id, "facet": GRADE, "value": incident.grade.value}


def _settle_problems(record: Record, places: dict[str, Place]) -> Iterator[Row]:
    for problem in record.problems:
        first, second = (*problem.about, None, None)[:2]
        plain = to_plain(problem, places)
        yield {"step": problem.step, "report": problem.report, "first": first, "second": second, "noun": plain}


def _content(row: Row) -> tuple[Part, ...]:
    """What a row says: its noun where it holds one, else its columns; the position of a finding is part of it."""
    return (row.get("position"), canonical(row["noun"])) if "noun" in row else tuple(row.values())


PROBLEM_ORDER = ("step", "report", "digest")
KINDS = (
    Kind(schema.copies, _copies, ("first_report", "first_start", "second_report", "second_start", "first_end")),
    Kind(schema.families, _families, ("id",)),
    Kind(schema.family_passages, _family_passages, ("family", "report", "start")),
    Kind(schema.judgements, _judgements, ("first", "second", "decided_by")),
    Kind(schema.incidents, _incidents, ("id",)),
    Kind(schema.incident_claims, _incident_claims, ("incident", "claim")),
    Kind(schema.episodes, _episodes, ("id",)),
    Kind(schema.episode_incidents, _episode_incidents, ("episode", "incident")),
    Kind(schema.findings, _findings, ("incident", "position")),
    Kind(schema.denials, _denials, ("claim", "denies")),
    Kind(lookups.voices, _voices, ("id",)),
    Kind(lookups.voice_claims, _voice_claims, ("voice", "claim")),
    Kind(lookups.incident_facets, _incident_facets, ("incident", "facet", "value")),
    Kind(schema.settle_problems, _settle_problems, PROBLEM_ORDER),
)
