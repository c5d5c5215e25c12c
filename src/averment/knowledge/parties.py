"""Which side a name speaks of: states, armed groups and international bodies, and who is aligned with whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from averment.knowledge.countries import all_countries, plain
from averment.knowledge.tables import TABLES, Tables
from averment.model.run import InputError

WORD = re.compile(r"[^\s\-–—/]+")
POSSESSIVE = re.compile(r"['’]s?$")
ACRONYM_LENGTH = 6  # "AU", "ETA", "ARENA": these letters in small type may be a word


class PartyKind(StrEnum):
    """What kind of side it is, as ACLED's inter codes need it."""

    STATE_FORCES = "state forces"
    REBEL_GROUP = "rebel group"
    POLITICAL_MILITIA = "political militia"
    IDENTITY_MILITIA = "identity militia"
    EXTERNAL = "external"
    INTERNATIONAL = "international"


@dataclass(frozen=True, slots=True)
class Side:
    """A row of the parties table, or a state. `country` is an ISO code, None for a body of many countries."""

    name: str
    kind: PartyKind
    country: str | None


@dataclass(frozen=True, slots=True)
class Alliance:
    """Two sides that count as one for independence, from one day to another; an open end is None."""

    side: str
    other: str
    start: date | None
    end: date | None

    def holds(self, first: date | None, last: date | None) -> bool:
        """Whether it held on some day from first to last; an open end leaves every day on its side possible."""
        begins = self.start is None or last is None or self.start <= last
        return begins and (self.end is None or first is None or first <= self.end)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """An acronym counts in capitals only: "ERA" is none, "IS" is not "is"."""

    side: str
    is_acronym: bool


Phrases = Mapping[tuple[str, ...], _Phrase]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    side: str


def side_of(name: str, tables: Tables = TABLES) -> str | None:
    """The side that a name belongs to, or None where it names none, or two.

    The longest known phrase wins. A name is read up to its first "in", "to", "against"; who "backs" or "leads" does
    not own; a group's name wins over the adjective of its country ("Lebanese Hezbollah").
    """
    known = _phrases(tables)
    words = tuple(WORD.findall(name))
    cut = _cut(words, tables)
    sides = _sides(words[:cut], known, tables)
    if not sides and cut < len(words):
        return _seat_after(words, cut, known, tables)
    return sides[0] if len(sides) == 1 else None


def aligned(side_a: str, side_b: str, on: date | None, tables: Tables = TABLES) -> bool:
    """Whether the two count as one side on that day; on an unknown day they may. A side is aligned with itself."""
    return aligned_within(side_a, side_b, on, on, tables)


def aligned_within(side_a: str, side_b: str, first: date | None, last: date | None, tables: Tables = TABLES) -> bool:
    """Whether the two count as one side on some day from first to last; an open end is None.

    Where the days allow it they do, since independence is never invented.
    """
    if side_a == side_b:
        return True
    return any(alliance.holds(first, last) for alliance in _between(tables).get(frozenset((side_a, side_b)), ()))


def party_country(side: str, tables: Tables = TABLES) -> str | None:
    """The ISO code of the country that the side belongs to or fights in; None for bodies of many countries."""
    found = find_side(side, tables)
    return found.country if found else None


def party_kind(side: str, tables: Tables = TABLES) -> PartyKind | None:
    found = find_side(side, tables)
    return found.kind if found else None


def find_side(side: str, tables: Tables = TABLES) -> Side | None:
    """The side of exactly that name."""
    return _all_sides(tables).get(side)


def seat_side(name: str, tables: Tables = TABLES) -> str | None:
    """The side whose seat of power this is: "Kremlin" -> Russia. None where it is no seat."""
    return _seats(tables).get(plain(name).removeprefix("the "))


def _cut(words: Sequence[str], tables: Tables) -> int:
    cutting = _words(tables)["cuts"]
    return next((at for at, word in enumerate(words) if at and word.lower() in cutting), len(words))


def _seat_after(words: Sequence[str], cut: int, known: Phrases, tables: Tables) -> str | None:
    """ "The authorities in Stepanakert": an office at a seat of power is that power's."""
    offices = _words(tables)["office"]
    if words[cut].lower() not in ("in", "at") or not any(word.lower() in offices for word in words[:cut]):
        return None
    return seat_side(" ".join(words[cut + 1 :]), tables) or next(iter(_sides(words[cut + 1 :], known, tables)), None)


