"""The questions put to the tables, one function one statement. `upto` is the last entry that may be seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Select, Subquery, Table, case, func, or_, select

from averment.ledger.plain import Places
from averment.ledger.rows import Row, place_of
from averment.ledger.schema import (
    appearances,
    claims,
    contents,
    corrections,
    decision_anchors,
    decisions,
    entries,
    family_passages,
    findings,
    incident_aliases,
    incident_claims,
    incidents,
    places,
    problems,
    readings,
    reports,
    texts,
    victims,
)
from averment.model.decision import DecisionKind

BATCH = 400  # how many ids one statement asks for: databases limit the number of parameters
ALL = 2**31 - 1  # above every entry: what the ledger holds now
Key = TypeVar("Key", str, int)


def last_entry(connection: Connection, recorded_by: datetime | None) -> int:
    """The last entry recorded by that moment; 0 when there was none yet."""
    if recorded_by is None:
        return ALL
    asked = select(func.max(entries.c.number)).where(entries.c.recorded_at <= recorded_by)
    return connection.execute(asked).scalar() or 0


def all_places(connection: Connection) -> Places:
    return {row["id"]: place_of(row) for row in _rows(connection, select(places))}


def known(connection: Connection, key: Column[Any], values: Collection[str]) -> set[str]:
    """Which of these values the column holds already."""
    return set(connection.execute(select(key).where(key.in_(values)).distinct()).scalars())


def reading_number(connection: Connection, report: str, text_id: str, run: str) -> int | None:
    same = (readings.c.report == report, readings.c.text_id == text_id, readings.c.run == run)
    return connection.execute(select(readings.c.number).where(*same)).scalar()


def texts_read(connection: Connection, texts: Collection[str], run: str) -> list[str]:
    """Which of these texts the run has read."""
    asked = select(readings.c.text_id).where(readings.c.run == run, readings.c.text_id.in_(texts))
    return list(connection.execute(asked).scalars())


def blank_contents(connection: Connection, sha256s: Collection[str]) -> list[str]:
    """Which of these bytes were taken out."""
    asked = select(contents.c.sha256).where(contents.c.sha256.in_(sha256s), contents.c.bytes.is_(None))
    return list(connection.execute(asked).scalars())


def content_of(connection: Connection, report: str) -> bytes | None:
    asked = select(contents.c.bytes).join(reports).where(reports.c.id == report)
    return connection.execute(asked).scalar()


def is_blank(connection: Connection, sha256: str) -> bool:
    """Whether these bytes are held without their content."""
    asked = select(contents.c.sha256).where(contents.c.sha256 == sha256, contents.c.bytes.is_(None))
    return connection.execute(asked).first() is not None


def all_contents(connection: Connection) -> Iterator[Row]:
    """Every blob with the report that it is of, one at a time."""
    asked = select(reports.c.id.label("report"), contents.c.sha256, contents.c.bytes).join(contents)
    for row in connection.execution_options(yield_per=1).execute(asked).mappings():
        yield dict(row)


def all_readings(connection: Connection) -> list[int]:
    return list(connection.execute(select(readings.c.number).order_by(readings.c.number)).scalars())


def everything(connection: Connection, table: Table) -> Iterator[Row]:
    """Every row of a table, one at a time."""
    for row in connection.execution_options(yield_per=BATCH).execute(select(table)).mappings():
        yield dict(row)


def ever_withheld(connection: Connection) -> set[str]:
    """The reports that were withheld once, whether or not they still are."""
    asked = select(decisions.c.withholds).where(decisions.c.kind == DecisionKind.WITHHOLD.value)
    return set(connection.execute(asked).scalars())


def present_reports(connection: Connection, upto: int) -> list[Row]:
    """Every report that is present, by id, with its latest reading if it has been read, and the text to show."""
    standing, latest, newest = _standing(upto), _latest(upto), _newest_texts(upto)
    present = select(standing.c.report).distinct().subquery()
    asked = (
        select(
            present.c.report,
            readings.c.number.label("reading"),
            readings.c.published_earliest.label("published"),
            func.coalesce(readings.c.text_id, newest.c.id).label("text_id"),
        )
        .outerjoin(latest, latest.c.report == present.c.report)
        .outerjoin(readings, readings.c.number == latest.c.last)
        .join(newest, newest.c.report == present.c.report)
        .order_by(present.c.report)
    )
    return _rows(connection, asked)


def standing_appearances(connection: Connection, upto: int) -> dict[str, list[str]]:
    """The ids of the appearances of each report; what a revision or a correction replaced is left out."""
    standing = _standing(upto)
    found: dict[str, list[str]] = {}
    for row in connection.execute(select(standing.c.report, standing.c.id)):
        found.setdefault(row.report, []).append(row.id)
    return found


def appearance_rows(connection: Connection, ids: Collection[str]) -> list[Row]:
    """These appearances, in the order recorded."""
    rows = (
        row
        for batch in batches(ids)
        for row in _rows(connection, select(appearances).where(appearances.c.id.in_(batch)))
    )
    return sorted(rows, key=lambda row: (row["entry"], row["id"]))


def text_rows(connection: Connection, ids: Collection[str]) -> list[Row]:
    return _rows(connection, select(texts).where(texts.c.id.in_(ids)))


def texts_behind(connection: Connection, sha256s: Collection[str], upto: int) -> list[Row]:
    """The text that is read today in each of these bytes."""
    latest = _latest(upto)
    asked = (
        select(reports.c.sha256, texts.c.text)
        .join(latest, latest.c.report == reports.c.id)
        .join(readings, readings.c.number == latest.c.last)
        .join(texts, texts.c.id == readings.c.text_id)
        .where(reports.c.sha256.in_(sha256s))
    )
    return _rows(connection, asked)


def texts_ever(connection: Connection, sha256s: Collection[str]) -> list[Row]:
    """Every text that was ever made of these bytes."""
    asked = select(reports.c.sha256, texts.c.text).join(texts, texts.c.report == reports.c.id)
    return _rows(connection, asked.where(reports.c.sha256.in_(sha256s)))


def reading_rows(connection: Connection, numbers: Collection[int]) -> list[Row]:
    return _rows(connection, select(readings).where(readings.c.number.in_(numbers)))


def readings_of_text(connection: Connection, text_id: str) -> list[int]:
    return list(connection.execute(select(readings.c.number).where(readings.c.text_id == text_id)).scalars())


def claim_rows(connection: Connection, numbers: Collection[int]) -> list[Row]:
    """The claims of these readings, in the order of the text."""
    return _rows(connection, _by_position(claims, numbers, claims.c.reading, claims.c.position))


def victim_rows(connection: Connection, numbers: Collection[int]) -> list[Row]:
    return _rows(connection, _by_position(victims, numbers, victims.c.reading, victims.c.claim, victims.c.position))


def problem_rows(connection: Connection, numbers: Collection[int]) -> list[Row]:
    """The problems met in these readings."""
    return _rows(connection, _by_position(problems, numbers, problems.c.reading, problems.c.position))


def other_problems(connection: Connection, upto: int) -> list[Row]:
    """Problems of no reading; those of a file that was taken in later are past."""
    later = select(appearances.c.id).where(
        appearances.c.file == problems.c.file, appearances.c.entry > problems.c.entry, appearances.c.entry <= upto
    )
    past = problems.c.report.is_(None) & later.exists()
    asked = select(problems).where(problems.c.reading.is_(None), problems.c.entry <= upto, ~past)
    return _rows(connection, asked.order_by(problems.c.entry, problems.c.position))


def decision_lines(connection: Connection, upto: int) -> list[Row]:
    asked = select(decisions).where(decisions.c.entry <= upto).order_by(decisions.c.entry)
    return _rows(connection, asked)


def anchor_rows(connection: Connection, upto: int) -> list[Row]:
    asked = select(decision_anchors).join(decisions).where(decisions.c.entry <= upto)
    return _rows(connection, asked.order_by(decision_anchors.c.decision, decision_anchors.c.position))


def correction_rows(connection: Connection, upto: int) -> list[Row]:
    asked = select(corrections).join(decisions).where(decisions.c.entry <= upto)
    return _rows(connection, asked.order_by(corrections.c.decision, corrections.c.position))


def present_claims_at(connection: Connection, upto: int, sha256s: Collection[str]) -> list[Row]:
    """Where the present claims of these bytes stand, and what makes each of them that claim and no other."""
    latest = _latest(upto)
    asked = (
        select(reports.c.sha256, claims.c.id, claims.c.start, claims.c.end, claims.c.anchor_kind)
        .join(latest, latest.c.last == claims.c.reading)
        .join(readings, readings.c.number == claims.c.reading)
        .join(reports, reports.c.id == readings.c.report)
        .where(reports.c.sha256.in_(sha256s))
        .order_by(reports.c.sha256, claims.c.position)
    )
    return _rows(connection, asked)


def claims_ever(connection: Connection, ids: Collection[str]) -> list[Row]:
    """Where these claims stood, in whatever reading made them."""
    asked = (
        select(claims.c.id, reports.c.sha256, claims.c.start, claims.c.end, claims.c.anchor_kind, claims.c.evidence)
        .join(reports, reports.c.id == claims.c.report)
        .where(claims.c.id.in_(ids))
    )
    return _rows(connection, asked)


def digests_now(connection: Connection, table: Table) -> dict[str, int]:
    """The derived rows that stand, by the hash of their content."""
    asked = select(table.c.digest, table.c.number).where(table.c.until.is_(None))
    return {row.digest: row.number for row in connection.execute(asked)}


def derived_rows(connection: Connection, table: Table, order: tuple[str, ...], upto: int) -> list[Row]:
    """The derived rows that stood at that entry."""
    asked = select(table).where(_stood(table, upto)).order_by(*(table.c[name] for name in order))
    return _rows(connection, asked)


def ended_incidents(connection: Connection) -> set[str]:
    """Every incident that stands no more, and those that some time led on."""
    asked = select(incidents.c.id).where(incidents.c.until.is_not(None)).distinct()
    return set(connection.execute(asked).scalars())


def members_at_the_end(connection: Connection, of: Collection[str]) -> list[Row]:
    """The last claims of those of these incidents that stand no more."""
    stands = select(incidents.c.id).where(incidents.c.until.is_(None))
    ended = (
        select(incident_claims.c.incident, func.max(incident_claims.c.until).label("until"))
        .where(incident_claims.c.incident.not_in(stands))
        .group_by(incident_claims.c.incident)
    )
    rows = []
    for batch in batches(of):
        these = ended.where(incident_claims.c.incident.in_(batch)).subquery()
        last = (incident_claims.c.incident == these.c.incident) & (incident_claims.c.until == these.c.until)
        asked = select(incident_claims.c.incident, incident_claims.c.claim).join(these, last)
        rows += _rows(connection, asked.order_by(incident_claims.c.incident, incident_claims.c.claim))
    return rows


def homes(connection: Connection, of: Collection[str]) -> dict[str, str]:
    """The incident that holds each of these claims today."""
    asked = select(incident_claims.c.claim, incident_claims.c.incident).where(incident_claims.c.until.is_(None))
    found = (_rows(connection, asked.where(incident_claims.c.claim.in_(batch))) for batch in batches(of))
    return {row["claim"]: row["incident"] for rows in found for row in rows}


def aliases_now(connection: Connection, of: Collection[str]) -> dict[str, int]:
    """The rows that tell where these incidents lead, by their digests."""
    column = incident_aliases.c.alias
    asked = select(incident_aliases.c.digest, incident_aliases.c.number).where(incident_aliases.c.until.is_(None))
    found = (_rows(connection, asked.where(column.in_(batch))) for batch in batches(of))
    return {row["digest"]: row["number"] for rows in found for row in rows}


def batches(values: Iterable[Key]) -> Iterator[list[Key]]:
    """The values in lists of as many as one statement asks for, in a fixed order."""
    held = sorted(set(values))
    return (held[start : start + BATCH] for start in range(0, len(held), BATCH))


def alias_rows(connection: Connection, upto: int) -> list[Row]:
    asked = select(incident_aliases.c.alias, incident_aliases.c.incident).where(_stood(incident_aliases, upto))
    return _rows(connection, asked.order_by(incident_aliases.c.alias))


def recorded_rows(connection: Connection, upto: int) -> list[tuple[str, datetime]]:
    """Each incident with the moments at which it and its findings, as they stand, were recorded."""
    found: list[tuple[str, datetime]] = []
    for table, incident in ((incidents, incidents.c.id), (findings, findings.c.incident)):
        asked = select(incident, entries.c.recorded_at).join(entries, entries.c.number == table.c.since)
        found += [(row[0], row[1]) for row in connection.execute(asked.where(_stood(table, upto)))]
    return found


def incident_known(connection: Connection, incident: str, upto: int) -> bool:
    asked = select(incidents.c.number).where(incidents.c.id == incident, _stood(incidents, upto))
    return connection.execute(asked).first() is not None


def members_unknown(connection: Connection) -> list[Row]:
    """The claims of present incidents that no reading holds."""
    held = select(claims.c.id).where(claims.c.id == incident_claims.c.claim).exists()
    asked = select(incident_claims.c.incident, incident_claims.c.claim)
    return _rows(connection, asked.where(incident_claims.c.until.is_(None), ~held))


def passages_outside(connection: Connection) -> list[Row]:
    """The passages of present families that no text of their report is long enough for."""
    long_enough = texts.c.report == family_passages.c.report, texts.c.length >= family_passages.c.end
    asked = select(family_passages.c.family, family_passages.c.report)
    held = select(texts.c.id).where(*long_enough).exists()
    return _rows(connection, asked.where(family_passages.c.until.is_(None), ~held))


def _standing(upto: int) -> Subquery:
    """Id and report of the appearances that are present: at each address the bytes received last, and at each place
    where bytes were seen the line recorded last."""
    received_last = (case((appearances.c.received.is_(None), 1), else_=0), appearances.c.received.desc())
    recorded_last = (appearances.c.entry.desc(), appearances.c.id.desc())
    at_url = func.first_value(appearances.c.report).over(
        partition_by=appearances.c.url, order_by=(*received_last, *recorded_last)
    )
    rank = func.row_number().over(partition_by=appearances.c.place_seen, order_by=recorded_last)
    ranked = (
        select(appearances.c.id, appearances.c.report, appearances.c.url, at_url.label("at_url"), rank.label("rank"))
        .where(appearances.c.entry <= upto)
        .subquery()
    )
    current = or_(ranked.c.url.is_(None), ranked.c.at_url == ranked.c.report)
    return select(ranked.c.id, ranked.c.report).where(ranked.c.rank == 1, current).subquery()


def _latest(upto: int) -> Subquery:
    """The last reading of each report."""
    return (
        select(readings.c.report, func.max(readings.c.number).label("last"))
        .where(readings.c.entry <= upto)
        .group_by(readings.c.report)
        .subquery()
    )


def _newest_texts(upto: int) -> Subquery:
    rank = func.row_number().over(partition_by=texts.c.report, order_by=(texts.c.entry.desc(), texts.c.id))
    ranked = select(texts.c.id, texts.c.report, rank.label("rank")).where(texts.c.entry <= upto).subquery()
    return select(ranked.c.id, ranked.c.report).where(ranked.c.rank == 1).subquery()


def _stood(table: Table, upto: int) -> ColumnElement[bool]:
    return (table.c.since <= upto) & or_(table.c.until.is_(None), table.c.until > upto)


def _by_position(table: Table, numbers: Collection[int], *order: Column[Any]) -> Select[Any]:
    return select(table).where(order[0].in_(numbers)).order_by(*order)


def _rows(connection: Connection, asked: Select[Any]) -> list[Row]:
    return [dict(row) for row in connection.execute(asked).mappings().all()]
