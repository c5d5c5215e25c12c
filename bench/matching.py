"""Measures how the pairs of claims that are compared grow with the claims.

usage: python -m bench.matching
"""

from __future__ import annotations

import math
import random
import re
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from averment.matching.candidates import candidate_pairs
from averment.matching.texts import texts_of
from averment.matching.told import Told, tell
from averment.matching.voices import find_voices
from averment.model.claim import (
    Amount,
    Attribution,
    Bound,
    Claim,
    Event,
    EventType,
    Figure,
    Modality,
    Party,
    Stance,
    Voice,
    VoiceKind,
    What,
    claim_id,
)
from averment.model.ids import content_id, digest
from averment.model.reading import Layers, Reading
from averment.model.report import Appearance, Block, BlockKind, Report
from averment.model.text import Span
from averment.model.when_where import Place, PlaceLevel, TimePrecision, When, Where
from bench.score import Score, Skipped

SIZES = (1_000, 3_000, 10_000, 50_000)
SEED = 20240519  # any number: the same claims in every run
GROWTH = "exponent of pairs from 1k to 50k claims"


def score(data: Path) -> list[Score | Skipped]:
    """Growth of candidate pairs on made-up claims: no data is needed."""
    return [*_growth()]


def _growth() -> Iterator[Score]:
    """Claims of invented incidents whose number grows as the claims do, as in a record that runs for years."""
    pairs, seconds = {}, {}
    for size in SIZES:
        told = _invented(size)
        start = time.process_time()
        pairs[size] = sum(1 for _ in candidate_pairs(told))
        seconds[size] = time.process_time() - start
        yield Score(
            "matching", f"{size} invented claims", "candidate pairs a claim", pairs[size] / size, is_low_better=True
        )
        yield Score(
            "matching",
            f"{size} invented claims",
            "seconds for candidates",
            seconds[size],
            is_low_better=True,
            varies=True,
        )
    ratio = math.log(SIZES[-1] / SIZES[0])
    yield Score("matching", "invented claims", GROWTH, math.log(pairs[SIZES[-1]] / pairs[SIZES[0]]) / ratio, 1.3, True)
    yield Score(
        "matching",
        "invented claims",
        "exponent of seconds",
        math.log(seconds[SIZES[-1]] / seconds[SIZES[0]]) / ratio,
        1.3,
        is_low_better=True,
        varies=True,
    )


def _invented(size: int) -> tuple[Told, ...]:
    chance = random.Random(SEED)
    towns = [_town(number, chance) for number in range(max(20, size // 100))]
    sides = [("Norvia", "Karst"), ("Velm", "Osk"), ("Tarn", "Lowland Front")]
    first = datetime(2021, 1, 1)
    reports, readings, made = {}, [], 0
    while made < size:
        count = min(chance.randint(4, 12), size - made)
        day = first + timedelta(days=chance.randrange(max(10, size // 50)))
        report, claims = _invented_report(made, count, day, (towns, sides), chance)
        reports[report.id] = report
        published = When(day, day + timedelta(hours=23), TimePrecision.DAY, "as told")
        readings.append(Reading(report.id, report.text_id, "run", published, claims, Layers()))
        made += count
    every = [claim for reading in readings for claim in reading.claims]
    texts = texts_of(every, ())
    return tell(reports, readings, texts, find_voices(every, texts, reports))


def _town(number: int, chance: random.Random) -> Place:
    name = "".join(chance.choice(("ka", "lo", "ven", "tur", "mi", "dra", "sol", "pe")) for _ in range(3)).capitalize()
    return Place(f"made:{number}", name, chance.uniform(30, 50), chance.uniform(20, 45), "XN", PlaceLevel.TOWN)


def _invented_report(
    number: int,
    count: int,
    day: datetime,
    world: tuple[Sequence[Place], Sequence[tuple[str, str]]],
    chance: random.Random,
) -> tuple[Report, tuple[Claim, ...]]:
    towns, sides = world
    town, (one, other) = chance.choice(towns), chance.choice(sides)
    lines = [
        f"Report {number} line {line}: {chance.randint(1, 30)} people were killed in {town.name}."
        for line in range(count)
    ]
    report = _report("\n\n".join(lines), f"Paper {number % 40}")
    claims = []
    for block in report.blocks:
        what: What = Event(EventType.SHELLING, None, Party(one, one), Party(other, other))
        if chance.random() < 0.6:
            deaths = chance.randint(1, 30)
            what = Figure(
                "killed", "people", Amount(deaths, deaths, Bound.EXACTLY, block.span), side=Party(other, other)
            )
        speaker = Voice(f"{other} health office", VoiceKind.INSTITUTION, party=other)
        attribution = Attribution((speaker,), Stance.ASSERTS, Modality.ACTUAL, block.span)
        when = When(day, day + timedelta(hours=23), TimePrecision.DAY, "as told") if chance.random() < 0.8 else None
        where = Where(town.name, block.span, town.level, (town,), town, "made") if chance.random() < 0.8 else None
        known = claim_id(report.text_id, block.span, attribution, what)
        claims.append(
            Claim(known, report.id, report.text_id, block.span, BlockKind.PARAGRAPH, attribution, what, when, where)
        )
    return report, tuple(claims)


def _report(text: str, outlet: str) -> Report:
    sha256 = digest(text.encode())
    blocks = tuple(Block(BlockKind.PARAGRAPH, Span(*found.span())) for found in re.finditer(r"[^\n]+", text))
    return Report(sha256[:16], sha256, text, content_id(sha256), None, "en", blocks, (), Appearance(outlet=outlet))


def main() -> None:
    for line in score(Path()):
        print(line)


if __name__ == "__main__":
    main()
