"""Reports: a list of them, and one with everything that was read in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from averment.faces import lines
from averment.faces.shapes import layer_lines, report_line, when_shape
from averment.faces.web import shapes
from averment.faces.web.desk.gathered import Gathered, gather, rows_of, saying, web_address
from averment.faces.web.desk.incident import passage_shape
from averment.faces.web.desk.incident_rows import incident_rows
from averment.faces.web.desk.listing import Paged
from averment.faces.web.desk.problems import all_problems, problem_shape
from averment.ledger import claim_queries, page_queries
from averment.ledger.glances import Glance
from averment.model.reading import Reading
from averment.model.report import Appearance, Copy

MOST_INCIDENTS = 100  # shown of those that new reports tell of


def report_list(glance: Glance, text: str | None, paged: Paged) -> shapes.ReportList:
    """A page of the reports, the newest in the ledger first; with `text` those that have these words."""
    ids = glance.once(("reports", text), lambda: _asked(glance, text))
    return shapes.ReportList(paging=paged.of(len(ids)), reports=list(rows_of(glance, paged.part(ids)).values()))


def every_report(glance: Glance) -> tuple[str, ...]:
    """All reports that are seen somewhere, the newest in the ledger first, as ids."""
    return glance.once("every report", lambda: page_queries.report_ids(glance.connection))


def _asked(glance: Glance, text: str | None) -> tuple[str, ...]:
    if text is None:
        return every_report(glance)
    having = saying(glance, text).reports | page_queries.reports_called(glance.connection, text)
    return tuple(id for id in every_report(glance) if id in having)


def report_page(glance: Glance, id: str) -> shapes.ReportPage | None:
    """One report with its claims and layers; None when it is not seen anywhere today."""
    held = gather(glance, glance.claims_of_report(id), reports=[id])
    if id not in held.reports:
        return None
    report = held.part.report(id)
    reading = held.part.reading(id) if held.part.has_reading(id) else None
    layers = _layers(glance, held, id, reading)
    return shapes.ReportPage(
        report=report_line(report, reading, held.reports[id].file),
        row=held.reports[id],
        appearances=[_appearance(appearance) for appearance in held.part.appearances[id]],
        blocks=[
            shapes.BlockShape(kind=block.kind, start=block.span.start, end=block.span.end) for block in report.blocks
        ],
        claims=held.all_sighted(claim.id for claim in held.part.claims),
        quotes=[line for line in layers if isinstance(line, lines.QuoteLine)],
        names=[line for line in layers if isinstance(line, lines.NameLine)],
        places=[line for line in layers if isinstance(line, lines.PlaceLine)],
        times=[line for line in layers if isinstance(line, lines.TimeLine)],
        copies=_copies(glance, id),
        problems=[problem_shape(problem, held.part) for problem in all_problems(glance) if problem.report == id],
    )


def incidents_of(glance: Glance, of: Collection[str]) -> list[shapes.IncidentRow]:
    """The incidents that these reports tell of, those with most claims of theirs first."""
    rows = claim_queries.claims_at(glance.connection, of)
    found = Counter(glance.home([row["id"] for row in rows]).values())
    ranked = sorted(found, key=lambda id: (-found[id], id))[:MOST_INCIDENTS]
    return incident_rows(glance, ranked)


def _layers(glance: Glance, held: Gathered, id: str, reading: Reading | None) -> list[lines.Line]:
    if reading is None:
        return []
    whole = Reading(id, reading.text_id, reading.run, reading.published, (), glance.layers(id))
    return list(layer_lines(whole, held.part.report(id), None))


def _copies(glance: Glance, id: str) -> list[shapes.CopyShape]:
    """The passages that stand in other reports too, in the order of the text."""
    copies = glance.copies(id)
    others = {passage.report for copy in copies for passage in (copy.first, copy.second)} - {id}
    held = gather(glance, (), reports=sorted(others))
    found = (_copy(copy, id, held) for copy in copies)
    return sorted((copy for copy in found if copy), key=lambda copy: (copy.start, copy.end, copy.other.report.id))


def _copy(copy: Copy, id: str, held: Gathered) -> shapes.CopyShape | None:
    mine, theirs = (copy.first, copy.second) if copy.first.report == id else (copy.second, copy.first)
    if theirs.report not in held.reports:
        return None
    return shapes.CopyShape(
        start=mine.span.start,
        end=mine.span.end,
        words=copy.words,
        share=copy.share,
        other=passage_shape(theirs, held),
    )


def _appearance(appearance: Appearance) -> shapes.AppearanceShape:
    return shapes.AppearanceShape(
        file=appearance.file,
        outlet=appearance.outlet,
        url=web_address(appearance),
        published=when_shape(appearance.published),
        received=appearance.received.isoformat() if appearance.received else None,
    )
