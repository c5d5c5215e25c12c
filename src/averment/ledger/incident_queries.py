"""Which incidents are asked for, and the lists, points and findings of those."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, func, or_, select

from averment.ledger.derived import EVENT_TYPE, GRADE, PARTY
from averment.ledger.lookups import incident_facets
from averment.ledger.page_queries import count, rows, stands
from averment.ledger.rows import Row
from averment.ledger.schema import claims, episode_incidents, findings, incident_claims, incidents
from averment.ledger.words import says


@dataclass(frozen=True, slots=True)
class Filter:
    """Which incidents are asked for; None asks for all. `box` is west, south, east, north in degrees."""

    text: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    place: str | None = None
    party: str | None = None
    measure: str | None = None
    verdict: str | None = None
    grade: str | None = None
    event_type: str | None = None
    episode: str | None = None
    box: tuple[float, float, float, float] | None = None


ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "when": (incidents.c.earliest.is_(None), incidents.c.earliest, incidents.c.id),
    "-when": (incidents.c.earliest.is_(None), incidents.c.earliest.desc(), incidents.c.id),
    "title": (incidents.c.title, incidents.c.id),
}


def incident_count(connection: Connection, wanted: Filter) -> int:
    return count(connection, incidents, *_asked(wanted))


def incident_ids(connection: Connection, wanted: Filter, order: str) -> tuple[str, ...]:
    """All of the incidents asked for, in this order, as ids."""
    return tuple(connection.execute(select(incidents.c.id).where(*_asked(wanted)).order_by(*ORDERS[order])).scalars())


def incidents_titled(connection: Connection, text: str) -> set[str]:
    """The incidents that have this text in their title."""
    asked = select(incidents.c.id).where(stands(incidents), incidents.c.title.icontains(text, autoescape=True))
    return set(connection.execute(asked).scalars())


def incident_points(connection: Connection) -> list[Row]:
    """What a map and a timeline need of each incident, without its noun."""
    columns = (incidents.c[name] for name in ("id", "title", "latitude", "longitude", "earliest", "latest", "place"))
    precision = incidents.c.noun["where"]["precision"].as_string().label("precision")
    return rows(connection, select(*columns, precision).where(stands(incidents)))


def measured(connection: Connection, measure: str) -> list[Row]:
    """The findings of one measure, without their positions."""
    names = ("incident", "position", "group", "place", "low", "high", "verdict")
    asked = select(*(findings.c[name] for name in names), findings.c.noun["flags"].label("flags"))
    return rows(connection, asked.where(stands(findings), findings.c.measure == measure))


def finding_numbers(connection: Connection, wanted: Filter) -> tuple[int, ...]:
    """All findings of the incidents asked for; with a measure or a verdict only those that have it."""
    asked = _findings_of(wanted, select(findings.c.number)).order_by(*ORDERS["when"], findings.c.position)
    return tuple(connection.execute(asked).scalars())


def finding_rows(connection: Connection, numbers: Collection[int]) -> list[Row]:
    """The lines of these findings, in the order of the numbers."""
    columns = (findings.c[name] for name in ("number", "incident", "position", "noun"))
    found = {row["number"]: row for row in rows(connection, select(*columns).where(findings.c.number.in_(numbers)))}
    return [found[number] for number in numbers]


def facet_counts(connection: Connection) -> list[Row]:
    """How many incidents have each party and each type of event."""
    number = func.count().label("incidents")
    asked = select(incident_facets.c.facet, incident_facets.c.value, number).where(stands(incident_facets))
    return rows(connection, asked.group_by(incident_facets.c.facet, incident_facets.c.value))


def finding_counts(connection: Connection, column: Column[Any]) -> list[Row]:
    """How many incidents have a finding with each value of the column."""
    number = func.count(func.distinct(findings.c.incident)).label("incidents")
    return rows(connection, select(column.label("value"), number).where(stands(findings)).group_by(column))


def _asked(wanted: Filter) -> list[ColumnElement[bool]]:
    """The conditions that an incident must fulfil."""
    found = [stands(incidents)]
    if wanted.since is not None:
        found.append(or_(incidents.c.latest.is_(None), incidents.c.latest >= wanted.since))
    if wanted.until is not None:
        found.append(or_(incidents.c.earliest.is_(None), incidents.c.earliest <= wanted.until))
    if (wanted.since or wanted.until) is not None:
        found.append(or_(incidents.c.earliest.is_not(None), incidents.c.latest.is_not(None)))
    if wanted.box is not None:
        west, south, east, north = wanted.box
        found.append(incidents.c.latitude.between(south, north))
        found.append(
            incidents.c.longitude.between(west, east)
            if west <= east
            else or_(incidents.c.longitude >= west, incidents.c.longitude <= east)
        )
    if wanted.place is not None:
        found.append(incidents.c.place.icontains(wanted.place, autoescape=True))
    found += [_has_facet(PARTY, wanted.party)] if wanted.party is not None else []
    found += [_has_facet(EVENT_TYPE, wanted.event_type)] if wanted.event_type is not None else []
    found += [_has_facet(GRADE, wanted.grade)] if wanted.grade is not None else []
    found += [_has_finding(wanted)] if wanted.measure is not None or wanted.verdict is not None else []
    if wanted.episode is not None:
        members = select(episode_incidents.c.incident).where(episode_incidents.c.episode == wanted.episode)
        found.append(incidents.c.id.in_(members.where(stands(episode_incidents))))
    if wanted.text is not None:
        found.append(or_(incidents.c.title.icontains(wanted.text, autoescape=True), _has_words(wanted.text)))
    return found


def _has_facet(facet: str, value: str) -> ColumnElement[bool]:
    told = (incident_facets.c.value == value, incident_facets.c.facet == facet, stands(incident_facets))
    return incidents.c.id.in_(select(incident_facets.c.incident).where(*told))


def _has_finding(wanted: Filter) -> ColumnElement[bool]:
    return incidents.c.id.in_(select(findings.c.incident).where(stands(findings), *_measured(wanted)))


def _measured(wanted: Filter) -> list[ColumnElement[bool]]:
    told = [findings.c.measure == wanted.measure] if wanted.measure is not None else []
    return told + ([findings.c.verdict == wanted.verdict] if wanted.verdict is not None else [])


def _has_words(text: str) -> ColumnElement[bool]:
    """Whether a claim of the incident has the words in its evidence."""
    saying = select(claims.c.id).where(says(text))
    member = select(incident_claims.c.incident).where(incident_claims.c.claim.in_(saying), stands(incident_claims))
    return incidents.c.id.in_(member)


def _findings_of(wanted: Filter, asked: Select[Any]) -> Select[Any]:
    joined = asked.select_from(findings).join(incidents, incidents.c.id == findings.c.incident)
    return joined.where(stands(findings), *_asked(wanted), *_measured(wanted))
