"""A made world as reports and readings, as if it had been read without a fault: for everything that stands on readings.

    for report, reading in readings(chapter): ...

No parser runs, so that 100,000 claims take seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from averment.model.claim import (
    Amount,
    Attribution,
    Claim,
    Event,
    Figure,
    Modality,
    Party,
    Scope,
    Stance,
    Voice,
    VoiceKind,
    What,
    claim_id,
)
from averment.model.ids import content_id, digest
from averment.model.reading import Layers, Reading
from averment.model.report import Appearance, Block, BlockKind, Credit, Report
from averment.model.run import Run
from averment.model.text import Span
from averment.model.when_where import Place, PlaceLevel, TimePrecision, When, Where
from bench.made_world.nouns import Dispatch, Happening, Placed, Quantity, Side, Town
from bench.made_world.tell import Chapter

RUN = Run("made world", "none", "none", "none")
STANCES = {"toll": Stance.ASSERTS, "blame": Stance.ALLEGES, "denial": Stance.DENIES}
DAY = timedelta(days=1, seconds=-1)
MINUTE = timedelta(seconds=59)


def readings(chapter: Chapter) -> Iterator[tuple[Report, Reading]]:
    """Each report of the chapter with all of its claims."""
    for dispatch in chapter.dispatches:
        report = report_of(dispatch)
        yield (
            report,
            Reading(report.id, report.text_id, RUN.id, _published(dispatch), _claims(dispatch, report), Layers()),
        )


def report_of(dispatch: Dispatch) -> Report:
    """The report as it is taken in: headline, paragraphs, and the credit of a copy."""
    content = dispatch.text.encode()
    sha256 = digest(content)
    kinds = (BlockKind.HEADLINE, *(BlockKind.PARAGRAPH for _ in dispatch.blocks[1:]))
    blocks = [Block(kind, span) for kind, span in zip(kinds, dispatch.blocks, strict=True)]
    credits: tuple[Credit, ...] = ()
    if dispatch.copy_of is not None:
        start = dispatch.text.rindex("(")
        blocks.append(Block(BlockKind.CREDIT, Span(start, dispatch.text.rindex(")") + 1)))
        span = Span(start + 1, dispatch.text.rindex(")"))
        credits = (Credit(span.of(dispatch.text), span),)
    return Report(
        id=content_id("report", sha256),
        sha256=sha256,
        text=dispatch.text,
        text_id=content_id("text", sha256),
        title=dispatch.blocks[0].of(dispatch.text),
        language="en",
        blocks=tuple(blocks),
        credits=credits,
        appearance=appearance(dispatch),
    )


def appearance(dispatch: Dispatch) -> Appearance:
    """Where and when it was seen; most outlets declare the minute, some only the day."""
    url = f"https://{dispatch.outlet.name.split()[0].lower()}.example/{dispatch.number}"
    return Appearance(f"{dispatch.number:06}.txt", dispatch.outlet.name, url, _published(dispatch))


def place_of(town: Town) -> Place:
    return Place(f"made:{town.name}", town.name, town.latitude, town.longitude, town.iso, PlaceLevel.TOWN)


def _published(dispatch: Dispatch) -> When:
    if dispatch.outlet.to_the_minute:
        return When(dispatch.published, dispatch.published + MINUTE, TimePrecision.MINUTE, "declared")
    day = dispatch.published.replace(hour=0, minute=0)
    return When(day, day + DAY, TimePrecision.DAY, "declared")


def _claims(dispatch: Dispatch, report: Report) -> tuple[Claim, ...]:
    found: list[Claim] = []
    wholes: dict[tuple[int, str, str], str] = {}
    for placed in dispatch.placed:
        claim = _claim(placed, dispatch, report, wholes)
        found.append(claim)
        if placed.quantity:
            wholes[placed.saying.happening.number, placed.saying.speaker.voice.name, placed.quantity.slot] = claim.id
    return tuple({claim.id: claim for claim in found}.values())


def _claim(placed: Placed, dispatch: Dispatch, report: Report, wholes: dict[tuple[int, str, str], str]) -> Claim:
    saying, happening = placed.saying, placed.saying.happening
    what = _what(placed, wholes)
    voices = (Voice(dispatch.outlet.name, VoiceKind.OUTLET), saying.speaker.voice)
    attribution = Attribution(voices, STANCES[saying.kind], Modality.ACTUAL, placed.sentence)
    is_total = isinstance(what, Figure) and what.scope is Scope.CUMULATIVE
    where = Where(
        happening.town.name, placed.sentence, PlaceLevel.TOWN, (place := place_of(happening.town),), place, "made"
    )
    known = claim_id(report.text_id, placed.sentence, attribution, what)
    block = report.block_at(placed.sentence)
    return Claim(
        known,
        report.id,
        report.text_id,
        placed.sentence,
        block.kind if block else BlockKind.PARAGRAPH,
        attribution,
        what,
        _since(happening) if is_total else _on(happening.at),
        where,
    )


def _what(placed: Placed, wholes: dict[tuple[int, str, str], str]) -> What:
    saying, one = placed.saying, placed.quantity
    happening = saying.happening
    if one is None:
        names_actor = saying.kind in ("blame", "denial")
        return Event(
            happening.event_type, None, _party(happening.actor) if names_actor else None, _party(happening.target)
        )
    amount = Amount(one.low, one.high, one.bound, placed.words)
    whole = wholes.get((happening.number, saying.speaker.voice.name, one.part_of or ""))
    return Figure(one.measure, one.group, amount, one.scope, side=_hit(one, happening), within=whole)


def _hit(one: Quantity, happening: Happening) -> Party | None:
    return _party(one.side)


def _party(side: Side | None) -> Party | None:
    return Party(side.name, side.name) if side else None


def _on(moment: datetime) -> When:
    day = moment.replace(hour=0, minute=0)
    return When(day, day + DAY, TimePrecision.DAY, "told with its day")


def _since(happening: Happening) -> When:
    day = happening.at.replace(hour=0, minute=0)
    return When(day - timedelta(days=60), day + DAY, TimePrecision.INTERVAL, "told with its beginning")
