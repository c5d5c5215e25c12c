"""Whether an event is told as happened, or only wished, feared, planned, or told not to have happened."""

from __future__ import annotations

from spacy.tokens import Token

from averment.knowledge.events import event_words
from averment.knowledge.tables import Tables
from averment.model.claim import Modality
from averment.reading.event_parties import FURTHEST_INHERITANCE, lemma_of


def modality_of(predicate: Token, trigger: Token, tables: Tables) -> Modality:
    """Whether it is told as happened: auxiliaries, conditions and verbs of wishing above it say otherwise."""
    for word in (predicate, trigger, *_shares_auxiliary(predicate)):
        for child in word.children:
            if child.dep_ in {"aux", "aux:pass"} and lemma_of(child) in event_words(tables, "hypothetical"):
                return Modality.FUTURE if lemma_of(child) in {"will", "shall"} else Modality.HYPOTHETICAL
            if child.dep_ == "mark" and child.lower_ in event_words(tables, "if"):
                return Modality.HYPOTHETICAL
            if child.dep_ in {"advmod", "det"} and child.lower_ in event_words(tables, "not") | {"no"}:
                return Modality.NEGATED
    return _wished(predicate, tables)


def _shares_auxiliary(predicate: Token) -> tuple[Token, ...]:
    """The verb that this one is joined with and whose auxiliary it shares: "will advance and shell the town"."""
    has_own = any(child.dep_ in {"aux", "nsubj", "nsubj:pass"} for child in predicate.children)
    return (predicate.head,) if predicate.dep_ == "conj" and not has_own else ()


def _wished(predicate: Token, tables: Tables) -> Modality:
    current = predicate
    for _ in range(FURTHEST_INHERITANCE):
        is_infinitive = any(child.dep_ == "mark" and child.lower_ == "to" for child in current.children)
        above = current.head
        if above == current:
            break
        if is_infinitive and current.dep_ in {"xcomp", "acl", "advcl", "ccomp", "csubj"}:
            began = lemma_of(above) in event_words(tables, "happening")
            return Modality.ACTUAL if began else Modality.HYPOTHETICAL
        prepares = lemma_of(above) in event_words(tables, "prepared")
        if prepares and current.dep_ in {"nmod", "acl"}:
            return Modality.HYPOTHETICAL
        wants = lemma_of(above) in event_words(tables, "wanting") and current.dep_ in {"xcomp", "obj", "obl", "ccomp"}
        if wants and not above.lower_.endswith("ing"):
            return Modality.HYPOTHETICAL
        if current.dep_ not in {"conj", "xcomp", "ccomp", "advcl", "obj", "obl", "nmod"}:
            break
        current = above
    return Modality.ACTUAL
