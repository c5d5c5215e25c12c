"""Names to sides, and who counts as one side with whom."""

from __future__ import annotations

from datetime import date

import pytest

from averment.knowledge.countries import country_named, find_country, find_demonym
from averment.knowledge.parties import PartyKind, aligned, find_side, party_country, party_kind, seat_side, side_of
from averment.knowledge.tables import TABLES

SIDES = [
    ("Azerbaijani Defense Ministry", "Azerbaijan", "an adjective and an institution"),
    ("Armenia’s Foreign Ministry", "Armenia", "a possessive"),
    ("Ministry of Foreign Affairs of Armenia", "Armenia", "the country after 'of'"),
    ("Baku", "Azerbaijan", "a capital"),
    ("the Kremlin", "Russia", "a palace"),
    ("the Ministry of Defense in Baku", "Azerbaijan", "an office at a seat of power"),
    ("authorities in Stepanakert", "Nagorno-Karabakh (Artsakh)", "the same for a state that few recognise"),
    ("Karabakh army", "Nagorno-Karabakh (Artsakh)", "a short form"),
    ("Nagorno-Karabakh’s leadership", "Nagorno-Karabakh (Artsakh)", "a hyphen within the name"),
    ("Russia’s peacekeeping contingent in Karabakh", "Russia", "where they stand is not whose they are"),
    ("Yemen's Houthi rebels", "Houthis", "the group, not its country"),
    ("Lebanese Hezbollah", "Hezbollah", "the same with an adjective"),
    ("Pakistani Taliban", "Tehrik-i-Taliban Pakistan", "the longest name wins"),
    ("the Saudi-led coalition", "Saudi-led coalition", "who leads is part of a known name"),
    ("SALVADORAN ARMY", "El Salvador", "text in capitals"),
    ("six Yemenis", "Yemen", "a people in the plural"),
    ("UN mission in South Sudan", "United Nations", "an international body"),
    ("Armenian-Azerbaijani border", None, "two sides"),
    ("Iran-backed militia", None, "a backer is not the side"),
    ("pro-Russian crowds", None, "nor is the side they favour"),
    ("government forces", None, "the context must tell"),
    ("rebels", None, "the context must tell"),
    ("told us", None, "a pronoun, not a country"),
    ("a turkey", None, "a bird, not a country"),
]


@pytest.mark.parametrize(("name", "side", "why"), SIDES, ids=[why for _, _, why in SIDES])
def test_a_name_belongs_to_its_side_or_to_none(name: str, side: str | None, why: str) -> None:
    assert side_of(name) == side


def test_alliances_hold_from_one_day_to_another() -> None:
    pair = ("Armenia", "Nagorno-Karabakh (Artsakh)")
    assert aligned(*pair, date(2020, 9, 27))
    assert not aligned(*pair, date(2024, 1, 1))


def test_an_alliance_counts_when_the_day_is_unknown() -> None:
    assert aligned("Nagorno-Karabakh (Artsakh)", "Armenia", None)


def test_a_side_is_aligned_with_itself_and_enemies_are_not() -> None:
    assert aligned("Sudan", "Sudan", None)
    assert not aligned("Sudan", "Rapid Support Forces", date(2023, 6, 1))


def test_every_alliance_seat_and_demonym_names_a_known_side_or_place() -> None:
    named = {row[column] for row in TABLES.rows("alliances") for column in ("side", "with")}
    named |= {row["side"] for row in TABLES.rows("seats")}
    named |= {row["of"] for row in TABLES.rows("demonyms") if row["level"] == "country"}
    assert [name for name in sorted(named) if find_side(name) is None] == []


def test_every_party_has_a_kind_and_a_known_country() -> None:
    for row in TABLES.rows("parties"):
        assert party_kind(row["name"]) is PartyKind(row["kind"])
        assert not row["country"] or find_country(row["country"]) is not None
    assert party_country("Hamas") == "PS"
    assert party_country("United Nations") is None
    assert seat_side("The Hague's harbour") is None


@pytest.mark.parametrize(
    "name", ["Kosovo", "PALESTINE", "Taiwan", "US", "Türkiye", "Côte d’Ivoire", "DRC", "the Gambia"]
)
def test_countries_are_found_by_their_names_in_any_case(name: str) -> None:
    assert country_named(name) is not None


def test_an_adjective_leads_to_its_country_but_is_not_its_name() -> None:
    country = find_country("Yemeni")
    assert country is not None
    assert country.iso == "YE"
    assert country_named("Yemeni") is None


def test_small_letters_are_never_a_people() -> None:
    assert find_demonym("polish") is None
    assert find_demonym("Poles") is not None
