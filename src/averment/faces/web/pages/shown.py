"""Words of reports as a page may show them: what cannot be seen is shown, names stand apart, and none is endless."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

LONGEST_NAME = 160  # characters of a title or a name that a page sets; the report's own page has the rest
# what turns the direction of the letters after it, and other characters that nobody can see
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


def seen(value: object) -> object:
    """Text from reports with what cannot be seen shown as a mark, so that no character turns the line around."""
    if type(value) is not str or value.isprintable():  # what prints can be seen: asked first, since it is soon answered
        return value
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", value)


def name(value: str | None) -> Markup:
    """A name set apart from the line around it, so that right-to-left names stand right."""
    return Markup(f"<bdi>{escape(seen(clip(value)))}</bdi>")


def clip(value: str | None, longest: int = LONGEST_NAME) -> str:
    """The words, cut where they are longer than a page can set."""
    words = (value or "").strip()
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
