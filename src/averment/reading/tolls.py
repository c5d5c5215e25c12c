"""Tolls: "the death toll rose to 45", "bringing to 45 the number of dead", "the number of wounded stands at 30"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from averment.knowledge.figures import TriggerKind, context_words, measures
from averment.knowledge.tables import Tables
from averment.reading.counted import PEOPLE, Counted
from averment.reading.harm import Harm

REACH = 18  # words after "toll" in which its number stands
OF_WHAT = 6  # words after "number of" in which it says of whom
BEFORE = 3  # words between a number and the "number of" that it is: "to 45 the"


def find_tolls(doc: Doc, counted: tuple[Counted, ...], tables: Tables) -> tuple[Harm, ...]:
    """Every toll with the number it is said to have reached; what it rose by or from is left out."""
    starts = {one.first: one for one in counted if one.domain == PEOPLE}
    ends = {one.last: one for one in counted if one.domain == PEOPLE}
    found = []
    for token in doc:
        measure = _measure(doc, token, tables)
        told = _reached(doc, token, starts, tables) or _told_before(doc, token, ends) if measure else None
        if measure and told:
            found.append(Harm(token.i, TriggerKind.TOLL, measure, None, (told,)))
    return tuple(found)


def _measure(doc: Doc, token: Token, tables: Tables) -> str | None:
    """What a toll or a "number of" counts; None where it is another number."""
    if token.lemma_.lower() not in context_words(tables)["toll"] or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    before = [doc[i] for i in range(max(0, token.i - 2), token.i)]
    for word in reversed(before):
        measure = _of_word(word, tables)
        if measure:
            return measure
    if token.lemma_.lower() == "toll":
        return "killed"
    if token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "of":
        return next((m for word in _of_what(doc, token.i) if (m := _of_word(word, tables))), None)
    return None


def _of_what(doc: Doc, at: int) -> Iterator[Token]:
    for word in doc[at + 2 : at + 2 + OF_WHAT]:
        if word.pos_ in ("AUX", "PUNCT", "NUM") or (word.pos_ == "ADP" and word.lower_ != "of"):
            return
        yield word


def _of_word(word: Token, tables: Tables) -> str | None:
    for form in (word.lower_, word.lemma_.lower(), word.lower_.removesuffix("s")):
        for trigger in measures(tables).triggers.get(form, ()):
            harms = trigger.kind not in (TriggerKind.LOSES, TriggerKind.TAKES_LIVES)
            if trigger.measure and trigger.words == form and harms:
                return trigger.measure
    return None


def _reached(doc: Doc, token: Token, starts: dict[int, Counted], tables: Tables) -> Counted | None:
    reaches = context_words(tables)["toll reaches"]
    for i in range(token.i + 1, min(token.sent.end, token.i + REACH)):
        if i in starts and doc[i - 1].lower_ in reaches and doc[i - 1].lower_ != "by":
            return starts[i]
        if i in starts and (doc[i].lower_ in reaches or i == token.i + 1):  # "exceeded 45": the verb is the bound
            return starts[i]
    return None


def _told_before(doc: Doc, token: Token, ends: dict[int, Counted]) -> Counted | None:
    for i in range(token.i - 1, max(token.sent.start, token.i - BEFORE) - 1, -1):
        if i in ends and ends[i].first > 0 and doc[ends[i].first - 1].lower_ in ("to", "at"):
            return ends[i]
    return None
