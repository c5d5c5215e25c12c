"""Which incidents stand no more and where they lead, and when the present state of each incident was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from averment.ledger import queries
from averment.ledger.ledger import Ledger
from averment.ledger.view import PRESENT, View


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An incident that was recorded and stands no more: a tombstone. `leads_to` holds its claims now, if any does."""

    incident: str
    leads_to: str | None


def withdrawn_incidents(ledger: Ledger, view: View = PRESENT) -> tuple[Withdrawn, ...]:
    """Every incident that once stood in this ledger and does not in this view, by id."""
    with ledger.looking() as connection:
        upto = queries.last_entry(connection, view.recorded_by)
        return tuple(Withdrawn(row["alias"], row["incident"]) for row in queries.alias_rows(connection, upto))


def recorded_incidents(ledger: Ledger, view: View = PRESENT) -> Mapping[str, int]:
    """For each incident the Unix time at which the last change of it or of its figures was recorded."""
    with ledger.looking() as connection:
        rows = queries.recorded_rows(connection, queries.last_entry(connection, view.recorded_by))
    latest: dict[str, int] = {}
    for incident, recorded_at in rows:
        latest[incident] = max(latest.get(incident, 0), _unix(recorded_at))
    return latest


def _unix(moment: datetime) -> int:
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
