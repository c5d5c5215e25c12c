"""The answers on one measure side by side: how wide each is, who gives it, and which one replaced which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import inf

from averment.matching.rules import WORLD, World
from averment.matching.told import Told
from averment.model.claim import Amount, Bound, Figure
from averment.model.incident import Counts, Denial, Position
from averment.model.report import Appearance
from averment.model.when_where import When

WEEK = timedelta(days=7)
ABOUT_SHARE = 0.1  # "about 80" and "83" are the same count told loosely; "about 80" and "95" are not


@dataclass(frozen=True, slots=True)
class Grounds:
    """What findings rest on beside the claims: denials, who stands with whom, and where each report appeared."""

    denials: tuple[Denial, ...] = ()
    world: World = WORLD
    appearances: Mapping[str, tuple[Appearance, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A position together with the claims that give it."""

    position: Position
    told: tuple[Told, ...]

    @property
    def span(self) -> tuple[float, float]:
        """The smallest and largest number that some reading of the words allows."""
        spans = [span_of(_figure(one).amount) for one in self.told]
        return min(low for low, _ in spans), max(high for _, high in spans)


def answers(told: Sequence[Told], grounds: Grounds) -> tuple[Answer, ...]:
    """The answers that these figures give, from the smallest; those that a later one replaced are marked."""
    by_value: dict[tuple[int | None, int | None], list[Told]] = defaultdict(list)
    for one in told:
        amount = _figure(one).amount
        by_value[amount.low, amount.high].append(one)
    drawn = [Answer(_position(held, grounds), tuple(held)) for held in by_value.values()]
    drawn.sort(key=lambda answer: (*answer.span, answer.told[0].anchor))
    replaced = [_is_replaced(answer, drawn, grounds.world) for answer in drawn]
    if all(replaced):
        return tuple(drawn)
    return tuple(
        replace(answer, position=replace(answer.position, superseded=gone))
        for answer, gone in zip(drawn, replaced, strict=True)
    )


def span_of(amount: Amount) -> tuple[float, float]:
    """The numbers that an amount allows: "more than 10" begins at 11, "about 80" leaves room on both sides."""
    low = 0.0 if amount.low is None else float(amount.low)
    high = inf if amount.high is None else float(amount.high)
    match amount.bound:
        case Bound.MORE_THAN:
            return low + 1, inf
        case Bound.AT_LEAST:
            return low, inf
        case Bound.FEWER_THAN:
            return 0.0, high - 1
        case Bound.UP_TO:
            return 0.0, high
        case Bound.ABOUT:
            return low * (1 - ABOUT_SHARE), high * (1 + ABOUT_SHARE)
    return low, high


def overlap(one: Answer, other: Answer) -> bool:
    return one.span[0] <= other.span[1] and other.span[0] <= one.span[1]


def stand_together(one: Told, other: Told, world: World) -> bool:
    """One voice, or two voices of one side."""
    if one.voice.id == other.voice.id:
        return True
    first, second = one.voice.party, other.voice.party
    return first is not None and second is not None and (first == second or world.aligned(first, second))


def counts(told: Iterable[Told], appearances: Mapping[str, tuple[Appearance, ...]]) -> Counts:
    """Appearances, outlets, separate texts and separate voices; an outlet that is not known is one of its own."""
    held = tuple(told)
    reports = sorted({one.claim.report for one in held})
    seen = [(report, place) for report in reports for place in appearances.get(report) or (Appearance(),)]
    outlets = {place.outlet or report for report, place in seen}
    return Counts(len(seen), len(outlets), len({one.text for one in held}), len({one.voice.id for one in held}))


def _position(told: Sequence[Told], grounds: Grounds) -> Position:
    figures = [_figure(one) for one in told]
    amounts = [figure.amount for figure in figures]
    bounds = Counter(amount.bound for amount in amounts)
    bound = Bound.EXACTLY if Bound.EXACTLY in bounds else min(bounds, key=lambda bound: (-bounds[bound], bound))
    return Position(
        low=amounts[0].low,
        high=amounts[0].high,
        bound=bound,
        scope=figures[0].scope,
        as_of=_latest(told),
        claims=tuple(one.id for one in told),
        voices=tuple(sorted({one.voice.name for one in told})),
        counts=counts(told, grounds.appearances),
    )


def _is_replaced(answer: Answer, answers: Sequence[Answer], world: World) -> bool:
    """Whether each voice that gave it, or one of its side, later gave another."""
    others = [one for other in answers if other is not answer for one in other.told]
    by_voice: dict[str, list[Told]] = defaultdict(list)
    for one in answer.told:
        by_voice[one.voice.id].append(one)
    return all(
        any(stand_together(held[0], other, world) and _is_later(other, held, answers) for other in others)
        for held in by_voice.values()
    )


def _is_later(other: Told, held: Sequence[Told], answers: Sequence[Answer]) -> bool:
    """Whether `other` speaks for a later time than `held`, by the times told or by its words ("updated")."""
    mine = next(answer for answer in answers if other in answer.told)
    told_at = _latest([one for one in mine.told if one.voice.id == other.voice.id])
    before = _latest(held)
    if told_at and before and _is_after(told_at, before):
        return True
    if told_at and before and _is_after(before, told_at):
        return False
    return other.is_update and not any(one.is_update for one in held)


def _is_after(one: When, other: When) -> bool:
    """Whether it begins and ends later; two times of which one holds the other are in no order."""
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return False
    return one.earliest > other.earliest and one.latest > other.latest


def _latest(told: Sequence[Told]) -> When | None:
    """The latest time for which it is said: as told, else that of the report."""
    times = [_figure(one).as_of or _reported(one) for one in told]
    known = [when for when in times if when is not None and when.latest is not None and when.earliest is not None]
    return max(known, key=lambda when: (when.earliest, when.latest), default=None)


def _reported(told: Told) -> When | None:
    """The report's own time, where it is known to a week."""
    when = told.published
    return when if when.earliest and when.latest and when.latest - when.earliest < WEEK else None


def _figure(told: Told) -> Figure:
    if not isinstance(told.claim.what, Figure):
        raise TypeError(f"claim {told.id} is no figure")
    return told.claim.what
