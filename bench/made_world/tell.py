"""Who prints what: the reports of each incident, with copies, and round-ups that come back to an earlier one."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

from bench.made_world.account import account
from bench.made_world.happen import happenings
from bench.made_world.invent import World
from bench.made_world.nouns import Dispatch, Expected, Happening, Outlet, Saying
from bench.made_world.wording import COPIED, Wording

ROUND_UP = 0.12  # of the first reports that also come back to the incident told before
COPY = 0.35  # of what agencies send that another outlet prints


@dataclass(frozen=True, slots=True)
class Chapter:
    """One incident with the record that must follow, and the reports that were printed of it.

    A round-up at its end also tells of the incident before: its figures belong there.
    """

    happening: Happening
    expected: tuple[Expected, ...]
    dispatches: tuple[Dispatch, ...]


def chapters(world: World) -> Iterator[Chapter]:
    """Incident by incident, until the world has as many reports as it was made for."""
    printed, before = 0, None
    chance = random.Random(f"chapters {world.seed}")
    numbers = count()
    for happening in happenings(world):
        told = account(happening, chance)
        held = tuple(_dispatches(world, told.sayings, _standing(before), numbers, chance))
        printed += len(held)
        yield Chapter(happening, told.expected, held)
        before = told.sayings
        if printed >= world.size:
            return


def _standing(before: Sequence[Saying] | None) -> list[Saying]:
    """What may still be repeated later: what stands at the end."""
    return [saying for saying in before or () if saying.stands and not saying.is_told_once and saying.kind == "toll"]


def _dispatches(
    world: World, sayings: Sequence[Saying], earlier: Sequence[Saying], numbers: Iterator[int], chance: random.Random
) -> Iterator[Dispatch]:
    for round_ in sorted({saying.round for saying in sayings}):
        fresh = [saying for saying in sayings if saying.round == round_]
        known = [saying for saying in sayings if saying.round < round_ and saying.stands and not saying.is_told_once]
        outlets = chance.sample(world.outlets, chance.randint(2, 4) if round_ == 0 else chance.randint(1, 2))
        for place, outlet in enumerate(outlets):
            told = _chosen(fresh, known, place, chance)
            if not told:
                continue
            if earlier and place == 1 and round_ == 0 and chance.random() < ROUND_UP:
                told = [*told, *earlier[:1]]
            dispatch = _written(next(numbers), outlet, told, _published(told[0], outlet, chance), chance)
            yield dispatch
            if outlet.is_agency and chance.random() < COPY:
                yield _copied(next(numbers), dispatch, chance.choice(world.outlets), chance)


def _chosen(fresh: Sequence[Saying], known: Sequence[Saying], place: int, chance: random.Random) -> list[Saying]:
    """What one outlet prints: the first prints all that is new, so that everything is told at least once."""
    if place == 0:
        return [*fresh, *(saying for saying in known if chance.random() < 0.3)]
    told = [saying for saying in fresh if not saying.is_told_once and chance.random() < 0.6]
    return told if any(saying.kind == "toll" for saying in told) else []


def _published(saying: Saying, outlet: Outlet, chance: random.Random) -> datetime:
    day = saying.happening.at.replace(hour=0, minute=0) + timedelta(days=saying.round)
    first = saying.happening.at.hour + 3 if saying.round == 0 else 11
    return day + timedelta(hours=chance.randint(first, 21), minutes=chance.randrange(60))


def _written(
    number: int, outlet: Outlet, sayings: Sequence[Saying], published: datetime, chance: random.Random
) -> Dispatch:
    text, blocks, placed = Wording(outlet, published, chance).write(sayings)
    return Dispatch(number, outlet, published, text, blocks, placed)


def _copied(number: int, original: Dispatch, outlet: Outlet, chance: random.Random) -> Dispatch:
    """The same words elsewhere, whole or without their last paragraphs."""
    kept = len(original.blocks) if chance.random() < 0.5 else max(2, len(original.blocks) - chance.randint(1, 3))
    end = original.blocks[kept - 1].end
    text = original.text[:end] + COPIED.format(agency=original.outlet.name)
    published = original.published + timedelta(minutes=chance.randint(5, 90))
    if published.date() != original.published.date():
        published = original.published.replace(hour=23, minute=59)
    return replace(
        original,
        number=number,
        outlet=outlet,
        published=published,
        text=text,
        blocks=original.blocks[:kept],
        placed=tuple(placed for placed in original.placed if placed.sentence.end <= end),
        copy_of=original.number,
    )
