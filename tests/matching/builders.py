"""Reports and claims for tests, written as a person would tell them; offsets are found in the text, never typed."""

from __future__ import annotations

import re
from calendar import day_name
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from averment.model.claim import (
    Amount,
    Attribution,
    Bound,
    Claim,
    Event,
    EventType,
    Figure,
    Modality,
    Party,
    Scope,
    Stance,
    Statement,
    Voice,
    VoiceKind,
    What,
    claim_id,
)
from averment.model.ids import content_id, digest
from averment.model.reading import Layers, Reading
from averment.model.report import Appearance, Block, BlockKind, Report
from averment.model.text import Span
from averment.model.when_where import Place, PlaceLevel, TimePrecision, When, Where

UNKNOWN = When(None, None, TimePrecision.INTERVAL, "nothing tells when")


def report(outlet: str | None, text: str, url: str | None = None) -> Report:
    """A report whose paragraphs are divided by blank lines."""
    sha256 = digest(text.encode())
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, Span(*found.span()))
        for found in re.finditer(r"\S.*?(?=\n\s*\n|\s*\Z)", text, re.DOTALL)
    )
    where = Appearance(outlet=outlet, url=url)
    return Report(sha256[:16], sha256, text, content_id(sha256, text), None, "en", blocks, (), where)


def day(told: str) -> When:
    """ "2 May 2023", "2 May 2023 16:00", "a Sunday", "2020" or "May 2023"."""
    if told.startswith("a "):
        return replace(UNKNOWN, precision=TimePrecision.DAY, weekday=list(day_name).index(told[2:]))
    for pattern, precision, length in (
        ("%d %B %Y %H:%M", TimePrecision.MINUTE, timedelta()),
        ("%d %B %Y", TimePrecision.DAY, timedelta(days=1, seconds=-1)),
        ("%B %Y", TimePrecision.MONTH, timedelta(days=28, seconds=-1)),
        ("%Y", TimePrecision.YEAR, timedelta(days=365, seconds=-1)),
    ):
        try:
            first = datetime.strptime(told, pattern)
        except ValueError:
            continue
        return When(first, first + length, precision, "as told")
    raise ValueError(f"no such time in tests: {told}")


def after(year: int) -> When:
    """Some time from this year on, no end told."""
    return When(
        datetime.combine(datetime(year, 1, 1), time.min), None, TimePrecision.INTERVAL, "a later year is not told"
    )


def town(name: str, latitude: float, longitude: float, country: str = "XN") -> Place:
    return Place(f"test:{name}", name, latitude, longitude, country, PlaceLevel.TOWN)


def area(name: str, latitude: float, longitude: float, country: str = "XN") -> Place:
    return Place(f"test:{name}", name, latitude, longitude, country, PlaceLevel.AREA)


def figure(
    measure: str,
    group: str,
    amount: str,
    *,
    scope: Scope = Scope.INCIDENT,
    as_of: str | None = None,
    side: str | None = None,
    by: str | None = None,
    within: str | None = None,
    further: bool = False,
) -> Figure:
    """A figure; `amount` as told: "12", "at least 12", "more than 10", "about 80", "up to 20", "between 3 and 9"."""
    return Figure(
        measure,
        group,
        _amount(amount),
        scope,
        day(as_of) if as_of else None,
        Party(side, side) if side else None,
        Party(by, by) if by else None,
        within=within,
        further=further,
    )


def event(event_type: EventType, by: str | None = None, at: str | None = None, subtype: str | None = None) -> Event:
    return Event(event_type, subtype, Party(by, by) if by else None, Party(at, at) if at else None)


def _amount(told: str) -> Amount:
    numbers = [int(number) for number in re.findall(r"\d+", told)]
    words = re.sub(r"\d+.*", "", told).strip()
    nowhere = Span(0, 1)
    match words:
        case "":
            return Amount(numbers[0], numbers[0], Bound.EXACTLY, nowhere)
        case "about":
            return Amount(numbers[0], numbers[0], Bound.ABOUT, nowhere)
        case "at least":
            return Amount(numbers[0], None, Bound.AT_LEAST, nowhere)
        case "more than":
            return Amount(numbers[0], None, Bound.MORE_THAN, nowhere)
        case "dozens":
            return Amount(24, 99, Bound.VAGUE, nowhere)
        case "some":
            return Amount(None, None, Bound.VAGUE, nowhere)
        case "up to":
            return Amount(None, numbers[0], Bound.UP_TO, nowhere)
        case "between":
            return Amount(numbers[0], numbers[1], Bound.BETWEEN, nowhere)
    raise ValueError(f"no such amount in tests: {told}")


@dataclass
class Desk:
    """Collects the reports and claims of one test."""

    reports: dict[str, Report] = field(default_factory=dict)
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    published: dict[str, When] = field(default_factory=dict)

    def takes(self, outlet: str | None, published: str | When | None, text: str, url: str | None = None) -> Report:
        held = report(outlet, text, url)
        self.reports[held.id] = held
        self.claims.setdefault(held.id, [])
        self.published[held.id] = day(published) if isinstance(published, str) else published or UNKNOWN
        return held

    def reads(
        self,
        held: Report,
        words: str,
        what: What,
        says: str | None = None,
        *,
        of: str | None = None,
        role: str | None = None,
        body: str | None = None,
        kind: VoiceKind = VoiceKind.INSTITUTION,
        on: str | When | None = None,
        at: Place | None = None,
        stance: Stance = Stance.ASSERTS,
        modality: Modality = Modality.ACTUAL,
        denies: str | None = None,
    ) -> Claim:
        """A claim on these words: `says` the voice (None: the outlet), `of` its party, `body` whom it serves."""
        start = held.text.index(words)
        span = Span(start, start + len(words))
        outlet = Voice(held.appearance.outlet or "", VoiceKind.OUTLET)
        voices = (outlet, Voice(says, kind, role, body, of)) if says else (outlet,)
        attribution = Attribution(voices, stance, modality, span)
        if isinstance(what, Figure):
            what = replace(what, amount=replace(what.amount, words=span))
        when = day(on) if isinstance(on, str) else on
        where = Where(at.name, span, at.level, (at,), at, "the only place of that name") if at else None
        made = Claim(
            claim_id(held.text_id, span, attribution, what), held.id, held.text_id, span, BlockKind.PARAGRAPH,
            attribution, what, when, where, denies,
        )  # fmt: skip
        self.claims[held.id].append(made)
        return made

    def readings(self) -> tuple[Reading, ...]:
        return tuple(
            Reading(one, held.text_id, "run", self.published[one], tuple(self.claims[one]), Layers())
            for one, held in self.reports.items()
        )

    def all_claims(self) -> tuple[Claim, ...]:
        return tuple(claim for claims in self.claims.values() for claim in claims)


def statement(about: str | None = None) -> Statement:
    return Statement(about)


def texts(reports: Sequence[Report]) -> dict[str, str]:
    return {one.id: one.text for one in reports}
