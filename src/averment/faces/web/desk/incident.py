"""One incident: the accounts side by side, who gives them, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from averment.faces.codebooks import shape_of
from averment.faces.shapes import incident_line
from averment.faces.web import shapes
from averment.faces.web.desk.audit import decisions_on
from averment.faces.web.desk.gathered import Gathered, gather
from averment.faces.web.desk.history import history_of
from averment.faces.web.desk.incident_rows import (
    UNCOUNTED,
    counts_shape,
    episode_rows,
    finding_shape,
    finding_shapes,
    incident_rows,
)
from averment.faces.web.desk.victims import victims_named
from averment.ledger import page_queries, settles
from averment.ledger.glances import Glance
from averment.ledger.page_queries import Slice
from averment.ledger.queries import ALL
from averment.matching.codebooks.case import CodebookRules, case_of
from averment.matching.codebooks.rows import codebook_rows
from averment.model.codebook import Codebook, CodebookRow
from averment.model.collection import Collection as Held
from averment.model.incident import Incident, Judgement
from averment.model.report import Family, Passage
from averment.model.run import Problem

MOST_JUDGEMENTS = Slice(100)
MOST_INCIDENTS = Slice(500)


def incident_page(glance: Glance, id: str, rules: CodebookRules) -> shapes.IncidentPage | None:
    """Everything of an incident, under its id or an earlier one; None when there is none, or no claim is left."""
    found = find_incident(glance, id)
    if found is None:
        return None
    denying = [denial.claim for denial in glance.denials(found.claims)]
    held = gather(glance, glance.claims({*found.claims, *denying}), incidents=[found.id])
    told = tuple(claim for claim in found.claims if held.part.has_claim(claim))
    if not told:
        return None
    incident, part = replace(found, claims=told), whole(held.part)
    voices = {claim: row.id for claim, row in held.voices.items()}
    case = case_of(incident, part, rules)
    rows = {codebook: codebook_rows(codebook, case) for codebook in Codebook}
    numbers = shape_of(case, rows[Codebook.UCDP], rows[Codebook.ACLED])
    return shapes.IncidentPage(
        incident=incident_line(incident, part, None, None, rules, numbers),
        aliases=list(incident.aliases),
        episode=_episode(glance, incident),
        counts=counts_shape(incident.counts or UNCOUNTED),
        findings=finding_shapes(part.findings_of(incident.id), voices),
        claims=held.all_sighted(told),
        voices=_speaking_most(held, told),
        reports=[held.reports[report.id] for report in part.reports],
        families=families(glance, held),
        victims=victims_named(held, told),
        judgements=[judgement_shape(one) for one in glance.judgements(told, MOST_JUDGEMENTS)],
        codebooks=[_codebook_row(codebook, row) for codebook, some in rows.items() for row in some],
        decisions=decisions_on(glance, found.claims),
        history=history_of(glance, incident.id),
        warnings=[problem.message for problem in _settled(glance) if incident.id in problem.message],
    )


def figure_page(glance: Glance, id: str, number: int) -> shapes.FigurePage | None:
    """One finding of an incident with the words behind it; None when there is none of that number."""
    incident = find_incident(glance, id)
    findings = glance.findings([incident.id]) if incident else ()
    if incident is None or not 1 <= number <= len(findings):
        return None
    finding = findings[number - 1]
    claims = [claim for position in finding.positions for claim in position.claims]
    held = gather(glance, glance.claims(claims))
    return shapes.FigurePage(
        incident=incident_rows(glance, [incident.id])[0],
        finding=finding_shape(number, finding, {claim: row.id for claim, row in held.voices.items()}),
        claims=held.all_sighted(dict.fromkeys(claims)),
    )


def episode_page(glance: Glance, id: str) -> shapes.EpisodePage | None:
    """The incidents of one episode; None when there is none."""
    row = _episode_row(glance, id)
    if row is None:
        return None
    members = page_queries.episode_members(glance.connection, id, MOST_INCIDENTS)
    return shapes.EpisodePage(episode=row, incidents=incident_rows(glance, members))


def find_incident(glance: Glance, id: str) -> Incident | None:
    """The incident under this id, or the one that holds its claims now."""
    found = glance.incidents_with_aliases([id])
    if found:
        return found[0]
    leads_to = page_queries.alias_target(glance.connection, id)
    return next(iter(glance.incidents_with_aliases([leads_to] if leads_to else [])), None)


def families(glance: Glance, held: Gathered) -> list[shapes.FamilyShape]:
    """The copied passages that the gathered claims stand in, each with all reports that print it."""
    used = [family for family in held.part.record.families if _is_used(family, held)]
    others = {passage.report for family in used for passage in family.passages} - set(held.reports)
    more = gather(glance, (), reports=sorted(others)) if others else held
    return [
        shapes.FamilyShape(
            id=family.id,
            passages=[
                passage_shape(passage, held if passage.report in held.reports else more)
                for passage in family.passages
                if passage.report in held.reports or passage.report in more.reports
            ],
        )
        for family in used
    ]


def passage_shape(passage: Passage, held: Gathered) -> shapes.PassageShape:
    span = passage.span
    words = span.of(held.part.report(passage.report).text)
    return shapes.PassageShape(report=held.reports[passage.report], start=span.start, end=span.end, words=words)


def judgement_shape(judgement: Judgement) -> shapes.JudgementShape:
    return shapes.JudgementShape(
        first=judgement.first,
        second=judgement.second,
        judged=judgement.judged,
        score=judgement.score,
        decided_by=judgement.decided_by,
        reasons=[
            shapes.ReasonShape(rule=reason.rule, weight=reason.weight, words=reason.words)
            for reason in judgement.reasons
        ],
    )


def whole(part: Held) -> Held:
    """The part without denials that lead out of it."""
    inside = tuple(one for one in part.record.denials if part.has_claim(one.claim) and part.has_claim(one.denies))
    return replace(part, record=replace(part.record, denials=inside))


def _codebook_row(codebook: Codebook, row: CodebookRow) -> shapes.CodebookRow:
    """What a codebook would write, with the rule or the reason behind each field."""
    return shapes.CodebookRow(
        codebook=codebook,
        values={cell.column: None if cell.value is None else str(cell.value) for cell in row.cells},
        trace={cell.column: cell.rule for cell in row.cells},
    )


def _is_used(family: Family, held: Gathered) -> bool:
    return any(
        passage.report == claim.report and passage.span.overlaps(claim.evidence)
        for passage in family.passages
        for claim in held.part.claims
    )


def _episode(glance: Glance, incident: Incident) -> shapes.EpisodeRow | None:
    id = glance.episode_of([incident.id]).get(incident.id)
    return glance.once_settled(("episode", id), lambda: _episode_row(glance, id)) if id else None


def _episode_row(glance: Glance, id: str) -> shapes.EpisodeRow | None:
    return next(iter(episode_rows(glance, page_queries.episode_sizes(glance.connection, [id], Slice(1)))), None)


def _speaking_most(held: Gathered, claims: Iterable[str]) -> list[shapes.VoiceRow]:
    """The voices of these claims, each once: those with a party first, by name."""
    rows = {row.id: row for claim in claims if (row := held.voices.get(claim))}
    return sorted(rows.values(), key=lambda row: (row.party is None, row.party or "", row.name, row.id))


def _settled(glance: Glance) -> Sequence[Problem]:
    ask = settles.read_problems
    return glance.once("problems of settling", lambda: tuple(map(glance.hide, ask(glance.connection, ALL))))
