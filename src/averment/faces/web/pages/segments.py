"""A stretch of text cut where its layers begin and end, so that each piece can be marked with all it is part of."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from averment.faces.web.shapes import Sighted

AROUND = 600  # characters of the paragraph before and after the evidence: the report's own page has all of it
MOST_WORDS = 4_000  # of evidence: no sentence is as long, what is called one in a broken text may be
GAP = "\N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True, slots=True)
class Layer:
    """Words of a report, in its code points, and what they are: "quote", "place" ... `claim` is the claim they rest."""

    start: int
    end: int
    kind: str
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that lie in the same layers. `claim` is the one with the fewest words of those that hold them."""

    text: str
    classes: str
    claim: str | None = None


def cut(text: str, start: int, layers: Iterable[Layer]) -> Iterator[Segment]:
    """The text, which begins at code point `start` of its report, in pieces; layers that reach beyond it are cut."""
    end = start + len(text)
    held = [layer for layer in layers if layer.start < end and layer.end > start]
    edges = sorted({start, end, *(edge for layer in held for edge in (layer.start, layer.end) if start < edge < end)})
    begin = {edge: [layer for layer in held if max(layer.start, start) == edge] for edge in edges}
    open_layers: list[Layer] = []
    for first, last in itertools.pairwise(edges):
        open_layers = [layer for layer in open_layers if layer.end > first] + begin[first]
        yield _segment(text[first - start : last - start], open_layers)


def segments(sighted: Sighted) -> Iterator[Segment]:
    """The paragraph of a claim with its evidence, its speaker, its time, its place and its number marked."""
    line = sighted.line
    marked = [Layer(line.start, line.end, "words")]
    mention = line.voices[-1].mention if line.voices else None
    if mention:
        marked.append(Layer(mention.start, mention.end, "speaker"))
    if line.place:
        marked.append(Layer(line.place.start, line.place.end, "place"))
    if line.when and line.when.start is not None and line.when.end is not None:
        marked.append(Layer(line.when.start, line.when.end, "time"))
    if sighted.amount:
        marked.append(Layer(sighted.amount.start, sighted.amount.end, "amount"))
    before, words, after = sighted.before[-AROUND:], line.evidence[:MOST_WORDS], sighted.after[:AROUND]
    if len(before) < len(sighted.before):
        yield Segment(GAP, "")
    whole = len(words) == len(line.evidence)
    yield from cut(before + words + (after if whole else ""), line.start - len(before), marked)
    if not whole or len(after) < len(sighted.after):
        yield Segment(GAP, "")


def _segment(text: str, layers: Sequence[Layer]) -> Segment:
    claims = sorted((layer for layer in layers if layer.claim), key=lambda layer: layer.end - layer.start)
    return Segment(text, " ".join(dict.fromkeys(layer.kind for layer in layers)), claims[0].claim if claims else None)
