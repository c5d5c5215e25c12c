"""Whether two mentions name one person, across spellings carried over from other alphabets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from rapidfuzz import fuzz

from averment.matching.evened import even_words

SAME_NAME = 70  # of 100, for names that sound alike: "gaddafi" and "kadhafi" reach 71, "omar" and "emir" 50
SAME_ROLE = 85  # of 100, words in any order, the shorter inside the longer

# One sound, many spellings: rules of transliteration, from the longest spelling to the shortest.
_SPELLINGS = (
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("tsch", "c"), ("sh", "s"), ("sj", "s"), ("zh", "z"), ("kh", "h"),
    ("gh", "k"), ("dh", "d"), ("th", "t"), ("ch", "c"), ("ph", "f"), ("ck", "k"), ("dj", "j"), ("ts", "c"), ("tz", "c"),
    ("x", "ks"), ("q", "k"), ("g", "k"), ("w", "v"), ("j", "y"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"(.)\1+")


class Named(Protocol):
    """A mention of a person."""

    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def party(self) -> str: ...


def sound(words: Sequence[str]) -> str:
    """The consonants that stay the same however a name is spelt: "beglarian" and "beglaryan" sound alike."""
    word = "".join(words)
    for spelling, same in _SPELLINGS:
        word = word.replace(spelling, same)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word)) or word


def is_same_person(one: Named, other: Named) -> bool:
    """Whether name and role together tell one person; a surname alone never does."""
    shorter, longer = sorted((even_words(one.name), even_words(other.name)), key=len)
    if not shorter or not _names_agree(shorter, longer):
        return False
    if len(shorter) == 1:
        return bool(one.role and other.role) and one.party == other.party and _roles_agree(one.role, other.role)
    roles = not one.role or not other.role or _roles_agree(one.role, other.role)
    return roles or bool(one.party and one.party == other.party)


def _names_agree(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """The last words are one surname, and each other word of the shorter name has its like in the longer."""
    if not is_variant(shorter[-1], longer[-1]):
        return False
    return all(any(is_variant(word, like) for like in longer[:-1]) for word in shorter[:-1])


def is_variant(one: str, other: str) -> bool:
    """Whether two words are spellings of one name, or one is the other's initial."""
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    return sound([one]) == sound([other]) and fuzz.ratio(one, other) >= SAME_NAME


def _roles_agree(one: str, other: str) -> bool:
    return fuzz.token_set_ratio(" ".join(even_words(one)), " ".join(even_words(other))) >= SAME_ROLE
