"""Learns the table by which reports are screened: python -m training.screen --data DATA --out screen_words.csv."""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from averment.ingest.plain_words import plain_words
from averment.ingest.screen import LOOKED_AT
from averment.knowledge.events import event_patterns, weapons
from averment.knowledge.figures import TriggerKind, measures
from averment.knowledge.settling import event_families, violent_families
from averment.knowledge.tables import TABLES
from averment.reading.lemmas import load_lemmas
from bench.screen import learnt_from
from training.re3d import kept_apart, read_entities
from training.treebanks import read_treebank

LABELS = Path(__file__).parent / "screen_labels.csv"
TREEBANKS = ("ud/en_ewt-ud-train.conllu", "ud/en_gum-open-ud-train.conllu")
PEACEFUL = (
    "answers",
    "email",
    "newsgroup",
    "reviews",
    *(f"GUM_{kind}" for kind in ("bio", "interview", "speech", "textbook", "vlog", "voyage")),
)  # parts of the treebanks that are about something else than armed violence; its news and weblogs are labelled
WORD_REPORTS, PAIR_REPORTS = 5, 15  # that a word, or two words together, must stand in
WIDE = 3.0  # what a report from all over the world counts against one of MUC's, which are six times as many
EVERYDAY = 0.3  # what a page of the treebanks counts
KIND = 2.0  # how far words of one kind are drawn together
SOFTNESS = 0.1  # the inverse of the regularization: 0.5 scores the same on the folds, less on kinds of text left out
TELLING = 0.5  # what is added to how telling a word is alone; 1 scores the same, no such scale .003 less
FOLDS, SHUFFLES = 5, 2
GIVEN_AWAY = 0.003  # F1 on the folds that may be lost so that fewer reports on violence are
HARM = {TriggerKind.DOES, TriggerKind.SUFFERS, TriggerKind.HARM}
HURT = {"killed", "wounded", "abducted"}
TAGS = ("NN", "NNS", "VB", "VBD", "VBG", "VBN", "VBZ")
SMALLEST = 0.005  # a weight that is written as 0.00 is not written
SOURCE = "training/screen.py"


@dataclass(frozen=True, slots=True)
class Text:
    """A text to learn from; `is_asked`: of a kind that the threshold is chosen on, `is_cased`: not all in capitals."""

    text: str
    is_violent: bool
    weight: float
    is_asked: bool = False
    is_cased: bool = True


def train(data: Path, out: Path) -> None:
    """Writes the words with their weights; the empty word is what every report starts with."""
    texts = list(_texts(data))
    ordinary = _ordinary([*(one.text for one in texts if one.is_cased), *_treebanks(data).values()])
    found = [_features(one.text, ordinary) for one in texts]
    names = _vocabulary(found, ordinary)
    counts, kinds = _counts(found, names), _kinds(names)
    threshold = _threshold(counts, kinds, texts)
    scales = _scales(counts, texts)
    model = _fitted(_columns(counts, scales, kinds), texts)
    learnt = model.coef_[0]
    weights = learnt[: len(names)] * scales + kinds @ learnt[len(names) :]
    _write(out, [("", model.intercept_[0] - threshold), *zip(names, weights, strict=True)])
    print(f"{sum(one.is_violent for one in texts)} of {len(texts)} about armed violence, {len(names)} weights")


def _texts(data: Path) -> Iterator[Text]:
    for one in learnt_from(data):
        yield Text(one.text, one.is_violent, WIDE if one.is_wide else 1.0, is_asked=True, is_cased=one.is_wide)
    with LABELS.open(encoding="utf-8") as file:
        labels = {row["report"]: row["violence"] == "1" for row in csv.DictReader(file)}
    for name, text in (_re3d(data) | _treebanks(data)).items():
        if name in labels:
            yield Text(text, labels[name], WIDE)
        elif name.startswith(PEACEFUL):
            yield Text(text, is_violent=False, weight=EVERYDAY)


def _re3d(data: Path) -> dict[str, str]:
    texts, _ = read_entities(data / "ner/re3d")
    apart = set(kept_apart(texts))
    return {name: text for name, text in texts.items() if name not in apart}


def _treebanks(data: Path) -> dict[str, str]:
    documents: dict[str, list[str]] = defaultdict(list)
    for sentence in (sentence for name in TREEBANKS for sentence in read_treebank(data / name)):
        documents[sentence.id.rpartition("-")[0]].append(sentence.text)
    return {name: " ".join(sentences) for name, sentences in documents.items()}


