"""The record as it stood on another day: of what had been published by then, or as the ledger held it then."""

from __future__ import annotations

from dataclasses import dataclass, replace

from averment.drawing import draw_record
from averment.knowledge.tables import Tables
from averment.ledger.ledger import Ledger
from averment.ledger.view import PRESENT, View
from averment.model.collection import Collection
from averment.model.decided import decided, withheld_reports
from averment.model.report import Report
from averment.pipeline import collect
from averment.settings import Settings


@dataclass(frozen=True, slots=True)
class Replay:
    """What stood then. `perhaps` are the reports that may have been out by then: for want of a date none counts."""

    collection: Collection
    perhaps: tuple[Report, ...]


def replay(settings: Settings, ledger: Ledger, view: View) -> Replay:
    """Everything that counts in this view, with the record that it makes.

    What the ledger held on a day is shown as it was settled then. What had been published by a day is settled anew,
    with the tables of the settings, from the reports that surely were: one whose date is not known counts only if
    its latest possible date is not after that day.
    """
    if view == PRESENT:
        return Replay(collect(ledger), ())
    decisions = ledger.decisions(view)
    hidden = withheld_reports(ledger.decisions())
    seen = tuple(ledger.seen(view))
    readings = decided((one.reading for one in seen if one.reading and one.report.id not in hidden), decisions)
    reports, appearances = tuple(one.report for one in seen), {one.report.id: one.appearances for one in seen}
    if view.published_by is None:
        record = ledger.record(view)
    else:
        tables = Tables(settings.tables)
        tables.check()
        record = draw_record(reports, appearances, readings, decisions, tables)
    problems = tuple(problem for problem in ledger.problems(view) if problem.report not in hidden)
    collection = Collection(reports, appearances, readings, record, problems)
    if view.published_by is not None:
        collection = _only_its_problems(collection)
    return Replay(collection, tuple(one.report for one in ledger.perhaps_seen(view)))


def _only_its_problems(collection: Collection) -> Collection:
    """Problems of reports that were not out by then are not of this view; those of its own settling are."""
    here = {report.id for report in collection.reports}
    told = tuple(problem for problem in collection.problems if problem.report is None or problem.report in here)
    return replace(collection, problems=(*told, *collection.record.problems))
