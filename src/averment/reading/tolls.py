"""Tolls: "the death toll rose to 45", "bringing to 45 the number of dead", "the number of wounded stands at 30"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from averment.knowledge.figures import Group, Trigger, TriggerKind, context_words, measures
from averment.knowledge.tables import Tables
from averment.reading.counted import PEOPLE, THINGS, Counted, lookup
from averment.reading.harm import Harm

REACH = 18  # words after "toll" in which its number stands
OF_WHAT = 6  # words after "number of" in which it says of whom
BEFORE = 3  # words between a number and the "number of" that it is: "to 45 the"


def find_tolls(doc: Doc, counted: tuple[Counted, ...], tables: Tables) -> tuple[Harm, ...]:
    """Every toll with the number it is said to have reached; what it rose by or from is left out."""
    found = (_toll(doc, token, counted, tables) for token in doc)
    return tuple(harm for harm in found if harm is not None)


def _toll(doc: Doc, token: Token, counted: tuple[Counted, ...], tables: Tables) -> Harm | None:
    """The toll with the group that "the number of" names: "the number of tanks destroyed had risen to three"."""
    trigger = _trigger(doc, token, tables)
    if trigger is None:
        return None
    group = _group(doc, token.i, tables)
    same = [one for one in counted if one.domain == PEOPLE or (group and one.group == group.group)]
    told = _reached(doc, token, {one.first: one for one in same}, tables)
    told = told or _told_before(doc, token, {one.last: one for one in same})
    if told is not None and told.group is None and group is not None:
        told = replace(told, group=group.group, domain=group.domain)
    measure, things = (trigger.measure, None) if told and told.domain == PEOPLE else (None, trigger.things)
    return Harm(token.i, TriggerKind.TOLL, measure, things, (told,)) if told and (measure or things) else None


def _group(doc: Doc, at: int, tables: Tables) -> Group | None:
    """The group of the first noun after "number of" that the table knows as people or things."""
    for word in _of_what(doc, at):
        group, _ = lookup(doc, word.i, tables)
        if group is not None and group.domain in (PEOPLE, THINGS):
            return group
    return None


def _trigger(doc: Doc, token: Token, tables: Tables) -> Trigger | None:
    """What a toll or a "number of" counts; None where it is another number."""
    if token.lemma_.lower() not in context_words(tables)["toll"] or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    before = [doc[i] for i in range(max(0, token.i - 2), token.i)]
    for word in reversed(before):
        trigger = _of_word(word, tables)
        if trigger:
            return trigger
    if token.lemma_.lower() == "toll":
        return Trigger("toll", TriggerKind.TOLL, "killed", None)
    return next((t for word in _of_what(doc, token.i) if (t := _of_word(word, tables))), None)


def _of_what(doc: Doc, at: int) -> Iterator[Token]:
    """The words after "of" that say whom or what a number counts."""
    if at + 1 >= len(doc) or doc[at + 1].lower_ != "of":
        return
    for word in doc[at + 2 : at + 2 + OF_WHAT]:
        if word.pos_ in ("AUX", "PUNCT", "NUM") or (word.pos_ == "ADP" and word.lower_ != "of"):
            return
        yield word


def _of_word(word: Token, tables: Tables) -> Trigger | None:
    for form in (word.lower_, word.lemma_.lower(), word.lower_.removesuffix("s")):
        for trigger in measures(tables).triggers.get(form, ()):
            harms = trigger.kind not in (TriggerKind.LOSES, TriggerKind.TAKES_LIVES)
            if (trigger.measure or trigger.things) and trigger.words == form and harms:
                return trigger
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