def _ordinary(texts: Iterable[str]) -> frozenset[str]:
    """The words that are written small: names, also those in MUC's capitals, teach nothing about other wars."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for word in (word for text in texts for word in re.findall("[A-Za-z]+", text)):
        (small if word.islower() else capital)[word.lower()] += 1
    return frozenset(word for word, times in small.items() if 4 * times >= capital[word])


def _features(text: str, ordinary: frozenset[str]) -> set[str]:
    words = plain_words(text[:LOOKED_AT])
    pairs = (" ".join(pair) for pair in pairwise(words) if ordinary.issuperset(pair))
    return {*ordinary.intersection(words), *pairs}


def _vocabulary(found: list[set[str]], ordinary: frozenset[str]) -> list[str]:
    """Words and pairs that are often enough seen, and every ordinary word of a kind, seen or not."""
    reports = Counter(name for names in found for name in names)
    seen = {name for name, times in reports.items() if times >= (PAIR_REPORTS if " " in name else WORD_REPORTS)}
    return sorted(seen | {word for word in ordinary | _known() if _kinds_of(word).any()})


def _known() -> frozenset[str]:
    """The words of the tables of events, weapons and harm as they stand there."""
    return frozenset(word for kind in _told() for word in kind if word.isalpha())


@lru_cache(maxsize=1)
def _told() -> tuple[frozenset[str], ...]:
    """The lemmas of each kind: what is done with arms, who is hurt by it, arms."""
    families, violent = event_families(TABLES), violent_families(TABLES)
    deeds = {
        lemma
        for (lemma, _), patterns in event_patterns(TABLES).items()
        if any(not one.beside and families.get(one.event_type) in violent for one in patterns)
    }
    harm = {
        one.words
        for triggers in measures(TABLES).triggers.values()
        for one in triggers
        if one.kind in HARM and one.measure in HURT
    }
    return frozenset(deeds), frozenset(harm), frozenset(weapons(TABLES))


def _kinds_of(word: str) -> np.ndarray:
    """1 for each kind that the word may be of."""
    lemmas = {word, *(load_lemmas().lemma(word, tag) for tag in TAGS)}
    return np.array([not lemmas.isdisjoint(kind) for kind in _told()], dtype=float)


def _kinds(names: list[str]) -> csr_matrix:
    """A column for each kind: its weight is added to those of its words, and holds for words that were never seen."""
    nothing = np.zeros(len(_told()))
    return csr_matrix(KIND * np.array([nothing if " " in name else _kinds_of(name) for name in names]))


def _counts(found: list[set[str]], names: list[str]) -> csr_matrix:
    """A row for each text as the screen adds it up: every known word once, by the root of how many there are."""
    places = {name: place for place, name in enumerate(names)}
    known = [sorted(places[name] for name in of if name in places) for of in found]
    values = np.concatenate([np.full(len(of), 1 / np.sqrt(max(len(of), 1))) for of in known])
    ends = np.cumsum([0, *map(len, known)])
    return csr_matrix(
        (values, np.concatenate([np.array(of, dtype=int) for of in known]), ends), (len(found), len(names))
    )


def _scales(counts: csr_matrix, texts: list[Text]) -> np.ndarray:
    """How rare and how telling each word is, on which the regularization is softer: the table holds the product.

    Telling: the logarithm of how much oftener it stands in the one class than in the other (Wang and Manning, 2012).
    """
    stands = (counts > 0).astype(float)
    counted = np.array([one.weight for one in texts])
    violent = np.array([one.is_violent for one in texts])
    yes, no = (stands.T @ (counted * part) + 1 for part in (violent, ~violent))
    telling = np.abs(np.log(yes / (counted @ violent)) - np.log(no / (counted @ ~violent)))
    rare = np.log(len(texts) / (1 + stands.sum(axis=0).A1)) + 1
    return rare * (TELLING + telling)


def _columns(counts: csr_matrix, scales: np.ndarray, kinds: csr_matrix) -> csr_matrix:
    return hstack([counts.multiply(scales), counts @ kinds]).tocsr()


def _fitted(rows: csr_matrix, texts: list[Text]) -> LogisticRegression:
    model = LogisticRegression(C=SOFTNESS, solver="liblinear")
    return model.fit(rows, [one.is_violent for one in texts], sample_weight=[one.weight for one in texts])


def _threshold(counts: csr_matrix, kinds: csr_matrix, texts: list[Text]) -> float:
    """The lowest threshold whose F1, on folds that were not learnt from, is next to the best."""
    asked = np.array([place for place, one in enumerate(texts) if one.is_asked])
    others = np.array([place for place, one in enumerate(texts) if not one.is_asked])
    gold = np.array([texts[place].is_violent for place in asked])
    strata = [(texts[place].is_violent, texts[place].is_cased) for place in asked]
    scores = np.zeros((SHUFFLES, len(asked)))
    for shuffle in range(SHUFFLES):
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=shuffle)
        for learnt, held in folds.split(asked, [2 * violent + cased for violent, cased in strata]):
            taken = np.concatenate([asked[learnt], others])
            from_these = [texts[place] for place in taken]
            rows = _columns(counts, _scales(counts[taken], from_these), kinds)
            scores[shuffle, held] = _fitted(rows[taken], from_these).decision_function(rows[asked[held]])
    tried = np.arange(-2.0, 2.0, 0.05)
    means = np.array([np.mean([f1_score(gold, of > one) for of in scores]) for one in tried])
    chosen = tried[np.argmax(means >= means.max() - GIVEN_AWAY)]
    print(f"F1 on the folds: {means.max():.3f} at best, {means[tried == chosen][0]:.3f} at {chosen:.2f}")
    return float(chosen)


def _write(out: Path, rows: Iterable[tuple[str, float]]) -> None:
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("word", "weight", "source"))
        writer.writerows((word, f"{weight:.2f}", SOURCE) for word, weight in rows if abs(weight) >= SMALLEST)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    train(**vars(parser.parse_args()))
