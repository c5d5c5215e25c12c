"""The steps of matching in order, as the pipeline calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from averment.matching.candidates import candidate_pairs
from averment.matching.compare import compare
from averment.matching.copies import find_copies
from averment.matching.denials import find_denials
from averment.matching.episodes import draw_episodes
from averment.matching.footprints import footprint_of
from averment.matching.incidents import draw_incidents, nearly_same, with_joined
from averment.matching.positions import Grounds
from averment.matching.reconcile import reconcile
from averment.matching.rules import World
from averment.matching.texts import texts_of
from averment.matching.told import Told, tell
from averment.matching.voices import find_voices
from averment.model.incident import Denial, Episode, Finding, Incident, Judgement
from averment.model.reading import Reading
from averment.model.report import Family, Report
from averment.model.run import Problem


@dataclass(frozen=True, slots=True)
class Settled:
    told: Mapping[str, Told]
    families: tuple[Family, ...]
    judgements: tuple[Judgement, ...]
    incidents: tuple[Incident, ...]
    episodes: tuple[Episode, ...]
    denials: tuple[Denial, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]

    def home(self, claim: str) -> str | None:
        return next((incident.id for incident in self.incidents if claim in incident.claims), None)

    def episode(self, claim: str) -> str | None:
        incident = self.home(claim)
        return next((episode.id for episode in self.episodes if incident in episode.incidents), None)


def settle(
    reports: Mapping[str, Report],
    readings: Sequence[Reading],
    decisions: Sequence[Judgement] = (),
    aligned: Callable[[str, str], bool] = lambda one, other: one == other,
    side_of: Callable[[str], str | None] = lambda name: None,
) -> Settled:
    claims = [claim for reading in readings for claim in reading.claims]
    _, families = find_copies(tuple(reports.values()))
    texts = texts_of(claims, families)
    voices = find_voices(claims, texts, reports, side_of)
    told = tell(reports, readings, texts, voices)
    world = World(aligned=lambda one, other, when: aligned(one, other))
    judgements = compare(told, candidate_pairs(told), world)
    drawing = draw_incidents(told, judgements, decisions, world)
    by_id = {one.id: one for one in told}
    denials = find_denials(by_id, drawing.incidents, world)
    grounds = Grounds(denials, world, {report.id: (report.appearance,) for report in reports.values()})
    findings = tuple(one for incident in drawing.incidents for one in reconcile(incident, by_id, grounds))
    episodes, undecided = draw_episodes([footprint_of(one, by_id) for one in drawing.incidents])
    problems = (*drawing.problems, *undecided, *_unsure(judgements, drawing.incidents, by_id))
    judged = with_joined(judgements, drawing.joined)
    return Settled(by_id, families, judged, drawing.incidents, episodes, denials, findings, problems)


def _unsure(
    judgements: Sequence[Judgement], incidents: Sequence[Incident], told: Mapping[str, Told]
) -> Iterable[Problem]:
    home = {claim: incident for incident in incidents for claim in incident.claims}
    return nearly_same(judgements, home, {id: (one.claim.report, one.claim.evidence) for id, one in told.items()})
