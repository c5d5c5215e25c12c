"""A bar for long work and a summary when it is done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from averment.faces.terminal import plain
from averment.faces.wording import counted
from averment.model.collection import Collection
from averment.pipeline import Advance, TakenIn


@contextmanager
def bar(title: str, total: int | None) -> Iterator[Advance]:
    """A function to call with the number of reports done; it draws on standard error, and only on a terminal.

    `total` is None where nobody can know it.
    """
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=total)
        yield lambda done: progress.advance(task, done)


def summarise_reading(taken: TakenIn, collection: Collection | None, console: Console) -> None:
    """What came in, what was known already, which texts are shared, and how many problems there are."""
    parts = [f"{counted(taken.reports, 'report')} ({taken.added:,} new)", counted(taken.claims, "claim")]
    if collection is not None:
        parts.append(counted(len(collection.record.incidents), "incident"))
        parts += _shared(collection)
    if taken.problems:
        parts.append(f"{counted(len(taken.problems), 'problem')} (averment show --problems)")
    console.print(" · ".join(plain(part) for part in parts), highlight=False)


def _shared(collection: Collection) -> list[str]:
    words: dict[tuple[str, str], int] = {}
    for copy in collection.record.copies:
        pair = (copy.first.report, copy.second.report)
        words[pair] = words.get(pair, 0) + copy.words
    return [
        f"some {count:,} words of {_name(second, collection)} stand in {_name(first, collection)}"
        for (first, second), count in sorted(words.items(), key=lambda item: -item[1])[:3]
    ]


def _name(report: str, collection: Collection) -> str:
    appearance = collection.report(report).appearance
    return (appearance.file or appearance.outlet or report).rsplit("/", 1)[-1]
