"""Sayings of notes and bulletins: "The army: 12 killed", "word came from the army that", "the figure was given by"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from averment.knowledge.speech import SpeechNoun, SpeechWords
from averment.model.claim import Modality, Stance
from averment.model.text import Span, cover, trim
from averment.reading.naming import prepositions
from averment.reading.saying import Saying, end_of, source_phrase, span_of
from averment.reading.subjects import agent_of, is_passive

LONGEST_NAME = 9  # words before a colon: more are no name
NOMINAL = frozenset({"NOUN", "PROPN"})
SPEAKERS = frozenset({"ORG", "PERSON"})


def by_colon(token: Token, words: SpeechWords, speakers: Iterable[str], text: str) -> Saying | None:
    """ "The army: 12 people killed." "Updated figure from the army: 12 killed." A quotation after the colon is not
    looked at here."""
    if token.text != ":":
        return None
    sentence = token.sent
    before = [word for word in token.doc[sentence.start : token.i] if not word.is_space and not word.is_punct]
    told = trim(text, token.idx + 1, sentence.end_char)
    tops = [word for word in before if word.head.i >= token.i or word.head == word]
    if not 0 < len(before) <= LONGEST_NAME or len(tops) != 1 or told is None or token.nbor().is_quote:
        return None
    source = _source_of(tops[0], words, frozenset(speakers))
    if source is None or any(word.pos_ in ("VERB", "AUX") and word.dep_ != "amod" for word in before):
        return None
    cue = span_of(token)
    return Saying(cue, token.i, source.i, cover((cue, source_phrase(source))), (told,), Stance.ASSERTS, Modality.ACTUAL)


def _source_of(top: Token, words: SpeechWords, speakers: frozenset[str]) -> Token | None:
    """The name that stands before the colon, or whose figure or statement it is."""
    if top.pos_ in NOMINAL and top.lemma_.lower() in words.nouns:
        return agent_of(top, words)
    is_name = top.ent_type_ in SPEAKERS or top.lower_ in speakers
    return top if top.pos_ in NOMINAL and is_name and not prepositions(top) else None


def by_coming(token: Token, noun: SpeechNoun, words: SpeechWords, text: str) -> Saying | None:
    """ "Word came from the army that 12 had died", wherever the tree hangs the clause."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_.lower() not in words.coming:
        return None
    owner = next((child for child in verb.rights if child.dep_ == "obl" and "from" in prepositions(child)), None)
    that = next((word for word in token.doc[verb.i : verb.sent.end] if word.lower_ == "that"), None)
    if owner is None or that is None or that.i < owner.i:
        return None
    told = trim(text, that.idx, verb.sent.end_char)
    clause = cover((span_of(token), source_phrase(owner)))
    contents = (told,) if told is not None else ()
    return Saying(span_of(token), token.i, owner.i, clause, contents, noun.stance, noun.modality)


def by_giving(token: Token, noun: SpeechNoun, words: SpeechWords, text: str) -> Saying | None:
    """ "12 people died; the figure was given by the army": what stands before it, or the sentence before."""
    verb = token.head
    the = any(child.dep_ == "det" for child in token.lefts)
    if noun.kind != "data" or not the or token.dep_ != "nsubj:pass" or verb.lemma_.lower() not in words.support:
        return None
    owner = agent_of(verb, words) if is_passive(verb) else None
    told = _told_before(token, text)
    if owner is None or told is None:
        return None
    clause = cover((span_of(token), source_phrase(owner)))
    return Saying(span_of(verb), verb.i, owner.i, clause, (told,), Stance.ASSERTS, Modality.ACTUAL)


def _told_before(token: Token, text: str) -> Span | None:
    """What the sentence tells before these words; where they open it, the sentence before in its paragraph."""
    sentence = token.sent
    first = token.left_edge
    if first.i > sentence.start:
        return trim(text, sentence.start_char, first.nbor(-1).idx)
    before = token.doc[sentence.start - 1].sent if sentence.start else None
    if before is None or "\n\n" in text[before.start_char : first.idx]:
        return None
    return trim(text, before.start_char, end_of(before[-1]))


def with_givers(found: Sequence[Saying], doc: Doc, words: SpeechWords) -> list[Saying]:
    """ "12 were reported killed; the figure was given by the army": it is the army that reported them."""
    givers = [one for one in found if one.source is not None and doc[one.verb].lemma_.lower() in words.support]
    return [_given(one, givers) if one.source is None else one for one in found]


def _given(one: Saying, givers: Sequence[Saying]) -> Saying:
    for giver in givers:
        if any(told.holds(one.cue) for told in giver.contents):
            return replace(one, source=giver.source)
    return one
