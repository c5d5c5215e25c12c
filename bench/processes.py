"""What the processes of a running command take, as Linux tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
MEGABYTE = 1024  # kilobytes, in which Linux tells memory


def peaks(command: int) -> Iterator[float]:
    """The most memory, in megabytes, that each process below the command has held so far."""
    for process in _below(command):
        with suppress(OSError, StopIteration):  # it may have ended meanwhile
            yield _peak(process)


def _below(command: int) -> Iterator[int]:
    """Every process that the command or one of its processes began."""
    begun: dict[int, list[int]] = defaultdict(list)
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            begun[int(after_name[1])].append(int(folder.name))
    waiting = begun[command]
    while waiting:
        process = waiting.pop()
        yield process
        waiting += begun[process]


def _peak(process: int) -> float:
    lines = (PROC / str(process) / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / MEGABYTE
