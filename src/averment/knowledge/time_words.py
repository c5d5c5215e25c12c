"""The words of time: names of days and months, parts of the day with their hours, and the patterns they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from averment.knowledge.tables import Tables
from averment.model.run import InputError


class ReadsAs(StrEnum):
    """What a pattern of the table time_patterns tells."""

    DATE = "date"
    DATE_RANGE = "date_range"
    CLOCK = "clock"
    CLOCK_RANGE = "clock_range"
    PART = "part"  # of a day: "in the morning"
    STRETCH = "stretch"  # "early" before a day
    SHIFT = "shift"  # counted from the report: "yesterday", "last week"
    SHIFT_PART = "shift_part"  # "last night"
    SHIFT_MONTH = "shift_month"  # "earlier in May"
    PAST = "past"  # "the past nine months"
    COMING = "coming"  # "the next 72 hours"
    AGO = "ago"
    LATER = "later"  # "two days later": counted from the time told before
    EARLIER = "earlier"
    AFTER_ANCHOR = "after_anchor"  # "two weeks after"
    BEFORE_ANCHOR = "before_anchor"
    SPELL = "spell"  # "a six-year war"
    THEN = "then"  # "that night", "later in the day"
    BEFORE_THEN = "before_then"
    SINCE_THEN = "since_then"
    UNTIL_THEN = "until_then"
    NOW = "now"  # "so far"


@dataclass(frozen=True, slots=True)
class TimePattern:
    """One row of time_patterns.

    A pattern is a regular expression in which a space stands for any white space, plain brackets only group, and
    `{month}` stands for any word of that kind. `needs` is the kind of word that must stand before it, or "".
    """

    pattern: str
    reads_as: ReadsAs
    value: str
    needs: str


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """A part of the day: from the beginning of hour `begins` up to hour `ends`; past 24 is the next day."""

    name: str
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class TimeWords:
    """All words of time. `kinds` gives for each kind its words, in lower case, with their values."""

    kinds: Mapping[str, Mapping[str, str]]
    parts: Mapping[str, PartOfDay]
    patterns: tuple[TimePattern, ...]

    def of_kind(self, kind: str) -> Mapping[str, str]:
        """The words of a kind with their values; raises InputError when the tables have none."""
        if kind not in self.kinds:
            raise InputError(f"time_patterns asks for words of kind {kind!r}; time_words has none: add a row")
        return self.kinds[kind]


@lru_cache(maxsize=8)
def time_words(tables: Tables) -> TimeWords:
    """The words of time of these tables. Raises InputError for a pattern that reads as nothing known."""
    kinds: dict[str, dict[str, str]] = {}
    for row in tables.rows("en/time_words"):
        kinds.setdefault(row["kind"], {})[row["word"]] = row["value"]
    return TimeWords(
        kinds=kinds | {"number": kinds["number"] | _numbers(tables)},
        parts={
            row["part"]: PartOfDay(row["part"], int(row["begins"]), int(row["ends"]))
            for row in tables.rows("en/time_parts")
        },
        patterns=tuple(
            TimePattern(row["pattern"], _reads_as(row["reads_as"]), row["value"], row["needs"])
            for row in tables.rows("en/time_patterns")
        ),
    )


def _numbers(tables: Tables) -> dict[str, str]:
    """Number words up to ninety-nine and vague ones, with "low-high"."""
    rows = tables.rows("en/number_words")
    plain = {row["words"]: int(row["low"]) for row in rows if row["kind"] in ("unit", "ten") and row["low"] != "0"}
    tens = {row["words"]: int(row["low"]) for row in rows if row["kind"] == "ten"}
    joined = {
        f"{ten}{mark}{word}": value + number
        for ten, value in tens.items()
        for word, number in plain.items()
        if number < 10
        for mark in "- "
    }
    small = {
        row["words"]: f"{row['low']}-{row['high']}"
        for row in rows
        if row["kind"] in ("vague", "scale") and row["high"] and int(row["high"]) < 100
    }
    return small | {word: f"{value}-{value}" for word, value in (plain | joined).items()}


def _reads_as(name: str) -> ReadsAs:
    if name not in tuple(ReadsAs):
        raise InputError(f"time_patterns: {name!r} is not one of {', '.join(ReadsAs)}")
    return ReadsAs(name)
