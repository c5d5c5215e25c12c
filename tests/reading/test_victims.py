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
