"""The floors of a task: the least that each of its scores may be, on the data whose digest stands beside them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bench.score import Score

STEP = 1000  # floors have three decimals: less than that differs from one processor to the next


@dataclass(frozen=True, slots=True)
class Floors:
    """The digest of a task's data, and a floor by data set and metric; for what should be low it is a ceiling."""

    digest: str
    least: Mapping[str, float]

    @classmethod
    def of(cls, files: Mapping[str, Path], pinned: Floors | None) -> Floors | None:
        """The floors pinned for these files, empty ones where none are; None where they belong to other data."""
        digest = _digest(files)
        if pinned is None:
            return cls(digest, {})
        return pinned if pinned.digest == digest else None

    def floor(self, score: Score) -> float | None:
        """What the score has to reach; for a measure of the machine it is the requirement itself."""
        return score.beat if score.varies else self.least.get(_key(score))

    def raised(self, scores: Iterable[Score]) -> Floors:
        """These floors with those lifted that the scores are above."""
        least = dict(self.least)
        for score in scores:
            if not score.varies:
                better = min if score.is_low_better else max
                least[_key(score)] = better(_rounded(score), self.least.get(_key(score), _rounded(score)))
        return Floors(self.digest, least)


def read_floors(path: Path) -> dict[str, Floors]:
    """The floors of every task in the file; none when there is no file."""
    if not path.exists():
        return {}
    read = json.loads(path.read_text(encoding="utf-8"))
    return {task: Floors(of["data"], of["floors"]) for task, of in read.items()}


def write_floors(path: Path, floors: Mapping[str, Floors]) -> None:
    """Keeps the floors, in a fixed order."""
    plain = {task: {"data": of.digest, "floors": dict(sorted(of.least.items()))} for task, of in sorted(floors.items())}
    path.write_text(json.dumps(plain, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _digest(files: Mapping[str, Path]) -> str:
    whole = sha256()
    for name, path in sorted(files.items()):
        whole.update(f"{name} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _key(score: Score) -> str:
    return f"{score.data}: {score.metric}"


def _rounded(score: Score) -> float:
    ends = math.ceil if score.is_low_better else math.floor
    return ends(score.value * STEP) / STEP
