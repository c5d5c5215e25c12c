"""The answers on one measure side by side: how wide each is, who gives it, and which one replaced which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import inf

from averment.matching.counting import counts
from averment.matching.rules import WORLD, World
from averment.matching.told import Told
from averment.model.claim import Amount, Bound, Figure
from averment.model.incident import Denial, Position
from averment.model.report import Appearance
from averment.model.when_where import When

WEEK = timedelta(days=7)
ABOUT_SHARE = 0.1  # "about 80" and "83" are the same count told loosely; "about 80" and "95" are not
VAGUE_REACH = 2  # who says "dozens" has not counted, and does not deny that it was a hundred
Value = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What findings rest on beside the claims: denials, who stands with whom, and where each report appeared.

    `taken_back` holds the claims that the voice which made them has retracted.
    """

    denials: tuple[Denial, ...] = ()
    world: World = WORLD
    appearances: Mapping[str, tuple[Appearance, ...]] = field(default_factory=dict)
    taken_back: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """A position together with the claims that give it; `parts` are its summands where it was told in parts."""

    position: Position
    told: tuple[Told, ...]
    parts: tuple[Amount, ...] = ()

    @property
    def span(self) -> tuple[float, float]:
        """The smallest and largest number that some reading of the words allows; a part bounds the whole from below."""
        spans = [span_of(amount) for amount in self._amounts()]
        low, high = min(low for low, _ in spans), max(high for _, high in spans)
        return (low, inf) if self.position.group else (low, high)

    @property
    def is_open(self) -> bool:
        """Whether no number is told: "some were killed" differs from no other answer."""
        return self.position.low is None and self.position.high is None

    def _amounts(self) -> list[Amount]:
        if self.parts:
            return [replace(self.parts[0], low=self.position.low, high=self.position.high, bound=self.position.bound)]
        return [figure_of(one).amount for one in self.told]


def answers(told: Sequence[Told], grounds: Grounds, parts: Sequence[Told] = ()) -> tuple[Answer, ...]:
    """The answers that these figures give, from the smallest; those that a later one replaced are marked.

    `parts` are figures of a narrower group by voices that had not counted the whole group yet. One that a later count
    of the whole replaced stands among the answers as what it was: the first account of it.
    """
    drawn = _drawn(told, grounds)
    numbered = [answer for answer in drawn if not answer.is_open]
    replaced = [not answer.is_open and _is_replaced(answer, numbered, grounds) for answer in drawn]
    if sum(replaced) < len(numbered):
        drawn = [_marked(answer, gone) for answer, gone in zip(drawn, replaced, strict=True)]
    first = [_marked(answer, True) for answer in _of_parts(parts, grounds) if _is_first(answer, numbered, grounds)]
    return tuple(sorted([*first, *drawn], key=_in_order))


def _in_order(answer: Answer) -> tuple[object, ...]:
    return (answer.is_open, answer.position.low or 0, *answer.span, answer.told[0].anchor)


def _drawn(told: Sequence[Told], grounds: Grounds) -> list[Answer]:
    """One answer for each value told; what a report tells in parts ("another 11") is one answer, their sum."""
    sums = _told_in_parts(told)
    summed = {one.id for group in sums for one in group}
    by_value: dict[Value, list[Told]] = defaultdict(list)
    for one in told:
        if one.id not in summed:
            amount = figure_of(one).amount
            by_value[amount.low, amount.high].append(one)
    drawn = [Answer(_position(held, _amount(held), grounds), tuple(held)) for held in by_value.values()]
    drawn += [_sum(group, grounds) for group in sums]
    return sorted(drawn, key=_in_order)


def _told_in_parts(told: Sequence[Told]) -> list[tuple[Told, ...]]:
    """Figures of one voice in one report of which each further one counts people beside those just named."""
    spoken: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        spoken[one.claim.report, one.voice.id].append(one)
    groups = []
    for held in spoken.values():
        ordered = sorted(held, key=lambda one: one.anchor)
        first = next((at for at, one in enumerate(ordered) if figure_of(one).further), 0)
        group = ordered[first - 1 : first] + [one for one in ordered[first:] if figure_of(one).further]
        if first and not any(figure_of(one).within for one in group):
            groups.append(tuple(group))
    return groups


def _sum(group: tuple[Told, ...], grounds: Grounds) -> Answer:
    amounts = tuple(figure_of(one).amount for one in group)
    lows, highs = [amount.low for amount in amounts], [amount.high for amount in amounts]
    low = None if None in lows else sum(filter(None, lows))
    high = None if None in highs else sum(filter(None, highs))
    bounds = {amount.bound for amount in amounts} - {Bound.EXACTLY}
    open_end = Bound.AT_LEAST if high is None else Bound.UP_TO if low is None else Bound.BETWEEN
    bound = next(iter(bounds)) if len(bounds) == 1 else open_end if bounds else Bound.EXACTLY
    whole = replace(amounts[0], low=low, high=high, bound=bound)
    return Answer(_position(group, whole, grounds), group, amounts)


