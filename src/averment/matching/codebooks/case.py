"""One incident with everything that a codebook looks at: its claims, findings, denials and reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from averment.knowledge.tables import TABLES, Tables
from averment.model.claim import Claim, Figure, Modality, Scope, Stance, Statement, Voice, VoiceKind
from averment.model.codebook import CHOICES, Choices
from averment.model.collection import Collection
from averment.model.incident import Counts, Denial, Finding, Incident, Position, Verdict
from averment.model.report import Appearance, Report
from averment.model.when_where import Place, When

MONTH = timedelta(days=31)  # a total of the past that no month is told of is history and no incident
WIDER = frozenset({Scope.CUMULATIVE, Scope.WAR})
SAYING = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ALLEGES})
PRINTING = frozenset({VoiceKind.OUTLET, VoiceKind.AGENCY})


@dataclass(frozen=True, slots=True)
class CodebookRules:
    """What the rules stand on beside the incident: the tables, and the choices that the codebooks leave open.

    `province` names the first-order division that a place lies in, None where it is not known; `recorded` gives the
    Unix time at which a ledger took up the present state of an incident, None outside a ledger.
    """

    tables: Tables = TABLES
    choices: Choices = CHOICES
    province: Callable[[Place], str | None] = lambda place: None
    recorded: Callable[[str], int | None] = lambda incident: None


RULES = CodebookRules()


@dataclass(frozen=True, slots=True)
class Case:
    """An incident and what is held of it. `claims` stand in the order of the reports and of their text.

    `past` are the claims that tell of a whole war, or of the past beside the news: no codebook adds these to it. Where
    all of an incident lies in the past, and its month is known, it is an incident of that past.
    """

    incident: Incident
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    denied_by: Mapping[str, tuple[Claim, ...]]
    reports: Mapping[str, Report]
    appearances: Mapping[str, tuple[Appearance, ...]]
    published: Mapping[str, When | None]
    past: frozenset[str] = frozenset()
    rules: CodebookRules = RULES

    @property
    def tables(self) -> Tables:
        return self.rules.tables

    def claim(self, id: str) -> Claim:
        return next(claim for claim in self.claims if claim.id == id)

    def told(self) -> tuple[Claim, ...]:
        """The claims that say something happened, of this incident and not of the past."""
        return tuple(one for one in self.claims if one.attribution.stance in SAYING and one.id not in self.past)

    def counts(self) -> Counts:
        """How many stand behind the incident as a whole: the widest of its findings, else its reports alone."""
        most = [finding.counts for finding in self.findings]
        seen = [place for report in self.reports for place in self.appearances.get(report) or (Appearance(),)]
        reports = max([len(seen), *(one.reports for one in most)])
        outlets = len({place.outlet or "" for place in seen})
        voices = {speaker_name(claim) for claim in self.told()}
        return Counts(
            reports,
            max([outlets, *(one.outlets for one in most)]),
            max([1, *(one.texts for one in most)]),
            max([len(voices), *(one.voices for one in most)]),
        )


def case_of(incident: Incident, collection: Collection, rules: CodebookRules = RULES) -> Case:
    """The incident as the codebooks look at it."""
    claims = tuple(sorted(map(collection.claim, incident.claims), key=_order))
    reports = sorted({claim.report for claim in claims})
    return Case(
        incident,
        claims,
        collection.findings_of(incident.id),
        {claim.id: tuple(map(collection.claim, collection.denied_by(claim.id))) for claim in claims},
        {report: collection.report(report) for report in reports},
        {report: collection.appearances.get(report, ()) for report in reports},
        {report: collection.reading(report).published for report in reports},
        _past(claims, incident.when),
        rules,
    )


def bare_case(
    incident: Incident,
    claims: Mapping[str, Claim],
    findings: Sequence[Finding],
    denials: Sequence[Denial],
    tables: Tables,
) -> Case:
    """The same while a record is drawn: without the reports, which only lists of sources look at."""
    held = tuple(sorted((claims[id] for id in incident.claims), key=_order))
    of = tuple(finding for finding in findings if finding.incident == incident.id)
    denied = {claim.id: tuple(claims[one.claim] for one in denials if one.denies == claim.id) for claim in held}
    return Case(incident, held, of, denied, {}, {}, {}, _past(held, incident.when), CodebookRules(tables))


def main_findings(case: Case, measure: str) -> tuple[Finding, ...]:
    """What is counted of the incident itself: not one place alone, not a longer time, not history."""
    return tuple(
        finding
        for finding in case.findings
        if finding.measure == measure
        and finding.verdict is not Verdict.DIFFERENT_SCOPE
        and finding.scope not in WIDER
        and standing(case, finding)
    )


def standing(case: Case, finding: Finding) -> tuple[Position, ...]:
    """The positions that no later one replaced, that count the whole group and that do not tell of the past."""
    return tuple(
        position
        for position in finding.positions
        if not position.superseded and position.group is None and not case.past.issuperset(position.claims)
    )


def speaker_name(claim: Claim) -> str:
    """The voice as counted: the institution that is spoken for, else the speaker."""
    speaker = claim.attribution.speaker
    return speaker.institution or speaker.name or claim.report


def is_printing(voice: Voice) -> bool:
    """Whether an outlet or agency speaks for itself."""
    return voice.kind in PRINTING


def _order(claim: Claim) -> tuple[str, int, int, str]:
    return claim.report, claim.evidence.start, claim.evidence.end, claim.id


def _past(claims: tuple[Claim, ...], when: When | None) -> frozenset[str]:
    wars = {claim.id for claim in claims if isinstance(claim.what, Figure) and claim.what.scope is Scope.WAR}
    history = {claim.id for claim in claims if claim.attribution.modality is Modality.HISTORICAL}
    news = [claim for claim in claims if claim.id not in wars | history and not isinstance(claim.what, Statement)]
    return frozenset(wars if not news and _is_dated(when) else wars | history)


def _is_dated(when: When | None) -> bool:
    return bool(when and when.earliest and when.latest and when.latest - when.earliest <= MONTH)
