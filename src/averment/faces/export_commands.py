"""The commands that hand the record out: rows of every kind, and the page on how they are made."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from averment.faces.options import AsOf, LedgerPath, RecordedAsOf, TablesFolder, settings_of
from averment.faces.rows_out import RowFormat
from averment.model.codebook import Codebook
from averment.model.run import InputError


class Rows(StrEnum):
    CLAIMS = "claims"
    INCIDENTS = "incidents"
    VICTIMS = "victims"


def export(
    rows: Annotated[Rows, typer.Argument(help="what to export")],
    format: Annotated[RowFormat, typer.Option("--format")] = RowFormat.JSONL,
    output: Annotated[Path | None, typer.Option("--output", "--out", "-o", help="a file; else standard output")] = None,
    codebook: Annotated[Codebook | None, typer.Option(help="incidents in the columns of this codebook")] = None,
    trace: Annotated[
        Path | None, typer.Option(help="file for the rule behind each field; default NAME.trace.jsonl beside --output")
    ] = None,
    ledger: LedgerPath = None,
    as_of: AsOf = None,
    recorded_as_of: RecordedAsOf = None,
    tables: TablesFolder = None,
) -> None:
    """Write the ledger's claims, incidents or named victims, each row with its words; today, or as of another day.

    With --codebook and a file, NAME.withdrawn.jsonl beside it lists the incidents whose rows are to be dropped.
    """
    from averment.faces.changes import view_of
    from averment.faces.codebooks import export_codebook, rules_of
    from averment.faces.export import export_rows
    from averment.ledger.ledger import open_ledger
    from averment.ledger.withdrawn import recorded_incidents, withdrawn_incidents
    from averment.replay import replay

    settings, view = settings_of(ledger=ledger, tables=tables), view_of(as_of, recorded_as_of)
    with open_ledger(settings.ledger, create=False) as held:
        then = replay(settings, held, view)
        gone, recorded = withdrawn_incidents(held, view), recorded_incidents(held, view)
    rules = rules_of(settings, recorded)
    if codebook is None:
        export_rows(then.collection, rows.value, format, output, rules)
    elif rows is Rows.INCIDENTS:
        export_codebook(codebook, then.collection, rules, gone, format, output, trace)
    else:
        raise InputError(
            f"--codebook goes with incidents, not with {rows.value}: averment export incidents --codebook ..."
        )


def methodology(
    output: Annotated[Path | None, typer.Option("--output", "--out", "-o", help="a file; else standard output")] = None,
    tables: TablesFolder = None,
) -> None:
    """How the record is made, as a page to publish: rules, tables and settings in force, and what is left out."""
    from averment.faces.methodology import methodology as write_page

    page = write_page(settings_of(tables=tables))
    if output is None:
        typer.echo(page, nl=False)
        return
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror}; give another --output") from error
