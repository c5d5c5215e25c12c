"""Makes sentences that the treebanks hardly have: upper case, no final stop, curly quotes, other names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from random import Random

from training.treebanks import Sentence

UPPER_CASE = 0.07
LOWER_CASE = 0.03
NO_FINAL_STOP = 0.10
CURLY = 0.5
OTHER_NAME = 0.30
FROM_GAZETTEER = 0.35  # of the replaced one-word places
HIDDEN_WORDS = 0.15  # of the sentences have one word in eight hidden
HIDDEN_SHAPES = 0.10

Mention = tuple[str, tuple[str, ...], tuple[int, ...]]
"""Type, treebank tags and relative heads: two names alike in these can change places without harm to the tree."""


class Variety:
    """Gives a sentence as it stands or changed; the names it puts in come from `sentences` and `places`."""

    def __init__(self, sentences: Iterable[Sentence], places: list[str], random: Random) -> None:
        self.random = random
        self.places = places
        self.known: dict[Mention, list[tuple[str, ...]]] = defaultdict(list)
        for sentence in sentences:
            for first, last, kind in mentions(sentence):
                key = _key(sentence, first, last, kind)
                if key:
                    self.known[key].append(sentence.words[first:last])

    def vary(self, sentence: Sentence) -> Sentence:
        chance = self.random.random
        sentence = self._rename(sentence)
        if chance() < NO_FINAL_STOP:
            sentence = without_final_stop(sentence)
        if chance() < CURLY:
            sentence = replace(sentence, words=curly(sentence.words))
        case = chance()
        if case < UPPER_CASE:
            sentence = replace(sentence, words=tuple(word.upper() for word in sentence.words))
        elif case > 1 - LOWER_CASE:
            sentence = replace(sentence, words=tuple(word.lower() for word in sentence.words))
        return sentence

    def _rename(self, sentence: Sentence) -> Sentence:
        words = list(sentence.words)
        for first, last, kind in mentions(sentence):
            key = _key(sentence, first, last, kind)
            if not key or self.random.random() > OTHER_NAME:
                continue
            gazetteer = self.places and key[0] == "PLACE" and last - first == 1 and words[first] not in ("US", "U.S.")
            if gazetteer and self.random.random() < FROM_GAZETTEER:
                words[first] = self.random.choice(self.places)
            else:
                words[first:last] = self.random.choice(self.known[key])
        return replace(sentence, words=tuple(words))


def mentions(sentence: Sentence) -> list[tuple[int, int, str]]:
    """(first word, word after the last, type) of each name."""
    names = (*(sentence.names or ()), "O")
    found: list[tuple[int, int, str]] = []
    begin: int | None = None
    for at, name in enumerate(names):
        if begin is not None and not (name or "O").startswith("I-"):
            found.append((begin, at, (names[begin] or "")[2:]))
            begin = None
        if (name or "O").startswith("B-"):
            begin = at
    return found


def _key(sentence: Sentence, first: int, last: int, kind: str) -> Mention | None:
    """None where the name cannot change: it has no tree, or no proper noun."""
    if not sentence.heads or not any(tag.startswith("NNP") for tag in sentence.xpos[first:last]):
        return None
    relative = [head - 1 - first if first < head <= last else -1 for head in sentence.heads[first:last]]
    return kind, sentence.xpos[first:last], tuple(relative)


def without_final_stop(sentence: Sentence) -> Sentence:
    count = len(sentence.words)
    if not sentence.heads or count < 4 or sentence.words[-1] not in ".!?" or count in sentence.heads:
        return sentence
    parts = ("words", "upos", "xpos", "lemmas", "heads", "labels", "names")
    return replace(sentence, **{part: (getattr(sentence, part) or ())[:-1] or None for part in parts})


def curly(words: tuple[str, ...]) -> tuple[str, ...]:
    out, open_quote = [], False
    for word in words:
        if word == '"':
            out.append("”" if open_quote else "“")
            open_quote = not open_quote
        else:
            out.append({"``": "“", "''": "”"}.get(word, word.replace("'", "’")))
    return tuple(out)
