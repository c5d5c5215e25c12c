"""The one place where HTML is made: templates with escaping always on, and what every page needs."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from averment.faces.web.pages import links, marks, words
from averment.faces.web.pages.fields import FIELDS
from averment.faces.web.pages.segments import segments
from averment.faces.web.pages.signs import sign_of
from averment.faces.web.viewer import Viewer

STATIC = Path(__file__).parent.parent / "static"
LONGEST_NAME = 160  # characters of a title or a name that a page sets; the report's own page has the rest
# what turns the direction of the letters after it, and other characters that nobody can see
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


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
        finalize=seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        asset=asset,
        fields_of=FIELDS.__getitem__,
        link=links,
        mark=marks,
        nav_parts=parts,
        segments=segments,
        sign_of=sign_of,
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


def seen(value: object) -> object:
    """Text from reports with what cannot be seen shown as a mark, so that no character turns the line around."""
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", value) if type(value) is str else value


def name(value: str | None) -> Markup:
    """A name set apart from the line around it, so that right-to-left names stand right."""
    return Markup("<bdi>{}</bdi>").format(escape(seen(clip(value or ""))))


def clip(value: str | None, longest: int = LONGEST_NAME) -> str:
    """The words, cut where they are longer than a page can set."""
    words = (value or "").strip()
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


@lru_cache(maxsize=64)
def asset(viewer_base: str, file: str) -> str:
    """The address of a file of the static folder; it changes with the content, so that it may be kept for ever."""
    digest = hashlib.sha256((STATIC / file).read_bytes()).hexdigest()[:10]
    return f"{viewer_base}static/{file}?v={digest}"
