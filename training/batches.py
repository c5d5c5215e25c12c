"""Sentences as tensors, in batches of about the same length."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from torch import Tensor

from averment.reading.pieces import SHAPES, WordPieces, shape
from training.treebanks import Sentence
from training.variety import HIDDEN_SHAPES, HIDDEN_WORDS

NOT_SCORED = -100
HIDDEN = SHAPES.index("hidden")
MASK = "[MASK]"


@dataclass(frozen=True)
class Values:
    """What each head chooses from, in the order of its logits."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    labels: tuple[str, ...]
    names: tuple[str, ...] = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-PLACE", "I-PLACE")


@dataclass(frozen=True)
class Batch:
    """Inputs and gold values; -100 in a gold value is not scored."""

    pieces: Tensor
    firsts: Tensor
    shapes: Tensor
    heads: Tensor
    upos: Tensor
    xpos: Tensor
    labels: Tensor
    names: Tensor

    @property
    def asked(self) -> Tensor:
        return self.heads.clamp(min=0)


def values_of(sentences: list[Sentence]) -> Values:
    return Values(
        *(tuple(sorted({v for s in sentences for v in getattr(s, part)})) for part in ("upos", "xpos", "labels"))
    )


def read_vocabulary(path: Path) -> WordPieces:
    return WordPieces(path.read_text(encoding="utf-8").splitlines())


def grouped(sentences: list[Sentence], pieces: WordPieces, budget: int, random: Random | None) -> list[list[Sentence]]:
    """Sentences by length in groups of `budget` padded pieces; with `random` roughly so, and the groups shuffled."""
    jitter = (lambda: random.uniform(0.9, 1.15)) if random else (lambda: 1.0)
    sized = [(sum(len(pieces.divide(word)) for word in sentence.words) + 2, sentence) for sentence in sentences]
    sized = sorted(((size, size * jitter(), s) for size, s in sized), key=lambda row: row[1])
    groups: list[list[Sentence]] = [[]]
    longest = 0
    for size, _, sentence in sized:
        longest = max(longest, size)
        if groups[-1] and longest * (len(groups[-1]) + 1) > budget:
            groups.append([])
            longest = size
        groups[-1].append(sentence)
    if random:
        random.shuffle(groups)
    return groups


def tensors(sentences: list[Sentence], divide: WordPieces, values: Values, random: Random | None) -> Batch:
    rows = [_row(sentence, divide, values, random) for sentence in sentences]
    pads = (0, 0, 0, *(NOT_SCORED,) * 5)
    columns = [_padded(column, pad) for column, pad in zip(zip(*rows, strict=True), pads, strict=True)]
    return Batch(*columns)


def _row(sentence: Sentence, divide: WordPieces, values: Values, random: Random | None) -> tuple[list[int], ...]:
    hide = random is not None and random.random() < HIDDEN_WORDS
    hide_shapes = random is not None and random.random() < HIDDEN_SHAPES
    mask = divide.numbers[MASK]
    pieces, firsts, shapes = [divide.start], [], []
    for word in sentence.words:
        firsts.append(len(pieces))
        pieces.extend([mask] if random and hide and random.random() < 0.125 else divide.divide(word))
        shapes.append(HIDDEN if random and hide_shapes and random.random() < 0.5 else shape(word))
    pieces.append(divide.end)
    count = len(sentence.words)
    return (
        pieces, firsts, shapes, list(sentence.heads) or [NOT_SCORED] * count,
        _numbers(values.upos, sentence.upos, count), _numbers(values.xpos, sentence.xpos, count),
        _numbers(values.labels, sentence.labels, count), _numbers(values.names, sentence.names or (), count),
    )  # fmt: skip


def _numbers(values: tuple[str, ...], given: tuple[str | None, ...], count: int) -> list[int]:
    known = {value: number for number, value in enumerate(values)}
    return [NOT_SCORED if value is None else known.get(value, NOT_SCORED) for value in given] or [NOT_SCORED] * count


def _padded(rows: tuple[list[int], ...], pad: int) -> Tensor:
    width = max(len(row) for row in rows)
    return torch.tensor([row + [pad] * (width - len(row)) for row in rows])
