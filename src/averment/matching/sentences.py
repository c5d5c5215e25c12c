"""Cuts the blocks of a report into sentences without a language model, and tells which words stand in quotation marks.

Copies are sought before anything is parsed, over every report there is, so the cut must be cheap. It need not be
perfect: both sides of a copy are cut by the same rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from averment.matching.evened import Word, words
from averment.model.report import Block, Report
from averment.model.text import Span, trim

_END = re.compile(r"(?<!\b\w)[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[—–-]*\s*[A-Z0-9\u00C0-\u024F\u0370-\uFFFF])")
_OPENING, _CLOSING, _STRAIGHT = "“«„", "”»", '"'


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one report: `quoted[i]` says whether `words[i]` stands inside quotation marks."""

    report: str
    block: int
    span: Span
    words: tuple[Word, ...]
    quoted: tuple[bool, ...]

    @property
    def tokens(self) -> tuple[str, ...]:
        return tuple(word.even for word in self.words)


def sentences_of(report: Report) -> tuple[Sentence, ...]:
    """The sentences of the blocks that are read, in order; credits and boilerplate are left out."""
    read = (number for number, block in enumerate(report.blocks) if block.is_read)
    return tuple(sentence for number in read for sentence in _of_block(report, number, report.blocks[number]))


def _of_block(report: Report, number: int, block: Block) -> list[Sentence]:
    text, found = report.text, []
    quotations = _quotations(text, block.span)
    for start, end in _cuts(text, block.span):
        span = trim(text, start, end)
        inside = words(text, span.start, span.end) if span else ()
        if span and inside:
            quoted = tuple(any(quotation.holds(word.span) for quotation in quotations) for word in inside)
            found.append(Sentence(report.id, number, span, inside, quoted))
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
