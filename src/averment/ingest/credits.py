"""The agencies and outlets that a report credits, in datelines, source lines, bylines and captions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from averment.ingest.datelines import find_dateline
from averment.knowledge.outlets import source_named, sources_in
from averment.knowledge.page_lines import Gives, caption_cues, likely_credit_lines
from averment.knowledge.pattern_needs import fold
from averment.knowledge.tables import Tables
from averment.model.report import Block, BlockKind, Credit, CreditFor
from averment.model.text import Span, trim

BETWEEN_NAMES = re.compile(r"\s*(?:[,;|&]|\b(?:and|und|et|y)\b)\s*")
SLASH = re.compile(r"\s*/\s*")
ARTICLE = re.compile(r"(?i:the|from|by|via)\s+")
WHITE = re.compile(r"\s")


def find_credits(text: str, blocks: tuple[Block, ...], tables: Tables) -> tuple[Credit, ...]:
    """Every source credited, in order; a name that the tables know is given as they spell it, others as they stand.

    Persons are no credits: a byline counts where it names an agency or outlet. Pictures are marked apart.
    """
    found: list[Credit] = []
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.CREDIT:
            paragraph = blocks[number + 1] if number + 1 < len(blocks) else None
            found += _of_line(text, block.span, tables) or _of_dateline(text, block, paragraph, tables)
        elif block.kind is BlockKind.CAPTION:
            found += _of_picture(text, block.span, tables)
    return tuple(found)


def _of_line(text: str, span: Span, tables: Tables) -> list[Credit]:
    words = WHITE.sub(" ", span.of(text))
    for line in likely_credit_lines(tables, fold(words)):
        matched = line.pattern.fullmatch(words)
        if matched is None:
            continue
        if line.gives is Gives.TEXT:
            names = Span(span.start + matched.start("names"), span.start + matched.end("names"))
            return [_credit(text, name, CreditFor.TEXT, tables) for name in _names(text, names, tables)]
        break
    return [Credit(name, found, CreditFor.TEXT) for name, found in sources_in(tables, text, span)]


def _of_dateline(text: str, block: Block, paragraph: Block | None, tables: Tables) -> list[Credit]:
    whole = Span(block.span.start, paragraph.span.end if paragraph else block.span.end)
    head = find_dateline(text, whole, True, tables)
    if head is None or head.agency is None or head.span != block.span:
        return []
    return [_credit(text, name, CreditFor.TEXT, tables) for name in _names(text, head.agency, tables)]


def _of_picture(text: str, span: Span, tables: Tables) -> list[Credit]:
    words = WHITE.sub(" ", span.of(text))
    for cue in caption_cues(tables):
        matched = cue.search(words)
        if matched and matched.groupdict().get("names"):
            names = Span(span.start + matched.start("names"), span.start + matched.end("names"))
            return [_credit(text, name, CreditFor.PICTURE, tables) for name in _names(text, names, tables)]
    return []


def _credit(text: str, span: Span, gave: CreditFor, tables: Tables) -> Credit:
    known = source_named(tables, span.of(text))
    return Credit(known.name if known else " ".join(span.of(text).split()).rstrip("."), span, gave)


def _names(text: str, span: Span, tables: Tables) -> Iterator[Span]:
    """The single names of a list; a name with a stroke or an "and" in it stays whole where the tables know it."""
    for piece in _split(text, span, BETWEEN_NAMES, tables):
        yield from _split(text, piece, SLASH, tables)


def _split(text: str, span: Span, separator: re.Pattern[str], tables: Tables) -> Iterator[Span]:
    if source_named(tables, span.of(text)) is not None:
        yield span
        return
    start = span.start
    ends = [(found.start(), found.end()) for found in separator.finditer(text, span.start, span.end)]
    for end, following in (*ends, (span.end, span.end)):
        article = ARTICLE.match(text, start, end)
        name = trim(text, article.end() if article else start, end)
        if name is not None and any(letter.isalpha() for letter in name.of(text)):
            yield name
        start = following
