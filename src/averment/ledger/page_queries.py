"""The questions that pages put to the tables, one function one statement; all are about the present."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from averment.ledger.lookups import late_decisions
from averment.ledger.rows import Row
from averment.ledger.schema import (
    appearances,
    decision_anchors,
    decisions,
    denials,
    entries,
    episode_incidents,
    episodes,
    findings,
    incident_aliases,
    incident_claims,
    incidents,
    judgements,
    readings,
    reports,
    texts,
)
from averment.model.incident import JudgedAs

LATER_READING = readings.alias("later_reading")
LATER_BYTES = appearances.alias("later_bytes")

FIGURE = ("measure", "group", "place", "low", "high", "verdict", "noun")
OF: BindParameter[Any] = bindparam("of", expanding=True)  # what a statement that is put together once is asked for


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list is wanted."""

    limit: int
    offset: int = 0


def last_entry(connection: Connection) -> int:
    """The state of the ledger: the same number, the same ledger."""
    return int(connection.execute(_last_entry()).scalar() or 0)


@cache
def _last_entry() -> Select[Any]:
    return select(func.max(entries.c.number))


def last_settle(connection: Connection) -> int:
    """The entry at which the record was drawn anew last."""
    asked = select(entries.c.number).where(entries.c.kind == "settle").order_by(entries.c.number.desc()).limit(1)
    return int(connection.execute(asked).scalar() or 0)


def count(connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(*where)).scalar() or 0)


def stands(table: Table) -> ColumnElement[bool]:
    """Whether a derived row holds today."""
    return table.c.until.is_(None)


def now(connection: Connection, column: Column[Any], values: Collection[Any], *wanted: str) -> list[Row]:
    """The wanted columns of the derived rows of today in which the column holds one of these values, in their order."""
    return rows(connection, _standing(column, wanted), of=values)


@cache
def _standing(column: Column[Any], wanted: tuple[str, ...]) -> Select[Any]:
    table = column.table
    asked = select(*(table.c[name] for name in wanted)).where(column.in_(OF), table.c.until.is_(None))
    return asked.order_by(*((table.c.incident, table.c.position) if table is findings else (table.c.number,)))


def incident_period(connection: Connection, id: str) -> list[Row]:
    """The lines under which an incident stood, with when each was recorded and when it ended."""
    return rows(connection, _periods(incidents.c.id, ("noun",)), of=[id])


def finding_period(connection: Connection, incident: str) -> list[Row]:
    """Every finding that an incident ever had, with when each was recorded and when it ended."""
    return rows(connection, _periods(findings.c.incident, FIGURE), of=[incident])


@cache
def _periods(column: Column[Any], wanted: tuple[str, ...]) -> Select[Any]:
    table, began, ended = column.table, entries.alias("began"), entries.alias("ended")
    moments = (began.c.recorded_at.label("from_moment"), ended.c.recorded_at.label("to_moment"))
    asked = select(*(table.c[name] for name in wanted), *moments).join(began, began.c.number == table.c.since)
    order = (table.c.since, table.c.position) if table is findings else (table.c.since,)
    return asked.outerjoin(ended, ended.c.number == table.c.until).where(column.in_(OF)).order_by(*order)


def episode_sizes(connection: Connection, ids: Collection[str] | None, part: Slice) -> list[Row]:
    """Episodes with the number of their incidents, the latest first; None asks for all."""
    number = func.count(episode_incidents.c.incident).label("incidents")
    which = () if ids is None else (episodes.c.id.in_(ids),)
    members = (episode_incidents.c.episode == episodes.c.id) & stands(episode_incidents)
    asked = select(episodes, number).outerjoin(episode_incidents, members).where(stands(episodes), *which)
    order = (episodes.c.in_passing, episodes.c.earliest.is_(None), episodes.c.earliest.desc(), episodes.c.id)
    columns = [column for column in episodes.c if column.name != "noun"]
    asked = asked.with_only_columns(*columns, number).group_by(*columns)
    return rows(connection, asked.order_by(*order).limit(part.limit).offset(part.offset))


def episode_members(connection: Connection, id: str, part: Slice) -> list[str]:
    """The incidents of an episode, in the order of time, as ids."""
    joined = (episode_incidents.c.incident == incidents.c.id) & stands(episode_incidents)
    asked = select(incidents.c.id).join(episode_incidents, joined).where(episode_incidents.c.episode == id)
    asked = asked.where(stands(incidents)).order_by(
        incidents.c.earliest.is_(None), incidents.c.earliest, incidents.c.id
    )
    return list(connection.execute(asked.limit(part.limit).offset(part.offset)).scalars())


def alias_target(connection: Connection, alias: str) -> str | None:
    """Where an earlier id of an incident leads today."""
    asked = select(incident_aliases.c.incident).where(incident_aliases.c.alias == alias, stands(incident_aliases))
    return connection.execute(asked).scalar()


def all_denials(connection: Connection) -> list[tuple[int, str, str]]:
    """Every denial of today, in the order in which they were found: its number, the claim, and the one it denies."""
    columns = (denials.c.number, denials.c.claim, denials.c.denies)
    asked = select(*columns).where(stands(denials)).order_by(denials.c.number)
    return [(number, claim, denies) for number, claim, denies in connection.execute(asked)]


