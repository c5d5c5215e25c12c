"""A report, its parts, and what it shares with other reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from averment.model.text import Span
from averment.model.when_where import When


class BlockKind(StrEnum):
    """What a stretch of a report is. Credits name sources; boilerplate and credits hold no claims."""

    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    CREDIT = "credit"
    BOILERPLATE = "boilerplate"


READ_KINDS = frozenset({BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION})


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    span: Span

    @property
    def is_read(self) -> bool:
        return self.kind in READ_KINDS


class CreditFor(StrEnum):
    """What a credited source gave: words that may be copied, or only a picture."""

    TEXT = "text"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Credit:
    """A source that the report names as a whole: "(AP)", "Source: X", "Stories from A and B were used"."""

    name: str
    span: Span
    gave: CreditFor = CreditFor.TEXT


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where and when the bytes were seen: the same bytes in two outlets are one report with two appearances."""

    file: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: When | None = None  # as declared by the user or by metadata; None when only the text can tell
    received: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One report as taken in. `id` and `sha256` follow from the bytes, `text_id` from the bytes and the cleaned text.

    `language` is an ISO 639-1 code. A report in a language that cannot be read is kept with its text and no blocks
    are read.
    """

    id: str
    sha256: str
    text: str
    text_id: str
    title: str | None
    language: str
    blocks: tuple[Block, ...]
    credits: tuple[Credit, ...]
    appearance: Appearance

    def block_at(self, span: Span) -> Block | None:
        """The block that holds the beginning of the span."""
        return next((block for block in self.blocks if block.span.start <= span.start < block.span.end), None)


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of one report's text."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage that stands in two reports, word for word or nearly. `share` is the part of the words that agree."""

    first: Passage
    second: Passage
    words: int
    share: float


@dataclass(frozen=True, slots=True)
class Family:
    """All passages that are one text; at least two reports share it."""

    id: str
    passages: tuple[Passage, ...]
