"""The reports that are looked at, laid out with what was noted of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from averment.knowledge.tables import Tables
from averment.ledger.notes import Noted
from averment.ledger.today import Today
from averment.model.claim import Claim
from averment.model.decided import decided
from averment.model.decision import Standing
from averment.model.notes import ClaimNote
from averment.model.reading import Reading
from averment.model.report import Appearance, Report


@dataclass(slots=True)
class Desk:
    """What is at hand: the reports looked at so far, whole, and what was noted of their claims.

    `changed` are the reports that came, went or changed since, `present` all of today's.
    """

    today: Today
    noted: Noted
    decisions: Sequence[Standing]
    tables: Tables
    changed: frozenset[str]
    present: frozenset[str]
    reports: dict[str, Report] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    appearances: dict[str, tuple[Appearance, ...]] = field(default_factory=dict)
    notes: dict[str, ClaimNote] = field(default_factory=dict)
    recalled: set[str] = field(default_factory=set)

    @property
    def fresh(self) -> frozenset[str]:
        """The changed reports that are there."""
        return self.changed & self.present

    def fetch(self, reports: Collection[str]) -> None:
        """Lays these reports on the desk, with what was noted of their claims."""
        for one in self.today.seen((set(reports) & self.present) - self.reports.keys()):
            if one.reading is not None:
                self.reports[one.report.id] = one.report
                self.appearances[one.report.id] = one.appearances
                (self.readings[one.report.id],) = decided([one.reading], self.decisions)
        missing = set(reports) - self.recalled
        self.notes |= {note.trace.claim: note for note in self.noted.claims_of(missing)}
        self.recalled |= missing

    def claims(self, reports: Iterable[str]) -> list[Claim]:
        return [claim for report in sorted(reports) for claim in self.readings[report].claims]

    def noted_of(self, reports: Collection[str]) -> list[ClaimNote]:
        return [note for note in self.notes.values() if note.report in reports]
