"""Claims drawn together: incidents, episodes, and how the accounts of each stand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from averment.model.claim import Bound, EventType, Scope, VoiceKind
from averment.model.report import Copy, Family
from averment.model.run import Problem
from averment.model.when_where import When, Where


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule's say on a pair of claims: its name, its weight (positive speaks for one incident) and words."""

    rule: str
    weight: float
    words: str


class JudgedAs(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two claims tell one incident. `decided_by` is "rules" or the id of a person's decision."""

    first: str
    second: str
    judged: JudgedAs
    score: float
    reasons: tuple[Reason, ...]
    decided_by: str = "rules"


@dataclass(frozen=True, slots=True)
class Incident:
    """A moment in time and space of which claims speak. `aliases` are earlier ids that lead here.

    `counts` tells how many stand behind all of it; None in a record that was drawn before it was kept. `grade` is that
    of Airwars, None where nobody is said to have been hurt.
    """

    id: str
    claims: tuple[str, ...]
    title: str
    when: When | None
    where: Where | None
    event_types: tuple[EventType, ...]
    parties: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    counts: Counts | None = None
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """Incidents of one outbreak of fighting. `in_passing` marks history told beside today's news."""

    id: str
    title: str
    incidents: tuple[str, ...]
    when: When | None
    in_passing: bool = False


class Verdict(StrEnum):
    """How positions stand to each other, never which is true. Codebook, section 4."""

    SINGLE = "single"
    AGREED = "agreed"
    COMPATIBLE = "compatible"
    SUPERSEDED = "superseded"
    UNORDERED = "unordered"
    DISPUTED = "disputed"
    DIFFERENT_SCOPE = "different_scope"


class Flag(StrEnum):
    DENIED = "denied"
    ONE_SIDE_ONLY = "one_side_only"
    OWN_LOSSES = "own_losses"
    ACCUSER_ONLY = "accuser_only"


class Grade(StrEnum):
    """Airwars' grades of an allegation. Codebook, section 8."""

    CONFIRMED = "Confirmed"
    FAIR = "Fair"
    WEAK = "Weak"
    CONTESTED = "Contested"
    DISCOUNTED = "Discounted"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stand behind something: appearances, outlets, separate texts, separate voices.

    Outlets of one house are one. `unplaced_outlets` and `unplaced_voices` are those among them that nothing places
    (an outlet that is not named or that no table holds, unnamed witnesses): each is counted as one of its own.
    """

    reports: int
    outlets: int
    texts: int
    voices: int
    unplaced_outlets: int = 0
    unplaced_voices: int = 0


@dataclass(frozen=True, slots=True)
class Position:
    """One answer on one measure, with everyone who gives it. `superseded` when a later answer replaced it.

    `group` is set where it counts only part of those whom the finding counts: "at least two civilians", told before
    anybody counted all the dead.
    """

    low: int | None
    high: int | None
    bound: Bound
    scope: Scope
    as_of: When | None
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    counts: Counts
    superseded: bool = False
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One measure of one group in one incident: the positions side by side and the verdict with its reason."""

    incident: str
    measure: str
    group: str
    scope: Scope
    positions: tuple[Position, ...]
    verdict: Verdict
    reason: str
    flags: tuple[Flag, ...]
    low: int | None
    high: int | None
    counts: Counts
    place: str | None = None  # set where the figure is of one place alone, narrower than the incident
    side: str | None = None  # the party of those hit, where the accounts tell it


@dataclass(frozen=True, slots=True)
class Denial:
    """A claim that denies another."""

    claim: str
    denies: str


@dataclass(frozen=True, slots=True, order=True)
class KnownVoice:
    """One voice across reports, under its fullest name."""

    id: str
    name: str
    kind: VoiceKind
    party: str | None


@dataclass(frozen=True, slots=True)
class Heard:
    """A voice and every claim that it makes, in whatever report."""

    voice: KnownVoice
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything derived from the claims: rebuilt at will, never edited."""

    copies: tuple[Copy, ...]
    families: tuple[Family, ...]
    judgements: tuple[Judgement, ...]
    incidents: tuple[Incident, ...]
    episodes: tuple[Episode, ...]
    findings: tuple[Finding, ...]
    denials: tuple[Denial, ...]
    problems: tuple[Problem, ...] = ()
    voices: tuple[Heard, ...] = ()
