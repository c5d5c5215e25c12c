"""Cuts the blocks of a report into sentences without a language model, and tells which words stand in quotation marks.

Copies are sought before anything is parsed, over every report there is, so the cut must be cheap. It need not be
perfect: both sides of a copy are cut by the same rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from averment.matching.evened import Word, even_words, has_words, words
from averment.model.report import Block, Report
from averment.model.text import Span, trim

_END = re.compile(r"(?<!\b\w)[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[—–-]*\s*[A-Z0-9\u00C0-\u024F\u0370-\uFFFF])")
_OPENING, _CLOSING, _STRAIGHT = "“«„", "”»", '"'


@dataclass(frozen=True)
class Sentence:
    """One sentence of one report, in `text`; `quotations` are those of its block. Its words are cut when asked for."""

    report: str
    block: int
    span: Span
    text: str
    quotations: tuple[Span, ...]

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words evened out."""
        return even_words(self.span.of(self.text))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words with their places in the text of the report."""
        return words(self.text, self.span.start, self.span.end)

    @cached_property
    def quoted(self) -> tuple[bool, ...]:
        """For each word whether it stands inside quotation marks."""
        return tuple(any(quotation.holds(word.span) for quotation in self.quotations) for word in self.words)


def sentences_of(report: Report) -> tuple[Sentence, ...]:
    """The sentences of the blocks that are read, in order; credits and boilerplate are left out."""
    read = (number for number, block in enumerate(report.blocks) if block.is_read)
    return tuple(sentence for number in read for sentence in _of_block(report, number, report.blocks[number]))


def _of_block(report: Report, number: int, block: Block) -> list[Sentence]:
    text, found = report.text, []
    quotations = tuple(_quotations(text, block.span))
    for start, end in _cuts(text, block.span):
        span = trim(text, start, end)
        if span and has_words(span.of(text)):
            found.append(Sentence(report.id, number, span, text, quotations))
    return found


def _cuts(text: str, span: Span) -> list[tuple[int, int]]:
    ends = [match.end() for match in _END.finditer(text, span.start, span.end)]
    return list(zip([span.start, *ends], [*ends, span.end], strict=True))


def _quotations(text: str, span: Span) -> list[Span]:
    """What stands between quotation marks in a block; one left open runs to the end, as in long quotations."""
    found, opened = [], None
    for place in range(span.start, span.end):
        mark = text[place]
        if opened is None and (mark in _OPENING or mark == _STRAIGHT):
            opened = place
        elif opened is not None and (mark in _CLOSING or mark == _STRAIGHT):
            found.append(Span(opened, place + 1))
            opened = None
    return found if opened is None else [*found, Span(opened, span.end)]
