"""Word pieces and word shapes: the two things the embedded model sees of a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

MOST_PIECES = 8  # of one word; web addresses would otherwise fill a sentence
PADDING = "[PAD]"
UNKNOWN = "[UNK]"
START = "[CLS]"
END = "[SEP]"
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "`": "'", "ʼ": "'", "′": "'", "…": "..."})

SHAPES = ("", "hidden", "capitals", "initial", "digits", "mixed", "lower", "punctuation", "other")
"""Numbers of shapes: 0 pads, 1 hides the shape in training; the order is part of the weights."""


class WordPieces:
    """Divides words into the uncased pieces of a BERT vocabulary, one entry of `vocabulary` per number.

    Greedy, longest piece first (Wu et al. 2016, arXiv:1609.08144), after lower case and without accents as BERT's
    uncased models have it. Words repeat, so each is divided once.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.longest = max(map(len, self.numbers))
        self.start = self.numbers[START]
        self.end = self.numbers[END]
        self.padding = self.numbers[PADDING]
        self.unknown = self.numbers[UNKNOWN]
        self.divide = lru_cache(maxsize=200_000)(self._divide)

    def _divide(self, word: str) -> tuple[int, ...]:
        """The numbers of the word's pieces: at least one, at most eight."""
        pieces = [number for part in split_punctuation(plain(word)) for number in self._longest_first(part)]
        return tuple(pieces[:MOST_PIECES]) or (self.unknown,)

    def _longest_first(self, part: str) -> list[int]:
        numbers: list[int] = []
        begin = 0
        while begin < len(part):
            prefix = "##" if begin else ""
            last = min(len(part), begin + self.longest)  # a word may be a megabyte long
            end = next((e for e in range(last, begin, -1) if prefix + part[begin:e] in self.numbers), None)
            if end is None:
                return [self.unknown]
            numbers.append(self.numbers[prefix + part[begin:end]])
            begin = end
        return numbers


def plain(word: str) -> str:
    """The word in lower case without accents, with straight apostrophes: the treebanks know hardly any other."""
    decomposed = unicodedata.normalize("NFD", word.translate(STRAIGHT).lower())
    return "".join(character for character in decomposed if unicodedata.category(character) != "Mn")


def split_punctuation(word: str) -> Sequence[str]:
    if word.isalnum():
        return (word,)
    spaced = "".join(character if character.isalnum() else f" {character} " for character in word)
    return spaced.split()


@lru_cache(maxsize=200_000)
def shape(word: str) -> int:
    """The number of the word's shape in SHAPES; the pieces are uncased, so this is all the model sees of capitals."""
    return SHAPES.index(_shape_name(word))


def _shape_name(word: str) -> str:
    if not any(character.isalnum() for character in word):
        return "punctuation" if word else "other"
    if any(character.isdigit() for character in word):
        return "digits" if not any(character.isalpha() for character in word) else "mixed"
    if word.isupper():
        return "capitals" if sum(character.isalpha() for character in word) > 1 else "initial"
    if word.islower():
        return "lower"
    if word[0].isupper() and (word[1:].islower() or not word[1:].isalpha()):
        return "initial"
    return "mixed" if word[0].isalpha() else "other"
