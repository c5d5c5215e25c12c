"""Cuts the text of a report into blocks: headline, paragraph, list item, caption, credit, boilerplate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from averment.ingest.datelines import find_dateline, find_tail
from averment.ingest.lone_lines import ends_sentence, is_caption_like, is_headline_like, is_title_case
from averment.ingest.stretches import find_stretches
from averment.knowledge.outlets import source_named
from averment.knowledge.page_lines import (
    Boilerplate,
    Reach,
    likely_boilerplate,
    likely_caption_cues,
    likely_credit_lines,
)
from averment.knowledge.pattern_needs import fold
from averment.knowledge.tables import Tables
from averment.model.report import Block, BlockKind
from averment.model.text import Span, trim

CORRECTION = "correction"  # the topic of notices below a report that tell what was wrong in it
LONGEST_BOILERPLATE = (
    400  # characters; a longer one is read as a report, since losing a claim is worse than reading a notice
)
LONGEST_CREDIT = 600
LONGEST_CAPTION = 600
MOST_WORDS_OF_A_BUTTON = 8
MOST_LINKS = 12
SHORTEST_SENTENCE = 12  # words that show that the report goes on after a list of links
DECORATION = " |•·*[]<>»«►▶›‹_#→"
BULLET = re.compile(r"[•‣◦▪●■·*]\s")
NUMBER = re.compile(r"\(?\d{1,2}[.)]\s")
DASH = re.compile(r"[–—-]\s")
WHITE = re.compile(r"[^\S ]")  # all white space but the blank, which stays as it is
BETWEEN_NAMES = re.compile(r"[/,|&]\s*|\sand\s+")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of the text; `words` has a blank for every white-space character, so that offsets stay.

    `folded` is the words in the form in which they are compared with what patterns need.
    """

    span: Span
    words: str
    folded: str
    kind: BlockKind | None
    is_wrapped: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """What every stretch is judged by."""

    stretches: tuple[_Stretch, ...]
    title: str | None
    tables: Tables


def find_blocks(text: str, marked: tuple[Block, ...], title: str | None, tables: Tables) -> tuple[Block, ...]:
    """The blocks in order; what lies between them is white space.

    `marked` are blocks known from the markup; `title` is the headline when the page names it. A dateline is a credit
    block of its own before its paragraph, and so is a line that tells when the report was published.
    """
    flat = _flat(text)
    folded = fold(flat)
    known = {block.span: block.kind for block in marked}
    stretches = tuple(
        _Stretch(span, span.of(flat), span.of(folded), known.get(span), "\n" in span.of(text))
        for span in find_stretches(text)
    )
    page = _Page(stretches, title, tables)
    kinds: list[BlockKind] = []
    links = 0
    in_rest = False
    for number, stretch in enumerate(stretches):
        notice = _boilerplate(stretch, tables)
        if notice and notice.topic == CORRECTION and number == 0:
            notice = None  # a page that opens with it is a report that corrects an earlier one
        links = _links_left(links, notice, stretch)
        in_rest = in_rest or (notice is not None and notice.reach is Reach.REST and 2 * stretch.span.start > len(text))
        if notice or in_rest or (links and links < MOST_LINKS):
            kinds.append(BlockKind.BOILERPLATE)
        else:
            kinds.append(_kind(page, number, kinds))
    return _blocks(text, stretches, kinds, tables)


def _flat(text: str) -> str:
    flat = text.replace("\n", " ").replace("\t", " ").replace("\u00a0", " ")
    return flat if flat.isprintable() else WHITE.sub(" ", flat)  # only the blank is white and can be printed


def _boilerplate(stretch: _Stretch, tables: Tables) -> Boilerplate | None:
    words = stretch.words
    if len(words) > LONGEST_BOILERPLATE:
        return None
    bare = words.strip(DECORATION)
    for notice in likely_boilerplate(tables, stretch.folded, stretch.folded.strip(DECORATION)):
        if notice.pattern.fullmatch(words) or (bare and notice.pattern.fullmatch(bare)):
            is_sentence = words.endswith(".") or len(words.split()) > MOST_WORDS_OF_A_BUTTON
            if notice.reach is Reach.LINE or not is_sentence:
                return notice
    return None


def _links_left(links: int, notice: Boilerplate | None, stretch: _Stretch) -> int:
    """How many lines may still be links to other reports; a whole sentence ends the list."""
    if notice is not None and notice.reach is Reach.LINKS:
        return MOST_LINKS
    if not links:
        return 0
    if ends_sentence(stretch.words) and len(stretch.words.split()) >= SHORTEST_SENTENCE:
        return 0
    return max(0, links - 1)


