"""The words of a text in small English letters, fast: for steps that only ask which words a text has."""

from __future__ import annotations

LETTERS = bytes(code | 0x20 if chr(code).isalpha() else 0x20 for code in range(128)) + b" " * 128
"""What each byte becomes: a letter the small one, everything else a space."""


def plain_words(text: str) -> list[str]:
    """Runs of the letters a to z, small; everything else divides: "Don't" gives "don" and "t"."""
    return text.encode("ascii", "replace").translate(LETTERS).decode("ascii").split()
