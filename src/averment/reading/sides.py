"""Whose people or things were hit: "six Norvians", "two enemy helicopters", "soldiers of the Norvian army"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from averment.knowledge.countries import find_demonym
from averment.knowledge.figures import TriggerKind, context_words, groups
from averment.knowledge.tables import Tables
from averment.model.claim import Party
from averment.reading.counted import Counted
from averment.reading.harm import Harm
from averment.reading.phrases import noun_phrase, span_of, text_of


def side_of(doc: Doc, whole: Counted, harm: Harm, tables: Tables) -> Party | None:
    """The party of those hit, by adjective, name of a people, "of the ... army", or the subject of "lost"."""
    if harm.kind is TriggerKind.LOSES:
        subject = _loser(doc[harm.token])
        if subject is not None:
            span = noun_phrase(subject)
            return Party(span.of(text_of(doc)), span=span)
    names = {victim.span.start for victim in whole.named}
    for i in range(whole.head, whole.first - 1, -1):
        token = doc[i]
        if token.idx in names or token.ent_type_ == "PERSON":
            continue
        if _tells_side(token, tables) or (i == whole.head and _is_people(token)):
            return Party(token.text, span=span_of(token))
    return _of_whom(doc, whole, tables)


def _is_people(token: Token) -> bool:
    """ "six Norvians": the noun that is counted is the name of a people."""
    return token.tag_ in ("NNPS", "NNP", "NNS") and token.text.istitle() and not token.is_sent_start


def _loser(verb: Token) -> Token | None:
    """The subject of "lost", also of a verb it is joined to."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubj:outer"):
            return child if child.tag_ not in ("WP", "WDT") else None
    return (
        _loser(verb.head) if verb.dep_ in ("conj", "xcomp") and verb.head != verb and verb.head.pos_ == "VERB" else None
    )


def _tells_side(token: Token, tables: Tables) -> bool:
    if token.lower_ in context_words(tables)["enemy"] and token.pos_ in ("NOUN", "ADJ"):
        return token.dep_ in ("compound", "amod", "nmod:poss")
    if token.lower_ in groups(tables).adjectives:
        return False
    word = token.text.title() if token.text.isupper() else token.text
    if find_demonym(word, tables) is not None and token.pos_ in ("ADJ", "PROPN", "NOUN"):
        return word[:1].isupper()
    named = token.ent_type_ in ("PLACE", "ORG") or (token.text[:1].isupper() and token.pos_ in ("ADJ", "PROPN"))
    return named and not token.text.isupper() and token.dep_ in ("compound", "amod", "nmod:poss")


def _of_whom(doc: Doc, whole: Counted, tables: Tables) -> Party | None:
    for child in doc[whole.head].children:
        of = any(one.lower_ == "of" for one in child.children)
        if child.dep_ != "nmod" or not of or child.i < whole.head:
            continue
        span = noun_phrase(child)
        inner = doc.char_span(span.start, span.end)
        if inner is not None and any(_tells_side(token, tables) or token.ent_type_ == "ORG" for token in inner):
            return Party(span.of(text_of(doc)), span=span)
    return None
