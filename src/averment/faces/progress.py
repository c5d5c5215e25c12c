"""A bar for long work and a summary when it is done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from averment.faces.terminal import plain
from averment.faces.wording import counted
from averment.ledger.summary import Summary
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


def summarise_reading(taken: TakenIn, summary: Summary | None, console: Console) -> None:
    """What came in, what was known already, which texts are shared, and how many problems there are."""
    parts = [f"{counted(taken.reports, 'report')} ({taken.added:,} new)", counted(taken.claims, "claim")]
    if summary is not None:
        parts.append(counted(summary.incidents, "incident"))
        parts += [f"some {one.words:,} words of {one.second} stand in {one.first}" for one in summary.shared]
    if taken.problems:
        parts.append(f"{counted(len(taken.problems), 'problem')} (averment show --problems)")
    console.print(" · ".join(plain(part) for part in parts), highlight=False)
