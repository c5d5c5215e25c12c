"""Points at pairs of sentences that may be copies: those that share a rare run of words, by one sorted list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from averment.matching.sentences import Sentence
from averment.model.notes import Wording

Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Pairs = Mapping[tuple[str, str], tuple[tuple[int, int], ...]]  # of two reports, ids in their order: numbered sentences

WORDS, LENGTHS = np.dtype("<u8"), np.dtype("<u4")  # as they are noted, on whatever machine
LONG_RUN, SHORT_RUN = 6, 4  # words; the short one reaches short sentences and those edited every few words
LONG_RUN_AT_MOST = 500  # sentences that share it; above that it is a formula of the trade and not a text
SHORT_RUN_AT_MOST = 30  # four words in a row are a formula much sooner
SHORT_RUNS = 2  # of which two sentences must share so many, where they share no long one
_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that every word of a run keeps its part in the hash


def wording_of(report: str, block: int | None, sentences: Sequence[Sentence]) -> Wording:
    """What is kept of a report to look for copies of it, without its text."""
    words = [_number(token) for sentence in sentences for token in sentence.tokens]
    lengths = [len(sentence.tokens) for sentence in sentences]
    return Wording(report, block, np.array(words, dtype=WORDS).tobytes(), np.array(lengths, dtype=LENGTHS).tobytes())


def seed_pairs(wordings: Sequence[Wording]) -> Pairs:
    """Sentences of different reports worth laying side by side, in a fixed order.

    Of the sentences that share a run of words, each is paired with the first and with the one before it, not with all:
    a text printed in a hundred papers costs two hundred comparisons and not five thousand.
    """
    held = sorted(wordings, key=lambda one: one.report)
    if len(held) < 2:
        return {}
    lengths = [np.frombuffer(one.lengths, dtype=LENGTHS) for one in held]
    counts = np.array([len(one) for one in lengths])
    reports = np.repeat(np.arange(len(held), dtype=np.int64), counts)
    words = np.frombuffer(b"".join(one.words for one in held), dtype=WORDS)
    of_sentence = np.repeat(np.arange(len(reports), dtype=np.int64), np.concatenate(lengths))
    shared = [
        _pairs(_runs(words, of_sentence, size), reports, at_most)
        for size, at_most in ((LONG_RUN, LONG_RUN_AT_MOST), (SHORT_RUN, SHORT_RUN_AT_MOST))
    ]
    codes, times = np.unique(shared[1], return_counts=True)
    enough = np.union1d(shared[0], codes[times >= SHORT_RUNS])
    firsts = np.concatenate(([0], np.cumsum(counts)))[:-1]
    first, second = enough // len(reports), enough % len(reports)
    one, other = reports[first], reports[second]
    columns = (one, other, first - firsts[one], second - firsts[other])
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for here, there, number, beside in zip(*(column.tolist() for column in columns), strict=True):
        found[held[here].report, held[there].report].append((number, beside))
    return {both: tuple(numbers) for both, numbers in found.items()}


@lru_cache(maxsize=200_000)
def _number(token: str) -> int:
    return int.from_bytes(blake2b(token.encode(), digest_size=8).digest(), "little")


def _runs(words: Hashes, of_sentence: Numbers, size: int) -> tuple[Hashes, Numbers]:
    """The hash of every run of `size` words that lies inside one sentence, sorted, with its sentence."""
    count = len(words) - size + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    hashes = np.zeros(count, dtype=np.uint64)
    for step in range(size):
        hashes = hashes * _BASE + words[step : step + count]
        hashes ^= hashes >> np.uint64(29)
    inside = of_sentence[:count] == of_sentence[size - 1 :]
    hashes, holders = hashes[inside], of_sentence[:count][inside]
    order = np.argsort(hashes, kind="stable")
    return hashes[order], holders[order]


def _pairs(runs: tuple[Hashes, Numbers], reports: Numbers, at_most: int) -> Numbers:
    """Each two sentences that share a run, as one number: the first times the number of sentences, and the second."""
    hashes, holders = runs
    if not len(hashes):
        return np.empty(0, dtype=np.int64)
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    lengths = np.diff(np.concatenate((starts, [len(hashes)])))
    first = np.repeat(holders[starts], lengths)
    before = np.concatenate((holders[:1], holders[:-1]))
    before[starts] = holders[starts]
    rare = np.repeat(lengths <= at_most, lengths)
    beside = rare & (before != first)
    one, other = np.concatenate((first[rare], before[beside])), np.concatenate((holders[rare], holders[beside]))
    apart = reports[one] != reports[other]
    codes: Numbers = one[apart] * len(reports) + other[apart]
    return codes
