"""The sign of a party: a shape and a colour that follow from its name, so that it has the same one on every page.

Colours are told apart by people who see fewer of them, and none stands for a nation or an enemy. The name always stands
beside the sign: two parties may share one.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

COLOURS = 8  # --p0 to --p7 in the styles
SHAPES = (
    "M5 .8a4.2 4.2 0 1 0 .01 0z",
    "M1.2 1.2h7.6v7.6H1.2z",
    "M5 .4L9.6 5 5 9.6.4 5z",
    "M5 .8l4.6 8.4H.4z",
    "M.4.8h9.2L5 9.2z",
    "M3.4.6h3.2v2.8h2.8v3.2H6.6v2.8H3.4V6.6H.6V3.4h2.8z",
    "M0 3h10v4H0z",
    "M3 0h4v10H3z",
)


@dataclass(frozen=True, slots=True)
class Sign:
    colour: int
    shape: str


def sign_of(party: str) -> Sign:
    number = crc32(party.encode("utf-8", "replace"))
    return Sign(number % COLOURS, SHAPES[number // COLOURS % len(SHAPES)])
