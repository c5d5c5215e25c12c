"""The words of figures: number words, bounds, what is not a count, measures, and the groups that are counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from averment.knowledge.tables import Tables
from averment.model.claim import Bound
from averment.model.run import InputError


class NumberKind(StrEnum):
    UNIT = "unit"  # one to nineteen
    TEN = "ten"
    SCALE = "scale"  # multiplies what stands before it
    PHRASE = "phrase"  # a whole number in several words
    VAGUE = "vague"
    NONE = "none"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class NumberWord:
    """`low` and `high` are None where the word tells no numbers ("a number of")."""

    words: str
    kind: NumberKind
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Every word of number, bound and exclusion, with the patterns that find them; the longest words win."""

    by_words: Mapping[str, NumberWord]
    bounds_before: Mapping[str, Bound]
    bounds_after: Mapping[str, Bound]
    not_after: Mapping[str, str]
    not_before: Mapping[str, str]
    vague: re.Pattern[str]
    bound_before: re.Pattern[str]
    bound_after: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]


@lru_cache(maxsize=8)
def number_words(tables: Tables) -> NumberWords:
    """The tables number_words, bounds and not_figures of the language, ready for use."""
    words = {row["words"]: _number_word(row) for row in tables.rows("en/number_words")}
    bounds = tables.rows("en/bounds")
    excluded = tables.rows("en/not_figures")
    before = {row["words"].lower(): Bound(row["bound"]) for row in bounds if row["position"] == "before"}
    after = {row["words"].lower(): Bound(row["bound"]) for row in bounds if row["position"] == "after"}
    not_before = {row["words"].lower(): row["what"] for row in excluded if row["position"] == "before"}
    not_after = {row["words"].lower(): row["what"] for row in excluded if row["position"] == "after"}
    several = [word for word, number in words.items() if number.kind not in (NumberKind.UNIT, NumberKind.TEN)]
    return NumberWords(
        by_words=words,
        bounds_before=before,
        bounds_after=after,
        not_after=not_after,
        not_before=not_before,
        vague=re.compile(rf"\b(?:{_any_of(several)})\b", re.IGNORECASE),
        bound_before=re.compile(rf"(?:^|(?<=\W))({_any_of(before)})\s*$", re.IGNORECASE),
        bound_after=re.compile(rf"\s*({_any_of(after)})(?!\w)", re.IGNORECASE),
        after=re.compile(rf"\s*[-‑–]?\s*({_any_of(not_after)})(?!\w)", re.IGNORECASE),
        before=re.compile(rf"(?:^|(?<=\W))({_any_of(not_before)})\s*$", re.IGNORECASE),
    )


@dataclass(frozen=True, slots=True)
class Group:
    """What a noun counts. `sex` of one such person where the word tells it; `domain` is "people" or "things"."""

    group: str
    domain: str
    sex: str | None
    size: int | None  # how many one of them is: a couple is two


@dataclass(frozen=True, slots=True)
class Groups:
    """Nouns and adjectives that say who or what is counted."""

    nouns: Mapping[str, Group]
    adjectives: Mapping[str, Group]
    collectives: frozenset[str]
    mass: frozenset[str]  # nouns that are never one of something: "police", "equipment"
    longest: int
    endings: frozenset[str]  # the last words of the nouns


@lru_cache(maxsize=8)
def groups(tables: Tables) -> Groups:
    """The table of groups: nouns in the singular, phrases of several words, adjectives, words like "a family of"."""
    rows = tables.rows("en/groups")
    nouns = {row["words"]: _group(row) for row in rows if row["kind"] == "noun"}
    return Groups(
        nouns=nouns,
        adjectives={row["words"]: _group(row) for row in rows if row["kind"] == "adjective"},
        collectives=frozenset(row["words"] for row in rows if row["kind"] == "collective"),
        mass=frozenset(row["words"] for row in rows if row["kind"] == "mass"),
        longest=max(len(words.split()) for words in nouns),
        endings=frozenset(words.split()[-1] for words in nouns),
    )


class TriggerKind(StrEnum):
    """How a word tells of harm, and so where those hit stand."""

    DOES = "does"  # "killed 12", "12 were killed": those hit are its object
    SUFFERS = "suffers"  # "12 died": they are its subject
    LOSES = "loses"  # "lost 12 soldiers": its object, and the subject is their side
    TAKES_LIVES = "takes_lives"  # "claimed 12 lives"
    HARM = "harm"  # a noun that is counted or says of whom: "12 deaths", "the death of two men"
    HARMED = "harmed"  # a noun for the people themselves: "12 dead", "the wounded"
    STATE = "state"  # an adjective: "12 people are missing", "an injured child"
    TOLL = "toll"  # "the death toll rose to 12"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells of harm. `measure` counts people, `things` is the measure where things were hit, or None."""

    words: str
    kind: TriggerKind
    measure: str | None
    things: str | None


@dataclass(frozen=True, slots=True)
class Measures:
    """Triggers by lemma (verbs) or form (nouns, adjectives); a phrase is found by its first word and tested whole."""

    triggers: Mapping[str, tuple[Trigger, ...]]


@lru_cache(maxsize=8)
def measures(tables: Tables) -> Measures:
    """The table of measures: which words tell of which harm."""
    found: dict[str, list[Trigger]] = {}
    for row in tables.rows("en/measures"):
        trigger = Trigger(row["words"], TriggerKind(row["kind"]), row["measure"] or None, row["things"] or None)
        found.setdefault(trigger.words.split()[0], []).append(trigger)
    return Measures({word: tuple(sorted(rows, key=lambda t: -len(t.words))) for word, rows in found.items()})


@dataclass(frozen=True, slots=True)
class NamingWords:
    """How people counted before are named: verbs, what stands before the names, and the words for those hit.

    `people` gives the measure that a word for them tells.
    """

    verbs: frozenset[str]
    follows: frozenset[str]
    people: Mapping[str, str]


@lru_cache(maxsize=8)
def naming_words(tables: Tables) -> NamingWords:
    rows = tables.rows("en/naming_words")
    verbs, follows = (frozenset(row["words"] for row in rows if row["kind"] == kind) for kind in ("verb", "follows"))
    return NamingWords(verbs, follows, {row["words"]: row["measure"] for row in rows if row["kind"] == "people"})


@lru_cache(maxsize=8)
def context_words(tables: Tables) -> Mapping[str, frozenset[str]]:
    """Words that change how a figure is to be taken, by what they do: "hypothetical", "cumulative", "since" ..."""
    found: dict[str, set[str]] = {}
    for row in tables.rows("en/figure_context"):
        found.setdefault(row["what"], set()).add(row["words"])
    return {what: frozenset(words) for what, words in found.items()}


def _number_word(row: Mapping[str, str]) -> NumberWord:
    try:
        low, high = (int(row[end]) if row[end] else None for end in ("low", "high"))
        return NumberWord(row["words"], NumberKind(row["kind"]), low, high)
    except ValueError as error:
        raise InputError(f"en/number_words, {row['words']!r}: expected a kind and whole numbers, {error}") from error


def _group(row: Mapping[str, str]) -> Group:
    return Group(row["group"], row["domain"], row["sex"] or None, int(row["size"]) if row["size"] else None)


def _any_of(words: Iterable[str]) -> str:
    """A pattern of any of these, the longest first, however much white space stands inside them."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("\\ ", r"\s+") for word in ordered)
