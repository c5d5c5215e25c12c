"""Words that tell of violence: which event type a trigger means, and which weapon a word names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from averment.knowledge.tables import Tables
from averment.model.claim import EventType
from averment.model.run import InputError


class Needs(StrEnum):
    """What must stand beside a trigger before it tells of an event."""

    NOTHING = ""
    PARTY = "party"  # somebody who acts or is hit
    ACTOR = "actor"  # somebody who acts
    HAPPENING = "happening"  # a verb of taking place, a party, or a place
    LAUNCHED = "launched"  # somebody launches it
    PLACE = "place"  # a place is its object
    TERRITORY = "territory"  # a place or a position is its object
    PROPERTY = "property"  # a building or goods are its object
    PROTESTERS = "protesters"  # protesters do it
    DOWN = "down"  # the particle "down"


class SubjectIs(StrEnum):
    """Who the subject of a verb is; by its voice the doer (active) or the one hit (passive)."""

    BY_VOICE = ""
    VICTIM = "victim"
    ACTOR = "actor"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the table: a trigger and what it tells. `beside` holds lemmas of which one must stand beside it.

    `subject` says who a verb's subject is where the voice of the verb does not: "hit a mine" has its victim there.
    """

    trigger: str
    beside: frozenset[str]
    event_type: EventType
    against_civilians: EventType | None
    by_weapon: bool
    needs: Needs
    subtype: str | None
    subject: SubjectIs


@dataclass(frozen=True, slots=True)
class Weapon:
    name: str
    event_type: EventType | None


@lru_cache(maxsize=4)
def event_patterns(tables: Tables) -> dict[tuple[str, str], tuple[Pattern, ...]]:
    """The patterns of each (lemma, "verb" or "noun"); those that ask for more come first.

    Raises InputError for a row whose event type is none of ACLED's or whose need is unknown.
    """
    found: dict[tuple[str, str], list[Pattern]] = {}
    for row in tables.rows("en/event_patterns"):
        try:
            pattern = Pattern(
                trigger=row["trigger"],
                beside=frozenset(word for word in row["with"].split("|") if word),
                event_type=EventType(row["event_type"]),
                against_civilians=EventType(row["civilians"]) if row["civilians"] else None,
                by_weapon=row["by_weapon"] == "yes",
                needs=Needs(row["needs"]),
                subtype=row["subtype"] or None,
                subject=SubjectIs(row["subject"]),
            )
        except ValueError as error:
            raise InputError(f"event_patterns.csv, trigger {row['trigger']!r}: {error}") from error
        found.setdefault((row["trigger"], row["pos"]), []).append(pattern)
    return {key: tuple(sorted(rows, key=lambda row: not row.beside)) for key, rows in found.items()}


@lru_cache(maxsize=4)
def weapons(tables: Tables) -> dict[str, Weapon]:
    """Each weapon word or two-word phrase (lemmas in lower case) with the weapon it names."""
    return {
        row["words"]: Weapon(row["weapon"], EventType(row["event_type"]) if row["event_type"] else None)
        for row in tables.rows("en/weapons")
    }


@lru_cache(maxsize=4)
def event_words(tables: Tables, role: str) -> frozenset[str]:
    """The lemmas that play `role` beside a trigger: "happening", "support", "protesters", "property", "armed" ..."""
    return frozenset(row["word"] for row in tables.rows("en/event_words") if row["role"] == role)
