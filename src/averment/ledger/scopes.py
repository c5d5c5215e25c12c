"""Which derived rows a settling of changed reports stands in place of: those that its scope names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, select

from averment.ledger import lookups, queries, schema
from averment.ledger.queries import batches
from averment.model.notes import Scope

Digests = dict[str, int]


def digests(connection: Connection, table: Table, scope: Scope, incidents: Collection[str]) -> Digests:
    """The rows of a table that stand and are in question, by their digests. `incidents` are those drawn anew."""
    if table in WHOLE:
        return queries.digests_now(connection, table)
    if table in OF_INCIDENTS:
        return _where(connection, table, table.c[OF_INCIDENTS[table]], incidents)
    return OTHERS[table](connection, scope, incidents)


def led_from(connection: Connection, scope: Scope) -> set[str]:
    """Incidents that stood once and may lead elsewhere now: they held a claim that is in question or was replaced."""
    table, claims = schema.incident_claims, schema.claims
    read = select(claims.c.id).distinct()
    replaced = (
        claim
        for batch in batches(scope.reports)
        for claim in connection.execute(read.where(claims.c.report.in_(batch))).scalars()
    )
    asked = select(table.c.incident).where(table.c.until.is_not(None)).distinct()
    return {
        incident
        for batch in batches((*scope.claims, *replaced))
        for incident in connection.execute(asked.where(table.c.claim.in_(batch))).scalars()
    }


def _copies(connection: Connection, scope: Scope, _incidents: Collection[str]) -> Digests:
    return _pairs(connection, schema.copies, ("first_report", "second_report"), scope.pairs)


def _families(connection: Connection, scope: Scope, _incidents: Collection[str]) -> Digests:
    return _where(connection, schema.families, schema.families.c.id, scope.families)


def _passages(connection: Connection, scope: Scope, _incidents: Collection[str]) -> Digests:
    return _where(connection, schema.family_passages, schema.family_passages.c.family, scope.families)


def _judgements(connection: Connection, scope: Scope, _incidents: Collection[str]) -> Digests:
    table = schema.judgements
    asked = select(table.c.digest, table.c.number, table.c.second).where(table.c.until.is_(None))
    rows = (row for batch in batches(scope.claims) for row in connection.execute(asked.where(table.c.first.in_(batch))))
    inside = {row.digest: row.number for row in rows if row.second in scope.claims}
    return inside | _pairs(connection, table, ("first", "second"), scope.unpaired)


def _denials(connection: Connection, scope: Scope, _incidents: Collection[str]) -> Digests:
    return _where(connection, schema.denials, schema.denials.c.claim, scope.claims)


def _voice_claims(connection: Connection, scope: Scope, _incidents: Collection[str]) -> Digests:
    claims = scope.claims | scope.renoted
    return _where(connection, lookups.voice_claims, lookups.voice_claims.c.claim, claims)


def _problems(connection: Connection, scope: Scope, incidents: Collection[str]) -> Digests:
    """Those of the incidents in question, those of the reports that were drawn anew, and all of episodes."""
    table = schema.settle_problems
    single = table.c.first.is_(None)
    of_reports = _where(connection, table, table.c.report, scope.drawn | scope.reports, single)
    of_pairs = [_where(connection, table, column, incidents) for column in (table.c.first, table.c.second)]
    asked = select(table.c.digest, table.c.number).where(table.c.until.is_(None), single, table.c.step == "episodes")
    episodes = {row.digest: row.number for row in connection.execute(asked)}
    return of_reports | of_pairs[0] | of_pairs[1] | episodes


def _pairs(connection: Connection, table: Table, sides: tuple[str, str], pairs: Collection[tuple[str, str]]) -> Digests:
    one, other = (table.c[side] for side in sides)
    asked = select(table.c.digest, table.c.number, one, other).where(table.c.until.is_(None))
    firsts = {first for first, _ in pairs}
    rows = (row for batch in batches(firsts) for row in connection.execute(asked.where(one.in_(batch))))
    return {row[0]: row[1] for row in rows if (row[2], row[3]) in pairs}


def _where(
    connection: Connection, table: Table, column: Column[Any], values: Iterable[str], *more: ColumnElement[bool]
) -> Digests:
    asked = select(table.c.digest, table.c.number).where(table.c.until.is_(None), *more)
    rows = (row for batch in batches(values) for row in connection.execute(asked.where(column.in_(batch))))
    return {row.digest: row.number for row in rows}


WHOLE = frozenset({schema.episodes, schema.episode_incidents, lookups.voices})
OF_INCIDENTS = {
    schema.incidents: "id",
    schema.incident_claims: "incident",
    schema.findings: "incident",
    lookups.incident_facets: "incident",
}
OTHERS: dict[Table, Callable[[Connection, Scope, Collection[str]], Digests]] = {
    schema.copies: _copies,
    schema.families: _families,
    schema.family_passages: _passages,
    schema.judgements: _judgements,
    schema.denials: _denials,
    lookups.voice_claims: _voice_claims,
    schema.settle_problems: _problems,
}
