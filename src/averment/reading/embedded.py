"""Runs the shipped language model: words in, tags, heads, labels and names out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from averment.reading.name_tags import best_tags
from averment.reading.pieces import WordPieces, shape
from averment.reading.trees import best_heads

PIECES_A_BATCH = 3000  # padded; larger batches no longer gain on two cores and take more memory
UNEVEN = 1.3  # times the shortest sentence: beyond it padding costs more than another call of the network
ENOUGH = 64  # pieces, below which a call of its own does not pay
SHORT = 16  # pieces: fragments alone are rounded worse, so they go with short sentences
MOST_PIECES = 500  # of a sentence: the encoder has 512 places, two of them for its marks
BEST_HEAD = -1

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the model says of one sentence, one entry a word; a head is 0 for the root, else 1 + place."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    names: tuple[str, ...]


class EmbeddedModel:
    """The network in onnxruntime on `threads` cores (0: all), with its vocabulary and the values of its heads."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(folder / "parser.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.pieces = WordPieces((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())
        values = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.values: dict[str, tuple[str, ...]] = {head: tuple(given) for head, given in values.items()}

    def size(self, word: str) -> int:
        """How many word pieces the word takes."""
        return len(self.pieces.divide(word))

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """One analysis per sentence, in the order given; each sentence has a word and at most MOST_PIECES pieces."""
        found: list[Analysis | None] = [None] * len(sentences)
        for group in self.groups(sentences):
            for place, analysis in zip(group, self._run([sentences[place] for place in group]), strict=True):
                found[place] = analysis
        return [analysis for analysis in found if analysis is not None]

    def groups(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[int]]:
        """Places of sentences of about the same length, so that little is padding."""
        sizes = [sum(map(self.size, sentence)) + 2 for sentence in sentences]
        group: list[int] = []
        for place in sorted(range(len(sentences)), key=sizes.__getitem__):
            is_full = sizes[place] * (len(group) + 1) > PIECES_A_BATCH
            is_uneven = (
                bool(group)
                and sizes[place] > UNEVEN * sizes[group[0]] + SHORT
                and len(group) * sizes[group[0]] > ENOUGH
            )
            if group and (is_full or is_uneven):
                yield group
                group = []
            group.append(place)
        if group:
            yield group

    def _run(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        fed = self.fed(sentences)
        upos, xpos, arcs, labels, names = self.session.run(None, fed)
        greedy = arcs.argmax(2)
        heads = [best_heads(arcs[row, : len(s), : len(s) + 1]) for row, s in enumerate(sentences)]
        numbers = labels.argmax(2)
        changed = [row for row, own in enumerate(heads) if own != greedy[row, : len(own)].tolist()]
        if changed:
            numbers[changed] = self._labels_at(fed, changed, heads)
        tags, own_tags, named = (
            upos.argmax(2),
            xpos.argmax(2),
            best_tags(names, [len(sentence) for sentence in sentences], self.values["names"]),
        )
        return [
            Analysis(
                self._values("upos", tags[row, : len(sentence)]),
                self._values("xpos", own_tags[row, : len(sentence)]),
                tuple(heads[row]),
                self._values("labels", numbers[row, : len(sentence)]),
                self._values("names", named[row, : len(sentence)]),
            )
            for row, sentence in enumerate(sentences)
        ]

    def _values(self, head: str, numbers: Ints) -> tuple[str, ...]:
        values = self.values[head]
        return tuple([values[number] for number in numbers.tolist()])

    def _labels_at(self, fed: dict[str, Ints], rows: list[int], heads: list[list[int]]) -> Ints:
        """Labels for trees that the greedy heads did not make: the network only labels the heads it is asked for."""
        asked = {name: values[rows] for name, values in fed.items()}
        for place, row in enumerate(rows):
            asked["heads"][place, : len(heads[row])] = heads[row]
        found: Ints = self.session.run(["labels"], asked)[0].argmax(2)
        return found

    def fed(self, sentences: Sequence[Sequence[str]]) -> dict[str, Ints]:
        rows = [[self.pieces.divide(word) for word in sentence] for sentence in sentences]
        words = max(map(len, sentences))
        longest = max(sum(map(len, row)) for row in rows) + 2
        fed = {
            "pieces": np.full((len(rows), longest), self.pieces.padding, dtype=np.int64),
            "firsts": np.zeros((len(rows), words), dtype=np.int64),
            "shapes": np.zeros((len(rows), words), dtype=np.int64),
            "heads": np.full((len(rows), words), BEST_HEAD, dtype=np.int64),
        }
        for number, (row, sentence) in enumerate(zip(rows, sentences, strict=True)):
            flat = [self.pieces.start, *(piece for word in row for piece in word), self.pieces.end]
            fed["pieces"][number, : len(flat)] = flat
            lengths = [len(word) for word in row]
            fed["firsts"][number, : len(row)] = np.cumsum([1, *lengths[:-1]])
            fed["shapes"][number, : len(row)] = [shape(word) for word in sentence]
        return fed


@lru_cache(maxsize=2)
def embedded_model(threads: int = 0) -> EmbeddedModel:
    """The shipped model, loaded once a process."""
    return EmbeddedModel(weights_folder(), threads)


@lru_cache(maxsize=1)
def model_digest() -> str:
    """The SHA-256 of the shipped weights in hexadecimal; it stands in each Run. The model itself need not be loaded."""
    return hashlib.sha256((weights_folder() / "parser.onnx").read_bytes()).hexdigest()


def weights_folder() -> Path:
    return Path(str(resources.files("averment.reading") / "weights"))
