"""A claim: who says that what happened, in which words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from averment.model.ids import content_id
from averment.model.report import BlockKind
from averment.model.text import Span
from averment.model.when_where import When, Where


class VoiceKind(StrEnum):
    OUTLET = "outlet"
    AGENCY = "agency"
    PERSON = "person"
    INSTITUTION = "institution"
    GROUP = "group"  # unnamed people: "witnesses", "officials", "a doctor"


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone who speaks. `name` is the full mention that a short form or pronoun was followed back to.

    `institution` is the body that a spokesman, an office or a minister speaks for: they are one voice. `party` is a
    row of the parties table, or None when it cannot be told. `mention` is the words at the place of speaking.
    """

    name: str
    kind: VoiceKind
    role: str | None = None
    institution: str | None = None
    party: str | None = None
    mention: Span | None = None


class Stance(StrEnum):
    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    ALLEGES = "alleges"
    DENIES = "denies"
    DOUBTS = "doubts"
    DECLINES = "declines"
    RETRACTS = "retracts"
    # what should be, not what was: only statements carry these
    CALLS = "calls"
    CONDEMNS = "condemns"
    THREATENS = "threatens"
    PROMISES = "promises"


class Modality(StrEnum):
    ACTUAL = "actual"
    PRELIMINARY = "preliminary"
    HYPOTHETICAL = "hypothetical"
    FUTURE = "future"
    HISTORICAL = "historical"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class Attribution:
    """The chain of voices, publisher first and the speaker last; the outlet's own voice is a chain of one.

    `content` is the words attributed; `cue` the words that attribute them ("said", "according to").
    """

    voices: tuple[Voice, ...]
    stance: Stance
    modality: Modality
    content: Span
    cue: Span | None = None

    @property
    def speaker(self) -> Voice:
        return self.voices[-1]


class QuoteMode(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    DASH = "dash"


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of reported speech: the words inside the marks, or the clause that is reported.

    `source` is the words that name the speaker at this place ("he", "Stano"); None when nothing names one.
    `attribution` is None when no speaker could be found.
    """

    span: Span
    mode: QuoteMode
    source: Span | None
    attribution: Attribution | None


class Bound(StrEnum):
    """How to read the numbers of an amount. Codebook, section 2."""

    EXACTLY = "exactly"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    FEWER_THAN = "fewer_than"
    BETWEEN = "between"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Amount:
    """The numbers as spoken; the bound says how to read them. An open end is None. `words` holds the number words."""

    low: int | None
    high: int | None
    bound: Bound
    words: Span


class Scope(StrEnum):
    INCIDENT = "incident"
    PLACE = "place"
    DAY = "day"
    CUMULATIVE = "cumulative"
    WAR = "war"


@dataclass(frozen=True, slots=True)
class Party:
    """Who acted or was hit, as the text names them (short forms followed back).

    `side` is a row of the parties table, or None when it cannot be told.
    """

    name: str
    side: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Victim:
    """A named dead or wounded person: kept, and never added to a total that includes them."""

    name: str
    span: Span
    age: int | None = None
    sex: str | None = None  # "female", "male"; None when the words do not tell


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of whom. `measure` and `group` are rows of the measures and groups tables (codebook, section 1).

    `side` is the party of those hit or whose things were lost, `actor` who is said to have done it. `within` is the
    id of the claim that counts these people too ("15 of them are civilians"). `further` says that they are counted
    beside those named just before ("another 11").
    """

    measure: str
    group: str
    amount: Amount
    scope: Scope = Scope.INCIDENT
    as_of: When | None = None
    side: Party | None = None
    actor: Party | None = None
    weapon: str | None = None
    victims: tuple[Victim, ...] = ()
    within: str | None = None
    further: bool = False


class EventType(StrEnum):
    """ACLED's sub-event types, spelt exactly so (codebook, section 5)."""

    ARMED_CLASH = "Armed clash"
    GOVERNMENT_REGAINS = "Government regains territory"
    NON_STATE_OVERTAKES = "Non-state actor overtakes territory"
    CHEMICAL_WEAPON = "Chemical weapon"
    AIR_STRIKE = "Air/drone strike"
    SUICIDE_BOMB = "Suicide bomb"
    SHELLING = "Shelling/artillery/missile attack"
    LANDMINE = "Remote explosive/landmine/IED"
    GRENADE = "Grenade"
    SEXUAL_VIOLENCE = "Sexual violence"
    ATTACK = "Attack"
    ABDUCTION = "Abduction/forced disappearance"
    PEACEFUL_PROTEST = "Peaceful protest"
    PROTEST_WITH_INTERVENTION = "Protest with intervention"
    EXCESSIVE_FORCE = "Excessive force against protesters"
    VIOLENT_DEMONSTRATION = "Violent demonstration"
    MOB_VIOLENCE = "Mob violence"
    AGREEMENT = "Agreement"
    ARRESTS = "Arrests"
    CHANGE_TO_GROUP = "Change to group/activity"
    DISRUPTED_WEAPONS = "Disrupted weapons use"
    HEADQUARTERS = "Headquarters or base established"
    LOOTING = "Looting/property destruction"
    TERRITORY_TRANSFER = "Non-violent transfer of territory"
    OTHER = "Other"


@dataclass(frozen=True, slots=True)
class Event:
    """What is said to have happened. `subtype` keeps the finer word ("mobilization", "martial law")."""

    event_type: EventType
    subtype: str | None = None
    actor: Party | None = None
    target: Party | None = None
    weapon: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What should be, or what is denied without an event or figure of its own: a call, a condemnation, a denial."""

    about: str | None = None


What = Figure | Event | Statement


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one report. It cannot be built without its words: `evidence` is at most a sentence."""

    id: str
    report: str
    text_id: str
    evidence: Span
    block: BlockKind
    attribution: Attribution
    what: What
    when: When | None = None
    where: Where | None = None
    denies: str | None = None

    @property
    def kind(self) -> str:
        """ "figure", "event" or "statement"."""
        return type(self.what).__name__.lower()


def claim_id(text_id: str, evidence: Span, attribution: Attribution, what: What) -> str:
    """The id of a claim: the same words read the same way have the same id in every run."""
    told: tuple[str | int | None, ...]
    match what:
        case Figure():
            told = ("figure", what.measure, what.group, what.amount.low, what.amount.high, what.amount.words.start)
        case Event():
            told = (
                "event",
                what.event_type,
                what.subtype,
                *(party.name if party else None for party in (what.actor, what.target)),
            )
        case Statement():
            told = ("statement", what.about)
    return content_id(text_id, evidence.start, evidence.end, attribution.stance, attribution.speaker.name, told)
