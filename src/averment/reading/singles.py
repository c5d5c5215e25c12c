"""One person or thing without a number: "a soldier", "his wife Ada", "the village school", "Colonel Ivan Moran"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from averment.knowledge.figures import Group, TriggerKind, groups
from averment.knowledge.tables import Tables
from averment.model.claim import Amount, Bound
from averment.model.text import Span
from averment.reading.counted import ADULT, CHILDREN, NOT_COUNTED, PEOPLE, Counted, group_of, lookup
from averment.reading.triggers import triggers_at
from averment.reading.victims import AGE, NamedPerson, age_in_years

BODILY = frozenset({"killed", "wounded", "abducted"})


def singles(doc: Doc, tables: Tables, persons: tuple[NamedPerson, ...]) -> Iterator[Counted]:
    """One person or thing without a number: "a soldier", "his wife", "the village school", "Colonel Ali Moran"."""
    known = groups(tables)
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.tag_ in ("NNS", "NNPS"):
            continue
        group, start = lookup(doc, token.i, tables)
        group = group or _unknown_person(doc, token, tables)
        if group is None or group.domain == NOT_COUNTED or token.lower_ in known.mass:
            continue
        if _goes_on(doc, token, tables):
            continue
        determiner = _determiner(doc, start)
        if determiner is None and not _is_title_of(token, persons) and not _opens(doc, start, group):
            continue
        refined = _child_or(
            doc, start, token.i, group_of(doc, start - 3 if start > 3 else 0, token.i, group, tables), tables
        )
        first = determiner if determiner is not None else start
        words = Span(doc[first].idx, token.idx + len(token))
        size = group.size or 1
        further = determiner is not None and doc[determiner].lower_ == "another"
        amount = Amount(size, size, Bound.EXACTLY, words)
        yield Counted(first, token.i, token.i, amount, refined, group.domain, further, of_harm=False)


def _unknown_person(doc: Doc, token: Token, tables: Tables) -> Group | None:
    """Somebody, where "an agronomist was killed": one whose trade no table holds, hit by a word for people alone."""
    first = token
    while first.dep_ == "conj" and first.head.i < first.i and first.head.pos_ == "NOUN":
        first = first.head
    if token.pos_ != "NOUN" or first.dep_ not in ("obj", "nsubj:pass") or first.head.pos_ != "VERB":
        return None
    determiner = next((child.lower_ for child in token.children if child.dep_ == "det"), "")
    hits = any(one.kind is TriggerKind.DOES and one.measure in BODILY for one in triggers_at(doc, first.head, tables))
    return Group(PEOPLE, PEOPLE, None, None) if hits and determiner in ("a", "an") else None


def _goes_on(doc: Doc, token: Token, tables: Tables) -> bool:
    """Whether the noun only modifies the next one: the "police" of "police officers", the "family" of "family home"."""
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if token.dep_ in ("compound", "amod") and token.head.i > token.i and token.head.pos_ == "NOUN":
        return True
    if following is None:
        return False
    if following.tag_ == "POS" or following.text in ("’s", "'s"):
        return True
    if following.lower_ == "-":
        return True
    return following.pos_ == "NOUN" and lookup(doc, following.i, tables)[1] <= token.i


def _determiner(doc: Doc, start: int) -> int | None:
    """The article or possessor that makes the noun one; None where there is none or it makes none ("no", "every")."""
    for i in range(start - 1, max(-1, start - 9), -1):
        token = doc[i]
        if token.lower_ in ("a", "an", "another", "the", "one", "this", "that") or token.tag_ == "PRP$":
            return i
        if token.tag_ == "POS" or token.text in ("’s", "'s"):
            return i + 1
        passes = token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "ADV") or token.text in ("-", ",", "“", "”", '"')
        if not passes and not (token.tag_ in ("VBN", "VBG") and token.dep_ == "amod"):
            return None
    return None


def _is_title_of(token: Token, persons: tuple[NamedPerson, ...]) -> bool:
    return any(person.first == token.i + 1 for person in persons)


def _opens(doc: Doc, start: int, group: Group) -> bool:
    """Headlines and captions leave the article out: "Man killed in blast", "Destroyed house in Dravin"."""
    sentence = doc[start].sent
    first = next((token.i for token in sentence if token.is_alpha), sentence.start)
    lead = doc[first:start]
    titled = any(token.pos_ in ("DET", "AUX") for token in sentence)
    return (
        len(lead) <= 3 and all(token.pos_ in ("ADJ", "VERB", "PROPN", "NOUN", "DET") for token in lead) and not titled
    )


def _child_or(doc: Doc, start: int, head: int, group: str, tables: Tables) -> str:
    """Someone younger than eighteen is a child: "a 12-year-old student", "his six-month-old cousin"."""
    if group in ("soldiers", "fighters"):
        return group
    known = groups(tables).adjectives
    if start and (young := known.get(doc[start - 1].lower_)) is not None and young.group == CHILDREN:
        return CHILDREN
    words = doc[max(doc[head].sent.start, start - 6) : head].text
    ages = (age_in_years(found[1], found[2], tables) for found in AGE.finditer(words))
    return CHILDREN if any(age is not None and age < ADULT for age in ages) else group


def of_person(doc: Doc, person: NamedPerson) -> Counted:
    victim = person.victim
    words = Span(doc[person.first].idx, doc[person.last].idx + len(doc[person.last]))
    group = "children" if victim.age is not None and victim.age < ADULT else PEOPLE
    amount = Amount(1, 1, Bound.EXACTLY, words)
    return Counted(person.first, person.last, person.last, amount, group, PEOPLE, named=(victim,))


def with_names(one: Counted, persons: tuple[NamedPerson, ...]) -> Counted:
    """The phrase with the name that follows it: "his wife Ikram", "the commander, Ali Moran,"."""
    if one.named or one.amount.low != 1 or one.domain != PEOPLE:
        return one
    beside = [p for p in persons if one.first <= p.first <= one.last + 2]
    if not beside:
        return one
    name = beside[0]
    if name.victim.age is not None and name.victim.age < ADULT and one.group not in ("soldiers", "fighters"):
        one = replace(one, group="children")
    return replace(one, last=max(one.last, name.last), named=(name.victim,))
