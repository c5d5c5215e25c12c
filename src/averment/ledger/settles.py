"""Stores what settling derived: only what differs from the last time, with the entries between which it held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from sqlalchemy import Connection, Table, bindparam, insert, update

from averment.ledger import queries, schema, scopes
from averment.ledger.decisions import attach_now
from averment.ledger.derived import KINDS, PROBLEM_ORDER, record_of, rows_of
from averment.ledger.facts import Entry, add_places
from averment.ledger.plain import Places, from_plain
from averment.ledger.rows import Row
from averment.model.decision import Anchor
from averment.model.ids import content_id
from averment.model.incident import Record
from averment.model.notes import Scope
from averment.model.run import Problem
from averment.model.text import Span
from averment.model.when_where import Place


def store_record(entry: Entry, record: Record) -> bool:
    """Ends the derived rows that stand no more and adds the new ones. False when nothing differs."""
    held = {kind.table.name: queries.digests_now(entry.connection, kind.table) for kind in KINDS}
    if not _replace_all(entry, record, held):
        return False
    _lead_on(entry, queries.ended_incidents(entry.connection))
    return True


def store_part(entry: Entry, record: Record, scope: Scope) -> frozenset[str]:
    """Does so for the part of the record that the scope names; gives the incidents that stood in it before.

    Of episodes and voices the record has all, of everything else what is in the scope.
    """
    connection = entry.connection
    incidents = frozenset(queries.homes(connection, scope.claims).values())
    held = {kind.table.name: scopes.digests(connection, kind.table, scope, incidents) for kind in KINDS}
    if _replace_all(entry, record, held):
        gone = incidents - {incident.id for incident in record.incidents}
        again = {incident.id for incident in record.incidents} - incidents
        _lead_on(entry, gone | again | scopes.led_from(connection, scope))
    return incidents


def _replace_all(entry: Entry, record: Record, held: Mapping[str, Mapping[str, int]]) -> bool:
    places: dict[str, Place] = {}
    changes = [_replace(entry, kind.table, rows_of(kind, record, places), held[kind.table.name]) for kind in KINDS]
    add_places(entry, places.values())
    return any(changes)


def read_record(connection: Connection, upto: int, places: Places) -> Record:
    """Everything derived, as it stood at that entry."""
    rows = {kind.table.name: queries.derived_rows(connection, kind.table, kind.order, upto) for kind in KINDS}
    aliases: dict[str, tuple[str, ...]] = {}
    for row in queries.alias_rows(connection, upto):
        if row["incident"] is not None:
            aliases[row["incident"]] = (*aliases.get(row["incident"], ()), row["alias"])
    return record_of(rows, aliases, places)


def read_problems(connection: Connection, upto: int) -> tuple[Problem, ...]:
    """What settling could not do, as it stood at that entry."""
    held = queries.derived_rows(connection, schema.settle_problems, PROBLEM_ORDER, upto)
    return tuple(from_plain(Problem, row["noun"], {}) for row in held)


def _replace(entry: Entry, table: Table, wanted: Iterable[Row], stand: Mapping[str, int]) -> bool:
    """Adds the rows that are new, the same row once, and ends those that nobody wants; a batch of them at a time.

    `stand` are the rows in question, by their digests.
    """
    held: dict[str, int | None] = {**stand}
    stood, rows = len(held), iter(wanted)
    while batch := list(islice(rows, queries.BATCH)):
        new = {row["digest"]: row for row in batch if row["digest"] not in held}
        held |= dict.fromkeys(row["digest"] for row in batch)  # no number any more: it stands
        if new:
            entry.connection.execute(insert(table), [{**row, "since": entry.number()} for row in new.values()])
    over = [{"its_number": number} for number in held.values() if number is not None]
    for start in range(0, len(over), queries.BATCH):
        ended = update(table).where(table.c.number == bindparam("its_number")).values(until=entry.number())
        entry.connection.execute(ended, over[start : start + queries.BATCH])
    return bool(over) or len(held) > stood


def _lead_on(entry: Entry, incidents: Collection[str]) -> None:
    """Notes where each of these incidents leads that stands no more: to the one that holds most of its claims, or
    nowhere. One that stands leads nowhere else.

    Claims that a new reading replaced are followed to the claim that stands in their words today.
    """
    connection = entry.connection
    members: dict[str, list[str]] = {}
    for row in queries.members_at_the_end(connection, incidents):
        members.setdefault(row["incident"], []).append(row["claim"])
    home = queries.homes(connection, {claim for claims in members.values() for claim in claims})
    today = _claims_today(connection, {claim for claims in members.values() for claim in claims} - home.keys())
    home |= queries.homes(connection, {claim for claim in today.values() if claim})
    led: dict[str, str | None] = {}
    for incident, claims in members.items():
        homes = (home.get(claim) or home.get(today.get(claim) or "") for claim in claims)
        votes = Counter(found for found in homes if found)
        led[incident] = min(votes, key=lambda found: (-votes[found], found), default=None)
    rows = ({"alias": alias, "incident": to, "digest": content_id(alias, to)} for alias, to in led.items())
    _replace(entry, schema.incident_aliases, rows, queries.aliases_now(connection, incidents))


def _claims_today(connection: Connection, lost: Iterable[str]) -> dict[str, str | None]:
    anchors: dict[str, Anchor] = {}
    for batch in queries.batches(lost):
        for row in queries.claims_ever(connection, batch):
            span = Span(row["start"], row["end"])
            anchors[row["id"]] = Anchor(row["sha256"], span, row["anchor_kind"], row["evidence"] or "")
    found = attach_now(connection, anchors.values(), queries.ALL)
    return {claim: found[anchor] for claim, anchor in anchors.items()}
