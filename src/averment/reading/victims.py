"""Persons named in the text, with the age and sex that the words beside the name tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from averment.knowledge.figures import context_words, groups
from averment.knowledge.tables import Tables
from averment.model.claim import Victim
from averment.model.text import Span
from averment.reading.phrases import text_of

AGE_AFTER = re.compile(
    r"\s*(?:,\s*(?:aged\s+)?|\(\s*(?:[^()\d]{0,40},\s*)?(?:aged?:?\s+)?)"
    r"(\d{1,3})(?:[ -]years?[ -]old|\s+years?)?\s*(?=[,.;)]|$)"
)
IN_MONTHS = re.compile(r"\s*\(\s*\d{1,2}[ -](?:months?|weeks?|days?)(?:[ -]old)?\s*\)")
AGE_BEFORE = re.compile(r"(?<!\d)(\d{1,3})[ -]year[ -]old\s+(?:[\w’'.-]+\s+){0,5}$")
SEX_BEFORE = 4  # words before a name in which a relation or a title stands: "his wife Ikram", "a young woman named"
OLDEST = 120


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person named in the words first..last (token numbers), the age that follows the name among them."""

    victim: Victim
    first: int
    last: int


def find_persons(doc: Doc, tables: Tables) -> tuple[NamedPerson, ...]:
    """Every mention of a named person, in order; whether they are victims is for the words around to say."""
    return tuple(_person(doc, ent.start, ent.end, tables) for ent in doc.ents if ent.label_ == "PERSON")


def _person(doc: Doc, start: int, end: int, tables: Tables) -> NamedPerson:
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].tag_ == "POS"):
        end -= 1
    while end > start + 1 and doc[start].lower_ in groups(tables).nouns:
        start += 1  # "Colonel Ivan Moran": the rank is no part of the name
    span = Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
    age, stop = _age(text_of(doc), span)
    last = next((token.i for token in reversed(doc[start : min(len(doc), end + 12)]) if token.idx < stop), end - 1)
    return NamedPerson(Victim(span.of(text_of(doc)), span, age, _sex(doc, start, tables)), start, last)


def _age(text: str, name: Span) -> tuple[int | None, int]:
    """The age told beside the name, and where its words end."""
    months = IN_MONTHS.match(text, name.end)
    if months:
        return 0, months.end()
    after = AGE_AFTER.match(text, name.end)
    if after and int(after.group(1)) <= OLDEST:
        closes = text[after.end() : after.end() + 1] == ")"
        return int(after.group(1)), after.end() + closes
    before = AGE_BEFORE.search(text[max(0, name.start - 80) : name.start])
    if before and int(before.group(1)) <= OLDEST:
        return int(before.group(1)), name.end
    return None, name.end


def _sex(doc: Doc, start: int, tables: Tables) -> str | None:
    """ "female" or "male" where a relation, a noun or a title right before the name tells it."""
    known, context = groups(tables).nouns, context_words(tables)
    for token in reversed(doc[max(doc[start].sent.start, start - SEX_BEFORE) : start]):
        word = token.lower_.rstrip(".")
        if word in known and known[word].sex:
            return known[word].sex
        if token.pos_ in ("CCONJ", "VERB", "AUX", "ADP") or token.text in (",", ";", "("):
            return None
        for sex in ("female", "male"):
            if word in context[sex] and token.tag_ != "PRP$":
                return sex
    return None
