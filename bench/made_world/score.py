"""How far the record of a made world agrees with its truth: settled from its true claims, and from its reports as read.

usage: python -m bench --data FOLDER --only made (the world needs no data)
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from averment.drawing import draw_record
from averment.ingest.page import read_page
from averment.knowledge.tables import Tables
from averment.model.claim import Claim, Figure
from averment.model.reading import Reading
from averment.model.report import Report
from averment.pipeline import read_safely
from averment.reading.read import load_reader
from bench.made_world.agreement import Compared, compare
from bench.made_world.claims import readings
from bench.made_world.files import page_of, write_tables
from bench.made_world.invent import World, invent
from bench.made_world.nouns import Dispatch, Expected, Placed
from bench.made_world.tell import Chapter, chapters
from bench.score import Score, Skipped

REPORTS = 500
SEED = 7
AT_ONCE = 64  # reports read together
NOW = datetime(2040, 1, 1)  # later than any made report
ENOUGH = 0.97

Happened = dict[str, int]


def score(data: Path) -> list[Score | Skipped]:
    """Verdicts and ranges that agree with the truth of a world of 500 reports, and figures read right in them."""
    with tempfile.TemporaryDirectory() as folder:
        world, tables = invent(SEED, REPORTS), Tables(Path(folder))
        write_tables(world, Path(folder))
        told = list(chapters(world))
        return [*_from_claims(told, tables), *_as_read(world, told, tables)]


def _from_claims(told: Sequence[Chapter], tables: Tables) -> Iterator[Score]:
    held = [(dispatch, *read) for chapter in told
            for dispatch, read in zip(chapter.dispatches, readings(chapter), strict=True)]  # fmt: skip
    happened = {claim: number for dispatch, _, reading in held
                for claim, number in told_of(dispatch, reading.claims).items()}  # fmt: skip
    compared = _settled([(report, reading) for _, report, reading in held], told, happened, tables)
    yield from _agreement(f"{REPORTS} reports, their true claims", compared)


def _as_read(world: World, told: Sequence[Chapter], tables: Tables) -> Iterator[Score]:
    dispatches = [dispatch for chapter in told for dispatch in chapter.dispatches]
    held = list(_read(dispatches, tables))
    happened: Happened = {}
    right = wanted = speakers = 0
    for dispatch, (_, reading) in zip(dispatches, held, strict=True):
        happened |= told_of(dispatch, reading.claims)
        for placed in (one for one in dispatch.placed if one.quantity):
            found = next((claim for claim in reading.claims if tells(claim, placed)), None)
            wanted += 1
            right += found is not None
            speakers += found is not None and _speaks(found, placed)
    data = f"{REPORTS} reports, as read"
    yield Score("made", data, "figures right", right / wanted)
    yield Score("made", data, "speakers of these right", speakers / max(1, right))
    yield from _agreement(data, _settled(held, told, happened, tables))


def _read(dispatches: Sequence[Dispatch], tables: Tables) -> Iterator[tuple[Report, Reading]]:
    reader = load_reader(None, tables, None)
    for start in range(0, len(dispatches), AT_ONCE):
        taken = [read_page(page_of(dispatch), tables).report for dispatch in dispatches[start : start + AT_ONCE]]
        reports = [report for report in taken if report is not None]
        if len(reports) < len(taken):
            raise ValueError("a made report was not taken in: mend its wording")
        read, broken = read_safely(reader, reports, NOW)
        if broken:
            raise ValueError(broken[0].message)
        yield from zip(reports, read, strict=True)


def _settled(
    held: Sequence[tuple[Report, Reading]], told: Sequence[Chapter], happened: Mapping[str, int], tables: Tables
) -> list[Compared]:
    seen = {report.id: (report.appearance,) for report, _ in held}
    record = draw_record([report for report, _ in held], seen, [reading for _, reading in held], (), tables)
    expected: list[Expected] = [one for chapter in told for one in chapter.expected]
    return compare(expected, record, happened)


def _agreement(data: str, compared: Sequence[Compared]) -> Iterator[Score]:
    """Of the figures of the truth; for both together findings that no truth asks for are errors as well."""
    wanted = sum(1 for one in compared if one.expected)
    verdicts = sum(one.is_verdict_right for one in compared)
    ranges = sum(one.is_range_right for one in compared)
    both = sum(one.is_verdict_right and one.is_range_right for one in compared)
    yield Score("made", data, "verdicts that agree", verdicts / wanted, ENOUGH)
    yield Score("made", data, "ranges that agree", ranges / wanted, ENOUGH)
    yield Score("made", data, "both, of those and of what is too many", both / len(compared))


def told_of(dispatch: Dispatch, claims: Sequence[Claim]) -> Happened:
    """Which happening each claim tells of: that of the sentence that its words stand in, or of the headline."""
    found: Happened = {}
    for claim in claims:
        near = next((one for one in dispatch.placed if one.sentence.overlaps(claim.evidence)), None)
        if near is None and dispatch.placed and dispatch.blocks[0].overlaps(claim.evidence):
            near = dispatch.placed[0]
        if near is not None:
            found[claim.id] = near.saying.happening.number
    return found


def tells(claim: Claim, placed: Placed) -> bool:
    """Whether the claim is the figure of the truth: its words, measure, group, numbers and scope."""
    what, one = claim.what, placed.quantity
    if not isinstance(what, Figure) or one is None or not what.amount.words.overlaps(placed.words):
        return False
    read = (what.measure, what.group, what.amount.low, what.amount.high, what.scope)
    return read == (one.measure, one.group, one.low, one.high, one.scope)


def _speaks(claim: Claim, placed: Placed) -> bool:
    """Whether the speaker's name ends as that of the truth."""
    read, true = claim.attribution.speaker.name.split(), placed.saying.speaker.voice.name.split()
    return bool(read) and read[-1].casefold() == true[-1].casefold()
