"""Finds what stands in quotation marks: curly, straight, single, angled, nested, and with a mark forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc

from averment.knowledge.tables import Tables
from averment.model.report import Block, Report
from averment.model.text import Span, trim

DASH = re.compile(r"[–—-]{1,2}\s+")  # opens a paragraph that somebody says


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in marks. `outer` holds the marks too; `depth` is 0 for what stands in no other quotation.

    `closed` is False when the closing mark is missing; `follows` when the quotation goes on from the paragraph before.
    """

    span: Span
    outer: Span
    depth: int
    closed: bool = True
    follows: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    words: str
    opens: bool
    closes: bool


def find_quoted(report: Report, tables: Tables) -> tuple[Quoted, ...]:
    """Every stretch in quotation marks of the blocks that are read, in order of text, outer before nested."""
    found: list[Quoted] = []
    goes_on = False
    for block in report.blocks:
        if not block.is_read:
            continue
        here = _in_block(report.text, block, tables)
        if goes_on and here and here[0].outer.start == block.span.start:
            here[0] = replace(here[0], follows=True)
        # only a paragraph that ends inside its quotation can go on in the next
        goes_on = any(not one.closed and one.depth == 0 and one.outer.end >= block.span.end for one in here)
        found += here
    return tuple(found)


def words_in_marks(doc: Doc, quoted: tuple[Quoted, ...]) -> dict[int, int]:
    """For every word that stands in quotation marks the number of its innermost quotation."""
    inside: dict[int, int] = {}
    for number, one in enumerate(quoted):
        for word in doc.char_span(one.span.start, one.span.end, alignment_mode="contract") or ():
            inside[word.i] = number
    return inside


def words_said(doc: Doc, report: Report, tables: Tables) -> dict[int, int]:
    """For every word in quotation marks, or in a paragraph that a dash opens, the number of its quotation."""
    quoted = find_quoted(report, tables)
    inside = words_in_marks(doc, quoted)
    for number, block in enumerate(report.blocks, start=len(quoted)):
        if block.is_read and DASH.match(report.text, block.span.start, block.span.end):
            for word in doc.char_span(block.span.start, block.span.end, alignment_mode="expand") or ():
                inside.setdefault(word.i, number)
    return inside


def _in_block(text: str, block: Block, tables: Tables) -> list[Quoted]:
    pairs = _pairs(tables)
    end = trim(text, block.span.start, block.span.end)
    if end is None:
        return []
    open_marks: list[_Mark] = []
    found: list[Quoted] = []
    for mark in _marks(text, end, tables):
        partner = _partner(open_marks, mark, pairs)
        if partner is not None:
            found += _unclosed(text, open_marks[partner + 1 :], mark.start, partner + 1)
            found += _quoted(text, open_marks[partner], mark.start, mark.end, partner, closed=True)
            del open_marks[partner:]
        elif mark.opens:
            open_marks.append(mark)
    found += _forgotten(text, open_marks, found, end.end)
    return _nest(found)


def _partner(open_marks: list[_Mark], mark: _Mark, pairs: dict[str, frozenset[str]]) -> int | None:
    """The place of the open mark that this one closes; None when it closes none."""
    if not mark.closes:
        return None
    for place in range(len(open_marks) - 1, -1, -1):
        if mark.words in pairs[open_marks[place].words]:
            return place
    return None


def _unclosed(text: str, marks: list[_Mark], stop: int, depth: int) -> Iterator[Quoted]:
    """Single marks left open inside a closed quotation were apostrophes; double ones were forgotten."""
    for mark in marks:
        if not _is_single(mark.words):
            yield from _quoted(text, mark, stop, stop, depth, closed=False)


def _forgotten(text: str, marks: list[_Mark], found: list[Quoted], stop: int) -> Iterator[Quoted]:
    """Quotations without closing mark end before the next one that opens a sentence, else with the paragraph."""
    doubles = [mark for mark in marks if not _is_single(mark.words)]
    openings = sorted({one.outer.start for one in found} | {mark.start for mark in doubles})
    for mark in doubles:
        limit = next((place for place in openings if place > mark.start and _new_sentence(text, place)), stop)
        cut = _sentence_end(text, mark.end, limit) if limit < stop else stop
        yield from _quoted(text, mark, cut, cut, 0, closed=False)


def _new_sentence(text: str, place: int) -> bool:
    return text[max(place - 8, 0) : place].rstrip()[-1:] in (".", "!", "?", ":")


def _sentence_end(text: str, start: int, limit: int) -> int:
    """The end of the last full sentence or clause before the limit."""
    ends = [match.end() for match in re.finditer(r"[.!?,](?=\s)", text[start:limit])]
    return start + ends[0] if ends else limit


def _quoted(text: str, mark: _Mark, stop: int, outer_stop: int, depth: int, *, closed: bool) -> Iterator[Quoted]:
    inside = trim(text, mark.end, stop)
    if inside is not None:
        yield Quoted(inside, Span(mark.start, max(outer_stop, inside.end)), depth, closed)


def _nest(found: list[Quoted]) -> list[Quoted]:
    """In order of text, with the depth that the spans show."""
    ordered = sorted(found, key=lambda one: (one.outer.start, -one.outer.end))
    around: list[Quoted] = []
    nested = []
    for one in ordered:
        while around and not around[-1].outer.holds(one.outer):
            around.pop()
        nested.append(replace(one, depth=len(around)))
        around.append(one)
    return nested


def _marks(text: str, span: Span, tables: Tables) -> Iterator[_Mark]:
    openers, closers = set(_pairs(tables)), frozenset().union(*_pairs(tables).values())
    for match in _mark_pattern(tables).finditer(text, span.start, span.end):
        words = match.group()
        before = text[match.start() - 1] if match.start() > span.start else " "
        after = text[match.end()] if match.end() < span.end else " "
        may_open = words in openers and _may_open(words, before, after)
        may_close = words in closers and _may_close(words, before, after)
        if may_open or may_close:
            yield _Mark(match.start(), match.end(), words, may_open, may_close)


def _may_open(words: str, before: str, after: str) -> bool:
    if words == "”":  # a mark that faces the wrong way: ”We stay.”
        return before.isspace() and after.isalnum()
    if words in "“„«‹``":
        return not after.isspace() or before.isspace()
    # a straight mark or a single one opens only at the beginning of a word: "don't", "the 1990s'" open nothing
    return not before.isalnum() and before not in ".,!?…%" and not after.isspace() and after not in ".,;:!?)"


def _may_close(words: str, before: str, after: str) -> bool:
    if words in ("”", "»"):
        return True
    if _is_single(words):
        # "the soldiers' guns" closes nothing: a possessive is followed by a word, a quotation rarely is
        return not after.isalnum() and not before.isspace() and not (before == "s" and after == " ")
    return not before.isspace() or after.isspace() or after in ".,;:!?)"


def _is_single(words: str) -> bool:
    return words in "‘’‚‹›'"


@lru_cache(maxsize=8)
def _pairs(tables: Tables) -> dict[str, frozenset[str]]:
    pairs: dict[str, frozenset[str]] = {}
    for row in tables.rows("en/quote_marks"):
        pairs[row["open"]] = pairs.get(row["open"], frozenset()) | {row["close"]}
    return pairs


@lru_cache(maxsize=8)
def _mark_pattern(tables: Tables) -> re.Pattern[str]:
    words = {mark for opener, closers in _pairs(tables).items() for mark in (opener, *closers)}
    return re.compile("|".join(re.escape(mark) for mark in sorted(words, key=lambda mark: (-len(mark), mark))))
