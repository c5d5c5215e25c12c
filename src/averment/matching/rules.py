"""The rules that compare two claims: each says in words what speaks for or against one incident, or says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from averment.knowledge.settling import event_families, groups_around, measure_families
from averment.knowledge.tables import TABLES, Tables
from averment.matching.evened import even_words
from averment.matching.names import sound
from averment.matching.places import Lie, how_they_lie
from averment.matching.times import narrowed
from averment.matching.told import Told
from averment.model.claim import Event, EventType, Figure, Party, Scope, VoiceKind
from averment.model.when_where import When

DAY_OR_TWO = timedelta(days=2)
MONTH = timedelta(days=31)
MANY_WORDS = 3
ONE_WAY = frozenset({"bombardment", "explosive", "violence against civilians"})  # families of the event table
SAME_WORDS = 0.6  # of the uncommon words of two pieces of evidence, for one copied passage to say the same in both
WIDE_SCOPES = frozenset({Scope.CUMULATIVE, Scope.WAR})

Said = tuple[str, str]  # the name of the rule, and its words on this pair


def _is_same_side(one: str, other: str, when: When) -> bool:
    return one == other


@dataclass(frozen=True, slots=True)
class World:
    """What rules know of the world: the tables, and which sides stand together at which time."""

    tables: Tables = TABLES
    aligned: Callable[[str, str, When], bool] = _is_same_side

    def together(self, one: str, other: str, *whens: When) -> bool:
        """Whether they are one side, or stand together at the time that all of these leave open."""
        return one == other or self.aligned(one, other, narrowed(whens))


WORLD = World()

Rule = Callable[[Told, Told, World], Iterator[Said]]


def time(one: Told, other: Told, world: World) -> Iterator[Said]:
    if one.is_history != other.is_history:
        yield "history", "one tells of the past, the other of the news of the day"
    elif not one.when.may_meet(other.when):
        yield "time_apart", f"{_day(one.when)} and {_day(other.when)} cannot be the same time"
    elif one.when.weekday is not None and one.when.weekday == other.when.weekday:
        yield "same_weekday", "both name the same day of the week"
    elif _within(one.when, DAY_OR_TWO) and _within(other.when, DAY_OR_TWO):
        yield "same_day", f"both are told of {_day(one.when)}"
    elif _within(one.when, MONTH) and _within(other.when, MONTH):
        yield "times_meet", f"{_day(one.when)} and {_day(other.when)} can be the same time"


def place(one: Told, other: Told, world: World) -> Iterator[Said]:
    here, there = one.claim.where, other.claim.where
    lie = how_they_lie(here, there)
    if here is None or there is None or lie is Lie.UNTOLD:
        return
    words = {
        Lie.SAME_SPOT: f"both name {here.name}",
        Lie.SAME_AREA: f"both name the wider area {here.name}",
        Lie.NEAR: f"{here.name} and {there.name} lie close together",
        Lie.HOLDS: f"{here.name} and {there.name} may hold one another",
        Lie.APART: f"{here.name} and {there.name} are different places",
        Lie.FAR: f"{here.name} and {there.name} lie far apart",
    }
    yield lie.value, words[lie]


def event(one: Told, other: Told, world: World) -> Iterator[Said]:
    """What happened: the same type, types told of one incident, harm that such an event does, or neither."""
    first, second = one.claim.what, other.claim.what
    if isinstance(first, Event) and isinstance(second, Event):
        yield from _two_events(first, second, world)
        return
    shared = one.events & other.events
    if shared:
        yield "alike_type", f"both are told with {min(shared)}"
        return
    families = _families(one, world), _families(other, world)
    if not families[0] or not families[1] or (isinstance(first, Figure) and isinstance(second, Figure)):
        return
    if families[0] & families[1]:
        yield "type_goes", f"{_name(first)} can come of {_name(second)}"
    else:
        yield "type_apart", f"{_name(first)} does not come of {_name(second)}"


def _two_events(first: Event, second: Event, world: World) -> Iterator[Said]:
    families = event_families(world.tables)
    if first.event_type is second.event_type and first.event_type is EventType.OTHER:
        same = first.subtype is not None and first.subtype == second.subtype
        if same:
            yield "same_type", f"both tell of {first.subtype}"
        else:
            yield "type_apart", f"{first.subtype or 'one thing'} is not {second.subtype or 'another'}"
    elif first.event_type is second.event_type:
        yield "same_type", f"both tell of {first.event_type}"
    elif families[first.event_type] == families[second.event_type] != "development":
        yield "alike_type", f"{first.event_type} and {second.event_type} go together"
    elif {families[first.event_type], families[second.event_type]} != {"fighting", "bombardment"}:
        yield "type_apart", f"{first.event_type} is not {second.event_type}"


def _families(told: Told, world: World) -> frozenset[str]:
    if told.events:
        return frozenset(event_families(world.tables)[event_type] for event_type in told.events)
    what = told.claim.what
    return measure_families(world.tables).get(what.measure, frozenset()) if isinstance(what, Figure) else frozenset()


def sides(one: Told, other: Told, world: World) -> Iterator[Said]:
    acts, other_acts, hit, other_hit = _side(one.actor), _side(other.actor), _side(one.target), _side(other.target)

    def together(side: str, second: str) -> bool:
        return world.together(side, second, one.when, other.when)

    if hit and other_hit and not together(hit, other_hit) and _goes_one_way(one, other, world):
        yield "other_side_hit", f"one tells of losses of {hit}, the other of losses of {other_hit}"
    elif acts and hit and other_acts and other_hit and together(acts, other_hit):
        if together(hit, other_acts) and not together(acts, other_acts):
            yield "opposite_sides", f"{acts} acts in one and is hit in the other"
    elif acts and other_acts and together(acts, other_acts) and (not hit or not other_hit or together(hit, other_hit)):
        yield "same_actor", f"{acts} acts in both"
    elif hit and other_hit and together(hit, other_hit) and (not acts or not other_acts or together(acts, other_acts)):
        yield "same_side_hit", f"{hit} is hit in both"


def _goes_one_way(one: Told, other: Told, world: World) -> bool:
    """Whether one side alone is hit: losses counted, or a strike; in a clash both sides lose."""
    both = (one.claim.what, other.claim.what)
    events = [what.event_type for what in both if isinstance(what, Event)]
    strikes = all(event_families(world.tables)[event_type] in ONE_WAY for event_type in events)
    return any(isinstance(what, Figure) for what in both) and strikes


def harm(one: Told, other: Told, world: World) -> Iterator[Said]:
    first, second = one.claim.what, other.claim.what
    if not isinstance(first, Figure) or not isinstance(second, Figure):
        return
    if (first.scope in WIDE_SCOPES) != (second.scope in WIDE_SCOPES):
        yield "total_apart", "one counts over a longer time than the other"
    if first.measure == second.measure and _is_one_group(first.group, second.group, world):
        if first.group == second.group:
            yield "same_harm", f"both count {first.group} {first.measure}"
        else:
            yield "like_harm", f"{first.group} and {second.group} {first.measure} may be the same people"
        number = first.amount.low if first.amount.low is not None else first.amount.high
        if number is not None and (first.amount.low, first.amount.high) == (second.amount.low, second.amount.high):
            yield "same_number", f"both give {number}"
            if one.voice.id == other.voice.id:
                yield "told_again", f"{one.voice.name} gives {number} in both"


def _is_one_group(one: str, other: str, world: World) -> bool:
    """Whether one group is the other or lies inside it."""
    around = groups_around(world.tables)
    return one == other or other in around.get(one, ()) or one in around.get(other, ())


def subset(one: Told, other: Told, world: World) -> Iterator[Said]:
    """Those whom another figure counts too ("15 of them are civilians") belong where that one does."""
    for part, whole in ((one, other), (other, one)):
        if isinstance(part.claim.what, Figure) and part.claim.what.within == whole.id:
            yield "counted_within", "one counts part of those whom the other counts"


def voice(one: Told, other: Told, world: World) -> Iterator[Said]:
    if one.voice.id == other.voice.id and one.voice.kind is not VoiceKind.OUTLET:
        yield "same_voice", f"{one.voice.name} tells both"


def weapon(one: Told, other: Told, world: World) -> Iterator[Said]:
    named = [what.weapon for what in (one.claim.what, other.claim.what) if isinstance(what, Figure | Event)]
    if len(named) == 2 and named[0] is not None and named[0] == named[1]:
        yield "same_weapon", f"both name {named[0]}"


def words(one: Told, other: Told, world: World) -> Iterator[Said]:
    shared = one.words & other.words
    if one.claim.report == other.claim.report and one.claim.evidence.overlaps(other.claim.evidence):
        return
    if shared:
        rule = "many_shared_words" if len(shared) >= MANY_WORDS else "shared_words"
        yield rule, f"both say {', '.join(sorted(shared)[:MANY_WORDS])}"


def victims(one: Told, other: Told, world: World) -> Iterator[Said]:
    if _victims(one) & _victims(other):
        yield "same_victim", "both name the same victim"


def passage(one: Told, other: Told, world: World) -> Iterator[Said]:
    """Where the words stand: in one copied passage, one sentence, one paragraph, one report."""
    if one.claim.report != other.claim.report:
        if one.text == other.text and _same_words(one, other) and type(one.claim.what) is type(other.claim.what):
            yield "same_passage", "both stand in the same words of one copied text"
    elif one.claim.evidence.overlaps(other.claim.evidence):
        yield "same_sentence", "both stand in one sentence"
    elif one.paragraph == other.paragraph:
        yield "same_paragraph", "both stand in one paragraph"
    else:
        yield "same_report", "both stand in one report"


RULES: tuple[Rule, ...] = (time, place, event, sides, harm, subset, voice, weapon, words, victims, passage)


def _same_words(one: Told, other: Told) -> bool:
    return len(one.words & other.words) >= SAME_WORDS * max(1, len(one.words | other.words))


def _victims(told: Told) -> frozenset[tuple[str, ...]]:
    what = told.claim.what
    named = what.victims if isinstance(what, Figure) else ()
    if not named:
        return frozenset()
    full = (even_words(victim.name) for victim in named)
    return frozenset(tuple(sound([word]) for word in name) for name in full if len(name) > 1)


def _side(party: Party | None) -> str | None:
    return (party.side or party.name) if party else None


def _within(when: When, span: timedelta) -> bool:
    return when.earliest is not None and when.latest is not None and when.latest - when.earliest <= span


def _name(what: object) -> str:
    match what:
        case Figure(measure=measure, group=group):
            return f"{group} {measure}"
        case Event(event_type=event_type):
            return str(event_type)
    return "a statement"


def _day(when: When) -> str:
    if when.earliest and when.latest:
        first, last = when.earliest.date(), when.latest.date()
        return f"{first}" if first == last else f"{first} to {last}"
    if when.earliest or when.latest:
        return f"after {when.earliest.date()}" if when.earliest else f"before {when.latest:%Y-%m-%d}"
    return "a day not told"
