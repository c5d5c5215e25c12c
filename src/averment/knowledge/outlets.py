"""Agencies, outlets and who owns them: which names are one source, and which outlets are of one house."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from averment.knowledge.tables import Row, Tables
from averment.model.run import InputError
from averment.model.text import Span

WEB = re.compile(r"(?i)\A(?:https?://)?(?:www\.|m\.|amp\.|edition\.)?([^/\s]+\.[^/\s?#]{2,})(?:[/?#]\S*)?\Z")
ARTICLE = re.compile(r"(?i)\Athe\s+")


@dataclass(frozen=True, slots=True)
class Agency:
    """A service whose copy and pictures other outlets print. `country` is an ISO 3166 alpha-2 code or None.

    `owner` is a row of the owners table; None when it is not known to be of a house.
    """

    name: str
    variants: tuple[str, ...]
    country: str | None
    domains: tuple[str, ...]
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """One that publishes reports. `owner` is a row of the owners table; None when it is not known to be of a house."""

    name: str
    variants: tuple[str, ...]
    domains: tuple[str, ...]
    country: str | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class Owner:
    """`above` is the owner that it belongs to itself, a row of the same table; None where it belongs to no other."""

    name: str
    country: str | None
    above: str | None


Source = Agency | Outlet


def source_named(tables: Tables, name: str) -> Source | None:
    """The agency or outlet of that name, variant, domain or address; None for one that the tables do not hold."""
    known = _by_name(tables)
    words = " ".join(name.replace("’", "'").split()).strip(" .,;:()[]").casefold()
    found = known.get(words) or known.get(words.removeprefix("the "))
    if found is not None or "." not in words:
        return found
    address = WEB.match(words)
    return _by_domain(tables, address[1]) if address else None


def outlet_of(tables: Tables, name: str) -> Outlet | None:
    """The outlet of that name, domain or address; None for an agency or a name that the table does not hold."""
    found = source_named(tables, name)
    return found if isinstance(found, Outlet) else None


def agency_of(tables: Tables, name: str) -> Agency | None:
    """The agency of that name, domain or address; None for an outlet or a name that the table does not hold."""
    found = source_named(tables, name)
    return found if isinstance(found, Agency) else None


def house_of(tables: Tables, name: str) -> str | None:
    """The last owner above an outlet or agency, else its own name as the tables spell it; None when unknown."""
    found = source_named(tables, name)
    if found is None:
        return None
    return _tops(tables)[found.owner] if found.owner else found.name


def sources_in(tables: Tables, text: str, span: Span) -> tuple[tuple[str, Span], ...]:
    """Every agency or outlet named in that stretch with the words that name it; where two overlap, the longer.

    Short forms ("AP") count in capitals only.
    """
    found: list[tuple[str, Span]] = []
    for words in _names(tables).finditer(text, span.start, span.end):
        source = source_named(tables, words[0])
        if source is not None and words[0][0].isupper():
            found.append((source.name, Span(words.start(), words.end())))
    return tuple(found)


@lru_cache(maxsize=4)
def agencies(tables: Tables) -> tuple[Agency, ...]:
    """Every agency in the order of the table. Raises InputError where the owner is no row of the owners table."""
    return tuple(
        Agency(row["name"], _cells(row["variants"]), row["country"] or None, _cells(row["domains"]), owner)
        for row, owner in _owned("agencies", tables)
    )


@lru_cache(maxsize=4)
def outlets(tables: Tables) -> tuple[Outlet, ...]:
    """Every outlet in the order of the table. Raises InputError where the owner is no row of the owners table."""
    return tuple(
        Outlet(row["name"], _cells(row["variants"]), _cells(row["domains"]), row["country"] or None, owner)
        for row, owner in _owned("outlets", tables)
    )


def _owned(table: str, tables: Tables) -> list[tuple[Row, str | None]]:
    rows = tables.rows(table)
    for row in rows:
        if row["owner"] and row["owner"] not in _tops(tables):
            raise InputError(f"table {table}: {row['name']} has the owner {row['owner']!r}; add it to the table owners")
    return [(row, row["owner"] or None) for row in rows]


@lru_cache(maxsize=4)
def owners(tables: Tables) -> tuple[Owner, ...]:
    """Every owner in the order of the table."""
    return tuple(Owner(row["owner"], row["country"] or None, row["above"] or None) for row in tables.rows("owners"))


@lru_cache(maxsize=4)
def _tops(tables: Tables) -> Mapping[str, str]:
    """The last owner above each. Raises InputError where owners own each other in a ring, or one is no row."""
    above = {owner.name: owner.above for owner in owners(tables)}
    found: dict[str, str] = {}
    for owner in above:
        way = [owner]
        while (upper := above[way[-1]]) is not None:
            if upper in way:
                ring = " belongs to ".join([*way[way.index(upper) :], upper])
                raise InputError(f"table owners: {ring}; no owner can own itself: clear one of the cells 'above'")
            if upper not in above:
                raise InputError(f"table owners: {way[-1]} belongs to {upper!r}, which is no row; add it to the table")
            way.append(upper)
        found[owner] = way[-1]
    return found


@lru_cache(maxsize=4)
def _by_name(tables: Tables) -> Mapping[str, Source]:
    found: dict[str, Source] = {}
    for source in reversed(_sources(tables)):
        for name in (source.name, *source.variants):
            words = name.replace("’", "'").casefold()
            found[words] = found[ARTICLE.sub("", words)] = source
    return found


@lru_cache(maxsize=4)
def _domains(tables: Tables) -> Mapping[str, Source]:
    return {domain: source for source in _sources(tables) for domain in source.domains}


def _by_domain(tables: Tables, domain: str) -> Source | None:
    """The source of the domain or of the nearest domain above it."""
    labels = domain.casefold().rstrip(".").split(".")
    known = _domains(tables)
    return next((known[".".join(labels[at:])] for at in range(len(labels) - 1) if ".".join(labels[at:]) in known), None)


@lru_cache(maxsize=4)
def _names(tables: Tables) -> re.Pattern[str]:
    """One pattern for all names, the longest first; a name of letters in capitals is matched so and no other way.

    They are parted by their first character: a pattern tries its choices one after the other, and there are hundreds.
    """
    every = {name for source in _sources(tables) for name in (source.name, *source.variants) if len(name) > 1}
    ordered = sorted(every, key=lambda name: (name[0], -len(name), name))
    parted = [
        rf"{re.escape(first)}(?:{'|'.join(re.escape(name[1:]) for name in names)})"
        for first, names in groupby(ordered, key=lambda name: name[0])
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parted)})(?!\w)")


def _sources(tables: Tables) -> list[Source]:
    return [*agencies(tables), *outlets(tables)]


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
