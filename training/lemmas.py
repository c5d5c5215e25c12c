"""Learns the table of lemmas: python -m training.lemmas --data DATA --vocabulary vocab.txt --out lemmas.json."""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from os.path import commonpath
from pathlib import Path

from averment.reading.lemmas import LONGEST_ENDING, Edit, Lemmas, edited
from training.treebanks import read_treebank

TREEBANKS = ("ud/en_ewt-ud-train.conllu", "ud/en_gum-open-ud-train.conllu")
OFTEN = 2  # times that a form must show a lemma against the rules to become an exception
SHORT = 3  # letters: of a shorter ending the most frequent edit is taken, however small its share
SURE = 0.6  # share of an ending's words that must agree on one edit

Counts = dict[str, dict[str, Counter[str]]]
"""tag -> form -> how often which lemma."""


def learn(data: Path, vocabulary: Path) -> Lemmas:
    """Rules and exceptions from the treebanks, irregular forms that these lack, and bases that the vocabulary knows."""
    counts = _counts(data)
    rules = {
        tag: _rules({form: of.most_common(1)[0][0] for form, of in forms.items()}) for tag, forms in counts.items()
    }
    bare = Lemmas(rules, {})
    exceptions = _bases(bare, vocabulary.read_text(encoding="utf-8").split())
    for tag, forms in counts.items():
        for form, of in forms.items():
            lemma, times = of.most_common(1)[0]
            if edited(form, bare.edit(form, tag)) == lemma:
                exceptions.get(tag, {}).pop(form, None)
            elif times >= OFTEN or tag[0] in "VNJ":
                exceptions.setdefault(tag, {})[form] = lemma
    for form, tag, lemma in _irregular():  # last: GUM once has "flead" for "fled"
        exceptions.setdefault(tag, {})[form] = lemma
    return Lemmas(rules, exceptions)


def _irregular() -> list[tuple[str, str, str]]:
    with (Path(__file__).parent / "irregular.csv").open(encoding="utf-8", newline="") as file:
        return [(row["form"], row["tag"], row["lemma"]) for row in csv.DictReader(file)]


def _bases(bare: Lemmas, vocabulary: list[str]) -> dict[str, dict[str, str]]:
    """Regular forms of the vocabulary's words that the rules take to another base: "shelled" is no "shel"."""
    words = sorted(word for word in vocabulary if word.isalpha() and word.isascii() and len(word) > 2)
    exceptions: dict[str, dict[str, str]] = defaultdict(dict)
    for word in sorted(words, key=lambda word: word.endswith("e")):  # last: "fired" is of "fire", not of "fir"
        for tag, form in _inflected(word):
            exceptions[tag][form] = word
    return {
        tag: {form: base for form, base in of.items() if edited(form, bare.edit(form, tag)) != base}
        for tag, of in exceptions.items()
    }


def _inflected(word: str) -> list[tuple[str, str]]:
    """The regular past, participle and -ing form; a last consonant is not doubled here, the rules know that."""
    if word.endswith("e"):
        past, going = word + "d", word[:-1] + "ing" if not word.endswith(("ee", "oe", "ye")) else word + "ing"
    elif word.endswith("y") and word[-2] not in "aeiou":
        past, going = word[:-1] + "ied", word + "ing"
    else:
        past, going = word + "ed", word + "ing"
    return [("VBD", past), ("VBN", past), ("VBG", going)]


def _counts(data: Path) -> Counts:
    counts: Counts = defaultdict(lambda: defaultdict(Counter))
    for sentence in (sentence for name in TREEBANKS for sentence in read_treebank(data / name)):
        for word, tag, lemma, label in zip(
            sentence.words, sentence.xpos, sentence.lemmas, sentence.labels, strict=False
        ):
            if label == "goeswith" or lemma == "_":
                continue
            form = word if tag.startswith("NNP") else word.lower().replace("’", "'")
            counts[tag][form][lemma] += 1
    return counts


def _rules(lemmas: dict[str, str]) -> dict[str, Edit]:
    """Endings from short to long, a longer one only where it says something else than the shorter one."""
    by_ending: dict[str, Counter[Edit]] = defaultdict(Counter)
    for form, lemma in lemmas.items():
        stem = len(commonpath([form, lemma]))
        for length in range(min(LONGEST_ENDING, len(form)) + 1):
            by_ending[form[len(form) - length :].lower()][len(form) - stem, lemma[stem:]] += 1
    rules: dict[str, Edit] = {}
    for ending in sorted(by_ending, key=len):
        edit, times = by_ending[ending].most_common(1)[0]
        if not ending:
            edit = 0, ""  # a form of an ending never seen stays as it is
        shorter = next((rules[ending[cut:]] for cut in range(1, len(ending) + 1) if ending[cut:] in rules), None)
        enough = len(ending) < SHORT or (times >= 2 and times >= SURE * by_ending[ending].total())
        if edit != shorter and enough:
            rules[ending] = edit
    return rules


def write(lemmas: Lemmas, path: Path) -> None:
    table = {"rules": lemmas.rules, "exceptions": lemmas.exceptions}
    path.write_text(
        json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "vocabulary", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    arguments = parser.parse_args()
    write(learn(arguments.data, arguments.vocabulary), arguments.out)
