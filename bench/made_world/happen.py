"""What happens in a made world: incidents day by day, no two alike in one town within a week."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from averment.model.claim import EventType
from bench.made_world.invent import FIRST_DAY, World
from bench.made_world.nouns import Happening, Town, War

TOWN_RESTS = timedelta(days=7)
A_DAY = 3.0  # incidents a day in all wars together, for each ten towns at war
METHODS = (
    (EventType.SHELLING, "guns", 0.14),
    (EventType.SHELLING, "mortars", 0.06),
    (EventType.SHELLING, "rockets", 0.06),
    (EventType.SHELLING, "missile", 0.06),
    (EventType.AIR_STRIKE, "bombing", 0.12),
    (EventType.AIR_STRIKE, "drone", 0.08),
    (EventType.LANDMINE, "roadside", 0.06),
    (EventType.LANDMINE, "car bomb", 0.05),
    (EventType.LANDMINE, "landmine", 0.05),
    (EventType.ATTACK, "raid", 0.14),
    (EventType.ARMED_CLASH, "clash", 0.18),
)
SITES = (
    "market",
    "bus station",
    "school",
    "hospital",
    "mosque",
    "bakery",
    "bridge",
    "power station",
    "apartment block",
)


def happenings(world: World) -> Iterator[Happening]:
    """Incidents without end, in the order of their days."""
    chance = random.Random(f"happenings {world.seed}")
    rested: dict[str, timedelta] = {}
    number, elapsed = 0, timedelta()
    while True:
        war = chance.choice(world.wars)
        free = [town for town in war.towns if elapsed - rested.get(town.name, -TOWN_RESTS) >= TOWN_RESTS]
        if free:
            town = chance.choice(free)
            rested[town.name] = elapsed
            yield _happening(number, war, town, elapsed, chance)
            number += 1
        elapsed += timedelta(hours=24 / (A_DAY * len(world.wars)) * chance.uniform(0.3, 1.7))


def _happening(number: int, war: War, town: Town, elapsed: timedelta, chance: random.Random) -> Happening:
    event_type, method, _ = chance.choices(METHODS, [share for _, _, share in METHODS])[0]
    day = (FIRST_DAY + elapsed).replace(hour=0, minute=0, second=0, microsecond=0)
    at = day + timedelta(hours=chance.randint(5, 13), minutes=chance.choice((0, 10, 30, 45)))
    actor, target = chance.sample((war.state, war.rebels), 2)
    if event_type is EventType.AIR_STRIKE:
        actor, target = war.state, war.rebels
    site = chance.choice(SITES)
    if event_type is EventType.LANDMINE:
        return Happening(number, war, event_type, method, town, at, site, None, None)
    return Happening(number, war, event_type, method, town, at, site, actor, target)
