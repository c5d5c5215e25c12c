"""Named victims with their age and sex, and the figure they belong to."""

from __future__ import annotations

import pytest

from tests.reading.test_figures import read

CASES = (
    ("Maryam Doran, 34, and her son Adil (6) were killed in Lomas.", {("Maryam Doran", 34, None), ("Adil", 6, "male")}),
    ("Colonel Ivan Moran was killed near the river.", {("Ivan Moran", None, None)}),
    ("His wife Lena Moran was wounded.", {("Lena Moran", None, "female")}),
    ("The shelling killed Pavel Dorin, a 61-year-old farmer.", {("Pavel Dorin", None, None)}),
)


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_a_named_victim_is_kept_with_age_and_sex(text: str, wanted: set[tuple[str, int | None, str | None]]) -> None:
    told = {(victim.name, victim.age, victim.sex) for one in read(text) for victim in one.figure.victims}
    assert told == wanted


def test_named_victims_of_a_list_are_counted_once() -> None:
    found = read("Maryam Doran, 34, and her son Adil (6) were killed in Lomas.")
    assert [one.figure.amount.low for one in found if one.parent is None] == [2]


NAMED_AS = (
    ("Police named two of the victims as Mira Dalen and Pavel Orsk.", "killed", {"Mira Dalen", "Pavel Orsk"}),
    ("The dead were identified as Mira Dalen and Pavel Orsk.", "killed", {"Mira Dalen", "Pavel Orsk"}),
    ("Two of the wounded were named by the council as Ivan Moran and Lena Moran.", "wounded",
     {"Ivan Moran", "Lena Moran"}),
    ("The hospital named the dead as Mira Dalen, 34, and her son Adil (6).", "killed", {"Mira Dalen", "Adil"}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "measure", "wanted"), NAMED_AS)
def test_several_may_be_named_in_one_clause(text: str, measure: str, wanted: set[str]) -> None:
    named = [one for one in read(text) if one.figure.victims]
    assert {victim.name for one in named for victim in one.figure.victims} == wanted
    assert {one.figure.measure for one in named} == {measure}


def test_those_named_of_a_count_are_part_of_it() -> None:
    found = read("Five people were killed in Lomas. Police named two of the victims as Mira Dalen and Pavel Orsk.")
    assert [(one.figure.amount.low, one.parent) for one in found] == [(5, None), (2, 0)]


def test_who_is_named_as_something_else_is_no_victim() -> None:
    assert not [one for one in read("The council named Ivan Moran as its speaker.") if one.figure.victims]
