"""What changed between two days, for the terminal and as lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

from rich.console import Console
from rich.text import Text

from averment.faces.lines import ChangeLine, FigureOfRecordShape
from averment.faces.terminal import said
from averment.faces.wording import FLAG_WORDS, VERDICT_WORDS, range_words
from averment.ingest.declared import parse_declared
from averment.ledger.view import View
from averment.matching.changes import Change, ChangeKind
from averment.model.incident import Finding
from averment.model.report import Report
from averment.model.run import InputError


def view_of(as_of: str | None, recorded: str | None) -> View:
    """The view of a day by either clock: a day counts to its end, a moment to its minute; in UTC where none is told.

    Raises InputError for words that tell no day.
    """
    recorded_by = _latest("--recorded-as-of", recorded) if recorded else None
    return View(_latest("--as-of", as_of) if as_of else None, recorded_by.replace(tzinfo=UTC) if recorded_by else None)


def _latest(option: str, words: str) -> datetime:
    when = parse_declared(words, "given")
    if when is None or when.latest is None:
        raise InputError(f"{option} {words!r} cannot be read: expected a day or a moment, such as 2023-05-04")
    return when.latest


def show_changes(found: Sequence[Change], console: Console) -> None:
    """Incident by incident: the figures that are new, that changed and how, that are withdrawn."""
    kinds = Counter(change.kind for change in found)
    told = [f"{kinds[kind]} {kind}" for kind in ChangeKind if kinds[kind]]
    console.print(" · ".join(told) or "nothing changed", highlight=False)
    for _, group in groupby(found, key=lambda change: change.incident.id):
        held = list(group)
        console.print()
        console.print(Text.assemble(said(held[0].incident.title, "bold"), (f"  {held[0].incident.id}", "dim")))
        for change in held:
            console.print(Text.assemble(f"  {change.kind:<10}", said(_words(change))))


def change_lines(found: Sequence[Change]) -> Iterator[ChangeLine]:
    """The changes as lines that leave the house."""
    for change in found:
        counted = change.after or change.before
        yield ChangeLine(
            kind="change",
            file=None,
            report=None,
            change=change.kind,
            incident=change.incident.id,
            title=change.incident.title,
            measure=counted.measure if counted else None,
            group=counted.group if counted else None,
            before=_shape(change.before),
            after=_shape(change.after),
            words=change.words,
        )


def show_perhaps(reports: Sequence[Report], console: Console) -> None:
    """The reports that do not count, since no date says that they were out by then."""
    if reports:
        console.print("\nnot counted: no date says that they were out by then", style="bold")
    for report in reports:
        place = report.appearance.file or report.appearance.outlet or report.id
        title = f"  {report.title}" if report.title else ""
        console.print(Text.assemble("  ", said(place), said(title, "dim")))


def _words(change: Change) -> str:
    counted = change.after or change.before
    if counted is None:
        return f"incident: {change.words}"
    side = f" of {counted.side}" if counted.side else ""
    place = f", {counted.place} alone" if counted.place else ""
    ends = " → ".join(_figure(one) for one in (change.before, change.after) if one)
    return f"{counted.measure} {counted.group}{side}{place}: {ends}"


def _figure(finding: Finding) -> str:
    flags = "".join(f", {FLAG_WORDS[flag]}" for flag in finding.flags)
    return f"{range_words(finding.low, finding.high)} ({VERDICT_WORDS[finding.verdict]}{flags})"


def _shape(finding: Finding | None) -> FigureOfRecordShape | None:
    if finding is None:
        return None
    return FigureOfRecordShape(
        low=finding.low, high=finding.high, verdict=finding.verdict, flags=[str(flag) for flag in finding.flags]
    )
