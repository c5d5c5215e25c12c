"""The reports of today: in which state each is, and any of them whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from averment.ledger import queries, schema
from averment.ledger.plain import Places
from averment.ledger.present import REPORTS_AT_ONCE, Seen, batch
from averment.ledger.queries import ALL, batches
from averment.ledger.rows import NO_APPEARANCE, report_of
from averment.ledger.withholding import Withheld
from averment.model.decision import Standing
from averment.model.ids import content_id
from averment.model.report import Report

NEVER = datetime.max


class Today:
    """What the ledger holds at one moment, asked for some reports at a time."""

    def __init__(self, connection: Connection, withheld: Withheld, places: Places) -> None:
        self._connection = connection
        self._withheld = withheld
        self._places = places
        self._present = {row["report"]: row for row in queries.present_reports(connection, ALL)}
        self._standing = queries.standing_appearances(connection, ALL)

    def states(self, decisions: Iterable[Standing]) -> dict[str, str]:
        """For each report that was read what its part of the record follows from: its reading, where it is seen, and
        what people decided on it. Where none of that changed, neither did what is told of the report.
        """
        decided = self._decided([one for one in decisions if one.in_force])
        return {
            report: content_id(row["reading"], tuple(sorted(self._standing[report])), *decided.get(report, ()))
            for report, row in self._present.items()
            if row["reading"] is not None and report not in self._withheld.reports
        }

    def earliest(self, states: Mapping[str, str], settled: Collection[str], at_most: int) -> dict[str, str]:
        """The states without those of new reports beyond `at_most`: first come those that were published first."""
        new = [report for report in states if report not in settled]
        if len(new) <= at_most:
            return dict(states)
        new.sort(key=lambda report: ((self._present[report]["published"] or NEVER).replace(tzinfo=None), report))
        left = set(new[at_most:])
        return {report: state for report, state in states.items() if report not in left}

    def seen(self, reports: Collection[str]) -> Iterator[Seen]:
        """These reports with their readings, those among them that are present."""
        wanted = [self._present[report] for report in sorted(reports) if report in self._present]
        for start in range(0, len(wanted), REPORTS_AT_ONCE):
            for one in batch(self._connection, wanted[start : start + REPORTS_AT_ONCE], self._standing, self._places):
                yield self._withheld.hide(one)

    def texts(self, reports: Collection[str]) -> Iterator[Report]:
        """The texts of these reports, without where they were seen or what was read in them."""
        ids = [self._present[report]["text_id"] for report in reports if report in self._present]
        for part in batches(ids):
            for row in queries.text_rows(self._connection, part):
                yield self._withheld.hide(report_of(row, NO_APPEARANCE, self._places))

    def _decided(self, decisions: Collection[Standing]) -> dict[str, list[str]]:
        of: dict[str, str] = {}
        table = schema.reports
        for part in batches(anchor.sha256 for one in decisions for anchor in one.decision.anchors):
            asked = select(table.c.sha256, table.c.id).where(table.c.sha256.in_(part))
            of |= {row.sha256: row.id for row in self._connection.execute(asked)}
        found: dict[str, list[str]] = {}
        for one in decisions:
            for report in sorted({of[anchor.sha256] for anchor in one.decision.anchors}):
                found.setdefault(report, []).append(one.decision.id)
        return found
