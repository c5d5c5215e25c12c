"""How far a bulk run is: pages done, pages a second, the time that remains; and what came of it."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from averment.faces.bulk.bulk import Job
from averment.faces.bulk.manifest import NAME, Done, Manifest, read_manifest
from averment.faces.wording import counted
from averment.ingest.fetch import find_pages
from averment.model.run import InputError
from averment.settings import Settings


class Rate(ProgressColumn):
    """Pages a second since the run began."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.1f}/s" if task.speed else "")


@contextmanager
def counting(job: Job, settings: Settings, console: Console | None = None) -> Iterator[Callable[[Done], None]]:
    """A function to call with each shard that is done; it draws on standard error, and only on a terminal.

    What an earlier run did counts as done. How many pages there are is counted beside the work; until it is known
    there is no time that remains.
    """
    console = console or Console(file=sys.stderr)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    shown, ended = console.is_terminal, Event()
    with Progress(*columns, console=console, disable=not shown, speed_estimate_period=600) as progress:
        task = progress.add_task("reading", total=None, completed=_done_before(job))
        if shown:
            Thread(target=_count, args=(job, settings, progress, task, ended), daemon=True).start()
        try:
            yield lambda done: progress.advance(task, job.shard_size)
        finally:
            ended.set()


def _done_before(job: Job) -> int:
    """Pages in the shards that an earlier run made; the last of them may have held fewer."""
    if not (job.out / NAME).exists():
        return 0
    return len(read_manifest(job.out).whole()) * job.shard_size


def _count(job: Job, settings: Settings, progress: Progress, task: TaskID, ended: Event) -> None:
    total = 0
    with suppress(InputError):  # the run itself tells what the user gave wrong
        for _ in find_pages(job.sources, settings.max_report_bytes):
            total += 1
            if ended.is_set():
                return
    progress.update(task, total=math.ceil(total / job.shard_size) * job.shard_size)


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
