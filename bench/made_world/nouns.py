"""What a made world is made of: sides, towns, outlets, what happened, who says what, and what must follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from averment.model.claim import Bound, EventType, Scope, Voice
from averment.model.incident import Verdict
from averment.model.text import Span


@dataclass(frozen=True, slots=True)
class Side:
    """A state or an armed group. `adjective` stands before its forces: "Tarvian troops", "Osk Front fighters"."""

    name: str
    kind: str
    iso: str
    adjective: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    latitude: float
    longitude: float
    iso: str
    country: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone who is quoted. `first` and `later` are the words at the first and at later mentions.

    `block` is shared by those who stand together: voices of one block can be one side's earlier and later account.
    """

    voice: Voice
    first: str
    later: str
    block: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A paper or agency. `to_the_minute`: it declares the minute of publication, not only the day."""

    name: str
    register: str
    is_agency: bool
    to_the_minute: bool


@dataclass(frozen=True, slots=True)
class War:
    """A country, its state forces, those who fight them, and its towns."""

    state: Side
    rebels: Side
    capital: Town
    towns: tuple[Town, ...]
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One incident as it was. `site` is what was hit ("market"); `actor` and `target` are sides or None.

    `method` is a row of `deeds.csv`: how it was done, whatever words each report finds for it.
    """

    number: int
    war: War
    event_type: EventType
    method: str
    town: Town
    at: datetime
    site: str
    actor: Side | None
    target: Side | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as one voice gives it. `slot` is where sentence forms take it; `part_of` the slot that counts it too."""

    slot: str
    measure: str
    group: str
    low: int | None
    high: int | None
    bound: Bound
    scope: Scope = Scope.INCIDENT
    part_of: str | None = None
    side: Side | None = None
    victim: str | None = None
    age: int | None = None
    later: bool = False  # the words say that it replaces an earlier figure


@dataclass(frozen=True, slots=True)
class Saying:
    """What one voice says at one time: figures, an accusation, or a denial of one.

    `kind` is "toll", "blame" or "denial"; `round` is 0 on the day itself, 1 on the next. `is_told_once`: one report
    alone tells it, since a repetition elsewhere would put it into an order.
    """

    speaker: Speaker
    happening: Happening
    kind: str
    round: int
    quantities: tuple[Quantity, ...] = ()
    stands: bool = True
    is_told_once: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """What the record must say of one figure of one incident."""

    happening: int
    measure: str
    group: str
    scope: Scope
    verdict: Verdict
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim of the truth in its words: the sentence, and the amount where it is a figure."""

    saying: Saying
    sentence: Span
    quantity: Quantity | None
    words: Span


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A report of the made world, written out. `copy_of` is the number of the report whose words it repeats."""

    number: int
    outlet: Outlet
    published: datetime
    text: str
    blocks: tuple[Span, ...]
    placed: tuple[Placed, ...]
    copy_of: int | None = None