def _sides(words: Sequence[str], known: Phrases, tables: Tables) -> list[str]:
    matches = [match for match in _matches(words, known) if not _only_leans(match, words, tables)]
    sides = list(dict.fromkeys(match.side for match in matches))
    groups = [side for side in sides if not _is_state(side, tables)]
    return groups if len(groups) == 1 and len(sides) == 2 and _speaks_first(sides, groups[0]) else sides


def _speaks_first(sides: Sequence[str], group: str) -> bool:
    """The country stands before its group, as an adjective does."""
    return sides[-1] == group


def _is_state(side: str, tables: Tables) -> bool:
    found = find_side(side, tables)
    return found is not None and found.kind is PartyKind.STATE_FORCES


def _matches(words: Sequence[str], known: Phrases) -> Iterator[_Match]:
    """Known phrases from left to right, at each place the longest."""
    keys = [_key(word) for word in words]
    longest = max(map(len, known))
    at = 0
    while at < len(words):
        end = next((e for e in range(min(len(words), at + longest), at, -1) if _fits(words, keys, at, e, known)), None)
        if end is not None:
            yield _Match(at, end, known[tuple(filter(None, keys[at:end]))].side)
        at = end or at + 1


def _fits(words: Sequence[str], keys: Sequence[str], at: int, end: int, known: Phrases) -> bool:
    phrase = tuple(filter(None, keys[at:end]))
    if phrase not in known or not keys[at] or not keys[end - 1]:
        return False
    if known[phrase].is_acronym and not POSSESSIVE.sub("", words[at]).isupper():
        return False
    return any(character.isupper() for word in words[at:end] for character in word)


def _only_leans(match: _Match, words: Sequence[str], tables: Tables) -> bool:
    """ "Russian-backed", "pro-Russian": they belong to those who stand beside them."""
    uses = _words(tables)
    after = words[match.end].lower() if match.end < len(words) else ""
    before = words[match.start - 1].lower() if match.start else ""
    return after in uses["leans"] or before in uses["leans_before"]


def _key(word: str) -> str:
    return plain(POSSESSIVE.sub("", word)).replace(" ", "")


@lru_cache(maxsize=8)
def _phrases(tables: Tables) -> Phrases:
    found: dict[tuple[str, ...], _Phrase] = {}
    for phrase, side in _named(tables):
        key = tuple(filter(None, map(_key, WORD.findall(phrase))))
        found.setdefault(key, _Phrase(side, phrase.isupper() and len(phrase) <= ACRONYM_LENGTH))
    found.pop((), None)
    return found


def _named(tables: Tables) -> Iterator[tuple[str, str]]:
    """Every phrase with its side; of two meanings the first given stands: groups, then states, then seats."""
    for row in tables.rows("parties"):
        for phrase in (row["name"], *filter(None, row["other_names"].split("|"))):
            yield phrase, row["name"]
    for country in all_countries(tables):
        for phrase in (country.name, *country.other_names):
            yield phrase, country.name
    states = {country.name for country in all_countries(tables)}
    for row in tables.rows("demonyms"):
        if row["of"] in states:
            yield row["word"], row["of"]
            yield f"{row['word']}s", row["of"]
    for row in tables.rows("seats"):
        yield row["name"], row["side"]


@lru_cache(maxsize=8)
def _all_sides(tables: Tables) -> Mapping[str, Side]:
    states = {c.name: Side(c.name, PartyKind.STATE_FORCES, c.iso) for c in all_countries(tables)}
    rows = tables.rows("parties")
    return states | {row["name"]: Side(row["name"], PartyKind(row["kind"]), row["country"] or None) for row in rows}


@lru_cache(maxsize=8)
def _seats(tables: Tables) -> Mapping[str, str]:
    return {plain(row["name"]).removeprefix("the "): row["side"] for row in tables.rows("seats")}


@lru_cache(maxsize=8)
def _words(tables: Tables) -> Mapping[str, frozenset[str]]:
    rows = tables.rows("en/side_words")
    return {use: frozenset(row["word"] for row in rows if row["use"] == use) for use in {row["use"] for row in rows}}


@lru_cache(maxsize=8)
def _between(tables: Tables) -> Mapping[frozenset[str], tuple[Alliance, ...]]:
    found: dict[frozenset[str], tuple[Alliance, ...]] = {}
    for row in tables.rows("alliances"):
        pair = frozenset((row["side"], row["with"]))
        alliance = Alliance(row["side"], row["with"], _day(row["from"]), _day(row["to"]))
        found[pair] = (*found.get(pair, ()), alliance)
    return found


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise InputError(f"alliances.csv: expected a day such as 2023-05-02, found {words!r}") from error
