"""The first-order division that a place lies in, by the gazetteer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from averment.knowledge.gazetteer import open_gazetteer
from averment.knowledge.tables import TABLES, Tables
from averment.model.when_where import Place


def province_finder(cache: Path | None = None, tables: Tables = TABLES) -> Callable[[Place], str | None]:
    """Names the first-order division of a place; None where the gazetteer does not tell one. It opens when asked."""

    @lru_cache(maxsize=10_000)
    def province(place: Place) -> str | None:
        entries = open_gazetteer(cache, tables).entries(place.name)
        code = next((entry.division for entry in entries if entry.place.gazetteer_id == place.gazetteer_id), "")
        return _names(tables).get((place.country or "", code)) if code else None

    return province


@lru_cache(maxsize=4)
def _names(tables: Tables) -> Mapping[tuple[str, str], str]:
    """The name of each division by country and code; a code that two rows give names neither."""
    found: dict[tuple[str, str], str] = {}
    twice: set[tuple[str, str]] = set()
    for row in tables.rows("divisions"):
        key = (row["country"], row["code"])
        if row["level"] == "region" and row["code"]:
            twice |= {key} if key in found and found[key] != row["name"] else set()
            found[key] = row["name"]
    return MappingProxyType({key: name for key, name in found.items() if key not in twice})
