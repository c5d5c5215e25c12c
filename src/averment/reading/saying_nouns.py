"""Sayings without a verb of saying: "according to X", "reportedly", "X's claim that", "the claim is false"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from averment.knowledge.speech import SpeechNoun, SpeechWords
from averment.model.claim import Modality, Stance
from averment.model.text import Span, cover, trim
from averment.reading.contents import clause_around, noun_contents, stretches
from averment.reading.naming import naming_words, possessor
from averment.reading.saying import Saying, end_of, is_preliminary, is_untrue, source_phrase, span_of
from averment.reading.subjects import agent_of, is_passive, subject_of


def by_according(token: Token, words: SpeechWords, text: str) -> Saying | None:
    """ "According to the army, the bridge was gone"."""
    source = token.head if token.dep_ in ("case", "mark", "fixed") else None
    if source is None:
        source = next((child for child in token.rights if child.dep_ in ("obl", "nmod", "obj", "ccomp")), None)
    if source is None or source.i < token.i:
        return None
    top = source if token.dep_ in ("case", "mark", "fixed") else token
    clause = cover((span_of(token), source_phrase(source)))
    head = top.sent.root if _closes_sentence(top, text) else top.head
    contents = clause_around(head, top, climb=True) if head.i != top.i else ()
    contents = tuple(part for content in contents for part in _after_comma(text, content, clause))
    modality = Modality.PRELIMINARY if is_preliminary(source, words) else Modality.ACTUAL
    return Saying(
        Span(token.idx, end_of(token.nbor()) if token.i + 1 < len(token.doc) else end_of(token)),
        token.i,
        source.i,
        clause,
        contents,
        Stance.ASSERTS,
        modality,
        quotes=True,
    )


def _closes_sentence(top: Token, text: str) -> bool:
    """After a comma, at the end: "12 died after shells hit the town, according to X" names X for the whole sentence."""
    first, last = top.left_edge, top.right_edge
    if first.i == top.sent.start or "," not in (first.text, first.nbor(-1).text):
        return False
    return not text[end_of(last) : top.sent.end_char].strip(" .”\"'’\n")


def _after_comma(text: str, content: Span, clause: Span) -> Iterator[Span]:
    """What follows "according to X" begins after a comma; words before it still name X."""
    comma = text.find(",", clause.end, content.end)
    if content.start >= clause.end and "," not in text[clause.end : content.start] and comma > 0:
        rest = trim(text, comma + 1, content.end)
        if rest is not None and rest.length < content.length:
            yield rest
    else:
        yield content


def by_adverb(token: Token, words: SpeechWords) -> Saying | None:
    """ "Fighting reportedly broke out": somebody unnamed says so."""
    verb = token.head
    if verb.i == token.i:
        return None
    own = {child.i for child in verb.children if child.dep_ in ("advcl", "parataxis", "conj") and child.i > token.i}
    contents = stretches(verb, skip=own)
    return Saying(span_of(token), token.i, None, span_of(token), contents, words.adverbs[token.lower_], Modality.ACTUAL)


def by_noun(token: Token, noun: SpeechNoun, words: SpeechWords, inside: Mapping[int, int]) -> Saying | None:
    """ "Baku's claim that ...", "issued a call for ...", "reports of ..."."""
    contents = noun_contents(token, noun)
    if not contents:
        return None
    owner = possessor(token) or agent_of(token, words)
    verb = token.head if token.dep_ in ("obj", "nsubj:pass", "obl") and token.head.pos_ == "VERB" else None
    if owner is None and verb is not None and verb.lemma_.lower() in words.support:
        owner = agent_of(verb, words) if is_passive(verb) else subject_of(verb, words, inside)
    cue = span_of(token)
    spans = [cue] if owner is None or owner.i not in range(*_phrase(token)) else [cue, source_phrase(owner)]
    stance = noun.stance
    if any(child.lower_ in words.untrue for child in token.lefts if child.dep_ == "amod"):
        stance = Stance.DENIES
    modality = Modality.PRELIMINARY if is_preliminary(token, words) else noun.modality
    return Saying(
        cue, token.i, owner.i if owner is not None else None, cover(spans), contents, stance, modality, quotes=False
    )


def _phrase(token: Token) -> tuple[int, int]:
    """The words of the noun phrase as a range."""
    first, last = naming_words(token)
    return first, last + 1


def by_predicate(token: Token, words: SpeechWords) -> Saying | None:
    """ "The claims are false": whoever says this denies them."""
    if not is_untrue(token, words):
        return None
    subject = next((child for child in token.lefts if child.dep_.startswith("nsubj")), None)
    if subject is None or subject.lemma_.lower() not in words.nouns:
        return None
    return Saying(
        span_of(token),
        token.i,
        None,
        span_of(token),
        stretches(subject),
        Stance.DENIES,
        Modality.ACTUAL,
        inherits=True,
    )
