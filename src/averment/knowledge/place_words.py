"""The words that stand around places: near, province, front line; and those that make a government of a capital."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from averment.knowledge.tables import Tables
from averment.model.when_where import PlaceLevel


class PlaceUse(StrEnum):
    """What a word does to the place beside it."""

    NEAR = "near"  # "on the outskirts of"
    DIRECTION = "direction"  # "eastern"
    DISTANCE = "distance"  # "20 km north of"
    LINE = "line"  # "front line"
    BETWEEN = "between"  # "the border between"
    CAPITAL = "capital"
    LOCATES = "locates"  # prepositions that put an event at a place
    OF = "of"
    BODY = "body"  # who is named after a place but is no place: "army", "authorities"
    SUFFERS = "suffers"  # what a town does as a place: "fell", "came under fire"
    ADDRESSES = "addresses"  # what is done to a capital as a government: "blamed", "urged"
    SAYING_NOUN = "saying_noun"  # what a capital has as a government: "talks", "claims"
    FAMILY = "family"  # after a family's name: "the Tarn family"
    AUDIENCE = "audience"  # where something is said: "told reporters in", "at a briefing in"


@lru_cache(maxsize=8)
def place_words(tables: Tables) -> Mapping[PlaceUse, frozenset[str]]:
    """The words of each use, in small letters."""
    rows = tables.rows("en/place_words")
    return {use: frozenset(row["words"] for row in rows if row["use"] == use) for use in PlaceUse}


@lru_cache(maxsize=8)
def division_levels(tables: Tables) -> Mapping[str, PlaceLevel]:
    """ "province" -> region, "valley" -> area: what the word beside a name says that the place is."""
    return {row["word"].lower(): PlaceLevel(row["level"]) for row in tables.rows("division_words")}
