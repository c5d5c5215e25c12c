"""How much of the reading time is the model: words a second of the bare network, and of `parse` with all around it."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median

from averment.reading.embedded import embedded_model
from averment.reading.parser import load_parser, parse
from bench.score import Score, Skipped
from training.treebanks import read_treebank

TASK = "speed"
TREEBANK = "ud/en_gum-open-ud-test.conllu"
ROUNDS = 3
SENTENCES_A_REPORT = 12


def score(data: Path) -> list[Score | Skipped]:
    """Medians of three rounds over the same sentences, in words a second, with all cores."""
    path = data / TREEBANK
    if not path.exists():
        return [Skipped(TASK, path.stem, f"no such file: {path}")]
    sentences = read_treebank(path)
    bare = [_bare([sentence.words for sentence in sentences]) for _ in range(ROUNDS)]
    places = range(0, len(sentences), SENTENCES_A_REPORT)
    reports = [" ".join(s.text for s in sentences[at : at + SENTENCES_A_REPORT]) for at in places]
    whole = [_parse([(report, ()) for report in reports]) for _ in range(ROUNDS)]
    return [
        Score(TASK, path.stem, "bare network, words a second", median(bare), None),
        Score(TASK, path.stem, "parse, words a second", median(whole), None),
    ]


def _bare(sentences: list[tuple[str, ...]]) -> float:
    model = embedded_model()
    fed = [model.fed([sentences[place] for place in group]) for group in model.groups(sentences)]
    began = time.perf_counter()
    for inputs in fed:
        model.session.run(None, inputs)
    return sum(map(len, sentences)) / (time.perf_counter() - began)


def _parse(texts: list[tuple[str, tuple[int, ...]]]) -> float:
    language = load_parser()
    began = time.perf_counter()
    docs = parse(language, texts)
    return sum(len(doc) for doc in docs) / (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    for line in score(parser.parse_args().data):
        print(line)


if __name__ == "__main__":
    main()
