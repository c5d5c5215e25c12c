"""Review, as one triages mail: one item at a time, the evidence left and right, the machine's reasons, undo."""

from __future__ import annotations

from averment.faces.web.pages import render
from averment.faces.web.viewer import Viewer
from averment.faces.web.work_shapes import DecisionList, ReviewItem, ReviewQueue

KINDS = {
    "merge": "May be one incident",
    "place": "Ambiguous places",
    "voice": "Unplaced voices",
    "waiting": "Decisions that wait",
    "contradiction": "Contradicting decisions",
    "problem": "Problems",
}


def review(data: ReviewQueue, viewer: Viewer) -> str:
    """The queue with its first item open."""
    item = data.items[0] if data.items else None
    return render.page("review.html", viewer, data=data, **_open(item))


def review_item(data: ReviewItem, viewer: Viewer) -> str:
    """One item alone: what htmx puts in place of the one decided before."""
    return render.page("review_item.html", viewer, **_open(data))


def decisions(data: DecisionList, viewer: Viewer) -> str:
    """The audit trail: every decision with its author, its reason and what became of it."""
    return render.page("decisions.html", viewer, data=data)


def _open(item: ReviewItem | None) -> dict[str, object]:
    names = {one.line.id: one.voice.name if one.voice else one.line.speaker for one in item.claims} if item else {}
    return {"item": item, "names": names, "kinds": KINDS}
