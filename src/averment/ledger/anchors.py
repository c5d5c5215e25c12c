"""Finds the claim that stands today where a person once decided: by overlap in the same words, never by a guess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from averment.model.decision import VICTIM, Anchor
from averment.model.text import Span

LEAST_OVERLAP = 0.5  # of the shorter one: less, and the two share a few words but do not tell the same


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a present claim stands in its text, and the kind of its anchor."""

    claim: str
    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Bytes:
    """What is read today in some bytes: the text (None when it is withheld) and where its claims stand."""

    text: str | None
    claims: tuple[Standpoint, ...]


def attach(anchors: Iterable[Anchor], read: Mapping[str, Bytes]) -> dict[Anchor, str | None]:
    """The present claim at each anchor; None where none is there, or where two would do equally well."""
    return {anchor: _claim_at(anchor, read.get(anchor.sha256)) for anchor in set(anchors)}


def _claim_at(anchor: Anchor, today: Bytes | None) -> str | None:
    span = _span_today(anchor, today.text) if today else None
    if today is None or span is None or anchor.kind == VICTIM:
        return None
    ranked = sorted(
        (
            (_likeness(anchor.kind, at.kind), _shared(span, at.span), at.claim)
            for at in today.claims
            if _fits(anchor, span, at)
        ),
        reverse=True,
    )
    if len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]:
        return None
    return ranked[0][2] if ranked else None


def _span_today(anchor: Anchor, text: str | None) -> Span | None:
    """The same words in the text of today: at the same place, or where they stand once after another cleaning."""
    if text is None or not anchor.words or anchor.span.of(text) == anchor.words:
        return anchor.span
    first = text.find(anchor.words)
    if first < 0 or text.find(anchor.words, first + 1) >= 0:
        return None
    return Span(first, first + len(anchor.words))


def _fits(anchor: Anchor, span: Span, at: Standpoint) -> bool:
    """A figure must agree in what it measures or in its numbers: of two figures in a sentence only one was meant."""
    shorter = min(span.length, at.span.length)
    overlap = min(span.end, at.span.end) - max(span.start, at.span.start)
    (kind, *told), (other_kind, *other) = anchor.kind.split("|"), at.kind.split("|")
    same = kind != "figure" or told[0] == other[0] or told[2:4] == other[2:4]
    return kind == other_kind and overlap >= LEAST_OVERLAP * shorter and same


def _likeness(kind: str, other: str) -> int:
    """How many parts of two anchors' kinds agree."""
    return sum(mine == theirs for mine, theirs in zip(kind.split("|"), other.split("|"), strict=False))


def _shared(span: Span, other: Span) -> float:
    """The part of the two spans together that both hold."""
    overlap = min(span.end, other.end) - max(span.start, other.start)
    return overlap / (max(span.end, other.end) - min(span.start, other.start))
