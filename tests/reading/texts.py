"""A report and its parse from plain text, one paragraph a line: what the tests of the reading steps start from."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from averment.model.ids import digest
from averment.model.report import Appearance, Block, BlockKind, Report
from averment.model.text import Span
from averment.reading.parser import load_parser, parse


def report_of(text: str, outlet: str | None = None) -> Report:
    """A report whose every line is a paragraph."""
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, Span(line.start(), line.end())) for line in re.finditer(r"\S[^\n]*", text)
    )
    id = digest(text.encode())[:16]
    return Report(id, digest(text.encode()), text, id, None, "en", blocks, (), Appearance(outlet=outlet))


def doc_of(report: Report) -> Doc:
    """The parse of a report by the embedded model."""
    return parse(load_parser(), [(report.text, [block.span.start for block in report.blocks])])[0]


def span_in(text: str, words: str) -> Span:
    """Where these words stand in the text; the text must hold them once."""
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times in the text"
    start = text.index(words)
    return Span(start, start + len(words))
