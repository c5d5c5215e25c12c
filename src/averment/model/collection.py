"""Reports, what was read in them, and the record drawn from it: what every face looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from averment.model.claim import Claim
from averment.model.incident import Finding, Incident, Record
from averment.model.reading import Reading
from averment.model.report import Appearance, Report
from averment.model.run import Problem
from averment.model.text import Span

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Collection:
    """Everything held at one moment. `appearances` lists, for each report id, where its bytes were seen."""

    reports: tuple[Report, ...]
    appearances: Mapping[str, tuple[Appearance, ...]]
    readings: tuple[Reading, ...]
    record: Record
    problems: tuple[Problem, ...] = ()

    def report(self, id: str) -> Report:
        """The report with this id. Raises KeyError when it is not held."""
        return self._reports[id]

    def reading(self, report: str) -> Reading:
        """What was read in the report. Raises KeyError for a report that was not read."""
        return self._readings[report]

    def has_reading(self, report: str) -> bool:
        return report in self._readings

    def claim(self, id: str) -> Claim:
        """The claim with this id. Raises KeyError when it is not held."""
        return self._claims[id]

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, in the order of the reports and of their text."""
        return tuple(claim for reading in self.readings for claim in reading.claims)

    def has_claim(self, id: str) -> bool:
        return id in self._claims

    def incident(self, id: str) -> Incident | None:
        """The incident with this id, or that an earlier id leads to; None when there is none."""
        return self._incidents.get(id)

    def incident_of(self, claim: str) -> str | None:
        return self._incident_of.get(claim)

    def episode_of(self, claim: str) -> str | None:
        incident = self._incident_of.get(claim)
        return self._episode_of.get(incident) if incident else None

    def findings_of(self, incident: str) -> tuple[Finding, ...]:
        return self._findings.get(incident, ())

    def denies(self, claim: str) -> str | None:
        """The claim that this one denies; the first where it denies several."""
        told = self._claims[claim].denies
        return told or self._denies.get(claim)

    def denied_by(self, claim: str) -> tuple[str, ...]:
        return self._denied_by.get(claim, ())

    def family_of(self, claim: Claim) -> str | None:
        """The family of the passage that the claim's words stand in; None when they stand in one report only."""
        passages = self._families.get(claim.report, ())
        return next((family for span, family in passages if span.overlaps(claim.evidence)), None)

    @cached_property
    def _reports(self) -> dict[str, Report]:
        return {report.id: report for report in self.reports}

    @cached_property
    def _readings(self) -> dict[str, Reading]:
        return {reading.report: reading for reading in self.readings}

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def _incidents(self) -> dict[str, Incident]:
        held = {incident.id: incident for incident in self.record.incidents}
        aliases = {alias: incident for incident in self.record.incidents for alias in incident.aliases}
        return aliases | held

    @cached_property
    def _incident_of(self) -> dict[str, str]:
        return {claim: incident.id for incident in self.record.incidents for claim in incident.claims}

    @cached_property
    def _episode_of(self) -> dict[str, str]:
        return {incident: episode.id for episode in self.record.episodes for incident in episode.incidents}

    @cached_property
    def _findings(self) -> dict[str, tuple[Finding, ...]]:
        return grouped((finding.incident, finding) for finding in self.record.findings)

    @cached_property
    def _denies(self) -> dict[str, str]:
        return {denial.claim: denial.denies for denial in reversed(self.record.denials)}

    @cached_property
    def _denied_by(self) -> dict[str, tuple[str, ...]]:
        pairs = {(denial.denies, denial.claim) for denial in self.record.denials}
        pairs |= {(claim.denies, claim.id) for claim in self.claims if claim.denies}
        return grouped(sorted(pairs))

    @cached_property
    def _families(self) -> dict[str, tuple[tuple[Span, str], ...]]:
        return grouped(
            (passage.report, (passage.span, family.id))
            for family in self.record.families
            for passage in family.passages
        )


def grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    """The values of each key, in the order given."""
    found: dict[Key, list[Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
