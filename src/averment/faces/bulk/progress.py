"""How far a bulk run is: pages done, pages a second, the time that remains; and what came of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from averment.faces.bulk.bulk import Job
from averment.faces.bulk.manifest import Done, Manifest
from averment.faces.wording import counted
from averment.ingest.fetch import find_pages
from averment.settings import Settings


class Rate(ProgressColumn):
    """Pages a second since the run began."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.1f}/s" if task.speed else "")


@contextmanager
def counting(job: Job, settings: Settings) -> Iterator[Callable[[Done], None]]:
    """A function to call with each shard that is done; it draws on standard error, and only on a terminal."""
    console = Console(file=sys.stderr)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    shown = console.is_terminal
    total = sum(1 for _ in find_pages(job.sources, settings.max_report_bytes)) if shown else None
    with Progress(*columns, console=console, disable=not shown, speed_estimate_period=600) as progress:
        task = progress.add_task("reading", total=total)
        yield lambda done: progress.advance(task, min(job.shard_size, done.read + done.repeats + done.screened))


def summarise(manifest: Manifest, console: Console) -> None:
    """What all runs into this folder brought."""
    done = manifest.done.values()
    read, claims = sum(one.read for one in done), sum(one.claims for one in done)
    parts = [
        f"{counted(len(done), 'shard')} in {manifest.folder}",
        f"{counted(read, 'report')} read",
        counted(claims, "claim"),
        f"{sum(one.repeats for one in done):,} the same as another",
        f"{sum(one.screened for one in done):,} not about armed violence",
        counted(sum(one.problems for one in done), "problem"),
    ]
    console.print(" · ".join(parts), markup=False, highlight=False)
