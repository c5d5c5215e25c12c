"""The commands. Exit codes: 0 done; 1 done with problems; 2 wrong use; 3 the ledger refused or is broken.

Everything heavy is imported inside the command that needs it, so that `averment --help` answers at once.
"""

from __future__ import annotations

import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from averment import __version__
from averment.faces import decide_commands, export_commands, publish_command, serve_commands
from averment.faces.bulk import commands as bulk_commands
from averment.faces.options import (
    DONE,
    INTERRUPTED,
    LEDGER_REFUSED,
    WRONG_USE,
    AsOf,
    LedgerPath,
    Model,
    OutletName,
    Paths,
    Private,
    Published,
    Received,
    RecordedAsOf,
    TablesFolder,
    console,
    leave,
    settings_of,
    tell,
    web_of,
)
from averment.model.run import AvermentError, InputError, LedgerError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from averment.ingest.page import Page
    from averment.settings import Settings

app = typer.Typer(
    name="averment",
    help="Reads news reports of armed conflict and keeps the record of who says what happened.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class ExplainFormat(StrEnum):
    TEXT = "text"
    JSONL = "jsonl"


class ShowFormat(StrEnum):
    TEXT = "text"
    JSONL = "jsonl"


app.command(epilog="Example: averment bulk news-2023.warc.gz --out shards --workers 8")(bulk_commands.bulk)
app.command(epilog="Example: averment load shards --ledger karvin.db")(bulk_commands.load)
app.add_typer(decide_commands.app, name="decide", no_args_is_help=True)
app.add_typer(serve_commands.accounts, name="accounts", no_args_is_help=True)
app.command(epilog="Example: averment serve --ledger karvin.db --port 8080")(serve_commands.serve)
app.command(epilog="Example: averment publish site/ --redact minors --ledger karvin.db")(publish_command.publish)


def main() -> None:
    """Runs a command; every expected error becomes one line on standard error and an exit code."""
    from averment.faces.pipes import ReaderLeftError, printing

    try:
        with printing():
            app()
    except LedgerError as error:
        _complain(error)
        sys.exit(LEDGER_REFUSED)
    except AvermentError as error:
        _complain(error)
        sys.exit(WRONG_USE)
    except ReaderLeftError:
        sys.exit(DONE)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


@app.callback(invoke_without_command=True)
def _averment(
    version: Annotated[bool, typer.Option("--version", help="show the version and leave")] = False,
) -> None:
    if version:
        typer.echo(f"averment {__version__}")
        raise typer.Exit(DONE)


@app.command(epilog="Example: averment read reports/ --outlet 'Norvia Press' --ledger karvin.db")
def read(
    paths: Paths,
    ledger: LedgerPath = None,
    published: Published = None,
    received: Received = None,
    outlet: OutletName = None,
    model: Model = None,
    tables: TablesFolder = None,
    no_settle: Annotated[bool, typer.Option("--no-settle", help="read only; compare later with `settle`")] = False,
    allow_private: Private = False,
) -> None:
    """Take reports in, read them, and draw the record anew. Reading the same files again adds nothing."""
    from averment.faces import progress
    from averment.ingest.web import is_address
    from averment.ledger.ledger import open_ledger
    from averment.ledger.summary import summarise
    from averment.pipeline import settle, take_in

    settings = settings_of(ledger=ledger, model=model, tables=tables, allow_private=allow_private)
    pages = _pages(paths, published, received, outlet, settings)
    with open_ledger(settings.ledger) as held:
        local = [path for path in paths if not is_address(path)]
        total = len(paths) - len(local)
        total += sum(1 for _ in _pages(local, published, received, outlet, settings)) if local else 0
        with progress.bar("reading", total) as advance:
            taken = take_in(pages, settings, held, advance)
        if not no_settle:
            settle(settings, held)
        summary = None if no_settle else summarise(held)
    progress.summarise_reading(taken, summary, console())
    leave(taken.problems)


@app.command(epilog="Example: averment watch feeds.opml --every 30 --ledger karvin.db")
def watch(
    feeds: Annotated[list[str], typer.Argument(help="OPML files, lists of addresses, or addresses of feeds")],
    every: Annotated[int, typer.Option(min=1, help="minutes between two rounds")] = 30,
    once: Annotated[bool, typer.Option("--once", help="one round, then leave")] = False,
    ledger: LedgerPath = None,
    model: Model = None,
    tables: TablesFolder = None,
    allow_private: Private = False,
) -> None:
    """Fetch what feeds announce anew, read and settle it, round after round until Ctrl-C."""
    from averment.faces import progress
    from averment.faces.watch import Memory, feeds_of, watch_once
    from averment.ledger.ledger import open_ledger

    settings = settings_of(ledger=ledger, model=model, tables=tables, allow_private=allow_private)
    addresses, memory, web = feeds_of(feeds), Memory(settings.originals / "feeds.json"), web_of(settings)
    with open_ledger(settings.ledger) as held:
        while True:
            with progress.bar("fetching", None) as advance:
                taken = watch_once(addresses, memory, web, settings, held, advance)
            progress.summarise_reading(taken, None, console())
            if once:
                break
            tell(taken.problems)
            time.sleep(60 * every)
    leave(taken.problems)


@app.command(name="settle", epilog="Example: averment settle --ledger karvin.db")
def settle_(ledger: LedgerPath = None, tables: TablesFolder = None) -> None:
    """Compare everything read so far: copies, incidents, findings."""
    from averment.faces.wording import counted
    from averment.ledger.ledger import open_ledger
    from averment.ledger.summary import summarise
    from averment.pipeline import settle

    settings = settings_of(ledger=ledger, tables=tables)
    with open_ledger(settings.ledger, create=False) as held:
        settle(settings, held)
        summary = summarise(held)
    console().print(
        f"{counted(summary.incidents, 'incident')} in {counted(summary.episodes, 'episode')}", highlight=False
    )
    leave(summary.problems)


@app.command(epilog="Examples: averment show;  averment show A1;  averment show --problems")
def show(
    incident: Annotated[str | None, typer.Argument(help="a short name (A1), an id, or its first digits")] = None,
    ledger: LedgerPath = None,
    problems: Annotated[bool, typer.Option("--problems", help="what could not be read or settled")] = False,
    format: Annotated[ShowFormat, typer.Option("--format", help="text, or JSON lines of incidents")] = ShowFormat.TEXT,
    as_of: AsOf = None,
    recorded_as_of: RecordedAsOf = None,
    tables: TablesFolder = None,
) -> None:
    """The record: episodes and incidents, or one incident with everybody's words; today, or as of another day."""
    from averment.faces import show as shown
    from averment.faces.changes import show_perhaps, view_of
    from averment.faces.codebooks import short_rules
    from averment.faces.export import write_jsonl
    from averment.faces.shapes import incident_line
    from averment.ledger.ledger import open_ledger
    from averment.replay import replay

    settings, view = settings_of(ledger=ledger, tables=tables), view_of(as_of, recorded_as_of)
    with open_ledger(settings.ledger, create=False) as held:
        then = replay(settings, held, view)
    collection, rules = then.collection, short_rules(settings)
    chosen = shown.find_incident(incident, collection) if incident else None
    if problems:
        shown.show_problems(collection.problems, collection, console())
    elif format is ShowFormat.JSONL:
        incidents = (chosen,) if chosen else collection.record.incidents
        write_jsonl((incident_line(one, collection, None, None, rules) for one in incidents), sys.stdout)
    elif chosen:
        shown.show_incident(chosen, collection, console(), rules)
    else:
        shown.show_record(collection, console())
        show_perhaps(then.perhaps, console())


@app.command(name="explain", epilog="Example: averment explain report.txt --format jsonl")
def explain_(
    files: Paths,
    format: Annotated[ExplainFormat, typer.Option("--format", help="text with claims underlined, or JSON lines")] = (
        ExplainFormat.TEXT
    ),
    each: Annotated[bool, typer.Option("--each", help="every file stands alone")] = False,
    layers: Annotated[
        bool, typer.Option("--layers", help="quotations, names, places, times and sentences too")
    ] = False,
    published: Published = None,
    received: Received = None,
    outlet: OutletName = None,
    model: Model = None,
    tables: TablesFolder = None,
) -> None:
    """Read and compare reports in memory, without a ledger, and show what was found in them."""
    from averment.faces.codebooks import short_rules
    from averment.faces.explain import explained_lines, show_explained
    from averment.faces.export import write_jsonl
    from averment.pipeline import explain

    settings = settings_of(model=model, tables=tables)
    rules = short_rules(settings)
    pages = _pages(files, published, received, outlet, settings, keep=False)
    found: list[Problem] = []
    for collection in explain(pages, settings, each=each, with_parse=layers):
        if format is ExplainFormat.JSONL:
            write_jsonl(explained_lines(collection, alone=each, layers=layers, rules=rules), sys.stdout)
        else:
            show_explained(collection, console())
        found += collection.problems
    leave(found)


app.command(
    epilog="Examples: averment export claims --format csv --output claims.csv;  "
    "averment export incidents --codebook ucdp --format csv --output ged.csv"
)(export_commands.export)
app.command(epilog="Example: averment methodology --output methodology.md")(export_commands.methodology)


@app.command(epilog="Example: averment diff 2023-05-02 2023-05-04 --ledger karvin.db")
def diff(
    first: Annotated[str, typer.Argument(metavar="DAY", help="a day, to its end, or a moment")],
    second: Annotated[str, typer.Argument(metavar="DAY", help="a later one")],
    recorded: Annotated[bool, typer.Option("--recorded", help="what the ledger held, not what was published")] = False,
    format: Annotated[ShowFormat, typer.Option("--format", help="text, or JSON lines")] = ShowFormat.TEXT,
    ledger: LedgerPath = None,
    tables: TablesFolder = None,
) -> None:
    """What changed in the record from one day to another: incidents and figures new, changed and withdrawn."""
    from averment.faces.changes import change_lines, show_changes, show_perhaps, view_of
    from averment.faces.export import write_jsonl
    from averment.ledger.ledger import open_ledger
    from averment.matching.changes import changes
    from averment.replay import replay

    settings = settings_of(ledger=ledger, tables=tables)
    views = [view_of(None, day) if recorded else view_of(day, None) for day in (first, second)]
    with open_ledger(settings.ledger, create=False) as held:
        before, after = (replay(settings, held, view) for view in views)
    found = changes(before.collection.record, after.collection.record)
    if format is ShowFormat.JSONL:
        write_jsonl(change_lines(found), sys.stdout)
        return
    show_changes(found, console())
    show_perhaps(after.perhaps, console())


@app.command(epilog="Example: averment verify --ledger karvin.db")
def verify(ledger: LedgerPath = None) -> None:
    """Hash every fact again and cut every claim's words from its text again."""
    from averment.faces.terminal import plain
    from averment.ledger.ledger import open_ledger
    from averment.ledger.verify import verify as verify_ledger

    with open_ledger(settings_of(ledger=ledger).ledger, create=False) as held:
        broken = verify_ledger(held)
    for problem in broken:
        typer.echo(plain(f"{problem.step}: {problem.message}"), err=True)
    if broken:
        raise typer.Exit(LEDGER_REFUSED)
    typer.echo("every fact and every span holds")


@app.command(epilog="Example: averment backup karvin-2023-05-04.db --ledger karvin.db")
def backup(
    to: Annotated[Path, typer.Argument(help="the new file; an existing one is never written over")],
    ledger: LedgerPath = None,
) -> None:
    """Write a consistent copy of the ledger, also while others write to it."""
    from averment.ledger.backup import backup as back_up
    from averment.ledger.ledger import open_ledger

    with open_ledger(settings_of(ledger=ledger).ledger, create=False) as held:
        back_up(held, to)
    typer.echo(f"written to {to}")


def _pages(
    paths: list[str],
    published: str | None,
    received: str | None,
    outlet: str | None,
    settings: Settings,
    *,
    keep: bool = True,
) -> Iterator[Page | Problem]:
    from averment.ingest.declared import parse_declared, parse_moment
    from averment.ingest.fetch import find_pages

    if published and parse_declared(published, "") is None:
        raise InputError(f"--published {published!r} cannot be read: expected a day or a moment, such as 2023-05-04")
    moment = parse_moment(received) if received else None
    if received and moment is None:
        raise InputError(
            f"--received {received!r} cannot be read: expected a day or a moment, such as 2023-05-04T18:00"
        )
    web = web_of(settings, keep=keep)
    return find_pages(paths, settings.max_report_bytes, published, moment, outlet, web)


def _complain(error: AvermentError) -> None:
    from averment.faces.terminal import plain

    typer.echo(f"averment: {plain(str(error))}", err=True)
