"""Reads Dstl's re3d texts into sentences with names; no trees, and word division by one expression."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from training.treebanks import Names, Sentence

TYPES = {"Person": "PERSON", "Organisation": "ORG", "Location": "PLACE"}
WORD = re.compile(
    r"[A-Z][a-z]{0,3}\.(?=\s+[A-Z])|(?:[A-Z]\.){2,}|\d[\d.,:]*\d|\d+(?:st|nd|rd|th)|\w+?(?=n['’]t\b)|n['’]t\b"
    r"|['’](?:s|re|ve|ll|d|m)\b|\w+|\.{3}|[^\w\s]"
)
SENTENCE = re.compile(r"\n+|(?<=[.!?][\"”’'])\s+(?=[\"“A-Z])|(?<=[a-z\d)]{2}[.!?])\s+(?=[\"“A-Z])")
SMALL = {"of", "the", "and", "for", "in", "-", "'s", "’s", "’", "'", "al", "&", "el", "bin", "abu", "on", "to"}

Entity = tuple[int, int, str]


def read_re3d(folder: Path) -> tuple[list[Sentence], list[Sentence]]:
    """(those to train on, those never trained on): of documents ordered by the sha1 of their id, the first fifth."""
    texts, entities = read_entities(folder)
    kept = set(kept_apart(texts))
    parts: tuple[list[Sentence], list[Sentence]] = ([], [])
    for id, text in texts.items():
        parts[id in kept].extend(_sentences(id, text, entities[id]))
    return parts


def as_universal_ner(sentences: list[Sentence], places: set[str]) -> list[Sentence]:
    """re3d calls a state that acts an organisation; where the other sources know it as a place only, so do we."""
    return [replace(sentence, names=_places_first(sentence, places)) for sentence in sentences]


def _places_first(sentence: Sentence, places: set[str]) -> Names:
    names = list(sentence.names or ())
    for at, name in enumerate(names):
        alone = name == "B-ORG" and (at + 1 == len(names) or names[at + 1] != "I-ORG")
        if alone and sentence.words[at] in places:
            names[at] = "B-PLACE"
    return tuple(names)


def read_entities(folder: Path) -> tuple[dict[str, str], dict[str, list[Entity]]]:
    """(text by id, entities by id as begin, end, type of the three)."""
    texts = {row["_id"]: row["text"] for row in _rows(folder, "documents.json")}
    entities: dict[str, list[Entity]] = defaultdict(list)
    for row in _rows(folder, "entities.json"):
        if row["type"] in TYPES:
            entities[row["documentId"]].append((row["begin"], row["end"], TYPES[row["type"]]))
    return texts, entities


def kept_apart(ids: dict[str, str]) -> list[str]:
    """The first fifth of the ids, by their sha1: for measuring, never for training."""
    order = sorted(ids, key=lambda id: hashlib.sha1(id.encode()).hexdigest())
    return order[: len(order) // 5]


def _rows(folder: Path, name: str) -> list[dict]:
    lines = [line for path in sorted(folder.glob(f"*/{name}")) for line in path.read_text("utf-8-sig").splitlines()]
    return [json.loads(line) for line in lines if line.strip()]


def _sentences(id: str, text: str, entities: list[Entity]) -> list[Sentence]:
    cuts = [0, *(cut.end() for cut in SENTENCE.finditer(text)), len(text)]
    out = []
    for begin, end in itertools.pairwise(cuts):
        words = list(WORD.finditer(text, begin, end))
        if 2 < len(words) < 120:
            out.append(Sentence(f"re3d-{id}-{begin}", tuple(word[0] for word in words), names=_names(words, entities)))
    return out


def _names(words: list[re.Match[str]], entities: list[Entity]) -> Names:
    """Names proper: re3d also marks mentions such as "the squadron", whose capitals say nothing here (None)."""
    names: list[str | None] = ["O"] * len(words)
    runs = set()
    for begin, end, name in entities:
        inside = [at for at, word in enumerate(words) if word.start() >= begin and word.end() <= end]
        run = _name_run(words, inside)
        if run:
            runs.add((run[0] - run[1], *run, name))
        else:
            for at in inside:
                names[at] = None if words[at][0][0].isupper() else names[at]
    taken: set[int] = set()
    for _, first, last, name in sorted(runs):
        if taken.isdisjoint(range(first, last)):
            names[first:last] = [f"B-{name}"] + [f"I-{name}"] * (last - first - 1)
            taken.update(range(first, last))
    return tuple(names)


def _name_run(words: list[re.Match[str]], inside: list[int]) -> tuple[int, int] | None:
    """(first, after the last) of the capitalised words, if the mention ends in one and has no common words between."""
    while inside and not (words[inside[0]][0][0].isupper() or words[inside[0]][0][0].isdigit()):
        inside = inside[1:]
    if inside and words[inside[0]][0] in ("The", "This", "These", "An", "A", "Our", "His", "We", "It", "He", "They"):
        inside = inside[1:]
    forms = [words[at][0] for at in inside]
    if not forms or not forms[-1][0].isupper() or forms[-1] in ("We", "I", "He", "They"):
        return None
    proper = all(form[0].isupper() or form[0].isdigit() or form.lower() in SMALL or form == "." for form in forms)
    return (inside[0], inside[-1] + 1) if proper else None
