"""Who says what of an incident, and the record that must follow: verdict and range known because they were made so.

Every figure is told after one of a few plans, each of which fixes its verdict by construction (codebook, section 4):
one voice, voices that agree, that can all be right, that are followed by later ones, that cannot be ordered, that
contradict each other, and a count over a longer time that stands beside.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from averment.model.claim import Bound, EventType, Scope, Voice, VoiceKind
from averment.model.incident import Verdict
from bench.made_world.invent import person
from bench.made_world.nouns import Expected, Happening, Quantity, Saying, Side, Speaker

Numbers = tuple[int | None, int | None, Bound]
VAGUE = ((3, 9), (24, 99), (40, 199), (200, 999))


@dataclass(frozen=True, slots=True)
class Said:
    """One figure by one voice: in which round it was first said, and whether its words say that it replaces another.

    Round 0 is the day itself, round 1 the next day, round 2 the day after.
    """

    speaker: Speaker
    numbers: Numbers
    round: int = 0
    later: bool = False
    stands: bool = True
    is_told_once: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What the voices say of one figure, and the verdict that must follow from it."""

    said: tuple[Said, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Account:
    """All that is said of one incident in the order of its rounds, and all that the record must say of it."""

    sayings: tuple[Saying, ...]
    expected: tuple[Expected, ...]


def account(happening: Happening, chance: random.Random) -> Account:
    """Who says what of a happening."""
    cast = _cast(happening, chance)
    told: dict[tuple[int, str], list[tuple[Quantity, Said]]] = defaultdict(list)
    plans: dict[str, tuple[Quantity, Plan]] = {}
    for quantity, count in _counts(happening, chance):
        plan = _plan(quantity, count, cast, chance)
        plans[quantity.slot] = quantity, plan
        for said in plan.said:
            low, high, bound = said.numbers
            spoken = replace(quantity, low=low, high=high, bound=bound, later=said.later)
            told[said.round, said.speaker.voice.name].append((spoken, said))
    sayings = [_saying(happening, round_, held) for (round_, _), held in sorted(told.items(), key=lambda one: one[0])]
    return Account((*sayings, *_blames(happening, cast, chance)), tuple(_expected(happening, plans)))


def _saying(happening: Happening, round_: int, held: Sequence[tuple[Quantity, Said]]) -> Saying:
    return Saying(
        held[0][1].speaker,
        happening,
        "toll",
        round_,
        tuple(quantity for quantity, _ in held),
        all(said.stands for _, said in held),
        any(said.is_told_once for _, said in held),
    )


def _expected(happening: Happening, plans: Mapping[str, tuple[Quantity, Plan]]) -> Iterator[Expected]:
    for slot, (quantity, plan) in plans.items():
        parts = [_range(part, 0)[0] or 0 for inner, part in plans.values() if inner.part_of == slot]
        low, high = _range(plan, max(parts, default=0))
        yield Expected(happening.number, quantity.measure, quantity.group, quantity.scope, plan.verdict, low, high)


def _range(plan: Plan, part: int) -> tuple[int | None, int | None]:
    """The smallest low and the largest high of what stands; a part's lower bound is one of the whole."""
    spoken = [said.numbers for said in plan.said if said.stands]
    lows = [max(low or 0, part) if part and (high is None or high >= part) else low for low, high, _ in spoken]
    highs = [high for _, high, _ in spoken]
    low = None if None in lows else min(known for known in lows if known is not None)
    return low, None if None in highs else max(known for known in highs if known is not None)


# The voices of one incident


def _cast(happening: Happening, chance: random.Random) -> tuple[Speaker, ...]:
    """The lasting voices of the war in a new order, and some of the town."""
    town = happening.town.name
    hospital = f"{town} hospital"
    mayor = person(chance)
    local = (
        Speaker(
            Voice(hospital, VoiceKind.INSTITUTION, institution=hospital), f"the {hospital}", "the hospital", hospital
        ),
        Speaker(Voice(mayor, VoiceKind.PERSON, f"mayor of {town}"), f"{town} mayor {mayor}", mayor.split()[1], mayor),
    )
    voices = [*happening.war.speakers, *local]
    chance.shuffle(voices)
    return tuple(voices)


def _apart(cast: Sequence[Speaker], count: int) -> list[Speaker]:
    """Voices no two of which stand together."""
    found: dict[str, Speaker] = {}
    for speaker in cast:
        found.setdefault(speaker.block, speaker)
    return list(found.values())[:count]


def _together(cast: Sequence[Speaker]) -> tuple[Speaker, Speaker]:
    """Two voices of one side."""
    for one in cast:
        for other in cast:
            if one is not other and one.block == other.block:
                return one, other
    raise ValueError("a war has at least two voices of one side")


# What was counted


def _counts(happening: Happening, chance: random.Random) -> list[tuple[Quantity, int]]:
    """The figures that are told of an incident, with their true counts."""
    killed, wounded = chance.randint(6, 40), chance.randint(8, 90)
    if happening.event_type is EventType.ARMED_CLASH:
        return _losses(happening, chance)
    group = "civilians" if chance.random() < 0.25 else "people"
    told = [(Quantity("killed", "killed", group, None, None, Bound.EXACTLY), killed)]
    if chance.random() < 0.55:
        told.append((Quantity("wounded", "wounded", group, None, None, Bound.EXACTLY), wounded))
    if chance.random() < 0.35:
        part = chance.choice(("children", "women"))
        told.append(
            (Quantity("part", "killed", part, None, None, Bound.EXACTLY, part_of="killed"), max(2, killed // 4))
        )
    if chance.random() < 0.15:
        told.append((Quantity("total", "killed", group, None, None, Bound.EXACTLY, Scope.CUMULATIVE), killed * 9 + 70))
    return told


def _losses(happening: Happening, chance: random.Random) -> list[tuple[Quantity, int]]:
    side = chance.choice((happening.war.state, happening.war.rebels))
    group = "soldiers" if side is happening.war.state else "fighters"
    told = [(Quantity("killed", "killed", group, None, None, Bound.EXACTLY, side=side), chance.randint(4, 30))]
    if chance.random() < 0.5:
        told.append(
            (Quantity("wounded", "wounded", group, None, None, Bound.EXACTLY, side=side), chance.randint(5, 60))
        )
    if chance.random() < 0.4:
        thing = chance.choice(("tanks", "vehicles", "drones"))
        told.append((Quantity("things", "destroyed", thing, None, None, Bound.EXACTLY), chance.randint(2, 9)))
    return told


# Plans: what is said, and what must follow


def _plan(quantity: Quantity, count: int, cast: Sequence[Speaker], chance: random.Random) -> Plan:
    if quantity.scope is Scope.CUMULATIVE:
        return Plan((Said(cast[0], _exactly(count)),), Verdict.DIFFERENT_SCOPE)
    if quantity.part_of:
        return _one_voice(count, cast, chance) if chance.random() < 0.7 else _agreed(count, cast, chance)
    plans, weights = zip(*PLANS, strict=True)
    plan: Callable[[int, Sequence[Speaker], random.Random], Plan] = chance.choices(plans, weights)[0]
    return plan(count, cast, chance)


def _exactly(count: int) -> Numbers:
    return count, count, Bound.EXACTLY


def _one_voice(count: int, cast: Sequence[Speaker], chance: random.Random) -> Plan:
    numbers = _loosely(count, chance)
    return Plan((Said(cast[0], numbers),), Verdict.SINGLE)


def _loosely(count: int, chance: random.Random) -> Numbers:
    match chance.randrange(10):
        case 0 | 1:
            return count, None, Bound.AT_LEAST
        case 2:
            return count, count, Bound.ABOUT
        case 3:
            return count, None, Bound.MORE_THAN
        case 4:
            return None, count, Bound.UP_TO
        case 5:
            return count, count + chance.randint(2, 6), Bound.BETWEEN
        case 6:
            return *_vaguely(count), Bound.VAGUE
    return _exactly(count)


def _vaguely(count: int) -> tuple[int, int]:
    return next(ends for ends in VAGUE if count <= ends[1])


def _agreed(count: int, cast: Sequence[Speaker], chance: random.Random) -> Plan:
    voices = _apart(cast, chance.randint(2, 3))
    return Plan(tuple(Said(voice, _exactly(count)) for voice in voices), Verdict.AGREED)


def _compatible(count: int, cast: Sequence[Speaker], chance: random.Random) -> Plan:
    one, other = _apart(cast, 2)
    least = max(2, count - chance.randint(1, count // 2))
    told = (Said(one, (least, None, Bound.AT_LEAST)), Said(other, _exactly(count)))
    return Plan(told, Verdict.COMPATIBLE)


def _superseded(count: int, cast: Sequence[Speaker], chance: random.Random) -> Plan:
    first, second = (cast[0], cast[0]) if chance.random() < 0.7 else _together(cast)
    before = max(2, count - chance.randint(1, count // 2))
    early = _exactly(before) if chance.random() < 0.5 else (before, None, Bound.AT_LEAST)
    told = (Said(first, early, stands=False), Said(second, _exactly(count), 1, later=True))
    return Plan(told, Verdict.SUPERSEDED)


def _unordered(count: int, cast: Sequence[Speaker], chance: random.Random) -> Plan:
    one, other = _together(cast)
    more = count + chance.randint(2, 9)
    told = (Said(one, _exactly(count), is_told_once=True), Said(other, _exactly(more), is_told_once=True))
    return Plan(told, Verdict.UNORDERED)


def _disputed(count: int, cast: Sequence[Speaker], chance: random.Random) -> Plan:
    one, other = _apart(cast, 2)
    less = max(1, count // chance.randint(2, 4))
    told = (Said(one, _exactly(less)), Said(other, _exactly(count)))
    return Plan(told, Verdict.DISPUTED)


def _disputed_after_all(count: int, cast: Sequence[Speaker], chance: random.Random) -> Plan:
    """One side corrects itself and stays apart from the other."""
    one, other = _apart(cast, 2)
    less = max(3, count // 2)
    told = (
        Said(one, _exactly(less - 1), stands=False),
        Said(one, _exactly(less), 1, later=True),
        Said(other, _exactly(count + 2)),
    )
    return Plan(told, Verdict.DISPUTED)


PLANS = (
    (_one_voice, 0.28),
    (_agreed, 0.14),
    (_compatible, 0.14),
    (_superseded, 0.16),
    (_unordered, 0.06),
    (_disputed, 0.14),
    (_disputed_after_all, 0.08),
)


# Who is said to have done it


def _blames(happening: Happening, cast: Sequence[Speaker], chance: random.Random) -> list[Saying]:
    """The side that was hit names the other; the other may deny it."""
    actor, target = happening.actor, happening.target
    if actor is None or target is None or chance.random() < 0.4:
        return []
    accuser = _voice_of(cast, target)
    told = [Saying(accuser, happening, "blame", 0)]
    if happening.event_type is not EventType.ARMED_CLASH and chance.random() < 0.5:
        told.append(Saying(_voice_of(cast, actor), happening, "denial", 0))
    return told


def _voice_of(cast: Sequence[Speaker], side: Side) -> Speaker:
    return next(speaker for speaker in cast if speaker.block == side.name)
