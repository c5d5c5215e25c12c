"""A cheap first look: is this report about armed violence? A table of words with weights, added up."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from averment.knowledge.screening import screening_weights
from averment.knowledge.tables import Tables
from averment.model.report import Report

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
LOOKED_AT = 4000  # characters: what a report is about stands at its beginning
SHORTEST = 40  # words: fewer are a headline, a caption or an error page
LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Screen:
    """Words and pairs of words with their weights, and what is added to every sum."""

    weights: Mapping[str, float]
    bias: float

    def score(self, report: Report) -> float:
        """Above 0: worth reading. A report in another language, or of a few words, is not."""
        if report.language != LANGUAGE:
            return -math.inf
        return self.score_text(report.text)

    def score_text(self, text: str) -> float:
        """The score of a text in English; upper and lower case are the same."""
        found = features(text)
        if len(found) < SHORTEST:
            return -math.inf
        weight_of = self.weights.get
        known = [weight for feature in found if (weight := weight_of(feature)) is not None]
        return self.bias + sum(known) / math.sqrt(max(len(known), 1))


def screen_of(tables: Tables) -> Screen:
    """The screen that the tables hold."""
    weights = dict(screening_weights(tables))
    return Screen(weights, weights.pop("", 0.0))


def features(text: str) -> set[str]:
    """The words at the beginning of a text, and each two that stand together."""
    words = WORD.findall(text[:LOOKED_AT].lower())
    return {*words, *map(" ".join, pairwise(words))}
