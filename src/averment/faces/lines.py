"""The JSON lines that leave the house: their types, field by field. A public interface; an unknown value is null."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A shape that leaves the house: every field always present, no other ones."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SpanShape(Shape):
    start: int = Field(description="first code point in the report's cleaned text")
    end: int = Field(description="one past the last code point")


class WordsShape(SpanShape):
    words: str


class VoiceShape(Shape):
    name: str
    role: str | None
    party: str | None
    mention: SpanShape | None


class PlaceShape(Shape):
    """`name` is the gazetteer's where the place is resolved; the report's own spelling stands at start and end."""

    name: str
    latitude: float | None
    longitude: float | None
    country: str | None
    level: str | None
    precision: str
    gazetteer_id: str | None
    start: int
    end: int


class WhenShape(Shape):
    """Local time in ISO 8601; an open end is null. start and end are null when no words of the text tell the time."""

    earliest: str | None
    latest: str | None
    precision: str
    zone: str | None
    start: int | None
    end: int | None


class PublishedShape(WhenShape):
    reason: str


class VictimShape(Shape):
    name: str
    age: int | None
    sex: str | None


class Line(Shape):
    kind: str
    file: str | None = Field(description="as given on the command line; null from a ledger")
    report: str | None = Field(description="the report's id; null for an incident of several reports")


class ReportLine(Line):
    kind: Literal["report"]
    text: str
    sha256: str
    title: str | None
    outlet: str | None
    language: str
    published: PublishedShape | None


class ClaimLine(Line):
    id: str
    text_id: str
    start: int
    end: int
    evidence: str
    block: Literal["headline", "paragraph", "list_item", "caption"]
    voices: list[VoiceShape] = Field(description="publisher first, the speaker last")
    speaker: str | None = Field(description="the last voice's name; null for the outlet's own voice")
    cue: str | None
    stance: str
    modality: str
    denies: str | None
    denied_by: list[str]
    place: PlaceShape | None
    when: WhenShape | None
    incident: str | None
    episode: str | None
    family: str | None
    run: str


class FigureLine(ClaimLine):
    kind: Literal["figure"]
    measure: str
    group: str
    low: int | None
    high: int | None
    bound: str
    scope: str
    as_of: WhenShape | None
    side: str | None
    actor: str | None
    weapon: str | None
    victims: list[VictimShape]


class EventLine(ClaimLine):
    kind: Literal["event"]
    event_type: str
    subtype: str | None
    actor: str | None
    target: str | None
    weapon: str | None


class StatementLine(ClaimLine):
    kind: Literal["statement"]


class MeasureShape(Shape):
    measure: str
    group: str
    low: int | None
    high: int | None
    verdict: str
    reason: str
    flags: list[str]
    reports: int
    outlets: int
    texts: int
    voices: int
    positions: list[str] = Field(description="ids of the claims, position by position")


class UcdpShape(Shape):
    """UCDP's deaths; null where nobody says how many. The four groups add up to best, and low <= best <= high."""

    type_of_violence: int | None = Field(description="1 state-based, 2 non-state, 3 one-sided")
    best: int | None
    low: int | None
    high: int | None
    deaths_a: int | None
    deaths_b: int | None
    deaths_civilians: int | None
    deaths_unknown: int | None


class AcledShape(Shape):
    """The first of the rows that ACLED would have; `rows` is how many."""

    event_type: str | None
    sub_event_type: str | None
    fatalities: int
    time_precision: int | None
    geo_precision: int | None
    rows: int


class AirwarsShape(Shape):
    """Civilians killed and injured, each from and to; null where nobody tells of any."""

    killed: list[int] | None
    injured: list[int] | None
    women: list[int] | None
    men: list[int] | None
    children: list[int] | None
    belligerents: list[int] | None
    strike_status: str | None
    grade: str | None


class CodebooksShape(Shape):
    """What each codebook would write down; null where it would have no row. `export --codebook` gives whole rows."""

    ucdp: UcdpShape | None
    acled: AcledShape | None
    airwars: AirwarsShape | None


class IncidentVictimShape(Shape):
    """A person named among those hit, once for all reports; never added to a total that includes them."""

    name: str
    other_names: list[str]
    age: int | None
    sex: str | None
    measures: list[str]
    reports: int
    claims: list[str]
    reasons: list[str] = Field(description="why differing mentions were taken for one person")


class IncidentLine(Line):
    kind: Literal["incident"]
    id: str
    title: str
    when: WhenShape | None
    place: PlaceShape | None
    event_types: list[str]
    parties: list[str]
    measures: list[MeasureShape]
    grade: str | None
    codebooks: CodebooksShape | None
    victims: list[IncidentVictimShape]


class QuoteLine(Line):
    kind: Literal["quote"]
    start: int
    end: int
    words: str
    mode: str
    cue: str | None
    source: WordsShape | None
    speaker: str | None


class NameLine(Line):
    kind: Literal["name"]
    start: int
    end: int
    words: str
    label: str


class PlaceLine(Line):
    kind: Literal["place"]
    start: int
    end: int
    words: str
    place: PlaceShape


class TimeLine(Line):
    kind: Literal["time"]
    start: int
    end: int
    words: str
    when: WhenShape


class SentenceLine(Line):
    kind: Literal["sentence"]
    start: int
    end: int
    conllu: str


class VictimLine(Line):
    kind: Literal["victim"]
    claim: str
    incident: str | None
    name: str
    age: int | None
    sex: str | None
    measure: str
    start: int
    end: int
    words: str
    person: str | None = Field(description="one id for all mentions of a person in an incident; null outside of one")
    known_as: str = Field(description="the fullest name under which the reports of the incident know the person")
    reasons: list[str] = Field(description="why differing mentions were taken for one person")


class FigureOfRecordShape(Shape):
    """A figure of the record on one day."""

    low: int | None
    high: int | None
    verdict: str
    flags: list[str]


class ChangeLine(Line):
    """What changed in one incident from one day to another; the incident itself where measure is null."""

    kind: Literal["change"]
    change: Literal["new", "changed", "withdrawn"]
    incident: str
    title: str
    measure: str | None
    group: str | None
    before: FigureOfRecordShape | None
    after: FigureOfRecordShape | None
    words: str


class TraceLine(Line):
    """One field of a codebook's row: its value, the rule that gave it or the reason why it is blank, its claims."""

    kind: Literal["trace"]
    codebook: str
    row: str = Field(description="the row's id")
    incident: str
    column: str
    value: str | int | float | None
    rule: str
    claims: list[str]


class TombstoneLine(Line):
    """An incident whose rows are to be dropped: its id, and with it every row whose id begins with it."""

    kind: Literal["tombstone"]
    codebook: str
    id: str
    leads_to: str | None = Field(description="the incident that holds its claims now")


LINES: dict[str, type[Line]] = {
    "report": ReportLine,
    "figure": FigureLine,
    "event": EventLine,
    "statement": StatementLine,
    "incident": IncidentLine,
    "quote": QuoteLine,
    "name": NameLine,
    "place": PlaceLine,
    "time": TimeLine,
    "sentence": SentenceLine,
    "victim": VictimLine,
    "trace": TraceLine,
    "tombstone": TombstoneLine,
    "change": ChangeLine,
}
