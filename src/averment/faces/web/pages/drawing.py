"""The small pieces that stand on every line of a table, drawn once and kept: marks, signs of parties, verdicts."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from averment.faces.web.pages import words
from averment.faces.web.pages.marks import HEIGHT, Mark
from averment.faces.web.pages.shown import name
from averment.faces.web.pages.signs import sign_of

KEPT = 4_096  # drawn pieces: more different ones than a large ledger shows in a day
UNPLACED = Markup('<span class="party unplaced">unplaced</span>')
MIDDLE = HEIGHT / 2


@lru_cache(maxsize=KEPT)
def range_mark(drawn: Mark, label: str) -> Markup:
    """The mark as a picture; `label` says the same to those who do not see it."""
    lines = ""
    if drawn.has_line:
        kind = "loose" if drawn.is_loose else "exact"
        lines = f'<line class="{kind}" x1="{drawn.start}" x2="{drawn.end}" y1="{MIDDLE}" y2="{MIDDLE}"/>'
    if drawn.opens_right:
        lines += f'<path class="open" d="M{drawn.end - 4} 3.5 L{drawn.end} {MIDDLE} L{drawn.end - 4} 10.5"/>'
    if drawn.opens_left:
        lines += f'<path class="open" d="M{drawn.start + 4} 3.5 L{drawn.start} {MIDDLE} L{drawn.start + 4} 10.5"/>'
    dots = "".join(_dot(at, drawn) for at in drawn.dots)
    faded = " faded" if drawn.is_faded else ""
    return Markup(
        f'<svg class="range{faded}" viewBox="0 0 {drawn.width} {HEIGHT}" width="{drawn.width}" height="{HEIGHT}" '
        f'role="img" aria-label="{escape(label)}">{lines}{dots}</svg>'
    )


@lru_cache(maxsize=KEPT)
def party(value: str | None) -> Markup:
    """The party with its sign; whoever belongs to none is said to be unplaced."""
    if not value:
        return UNPLACED
    sign = sign_of(value)
    return Markup(
        f'<span class="party p{sign.colour}"><svg class="sign" viewBox="0 0 10 10" width="10" height="10" '
        f'aria-hidden="true"><path d="{sign.shape}"/></svg>{name(value)}</span>'
    )


def verdict(value: str, flags: tuple[str, ...] | list[str]) -> Markup:
    return _verdict(value, tuple(flags))


@lru_cache(maxsize=KEPT)
def _verdict(value: str, flags: tuple[str, ...]) -> Markup:
    told = "".join(f'<span class="flag {escape(one)}">{escape(words.flag(one))}</span>' for one in flags)
    return Markup(f'<span class="verdict {escape(value)}">{escape(words.verdict(value))}</span>{told}')


def _dot(at: float, drawn: Mark) -> str:
    if drawn.is_loose:
        around = "" if drawn.fill == "full" else f'<circle class="{drawn.fill}" cx="{at}" cy="{MIDDLE}" r="2.6"/>'
        return f'<path class="tick" d="M{at} 3 V11"/>{around}'
    half = f'<path class="filled" d="M{at} 3.4 A3.6 3.6 0 0 0 {at} 10.6 Z"/>' if drawn.fill == "half" else ""
    return f'<circle class="dot {drawn.fill}" cx="{at}" cy="{MIDDLE}" r="3.6"/>{half}'
