"""How well the first look tells reports about armed violence from others, and how fast.

Learnt from MUC's development texts, with a template or without, and three quarters of the Wikinews articles (by SHA-1
of their address), labelled by hand in screen_labels.csv; measured on MUC's first two test sets and the last quarter.
MUC gives templates to terrorist acts only: texts on fighting between armies and guerrillas count as negative there.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

from averment.ingest.screen import screen_of
from averment.knowledge.tables import TABLES
from bench.muc_keys import messages_with_templates, read_messages
from bench.score import Score, Skipped

TASK = "screen"
LABELS = Path(__file__).parent / "screen_labels.csv"
TESTS = (("muc/tst1/tst1-muc3", "muc/tst1/key-tst1.v7"), ("muc/tst2/tst2-muc4", "muc/tst2/key-tst2.v4"))
HOPED, HOPED_A_SECOND = 0.88, 5000
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, whether it is about armed violence, and whether it is of the wide kind: from anywhere, on anything."""

    text: str
    is_violent: bool
    is_wide: bool = False


def score(data: Path) -> list[Score | Skipped]:
    """F1 of "about armed violence" on the texts that were not learnt from, and texts a second on one core."""
    screen = screen_of(TABLES)
    sets = {"muc tst1+tst2": list(_muc_tests(data)), "wikinews, a quarter": list(_wikinews(data, held=True))}
    sets["both"] = [one for held in sets.values() for one in held]
    scores: list[Score | Skipped] = [
        Score(TASK, name, "F1", _f1([(screen.score_text(one.text) > 0, one.is_violent) for one in held]), HOPED)
        for name, held in sets.items()
    ]
    began = time.process_time()
    for _ in range(ROUNDS):
        for one in sets["both"]:
            screen.score_text(one.text)
    rate = ROUNDS * len(sets["both"]) / (time.process_time() - began)
    return [*scores, Score(TASK, "both", "texts a second", rate, HOPED_A_SECOND, varies=True)]


def learnt_from(data: Path) -> list[Labelled]:
    """The labelled texts that the weights may be learnt from."""
    pairs = ((path, path.with_name(path.name.replace("dev-muc3", "key-dev")[:12] + ".muc4"))
             for path in sorted((data / "muc/dev").glob("dev-muc3-*")))  # fmt: skip
    return [*(one for texts, keys in pairs for one in _muc(texts, keys)), *_wikinews(data, held=False)]


def _muc_tests(data: Path) -> Iterator[Labelled]:
    for texts, keys in TESTS:
        yield from _muc(data / texts, data / keys)


def _muc(texts: Path, keys: Path) -> Iterator[Labelled]:
    violent = messages_with_templates(keys)
    for name, text in read_messages(texts):
        yield Labelled(text.rpartition("[TEXT]")[2].strip(), name in violent)


def _wikinews(data: Path, *, held: bool) -> Iterator[Labelled]:
    with LABELS.open(encoding="utf-8") as file:
        labels = {row["url"]: row["violence"] == "1" for row in csv.DictReader(file)}
    csv.field_size_limit(10**7)
    for path in sorted((data / "corpora").glob("wikinews_*.csv")):
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                is_held = int(sha1(row["url"].encode()).hexdigest(), 16) % 4 == 0
                if row["url"] in labels and is_held == held:
                    yield Labelled(row["text"], labels[row["url"]], is_wide=True)


def _f1(answers: list[tuple[bool, bool]]) -> float:
    right = sum(1 for ours, gold in answers if ours and gold)
    return 2 * right / max(sum(ours + gold for ours, gold in answers), 1)
