"""Words that tell whether a report is about armed violence, with weights learnt from labelled reports."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from averment.knowledge.tables import Tables

TABLE = "en/screen_words"


@lru_cache(maxsize=4)
def screening_weights(tables: Tables) -> Mapping[str, float]:
    """A weight for each word or pair of words; that of the empty word is added to every report."""
    return MappingProxyType({row["word"]: float(row["weight"]) for row in tables.rows(TABLE)})
