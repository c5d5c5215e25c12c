"""How fast reports are read: against the bare network on the same words, by the report, and what the command takes.

The ratios are of processor time, so that other work on the machine disturbs them little.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from averment.ingest.page import Page, read_page
from averment.knowledge.tables import TABLES
from averment.ledger.ledger import open_ledger
from averment.pipeline import settle, take_in
from averment.reading.embedded import embedded_model
from averment.reading.parser import load_parser, parse
from averment.settings import Settings
from bench.score import Score, Skipped

TASK = "speed"
ARTICLES = 40
FEW, MANY = 100, 1000
PARAGRAPHS, SHORTEST = 2, 80  # of a made report, and characters of a paragraph
SEED = 20240519  # any number: the same reports in every run
HELP_RUNS = 5
LEAST_SHARE, MOST_GROWTH, MOST_HELP, MOST_MEMORY = 0.5, 1.3, 0.3, 1.5


@dataclass(frozen=True, slots=True)
class Cost:
    """What a child process took: seconds of processor and of the clock, and gigabytes at its peak."""

    processor: float
    clock: float
    memory: float


def score(data: Path) -> list[Score | Skipped]:
    """The share of the bare network's speed, growth of the time a report, the start, and the peak of memory."""
    files = sorted((data / "corpora").glob("wikinews_*.csv"))
    if not files:
        return [Skipped(TASK, "wikinews", f"no corpora/wikinews_*.csv in {data}")]
    articles = articles_of(files)
    return [*_share(articles[: ARTICLES + 1]), *_growth(articles), *_start()]


def _share(articles: Sequence[str]) -> Iterator[Score]:
    """Words a second of everything (taking in, reading, ledger, settling), by those of the network alone."""
    pages = [Page(f"{number}.txt", text.encode()) for number, text in enumerate(articles)]
    words = sum(len(text.split()) for text in articles[1:])
    _read(pages[:1])  # tables and patterns are made ready once a process: see the start
    fed = _fed(pages[1:])
    bare = [_spent(lambda: [embedded_model().session.run(None, inputs) for inputs in fed])]
    whole = _spent(lambda: _read(pages[1:]))
    bare.append(_spent(lambda: [embedded_model().session.run(None, inputs) for inputs in fed]))
    processor, clock = (sum(times) / len(times) for times in zip(*bare, strict=True))
    name = f"{len(pages) - 1} articles of Wikinews"
    yield Score(TASK, name, "bare network, words a processor second", words / processor, varies=True)
    yield Score(TASK, name, "everything, words a processor second", words / whole[0], varies=True)
    yield Score(TASK, name, "share of the bare network's speed", processor / whole[0], LEAST_SHARE, varies=True)
    yield Score(TASK, name, "the same by the clock, on this machine", clock / whole[1], varies=True)


def _growth(articles: Sequence[str]) -> Iterator[Score]:
    """Processor time a report of `averment read`, the start taken off, for few and for many reports."""
    texts = made_texts(articles, MANY)
    one, few, many = (_command(texts[:count]) for count in (1, FEW, MANY))
    each = {count: (cost.processor - one.processor) / (count - 1) for count, cost in ((FEW, few), (MANY, many))}
    name = f"{MANY} made reports"
    yield Score(TASK, "one report", "seconds of processor", one.processor, is_low_better=True, varies=True)
    for count, seconds in each.items():
        yield Score(TASK, f"{count} made reports", "seconds a report", seconds, is_low_better=True, varies=True)
    growth = each[MANY] / each[FEW]
    yield Score(TASK, name, f"time a report by that of {FEW}", growth, MOST_GROWTH, is_low_better=True, varies=True)
    yield Score(TASK, name, "gigabytes at the peak", many.memory, MOST_MEMORY, is_low_better=True, varies=True)


def _start() -> Iterator[Score]:
    runs = [_child([_averment(), "--help"]) for _ in range(HELP_RUNS)]
    best = min(run.processor for run in runs)
    yield Score(TASK, "averment --help", "seconds of processor", best, MOST_HELP, is_low_better=True, varies=True)
    clock = min(run.clock for run in runs)
    yield Score(TASK, "averment --help", "seconds by the clock", clock, is_low_better=True, varies=True)


def _read(pages: Sequence[Page]) -> None:
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "speed.db") as ledger:
        take_in(pages, Settings(), ledger, lambda _: None)
        settle(Settings(), ledger)


def _fed(pages: Sequence[Page]) -> list[dict[str, NDArray[np.int64]]]:
    """The batches of word pieces that the network is given for these pages."""
    reports = [report for page in pages if (report := read_page(page, TABLES).report) is not None]
    docs = parse(load_parser(), [(report.text, [block.span.start for block in report.blocks]) for report in reports])
    shown = (tuple(token.text for token in words if not token.is_space) for doc in docs for words in doc.sents)
    sentences = [words for words in shown if words]
    model = embedded_model()
    return [model.fed([sentences[place] for place in group]) for group in model.groups(sentences)]


def _spent(what: Callable[[], object]) -> tuple[float, float]:
    processor, clock = time.process_time(), time.perf_counter()
    what()
    return time.process_time() - processor, time.perf_counter() - clock


def _command(texts: Sequence[str]) -> Cost:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "reports").mkdir()
        for number, text in enumerate(texts):
            (folder / "reports" / f"{number:04}.txt").write_text(text, encoding="utf-8")
        return _child([_averment(), "read", str(folder / "reports"), "--ledger", str(folder / "speed.db")])


def _child(command: Sequence[str]) -> Cost:
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}")
    kilobytes = used.ru_maxrss if sys.platform == "linux" else used.ru_maxrss / 1024
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - began, kilobytes / 1024**2)


def _averment() -> str:
    return str(Path(sys.executable).with_name("averment"))


def articles_of(files: Sequence[Path]) -> list[str]:
    csv.field_size_limit(10_000_000)
    rows = (row for file in files for row in csv.DictReader(file.open(encoding="utf-8", newline="")))
    return [row["text"] for row in rows if row["text"]]


def made_texts(articles: Sequence[str], count: int) -> list[str]:
    """Reports of paragraphs from different articles: as many as one likes, none a copy of another."""
    chance = random.Random(SEED)
    lines = (line for text in articles for line in re.split(r"\n+", text))
    paragraphs = [line for line in dict.fromkeys(lines) if len(line) > SHORTEST]
    return ["\n\n".join(chance.sample(paragraphs, PARAGRAPHS)) for _ in range(count)]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    for line in score(arguments.parse_args().data):
        print(line)


if __name__ == "__main__":
    main()
