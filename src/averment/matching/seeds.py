"""Points at pairs of sentences that may be copies: those that share a rare run of words, by one sorted list."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from averment.matching.sentences import Sentence

Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint64]

LONG_RUN, SHORT_RUN = 6, 4  # words; the short one reaches short sentences and those edited every few words
LONG_RUN_AT_MOST = 500  # sentences that share it; above that it is a formula of the trade and not a text
SHORT_RUN_AT_MOST = 30  # four words in a row are a formula much sooner
NEEDED = 2  # a long run counts two, a short one counts one
_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that every word of a run keeps its part in the hash


def seed_pairs(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Pairs of sentences of different reports worth laying side by side, by their numbers, in a fixed order.

    Of the sentences that share a run of words, each is paired with the first and with the one before it, not with all:
    a text printed in a hundred papers costs two hundred comparisons and not five thousand.
    """
    if len({sentence.report for sentence in sentences}) < 2:
        return []
    words, of_sentence = _numbered(sentences)
    reports = _report_numbers(sentences)
    found = [
        weighted
        for size, at_most, weight in ((LONG_RUN, LONG_RUN_AT_MOST, 2), (SHORT_RUN, SHORT_RUN_AT_MOST, 1))
        for weighted in [_pairs(_runs(words, of_sentence, size), reports, at_most)] * weight
    ]
    pairs, counts = np.unique(np.concatenate(found), axis=0, return_counts=True)
    return [(int(first), int(second)) for first, second in pairs[counts >= NEEDED]]


def _numbered(sentences: Sequence[Sentence]) -> tuple[Hashes, Numbers]:
    """Every word of every sentence as a number, one after the other, and the sentence each stands in."""
    known: dict[str, int] = {}
    words = [known.setdefault(token, len(known) + 1) for sentence in sentences for token in sentence.tokens]
    lengths = [len(sentence.words) for sentence in sentences]
    return np.array(words, dtype=np.uint64), np.repeat(np.arange(len(sentences), dtype=np.int64), lengths)


def _report_numbers(sentences: Sequence[Sentence]) -> Numbers:
    known: dict[str, int] = {}
    return np.array([known.setdefault(sentence.report, len(known)) for sentence in sentences], dtype=np.int64)


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
    hashes, holders = runs
    if not len(hashes):
        return np.empty((0, 2), dtype=np.int64)
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    lengths = np.diff(np.concatenate((starts, [len(hashes)])))
    first = np.repeat(holders[starts], lengths)
    before = np.concatenate((holders[:1], holders[:-1]))
    before[starts] = holders[starts]
    rare = np.repeat(lengths <= at_most, lengths)
    with_first = np.stack((first, holders), axis=1)[rare]
    with_before = np.stack((before, holders), axis=1)[rare & (before != first)]
    pairs = np.concatenate((with_first, with_before))
    apart: Numbers = pairs[reports[pairs[:, 0]] != reports[pairs[:, 1]]]
    return apart
