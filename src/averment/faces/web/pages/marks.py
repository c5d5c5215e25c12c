"""Ranges drawn as ranges: a thin line from low to high, a dot where somebody was exact, an open end where not.

The same marks stand in tables, in the matrix, on the timeline and in print. A hollow dot is a figure that is denied, a
half-filled one is given by one side only, a faded one was replaced by a later account.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log10
from typing import Protocol


class Drawable(Protocol):
    """A finding, or a line of one: its ends and what is said of them."""

    @property
    def low(self) -> int | None: ...

    @property
    def high(self) -> int | None: ...

    @property
    def flags(self) -> list[str]: ...


WIDTH, HEIGHT = 96, 14
EDGE = 7.0  # room at both ends for a whole dot and an arrow


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer as drawn: a line from `start` to `end` and a dot at each exact number."""

    start: float
    end: float
    dots: tuple[float, ...]
    opens_left: bool
    opens_right: bool
    width: int
    fill: str  # "full", "half" or "hollow"
    is_faded: bool
    is_loose: bool  # told as "about", "dozens": the line has no exact ends

    @property
    def has_line(self) -> bool:
        return self.end > self.start or self.opens_left or self.opens_right


def most(ends: Iterable[int | None]) -> int:
    """The number at the right edge of a scale that holds all of these."""
    return max((end for end in ends if end is not None), default=1) or 1


def draw(
    low: int | None,
    high: int | None,
    bound: str,
    flags: Iterable[str],
    *,
    right: int,
    superseded: bool = False,
    width: int = WIDTH,
) -> Mark:
    """The mark of one answer on a scale from 0 to `right`; equal ratios are equally long, so small numbers show."""
    held = set(flags)
    fill = "hollow" if "denied" in held else "half" if "one_side_only" in held else "full"
    start = at(low if low is not None else 0 if high is not None else None, right, width)
    end = at(high if high is not None else low, right, width)
    opens_right, opens_left = high is None, low is None and high is not None
    if opens_right:
        dots: tuple[float, ...] = (start,) if low is not None else ()
    else:
        dots = (end,) if opens_left or low == high else (start, end)
    return Mark(
        start=start,
        end=width - 1.0 if opens_right else end,
        dots=dots,
        opens_left=opens_left,
        opens_right=opens_right,
        width=width,
        fill=fill,
        is_faded=superseded,
        is_loose=bound in {"about", "vague"},
    )


def whole(held: Drawable, right: int) -> Mark:
    """The range that all accounts together leave open."""
    return draw(held.low, held.high, "exactly" if held.low == held.high else "between", held.flags, right=right)


def at(number: int | None, right: int, width: int = WIDTH) -> float:
    """Where a number lies on the scale; an unknown one lies at its left end."""
    share = log10(1 + (number or 0)) / log10(1 + max(right, 1))
    return round(EDGE + min(share, 1.0) * (width - 2 * EDGE), 1)
