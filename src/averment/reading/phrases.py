"""Stretches of a parsed text: the phrase of a noun, the clause of a verb, the words of a span."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc, Token

from averment.model.text import Span, trim

PHRASE_DEPS = frozenset(["det", "amod", "compound", "flat", "nmod:poss", "nummod", "case", "fixed", "nmod:desc"])
CLAUSE_HEADS = frozenset(["ccomp", "advcl", "acl", "acl:relcl", "parataxis", "conj"])
LONGEST_EVIDENCE = 400  # characters: what fits a line of the record and a cell of a spreadsheet


@lru_cache(maxsize=8)
def text_of(doc: Doc) -> str:
    """The text of a parsed text; spaCy puts it together anew each time it is asked."""
    return doc.text


def span_of(token: Token) -> Span:
    """The span of one word."""
    return Span(token.idx, token.idx + len(token))


def tokens_in(doc: Doc, span: Span) -> tuple[Token, ...]:
    """The words of a span, white space left out; a word that the span cuts belongs to it."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    return tuple(token for token in words if not token.is_space) if words is not None else ()


def head_of(doc: Doc, span: Span) -> Token | None:
    """The word of the span that hangs on a word outside it."""
    words = tokens_in(doc, span)
    inside = {token.i for token in words}
    return next((token for token in words if token.head.i not in inside or token.head.i == token.i), None)


def noun_phrase(noun: Token) -> Span:
    """The name-like phrase around a noun: its determiners, adjectives, compounds and possessors, no clauses.

    "the Karvin regional army" for "army" in "the Karvin regional army, which fled".
    """
    words = {noun.i: noun}
    waiting = [noun]
    while waiting:
        current = waiting.pop()
        for child in current.children:
            keeps = child.dep_ in PHRASE_DEPS
            if child.dep_ == "case" and child.i < current.i and current == noun:
                keeps = False  # the preposition before the phrase is not part of it
            if child.dep_ == "nmod" and current == noun and any(word.lower_ == "of" for word in child.children):
                keeps = True
            if keeps:
                words[child.i] = child
                waiting.append(child)
    first, last = _unbroken(noun, words)
    return Span(first.idx, last.idx + len(last))


def _unbroken(noun: Token, words: dict[int, Token]) -> tuple[Token, Token]:
    """The longest run of the words around the noun; hyphens and possessive marks between them are passed over."""
    doc = noun.doc
    first = last = noun
    for i in range(noun.i - 1, noun.sent.start - 1, -1):
        if i in words:
            first = doc[i]
        elif doc[i].text not in "-–’'":
            break
    for i in range(noun.i + 1, noun.sent.end):
        if i in words:
            last = doc[i]
        elif doc[i].text not in "-–’'":
            break
    return first, last


def clause_of(verb: Token) -> Span:
    """The clause of a predicate: its words without the clauses that hang on it or that it is joined with.

    At most the sentence and at most LONGEST_EVIDENCE characters around the predicate.
    """
    words = sorted(_clause_words(verb), key=lambda token: token.i)
    start, end = words[0].idx, words[-1].idx + len(words[-1])
    return fit(text_of(verb.doc), Span(start, end), span_of(verb))


def fit(text: str, span: Span, heart: Span) -> Span:
    """The span, cut at word ends to LONGEST_EVIDENCE characters around its heart and trimmed of stray marks."""
    start, end = span.start, span.end
    if end - start > LONGEST_EVIDENCE:
        spare = max(0, LONGEST_EVIDENCE - heart.length)
        start = max(start, heart.start - spare // 2)
        end = min(end, start + LONGEST_EVIDENCE)
        while start > span.start and start < heart.start and not text[start - 1].isspace():
            start += 1
        while end < span.end and end > heart.end and not text[end].isspace():
            end -= 1
    while start < heart.start and text[start] in " \n\t,;:–-":
        start += 1
    while end > heart.end and text[end - 1] in " \n\t,;:–-":
        end -= 1
    return trim(text, start, end) or heart


def _clause_words(verb: Token) -> Iterator[Token]:
    yield verb
    for child in verb.children:
        if child.is_space or child.dep_ in CLAUSE_HEADS - {"advcl", "acl", "acl:relcl"}:
            continue
        if child.dep_ in {"cc", "punct"} and child.i > verb.i and child.nbor(-1).i >= verb.i:
            continue
        yield from (token for token in child.subtree if not token.is_space)
