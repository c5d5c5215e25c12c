"""One claim as it stands among others: its day, paragraph, independent text and voice, worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

from averment.knowledge.settling import common_words, update_words
from averment.knowledge.tables import TABLES, Tables
from averment.matching.evened import even_words
from averment.matching.times import NEVER_TOLD
from averment.model.claim import Claim, Event, EventType, Figure, Modality, Party, Scope, Stance
from averment.model.incident import KnownVoice
from averment.model.notes import Anchor
from averment.model.reading import Reading
from averment.model.report import Report
from averment.model.when_where import Place, PlaceLevel, When

NEWS_DAYS = 3  # an undated claim of a dated report is taken to tell of the days just before it
LONG_BEFORE_DAYS = 60  # weeklies and round-ups look back a month or two; what lies farther back is background
WEEK = 7
YEAR = timedelta(days=366)
HALF_DAY, LEEWAY = timedelta(hours=12), timedelta(minutes=30)
STEM = 5  # letters that a name and the adjective made of it share
OFTEN_CLAIMS, OFTEN_SHARE = 5, 0.05  # a word in more claims than both allow is common among these reports
SHORT_WORD = 4  # letters; shorter ones are rarely worth sharing
_SPOTS = frozenset({PlaceLevel.POINT, PlaceLevel.TOWN, PlaceLevel.NEAR})
_SAYING = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ALLEGES})
_UNTOLD = frozenset({Modality.HYPOTHETICAL, Modality.FUTURE, Modality.NEGATED})

Word = TypeVar("Word", str, int)


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with what its report adds to it.

    `anchor` orders claims the same way in every run. `when` is the claim's own time or what follows from its report.
    `words` are its uncommon words, `events` the types of event told in its sentence, `is_update` whether its words say
    that it replaces what was said before.
    """

    claim: Claim
    anchor: Anchor
    when: When
    published: When
    paragraph: int
    text: str
    voice: KnownVoice
    words: frozenset[str]
    events: frozenset[EventType]
    is_update: bool = False

    @property
    def id(self) -> str:
        return self.claim.id

    @property
    def place(self) -> Place | None:
        return self.claim.where.place if self.claim.where else None

    @property
    def spot(self) -> Place | None:
        """The place, where it is a town or a point on the map."""
        where = self.claim.where
        if where is None or where.place is None or where.place.level not in _SPOTS or where.precision not in _SPOTS:
            return None
        return where.place if where.place.latitude is not None and where.place.longitude is not None else None

    @property
    def actor(self) -> Party | None:
        return self.claim.what.actor if isinstance(self.claim.what, Figure | Event) else None

    @property
    def target(self) -> Party | None:
        match self.claim.what:
            case Figure(side=side):
                return side
            case Event(target=target):
                return target
        return None

    @property
    def is_history(self) -> bool:
        """Whether it tells of the past beside the news: by its words, its scope, or a time long before its report."""
        if _tells_the_past(self.claim):
            return True
        if self.when.latest is None or self.published.earliest is None or not _is_dated(self.published):
            return False
        return self.when.latest < self.published.earliest - timedelta(days=LONG_BEFORE_DAYS)

    @property
    def is_denial(self) -> bool:
        return self.claim.attribution.stance in (Stance.DENIES, Stance.RETRACTS)

    @property
    def is_told(self) -> bool:
        """Whether it says that something happened, or denies it; calls, fears and plans do neither."""
        if not isinstance(self.claim.what, Figure | Event):
            return False
        is_said = self.claim.attribution.stance in _SAYING and self.claim.attribution.modality not in _UNTOLD
        return self.is_denial or is_said


def tell(
    reports: Mapping[str, Report],
    readings: Iterable[Reading],
    texts: Mapping[str, str],
    voices: Mapping[str, KnownVoice],
    tables: Tables = TABLES,
) -> tuple[Told, ...]:
    """Every claim of the readings with its text and voice, ordered by anchor whatever the order given."""
    told = {
        one.id: one for reading in readings for one in tell_one(reports[reading.report], reading, texts, voices, tables)
    }
    return uncommon(told.values())


def uncommon(told: Collection[Told]) -> tuple[Told, ...]:
    """The claims ordered by anchor, without the words that are common among them."""
    often = often_among(Counter(word for one in told for word in one.words), len(told))
    return tuple(sorted((without(one, often) for one in told), key=lambda one: one.anchor))


def tell_one(
    report: Report,
    reading: Reading,
    texts: Mapping[str, str],
    voices: Mapping[str, KnownVoice],
    tables: Tables = TABLES,
) -> Iterator[Told]:
    """The claims of one reading with all of their words, also those that are common among many reports."""
    return (_told(claim, report, reading, (texts[claim.id], voices[claim.id]), tables) for claim in reading.claims)


