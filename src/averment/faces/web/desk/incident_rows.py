"""Incidents as lines of a table, as points of a map, and their findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from averment.faces.shapes import place_shape, when_shape
from averment.faces.web import shapes
from averment.ledger.glances import Glance
from averment.ledger.rows import Row
from averment.model.collection import grouped
from averment.model.incident import Counts, Episode, Finding, Incident, Position

HALF = 2  # a claim is copied with its passage where that holds at least one half of its words


def incident_rows(glance: Glance, incidents: Sequence[Incident]) -> list[shapes.IncidentRow]:
    """The incidents with their measures and with who stands behind them, in the order given."""
    ids = [incident.id for incident in incidents]
    findings = grouped((finding.incident, finding) for finding in glance.findings(ids))
    episodes = glance.episode_of(ids)
    counts = count_all(glance, ids)
    return [
        shapes.IncidentRow(
            id=incident.id,
            title=incident.title,
            when=when_shape(incident.when),
            place=place_shape(incident.where),
            event_types=list(incident.event_types),
            parties=list(incident.parties),
            grade=None,
            episode=episodes.get(incident.id),
            claims=len(incident.claims),
            counts=counts[incident.id],
            measures=[_measure(number, finding) for number, finding in _numbered(findings.get(incident.id, ()))],
        )
        for incident in incidents
    ]


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
    nouns = {row["id"]: glance.decode(Episode, row["noun"]) for row in glance.episodes([row["id"] for row in held])}
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


def count_all(glance: Glance, incidents: Collection[str]) -> dict[str, shapes.CountsShape]:
    """Who stands behind each of these incidents, kept while the ledger does not change."""
    known = glance.once_settled("counts of incidents", dict[str, shapes.CountsShape])
    missing = [incident for incident in incidents if incident not in known]
    if missing:
        known.update(_counted(glance, missing))
    return {incident: known[incident] for incident in incidents}


def counts_shape(counts: Counts) -> shapes.CountsShape:
    return shapes.CountsShape(reports=counts.reports, outlets=counts.outlets, texts=counts.texts, voices=counts.voices)


def _counted(glance: Glance, incidents: Collection[str]) -> dict[str, shapes.CountsShape]:
    members = grouped((row["incident"], row) for row in glance.members(incidents))
    reports = sorted({row["report"] for rows in members.values() for row in rows})
    seen = grouped((row["report"], (row["outlet"], row["url"] or row["file"])) for row in glance.seen_at(reports))
    passages = grouped((row["report"], row) for row in glance.passages(reports))
    return {incident: _count(members.get(incident, ()), seen, passages) for incident in incidents}


def _count(
    members: Sequence[Row],
    seen: Mapping[str, tuple[tuple[str | None, str | None], ...]],
    passages: Mapping[str, tuple[Row, ...]],
) -> shapes.CountsShape:
    """Codebook, section 3: what cannot be placed is its own."""
    reports = {row["report"] for row in members}
    places = {(report, *place) for report in reports for place in seen.get(report, ())}
    return shapes.CountsShape(
        reports=len(places),
        outlets=len({outlet or report for report, outlet, _ in places}),
        texts=len({_text(row, passages.get(row["report"], ())) for row in members}),
        voices=len({row["voice"] for row in members}),
    )


def _text(claim: Row, passages: Sequence[Row]) -> str:
    """The family that the words stand in, or their report where they are its own."""
    for passage in passages:
        shared = min(passage["end"], claim["end"]) - max(passage["start"], claim["start"])
        if shared * HALF >= claim["end"] - claim["start"]:
            return str(passage["family"])
    return str(claim["report"])


def _measure(number: int, finding: Finding) -> shapes.MeasureRow:
    return shapes.MeasureRow(
        number=number,
        measure=finding.measure,
        group=finding.group,
        side=finding.side,
        place=finding.place,
        low=finding.low,
        high=finding.high,
        verdict=finding.verdict,
        flags=list(finding.flags),
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
