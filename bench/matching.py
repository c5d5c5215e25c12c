"""Measures how matching grows, and how well copied passages are found in edited articles.

usage: python -m bench.matching --data FOLDER (with corpora/wikinews_*.csv)
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from averment.matching.candidates import candidate_pairs
from averment.matching.copies import find_copies
from averment.matching.evened import even_words
from averment.matching.sentences import sentences_of
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
from averment.model.report import Appearance, Block, BlockKind, Copy, Report
from averment.model.text import Span
from averment.model.when_where import Place, PlaceLevel, TimePrecision, When, Where
from bench.score import Score, Skipped

SIZES = (1_000, 3_000, 10_000, 50_000)
EDITED, HELD_OUT = 60, 60  # articles made of others, and articles whose sentences are their own
RUN_WORDS = 12
SEED = 20240519  # any number: the same edits in every run
GROWTH = "exponent of pairs from 1k to 50k claims"


def score(data: Path) -> list[Score | Skipped]:
    """Growth of candidate pairs on made-up claims, and copies found among edited articles of `data`/corpora."""
    return [*_growth(), *_copies(data)]


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


@dataclass(frozen=True, slots=True)
class Edited:
    """An article made of the sentences of two others and some of its own; `taken` tells where each comes from."""

    report: Report
    taken: tuple[tuple[Span, str | None], ...]  # each sentence, and the report it was taken from (None: its own)


def _copies(data: Path) -> Iterator[Score | Skipped]:
    files = sorted((data / "corpora").glob("wikinews_*.csv"))
    if not files:
        yield Skipped("copies", "wikinews", f"no corpora/wikinews_*.csv under {data}")
        return
    articles, chance = _articles(files), random.Random(SEED)
    own, sources = articles[:HELD_OUT], articles[HELD_OUT:]
    edited = [_edit(sources[at], sources[-at - 1], own[at % len(own)], chance) for at in range(EDITED)]
    start = time.process_time()
    copies, _ = find_copies((*sources, *(one.report for one in edited)))
    seconds = time.process_time() - start
    made = {one.report.id for one in edited}
    pairs = {(copy.first.report, copy.second.report) for copy in copies}
    linked = [pair for pair in pairs if made.isdisjoint(pair)]
    yield from _passage_scores(edited, copies)
    yield Score("copies", f"{len(sources)} untouched articles", "pairs linked", float(len(linked)), 0.0, True)
    yield Score("copies", f"{len(sources) + len(edited)} articles", "seconds", seconds, is_low_better=True, varies=True)


def _passage_scores(edited: Sequence[Edited], copies: Sequence[Copy]) -> Iterator[Score]:
    """Sentence by sentence: taken and found from the right report, of those found and of those taken."""
    found: dict[str, list[tuple[Span, str]]] = {}
    for copy in copies:
        for here, there in ((copy.first, copy.second), (copy.second, copy.first)):
            found.setdefault(here.report, []).append((here.span, there.report))
    right = wrong = missed = 0
    for one in edited:
        for span, origin in one.taken:
            sources = {report for passage, report in found.get(one.report.id, ()) if _covers(passage, span)}
            right += origin is not None and origin in sources
            wrong += bool(sources) and origin not in sources
            missed += origin is not None and origin not in sources
    data = f"{len(edited)} edited articles"
    yield Score("copies", data, "precision of sentences", right / (right + wrong), 0.97)
    yield Score("copies", data, "recall of sentences", right / (right + missed), 0.9)


def _covers(passage: Span, span: Span) -> bool:
    return 2 * (min(passage.end, span.end) - max(passage.start, span.start)) > span.length


def _edit(first: Report, second: Report, own: Report, chance: random.Random) -> Edited:
    """Two articles merged: sentences dropped, trimmed, moved, cues and names spelt otherwise, own ones put between."""
    pieces: list[tuple[str, str | None]] = [
        *((text, first.id) for text in _kept(first, chance)),
        *((text, second.id) for text in _kept(second, chance)[:6]),
    ]
    if chance.random() < 0.3:
        chance.shuffle(pieces)
    for text in _kept(own, chance)[:4]:
        pieces.insert(chance.randrange(len(pieces) + 1), (text, None))
    text, taken = "", []
    for piece, origin in pieces:
        taken.append((Span(len(text), len(text) + len(piece)), origin))
        text += piece + chance.choice((" ", "\n"))
    return Edited(_report(text, "edited"), tuple(taken))


def _kept(report: Report, chance: random.Random) -> list[str]:
    """The sentences that the editor keeps, as rewritten; very short ones are left out."""
    kept = [one.span.of(report.text) for one in sentences_of(report) if len(one.words) >= 8 and chance.random() > 0.15]
    return [_rewritten(sentence, chance) for sentence in kept]


def _rewritten(sentence: str, chance: random.Random) -> str:
    for cue, other in (("said", "told reporters"), ("according to", "as told by"), ("announced", "made known")):
        if chance.random() < 0.5:
            sentence = re.sub(rf"\b{cue}\b", other, sentence)
    if chance.random() < 0.3:
        sentence = re.sub(r"\b([A-Z]\w+?)y(\w*)", r"\1i\2", sentence)
    words = sentence.split(" ")
    if len(words) > 20 and chance.random() < 0.2:
        words = [*words[: int(len(words) * 0.7)], "."] if chance.random() < 0.5 else words[int(len(words) * 0.3) :]
    return " ".join(words).strip()


def _articles(files: Sequence[Path]) -> list[Report]:
    """The articles that share no twelve words in a row with another: a paper that repeats itself does copy."""
    csv.field_size_limit(10_000_000)
    texts = [row["text"] for file in files for row in csv.DictReader(file.open(encoding="utf-8")) if row["text"]]
    articles = [_report(text, "wikinews") for text in dict.fromkeys(texts) if "TEST PAGE" not in text]
    runs = {article.id: _runs(article) for article in articles}
    held = Counter(run for own in runs.values() for run in own)
    return [article for article in articles if all(held[run] == 1 for run in runs[article.id])]


def _runs(article: Report) -> set[tuple[str, ...]]:
    words = even_words(article.text)
    return {words[at : at + RUN_WORDS] for at in range(len(words) - RUN_WORDS + 1)}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    for line in score(arguments.parse_args().data):
        print(line)


if __name__ == "__main__":
    main()
