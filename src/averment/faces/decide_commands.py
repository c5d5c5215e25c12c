"""The command `decide`: a person's word over the rules, with a name and a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from averment.faces.options import By, LedgerPath, TablesFolder, Why, console, leave, settings_of
from averment.model.run import InputError

app = typer.Typer(help="Decide what the rules cannot; a decision wins over every rule and can be withdrawn.")

ClaimIds = Annotated[list[str], typer.Argument(help="ids of claims, as `export claims` prints them")]


@app.command(epilog="Example: averment decide same 3f2a 91bc --by 'R. Doe' --reason 'one shelling, two spellings'")
def same(claims: ClaimIds, by: By, reason: Why, ledger: LedgerPath = None, tables: TablesFolder = None) -> None:
    """These claims tell one incident."""
    _decide("same", claims, by, reason, ledger, tables)


@app.command(epilog="Example: averment decide different 3f2a 91bc --by 'R. Doe' --reason 'two villages'")
def different(claims: ClaimIds, by: By, reason: Why, ledger: LedgerPath = None, tables: TablesFolder = None) -> None:
    """These claims tell different incidents."""
    _decide("different", claims, by, reason, ledger, tables)


@app.command(epilog="Example: averment decide reject 3f2a --by 'R. Doe' --reason 'a film, not a report'")
def reject(claims: ClaimIds, by: By, reason: Why, ledger: LedgerPath = None, tables: TablesFolder = None) -> None:
    """These words are no claim."""
    _decide("reject", claims, by, reason, ledger, tables)


@app.command(epilog="Example: averment decide correct 3f2a low=12 high=12 --by 'R. Doe' --reason 'misread dozen'")
def correct(
    claim: Annotated[str, typer.Argument(help="the id of a claim")],
    fields: Annotated[list[str], typer.Argument(help="FIELD=VALUE, such as low=12, group=civilians; empty is null")],
    by: By,
    reason: Why,
    ledger: LedgerPath = None,
    tables: TablesFolder = None,
) -> None:
    """A field of a claim should read otherwise."""
    _decide("correct", [claim], by, reason, ledger, tables, fields=fields)


@app.command(epilog="Example: averment decide withdraw 77aa --by 'R. Doe' --reason 'the second source was a copy'")
def withdraw(
    decision: Annotated[str, typer.Argument(help="the id of a decision, as `decide list` prints it")],
    by: By,
    reason: Why,
    ledger: LedgerPath = None,
    tables: TablesFolder = None,
) -> None:
    """An earlier decision no longer stands."""
    _decide("withdraw", [], by, reason, ledger, tables, withdraws=decision)


@app.command(epilog="Example: averment decide withhold 5b1d --by 'R. Doe' --reason 'the family asked'")
def withhold(
    target: Annotated[str, typer.Argument(help="the id of a report; with --claim, the name of a victim")],
    by: By,
    reason: Why,
    claim: Annotated[list[str] | None, typer.Option(help="the id of a claim that names the victim")] = None,
    ledger: LedgerPath = None,
    tables: TablesFolder = None,
) -> None:
    """A report's words, or a victim's name, are not to be shown."""
    _decide("withhold", claim or [], by, reason, ledger, tables, withholds=target)


@app.command(name="list", epilog="Example: averment decide list")
def list_decisions(ledger: LedgerPath = None) -> None:
    """Every decision with its author and reason, withdrawn ones too."""
    from averment.faces.decide import show_decisions
    from averment.ledger.ledger import open_ledger

    with open_ledger(settings_of(ledger=ledger).ledger, create=False) as held:
        show_decisions(held, console())


def _decide(
    kind: str,
    claims: list[str],
    by: str,
    reason: str,
    ledger: str | None,
    tables: Path | None,
    *,
    fields: list[str] | None = None,
    withdraws: str | None = None,
    withholds: str | None = None,
) -> None:
    from dataclasses import replace

    from averment.faces import decide as deciding
    from averment.faces.terminal import plain
    from averment.ledger.ledger import open_ledger
    from averment.model.decision import DecisionKind
    from averment.pipeline import collect, settle

    if not by.strip() or not reason.strip():
        raise InputError("a decision needs an author and a reason: give both --by and --reason")
    settings = settings_of(ledger=ledger, tables=tables)
    by, reason = _whole(by), _whole(reason)
    with open_ledger(settings.ledger, create=False) as held:
        collection = collect(held)
        chosen = deciding.find_claims(claims, collection)
        decision = deciding.new_decision(DecisionKind(kind), chosen, collection, by, reason)
        if fields:
            decision = replace(decision, corrections=deciding.corrected_fields(chosen[0], fields))
        if withdraws:
            decision = replace(decision, withdraws=deciding.find_decision(withdraws, held).decision.id)
        if withholds:
            decision = replace(decision, withholds=withholds)
        decision = deciding.sealed(decision)
        problems = held.decide(decision)
        settle(settings, held)
    typer.echo(plain(f"decision {decision.id}: {kind}, by {by}"))
    leave(problems)


def _whole(words: str) -> str:
    from averment.ingest.decode import whole

    return whole(words)
