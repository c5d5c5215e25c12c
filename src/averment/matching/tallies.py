"""What the figures of an incident count: figures of one tally can be laid side by side, others stand beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from averment.knowledge.settling import groups_around
from averment.matching.positions import figure_of
from averment.matching.rules import World
from averment.matching.told import Told
from averment.model.claim import Figure, Scope
from averment.model.report import BlockKind

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Tally:
    """What is counted. `place` is set where one place alone is meant, `day` where one day is."""

    measure: str
    group: str
    side: str
    scope: Scope
    place: str = ""
    day: str = ""

    def may_share_people(self, other: Tally, world: World) -> bool:
        """Whether both may count the same people: one group is the other or lies inside it, and no two sides differ."""
        if self.measure != other.measure or (self.side and other.side and self.side != other.side):
            return False
        return self.group == other.group or self.holds(other, world) or other.holds(self, world)

    def holds(self, other: Tally, world: World) -> bool:
        """Whether the other group lies inside this one, as children do inside civilians."""
        return self.group in groups_around(world.tables).get(other.group, ())


def tallied(told: Sequence[Told], world: World) -> dict[Tally, list[Told]]:
    """The figures by what they count, in a fixed order.

    Those that do not tell whose losses they are go with the one side that is told. A part ("15 of them are civilians")
    is told for the time for which its whole is told.
    """
    figures = _without_named(_without_pictures([one for one in told if _counts(one)]))
    timed = [_timed_with_whole(one, figures) for one in figures]
    return dict(sorted(_by_tally(timed, world).items()))


def told_before(tally: Tally, by_tally: Mapping[Tally, Sequence[Told]], world: World) -> list[Told]:
    """Figures of a narrower group that may be first accounts of this one: no whole is told with them.

    Of one voice in one report the widest of its groups counts.
    """
    inside = [
        (other, one)
        for other, held in by_tally.items()
        if tally.may_share_people(other, world)
        and tally.holds(other, world)
        and (other.scope, other.place, other.day) == (tally.scope, tally.place, tally.day)
        for one in held
        if not figure_of(one).within
    ]
    return [
        one
        for other, one in inside
        if not any(wider.holds(other, world) and _are_together(one, second) for wider, second in inside)
    ]


def _are_together(one: Told, other: Told) -> bool:
    return one.voice.id == other.voice.id and one.claim.report == other.claim.report


def _counts(one: Told) -> bool:
    return isinstance(one.claim.what, Figure) and one.is_told and not one.is_denial


def _without_pictures(figures: Sequence[Told]) -> list[Told]:
    """A picture of one hurt child counts nobody else: it is left out where the text itself counts the hurt."""
    counted = {figure_of(one).measure for one in figures if not _is_picture(one)}
    return [one for one in figures if not _is_picture(one) or figure_of(one).measure not in counted]


def _is_picture(one: Told) -> bool:
    return one.claim.block is BlockKind.CAPTION and figure_of(one).amount.high == 1


def _without_named(figures: Sequence[Told]) -> list[Told]:
    """The dead who are named are among the dead: they are no count beside one that is, or may be, larger."""
    return [one for one in figures if not any(_may_hold_named(other, one) for other in figures)]


def _may_hold_named(other: Told, named: Told) -> bool:
    few, many = figure_of(named), figure_of(other)
    all_named = few.amount.high is not None and len(few.victims) >= few.amount.high
    if not all_named or many.measure != few.measure or len(many.victims) >= len(few.victims):
        return False
    return many.amount.low is not None and (many.amount.high is None or many.amount.high > len(few.victims))


def _timed_with_whole(one: Told, figures: Sequence[Told]) -> Told:
    """The part with the last hour for which its whole is told, here or by the same voice elsewhere."""
    figure = figure_of(one)
    whole = next((figure_of(other) for other in figures if other.id == figure.within), None)
    if whole is None:
        return one
    value = (whole.measure, whole.group, whole.amount.low, whole.amount.high)
    same = [figure_of(other) for other in figures if other.voice.id == one.voice.id]
    told_as = [
        other.as_of
        for other in (figure, *same)
        if other is figure or (other.measure, other.group, other.amount.low, other.amount.high) == value
    ]
    hours = [when for when in told_as if when and when.earliest and when.latest]
    last = max(hours, key=lambda when: (when.earliest, when.latest), default=None)
    return one if last is None else replace(one, claim=replace(one.claim, what=replace(figure, as_of=last)))


def _by_tally(figures: Sequence[Told], world: World) -> dict[Tally, list[Told]]:
    sides = _sides(figures, world)
    told_sides: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in figures:
        figure = figure_of(one)
        if side := _side(figure):
            told_sides[figure.measure, figure.group].add(sides[side])
    found: dict[Tally, list[Told]] = defaultdict(list)
    for one in figures:
        figure = figure_of(one)
        known = told_sides[figure.measure, figure.group]
        only = next(iter(known)) if len(known) == 1 else ""
        side = sides.get(_side(figure), only)
        place = one.claim.where.name if figure.scope is Scope.PLACE and one.claim.where else ""
        found[Tally(figure.measure, figure.group, side, figure.scope, place, _day(one))].append(one)
    return found


def _side(figure: Figure) -> str:
    return (figure.side.side or "") if figure.side else ""


def _sides(figures: Iterable[Told], world: World) -> dict[str, str]:
    """Each side under the name of the first of those it stands with at the time told."""
    whens: dict[str, list[Told]] = defaultdict(list)
    for one in figures:
        if side := _side(figure_of(one)):
            whens[side].append(one)
    known = sorted(whens)
    return {
        side: next(
            first
            for first in known
            if first == side or world.together(first, side, whens[first][0].when, whens[side][0].when)
        )
        for side in known
    }


def _day(one: Told) -> str:
    """The day of a figure that counts one day, where it is told."""
    when = one.claim.when
    if figure_of(one).scope is not Scope.DAY or when is None or when.earliest is None or when.latest is None:
        return ""
    return f"{when.earliest:%Y-%m-%d}" if when.latest - when.earliest <= DAY else ""
