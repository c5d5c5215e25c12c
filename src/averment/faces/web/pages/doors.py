"""Pages without a record on them: adding reports, signing in, accounts, what was refused, and how to read the rest."""

from __future__ import annotations

from averment.faces.web.pages import render
from averment.faces.web.pages.front import chief_figures
from averment.faces.web.viewer import Viewer
from averment.faces.web.work_shapes import AccountList, JobShape, Refusal


def add(viewer: Viewer) -> str:
    return render.page("add.html", viewer)


def job(data: JobShape, viewer: Viewer) -> str:
    """How far the reading of new reports has come, and what was found when it has ended."""
    rows = [(row, chief_figures(row)) for row in data.incidents]
    return render.page("job.html", viewer, data=data, rows=rows, is_over=data.state in {"done", "failed"})


def sign_in(message: str | None, next: str, viewer: Viewer) -> str:
    return render.page("sign_in.html", viewer, message=message, next=next)


def accounts(data: AccountList, viewer: Viewer) -> str:
    return render.page("accounts.html", viewer, data=data)


def refusal(data: Refusal, viewer: Viewer) -> str:
    return render.page("refusal.html", viewer, data=data)


def about(viewer: Viewer) -> str:
    """How to read the pages: the marks, the verdicts, the counts, and where the outlines come from."""
    return render.page("about.html", viewer)
