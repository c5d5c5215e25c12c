"""Persons named in the text, with the age and sex that the words beside the name tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from averment.knowledge.figures import context_words, groups, number_words
from averment.knowledge.tables import Tables
from averment.model.claim import Victim
from averment.model.text import Span
from averment.reading.phrases import text_of

AGE_AFTER = re.compile(
    r"\s*(?:,\s*(?:aged\s+)?|\(\s*(?:[^()\d]{0,40},\s*)?(?:aged?:?\s+)?)"
    r"(\d{1,3}|[a-z]+(?=[ -]years?[ -]old))(?:[ -]years?[ -]old|\s+years?)?\s*(?=[,.;)]|$)"
)
IN_MONTHS = re.compile(r"\s*\(\s*\d{1,2}[ -](?:months?|weeks?|days?)(?:[ -]old)?\s*\)")
AGE = re.compile(r"(?i:(?<![\w-])(\d{1,3}|[a-z]+(?:-[a-z]+)?)[ ‑-](years?|months?|weeks?|days?)[ ‑-]old)")
AGE_BEFORE = re.compile(AGE.pattern + r",?\s+(?:(?:[a-z][\w’'-]*|[A-Z][a-z]{1,3}\.),?\s+){0,4}$")
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


def age_in_years(number: str, unit: str, tables: Tables) -> int | None:
    """ "12", "twelve" and "thirty-five" years; months, weeks and days are less than one; None where it is no age."""
    words = number_words(tables).by_words
    parts = [words.get(part) for part in number.lower().split("-")]
    if number.isdigit():
        age: int | None = int(number)
    else:
        age = sum(part.low or 0 for part in parts if part) if all(parts) else None
    if age is None or age > OLDEST:
        return None
    return age if unit.lower().startswith("year") else 0


def _person(doc: Doc, start: int, end: int, tables: Tables) -> NamedPerson:
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].tag_ == "POS"):
        end -= 1
    while end > start + 1 and doc[start].lower_ in groups(tables).nouns:
        start += 1  # "Colonel Ivan Moran": the rank is no part of the name
    span = Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
    age, begin, stop = _age(text_of(doc), span, tables)
    first = next(
        (token.i for token in doc[max(doc[start].sent.start, start - 12) : start] if token.idx >= begin), start
    )
    last = next((token.i for token in reversed(doc[start : min(len(doc), end + 12)]) if token.idx < stop), end - 1)
    return NamedPerson(Victim(span.of(text_of(doc)), span, age, _sex(doc, start, tables)), first, last)


def _age(text: str, name: Span, tables: Tables) -> tuple[int | None, int, int]:
    """The age told beside the name, and where its words begin and end."""
    months = IN_MONTHS.match(text, name.end)
    if months:
        return 0, name.start, months.end()
    after = AGE_AFTER.match(text, name.end)
    told = age_in_years(after.group(1), "years", tables) if after else None
    if after and told is not None:
        closes = text[after.end() : after.end() + 1] == ")"
        return told, name.start, after.end() + closes
    opening = max(0, name.start - 80)
    before = AGE_BEFORE.search(text[opening : name.start])
    told = age_in_years(before.group(1), before.group(2), tables) if before else None
    if before and told is not None:
        return told, opening + before.start(), name.end
    return None, name.start, name.end


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
