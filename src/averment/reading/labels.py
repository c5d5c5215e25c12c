"""Finds what stands behind a speaker's name and a colon: "Bell: the bridge is gone", "BELL: We heard two blasts."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from averment.model.claim import VoiceKind
from averment.model.report import Block, BlockKind, Report
from averment.model.text import Span, trim
from averment.reading.mentions import Mentions

_PART = r"[^:;,\n“”\"?!.]"
LABEL = re.compile(rf"[“\"]?(?P<name>[^\W\d_]{_PART}*(?:\.{_PART}+)*?)(?: \([^)\n]*\))?:\s+(?=\S)")
NAMING = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "ADP", "DET", "PART", "CCONJ", "X", "SYM"})
MOST_WORDS = 5  # of a label: "Defence Minister Ann Bell" has four
FEWEST_SAID = 2  # words: a single word behind a colon is a value ("Age: seven")
FEWEST_TURNS = 2  # labels in capitals that make a transcript


@dataclass(frozen=True, slots=True)
class Labelled:
    """Words behind the label `name`; `speaker` is a word that stands for whom it names, there or elsewhere.

    `is_verbatim` tells a transcript's words.
    """

    name: Span
    speaker: int
    words: Span
    is_verbatim: bool


@dataclass(frozen=True, slots=True)
class _Label:
    name: Span
    word: Token
    person: int | None  # a word that names the person, in the label or elsewhere
    words: Span
    opens_report: bool

    @property
    def is_loud(self) -> bool:
        return self.word.text.isupper()


def find_labelled(report: Report, mentions: Mentions) -> tuple[Labelled, ...]:
    """Every paragraph that a speaker's name and a colon open.

    In a transcript, where the names stand in capitals, one of them must be a person whom the report names; elsewhere
    the label itself must be one, or in a headline a body or a group ("Police: two dead in Karvin").
    """
    blocks = [block for block in report.blocks if block.is_read]
    found = [label for block in blocks for label in _label(report.text, block, block == blocks[0], mentions)]
    loud = [label for label in found if label.is_loud]
    is_transcript = len(loud) >= FEWEST_TURNS and any(label.person is not None for label in loud)
    kept = []
    for label in found:
        is_turn = label.is_loud and is_transcript
        if is_turn or label.person is not None or (label.opens_report and _speaks(label.word, mentions)):
            speaker = label.word.i if label.person is None else label.person
            kept.append(Labelled(label.name, speaker, label.words, is_turn))
    return tuple(kept)


def _label(text: str, block: Block, is_first: bool, mentions: Mentions) -> Iterator[_Label]:
    match = LABEL.match(text, block.span.start, block.span.end)
    if match is None:
        return
    name = Span(match.start("name"), match.end("name"))
    parts = mentions.doc.char_span(name.start, name.end, alignment_mode="expand")
    words = trim(text, match.end(), block.span.end)
    if parts is None or words is None or len(words.of(text).split()) < FEWEST_SAID:
        return
    shown = [word for word in parts if not word.is_punct and not word.is_space]
    is_name = all(word.pos_ in NAMING or word.text.isupper() for word in shown) and name.of(text)[0].isupper()
    if shown and len(shown) <= MOST_WORDS and is_name:
        opens = block.kind is BlockKind.HEADLINE or is_first
        yield _Label(name, shown[-1], _person(shown, mentions), words, opens)


def _person(shown: list[Token], mentions: Mentions) -> int | None:
    """The word that names the person of the label; for a name that is not seen as one, where the report names it."""
    own = next((word.i for word in reversed(shown) if _is_person(word.i, mentions)), None)
    if own is not None or not shown[-1].text[0].isupper():
        return own
    last = shown[-1].lower_
    known = (place for place in mentions.named if _is_person(place, mentions))
    return next((place for place in known if mentions.named[place].name.lower().split()[-1] == last), None)


def _is_person(place: int, mentions: Mentions) -> bool:
    named = mentions.named.get(place)
    return named is not None and named.kind is VoiceKind.PERSON


def _speaks(word: Token, mentions: Mentions) -> bool:
    named = mentions.full_name(word)
    return named is not None and named.kind is not None and word.ent_type_ != "PLACE"