def latest_readings(connection: Connection, of: Collection[str]) -> list[Row]:
    """The last reading of each of these reports."""
    return rows(connection, _latest_readings(), of=of)


@cache
def _latest_readings() -> Select[Any]:
    return select(readings).where(readings.c.report.in_(OF), ~read_again(readings.c.report, readings.c.number))


def texts_of(connection: Connection, of: Collection[str]) -> list[Row]:
    """Every text of these reports, the newest last."""
    return rows(connection, _texts_of(), of=of)


@cache
def _texts_of() -> Select[Any]:
    columns = (texts.c[name] for name in ("id", "report", "length", "text", "title", "noun"))
    return select(*columns).where(texts.c.report.in_(OF)).order_by(texts.c.entry, texts.c.id)


def standing_appearances(connection: Connection, of: Collection[str]) -> list[Row]:
    """Where these reports are seen, in the order recorded; left out is what later bytes at its address replaced."""
    return rows(connection, _standing_appearances(), of=of)


@cache
def _standing_appearances() -> Select[Any]:
    columns = (appearances.c[name] for name in ("report", "place_seen", "noun"))
    asked = select(*columns).where(appearances.c.report.in_(OF), ~_replaced())
    return asked.order_by(appearances.c.entry, appearances.c.id)


def report_ids(connection: Connection) -> tuple[str, ...]:
    """The reports that are seen somewhere today, the newest first."""
    seen = exists().where(appearances.c.report == reports.c.id, ~_replaced())
    asked = select(reports.c.id).where(seen).order_by(reports.c.entry.desc(), reports.c.id)
    return tuple(connection.execute(asked).scalars())


def reports_called(connection: Connection, text: str) -> set[str]:
    """The reports that have this text in their title or in the name of an outlet that they were seen in."""
    titled = select(texts.c.report).where(texts.c.title.icontains(text, autoescape=True))
    outlets = select(appearances.c.outlet).distinct().subquery()
    named = select(outlets.c.outlet).where(outlets.c.outlet.icontains(text, autoescape=True))
    printed = select(appearances.c.report).where(appearances.c.outlet.in_(named))
    return {id for asked in (titled, printed) for id in connection.execute(asked).scalars()}


def unsure(connection: Connection, least: float) -> list[Row]:
    """The pairs of claims of different incidents that may tell one, the likeliest first, with both incidents."""
    first, second = incident_claims.alias("one"), incident_claims.alias("other")
    hold = first.c.until.is_(None) & second.c.until.is_(None)
    columns = (judgements.c[name] for name in ("first", "second", "score"))
    asked = (
        select(*columns, first.c.incident.label("first_incident"), second.c.incident.label("second_incident"))
        .join(first, first.c.claim == judgements.c.first)
        .join(second, second.c.claim == judgements.c.second)
        .where(judgements.c.judged == JudgedAs.UNSURE.value, stands(judgements), judgements.c.score >= least)
        .where(hold, first.c.incident != second.c.incident)
        .order_by(judgements.c.score.desc(), judgements.c.first, judgements.c.second)
    )
    return rows(connection, asked)


def judged_within(connection: Connection, claims_of: Collection[str], part: Slice) -> list[Row]:
    """What was judged of pairs of these claims, the likeliest first."""
    return rows(connection, _judged_within(part), of=claims_of)


@cache
def _judged_within(part: Slice) -> Select[Any]:
    asked = select(judgements.c.noun).where(stands(judgements), judgements.c.first.in_(OF), judgements.c.second.in_(OF))
    asked = asked.order_by(judgements.c.score.desc(), judgements.c.first, judgements.c.second)
    return asked.limit(part.limit).offset(part.offset)


def late_rows(connection: Connection) -> list[Row]:
    return rows(connection, select(late_decisions).order_by(late_decisions.c.entry))


def decided_since(connection: Connection, sha256s: Collection[str], seen: int) -> list[Row]:
    """The decisions on these bytes that were made after that entry."""
    asked = select(decisions.c.id).join(decision_anchors, decision_anchors.c.decision == decisions.c.id)
    return rows(connection, asked.where(decisions.c.entry > seen, decision_anchors.c.sha256.in_(sha256s)))


def read_again(report: Column[Any], reading: Column[Any]) -> ColumnElement[bool]:
    """Whether the report has a later reading than this one."""
    return exists().where(LATER_READING.c.report == report, LATER_READING.c.number > reading)


def _replaced() -> ColumnElement[bool]:
    """Whether other bytes were received later at the same address."""
    mine, theirs = appearances.c, LATER_BYTES.c
    same_moment = or_(theirs.received == mine.received, theirs.received.is_(None) & mine.received.is_(None))
    recorded = or_(theirs.entry > mine.entry, (theirs.entry == mine.entry) & (theirs.id > mine.id))
    received = theirs.received.is_not(None) & or_(mine.received.is_(None), theirs.received > mine.received)
    return exists().where(
        and_(theirs.url == mine.url, theirs.report != mine.report, or_(received, same_moment & recorded))
    )


def rows(connection: Connection, asked: Select[Any], **values: Collection[Any]) -> list[Row]:
    """The lines of the answer, each by the names of its columns."""
    answer = connection.execute(asked, {name: list(some) for name, some in values.items()})
    names = tuple(answer.keys())
    return [dict(zip(names, line, strict=True)) for line in answer]