def _kind(page: _Page, number: int, before: Sequence[BlockKind]) -> BlockKind:
    tables = page.tables
    stretch = page.stretches[number]
    words = stretch.words
    if _is_credit(stretch, tables):
        return BlockKind.CREDIT
    if stretch.kind is not None:
        return stretch.kind
    if _is_item(page.stretches, number):
        return BlockKind.LIST_ITEM
    if len(words) <= LONGEST_CAPTION and any(cue.search(words) for cue in likely_caption_cues(tables, stretch.folded)):
        return BlockKind.CAPTION
    if _is_title(page, number, before):
        return BlockKind.HEADLINE
    if not is_headline_like(words) or (stretch.is_wrapped and BlockKind.PARAGRAPH in before):
        return BlockKind.PARAGRAPH
    head = find_dateline(words, Span(0, len(words)), BlockKind.PARAGRAPH not in before, tables)
    if head is not None and (head.agency or any(map(str.isdigit, head.span.of(words)))):
        return BlockKind.PARAGRAPH
    return _lone_line(page.stretches, number, before, tables)


def _is_credit(stretch: _Stretch, tables: Tables) -> bool:
    words = stretch.words
    if len(words) > LONGEST_CREDIT:
        return False
    if any(line.pattern.fullmatch(words) for line in likely_credit_lines(tables, stretch.folded)):
        return True
    return _are_sources(words.strip("()[]—–- ."), tables)


def _are_sources(words: str, tables: Tables) -> bool:
    end = 0
    for between in BETWEEN_NAMES.finditer(words):  # one after the other: the first words of a sentence are no source
        if source_named(tables, words[end : between.start()]) is None:
            return False
        end = between.end()
    return source_named(tables, words[end:]) is not None


def _is_item(stretches: Sequence[_Stretch], number: int) -> bool:
    """A bullet makes an item; a number or dash only among others, since a dash also opens what somebody says."""
    words = stretches[number].words
    if BULLET.match(words):
        return True
    for marker in (NUMBER, DASH):
        if marker.match(words):
            run = _run(stretches, number, marker)
            lacks_stop = sum(not ends_sentence(stretch.words) for stretch in run)
            is_spoken = words[0] in "–—" and (len(run) == 1 or 2 * lacks_stop <= len(run))
            return not is_spoken and (len(run) > 1 or (marker is DASH and lacks_stop == 1))
    return False


def _run(stretches: Sequence[_Stretch], number: int, marker: re.Pattern[str]) -> list[_Stretch]:
    first = last = number
    while first > 0 and marker.match(stretches[first - 1].words):
        first -= 1
    while last + 1 < len(stretches) and marker.match(stretches[last + 1].words):
        last += 1
    return list(stretches[first : last + 1])


def _is_title(page: _Page, number: int, before: Sequence[BlockKind]) -> bool:
    """The title that the page names, a headline that is repeated, or a first line in title case with a stop."""
    words = page.stretches[number].words
    headlines = [page.stretches[at].words for at, kind in enumerate(before) if kind is BlockKind.HEADLINE]
    if page.title is not None:
        headlines.append(page.title)
    if headlines and any(_is_same(words, headline) for headline in headlines):
        return True
    is_first = all(kind is BlockKind.BOILERPLATE for kind in before)
    return is_first and len(words.split()) <= 25 and is_title_case(words) and len(page.stretches) > 1


def _is_same(words: str, other: str) -> bool:
    """Whether both are the same but for white space and capitals; nearly always the first letter tells."""
    return words[:1].casefold()[:1] == other.lstrip()[:1].casefold()[:1] and _even(words) == _even(other)


def _even(words: str) -> str:
    return " ".join(words.casefold().split())


def _lone_line(stretches: Sequence[_Stretch], number: int, before: Sequence[BlockKind], tables: Tables) -> BlockKind:
    if not is_caption_like(stretches[number].words, tables):
        return BlockKind.HEADLINE
    if BlockKind.HEADLINE in before or BlockKind.PARAGRAPH in before:
        return BlockKind.CAPTION
    # Above the headline a page may show its picture; without another headline below, the line is the headline itself.
    following = stretches[number + 1].words if number + 1 < len(stretches) else ""
    return BlockKind.CAPTION if is_headline_like(following) else BlockKind.HEADLINE


def _blocks(text: str, stretches: Sequence[_Stretch], kinds: Sequence[BlockKind], tables: Tables) -> tuple[Block, ...]:
    blocks: list[Block] = []
    is_first = True
    for stretch, kind in zip(stretches, kinds, strict=True):
        if kind is BlockKind.PARAGRAPH:
            blocks += _paragraph(text, stretch.span, is_first, tables)
            is_first = False
        else:
            blocks.append(Block(kind, stretch.span))
    return tuple(blocks)


def _paragraph(text: str, span: Span, is_first: bool, tables: Tables) -> list[Block]:
    """The paragraph without its dateline and without the agency that closes it; these are credits of their own."""
    blocks: list[Block] = []
    start, end = span.start, span.end
    if head := find_dateline(text, span, is_first, tables):
        blocks.append(Block(BlockKind.CREDIT, head.span))
        start = head.span.end
    tail = find_tail(text, Span(start, end), tables)
    if tail is not None:
        end = tail.span.start
    body = trim(text, start, end)
    if body is not None:
        blocks.append(Block(BlockKind.PARAGRAPH, body))
    if tail is not None:
        blocks.append(Block(BlockKind.CREDIT, tail.span))
    return blocks
