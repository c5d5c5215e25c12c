"""The first page: every incident on a map, on a timeline and in a table that filter each other."""

from __future__ import annotations

from averment.faces.web.filter_shapes import Asked
from averment.faces.web.pages import marks, render, words
from averment.faces.web.pages.matrix import MEASURES
from averment.faces.web.shapes import Found, IncidentRow, MeasureRow, Overview
from averment.faces.web.viewer import Viewer
from averment.knowledge.settling import groups_around
from averment.knowledge.tables import TABLES

MOST_FIGURES = 3  # in a line of the table; the incident's own page has all


def overview(data: Overview, viewer: Viewer) -> str:
    """The page, or only its table where a filter has changed."""
    if viewer.fragment == "found":
        return render.piece("found.html", viewer, **_found(data))
    return render.page("overview.html", viewer, **_found(data))


def search(data: Found, viewer: Viewer) -> str:
    """What a search found: incidents, words, reports and voices."""
    rows = [(row, chief_figures(row)) for row in data.incidents.incidents]
    return render.page("search.html", viewer, data=data, rows=rows, right=_scale(data.incidents.incidents))


def chief_figures(row: IncidentRow) -> list[MeasureRow]:
    """The figures that stand in a line: people before things, the whole before its parts."""
    around = groups_around(TABLES)
    ranked = sorted(
        row.measures,
        key=lambda one: (_rank(one.measure), one.place is not None, len(around.get(one.group, ())), one.number),
    )
    seen: dict[tuple[str, str], MeasureRow] = {}
    for one in (one for one in ranked if one.measure != words.RESPONSIBLE):
        seen.setdefault((one.measure, one.group), one)
    return list(seen.values())[:MOST_FIGURES]


def asked_for(asked: Asked) -> dict[str, object]:
    """The filter as the query of an address; what was not asked for is left out."""
    held = asked.model_dump(exclude_none=True)
    return {key: ",".join(map(str, value)) if isinstance(value, list) else value for key, value in held.items()}


def _found(data: Overview) -> dict[str, object]:
    incidents = data.found.incidents
    return {
        "data": data,
        "rows": [(row, chief_figures(row)) for row in incidents],
        "right": _scale(incidents),
        "asked": asked_for(data.asked),
        "episodes": {episode.id: episode for episode in data.episodes},
    }


def _scale(incidents: list[IncidentRow]) -> int:
    return marks.most(end for row in incidents for one in chief_figures(row) for end in (one.low, one.high))


def _rank(measure: str) -> int:
    return MEASURES.index(measure) if measure in MEASURES else len(MEASURES)
