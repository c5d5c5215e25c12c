"""The countries of the world, and the words that belong to them: names, adjectives, names of their people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from averment.knowledge.tables import TABLES, Tables

# letters that Unicode does not take apart, as GeoNames and newsrooms write them without marks
LETTERS = str.maketrans(
    {"ə": "e", "ǝ": "e", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
)
DROPPED = frozenset("'’‘`´ʼʻ′.")
SHORT = 3  # "us" and "it" are words; only capitals make a code of them


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with an ISO 3166 code (XK for Kosovo), and the point it is drawn at."""

    name: str
    iso: str
    other_names: tuple[str, ...]
    capital: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Demonym:
    """An adjective or the name of a people, and the country or region that it speaks of."""

    word: str
    of: str
    level: str


class PlainLetters(dict[int, str]):
    """What `plain` makes of each letter, worked out when first met: a million names are read to index the world."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code).casefold().translate(LETTERS))
        kept = (c for c in decomposed if unicodedata.category(c) not in ("Mn", "Lm", "Sk") and c not in DROPPED)
        self[code] = made = "".join(c if c.isalnum() or c == "_" else " " for c in kept)
        return made


PLAIN_LETTERS = PlainLetters()


def plain(name: str) -> str:
    """Small letters without marks, dots or apostrophes, single spaces: "Côte d'Ivoire" -> "cote divoire"."""
    return " ".join(name.translate(PLAIN_LETTERS).split())


def find_country(name: str, tables: Tables = TABLES) -> Country | None:
    """The country of that name, other name, ISO code, adjective or people; None where the word names none."""
    return country_named(name, tables) or _country_of(find_demonym(name, tables), tables)


def country_named(name: str, tables: Tables = TABLES) -> Country | None:
    """The country of that name, other name or ISO code: not of an adjective."""
    bare = name.strip()
    if len(bare) <= SHORT and not bare.isupper():
        return _by_name(tables).get(plain(bare)) if len(bare) == SHORT and bare.istitle() else None
    return _by_name(tables).get(_without_article(plain(bare)))


def find_demonym(word: str, tables: Tables = TABLES) -> Demonym | None:
    """The people or adjective, in the singular or the plural: "Yemeni", "Yemenis", "TIGRAYANS"."""
    if word.islower():
        return None
    known = _demonyms(tables)
    key = plain(re.sub(r"['’]s$", "", word.strip()))
    return known.get(key) or (known.get(key[:-1]) if key.endswith("s") else None)


@lru_cache(maxsize=8)
def all_countries(tables: Tables = TABLES) -> tuple[Country, ...]:
    return tuple(
        Country(
            row["name"],
            row["iso"],
            tuple(filter(None, row["other_names"].split("|"))),
            row["capital"],
            float(row["latitude"]),
            float(row["longitude"]),
        )
        for row in tables.rows("countries")
    )


def _country_of(demonym: Demonym | None, tables: Tables) -> Country | None:
    return country_named(demonym.of, tables) if demonym else None


def _without_article(key: str) -> str:
    return key.removeprefix("the ")


@lru_cache(maxsize=8)
def _by_name(tables: Tables) -> Mapping[str, Country]:
    found: dict[str, Country] = {}
    for country in all_countries(tables):
        for name in (country.name, *country.other_names):
            found.setdefault(_without_article(plain(name)), country)
    for country in all_countries(tables):
        found.setdefault(plain(country.iso), country)
    return found


@lru_cache(maxsize=8)
def _demonyms(tables: Tables) -> Mapping[str, Demonym]:
    return {plain(row["word"]): Demonym(row["word"], row["of"], row["level"]) for row in tables.rows("demonyms")}
