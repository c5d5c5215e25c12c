"""One tree from the scores of all possible heads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
ROOT = 0
ONLY_ONE_ROOT = 1e6  # taken from every arc from the root, so that the best tree uses it once


def best_heads(scores: Scores) -> list[int]:
    """The head of each word (0 for the root, else 1 + place) in the best tree with exactly one root.

    `scores` is (words, 1 + words): row = word, column = head. The best head of each word is taken where these make a
    tree, which is nearly always; otherwise the maximum spanning tree (Chu and Liu 1965, Edmonds 1967).
    """
    heads: list[int] = scores.argmax(1).tolist()
    if is_tree(heads):
        return heads
    count = len(scores)
    square = np.full((count + 1, count + 1), -np.inf)
    square[1:] = scores
    square[1:, ROOT] -= ONLY_ONE_ROOT
    np.fill_diagonal(square, -np.inf)
    return _spanning(square)[1:]


def is_tree(heads: Sequence[int]) -> bool:
    """Whether exactly one word hangs on the root and every word reaches it."""
    if list(heads).count(ROOT) != 1:
        return False
    reaches = [True] + [False] * len(heads)
    for word in range(1, len(heads) + 1):
        path = []
        while not reaches[word]:
            if word in path:
                return False
            path.append(word)
            word = heads[word - 1]
        for step in path:
            reaches[step] = True
    return True


def _spanning(scores: NDArray[np.float64]) -> list[int]:
    """Heads of the maximum spanning tree rooted in 0; `scores` is square, row = word, column = head."""
    heads = scores.argmax(1)
    heads[ROOT] = ROOT
    cycle = _cycle(heads.tolist())
    if not cycle:
        found: list[int] = heads.tolist()
        return found
    inside = np.array(cycle)
    outside = np.array([node for node in range(len(scores)) if node not in set(cycle)])
    smaller, enter, leave = _contracted(scores, heads, inside, outside)
    above = _spanning(smaller)
    return _expanded(above, heads, inside, outside, enter, leave)


def _contracted(
    scores: NDArray[np.float64], heads: NDArray[np.intp], inside: NDArray[np.intp], outside: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.intp], NDArray[np.intp]]:
    """Scores with the cycle as one last node; per outside node the place in the cycle to enter, and to hang on."""
    gain = scores[np.ix_(inside, outside)] - scores[inside, heads[inside]][:, None]
    enter = gain.argmax(0)
    below = scores[np.ix_(outside, inside)]
    leave = below.argmax(1)
    count = len(outside)
    smaller = np.full((count + 1, count + 1), -np.inf)
    smaller[:count, :count] = scores[np.ix_(outside, outside)]
    smaller[count, :count] = gain.max(0)
    smaller[:count, count] = below.max(1)
    smaller[ROOT] = -np.inf
    return smaller, enter, leave


def _expanded(
    above: list[int],
    heads: NDArray[np.intp],
    inside: NDArray[np.intp],
    outside: NDArray[np.intp],
    enter: NDArray[np.intp],
    leave: NDArray[np.intp],
) -> list[int]:
    count = len(outside)
    found: list[int] = heads.tolist()
    for place, node in enumerate(outside.tolist()):
        head = above[place]
        found[node] = int(inside[leave[place]]) if head == count else int(outside[head])
    found[int(inside[enter[above[count]]])] = int(outside[above[count]])
    return found


def _cycle(heads: list[int]) -> list[int]:
    """The nodes of one cycle that does not hold the root, empty where there is none."""
    done = {ROOT}
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while node not in done and node not in path:
            path.append(node)
            node = heads[node]
        if node in path:
            return path[path.index(node) :]
        done.update(path)
    return []
