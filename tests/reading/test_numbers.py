"""Number words, and what is a number but no count."""

from __future__ import annotations

import pytest

from averment.knowledge.tables import TABLES
from averment.reading.numbers import find_amounts

AMOUNTS = (
    ("at least 12 people", [(12, None, "at_least")]),
    ("more than a 100 were injured", [(100, None, "more_than")]),
    ("as many as 20", [(None, 20, "up_to")]),
    ("no fewer than twelve", [(12, None, "at_least")]),
    ("fewer than ten", [(None, 10, "fewer_than")]),
    ("some 80 and nearly 100", [(80, 80, "about"), (100, 100, "about")]),
    ("10-12, two to three, between 7 and 13", [(10, 12, "between"), (2, 3, "between"), (7, 13, "between")]),
    ("at least 11 and up to 15 members", [(11, 15, "between")]),
    (
        "1,200, 30.000 and 1.2 million",
        [(1200, 1200, "exactly"), (30000, 30000, "exactly"), (1200000, 1200000, "exactly")],
    ),
    ("twenty-five, one hundred and five", [(25, 25, "exactly"), (105, 105, "exactly")]),
    ("a dozen, dozens of, scores of", [(12, 12, "vague"), (24, 99, "vague"), (40, 199, "vague")]),
    ("hundreds of thousands", [(200000, 999999, "vague")]),
    ("a number of civilians", [(None, None, "vague")]),
    ("12 or more, 12+ and 20-odd", [(12, None, "at_least"), (12, None, "at_least"), (20, 20, "about")]),
    ("rose from 32 to 45", [(45, 45, "exactly")]),
    ("On October 21st, 2023, eight civilians", [(8, 8, "exactly")]),
    ("killed 2000 people", [(2000, 2000, "exactly")]),
    ("12 may have died", [(12, 12, "exactly")]),
    ("SIX PEASANTS AND 1,500 SOLDIERS", [(6, 6, "exactly"), (1500, 1500, "exactly")]),
)

NO_COUNTS = (
    "a 12-year-old boy",
    "aged 4, 6 and 9",
    "Maryam Doe, 34, and her son Adil (6)",
    "on 12 May, in 2016, since 1994",
    "at 1 pm, 13:00, 03.30 am",
    "122 mm shells over 12 km",
    "the 3rd Brigade, a T-72, UNX78",
    "Article 51 and Resolution 2231",
    "$5 million, 20 percent",
    "lost 3-1",
    "how many, so many",
)


@pytest.mark.parametrize(("text", "wanted"), AMOUNTS)
def test_an_amount_keeps_its_numbers_as_spoken_and_its_bound(
    text: str, wanted: list[tuple[int | None, int | None, str]]
) -> None:
    found = [(one.amount.low, one.amount.high, one.amount.bound.value) for one in find_amounts(text, TABLES)]
    assert found == wanted


@pytest.mark.parametrize("text", NO_COUNTS)
def test_ages_dates_units_and_codes_are_no_amounts(text: str) -> None:
    assert [one.amount.words.of(text) for one in find_amounts(text, TABLES)] == []


@pytest.mark.parametrize("text", ["another 11", "11 others", "twelve more", "at least another 12"])
def test_another_and_others_tell_of_a_further_group(text: str) -> None:
    assert [one.further for one in find_amounts(text, TABLES)] == [True]
