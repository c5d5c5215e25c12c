"""How the lines of a news page look that are not the report itself: buttons, credits, captions; typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from averment.knowledge.pattern_needs import OPENING, Needs, needs_of
from averment.knowledge.tables import Row, Tables
from averment.model.run import InputError

Choice = TypeVar("Choice", bound=StrEnum)


class Reach(StrEnum):
    """How much falls with a line of boilerplate."""

    LINE = "line"
    LINKS = "links"  # the headlines of other reports that follow it
    REST = "rest"  # everything after it, such as readers' comments


class Gives(StrEnum):
    """What a credit line names."""

    TEXT = "text"
    PERSON = "person"
    DATE = "date"


class WordRole(StrEnum):
    """What a word tells about a line without a full stop: headline, subhead or caption."""

    DETERMINER = "determiner"
    INDEFINITE = "indefinite"
    MINOR = "minor"
    AUXILIARY = "auxiliary"
    VERB = "verb"
    PICTURE_NOUN = "picture_noun"
    PICTURE_ADJECTIVE = "picture_adjective"
    PLACE_WORD = "place_word"


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A pattern that the whole line matches, upper or lower case."""

    pattern: re.Pattern[str]
    topic: str
    reach: Reach
    needs: Needs


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A pattern that the whole line matches; its group `names` holds those who are credited."""

    pattern: re.Pattern[str]
    gives: Gives
    needs: Needs


def likely_boilerplate(tables: Tables, folded: str, bare: str) -> Iterator[Boilerplate]:
    """Of `boilerplate`, those that may match a line or what is bare of it, both folded; no other does."""
    for notice in _opening_boilerplate(tables, folded[:OPENING], bare[:OPENING]):
        if notice.needs.held_by(folded):
            yield notice


def likely_credit_lines(tables: Tables, folded: str) -> Iterator[CreditLine]:
    """Of `credit_lines`, those that may match a line, folded; no other does."""
    for line in _opening_credit_lines(tables, folded[:OPENING]):
        if line.needs.held_by(folded):
            yield line


def likely_caption_cues(tables: Tables, folded: str) -> Iterator[re.Pattern[str]]:
    """Of `caption_cues`, in any order, those that may be found in a line, folded; no other is."""
    for needs, cues in _cues_by_needs(tables):
        if needs.held_by(folded):
            yield from cues


@lru_cache(maxsize=16)
def boilerplate(tables: Tables) -> tuple[Boilerplate, ...]:
    """Lines that belong to the page and not to the report. Raises InputError for a row that cannot be read."""
    name = "en/boilerplate"
    found = []
    for row in tables.rows(name):
        pattern = _pattern(name, row, re.IGNORECASE)
        found.append(Boilerplate(pattern, row["topic"], _choice(name, row, "scope", Reach), needs_of(pattern)))
    return tuple(found)


@lru_cache(maxsize=16)
def credit_lines(tables: Tables) -> tuple[CreditLine, ...]:
    """Lines that name sources, writers or the date of the report. Raises InputError for a row that cannot be read."""
    name = "en/credit_lines"
    found = []
    for row in tables.rows(name):
        pattern = _pattern(name, row)
        found.append(CreditLine(pattern, _choice(name, row, "gives", Gives), needs_of(pattern)))
    return tuple(found)


@lru_cache(maxsize=16)
def caption_cues(tables: Tables) -> tuple[re.Pattern[str], ...]:
    """Patterns found in captions of pictures; a group `names` holds whose picture it is."""
    return tuple(_pattern("en/caption_cues", row, re.IGNORECASE) for row in tables.rows("en/caption_cues"))


@lru_cache(maxsize=16)
def line_words(tables: Tables, role: WordRole) -> frozenset[str]:
    """The words of that role, in lower case."""
    return frozenset(row["word"] for row in tables.rows("en/line_words") if row["role"] == role)


@lru_cache(maxsize=10_000)
def _opening_boilerplate(tables: Tables, *openings: str) -> tuple[Boilerplate, ...]:
    return tuple(notice for notice in boilerplate(tables) if any(map(notice.needs.open_like, openings)))


@lru_cache(maxsize=10_000)
def _opening_credit_lines(tables: Tables, opening: str) -> tuple[CreditLine, ...]:
    return tuple(line for line in credit_lines(tables) if line.needs.open_like(opening))


@lru_cache(maxsize=16)
def _cues_by_needs(tables: Tables) -> tuple[tuple[Needs, tuple[re.Pattern[str], ...]], ...]:
    found: dict[Needs, tuple[re.Pattern[str], ...]] = {}
    for cue in caption_cues(tables):
        needs = Needs((), needs_of(cue).holds)
        found[needs] = (*found.get(needs, ()), cue)
    return tuple(found.items())


def _pattern(table: str, row: Row, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(row["pattern"], flags)
    except re.error as error:
        raise InputError(f"table {table}: {row['pattern']!r} is no regular expression ({error})") from error


def _choice(table: str, row: Row, column: str, choices: type[Choice]) -> Choice:
    try:
        return choices(row[column])
    except ValueError as error:
        expected = ", ".join(choices)
        raise InputError(f"table {table}: {column} is {row[column]!r}; expected one of {expected}") from error
