"""What settling notes down, so that the next time only what new reports touch is drawn anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from averment.model.incident import KnownVoice
from averment.model.text import Span
from averment.model.when_where import Place, When

Anchor = tuple[str, int, int, str, str]  # bytes, start, end, kind and id of a claim: the same order in every run
Times = tuple[datetime | None, datetime | None]
Mark = tuple[str, ...]
Order = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one report as numbers of 64 bits, and how many of them each sentence has, as numbers of 32 bits.

    `block` is the fortnight in which it was published, None where that is not known.
    """

    report: str
    block: int | None
    words: bytes
    lengths: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """Two sentences that tell the same words: `first` and `second` number them in their reports, the spans agree."""

    first: int
    second: int
    first_span: Span
    second_span: Span
    words: int
    outside: int  # of the words, those outside quotation marks
    longest: int  # the most words that agree in a row


@dataclass(frozen=True, slots=True)
class Shared:
    """What two reports are known to share, sentence by sentence, in the order of the first; ids in their order."""

    first: str
    second: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A voice as one claim names it; `where` is the text it is bound to, "" when its name alone tells who it is.

    `printed` is the copied text that it prints, where it is an outlet and the claim stands in one.
    """

    kind: str
    name: str
    role: str
    institution: str
    party: str
    where: str
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A claim without its words.

    `order` are its first and last moment in microseconds, its place in its text and its own number: by these the claims
    of one key stand in a row, those near each other that can be of one time, and those of one time as they stand in
    their text. Below zero are claims that say what should be.
    `keys` are numbers, the same in every run, that tell their kind themselves.
    """

    claim: str
    anchor: Anchor
    order: Order
    when: When
    spot: Place | None
    keys: tuple[int, ...]
    is_history: bool = False

    @property
    def number(self) -> int:
        return self.order[-1]

    @property
    def is_told(self) -> bool:
        """Whether it says that something happened, or denies it."""
        return self.order[0] >= 0


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """A claim as settling left it: its trace, the text it counts with, how its voice is named, and that voice's id."""

    report: str
    trace: Trace
    text: str
    mention: Mention
    voice: str


@dataclass(frozen=True, slots=True)
class Footprint:
    """One incident as episodes see it.

    `own` are the first and last moment of the claims that tell their day themselves, `dated` of all whose day is
    known, `open` what all claims leave open: the latest beginning, the earliest end and every day of the week named.
    `marks` are its places, sides, voices and figures; `names` count the places named, `wide` are those of a region.
    """

    incident: str
    first: Anchor
    first_report: str
    reports: tuple[str, ...]
    is_history: bool
    when: When | None
    place: Place | None
    name: str | None
    parties: tuple[str, ...]
    own: Times
    dated: Times
    open: Times
    weekdays: tuple[int, ...]
    marks: tuple[Mark, ...]
    names: tuple[tuple[str, int], ...]
    wide: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """What is noted of some reports. `groups` names for each report the group of claims that it is drawn in."""

    wordings: tuple[Wording, ...]
    shared: tuple[Shared, ...]
    claims: tuple[ClaimNote, ...]
    mentions: Mapping[Mention, KnownVoice]
    footprints: tuple[Footprint, ...]
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a record of changed reports stands in place of; all that it does not name stays as it was.

    `reports` are those gone or changed, `pairs` those that were laid beside each other anew, `families` the ids of the
    families in question, `claims` those drawn anew or gone, `drawn` the reports of these, `renoted` claims whose text
    or voice changed, `unused` mentions that no claim names any more, `unpaired` claims that are compared no more.
    """

    reports: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    families: frozenset[str]
    claims: frozenset[str]
    drawn: frozenset[str]
    renoted: frozenset[str]
    unused: frozenset[Mention]
    unpaired: frozenset[tuple[str, str]]


def number_of(claim: str) -> int:
    """The id of a claim as a number of 64 bits, by which notes go."""
    number = int(claim, 16)
    return number - (1 << 64) if number >> 63 else number


def claim_of(number: int) -> str:
    """The id of the claim that has this number."""
    return f"{number % (1 << 64):016x}"
