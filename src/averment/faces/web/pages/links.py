"""How pages spell their links: addresses on a server, files beside each other in a static site."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode, urlsplit

from averment.faces.web.viewer import Viewer

COVER = "\N{FULL BLOCK}"  # stands for each character of a name that is left out; an address with one leads nowhere


def to(viewer: Viewer, *parts: str, at: str = "", **query: object) -> str:
    """The address of a page, such as `to(viewer, "incidents", id, at="figure-2")`; no part is the first page."""
    path = "/".join(part if part.isalnum() and part.isascii() else quote(part, safe="") for part in parts)
    if viewer.is_static:
        path = (path or "index") + ".html"
    asked = {key: value for key, value in query.items() if value not in (None, "", [])}
    return viewer.base + path + (f"?{urlencode(asked)}" if asked else "") + (f"#{at}" if at else "")


def figure(viewer: Viewer, incident: str, number: int) -> str:
    """Where the words behind a figure open: beside its incident."""
    return to(viewer, "incidents", incident, at=f"figure-{number}")


def claim(viewer: Viewer, id: str, report: str) -> str:
    """Where the words of one claim open: a page of its own, or its place under its report in a static site."""
    return to(viewer, "reports", report, at=f"claim-{id}") if viewer.is_static else to(viewer, "claims", id)


def outside(url: str | None) -> str | None:
    """An address out on the web that may be linked; None for every other kind of address, such as javascript:."""
    if not url or COVER in url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def with_query(asked: Mapping[str, object], **changed: object) -> str:
    """The query of the filter that is asked, with some of it changed."""
    held = {key: value for key, value in {**asked, **changed}.items() if value not in (None, "", [])}
    return urlencode(
        {key: ",".join(map(str, value)) if isinstance(value, list) else value for key, value in held.items()}
    )
