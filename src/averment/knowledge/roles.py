"""Who can speak: roles, institutions and groups, titles before names, and pronouns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from averment.knowledge.tables import Tables
from averment.model.claim import VoiceKind


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for one who speaks. `body` is the institution that the office holder stands for ("ministry")."""

    noun: str
    kind: VoiceKind
    plural: bool
    gender: str | None  # "male", "female"; None when the word does not tell
    speaks_for: bool
    body: str | None


@dataclass(frozen=True, slots=True)
class Pronoun:
    """`person` is first, third or relative; `gender` may be male, female, thing or None."""

    word: str
    person: str
    plural: bool
    gender: str | None


@lru_cache(maxsize=8)
def roles(tables: Tables) -> dict[str, Role]:
    """Roles by their noun in lower case ("spokesman", "chief of staff")."""
    return {
        row["role"]: Role(
            row["role"],
            VoiceKind(row["kind"]),
            row["number"] == "many",
            row["gender"] or None,
            row["speaks_for"] == "yes",
            row["body"] or None,
        )
        for row in tables.rows("en/roles")
    }


@lru_cache(maxsize=8)
def titles(tables: Tables) -> dict[str, str | None]:
    """Titles before a name in lower case, with the gender that they tell."""
    return {row["title"]: row["gender"] or None for row in tables.rows("en/titles")}


@lru_cache(maxsize=8)
def pronouns(tables: Tables) -> dict[str, Pronoun]:
    """Pronouns by the word in lower case."""
    return {
        row["word"]: Pronoun(row["word"], row["person"], row["number"] == "many", row["gender"] or None)
        for row in tables.rows("en/pronouns")
    }


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words before a role: to drop ("deputy"), that end it ("former"), that stand for a body ("presidential")."""

    drop: frozenset[str]
    former: frozenset[str]
    bodies: dict[str, str]
    generic: frozenset[str]  # "the organization", "the diplomat": whoever of that kind was spoken of last


@lru_cache(maxsize=8)
def role_words(tables: Tables) -> RoleWords:
    """The words that stand before roles and change what they speak for."""
    rows = tables.rows("en/role_words")
    return RoleWords(
        drop=frozenset(row["word"] for row in rows if row["effect"] == "drop"),
        former=frozenset(row["word"] for row in rows if row["effect"] == "former"),
        generic=frozenset(row["word"] for row in rows if row["effect"] == "generic"),
        bodies={row["word"]: row["becomes"] for row in rows if row["effect"] == "body"},
    )


@lru_cache(maxsize=8)
def person_role_pattern(tables: Tables) -> re.Pattern[str]:
    """Matches the role of a person in running text, the longest first ("prime minister" before "minister")."""
    nouns = sorted((role.noun for role in roles(tables).values() if role.kind is VoiceKind.PERSON), key=_longest_first)
    return re.compile(rf"(?<![\w])(?:{'|'.join(re.escape(noun) for noun in nouns)})(?![\w])", re.IGNORECASE)


def _longest_first(noun: str) -> tuple[int, str]:
    return -len(noun), noun
