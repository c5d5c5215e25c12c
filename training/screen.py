"""Learns the table by which reports are screened: python -m training.screen --data DATA --out screen_words.csv."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from averment.ingest.screen import features
from bench.screen import Labelled, learnt_from

LEAST_REPORTS = 4  # that a word stands in
RARE = 3.0  # what a report from all over the world counts against one of MUC's, which are six times as many
WORDS_KEPT = 15000  # those with the greatest weights; the others change no verdict
SOURCE = "training/screen.py"


def train(data: Path, out: Path) -> None:
    """Writes the words with their weights; the empty word is what every report starts with."""
    labelled = learnt_from(data)
    words = CountVectorizer(analyzer=lambda text: features(text), binary=True, min_df=LEAST_REPORTS)
    counts = words.fit_transform([one.text for one in labelled])
    kept = np.sort(np.argsort(-np.abs(_fitted(counts, labelled).coef_[0]))[:WORDS_KEPT])
    model = _fitted(counts[:, kept], labelled)  # again: a report is measured by the words that the table holds
    names = words.get_feature_names_out()[kept]
    rows = [("", model.intercept_[0]), *zip(names, model.coef_[0], strict=True)]
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("word", "weight", "source"))
        writer.writerows((word, f"{weight:.3f}", SOURCE) for word, weight in rows)
    print(f"{sum(map(_violent, labelled))} of {len(labelled)} about armed violence, {len(rows)} weights")


def _fitted(counts: csr_matrix, labelled: list[Labelled]) -> LogisticRegression:
    model = LogisticRegression(C=10, solver="liblinear", class_weight="balanced")
    weights = [RARE if one.is_wide else 1.0 for one in labelled]
    return model.fit(normalize(counts), [one.is_violent for one in labelled], sample_weight=weights)


def _violent(one: Labelled) -> bool:
    return one.is_violent


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    train(**vars(parser.parse_args()))
