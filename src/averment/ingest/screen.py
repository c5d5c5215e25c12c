"""A cheap first look: is this report about armed violence? A table of words with weights, added up."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from averment.ingest.plain_words import plain_words
from averment.knowledge.screening import screening_weights
from averment.knowledge.tables import Tables
from averment.model.report import Report

LOOKED_AT = 2500  # characters: what a report is about stands at its beginning
SHORTEST = 10  # different words: fewer are a headline, a caption or an error page; a flash has that many
LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Screen:
    """Words, and pairs of words, with their weights, and what is added to every sum."""

    words: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]
    bias: float

    def score(self, report: Report) -> float:
        """Above 0: worth reading. A report in another language, or of a few words, is not."""
        if report.language != LANGUAGE:
            return -math.inf
        return self.score_text(report.text)

    def score_text(self, text: str) -> float:
        """The score of a text in English; upper and lower case are the same."""
        words = plain_words(text[:LOOKED_AT])
        different = set(words)
        if len(different) < SHORTEST:
            return -math.inf
        weights = [*filter(None, map(self.words.get, different))]
        weights += map(self.pairs.__getitem__, set(filter(self.pairs.__contains__, pairwise(words))))
        # fsum: a plain sum differs in its last digit with the order of a set, from one process to the next
        return self.bias + math.fsum(weights) / math.sqrt(len(weights) or 1)


def screen_of(tables: Tables) -> Screen:
    """The screen that the tables hold."""
    weights = dict(screening_weights(tables))
    bias = weights.pop("", 0.0)
    parts = {tuple(name.split()): weight for name, weight in weights.items()}
    words = {key[0]: weight for key, weight in parts.items() if len(key) == 1}
    pairs = {key: weight for key, weight in parts.items() if len(key) == 2}
    return Screen(words, pairs, bias)
