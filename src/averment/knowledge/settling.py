"""What drawing reports together needs to know: weights of rules, groups inside groups, and stock words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from averment.knowledge.tables import Tables
from averment.model.claim import EventType
from averment.model.run import InputError

UNREST = "unrest"  # protests: a denied attack is none, though people die in both


@lru_cache(maxsize=4)
def rule_weights(tables: Tables) -> Mapping[str, float]:
    """The weight of each rule that compares two claims. Raises InputError for a weight that is no number."""
    try:
        return MappingProxyType({row["rule"]: float(row["weight"]) for row in tables.rows("matching_rules")})
    except ValueError as error:
        raise InputError(f"matching_rules.csv: expected a number in the column weight: {error}") from error


@lru_cache(maxsize=4)
def groups_around(tables: Tables) -> Mapping[str, frozenset[str]]:
    """Every group with all groups that hold it: children are inside civilians and inside people."""
    inside = {row["group"]: row["inside"] for row in tables.rows("group_inclusion")}
    return MappingProxyType({group: _above(group, inside) for group in inside})


def _above(group: str, inside: Mapping[str, str]) -> frozenset[str]:
    found: list[str] = []
    while group in inside:
        group = inside[group]
        if group in found:
            raise InputError(f"group_inclusion.csv: {group} lies inside itself; take out one of the rows")
        found.append(group)
    return frozenset(found)


@lru_cache(maxsize=4)
def event_families(tables: Tables) -> Mapping[EventType, str]:
    """The family of each event type: types of one family are told of one and the same incident.

    Raises InputError for a type that is none of ACLED's.
    """
    try:
        return MappingProxyType({EventType(row["event_type"]): row["family"] for row in tables.rows("event_families")})
    except ValueError as error:
        raise InputError(f"event_families.csv: expected one of ACLED's sub-event types: {error}") from error


def violent_families(tables: Tables) -> frozenset[str]:
    """The families of events that hurt people: those that some row of measure_families says can kill, unrest apart."""
    return frozenset(measure_families(tables).get("killed", frozenset())) - {UNREST}


@lru_cache(maxsize=4)
def measure_families(tables: Tables) -> Mapping[str, frozenset[str]]:
    """The families of events that can do each kind of harm."""
    found: dict[str, set[str]] = {}
    for row in tables.rows("measure_families"):
        found.setdefault(row["measure"], set()).add(row["family"])
    return MappingProxyType({measure: frozenset(families) for measure, families in found.items()})


@lru_cache(maxsize=4)
def title_words(tables: Tables, language: str = "en") -> Mapping[str, str]:
    """The words and patterns that titles are written with."""
    return MappingProxyType({row["key"]: row["words"] for row in tables.rows(f"{language}/title_words")})


@lru_cache(maxsize=4)
def update_words(tables: Tables, language: str = "en") -> tuple[str, ...]:
    """Words that say that a figure replaces an earlier one ("updated", "has risen")."""
    return tuple(row["words"] for row in tables.rows(f"{language}/update_words"))


@lru_cache(maxsize=4)
def institution_words(tables: Tables, language: str = "en") -> Mapping[str, str]:
    """Words in names of institutions and what each is read as; an empty one says nothing ("office", "government")."""
    return MappingProxyType({row["word"]: row["folded"] for row in tables.rows(f"{language}/institution_words")})


@lru_cache(maxsize=4)
def common_words(tables: Tables, language: str = "en") -> frozenset[str]:
    """Words so common in news of war that sharing them says nothing."""
    return frozenset(row["word"] for row in tables.rows(f"{language}/common_words"))


@lru_cache(maxsize=4)
def name_particles(tables: Tables) -> frozenset[str]:
    """Little words inside names that one spelling writes and another leaves out ("al", "bin", "de", "van")."""
    return frozenset(row["word"] for row in tables.rows("name_particles"))
