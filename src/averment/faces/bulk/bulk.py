"""Many reports on many cores: sources to shards, shards to Parquet files, again from where it stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from averment.faces.bulk.engines import Local
from averment.faces.bulk.manifest import Done, Manifest, Origin, open_manifest
from averment.faces.bulk.on_ray import OnRay
from averment.faces.bulk.plan import shards
from averment.faces.bulk.work import Task
from averment.ingest.fetch import find_pages
from averment.model.run import InputError
from averment.pipeline import run_of
from averment.settings import Settings

SHARD_SIZE = 200  # pages: a minute or two of work, which is what a killed run loses for each worker


@dataclass(frozen=True, slots=True)
class Job:
    """What is read, to where, and by whom. Without `workers` there is one for each core."""

    sources: tuple[str, ...]
    out: Path
    workers: int | None = None
    engine: str = "local"
    address: str | None = None
    screened: bool = True
    shard_size: int = SHARD_SIZE


def bulk(job: Job, settings: Settings, advance: Callable[[Done], None]) -> Manifest:
    """Reads everything in the sources into Parquet files, and gives the manifest of what is done.

    Shards that an earlier run finished are not done again, those that it gave up are; `advance` is called with each
    that is new. Raises InputError when the folder was made from something else.
    """
    single = _for_workers(settings)
    manifest = open_manifest(job.out, _origin(job, single))
    run, now = manifest.origin.run, datetime.fromisoformat(manifest.origin.now)
    task = Task(job.out.resolve(), single, run, now, job.screened)
    pages = find_pages(job.sources, settings.max_report_bytes)
    todo = (shard for shard in shards(pages, job.shard_size) if shard.number not in manifest.whole())
    engine = Local(task, job.workers) if job.engine == "local" else OnRay(task, job.workers, job.address)
    for done in engine.run(todo):
        manifest.add(done)
        advance(done)
    return manifest


def _for_workers(settings: Settings) -> Settings:
    """One core for each, and folders by their whole path: on a cluster workers start somewhere else."""
    folders = {name: folder.resolve() for name in ("tables", "gazetteer") if (folder := getattr(settings, name))}
    return settings.model_copy(update={"threads": 1, **folders})


def _origin(job: Job, settings: Settings) -> Origin:
    """Everything that decides what the shards hold."""
    addresses = [source for source in job.sources if "://" in source]
    if addresses:
        raise InputError(f"{addresses[0]}: bulk reads files that stay as they are; fetch it first with averment read")
    around = [
        source for source in job.sources if Path(source).resolve() in (job.out.resolve(), *job.out.resolve().parents)
    ]
    if around:
        raise InputError(
            f"{job.out} lies in {around[0]}, its shards would be read as reports: give a folder outside it"
        )
    run = run_of(settings)
    files = [Path(source) for source in job.sources]
    return Origin(
        sources=job.sources,
        sizes=tuple(_size(file) for file in files),
        code=run.code,
        model=run.model,
        tables=run.tables,
        gazetteer=run.gazetteer,
        screened=job.screened,
        shard_size=job.shard_size,
        max_report_bytes=settings.max_report_bytes,
        now=datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat(),
    )


def _size(path: Path) -> int:
    """The bytes of a file, or of all files in a folder: a source that changed gives other shards."""
    if not path.exists():
        raise InputError(f"no such file or folder: {path}; check the spelling")
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in sorted(path.rglob("*")) if file.is_file())
