"""Victims named after they were counted: "named two of the victims as X and Y", "the dead were identified as X"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from averment.knowledge.figures import naming_words
from averment.knowledge.tables import Tables
from averment.model.claim import Amount, Bound
from averment.model.text import Span
from averment.reading.counted import PEOPLE, Counted
from averment.reading.listing import Lists

REACH = 12  # words between the verb of naming and the "as" before the names


def find_named_as(doc: Doc, lists: Lists, tables: Tables) -> Iterator[tuple[Counted, int, str]]:
    """The named people together, the token of the verb, and the measure that the words for them tell, in order."""
    words = naming_words(tables)
    for token in doc:
        if token.lemma_.lower() not in words.verbs:
            continue
        follows = next((at for at in range(token.i + 1, _end(token)) if doc[at].lower_ in words.follows), None)
        if follows is None:
            continue
        measure = _measure(doc, token, follows, tables)
        named = _names_after(follows, doc, lists)
        if measure is not None and named:
            yield _together(doc, named), token.i, measure


def _end(token: Token) -> int:
    return min(token.i + REACH, token.sent.end)


def _measure(doc: Doc, verb: Token, follows: int, tables: Tables) -> str | None:
    """What was done to those who are named, by the nearest word for them before the names."""
    people = naming_words(tables).people
    around = reversed(range(doc[verb.i].sent.start, follows))
    forms = ((doc[at].lower_, doc[at].lemma_.lower()) for at in around if doc[at].pos_ in ("NOUN", "ADJ", "VERB"))
    return next((people[form] for pair in forms for form in pair if form in people), None)


def _names_after(follows: int, doc: Doc, lists: Lists) -> tuple[Counted, ...]:
    """The list that begins right after "as", where each of it is a named person."""
    start = next((at for at in range(follows + 1, min(follows + 4, len(doc))) if at in lists), None)
    if start is None:
        return ()
    return tuple(one for one in lists[start] if one.first > follows and one.named)


def _together(doc: Doc, named: tuple[Counted, ...]) -> Counted:
    first, last = named[0], named[-1]
    begin, end = doc[first.first], doc[last.last]
    amount = Amount(len(named), len(named), Bound.EXACTLY, Span(begin.idx, end.idx + len(end)))
    people = tuple(victim for one in named for victim in one.named)
    return Counted(first.first, last.last, first.head, amount, PEOPLE, PEOPLE, named=people)
