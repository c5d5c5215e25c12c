"""The first page: which incidents there are, on a table, a map and a timeline, and what they can be filtered by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from averment.faces.shapes import when_shape
from averment.faces.web import filter_shapes, shapes
from averment.faces.web.desk.gathered import saying
from averment.faces.web.desk.incident_rows import episode_rows, finding_shape, incident_rows
from averment.faces.web.desk.listing import Listing, asked_shape
from averment.faces.web.desk.problems import count_problems
from averment.faces.web.desk.queue import count_review
from averment.faces.web.desk.reports import every_report
from averment.ledger import claim_queries, incident_queries, page_queries, schema
from averment.ledger.claim_queries import ClaimFilter
from averment.ledger.derived import EVENT_TYPE, GRADE, PARTY
from averment.ledger.glances import Glance
from averment.ledger.incident_queries import Filter
from averment.ledger.page_queries import Slice
from averment.ledger.rows import Row
from averment.model.incident import Finding, Incident

MOST_EPISODES = 200
KILLED = "killed"
POINT = ("id", "title", "latitude", "longitude", "precision", "earliest", "latest", "place")
NO_FIGURE: Row = {"low": None, "high": None, "verdict": None, "flags": [], "number": None}


def overview(glance: Glance, listing: Listing) -> shapes.Overview:
    """The incidents asked for, with the totals of the ledger and the values that filters can take."""
    return shapes.Overview(
        totals=glance.once("totals", lambda: _totals(glance)),
        asked=asked_shape(listing.filter),
        choices=glance.once_settled("choices", lambda: _choices(glance)),
        episodes=glance.once_settled("episodes", lambda: _latest_episodes(glance)),
        found=incident_list(glance, listing),
    )


def incident_list(glance: Glance, listing: Listing) -> shapes.IncidentList:
    """A page of the incidents asked for."""
    ids = _ids(glance, listing.filter, listing.sort)
    return shapes.IncidentList(
        paging=listing.paged.of(len(ids)), incidents=incident_rows(glance, listing.paged.part(ids))
    )


def _ids(glance: Glance, wanted: Filter, order: str) -> tuple[str, ...]:
    """All of the incidents asked for: whoever turns the pages of a list asks for it again and again."""
    return glance.once_settled(("incidents", wanted, order), lambda: _asked(glance, wanted, order))


def _asked(glance: Glance, wanted: Filter, order: str) -> tuple[str, ...]:
    if wanted.text is None:
        return incident_queries.incident_ids(glance.connection, wanted, order)
    having = saying(glance, wanted.text).incidents | incident_queries.incidents_titled(glance.connection, wanted.text)
    return tuple(id for id in _ids(glance, replace(wanted, text=None), order) if id in having)


def points(glance: Glance, wanted: Filter) -> shapes.Points:
    """All of the incidents asked for, with the figure of the measure asked for, else of the killed."""
    measure = wanted.measure or KILLED
    every = glance.once_settled("points", lambda: _every_point(glance))
    told = glance.once_settled(("figures", measure), lambda: _figures(glance, measure))
    ids = _ids(glance, wanted, "when")
    rows, figures = [every[id] for id in ids if id in every], [told.get(id, NO_FIGURE) for id in ids if id in every]
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in POINT}
    columns |= {name: [row[name] for row in figures] for name in NO_FIGURE}
    return shapes.Points.model_construct(None, **columns)  # thousands of values that were checked when they were kept


def _every_point(glance: Glance) -> dict[str, Row]:
    """What a map and a timeline need of each incident, by its id."""
    rows = incident_queries.incident_points(glance.connection)
    return {
        row["id"]: {
            **row,
            "title": glance.hide(row["title"]),
            "place": row["place"] and glance.hide(row["place"]),
            "earliest": row["earliest"] and row["earliest"].isoformat(),
            "latest": row["latest"] and row["latest"].isoformat(),
        }
        for row in rows
    }


def _figures(glance: Glance, measure: str) -> dict[str, Row]:
    """The figure of one measure in each incident that has one."""
    found = _widest(incident_queries.measured(glance.connection, measure))
    return {
        incident: {
            "low": row["low"],
            "high": row["high"],
            "verdict": row["verdict"],
            "flags": row["flags"] or [],
            "number": row["position"] + 1,
        }
        for incident, row in found.items()
    }


def finding_list(glance: Glance, listing: Listing) -> shapes.FindingList:
    """A page of the findings of the incidents asked for."""
    wanted = listing.filter
    numbers = glance.once_settled(
        ("findings", wanted), lambda: incident_queries.finding_numbers(glance.connection, wanted)
    )
    rows = incident_queries.finding_rows(glance.connection, listing.paged.part(numbers))
    nouns = [glance.decode(Finding, row["noun"]) for row in rows]
    incidents = {incident.id: incident for incident in glance.incidents(list({row["incident"] for row in rows}))}
    claims = [claim for noun in nouns for position in noun.positions for claim in position.claims]
    voices = {claim: voice.id for claim, voice in glance.voices(claims).items()}
    return shapes.FindingList(
        paging=listing.paged.of(len(numbers)),
        findings=[
            _finding_row(row, noun, incidents[row["incident"]], voices) for row, noun in zip(rows, nouns, strict=True)
        ],
    )


def _finding_row(row: Row, noun: Finding, incident: Incident, voices: Mapping[str, str]) -> shapes.FindingRow:
    shown = finding_shape(row["position"] + 1, noun, voices)
    when = when_shape(incident.when)
    return shapes.FindingRow(**dict(shown), incident=incident.id, title=incident.title, when=when)


def is_drawn(glance: Glance) -> bool:
    """Whether the record knows its voices, or nothing was read that could have one."""
    has_voices = claim_queries.voice_count(glance.connection, None) > 0
    return has_voices or page_queries.count(glance.connection, schema.claims) == 0


def _latest_episodes(glance: Glance) -> list[shapes.EpisodeRow]:
    return episode_rows(glance, page_queries.episode_sizes(glance.connection, None, Slice(MOST_EPISODES)))


def _totals(glance: Glance) -> shapes.Totals:
    connection = glance.connection
    return shapes.Totals(
        reports=len(every_report(glance)),
        claims=claim_queries.claim_count(connection, ClaimFilter()),
        incidents=incident_queries.incident_count(connection, Filter()),
        episodes=page_queries.count(connection, schema.episodes, page_queries.stands(schema.episodes)),
        voices=claim_queries.voice_count(connection, None),
        problems=count_problems(glance),
        to_review=count_review(glance),
    )


def _choices(glance: Glance) -> filter_shapes.Choices:
    facets = incident_queries.facet_counts(glance.connection)
    return filter_shapes.Choices(
        parties=_most_first([row for row in facets if row["facet"] == PARTY]),
        measures=_most_first(incident_queries.finding_counts(glance.connection, schema.findings.c.measure)),
        verdicts=_most_first(incident_queries.finding_counts(glance.connection, schema.findings.c.verdict)),
        grades=_most_first([row for row in facets if row["facet"] == GRADE]),
        event_types=_most_first([row for row in facets if row["facet"] == EVENT_TYPE]),
    )


def _most_first(rows: Sequence[Row]) -> list[filter_shapes.Choice]:
    ranked = sorted(rows, key=lambda row: (-row["incidents"], row["value"]))
    return [filter_shapes.Choice(value=row["value"], incidents=row["incidents"]) for row in ranked]


def _widest(rows: Sequence[Row]) -> dict[str, Row]:
    """Of several figures of one incident that of the widest group, which comes first."""
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (row["group"] != "people", row["place"] is not None, row["position"])):
        found.setdefault(row["incident"], row)
    return found