def _of_parts(parts: Sequence[Told], grounds: Grounds) -> list[Answer]:
    by_part: dict[tuple[str, Value], list[Told]] = defaultdict(list)
    for one in parts:
        figure = figure_of(one)
        by_part[figure.group, (figure.amount.low, figure.amount.high)].append(one)
    return [
        Answer(replace(_position(held, _amount(held), grounds), group=group), tuple(held))
        for (group, _), held in sorted(by_part.items(), key=lambda item: item[1][0].anchor)
    ]


def _is_first(part: Answer, whole: Sequence[Answer], grounds: Grounds) -> bool:
    """Whether all that its side tells of the whole group is later, and the last of it has room for the part."""
    held = {one.voice.id: [other for other in part.told if other.voice.id == one.voice.id] for one in part.told}
    for mine in held.values():
        later = [(one, answer) for answer in whole for one in answer.told
                 if stand_together(mine[0], one, grounds.world)]  # fmt: skip
        if not later or not all(_is_later(one, answer, mine) for one, answer in later):
            return False
    return any(answer.span[1] >= part.span[0] for answer in whole if not answer.position.superseded)


def _marked(answer: Answer, superseded: bool) -> Answer:
    return replace(answer, position=replace(answer.position, superseded=superseded))


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
        case Bound.VAGUE:
            return low, high * VAGUE_REACH
        case Bound.ABOUT:
            return low * (1 - ABOUT_SHARE), high * (1 + ABOUT_SHARE)
    return low, high


def overlap(one: Answer, other: Answer) -> bool:
    return one.span[0] <= other.span[1] and other.span[0] <= one.span[1]


def stand_together(one: Told, other: Told, world: World) -> bool:
    """One voice, or two voices of one side at the time of which they tell."""
    if one.voice.id == other.voice.id:
        return True
    first, second = one.voice.party, other.voice.party
    return first is not None and second is not None and world.together(first, second, one.when, other.when)


def _position(told: Sequence[Told], amount: Amount, grounds: Grounds) -> Position:
    return Position(
        low=amount.low,
        high=amount.high,
        bound=amount.bound,
        scope=figure_of(told[0]).scope,
        as_of=_moment(told),
        claims=tuple(one.id for one in told),
        voices=tuple(sorted({one.voice.name for one in told})),
        counts=counts(told, grounds.appearances, grounds.world.tables),
    )


def _amount(told: Sequence[Told]) -> Amount:
    """The value that they give, under the bound that most put on it; who tells it exactly needs no other."""
    amounts = [figure_of(one).amount for one in told]
    bounds = Counter(amount.bound for amount in amounts)
    bound = Bound.EXACTLY if Bound.EXACTLY in bounds else min(bounds, key=lambda bound: (-bounds[bound], bound))
    return replace(amounts[0], bound=bound)


def _is_replaced(answer: Answer, answers: Sequence[Answer], grounds: Grounds) -> bool:
    """Whether each voice that gave it took it back, or it or one of its side later gave another."""
    others = [(one, other) for other in answers if other is not answer for one in other.told]
    by_voice: dict[str, list[Told]] = defaultdict(list)
    for one in answer.told:
        if one.id not in grounds.taken_back:
            by_voice[one.voice.id].append(one)
    return all(
        any(
            one.id not in grounds.taken_back
            and stand_together(held[0], one, grounds.world)
            and _is_later(one, other, held)
            for one, other in others
        )
        for held in by_voice.values()
    )


def _is_later(one: Told, answer: Answer, held: Sequence[Told]) -> bool:
    """Whether `one` speaks for a later time than `held`, by the times told or by its words ("updated")."""
    told_at = _moment([told for told in answer.told if told.voice.id == one.voice.id])
    before = _moment(held)
    if told_at and before and _is_after(told_at, before):
        return True
    if told_at and before and _is_after(before, told_at):
        return False
    return one.is_update and not any(told.is_update for told in held)


def _is_after(one: When, other: When) -> bool:
    """Whether it begins and ends later; two times of which one holds the other are in no order."""
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return False
    return one.earliest > other.earliest and one.latest > other.latest


def _moment(told: Sequence[Told]) -> When | None:
    """The time for which it is said: the last hour told, else when it was first reported.

    A paper that repeats the figure a day later gives it no later time, unless its words say that it is the new one.
    """
    named = [figure.as_of for figure in map(figure_of, told) if figure.as_of and _is_known(figure.as_of)]
    if named:
        return max(named, key=_from)
    anew = [when for one in told if one.is_update and (when := _reported(one))]
    if anew:
        return max(anew, key=_from)
    return min((when for one in told if (when := _reported(one))), key=_from, default=None)


def _from(when: When) -> tuple[object, object]:
    return when.earliest, when.latest


def _is_known(when: When) -> bool:
    return when.earliest is not None and when.latest is not None


def _reported(told: Told) -> When | None:
    """The report's own time, where it is known to a week."""
    when = told.published
    return when if when.earliest and when.latest and when.latest - when.earliest < WEEK else None


def figure_of(told: Told) -> Figure:
    if not isinstance(told.claim.what, Figure):
        raise TypeError(f"claim {told.id} is no figure")
    return told.claim.what


def all_told(answers: Iterable[Answer]) -> tuple[Told, ...]:
    return tuple(one for answer in answers for one in answer.told)
