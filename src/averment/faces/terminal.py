"""Makes text from reports safe for a terminal: nothing in it can move the cursor, colour or reorder the screen."""

from __future__ import annotations

import unicodedata

from rich.text import Text

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(words: str) -> str:
    """The words with control characters and direction overrides shown as \\x1b or \\u202e, on one line.

    Blanks before and after them stay: they are how a line is set.
    """
    bare = words.strip(" ")
    before, _, after = words.partition(bare) if bare else (words, "", "")
    return before + "".join(_shown(character) for character in " ".join(bare.split())) + after


def said(words: str, style: str = "") -> Text:
    """The words as a Rich text in which no markup is read."""
    return Text(plain(words), style=style)


def _shown(character: str) -> str:
    if character in BIDI or unicodedata.category(character) in {"Cc", "Cs"}:
        return character.encode("unicode_escape", errors="backslashreplace").decode("ascii")
    return character
