"""What a folder of shards was made from, and which of them are done: a line of JSON for each, in manifest.jsonl."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from averment.model.run import InputError, Run

NAME = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Origin:
    """What shards are made from: anything else would give others. `now` bounds the dates of undated reports."""

    sources: tuple[str, ...]
    sizes: tuple[int, ...]
    code: str
    model: str
    tables: str
    gazetteer: str
    screened: bool
    shard_size: int
    max_report_bytes: int
    now: str

    @property
    def run(self) -> Run:
        """Who read the shards."""
        return Run(self.code, self.model, self.tables, self.gazetteer)


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that is whole, with what came of its pages."""

    shard: int
    read: int = 0
    repeats: int = 0
    screened: int = 0
    claims: int = 0
    problems: int = 0
    failed: tuple[str, ...] = field(default=())  # files whose reading ended the worker, twice


class Manifest:
    """The manifest of a folder; each line is on the disk before `add` returns."""

    def __init__(self, folder: Path, origin: Origin, done: dict[int, Done]) -> None:
        self.folder = folder
        self.origin = origin
        self.done = done

    def add(self, done: Done) -> None:
        _append(self.folder / NAME, {"done": asdict(done)})
        self.done[done.shard] = done

    def whole(self) -> frozenset[int]:
        """The shards that need not be done again."""
        return frozenset(number for number, done in self.done.items() if not done.failed)


def open_manifest(folder: Path, origin: Origin) -> Manifest:
    """The manifest in the folder, begun where there is none.

    Raises InputError when the folder was made from something else, or holds other things.
    """
    path = folder / NAME
    if not path.exists():
        if folder.exists() and any(not entry.name.startswith(".") for entry in folder.iterdir()):
            raise InputError(f"{folder} holds other files and no {NAME}: give a new folder with --out")
        folder.mkdir(parents=True, exist_ok=True)
        _begin(path, {"origin": asdict(origin)})
        return Manifest(folder, origin, {})
    held = read_manifest(folder)
    if differing := sorted(_differing(held.origin, origin)):
        raise InputError(
            f"{folder} was made with other {', '.join(differing)}: give a new folder with --out, or the same as before"
        )
    return held


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder of shards. Raises InputError where there is none."""
    path = folder / NAME
    try:
        lines = list(_lines(path.read_bytes()))
    except FileNotFoundError as error:
        raise InputError(f"{folder} has no {NAME}: give a folder that averment bulk made") from error
    if not lines or "origin" not in lines[0]:
        raise InputError(f"{path} is damaged: make the shards again in a new folder")
    origin = Origin(**{key: _tuple(value) for key, value in lines[0]["origin"].items()})
    done = [Done(**{key: _tuple(value) for key, value in line["done"].items()}) for line in lines[1:]]
    return Manifest(folder, origin, {one.shard: one for one in done})


def _differing(held: Origin, now: Origin) -> Iterator[str]:
    """The names of what differs; the moment is that of the first time."""
    first, second = asdict(held), asdict(now)
    return (name.replace("_", " ") for name in first if name != "now" and first[name] != second[name])


def _lines(content: bytes) -> Iterator[dict[str, Any]]:
    """Every whole line; a last one that was being written when the process ended counts for nothing."""
    for line in content.split(b"\n"):
        try:
            held = json.loads(line)
        except ValueError:
            continue
        if isinstance(held, dict):
            yield held


def _begin(path: Path, line: dict[str, Any]) -> None:
    """Appears under its name only with its first line: a run that was killed before has not begun."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    _append(part, line)
    part.replace(path)


def _append(path: Path, line: dict[str, Any]) -> None:
    """Begins on a line of its own, whatever a process left that was killed while it wrote."""
    with path.open("ab") as file:
        file.write(b"\n" + json.dumps(line, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
