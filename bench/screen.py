"""How well the first look tells reports about armed violence from others, and how fast.

About armed violence is a report whose matter is a particular act of it, told, claimed or denied, or what follows from
one (its toll, a trial for it): fighting, shelling, bombing, an attack, a killing or kidnapping with weapons, by
whomever. Threats and plans, seized arms, arrests, talks, war in general, accidents and disasters are not.

MUC gives templates to terrorist acts in nine countries only. A text with a template is about armed violence; those
without were read by hand (many tell of fighting between armies and guerrillas, or of attacks on soldiers), and so were
the Wikinews articles: `screen_labels.csv`, by number and address. What MUC's keys alone would give is scored beside it.

Learnt from MUC's development texts and three quarters of the articles (by SHA-1 of their address), besides others that
are no part of this; measured on MUC's first two test sets and the last quarter. Airwars' narratives are all about air
strikes, PolNeAR's articles on politics hardly ever.
"""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

from averment.ingest.language import language_of
from averment.ingest.screen import screen_of
from averment.knowledge.tables import TABLES
from bench.muc_keys import messages_with_templates, read_messages
from bench.score import Score, Skipped

TASK = "screen"
LABELS = Path(__file__).parent / "screen_labels.csv"
TESTS = (("muc/tst1/tst1-muc3", "muc/tst1/key-tst1.v7"), ("muc/tst2/tst2-muc4", "muc/tst2/key-tst2.v4"))
HOPED, HOPED_RECALL, HOPED_A_SECOND = 0.88, 0.95, 5000
ROUNDS = 5
MUC, WIKINEWS, BOTH = "muc tst1+tst2", "wikinews, a quarter", "both"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, whether it is about armed violence, whether it has a template of MUC, and whether it is Wikinews."""

    text: str
    is_violent: bool
    has_template: bool
    is_wide: bool = False


def score(data: Path) -> list[Score | Skipped]:
    """F1 on the texts that were not learnt from, what is lost and let through elsewhere, and texts a second."""
    screen = screen_of(TABLES)

    def passes(text: str) -> bool:
        return screen.score_text(text) > 0

    muc, wikinews = list(_muc_tests(data)), list(_wikinews(data, held=True))
    judged = {
        one: [(passes(text.text), text.is_violent) for text in texts]
        for one, texts in ((MUC, muc), (WIKINEWS, wikinews), (BOTH, muc + wikinews))
    }
    by_keys = [(passes(one.text), one.has_template) for one in muc]
    texts = [one.text for one in muc + wikinews]
    rate = _rate(texts, lambda text: (language_of(text, TABLES), screen.score_text(text)))
    return [
        *(Score(TASK, name, "F1", _f1(answers), HOPED) for name, answers in judged.items()),
        Score(TASK, f"{MUC}, by MUC's keys", "F1", _f1(by_keys), HOPED),
        Score(TASK, BOTH, "recall", _recall(judged[BOTH]), HOPED_RECALL),
        Score(TASK, "airwars", "recall", _share(passes, _airwars(data)), HOPED_RECALL),
        Score(TASK, "polnear", "let through", _share(passes, _polnear(data)), is_low_better=True),
        Score(TASK, BOTH, "texts a second", rate, HOPED_A_SECOND, varies=True),
    ]


def learnt_from(data: Path) -> list[Labelled]:
    """The labelled texts that the weights may be learnt from."""
    pairs = ((path, path.with_name(path.name.replace("dev-muc3", "key-dev")[:12] + ".muc4"))
             for path in sorted((data / "muc/dev").glob("dev-muc3-*")))  # fmt: skip
    return [*(one for texts, keys in pairs for one in _muc(texts, keys)), *_wikinews(data, held=False)]


def _muc_tests(data: Path) -> Iterator[Labelled]:
    for texts, keys in TESTS:
        yield from _muc(data / texts, data / keys)


def _muc(texts: Path, keys: Path) -> Iterator[Labelled]:
    with_template, labels = messages_with_templates(keys), _labels()
    for name, text in read_messages(texts):
        has_template = name in with_template
        yield Labelled(text.rpartition("[TEXT]")[2].strip(), has_template or labels[name], has_template)


def _wikinews(data: Path, *, held: bool) -> Iterator[Labelled]:
    labels = _labels()
    csv.field_size_limit(10**7)
    for path in sorted((data / "corpora").glob("wikinews_*.csv")):
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                is_held = int(sha1(row["url"].encode()).hexdigest(), 16) % 4 == 0
                if row["url"] in labels and is_held == held:
                    yield Labelled(row["text"], labels[row["url"]], has_template=False, is_wide=True)


def _labels() -> dict[str, bool]:
    with LABELS.open(encoding="utf-8") as file:
        return {row["report"]: row["violence"] == "1" for row in csv.DictReader(file)}


def _airwars(data: Path) -> list[str]:
    lines = (data / "figures/airwars-dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def _polnear(data: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((data / "attribution/polnear-dev/text").glob("*.txt"))]


def _rate(texts: list[str], look: Callable[[str], object]) -> float:
    """Texts a second of processor time, in the fastest round: the others were disturbed by what else was running."""
    fastest = min(_seconds(texts, look) for _ in range(ROUNDS))
    return len(texts) / fastest


def _seconds(texts: list[str], look: Callable[[str], object]) -> float:
    began = time.process_time()
    for text in texts:
        look(text)
    return time.process_time() - began


def _f1(answers: list[tuple[bool, bool]]) -> float:
    right = sum(1 for ours, gold in answers if ours and gold)
    return 2 * right / max(sum(ours + gold for ours, gold in answers), 1)


def _recall(answers: list[tuple[bool, bool]]) -> float:
    return sum(1 for ours, gold in answers if ours and gold) / max(sum(gold for _, gold in answers), 1)


def _share(passes: Callable[[str], bool], texts: list[str]) -> float:
    return sum(map(passes, texts)) / max(len(texts), 1)
