"""What a page's markup tells about its text: the cleaned text, and which stretches are headings, items, captions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from averment.ingest.clean import clean
from averment.model.report import Block, BlockKind
from averment.model.text import Span


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the page; `kind` is None where the markup says no more than "text"."""

    text: str
    kind: BlockKind | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    text: str
    marked: tuple[Block, ...] = ()


def lay_out(parts: Iterable[Part]) -> Layout:
    """The parts one below the other with a blank line between them, cleaned; parts without words are left out."""
    text = ""
    marked: list[Block] = []
    for part in parts:
        words = clean(part.text).strip()
        if not words:
            continue
        text += "\n\n" if text else ""
        if part.kind is not None:
            words = " ".join(words.split())
            marked.append(Block(part.kind, Span(len(text), len(text) + len(words))))
        text += words
    return Layout(text, tuple(marked))
