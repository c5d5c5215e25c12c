"""Draws what changed: step by step what it touches, then the groups of that."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from averment.drawing import Parts, draw_parts, world_of
from averment.knowledge.tables import Tables
from averment.ledger.notes import Noted
from averment.ledger.today import Today
from averment.matching.compare import compare
from averment.matching.episodes import draw_episodes
from averment.matching.incidents import NEARLY_SAME, nearly_same
from averment.matching.told import Told, without
from averment.matching.traces import traces_of, word_key
from averment.model.decision import Standing
from averment.model.incident import Heard, Incident, Judgement, KnownVoice, Record
from averment.model.notes import ClaimNote, Notes, Scope, number_of
from averment.model.run import Problem
from averment.model.text import Span
from averment.redrawing.beside import Beside, find_beside, pairs_of
from averment.redrawing.copied import Copied, find_copied
from averment.redrawing.desk import Desk
from averment.redrawing.spoken import Spoken, find_spoken, tell_whole

MOST_CHANGED = 0.2  # of the reports: of more, drawing all of them costs less


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The part of the record that changed, what it stands in place of, and what is noted of it."""

    record: Record
    scope: Scope
    notes: Notes


def redraw(
    today: Today,
    noted: Noted,
    states: Mapping[str, str],
    decisions: Sequence[Standing],
    tables: Tables,
    few: int,
) -> Redrawn | None:
    """What changed since the notes were made, in reports of these states; None where all is better drawn anew.

    That is where the reports are `few` and a good part of them changed.
    """
    was = noted.states()
    changed = frozenset(report for report in was.keys() | states.keys() if was.get(report) != states.get(report))
    if len(states) <= few and len(changed) > MOST_CHANGED * len(states):
        return None
    desk = Desk(today, noted, decisions, tables, changed, frozenset(states))
    copied = find_copied(desk)
    spoken = find_spoken(desk, copied)
    beside = find_beside(desk, spoken)
    return None if beside is None else _drawn(desk, copied, spoken, beside)


def _drawn(desk: Desk, copied: Copied, spoken: Spoken, beside: Beside) -> Redrawn:
    """Draws the groups, and the episodes of all incidents."""
    world = world_of(desk.tables)
    raw = tell_whole(desk, beside.reports, spoken)
    told = sorted((without(one, _words_in(one, beside.common)) for one in raw.values()), key=lambda one: one.anchor)
    traces = {trace.number: trace for trace in traces_of(tuple(raw.values()), desk.tables)}
    judgements = compare(told, pairs_of(desk, traces, beside), world)
    drawn = draw_parts(told, judgements, desk.decisions, desk.appearances, world)
    claims = frozenset(raw) | {note.trace.claim for note in desk.noted_of(desk.changed)}
    replaced = {incident for incident, _ in desk.noted.homes(claims).values()}
    others = (one for one in desk.noted.footprints() if one.incident not in replaced)
    episodes, undecided = draw_episodes([*others, *drawn.footprints], desk.tables)
    nearly = [*judgements, *desk.noted.unsure_of(claims, NEARLY_SAME)]
    unsure = _unsure(desk, nearly, drawn.incidents, {one.id: one for one in told})
    voices = {one.id: one.voice for one in told}
    record = Record(
        copied.copies,
        copied.families,
        drawn.judgements,
        drawn.incidents,
        episodes,
        drawn.findings,
        drawn.denials,
        (*drawn.problems, *undecided, *unsure),
        _heard(desk, spoken, voices, claims),
    )
    return Redrawn(record, _scope(desk, copied, spoken, beside, claims), _notes(copied, spoken, beside, raw, drawn))


def _notes(copied: Copied, spoken: Spoken, beside: Beside, raw: Mapping[str, Told], drawn: Parts) -> Notes:
    notes = tuple(
        ClaimNote(
            raw[one.claim].claim.report,
            one,
            spoken.texts[one.claim],
            spoken.mentions[one.claim],
            raw[one.claim].voice.id,
        )
        for one in beside.new
    )
    mentions = {one: voice for one, voice in spoken.known.items() if spoken.noted.get(one) != voice}
    return Notes(copied.wordings, copied.shared, notes, mentions, drawn.footprints, drawn.groups)


def _scope(desk: Desk, copied: Copied, spoken: Spoken, beside: Beside, claims: frozenset[str]) -> Scope:
    return Scope(
        reports=desk.changed,
        pairs=copied.pairs,
        families=copied.replaced,
        claims=claims,
        drawn=beside.reports,
        renoted=spoken.changed,
        unused=spoken.unused,
        unpaired=beside.unpaired,
    )


def _words_in(one: Told, common: Collection[int]) -> frozenset[str]:
    return frozenset(word for word in one.words if word_key(word) in common)


def _unsure(
    desk: Desk, judgements: Sequence[Judgement], incidents: Iterable[Incident], told: Mapping[str, Told]
) -> Iterator[Problem]:
    """The warnings on incidents that may be one, of which at least one was drawn anew."""
    away = {claim for one in judgements for claim in (one.first, one.second) if claim not in told}
    homes = {claim: Known(*home) for claim, home in desk.noted.homes(away).items()}
    here = {claim: Known(one.id, one.title) for one in incidents for claim in one.claims}
    evidence = {id: (one.claim.report, one.claim.evidence) for id, one in told.items()}
    for note in desk.noted.claims({number_of(claim) for claim in away}):
        evidence[note.trace.claim] = note.report, Span(note.trace.anchor[1], note.trace.anchor[2])
    return nearly_same(judgements, homes | here, evidence)


def _heard(desk: Desk, spoken: Spoken, voices: Mapping[str, KnownVoice], claims: Collection[str]) -> tuple[Heard, ...]:
    """Every voice that speaks somewhere, with those of these claims that it makes."""
    uses = Counter(desk.noted.speaking())
    uses.subtract(desk.notes[claim].voice for claim in claims if claim in desk.notes)
    uses.update(voice.id for voice in voices.values())
    of: dict[str, list[str]] = defaultdict(list)
    for claim, voice in voices.items():
        of[voice.id].append(claim)
    all_voices = {voice.id: voice for voice in spoken.known.values()}
    return tuple(Heard(all_voices[id], tuple(sorted(of[id]))) for id in sorted(uses) if uses[id] > 0)


@dataclass(frozen=True, slots=True)
class Known:
    """An incident, as far as a warning names it."""

    id: str
    title: str