def often_among(uses: Mapping[Word, int], claims: int) -> frozenset[Word]:
    """The words that are common among so many claims: what each report says of a war tells no two incidents alike."""
    return frozenset(word for word, used in uses.items() if used > most_uses(claims))


def most_uses(claims: int) -> float:
    """In how many of so many claims a word may be before it is common."""
    return max(OFTEN_CLAIMS, OFTEN_SHARE * claims)


def without(one: Told, often: Container[str]) -> Told:
    """The claim without the words that are common."""
    return replace(one, words=frozenset(word for word in one.words if word not in often))


def _told(claim: Claim, report: Report, reading: Reading, known: tuple[str, KnownVoice], tables: Tables) -> Told:
    evidence, (text, voice) = claim.evidence, known
    said = even_words(evidence.of(report.text))
    return Told(
        claim=claim,
        anchor=(report.sha256, evidence.start, evidence.end, claim.kind, claim.id),
        when=_when(claim, reading),
        published=reading.published,
        paragraph=next((number for number, block in enumerate(report.blocks) if block.span.overlaps(evidence)), -1),
        text=text,
        voice=voice,
        words=_uncommon(claim, said, common_words(tables)),
        events=_events(claim, reading.claims),
        is_update=any(f" {words} " in f" {' '.join(said)} " for words in update_words(tables)),
    )


def _uncommon(claim: Claim, said: Sequence[str], common: frozenset[str]) -> frozenset[str]:
    """Words worth sharing: not stock words, nor the places and parties that rules of their own compare."""
    what = claim.what
    parties = (
        (what.actor, what.side if isinstance(what, Figure) else what.target) if isinstance(what, Figure | Event) else ()
    )
    names = [name for party in parties if party for name in (party.name, party.side or "")]
    if claim.where:
        names += [claim.where.name, *((claim.where.place.name,) if claim.where.place else ())]
    named = {word[:STEM] for name in names for word in even_words(name)}
    return frozenset(
        word for word in said if len(word) >= SHORT_WORD and word not in common and word[:STEM] not in named
    )


def _events(claim: Claim, claims: Sequence[Claim]) -> frozenset[EventType]:
    if isinstance(claim.what, Event):
        return frozenset({claim.what.event_type})
    beside = (other.what for other in claims if other.evidence.overlaps(claim.evidence))
    return frozenset(what.event_type for what in beside if isinstance(what, Event))


def _when(claim: Claim, reading: Reading) -> When:
    """The time told, or what follows from the report's own time; one without a date keeps its day of the week.

    "Before Tuesday evening" in a report of that Tuesday is news of the days before, not of any earlier year.
    """
    when, published = claim.when, reading.published
    if when is not None and when.earliest:
        return _with_leeway(when)
    if _tells_the_past(claim):
        return when or NEVER_TOLD
    weekday = when.weekday if when else None
    if weekday is None and not _is_within_week(published):
        weekday = _only_weekday(reading.claims)
    earliest = published.earliest if _is_dated(published) else None
    latest = (when.latest if when else None) or published.latest
    if earliest and _is_within_week(published):
        earliest -= timedelta(days=NEWS_DAYS if weekday is None else WEEK - 1)
    if earliest and latest and earliest > latest:
        earliest = None
    return replace(when or NEVER_TOLD, earliest=earliest, latest=latest, weekday=weekday)


def _with_leeway(when: When) -> When:
    """A clock time or part of a day half an hour wider at both ends: one strike is told of 14:50 and of 15:00."""
    if when.earliest is None or when.latest is None or when.latest - when.earliest >= HALF_DAY:
        return when
    return replace(when, earliest=when.earliest - LEEWAY, latest=when.latest + LEEWAY)


def _tells_the_past(claim: Claim) -> bool:
    is_total = isinstance(claim.what, Figure) and claim.what.scope is Scope.WAR
    return is_total or claim.attribution.modality is Modality.HISTORICAL


def _is_dated(published: When) -> bool:
    """Whether a year is known; a text of no date may tell of days long before the first on which it can be written."""
    return not published.earliest or not published.latest or published.latest - published.earliest <= YEAR


def _is_within_week(when: When) -> bool:
    return bool(when.earliest and when.latest and (when.latest - when.earliest).days < WEEK)


def _only_weekday(claims: Sequence[Claim]) -> int | None:
    """The one day of the week that a report's undated claims name; None when they name several or none."""
    named = {claim.when.weekday for claim in claims if claim.when and claim.when.weekday is not None}
    return named.pop() if len(named) == 1 else None
