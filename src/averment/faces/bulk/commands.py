"""The commands for many reports: bulk and load."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from averment.faces.options import LedgerPath, Model, TablesFolder, console, leave, settings_of


class Engine(StrEnum):
    LOCAL = "local"
    RAY = "ray"


def bulk(
    sources: Annotated[list[str], typer.Argument(help="folders, and .warc.gz, .jsonl, .parquet and report files")],
    out: Annotated[
        Path, typer.Option(help="the folder for the shards; the same folder again goes on where it stopped")
    ],
    engine: Annotated[Engine, typer.Option(help="processes of this machine, or a Ray cluster")] = Engine.LOCAL,
    address: Annotated[str | None, typer.Option(help="of the Ray cluster; without it, one is started here")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="default one for each core")] = None,
    everything: Annotated[bool, typer.Option("--everything", help="read what is not about armed violence too")] = False,
    shard_size: Annotated[int, typer.Option(min=1, help="pages in a shard")] = 200,
    model: Model = None,
    tables: TablesFolder = None,
) -> None:
    """Read very many reports into Parquet files, on every core or on a cluster."""
    from averment.faces.bulk.bulk import Job, bulk
    from averment.faces.bulk.failures import failures
    from averment.faces.bulk.progress import counting, summarise

    settings = settings_of(model=model, tables=tables)
    job = Job(tuple(sources), out, workers, engine, address, not everything, shard_size)
    with counting(job, settings) as advance:
        manifest = bulk(job, settings, advance)
    summarise(manifest, console())
    leave(failures(manifest))


def load(
    folder: Annotated[Path, typer.Argument(help="a folder that `bulk` made")],
    ledger: LedgerPath = None,
    tables: TablesFolder = None,
    no_settle: Annotated[bool, typer.Option("--no-settle", help="load only; compare later with `settle`")] = False,
) -> None:
    """Add what `bulk` read to a ledger, and draw the record anew. Loading twice adds nothing."""
    from averment.faces import progress
    from averment.faces.bulk.load import load
    from averment.faces.bulk.manifest import read_manifest
    from averment.ledger.ledger import open_ledger
    from averment.ledger.summary import summarise
    from averment.pipeline import settle

    settings = settings_of(ledger=ledger, tables=tables)
    total = len(read_manifest(folder).done)
    with open_ledger(settings.ledger) as held:
        with progress.bar("loading", total) as advance:
            taken = load(folder, held, advance)
        if not no_settle:
            settle(settings, held)
        summary = None if no_settle else summarise(held)
    progress.summarise_reading(taken, summary, console())
    leave(taken.problems)
