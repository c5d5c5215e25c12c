"""The record of readings, step by step: what is copied and who speaks, then group by group what happened.

draw          readings -> copies, voices -> traces -> judgements -> parts -> episodes, and notes of it all
draw_parts    judged claims -> groups -> parts, laid together
draw_part     one group of claims -> incidents -> denials -> findings
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain, combinations

from averment.knowledge.parties import aligned_within, side_of
from averment.knowledge.tables import Tables
from averment.matching.candidates import pairs_among, rare_among
from averment.matching.codebooks.airwars import grade_of
from averment.matching.codebooks.case import bare_case
from averment.matching.compare import compare
from averment.matching.copies import copies_among
from averment.matching.counting import counts
from averment.matching.denials import find_denials, taken_back
from averment.matching.episodes import draw_episodes
from averment.matching.footprints import footprint_of
from averment.matching.groups import Group, draw_groups
from averment.matching.incidents import draw_incidents, nearly_same, with_joined
from averment.matching.positions import Grounds
from averment.matching.reconcile import reconcile
from averment.matching.rules import World
from averment.matching.texts import texts_of
from averment.matching.told import Told, tell_one, uncommon
from averment.matching.traces import traces_of
from averment.matching.voices import SideOf, heard, known_voices, mention_of, voices_of
from averment.matching.windows import block_of
from averment.model.decision import DecisionKind, Standing
from averment.model.incident import Denial, Finding, Incident, JudgedAs, Judgement, Reason, Record
from averment.model.notes import ClaimNote, Footprint, Notes
from averment.model.reading import Reading
from averment.model.report import Appearance, Report
from averment.model.run import Problem

Appearances = Mapping[str, tuple[Appearance, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """What one group of claims gives to the record."""

    incidents: tuple[Incident, ...]
    joined: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    denials: tuple[Denial, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """What many groups give together; `groups` names for each report the group that its claims are drawn in."""

    judgements: tuple[Judgement, ...]
    incidents: tuple[Incident, ...]
    findings: tuple[Finding, ...]
    denials: tuple[Denial, ...]
    problems: tuple[Problem, ...]
    footprints: tuple[Footprint, ...]
    groups: dict[str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A record, and what is noted of it so that the next time only what changed is drawn."""

    record: Record
    notes: Notes


def draw_record(
    reports: Sequence[Report],
    appearances: Appearances,
    readings: Sequence[Reading],
    decisions: Sequence[Standing],
    tables: Tables,
) -> Record:
    """The record of these readings: the same whatever order they come in."""
    return draw(reports, appearances, readings, decisions, tables).record


def draw(
    reports: Sequence[Report],
    appearances: Appearances,
    readings: Sequence[Reading],
    decisions: Sequence[Standing],
    tables: Tables,
) -> Drawn:
    """The record of these readings, with its notes."""
    by_id = {report.id: report for report in reports}
    claims = [claim for reading in readings for claim in reading.claims]
    world, side = world_of(tables), sides_in(tables)
    found = copies_among([by_id[reading.report] for reading in readings], blocks_of(readings))
    texts = texts_of(claims, found.families)
    mentions = {claim.id: mention_of(claim, texts[claim.id], by_id[claim.report], side, tables) for claim in claims}
    known = known_voices(mentions.values(), side, tables)
    voices = voices_of(claims, mentions, known, tables)
    each = {
        one.id: one for reading in readings for one in tell_one(by_id[reading.report], reading, texts, voices, tables)
    }
    traces = traces_of(tuple(each.values()), tables)
    told = uncommon(each.values())
    judgements = compare(told, pairs_among(traces, rare_among(len(told))), world)
    drawn = draw_parts(told, judgements, decisions, appearances, world)
    episodes, undecided = draw_episodes(drawn.footprints, tables)
    home = {claim: incident for incident in drawn.incidents for claim in incident.claims}
    unsure = nearly_same(judgements, home, {one.id: (one.claim.report, one.claim.evidence) for one in told})
    record = Record(
        found.copies,
        found.families,
        drawn.judgements,
        drawn.incidents,
        episodes,
        drawn.findings,
        drawn.denials,
        (*drawn.problems, *undecided, *unsure),
        heard(voices),
    )
    noted = tuple(
        ClaimNote(each[one.claim].claim.report, one, texts[one.claim], mentions[one.claim], voices[one.claim].id)
        for one in traces
    )
    return Drawn(record, Notes(found.wordings, found.shared, noted, known, drawn.footprints, drawn.groups))


