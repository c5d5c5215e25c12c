"""Where an incident was told: outlets, days and headlines, as the codebooks' source columns want them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from averment.knowledge.outlets import source_named
from averment.matching.codebooks.case import Case
from averment.matching.codebooks.sheet import Sheet
from averment.model.report import Appearance
from averment.model.when_where import When

BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class Source:
    """One appearance of a report."""

    outlet: str | None
    day: date | None
    headline: str | None


def find_sources(case: Case) -> tuple[Source, ...]:
    """Every appearance of the incident's reports once, by outlet, day and headline."""
    found = {source for report in case.reports for source in _of_report(case, report)}
    return tuple(sorted(found, key=lambda one: (one.outlet or "", one.day or date.max, one.headline or "")))


def outlet_countries(case: Case) -> tuple[str | None, ...]:
    """The country of each outlet that told it, by ISO code; None for one that the tables do not hold."""
    outlets = sorted({source.outlet for source in find_sources(case) if source.outlet})
    known = (source_named(case.tables, outlet) for outlet in outlets)
    return tuple(source.country if source else None for source in known)


def fill_sources(case: Case, sheet: Sheet) -> None:
    """UCDP's columns on the sources, each a list in one order."""
    sources = find_sources(case)
    outlets = list(dict.fromkeys(source.outlet for source in sources if source.outlet))
    days = sorted({source.day for source in sources if source.day})
    headlines = list(dict.fromkeys(source.headline for source in sources if source.headline))
    _list(sheet, "source_office", outlets, "The outlets in which it was read.", "No report names its outlet.")
    _list(
        sheet,
        "source_date",
        [day.isoformat() for day in days],
        "The days on which they published it.",
        "No report tells or allows the day of its publication.",
    )
    _list(sheet, "source_headline", headlines, "Their headlines.", "No report has a headline.")
    articles = [",".join(f'"{part}"' for part in _parts(source)) for source in sources if _parts(source)]
    _list(
        sheet,
        "source_article",
        articles,
        "Each report as outlet, day and headline.",
        "Neither outlet, day nor headline of a report is known.",
    )


def _list(sheet: Sheet, column: str, found: list[str], rule: str, reason: str) -> None:
    if found:
        sheet.fill(column, BETWEEN.join(found), rule)
    else:
        sheet.blank([column], reason)


def _parts(source: Source) -> list[str]:
    day = source.day.isoformat() if source.day else None
    return [part for part in (source.outlet, day, source.headline) if part]


def _of_report(case: Case, report: str) -> Iterator[Source]:
    held = case.reports[report]
    for seen in case.appearances.get(report) or (Appearance(),):
        yield Source(seen.outlet, _day(seen.published or case.published.get(report)), held.title)


def _day(when: When | None) -> date | None:
    """The day, where only one is possible."""
    if when is None or when.earliest is None or when.latest is None or when.earliest.date() != when.latest.date():
        return None
    return when.earliest.date()
