"""Words that English uses all the time and no other language does."""

from __future__ import annotations

from functools import lru_cache

from averment.knowledge.tables import Tables


@lru_cache(maxsize=4)
def telling_words(tables: Tables) -> frozenset[str]:
    """Short words, in small letters, of which a page in English is full; "in" and "was", which others have, are not."""
    return frozenset(row["word"] for row in tables.rows("en/telling_words"))
