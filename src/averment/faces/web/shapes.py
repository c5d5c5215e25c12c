"""What pages show and the API gives, beyond the lines that are exported: one shape a page, every field always there."""

from __future__ import annotations

from pydantic import Field

from averment.faces.lines import (
    EventLine,
    FigureLine,
    IncidentLine,
    NameLine,
    PlaceLine,
    PlaceShape,
    QuoteLine,
    ReportLine,
    Shape,
    SpanShape,
    StatementLine,
    TimeLine,
    WhenShape,
)
from averment.faces.web.filter_shapes import Asked, Choices


class Paging(Shape):
    total: int = Field(description="how many there are in all")
    page: int = Field(description="this page, from 1")
    per_page: int
    pages: int


class CountsShape(Shape):
    """How many stand behind something, counted by independence."""

    reports: int
    outlets: int
    texts: int
    voices: int


class ReportRow(Shape):
    id: str
    title: str | None
    outlet: str | None
    file: str | None
    url: str | None
    published: WhenShape | None
    appearances: int
    claims: int


class VoiceRow(Shape):
    """One voice across reports, under its fullest name."""

    id: str
    name: str
    kind: str
    party: str | None
    claims: int


class Sighted(Shape):
    """A claim with its words in their paragraph, its voice and its report: what opens behind a figure."""

    line: FigureLine | EventLine | StatementLine
    voice: VoiceRow | None
    report: ReportRow
    before: str = Field(description="the words of the paragraph before the evidence")
    after: str = Field(description="the words of the paragraph after it")
    amount: SpanShape | None = Field(None, description="where the words of a figure's number stand in the report")


class MeasureRow(Shape):
    number: int = Field(description="the finding's place in the incident, from 1")
    measure: str
    group: str
    side: str | None
    place: str | None
    low: int | None
    high: int | None
    verdict: str
    flags: list[str]


class IncidentRow(Shape):
    """An incident as a line of a table."""

    id: str
    title: str
    when: WhenShape | None
    place: PlaceShape | None
    event_types: list[str]
    parties: list[str]
    grade: str | None
    episode: str | None
    claims: int
    counts: CountsShape
    measures: list[MeasureRow]


class EpisodeRow(Shape):
    id: str
    title: str
    when: WhenShape | None
    in_passing: bool
    incidents: int


class Totals(Shape):
    reports: int
    claims: int
    incidents: int
    episodes: int
    voices: int
    problems: int
    to_review: int


class IncidentList(Shape):
    paging: Paging
    incidents: list[IncidentRow]


class Overview(Shape):
    totals: Totals
    asked: Asked
    choices: Choices
    episodes: list[EpisodeRow]
    found: IncidentList


class Points(Shape):
    """Incidents for a map and a timeline, as columns of equal length; an unknown value is null."""

    id: list[str]
    title: list[str]
    latitude: list[float | None]
    longitude: list[float | None]
    precision: list[str | None]
    earliest: list[str | None]
    latest: list[str | None]
    place: list[str | None]
    low: list[int | None] = Field(description="of the measure asked, else people killed; null where nobody tells")
    high: list[int | None]
    verdict: list[str | None] = Field(description="how the accounts of that measure stand; null where nobody tells")
    flags: list[list[str]] = Field(description="of that measure")
    number: list[int | None] = Field(description="the finding's place in its incident, from 1")


class PositionShape(Shape):
    low: int | None
    high: int | None
    bound: str
    scope: str
    as_of: WhenShape | None
    claims: list[str]
    voices: list[str] = Field(description="ids of voices")
    counts: CountsShape
    superseded: bool


class FindingShape(Shape):
    """One measure of one group: the positions side by side, and how they stand to each other."""

    number: int = Field(description="its place in the incident, from 1; part of the address of the figure")
    measure: str
    group: str
    scope: str
    place: str | None
    side: str | None
    low: int | None
    high: int | None
    verdict: str
    reason: str
    flags: list[str]
    counts: CountsShape
    positions: list[PositionShape]


class FindingRow(FindingShape):
    """A finding outside of its incident's page."""

    incident: str
    title: str
    when: WhenShape | None


class FindingList(Shape):
    paging: Paging
    findings: list[FindingRow]


class PassageShape(Shape):
    report: ReportRow
    start: int
    end: int
    words: str


