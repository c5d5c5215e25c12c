"""Makes the one text that every span refers to: line ends evened out, invisible and control characters dropped."""

from __future__ import annotations

import re

CLEANING = "1"  # part of every text id: change it whenever the same bytes would give another text

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Commands to a terminal whole, so that no "[31m" stays; control characters but tab and line feed; soft hyphen,
# zero-width space, word joiner and byte order mark; marks and overrides of direction, which can show other words than
# those that are read; lone surrogates; tags. The zero-width joiners stay: in Persian and Hindi names they are spelling.
UNSEEN = re.compile(
    "\x1b\\[[0-9;?]*[ -/]*[@-~]"
    "|[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def clean(text: str) -> str:
    """The text as a reader sees it: words, quotation marks, names and blank lines are kept exactly as they are."""
    # Most texts can be printed but for these three, and nothing that goes or changes can.
    if text.replace("\n", "").replace("\t", "").replace("\u00a0", "").isprintable():
        return text
    return UNSEEN.sub("", LINE_ENDS.sub("\n", text))
