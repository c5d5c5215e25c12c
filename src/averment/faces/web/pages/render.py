"""The one place where HTML is made: templates with escaping always on, and what every page needs."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from averment.faces.web.pages import drawing, links, marks, words
from averment.faces.web.pages.fields import FIELDS
from averment.faces.web.pages.segments import segments
from averment.faces.web.pages.shown import clip, name, seen
from averment.faces.web.viewer import Viewer

STATIC = Path(__file__).parent.parent / "static"


def page(template: str, viewer: Viewer, **values: object) -> str:
    """A whole page, or only its piece where htmx asks for one (`viewer.fragment`)."""
    frame = "piece.html" if viewer.fragment is not None else "frame.html"
    return environment().get_template(template).render(viewer=viewer, frame=frame, **values)


def piece(template: str, viewer: Viewer, **values: object) -> str:
    """A part of a page that is never asked for as a page of its own."""
    return environment().get_template(template).render(viewer=viewer, frame="piece.html", **values)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Everything that a template prints is escaped; a name that does not exist fails instead of printing nothing."""
    made = Environment(
        loader=PackageLoader("averment.faces.web"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # else every page looks whether its templates have changed
        finalize=seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        asset=asset,
        drawing=drawing,
        fields_of=FIELDS.__getitem__,
        link=links,
        mark=marks,
        nav_parts=parts,
        segments=segments,
        words=words,
    )
    made.filters.update(name=name, clip=clip)
    return made


def parts(viewer: Viewer) -> list[tuple[str, str]]:
    """The pages that stand in the head of every page: those that this viewer may open."""
    held = [("", "Incidents"), ("reports", "Reports"), ("voices", "Voices"), ("victims", "Victims")]
    if not viewer.is_static:
        held += [("review", "Review")]
    if viewer.can_add:
        held += [("add", "Add reports")]
    if viewer.can_administer and viewer.has_accounts:
        held += [("accounts", "Accounts")]
    return held


@lru_cache(maxsize=64)
def asset(viewer_base: str, file: str) -> str:
    """The address of a file of the static folder; it changes with the content, so that it may be kept for ever."""
    digest = hashlib.sha256((STATIC / file).read_bytes()).hexdigest()[:10]
    return f"{viewer_base}static/{file}?v={digest}"
