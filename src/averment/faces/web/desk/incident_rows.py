"""Incidents as lines of a table, as points of a map, and their findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from averment.faces.shapes import place_shape, when_shape
from averment.faces.web import shapes
from averment.ledger.glances import Glance
from averment.ledger.rows import Row
from averment.model.collection import grouped
from averment.model.incident import Counts, Finding, Position

LINES = 50  # that a row of the table takes in memory
UNCOUNTED = Counts(0, 0, 0, 0)  # of a record drawn by an older version: settling anew counts


def incident_rows(glance: Glance, ids: Sequence[str]) -> list[shapes.IncidentRow]:
    """These incidents with their measures and with who stands behind them, in the order given."""
    return list(glance.each_settled("incident rows", ids, lambda some: _rows(glance, some), LINES).values())


def _rows(glance: Glance, ids: Sequence[str]) -> dict[str, shapes.IncidentRow]:
    findings = grouped((row["incident"], row) for row in glance.finding_rows(ids))
    episodes = glance.episode_of(ids)
    return {
        incident.id: shapes.IncidentRow(
            id=incident.id,
            title=incident.title,
            when=when_shape(incident.when),
            place=place_shape(incident.where),
            event_types=list(incident.event_types),
            parties=list(incident.parties),
            grade=incident.grade,
            episode=episodes.get(incident.id),
            claims=len(incident.claims),
            counts=counts_shape(incident.counts or UNCOUNTED),
            measures=[_measure(row, glance) for row in findings.get(incident.id, ())],
        )
        for incident in glance.incidents(ids)
    }


def finding_shapes(findings: Sequence[Finding], voices: Mapping[str, str]) -> list[shapes.FindingShape]:
    """The findings of one incident; `voices` tells the id of the voice of each claim."""
    return [finding_shape(number, finding, voices) for number, finding in _numbered(findings)]


def finding_shape(number: int, finding: Finding, voices: Mapping[str, str]) -> shapes.FindingShape:
    return shapes.FindingShape(
        number=number,
        measure=finding.measure,
        group=finding.group,
        scope=finding.scope,
        place=finding.place,
        side=finding.side,
        low=finding.low,
        high=finding.high,
        verdict=finding.verdict,
        reason=finding.reason,
        flags=list(finding.flags),
        counts=counts_shape(finding.counts),
        positions=[_position(position, voices) for position in finding.positions],
    )


def episode_rows(glance: Glance, rows: Iterable[Row]) -> list[shapes.EpisodeRow]:
    """Episodes with the number of their incidents."""
    held = list(rows)
    nouns = glance.episodes([row["id"] for row in held])
    return [
        shapes.EpisodeRow(
            id=episode.id,
            title=episode.title,
            when=when_shape(episode.when),
            in_passing=episode.in_passing,
            incidents=row["incidents"],
        )
        for row in held
        if (episode := nouns.get(row["id"]))
    ]


def counts_shape(counts: Counts) -> shapes.CountsShape:
    return shapes.CountsShape(reports=counts.reports, outlets=counts.outlets, texts=counts.texts, voices=counts.voices)


def _measure(row: Row, glance: Glance) -> shapes.MeasureRow:
    """The line of a finding, without its positions, which are long."""
    noun = row["noun"]
    return shapes.MeasureRow(
        number=row["position"] + 1,
        measure=row["measure"],
        group=row["group"],
        side=noun.get("side"),
        place=glance.hide(row["place"]) if row["place"] else None,
        low=noun.get("low"),
        high=noun.get("high"),
        verdict=row["verdict"],
        flags=noun.get("flags", []),
    )


def _position(position: Position, voices: Mapping[str, str]) -> shapes.PositionShape:
    return shapes.PositionShape(
        low=position.low,
        high=position.high,
        bound=position.bound,
        scope=position.scope,
        as_of=when_shape(position.as_of),
        claims=list(position.claims),
        voices=list(dict.fromkeys(voices[claim] for claim in position.claims if claim in voices)),
        counts=counts_shape(position.counts),
        superseded=position.superseded,
    )


def _numbered(findings: Iterable[Finding]) -> list[tuple[int, Finding]]:
    return list(enumerate(findings, start=1))
