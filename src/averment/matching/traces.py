"""What a claim leaves behind for others to find it by: its time, its spot, and the keys that it shares with them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from math import floor

from averment.knowledge.settling import event_families
from averment.knowledge.tables import TABLES, Tables
from averment.matching.evened import even_words
from averment.matching.names import sound
from averment.matching.times import NEVER_TOLD
from averment.matching.told import Told
from averment.model.claim import Event, Figure
from averment.model.notes import Trace, number_of

CELL_DEGREES = 0.5  # about 55 km north to south; cells overlap by half, so that near places share at least one
BROAD = frozenset({"sides", "number", "event", "cell"})  # kinds of key that claims of any two incidents may share
WORD = "word"
BYTES_DIGITS, START_BITS = 8, 31  # together a number of 63 bits
_BROAD, _WORD = 1, 2  # the last two bits of a key's number tell its kind

Key = tuple[Hashable, ...]
UNTOLD = -1  # what should be, or did not happen, is in no pair: it stands before all times


def trace_of(one: Told, tables: Tables = TABLES) -> Trace:
    """The trace of a claim; one that says what should be, or that nothing happened, leaves only its words."""
    keys = _keys(one, tables) if one.is_told else _words(one)
    when = replace(NEVER_TOLD, earliest=one.when.earliest, latest=one.when.latest, weekday=one.when.weekday)
    numbers = tuple(sorted(set(map(_number, keys))))
    first, last = one.when.earliest or one.when.latest, one.when.latest
    order = (_micros(first), _micros(last)) if one.is_told else (UNTOLD, UNTOLD)
    return Trace(one.id, one.anchor, (*order, _place(one), number_of(one.id)), when, one.spot, numbers, one.is_history)


def traces_of(told: Sequence[Told], tables: Tables = TABLES) -> tuple[Trace, ...]:
    """The traces of claims, in their order."""
    return tuple(trace_of(one, tables) for one in told)


def word_key(word: str) -> int:
    """The number of the key of a word."""
    return _number((WORD, word))


def is_word(key: int) -> bool:
    return bool(key & _WORD)


def is_broad(key: int) -> bool:
    """Whether claims of any two incidents may share the key: alone it says nothing of claims that lie apart."""
    return bool(key & _BROAD)


@lru_cache(maxsize=500_000)
def _number(key: Key) -> int:
    number = int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest(), "little", signed=True)
    return (number & ~(_BROAD | _WORD)) | (_BROAD if key[0] in BROAD else _WORD if key[0] == WORD else 0)


def _place(one: Told) -> int:
    """Where the claim stands: its bytes by the first of their hash, and the first character of its words."""
    sha256, start, *_ = one.anchor
    return (int(sha256[:BYTES_DIGITS], 16) << START_BITS) + min(start, (1 << START_BITS) - 1)


def _micros(moment: datetime | None) -> int:
    return ((moment or datetime.max).replace(tzinfo=None) - datetime.min) // timedelta(microseconds=1)


def _keys(one: Told, tables: Tables) -> Iterable[Key]:
    what = one.claim.what
    yield "report", one.claim.report
    yield "paragraph", one.claim.report, one.paragraph
    yield from _place_keys(one)
    yield from _words(one)
    family = sorted({event_families(tables)[event] for event in one.events})
    actor, target = one.actor, one.target
    if actor and target:
        yield "sides", actor.side or actor.name, target.side or target.name, *family[:1]
    if one.text != one.claim.report:
        yield "text", one.text, what.measure if isinstance(what, Figure) else one.claim.kind
    if isinstance(what, Figure):
        yield "number", what.measure, what.group, what.amount.low, what.amount.high
        yield from (("victim", sound(even_words(victim.name)[-1:])) for victim in what.victims)
    elif isinstance(what, Event):
        yield "event", what.event_type, what.subtype, (actor.side or actor.name) if actor else None


def _words(one: Told) -> Iterable[Key]:
    return ((WORD, word) for word in one.words)


def _place_keys(one: Told) -> Iterable[Key]:
    where, spot = one.claim.where, one.spot
    if where is not None:
        yield "place", where.place.gazetteer_id if where.place else even_words(where.name)
    if spot is not None and spot.latitude is not None and spot.longitude is not None:
        for shift in (0, 0.5):
            for aside in (0, 0.5):
                north, east = floor(spot.latitude / CELL_DEGREES + shift), floor(spot.longitude / CELL_DEGREES + aside)
                yield "cell", shift, aside, north, east
