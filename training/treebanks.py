"""Reads sentences of CoNLL-U files, with names from Universal NER or from GUM's own entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

Names = tuple[str | None, ...]
"""One of O, B-PERSON, I-PERSON ... per word; None where nothing is known of the word."""

UNIVERSAL_NER = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}
GUM = {"person": "PERSON", "organization": "ORG", "place": "PLACE"}
INSIDE_A_NAME = {"of", "the", "-", "–", "&", "'s", "’s", "'", "de", "la", "al", "el", "von", "van", "bin"}


@dataclass(frozen=True)
class Sentence:
    """The syntactic words of one sentence; heads count from 1, 0 is the root; no heads where there is no tree."""

    id: str
    words: tuple[str, ...]
    upos: tuple[str, ...] = ()
    xpos: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    names: Names | None = None
    text: str = ""
    new_paragraph: bool = False
    pieces_of_text: tuple[tuple[str, int], ...] = ()
    """Surface tokens as (form, number of syntactic words)."""


def read_treebank(path: Path) -> list[Sentence]:
    """Every sentence of a CoNLL-U file; GUM's come with names, others without."""
    return [_sentence(block) for block in _blocks(path)]


def with_universal_ner(sentences: list[Sentence], path: Path) -> list[Sentence]:
    """The sentences, those found in the IOB2 file with their names; matched by sent_id and only if the words agree."""
    labelled = dict(_iob2(path))
    out = []
    for sentence in sentences:
        words, names = labelled.get(sentence.id, ((), ()))
        out.append(replace(sentence, names=names) if words == sentence.words else sentence)
    return out


def _blocks(path: Path) -> Iterator[list[str]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.split("\n") if line]
        if any(not line.startswith("#") for line in lines):
            yield lines


def _sentence(lines: list[str]) -> Sentence:
    comments = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# ") and " = " in line)
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    words = [row for row in rows if row[0].isdigit()]
    bare = Sentence(
        id=comments.get("sent_id", ""),
        words=tuple(row[1] for row in words),
        lemmas=tuple(row[2] for row in words),
        upos=tuple(row[3] for row in words),
        xpos=tuple(row[4] for row in words),
        heads=tuple(int(row[6]) for row in words),
        labels=tuple(row[7] for row in words),
        text=comments.get("text", ""),
        new_paragraph=any(re.match(r"# new(par|doc)", line) for line in lines),
        pieces_of_text=tuple(_surface(rows)),
    )
    if not bare.id.startswith("GUM"):
        return bare
    return replace(bare, names=_gum_names(bare, [row[9] for row in words]))


def _surface(rows: list[list[str]]) -> Iterator[tuple[str, int]]:
    covered = 0
    for row in rows:
        if "-" in row[0]:
            first, last = (int(number) for number in row[0].split("-"))
            covered = last
            yield row[1], last - first + 1
        elif row[0].isdigit() and int(row[0]) > covered:
            yield row[1], 1


def _iob2(path: Path) -> Iterator[tuple[str, tuple[tuple[str, ...], Names]]]:
    for lines in _blocks(path):
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        ids = [line.split(" = ", 1)[1] for line in lines if line.startswith("# sent_id")]
        yield ids[0], (tuple(row[1] for row in rows), _three_types([row[2] for row in rows]))


def _three_types(tags: list[str]) -> Names:
    out: list[str] = []
    for tag in tags:
        name = UNIVERSAL_NER.get(tag[2:])
        out.append(f"{tag[0]}-{name}" if name else "O")
    return tuple(out)


def _gum_names(sentence: Sentence, misc: list[str]) -> Names:
    """Names among GUM's entities: their head is a proper noun, and they end where its proper nouns end."""
    names = ["O"] * len(sentence.words)
    runs = {(name, _proper_run(sentence, first, last)) for name, first, last in _gum_entities(misc)}
    peoples = {run for run in runs if run[0] == "PERSON" and "NNPS" in sentence.xpos[slice(*run[1])]}
    runs -= peoples  # "Turks": Universal NER does not count peoples as persons
    for name, (first, last) in sorted(runs, key=lambda run: (run[1][0] - run[1][1], run)):
        if last > first and all(tag == "O" for tag in names[first:last]):
            names[first:last] = [f"B-{name}"] + [f"I-{name}"] * (last - first - 1)
    return tuple(names)


def _gum_entities(misc: list[str]) -> Iterator[tuple[str, int, int]]:
    """(type, first word, word after the last) of each entity that opens and closes in the sentence."""
    open_ones: list[tuple[str, str, int]] = []
    for place, cell in enumerate(misc):
        marks = re.search(r"(?:^|\|)Entity=([^|]*)", cell)
        for mark in re.findall(r"\([^()]+\)?|[^()]+\)", marks[1]) if marks else ():
            if mark.startswith("("):
                number, kind = mark.strip("()").split("-")[:2]
                open_ones.append((number, kind, place))
            if mark.endswith(")"):
                number = mark.strip("()").split("-")[0]
                found = next((entry for entry in reversed(open_ones) if entry[0] == number), None)
                if found is None:
                    continue  # a discontinuous entity, whose parts are numbered 3[1/2]
                open_ones.remove(found)
                if found[1] in GUM:
                    yield GUM[found[1]], found[2], place + 1


def _proper_run(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """The proper nouns around the head of words first..last, empty where the head is none."""
    heads = [at for at in range(first, last) if not first < sentence.heads[at] <= last]
    if not heads or not sentence.xpos[heads[0]].startswith("NNP"):
        return first, first
    begin = end = heads[0]
    while begin > first and _belongs(sentence, begin - 1, ("of", "the", "-", "–", "&", "al", "el")):
        begin -= 1
    while end + 1 < last and _belongs(sentence, end + 1, tuple(INSIDE_A_NAME)):
        end += 1
    while not sentence.xpos[begin].startswith("NNP"):
        begin += 1
    while not sentence.xpos[end].startswith("NNP"):
        end -= 1
    return begin, end + 1


def _belongs(sentence: Sentence, at: int, small: tuple[str, ...]) -> bool:
    return sentence.xpos[at].startswith("NNP") or sentence.words[at].lower() in small
