"""What was found in reports: as JSON lines, or as the text with its claims underlined."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rich.console import Console
from rich.text import Text

from averment.faces.lines import Line
from averment.faces.shapes import claim_line, incident_line, layer_lines, report_line
from averment.faces.show import told
from averment.faces.terminal import plain, said
from averment.faces.wording import when_words
from averment.matching.codebooks.case import RULES, CodebookRules
from averment.model.claim import Claim
from averment.model.collection import Collection
from averment.model.report import Report
from averment.model.text import Span


def explained_lines(
    collection: Collection, *, alone: bool, layers: bool, rules: CodebookRules = RULES
) -> Iterator[Line]:
    """Report, claim and (with `layers`) layer lines of each report, then the incidents.

    With `alone` the collection holds one report, and its incidents carry its file and id.
    """
    for report in collection.reports:
        file = report.appearance.file
        reading = collection.reading(report.id) if collection.has_reading(report.id) else None
        yield report_line(report, reading, file)
        if reading is None:
            continue
        yield from (claim_line(claim, collection, file) for claim in reading.claims)
        if layers:
            yield from layer_lines(reading, report, file)
    for incident in collection.record.incidents:
        if alone and len(collection.reports) == 1:
            only = collection.reports[0]
            yield incident_line(incident, collection, only.appearance.file, only.id, rules)
        else:
            yield incident_line(incident, collection, None, None, rules)


def show_explained(collection: Collection, console: Console) -> None:
    """Each report's text with its claims underlined and numbered, and below it what they were read as."""
    for report in collection.reports:
        console.print(said(report.appearance.file or report.id, "bold cyan"))
        if not collection.has_reading(report.id):
            console.print(said(f"not read: its language is {report.language}, and only English is read", "yellow"))
            continue
        reading = collection.reading(report.id)
        published = reading.published
        console.print(said(f"published {when_words(published)}: {published.reason}", "dim"))
        _show_text(report, reading.claims, console)
        for number, claim in enumerate(reading.claims, start=1):
            _show_claim(number, claim, console)
        console.print()


def _show_text(report: Report, claims: tuple[Claim, ...], console: Console) -> None:
    for block in report.blocks:
        line = Text(style="" if block.is_read else "dim")
        for piece in _pieces(block.span, claims):
            held = [number for number, claim in enumerate(claims, start=1) if claim.evidence.holds(piece)]
            ends = [number for number in held if claims[number - 1].evidence.end == piece.end]
            line.append(plain_piece(piece.of(report.text)), style="underline" if held else "")
            if ends:
                line.append(f"[{','.join(map(str, ends))}]", style="bold magenta")
        console.print(line)
        console.print()


def _pieces(span: Span, claims: tuple[Claim, ...]) -> Iterator[Span]:
    """The span cut wherever a claim's words begin or end."""
    ends = {end for claim in claims for end in (claim.evidence.start, claim.evidence.end)}
    cuts = sorted({span.start, span.end} | {end for end in ends if span.start < end < span.end})
    yield from (Span(start, end) for start, end in pairwise(cuts))


def plain_piece(words: str) -> str:
    """The words made safe for a terminal, with the white space at their ends kept."""
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() and words.strip() else ""
    return before + plain(words.strip()) + after


def _show_claim(number: int, claim: Claim, console: Console) -> None:
    speech = claim.attribution
    chain = " > ".join(voice.name or "the outlet" for voice in speech.voices)
    console.print(Text.assemble((f"[{number}] ", "bold magenta"), said(f"{chain} {speech.stance}: {told(claim)}")))
