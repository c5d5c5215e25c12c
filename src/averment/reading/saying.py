"""One act of saying: its cue, who says it and what; and the small questions that verbs and nouns of saying share."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from averment.knowledge.speech import SpeechWords
from averment.model.claim import Modality, Stance
from averment.model.text import Span
from averment.reading.naming import naming_words


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of saying. `source` is the word that heads its speaker (None: nobody is named).

    `clause` holds cue and source, `contents` what is said, in one stretch or more. `via` are the words for media that
    the speaker spoke to or through. `quotes` tells whether a quotation beside it may be its content; `inherits` that
    its speaker is that of the passage around it, `is_aside` that it stands in a clause of time, reason or contrast
    ("when Bell said ..."). `sentence` is where its sentence begins.
    """

    cue: Span
    verb: int
    source: int | None
    clause: Span
    contents: tuple[Span, ...]
    stance: Stance
    modality: Modality
    via: tuple[int, ...] = ()
    quotes: bool = False
    inherits: bool = False
    is_aside: bool = False
    sentence: int = 0


def source_phrase(source: Token) -> Span:
    """The name of the source with its article."""
    first, last = naming_words(source)
    doc = source.doc
    if first > 0 and doc[first - 1].pos_ == "DET" and doc[first - 1].dep_ == "det":
        first -= 1
    return Span(doc[first].idx, end_of(doc[last]))


def source_span(doc: Doc, source: int) -> Span:
    """The words that name this source where it stands."""
    return source_phrase(doc[source])


def span_of(token: Token) -> Span:
    """The span of one word."""
    return Span(token.idx, end_of(token))


def end_of(token: Token) -> int:
    """The offset after a word."""
    return token.idx + len(token)


def is_preliminary(token: Token, words: SpeechWords) -> bool:
    """Whether the phrase of this word calls itself preliminary or unconfirmed."""
    return token.lower_ in words.preliminary or any(
        child.lower_ in words.preliminary or any(deeper.lower_ in words.preliminary for deeper in child.children)
        for child in token.children
    )


def is_aside(token: Token) -> bool:
    """Whether the verb stands in a clause that "when", "after" or "while" opens; "as" opens words of saying too."""
    return token.dep_ in ("advcl", "acl:relcl") and any(
        child.dep_ in ("mark", "advmod") and child.tag_ in ("IN", "WRB") and child.lower_ not in ("as", "that")
        for child in token.lefts
    )


def is_negated(token: Token) -> bool:
    """Whether "not" or "never" stands before the verb."""
    return any(child.dep_ == "advmod" and child.lemma_.lower() in ("not", "never", "n't") for child in token.lefts)


def is_untrue(token: Token, words: SpeechWords) -> bool:
    """Whether this predicate says that its subject is false ("is a lie", "is not true")."""
    lemma = token.lemma_.lower()
    if lemma in words.when_negated and is_negated(token):
        return True
    return lemma in words.untrue and any(child.dep_ == "cop" for child in token.lefts) and not is_negated(token)
