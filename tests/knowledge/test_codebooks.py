"""The numbers of states and what vague words stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from averment.knowledge.codebooks import acled_type, reliability, state_ids, status_of, vague_number
from averment.knowledge.countries import all_countries
from averment.knowledge.tables import TABLES, Tables
from averment.model.claim import EventType
from averment.model.run import InputError


@pytest.mark.parametrize(
    ("iso", "gwno", "number", "region"),
    [
        ("US", 2, 840, "Americas"),
        ("AZ", 373, 31, "Europe"),
        ("SD", 625, 729, "Africa"),
        ("EG", 651, 818, "Middle East"),
        ("TR", 640, 792, "Middle East"),
        ("MM", 775, 104, "Asia"),
        ("XK", 347, None, "Europe"),
        ("PS", None, 275, None),
    ],
)
def test_a_country_has_its_numbers(iso: str, gwno: int | None, number: int | None, region: str | None) -> None:
    found = state_ids(iso)
    assert found is not None
    assert (found.gwno, found.iso_number, found.ucdp_region) == (gwno, number, region)


def test_every_country_of_the_world_has_a_row_and_no_number_twice() -> None:
    found = [state_ids(country.iso) for country in all_countries()]
    assert all(found)
    for numbers in ([one.gwno for one in found if one], [one.iso_number for one in found if one]):
        given = [number for number in numbers if number is not None]
        assert len(given) == len(set(given))


def test_every_event_type_has_its_place_in_acled() -> None:
    assert {acled_type(one).event_type for one in EventType} == {
        "Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots",
        "Strategic developments",
    }  # fmt: skip


def test_every_vague_word_of_the_language_stands_for_a_number() -> None:
    ends = {
        (int(row["low"]) if row["low"] else None, int(row["high"]) if row["high"] else None)
        for row in TABLES.rows("en/number_words")
        if row["kind"] == "vague"
    }
    exact = {(low, high) for low, high in ends if low is not None and low == high}
    assert all(vague_number(low, high) for low, high in ends - exact)


def test_every_group_of_people_is_armed_civilian_or_open() -> None:
    groups = {row["group"] for row in TABLES.rows("en/groups") if row["domain"] == "people" and row["group"]}
    assert all(status_of(group) for group in groups)


def test_all_voices_are_equally_reliable_unless_a_table_says_otherwise(tmp_path: Path) -> None:
    (tmp_path / "voice_reliability.csv").write_text("voice,rank,source\nTarn Hospital,0,ours\n", encoding="utf-8")
    assert reliability(("Tarn Hospital", "institution"), TABLES) == reliability(("a rebel", "group"), TABLES)
    assert reliability(("Tarn Hospital", "institution"), Tables(tmp_path)) < reliability(("group",), Tables(tmp_path))


def test_a_rank_that_is_no_number_is_refused(tmp_path: Path) -> None:
    (tmp_path / "voice_reliability.csv").write_text("voice,rank,source\nTarn Hospital,best,ours\n", encoding="utf-8")
    with pytest.raises(InputError, match="expected a number in the column rank"):
        reliability(("group",), Tables(tmp_path))
