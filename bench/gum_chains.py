"""Reads texts with their chains of mentions from GUM's CoNLL-U files (MISC column, Entity=)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from averment.model.text import Span

_PART = re.compile(r"\((?P<whole>[^()]+)\)|\((?P<opens>[^()]+)|(?P<closes>[^()]+)\)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the text; `head` is its own number where it is the root of its sentence."""

    span: Span
    upos: str
    xpos: str
    label: str
    head: int


@dataclass(frozen=True, slots=True)
class Mention:
    """The words `first` to `last` that name the entity `chain`; `word` is the one that the sentence hangs on."""

    chain: str
    kind: str  # "person", "organization", "place", "object", "abstract" ...
    first: int
    last: int
    word: int


@dataclass(frozen=True, slots=True)
class Chained:
    """A text, the offsets at which its paragraphs begin, its words and its mentions in order of text."""

    id: str
    text: str
    paragraphs: tuple[int, ...]
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]


def read_chained(path: Path) -> Iterator[Chained]:
    """Every document of the file, its sentences joined to paragraphs as they stood."""
    blocks = [block.split("\n") for block in path.read_text(encoding="utf-8").split("\n\n") if block.strip()]
    starts = [number for number, block in enumerate(blocks) if any(line.startswith("# newdoc id") for line in block)]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        name = next(line for line in blocks[start] if line.startswith("# newdoc id")).split(" = ", 1)[1]
        yield _document(name, blocks[start:end])


def _document(name: str, blocks: list[list[str]]) -> Chained:
    text = ""
    paragraphs: list[int] = []
    words: list[Word] = []
    entities: list[str] = []
    for block in blocks:
        if any(line.startswith("# newpar") for line in block) or not text:
            text += "\n\n" if text else ""
            paragraphs.append(len(text))
        else:
            text += " "
        sentence = next(line for line in block if line.startswith("# text = ")).removeprefix("# text = ")
        rows = [line.split("\t") for line in block if line[:1].isdigit()]
        single = [row for row in rows if row[0].isdigit()]
        place, base = 0, len(words)
        for row in single:
            found = sentence.find(row[1], place)
            start = found if found >= 0 else place  # a word that is written otherwise inside a joined form
            place = min(start + len(row[1]), len(sentence)) if found >= 0 else place
            head = base + int(row[6]) - 1 if row[6] != "0" else base + int(row[0]) - 1
            words.append(Word(Span(len(text) + start, len(text) + max(place, start + 1)), row[3], row[4], row[7], head))
            entities.append(dict(pair.split("=", 1) for pair in row[9].split("|") if "=" in pair).get("Entity", ""))
        text += sentence
    return Chained(name, text, tuple(paragraphs), tuple(words), tuple(_mentions(words, entities)))


def _mentions(words: list[Word], entities: list[str]) -> list[Mention]:
    waiting: dict[str, list[tuple[int, str]]] = defaultdict(list)
    found = []
    for number, entity in enumerate(entities):
        for part in _PART.finditer(entity):
            if part["closes"]:
                if waiting[part["closes"]]:
                    first, kind = waiting[part["closes"]].pop()
                    found.append(_mention(words, part["closes"], kind, first, number))
                continue
            chain, kind = (part["whole"] or part["opens"]).split("-")[:2]
            if part["whole"]:
                found.append(_mention(words, chain, kind, number, number))
            else:
                waiting[chain].append((number, kind))
    return sorted(found, key=lambda mention: (mention.first, -mention.last))


def _mention(words: list[Word], chain: str, kind: str, first: int, last: int) -> Mention:
    inside = range(first, last + 1)
    top = next((place for place in inside if words[place].head not in inside or words[place].head == place), first)
    return Mention(chain, kind, first, last, top)
