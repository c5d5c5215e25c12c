"""Words evened out, so that two papers' spellings of the same words are equal: case, accents, marks and dots gone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from averment.model.text import Span

# Letters and digits, with the marks that stand inside a word: "p.m.", "U.N.", "30,000", "O’Brien"; "Velm’s" is two.
_WORD = re.compile(r"\w+(?:[.,]\w+|['’]\w\w+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word evened out, and where it stands in the text."""

    even: str
    span: Span


def words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of `text[start:end]`, evened out, with their places in the whole text."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return tuple(Word(even(match.group()), Span(*match.span())) for match in found)


@lru_cache(maxsize=100_000)
def even(word: str) -> str:
    """One word in lower case, without accents, and without the marks inside it ("p.m" and "pm" are equal)."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def even_words(text: str) -> tuple[str, ...]:
    """The words alone, evened out, without their places."""
    return tuple(even(match) for match in _WORD.findall(text))


def has_words(text: str) -> bool:
    """Whether there is a word in it."""
    return _WORD.search(text) is not None
