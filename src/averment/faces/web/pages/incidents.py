"""One incident: the matrix of positions, the figures with everybody's words, and how the record came to be."""

from __future__ import annotations

from averment.faces.web.pages import marks, render
from averment.faces.web.pages.front import chief_figures
from averment.faces.web.pages.matrix import event_matrix, figure_matrix, in_order
from averment.faces.web.pages.texts import separate_texts
from averment.faces.web.shapes import EpisodePage, FigurePage, FindingShape, IncidentPage
from averment.faces.web.viewer import Viewer


def incident(data: IncidentPage, viewer: Viewer) -> str:
    findings = [finding for finding, _ in in_order(data.findings)]
    return render.page(
        "incident.html",
        viewer,
        data=data,
        figures=figure_matrix(data),
        events=event_matrix(data),
        findings=findings,
        texts=separate_texts(data.claims),
        numbers={one.line.id: number for number, one in enumerate(data.claims, start=1)},
        names={one.line.id: one.voice.name if one.voice else one.line.speaker for one in data.claims},
        voices={voice.id: voice for voice in data.voices},
        right=_scale(findings),
        denials=[one for one in data.claims if one.line.denies],
        claims={one.line.id: one for one in data.claims},
    )


def figure(data: FigurePage, viewer: Viewer) -> str:
    """One figure with the words of everybody who gives it: what opens in the drawer."""
    return render.page(
        "figure.html",
        viewer,
        data=data,
        finding=data.finding,
        right=_scale([data.finding]),
        voices={one.voice.id: one.voice for one in data.claims if one.voice},
        names={one.line.id: one.voice.name if one.voice else one.line.speaker for one in data.claims},
    )


def episode(data: EpisodePage, viewer: Viewer) -> str:
    rows = [(row, chief_figures(row)) for row in data.incidents]
    right = marks.most(end for _, held in rows for one in held for end in (one.low, one.high))
    return render.page("episode.html", viewer, data=data, rows=rows, right=right)


def _scale(findings: list[FindingShape]) -> int:
    return marks.most(end for one in findings for at in one.positions for end in (at.low, at.high))
