"""What the commands share: their options, the settings they are given, where they print and how they end."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from averment.model.run import InputError, Problem

if TYPE_CHECKING:
    from rich.console import Console

    from averment.ingest.web import Web
    from averment.settings import Settings

DONE, PROBLEMS, WRONG_USE, LEDGER_REFUSED = 0, 1, 2, 3
INTERRUPTED = 130  # what shells give for a command that Ctrl-C ended

Paths = Annotated[
    list[str],
    typer.Argument(help="reports: .txt, .md, .html, .pdf, .eml, .jsonl, .warc.gz files, folders, web addresses"),
]
Private = Annotated[bool, typer.Option("--allow-private", help="fetch from addresses inside your own network too")]
LedgerPath = Annotated[str | None, typer.Option("--ledger", metavar="PATH-OR-URL", help="default ./averment.db")]
Model = Annotated[str | None, typer.Option(help="an installed spaCy pipeline with Universal Dependencies labels")]
TablesFolder = Annotated[Path | None, typer.Option("--tables", help="a folder of your own rows for the tables")]
Published = Annotated[str | None, typer.Option(help="when these reports were published, such as 2023-05-04")]
Received = Annotated[str | None, typer.Option(help="when they came to you; a report cannot be younger than that")]
OutletName = Annotated[str | None, typer.Option("--outlet", help="who published these reports")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="only what had surely been published by then")]
RecordedAsOf = Annotated[
    str | None, typer.Option("--recorded-as-of", metavar="DAY", help="only what this ledger held by then (UTC)")
]
By = Annotated[str, typer.Option("--by", help="who decides: your name")]
Why = Annotated[str, typer.Option("--reason", help="why, in a sentence")]


def settings_of(**given: object) -> Settings:
    """The settings with what the command line gave over them. Raises InputError for one that cannot be."""
    from pydantic import ValidationError

    from averment.settings import Settings

    try:
        return Settings.model_validate(Settings().model_dump() | {key: value for key, value in given.items() if value})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise InputError(f"setting {name}: {first['msg']}, given {first['input']!r}") from error


def web_of(settings: Settings, *, keep: bool = True) -> Web:
    """How addresses are fetched with these settings; with `keep` the pages are kept as they came."""
    from averment.ingest.download import Limits
    from averment.ingest.originals import Originals
    from averment.ingest.web import Web

    limits = Limits(settings.max_report_bytes, settings.fetch_seconds, private=settings.allow_private)
    return Web(limits, Originals(settings.originals) if keep else None)


def console() -> Console:
    """Where a command prints."""
    from rich.console import Console

    # into a file or a pipe, lines are as long as they are: a script must not meet our line breaks
    return Console(soft_wrap=not sys.stdout.isatty(), width=None if sys.stdout.isatty() else 200, emoji=False)


def leave(problems: list[Problem] | tuple[Problem, ...]) -> None:
    """Lists the problems on standard error and ends the command with their exit code; goes on when there are none."""
    tell(problems)
    if problems:
        raise typer.Exit(PROBLEMS)


def tell(problems: list[Problem] | tuple[Problem, ...]) -> None:
    """Lists the problems on standard error."""
    from averment.faces.terminal import plain

    for problem in problems:
        place = f"{problem.file}: " if problem.file else ""
        typer.echo(plain(f"{problem.step}: {place}{problem.message}"), err=True)
