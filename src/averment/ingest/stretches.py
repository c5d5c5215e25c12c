"""Cuts a text into stretches that may each be a block: paragraphs of wrapped text, else single lines."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from averment.model.text import Span

LINE = re.compile(r"[^\n]+")
STOPS, CLOSING = (".", "!", "?", ":", ";"), "\"'”’»)]"
MARKER = re.compile(r"(?:[•‣◦▪●■·*–—-]|\(?\d{1,2}[.)])\s")
NARROWEST, WIDEST = 40, 110  # columns at which typewriters, mail programs and wire services break lines
SLACK = 0.8  # a line counts as full when the next word would have brought it past this part of the width
FULL_SHARE = 0.6
OPEN_SHARE = 0.3  # lines that end in the middle of a sentence: many in wrapped text, hardly any elsewhere


class _Line(NamedTuple):  # made for every line, and a dataclass takes three times as long
    span: Span
    text: str
    indent: int
    length: int  # with its indent
    first_word: int
    after_blank: bool


def find_stretches(text: str) -> tuple[Span, ...]:
    """The stretches in order, trimmed; all text between them is white space."""
    lines = _lines(text)
    width = _width(lines)
    stretches: list[Span] = []
    for number, line in enumerate(lines):
        if number and width and not line.after_blank and _goes_on(lines[number - 1], line, width):
            stretches[-1] = Span(stretches[-1].start, line.span.end)
        else:
            stretches.append(line.span)
    return tuple(stretches)


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    end = 0
    for found in LINE.finditer(text):
        words = found[0].strip()
        if not words:
            continue
        indent = len(found[0]) - len(found[0].lstrip())
        start = found.start() + indent
        after_blank = not lines or text.count("\n", end, start) > 1
        end = start + len(words)
        first_word = words.split(maxsplit=1)[0]
        lines.append(_Line(Span(start, end), words, indent, indent + len(words), len(first_word), after_blank))
    return lines


def _width(lines: list[_Line]) -> int | None:
    """The column at which the text was wrapped; None for a text that keeps each paragraph on one line."""
    pairs = [(line, following) for line, following in pairwise(lines) if not following.after_blank]
    if len(pairs) < 2:
        return None
    lengths = sorted(line.length for pair in pairs for line in pair)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if not NARROWEST <= width <= WIDEST:
        return None
    full = [line for line, following in pairs if _is_full(line, following, width)]
    is_open = [line for line in full if not _stops(line)]
    is_wrapped = len(full) >= FULL_SHARE * len(pairs) and len(is_open) >= OPEN_SHARE * len(pairs)
    return width if is_wrapped else None


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    return line.length + 1 + following.first_word > SLACK * width


def _goes_on(line: _Line, following: _Line, width: int) -> bool:
    """Whether the paragraph goes on: not after a short line, nor where the next one is indented or opens a list."""
    if MARKER.match(following.text) or not _is_full(line, following, width):
        return False
    return not (following.indent > line.indent and _stops(line))


def _stops(line: _Line) -> bool:
    return line.text.rstrip(CLOSING).endswith(STOPS)
