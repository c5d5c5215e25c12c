"""Mends phrases of name, office and holder that the parse has torn apart: "Lomas mayor Ada Bell"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from averment.knowledge.roles import roles
from averment.knowledge.tables import Tables
from averment.model.claim import VoiceKind

NOMINAL = frozenset({"NOUN", "PROPN"})
BEFORE = frozenset({"NOUN", "PROPN", "ADJ"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
INNER = frozenset({"det", "amod", "case", "cc", "nmod:poss", "nummod"})  # what leads a phrase


def mend_offices(doc: Doc, tables: Tables) -> None:
    """Gives each "Lomas mayor Ada Bell" the holder's name as its head, where the parse has another word for it."""
    for office in doc:
        if office.pos_ == "NOUN" and office.is_lower and 0 < office.i < len(doc) - 1 and _is_office(office, tables):
            phrase, name = _phrase(office)
            if name and phrase[0].i < office.i and not _is_whole(phrase, name):
                _draw_together(phrase, office, name)


def _is_office(token: Token, tables: Tables) -> bool:
    role = roles(tables).get(token.lower_)
    return role is not None and role.kind is VoiceKind.PERSON and role.speaks_for


def _phrase(office: Token) -> tuple[list[Token], list[Token]]:
    """The words from the name of town or body to the holder's last, and the holder's own."""
    doc, sentence = office.doc, office.sent
    first, last = office.i, office.i
    while first > sentence.start and doc[first - 1].pos_ in BEFORE and not _ends_phrase(doc[first - 1]):
        first -= 1
    while first < office.i and doc[first].pos_ != "PROPN":
        first += 1
    while last + 1 < sentence.end and doc[last + 1].pos_ == "PROPN" and doc[last + 1].ent_type_ in ("PERSON", ""):
        last += 1
    return list(doc[first : last + 1]), list(doc[office.i + 1 : last + 1])


def _ends_phrase(token: Token) -> bool:
    """A word of time, or one after a preposition, belongs to something else: "in Lomas mayor Ada Bell said"."""
    return token.dep_ in ("obl:unmarked", "obl:tmod") or any(child.dep_ == "case" for child in token.children)


def _is_whole(phrase: Sequence[Token], name: Sequence[Token]) -> bool:
    """Whether one word leads out of the phrase, it is the holder's name or the office, and the name hangs together."""
    places, holder = {word.i for word in phrase}, name[0]
    if any(word.head.i < holder.i - 1 for word in name[1:]):
        return False
    tops = [word for word in phrase if word.head.i not in places or word.head == word]
    return len(tops) == 1 and (tops[0].i >= holder.i - 1 or tops[0].dep_ not in SUBJECTS)


def _draw_together(phrase: Sequence[Token], office: Token, name: Sequence[Token]) -> None:
    places, holder = {word.i for word in phrase}, name[0]
    tops = [word for word in phrase if word.head.i not in places or word.head == word]
    if any(word.head == word for word in tops):
        return
    top = next((word for word in tops if word.dep_ in SUBJECTS), tops[0])
    above, role = top.head, top.dep_
    if any(word.is_ancestor(above) for word in phrase):
        return  # "Al-Qaeda founder Ada Bell" where "Al" hangs on the name: the phrase would hang on itself
    outer = [child for word in phrase for child in word.children if child.i not in places]
    holder.head, holder.dep_ = above, role
    for word in name[1:]:
        word.head, word.dep_ = holder, "flat"
    office.head, office.dep_ = holder, "nmod:desc"
    before = [word for word in phrase if word.i < office.i]
    for word in before:
        word.head, word.dep_ = office, "compound"
    for child in outer:
        child.head = office if child.dep_ in INNER and child.i < office.i else holder
