"""Weighs who or what a pronoun stands for, among those that were spoken of before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from averment.knowledge.roles import Pronoun
from averment.reading.named import Named, agrees, in_one_clause

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
FARTHEST = 8  # sentences looked back
# Weights set on GUM-open's train and dev documents; a sentence of distance is the unit that they are read against.
A_SENTENCE = 2.0
SUBJECT = 1.5
SPEAKS = 0.5
OWNER = 0.5  # "Bell" in "Bell's office": whose house it is stays in mind
GOES_ON = 1.0  # a pronoun before it stood for the same
AGAIN = 0.3  # for each time it was spoken of before, up to MOST
MOST = 5
OTHER_QUOTATION = -4.0  # who is spoken of inside a quotation is seldom who the report speaks of next
PLACE_AS_MANY = -3.0  # "they" for a country
ACTS = 1.0  # for "they": people rather than things


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention as a later pronoun sees it."""

    named: Named
    noun: Token
    lemma: str
    sentence: int
    quotation: int
    is_subject: bool
    speaks: bool
    is_pronoun: bool = False
    is_place: bool = False


def antecedent(
    token: Token, pronoun: Pronoun, sentence: int, quotation: int, seen: Sequence[Seen], learned: dict[str, str]
) -> Seen | None:
    """The mention that fits best; the later one of two that fit alike. None when none agrees with the pronoun."""
    times: dict[str, int] = {}
    for one in seen:
        times[one.named.name] = times.get(one.named.name, 0) + 1
    best: tuple[float, Seen] | None = None
    for one in reversed(seen):
        if sentence - one.sentence > FARTHEST or not agrees(one.named, pronoun, learned):
            continue
        if in_one_clause(token, one.noun):
            continue
        score = _weight(pronoun, one, sentence, quotation) + AGAIN * min(times[one.named.name] - 1, MOST)
        if best is None or score > best[0]:
            best = (score, one)
    return best[1] if best is not None else None


def _weight(pronoun: Pronoun, one: Seen, sentence: int, quotation: int) -> float:
    weight = -A_SENTENCE * (sentence - one.sentence)
    weight += SUBJECT * one.is_subject + SPEAKS * one.speaks + GOES_ON * one.is_pronoun
    weight += OWNER * (one.noun.dep_ == "nmod:poss")
    if pronoun.plural:
        weight += PLACE_AS_MANY * one.is_place + ACTS * (one.named.kind is not None and one.named.plural)
    if one.quotation >= 0 and one.quotation != quotation:
        weight += OTHER_QUOTATION
    return weight