def draw_parts(
    told: Sequence[Told],
    judgements: Sequence[Judgement],
    decisions: Sequence[Standing],
    appearances: Appearances,
    world: World,
) -> Parts:
    """All groups of these claims, each drawn by itself; in the order of the first words of each incident and denial."""
    groups = draw_groups(told, judgements, judged_by_people(decisions))
    parts = [draw_part(group, appearances, world) for group in groups]
    by_id = {one.id: one for one in told}
    incidents = sorted(
        chain.from_iterable(part.incidents for part in parts), key=lambda one: by_id[one.claims[0]].anchor
    )
    place = {incident.id: number for number, incident in enumerate(incidents)}
    findings = sorted(chain.from_iterable(part.findings for part in parts), key=lambda one: place[one.incident])
    denials = chain.from_iterable(part.denials for part in parts)
    return Parts(
        with_joined(judgements, chain.from_iterable(part.joined for part in parts)),
        tuple(incidents),
        tuple(findings),
        tuple(sorted(denials, key=lambda one: (by_id[one.claim].anchor, by_id[one.denies].anchor))),
        tuple(chain.from_iterable(part.problems for part in parts)),
        tuple(footprint_of(one, by_id) for one in incidents),
        _named(groups),
    )


def draw_part(group: Group, appearances: Appearances, world: World) -> Part:
    """The incidents of one group of claims, and how the accounts of each stand to each other."""
    drawing = draw_incidents(group.told, group.judgements, group.decisions, world)
    told = {one.id: one for one in group.told}
    denials = find_denials(told, drawing.incidents, world)
    grounds = Grounds(denials, world, appearances, taken_back(told, denials))
    findings = tuple(one for incident in drawing.incidents for one in reconcile(incident, told, grounds))
    claims = {one.id: one.claim for one in group.told}
    incidents = tuple(
        replace(
            incident,
            counts=counts((told[claim] for claim in incident.claims), appearances, world.tables),
            grade=grade_of(bare_case(incident, claims, findings, denials, world.tables)),
        )
        for incident in drawing.incidents
    )
    return Part(incidents, drawing.joined, findings, denials, drawing.problems)


def judged_by_people(decisions: Sequence[Standing]) -> tuple[Judgement, ...]:
    """People's same and different as judgements on each pair of the claims that they name."""
    verdicts = {DecisionKind.SAME: JudgedAs.SAME, DecisionKind.DIFFERENT: JudgedAs.DIFFERENT}
    return tuple(
        Judgement(first, second, verdicts[standing.decision.kind], 0.0, _why(standing), standing.decision.id)
        for standing in decisions
        if standing.in_force and standing.decision.kind in verdicts
        for first, second in combinations(sorted({claim for claim in standing.claims if claim}), 2)
    )


def blocks_of(readings: Iterable[Reading]) -> dict[str, int | None]:
    """The block in which each report was published."""
    return {reading.report: block_of(reading.published) for reading in readings}


def sides_in(tables: Tables) -> SideOf:
    """Tells which party a word names."""
    return lambda name: side_of(name, tables)


def world_of(tables: Tables) -> World:
    """What rules know beside the claims."""
    return World(
        tables, lambda one, other, when: aligned_within(one, other, _day(when.earliest), _day(when.latest), tables)
    )


def _named(groups: Iterable[Group]) -> dict[str, str]:
    """A group is called after the first of its reports."""
    of = ({one.claim.report for one in group.told} for group in groups)
    return {report: min(reports) for reports in of for report in reports}


def _why(standing: Standing) -> tuple[Reason, ...]:
    return (Reason("decision", 0.0, f"{standing.decision.by}: {standing.decision.reason}"),)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
