"""One report: its text in layers that one can switch, its claims, and what it shares with other reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from averment.faces.web.pages import render
from averment.faces.web.pages.segments import GAP, Layer, Segment, cut
from averment.faces.web.shapes import BlockShape, ClaimPage, ProblemList, ReportList, ReportPage
from averment.faces.web.viewer import Viewer

LONGEST_BLOCK = 20_000  # characters of one paragraph that a browser can still set; no paragraph of news is as long


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the text in its pieces."""

    kind: str
    segments: tuple[Segment, ...]


def reports(data: ReportList, viewer: Viewer) -> str:
    return render.page("reports.html", viewer, data=data)


def report(data: ReportPage, viewer: Viewer) -> str:
    return render.page(
        "report.html",
        viewer,
        data=data,
        parts=parts_of(data),
        names={one.line.id: one.voice.name if one.voice else one.line.speaker for one in data.claims},
        numbers={one.line.id: number for number, one in enumerate(data.claims, start=1)},
    )


def claim(data: ClaimPage, viewer: Viewer) -> str:
    """What opens behind a figure that one voice gives."""
    held = [data.claim, *data.denies, *data.denied_by, *data.also_said]
    names = {one.line.id: one.voice.name if one.voice else one.line.speaker for one in held}
    return render.page("claim.html", viewer, data=data, names=names)


def problems(data: ProblemList, viewer: Viewer) -> str:
    return render.page("problems.html", viewer, data=data)


def parts_of(data: ReportPage) -> tuple[Part, ...]:
    """The text block by block, cut where its layers begin and end."""
    text, layers = data.report.text, layers_of(data)
    return tuple(Part(block.kind, tuple(_pieces(text, block, layers))) for block in data.blocks)


def _pieces(text: str, block: BlockShape, layers: list[Layer]) -> Iterator[Segment]:
    shown = text[block.start : min(block.end, block.start + LONGEST_BLOCK)]
    yield from cut(shown, block.start, layers)
    left_out = block.end - block.start - len(shown)
    if left_out:
        yield Segment(f"{GAP} ({left_out:,} more characters)", "")


def layers_of(data: ReportPage) -> list[Layer]:
    layers = [Layer(quote.start, quote.end, "quote") for quote in data.quotes]
    layers += [Layer(quote.source.start, quote.source.end, "speaker") for quote in data.quotes if quote.source]
    layers += [Layer(place.start, place.end, "place") for place in data.places]
    layers += [Layer(time.start, time.end, "time") for time in data.times]
    layers += [Layer(copy.start, copy.end, "copy") for copy in data.copies]
    for one in data.claims:
        line = one.line
        layers.append(Layer(line.start, line.end, f"claim {line.kind}", line.id))
    return [layer for layer in layers if layer.end > layer.start]
