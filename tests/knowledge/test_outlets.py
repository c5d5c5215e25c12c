"""Agencies, outlets and their owners."""

from pathlib import Path

import pytest

from averment.knowledge.outlets import (
    Source,
    agencies,
    agency_of,
    house_of,
    outlet_of,
    outlets,
    owners,
    source_named,
    sources_in,
)
from averment.knowledge.tables import TABLES, Tables
from averment.model.run import InputError
from averment.model.text import Span

NAMED = [
    ("AP", "Associated Press"),
    ("the Associated Press", "Associated Press"),
    ("(Reuters)", "Reuters"),
    ("RFE/RL’s Armenian Service", "RFE/RL Armenian Service"),
    ("Azatutyun.am", "RFE/RL Armenian Service"),
    ("https://www.bbc.co.uk/news/world-123", "BBC News"),
    ("en.trend.az", "Trend"),
    ("edition.cnn.com", "CNN"),
]


@pytest.mark.parametrize(("words", "name"), NAMED)
def test_variants_domains_and_addresses_lead_to_one_source(words: str, name: str) -> None:
    found = source_named(TABLES, words)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("words", ["Karvin Herald", "karvin.example", "com", "", "co.uk"])
def test_a_name_that_the_tables_do_not_hold_is_nobody(words: str) -> None:
    assert source_named(TABLES, words) is None
    assert house_of(TABLES, words) is None


def test_an_agency_is_no_outlet_and_an_outlet_no_agency() -> None:
    assert outlet_of(TABLES, "Reuters") is None
    assert agency_of(TABLES, "Reuters") is not None
    assert agency_of(TABLES, "Haaretz") is None
    assert outlet_of(TABLES, "Haaretz") is not None


def test_outlets_of_one_house_share_it() -> None:
    assert house_of(TABLES, "Azatutyun") == house_of(TABLES, "Voice of America")
    assert house_of(TABLES, "Dawn") != house_of(TABLES, "Geo News")


def test_sources_named_in_a_line_are_found_with_their_words() -> None:
    text = "By Jane Roe, Associated Press, with the trend in Norvia and RFE/RL"
    found = sources_in(TABLES, text, Span(0, len(text)))
    assert [(name, span.of(text)) for name, span in found] == [
        ("Associated Press", "Associated Press"),
        ("Radio Free Europe/Radio Liberty", "RFE/RL"),
    ]


def test_no_name_stands_for_two_sources() -> None:
    holders: dict[str, str] = {}
    sources: list[Source] = [*agencies(TABLES), *outlets(TABLES)]
    for source in sources:
        for name in (source.name, *source.variants, *source.domains):
            assert holders.setdefault(name.casefold(), source.name) == source.name


def test_every_owner_of_an_outlet_is_a_row_of_the_owners_table() -> None:
    known = {owner.name for owner in owners(TABLES)}
    assert {outlet.owner for outlet in outlets(TABLES) if outlet.owner} <= known


def owned(tmp_path: Path, *rows: str) -> Tables:
    (tmp_path / "owners.csv").write_text("\n".join(["owner,country,above,source", *rows]) + "\n")
    outlet = "Karvin Herald,,karvin.example,,Karvin Holding,own list"
    (tmp_path / "outlets.csv").write_text(f"name,variants,domains,country,owner,source\n{outlet}\n")
    return Tables(tmp_path)


def test_a_house_is_the_last_owner_above(tmp_path: Path) -> None:
    tables = owned(tmp_path, "Karvin Holding,XN,Velm Group,own list", "Velm Group,XN,,own list")
    assert house_of(tables, "Karvin Herald") == "Velm Group"


def test_owners_that_own_each_other_are_refused(tmp_path: Path) -> None:
    tables = owned(tmp_path, "Karvin Holding,XN,Velm Group,own list", "Velm Group,XN,Karvin Holding,own list")
    with pytest.raises(InputError, match="Karvin Holding belongs to Velm Group belongs to Karvin Holding"):
        house_of(tables, "Karvin Herald")


def test_an_owner_above_that_is_no_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'Velm Group', which is no row"):
        house_of(owned(tmp_path, "Karvin Holding,XN,Velm Group,own list"), "Karvin Herald")


def test_an_owner_that_no_table_holds_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outlets.csv").write_text(
        "name,variants,domains,country,owner,source\nKarvin Herald,,karvin.example,,Nobody,own list\n"
    )
    with pytest.raises(InputError, match="Nobody"):
        outlets(Tables(tmp_path))
