"""How well tags, trees and lemmas are found, with the treebank's words and from raw text."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from averment.reading.embedded import EmbeddedModel, embedded_model
from averment.reading.lemmas import load_lemmas
from averment.reading.parser import load_parser, parse
from bench.score import Score, Skipped
from training.treebanks import Sentence, read_treebank

TASK = "parser"
TREEBANKS = ("ud/en_ewt-ud-test.conllu", "ud/en_gum-open-ud-test.conllu")
PUBLISHED = {
    ("en_ewt-ud-test", "UPOS"): 0.969,  # spaCy's RoBERTa for EWT, an earlier release of the treebank
    ("en_ewt-ud-test", "LAS"): 0.894,
    ("en_ewt-ud-test", "raw words F1"): 0.9901,  # Stanza (Qi et al. 2020, table 2), UD 2.5
    ("en_ewt-ud-test", "raw sentences F1"): 0.8113,
    ("en_ewt-ud-test", "raw UPOS F1"): 0.9540,
    ("en_ewt-ud-test", "raw UAS F1"): 0.8622,
    ("en_ewt-ud-test", "raw LAS F1"): 0.8359,
}

Place = tuple[int, int, int]
"""First character and the one after the last, white space not counted, and a number within a joined form."""
Word = tuple[str, Place | None, str]
"""Universal tag, place of the head (None: root), label without its subtype."""


def score(data: Path, model: EmbeddedModel | None = None) -> list[Score | Skipped]:
    """Shares right by word with gold words, and F1 from raw text as in the CoNLL 2018 shared task."""
    paths = [data / name for name in TREEBANKS]
    results: list[Score | Skipped] = [
        Skipped(TASK, path.stem, f"no such file: {path}") for path in paths if not path.exists()
    ]
    for path in filter(Path.exists, paths):
        sentences = read_treebank(path)
        figures = {**gold_words(sentences, model or embedded_model()), **raw_text(sentences)}
        for metric, value in figures.items():
            results.append(Score(TASK, path.stem, metric, value, PUBLISHED.get((path.stem, metric))))
    return results


def gold_words(sentences: Sequence[Sentence], model: EmbeddedModel) -> dict[str, float]:
    """UPOS, XPOS, UAS, LAS with subtypes and punctuation, and lemmas from the tags found."""
    right: Counter[str] = Counter(dict.fromkeys(("UPOS", "XPOS", "UAS", "LAS", "lemmas"), 0))
    table = load_lemmas()
    count = 0
    for sentence, found in zip(sentences, model.analyse([s.words for s in sentences]), strict=True):
        count += len(sentence.words)
        for at, word in enumerate(sentence.words):
            head = found.heads[at] == sentence.heads[at]
            right["UPOS"] += found.upos[at] == sentence.upos[at]
            right["XPOS"] += found.xpos[at] == sentence.xpos[at]
            right["UAS"] += head
            right["LAS"] += head and found.labels[at] == sentence.labels[at]
            right["lemmas"] += sentence.lemmas[at] in ("_", table.lemma(word, found.xpos[at]))
    return {name: value / count for name, value in right.items()}


def raw_text(sentences: Sequence[Sentence]) -> dict[str, float]:
    """Words, sentences, UPOS, UAS and LAS without subtypes: F1 of our own words against the treebank's.

    Paragraphs are given whole; a line end within a paragraph is not in the data.
    """
    paragraphs = list(_paragraphs(sentences))
    docs = parse(load_parser(), [(" ".join(s.text for s in paragraph), ()) for paragraph in paragraphs])
    counts: Counter[str] = Counter()
    for paragraph, doc in zip(paragraphs, docs, strict=True):
        gold, gold_starts = _gold(paragraph)
        found, starts = _found(doc)
        _count(counts, gold, found)
        counts["sentences"] += len(gold_starts & starts)
        counts["sentences found"] += len(starts)
        counts["sentences gold"] += len(gold_starts)
    out = {
        "raw words F1": f1(counts["words"], counts["found"], counts["gold"]),
        "raw sentences F1": f1(counts["sentences"], counts["sentences found"], counts["sentences gold"]),
    }
    for name in ("UPOS", "UAS", "LAS"):
        out[f"raw {name} F1"] = f1(counts[name], counts["found"], counts["gold"])
    return out


def _count(counts: Counter[str], gold: dict[Place, Word], found: dict[Place, Word]) -> None:
    counts["gold"] += len(gold)
    counts["found"] += len(found)
    for place in gold.keys() & found.keys():
        (tag, head, label), (our_tag, our_head, our_label) = gold[place], found[place]
        counts["words"] += 1
        counts["UPOS"] += tag == our_tag
        counts["UAS"] += head == our_head
        counts["LAS"] += head == our_head and label == our_label


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    paragraph: list[Sentence] = []
    for sentence in sentences:
        if sentence.new_paragraph and paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(sentence)
    if paragraph:
        yield paragraph


def _gold(paragraph: Sequence[Sentence]) -> tuple[dict[Place, Word], set[int]]:
    words: dict[Place, Word] = {}
    starts = set()
    at = 0
    for sentence in paragraph:
        starts.add(at)
        places = list(_places(sentence, at))
        at = places[-1][1]
        for number, place in enumerate(places):
            head = sentence.heads[number]
            label = sentence.labels[number].split(":")[0]
            words[place] = (sentence.upos[number], places[head - 1] if head else None, label)
    return words, starts


def _places(sentence: Sentence, at: int) -> Iterator[Place]:
    number = 0
    for form, count in sentence.pieces_of_text:
        words = sentence.words[number : number + count]
        number += count
        length = len("".join(form.split()))
        if "".join(words) == form:
            for word in words:
                size = len("".join(word.split()))
                yield at, at + size, 0
                at += size
        else:
            yield from ((at, at + length, part) for part in range(count))
            at += length


def _found(doc) -> tuple[dict[Place, Word], set[int]]:
    places: dict[int, Place] = {}
    at = 0
    for token in doc:
        if not token.is_space:
            places[token.i] = (at, at + len(token), 0)
            at += len(token)
    words = {
        place: (doc[i].pos_, None if doc[i].head.i == i else places[doc[i].head.i], doc[i].dep_.split(":")[0])
        for i, place in places.items()
    }
    return words, {places[i][0] for i in places if doc[i].is_sent_start}


def f1(right: float, found: float, gold: float) -> float:
    """The harmonic mean of right/found and right/gold; 0 where there is nothing."""
    return 2 * right / (found + gold) if found + gold else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    for line in score(parser.parse_args().data):
        print(line)


if __name__ == "__main__":
    main()
