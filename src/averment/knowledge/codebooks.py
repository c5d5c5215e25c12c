"""What the codebooks' rules look up: numbers of states, ACLED's types, what a vague word stands for, trusted voices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from averment.knowledge.tables import TABLES, Row, Tables
from averment.model.claim import EventType
from averment.model.run import InputError

SEVERAL = "several"  # in the column acled: the number is a choice of the user's
UNRANKED = 10  # a voice that the table does not name is as reliable as those that it ships with

# Gleditsch and Ward number states by part of the world; UCDP's five regions follow the numbers
_UCDP_REGIONS = (
    (2, 199, "Americas"), (200, 399, "Europe"), (400, 626, "Africa"), (630, 699, "Middle East"), (700, 999, "Asia"),
)  # fmt: skip


class Status(StrEnum):
    """What a group's name tells of its people: that they bore arms, that they did not, or neither."""

    ARMED = "armed"
    CIVILIAN = "civilian"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class StateIds:
    """A country's numbers. `gwno` is Gleditsch and Ward's, None for a territory that is no state of their list."""

    iso: str
    name: str
    iso_number: int | None
    gwno: int | None
    acled_region: str

    @property
    def ucdp_region(self) -> str | None:
        return next((name for first, last, name in _UCDP_REGIONS if self.gwno and first <= self.gwno <= last), None)


@dataclass(frozen=True, slots=True)
class AcledType:
    event_type: str
    disorder_type: str


@dataclass(frozen=True, slots=True)
class VagueNumber:
    """What a vague word stands for. `acled` is None where the user's choice for "several" holds."""

    words: str
    acled: int | None
    airwars: tuple[int, int]


def state_ids(iso: str | None, tables: Tables = TABLES) -> StateIds | None:
    """The numbers of the country with that ISO 3166 code; None for one that the table does not hold."""
    return _states(tables).get(iso) if iso else None


def acled_type(sub_event_type: EventType, tables: Tables = TABLES) -> AcledType:
    """The event type and the disorder type above a sub-event type."""
    return _types(tables)[sub_event_type]


def vague_number(low: int | None, high: int | None, tables: Tables = TABLES, words: str = "") -> VagueNumber | None:
    """What a vague word of these ends stands for; None for ends that no row has.

    Words without any end are told apart by the row that they hold ("a large number"), else are the first such row's.
    """
    rows = _vague(tables).get((low, high), ())
    said = " ".join(words.casefold().split())
    return next((row for row in rows if row.words in said), rows[0] if rows else None)


def status_of(group: str, tables: Tables = TABLES) -> Status | None:
    """Whether the people of a group are armed or civilians; None for things and for groups that no row tells of."""
    return _status(tables).get(group)


def reliability(names: tuple[str, ...], tables: Tables = TABLES) -> int:
    """The rank of a voice, 1 the most reliable, by the first of these names that the table holds."""
    ranks = _ranks(tables)
    return next((ranks[name.casefold()] for name in names if name.casefold() in ranks), UNRANKED)


@lru_cache(maxsize=4)
def _states(tables: Tables) -> Mapping[str, StateIds]:
    return MappingProxyType(
        {
            row["iso"]: StateIds(
                row["iso"],
                row["name"],
                _number(row, "country_ids", "iso_number"),
                _number(row, "country_ids", "gwno"),
                row["acled_region"],
            )
            for row in tables.rows("country_ids")
        }
    )


@lru_cache(maxsize=4)
def _types(tables: Tables) -> Mapping[EventType, AcledType]:
    """Raises InputError when a type is none of ACLED's."""
    try:
        return MappingProxyType(
            {
                EventType(row["sub_event_type"]): AcledType(row["event_type"], row["disorder_type"])
                for row in tables.rows("acled_types")
            }
        )
    except ValueError as error:
        raise InputError(f"acled_types.csv: expected one of ACLED's sub-event types: {error}") from error


@lru_cache(maxsize=4)
def _vague(tables: Tables) -> Mapping[tuple[int | None, int | None], tuple[VagueNumber, ...]]:
    found: dict[tuple[int | None, int | None], tuple[VagueNumber, ...]] = {}
    for row in tables.rows("vague_numbers"):
        low, high = _number(row, "vague_numbers", "low"), _number(row, "vague_numbers", "high")
        acled = None if row["acled"] == SEVERAL else _number(row, "vague_numbers", "acled")
        ends = _number(row, "vague_numbers", "airwars_low"), _number(row, "vague_numbers", "airwars_high")
        known = VagueNumber(row["words"], acled, (ends[0] or 0, ends[1] or 0))
        found[low, high] = (*found.get((low, high), ()), known)
    return MappingProxyType(found)


@lru_cache(maxsize=4)
def _status(tables: Tables) -> Mapping[str, Status]:
    """Raises InputError for a status that is none of the three."""
    try:
        return MappingProxyType({row["group"]: Status(row["status"]) for row in tables.rows("group_status")})
    except ValueError as error:
        raise InputError(f"group_status.csv: expected armed, civilian or open: {error}") from error


@lru_cache(maxsize=4)
def _ranks(tables: Tables) -> Mapping[str, int]:
    ranks = {
        row["voice"].casefold(): _number(row, "voice_reliability", "rank") for row in tables.rows("voice_reliability")
    }
    return MappingProxyType({voice: UNRANKED if rank is None else rank for voice, rank in ranks.items()})


def _number(row: Row, table: str, column: str) -> int | None:
    words = row[column].strip()
    if words and not words.isdecimal():
        first = next(iter(row.values()))
        raise InputError(f"{table}.csv, row {first}: expected a number in the column {column}, found {words!r}")
    return int(words) if words else None