class FamilyShape(Shape):
    """One text that stands in several reports."""

    id: str
    passages: list[PassageShape]


class VictimRow(Shape):
    name: str
    age: int | None
    sex: str | None
    measure: str
    incident: str | None
    named_by: list[Sighted]


class ReasonShape(Shape):
    rule: str
    weight: float
    words: str


class JudgementShape(Shape):
    """Whether two claims tell one incident, and why."""

    first: str
    second: str
    judged: str
    score: float
    decided_by: str = Field(description='"rules", or the id of a decision')
    reasons: list[ReasonShape]


class CodebookRow(Shape):
    """The incident as a codebook would write it, with the rule behind each value."""

    codebook: str
    values: dict[str, str | None]
    trace: dict[str, str] = Field(description="for a column, the rule that filled it or the reason that it is blank")


class CorrectionShape(Shape):
    field: str
    value: str | None


class DecisionShape(Shape):
    id: str
    kind: str
    by: str
    reason: str
    made_at: str
    words: list[str] = Field(description="the words that it is about")
    claims: list[str | None] = Field(description="the claim that stands there today; null where none does")
    corrections: list[CorrectionShape]
    withdraws: str | None
    withdrawn_by: str | None
    in_force: bool
    waits: bool
    lost_to: str | None = Field(description="the decision that came first, where this one came too late to count")


class HistoryLine(Shape):
    """What changed in the record, and when it was recorded."""

    recorded_at: str
    kind: str
    words: str
    id: str | None = Field(description="what it is about: an incident, a report or a decision")


class IncidentPage(Shape):
    incident: IncidentLine
    aliases: list[str]
    episode: EpisodeRow | None
    counts: CountsShape
    findings: list[FindingShape]
    claims: list[Sighted]
    voices: list[VoiceRow]
    reports: list[ReportRow]
    families: list[FamilyShape]
    victims: list[VictimRow]
    judgements: list[JudgementShape]
    codebooks: list[CodebookRow]
    decisions: list[DecisionShape]
    history: list[HistoryLine]
    warnings: list[str]


class FigurePage(Shape):
    """One finding with the words behind each position."""

    incident: IncidentRow
    finding: FindingShape
    claims: list[Sighted]


class ClaimPage(Shape):
    """What opens behind a figure that one voice gives."""

    claim: Sighted
    incident: IncidentRow | None
    denies: list[Sighted]
    denied_by: list[Sighted]
    also_said: list[Sighted] = Field(description="what else the voice said of this incident, else in this report")
    copies: list[PassageShape] = Field(description="the same words in other reports")
    decisions: list[DecisionShape]


class EpisodePage(Shape):
    episode: EpisodeRow
    incidents: list[IncidentRow]


class AppearanceShape(Shape):
    file: str | None
    outlet: str | None
    url: str | None
    published: WhenShape | None
    received: str | None


class BlockShape(Shape):
    kind: str
    start: int
    end: int


class CopyShape(Shape):
    """A passage of this report that stands in another one too."""

    start: int
    end: int
    words: int
    share: float
    other: PassageShape


class ProblemShape(Shape):
    step: str
    message: str
    file: str | None
    report: str | None
    start: int | None
    end: int | None
    words: str | None


class ReportPage(Shape):
    report: ReportLine
    row: ReportRow
    appearances: list[AppearanceShape]
    blocks: list[BlockShape]
    claims: list[Sighted]
    quotes: list[QuoteLine]
    names: list[NameLine]
    places: list[PlaceLine]
    times: list[TimeLine]
    copies: list[CopyShape]
    problems: list[ProblemShape]


class ReportList(Shape):
    paging: Paging
    reports: list[ReportRow]


class VoicePage(Shape):
    voice: VoiceRow
    paging: Paging
    claims: list[Sighted] = Field(description="what it said, by the time told of")


class VoiceList(Shape):
    paging: Paging
    voices: list[VoiceRow]


class VictimList(Shape):
    paging: Paging
    victims: list[VictimRow]


class ClaimList(Shape):
    paging: Paging
    claims: list[FigureLine | EventLine | StatementLine]


class ProblemList(Shape):
    paging: Paging
    problems: list[ProblemShape]


class Found(Shape):
    """What a search found."""

    text: str
    incidents: IncidentList
    claims: list[Sighted]
    reports: list[ReportRow]
    voices: list[VoiceRow]
