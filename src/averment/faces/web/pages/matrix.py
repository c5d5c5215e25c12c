"""The matrix of an incident: measures and events down, voices across, in each cell what that voice says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from averment.faces.lines import EventLine, FigureLine
from averment.faces.web.shapes import FindingShape, IncidentPage, Sighted, VoiceRow
from averment.knowledge.parties import PartyKind, party_kind, side_of
from averment.knowledge.settling import groups_around
from averment.knowledge.tables import TABLES, Tables

MEASURES = ("killed", "wounded", "casualties", "missing", "captured", "abducted", "displaced", "destroyed", "damaged")
MOST_EVENTS = 14  # rows of what is said to have happened; the rest stands among the words
OUTLETS, MONITORS, UNPLACED = "Outlets' own voice", "International bodies", "Unplaced"


@dataclass(frozen=True, slots=True)
class Column:
    voice: VoiceRow
    begins_group: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that stand together: the voices of one party, or those that belong to none."""

    name: str
    party: str | None
    width: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one voice says on one row; several claims where it says several things."""

    claims: tuple[Sighted, ...]
    superseded: frozenset[str]


@dataclass(frozen=True, slots=True)
class FigureRow:
    finding: FindingShape
    depth: int  # how deep its group lies inside the group of a row above
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing said to have happened, by one doer."""

    words: str
    actor: str | None
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class FigureMatrix:
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class EventMatrix:
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    rows: tuple[EventRow, ...]
    left_out: int


def figure_matrix(page: IncidentPage, tables: Tables = TABLES) -> FigureMatrix:
    """The figures of everybody who gives one: a row a measure and group, those inside another below it."""
    told = {one.line.id: one for one in page.claims if one.voice}
    by_row = [(finding, depth, _claims_of(finding, told)) for finding, depth in in_order(page.findings, tables)]
    columns, groups = _columns([one for _, _, held in by_row for one in held], page.incident.parties, tables)
    order = [column.voice.id for column in columns]
    rows = [FigureRow(finding, depth, _cells(held, order, _superseded(finding))) for finding, depth, held in by_row]
    return FigureMatrix(columns, groups, tuple(rows))


def event_matrix(page: IncidentPage, tables: Tables = TABLES) -> EventMatrix:
    """What is said to have happened and by whom; what most voices tell first."""
    rows: dict[tuple[str, str | None], list[Sighted]] = defaultdict(list)
    for one in page.claims:
        if one.voice and isinstance(one.line, EventLine):
            actor = one.line.actor and (side_of(one.line.actor, tables) or one.line.actor)
            rows[one.line.subtype or one.line.event_type, actor].append(one)
    ranked = sorted(rows.items(), key=lambda row: (-_voices(row[1]), row[0][0], row[0][1] or ""))
    shown = ranked[:MOST_EVENTS]
    columns, groups = _columns([one for _, held in shown for one in held], page.incident.parties, tables)
    order = [column.voice.id for column in columns]
    drawn = [EventRow(words, actor, _cells(held, order, frozenset())) for (words, actor), held in shown]
    return EventMatrix(columns, groups, tuple(drawn), len(ranked) - len(shown))


def in_order(findings: Sequence[FindingShape], tables: Tables = TABLES) -> list[tuple[FindingShape, int]]:
    """Findings by measure, a group under the group that holds it, each with how deep it stands."""
    around = groups_around(tables)

    def path(group: str) -> tuple[str, ...]:
        return (*sorted(around.get(group, ()), key=lambda one: len(around.get(one, ()))), group)

    held: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        held[finding.measure].add(finding.group)
    ranked = sorted(
        findings,
        key=lambda one: (_rank(one.measure), one.measure, path(one.group), one.place or "", one.side or "", one.number),
    )
    return [(one, len(around.get(one.group, frozenset()) & held[one.measure])) for one in ranked]


def _rank(measure: str) -> int:
    return MEASURES.index(measure) if measure in MEASURES else len(MEASURES)


def _columns(
    speaking: Sequence[Sighted], parties: Sequence[str], tables: Tables
) -> tuple[tuple[Column, ...], tuple[Group, ...]]:
    voices = {one.voice.id: one.voice for one in speaking if one.voice}
    grouped: dict[tuple[int, str, str | None], list[VoiceRow]] = defaultdict(list)
    for voice in voices.values():
        grouped[_group_of(voice, parties, tables)].append(voice)
    columns, groups = [], []
    for key in sorted(grouped, key=lambda key: key[:2]):
        held = sorted(grouped[key], key=lambda voice: (-voice.claims, voice.name))
        groups.append(Group(key[1], key[2], len(held)))
        columns += [Column(voice, number == 0) for number, voice in enumerate(held)]
    return tuple(columns), tuple(groups)


def _group_of(voice: VoiceRow, parties: Sequence[str], tables: Tables) -> tuple[int, str, str | None]:
    """Each side first, those that act here before others, then international bodies, outlets and the unplaced."""
    if voice.kind in {"outlet", "agency"}:
        return 3, OUTLETS, None
    if voice.party is None:
        return 4, UNPLACED, None
    if party_kind(voice.party, tables) is PartyKind.INTERNATIONAL:
        return 2, MONITORS, None
    return (0 if voice.party in parties else 1), voice.party, voice.party


def _claims_of(finding: FindingShape, told: Mapping[str, Sighted]) -> list[Sighted]:
    return [told[claim] for position in finding.positions for claim in position.claims if claim in told]


def _superseded(finding: FindingShape) -> frozenset[str]:
    return frozenset(claim for position in finding.positions if position.superseded for claim in position.claims)


def _cells(claims: Sequence[Sighted], order: Sequence[str], superseded: frozenset[str]) -> tuple[Cell | None, ...]:
    by_voice: dict[str, list[Sighted]] = defaultdict(list)
    for one in claims:
        if one.voice:
            by_voice[one.voice.id].append(one)
    return tuple(Cell(tuple(_once(by_voice[voice])), superseded) if voice in by_voice else None for voice in order)


def _once(claims: Sequence[Sighted]) -> list[Sighted]:
    """One claim for each thing that a voice says, however often it is printed; the oldest times first."""
    found: dict[tuple[object, ...], Sighted] = {}
    for one in claims:
        line = one.line
        number = (line.low, line.high, line.bound) if isinstance(line, FigureLine) else (line.kind, line.modality)
        as_of = line.as_of if isinstance(line, FigureLine) else None
        found.setdefault((number, line.stance, as_of.earliest if as_of else None), one)
    return sorted(found.values(), key=_as_of)


def _as_of(one: Sighted) -> str:
    as_of = one.line.as_of if isinstance(one.line, FigureLine) else None
    return (as_of.earliest or "") if as_of else ""


def _voices(claims: Sequence[Sighted]) -> int:
    return len({one.voice.id for one in claims if one.voice})
