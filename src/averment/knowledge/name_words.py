"""The words that tell what a name is of: "Ministry" of a body, "Inc." of a firm, "President" before a person."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from averment.knowledge.tables import Tables


class NameUse(StrEnum):
    """What a word tells of the name that it stands in or beside."""

    BODY = "body"  # ends a body's name: "Housing Action Center"
    BODY_OF = "body_of"  # begins one: "Ministry of Defence"
    FIRM = "firm"  # ends a firm's, also after a comma: "Orlo, Inc."
    TITLE = "title"  # stands before a person's, and is no part of it


@lru_cache(maxsize=8)
def name_words(tables: Tables) -> Mapping[NameUse, frozenset[str]]:
    """The words of each use, in small letters."""
    rows = tables.rows("en/name_words")
    return {use: frozenset(row["word"] for row in rows if row["use"] == use) for use in NameUse}
