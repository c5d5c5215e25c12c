"""The first look: reports about armed violence are worth reading, others are not."""

from __future__ import annotations

import math

import pytest

from averment.ingest.page import Page, read_page
from averment.ingest.screen import Screen, screen_of
from averment.knowledge.tables import TABLES

SCREEN = screen_of(TABLES)
SHELLED = (
    "At least 12 people were killed and dozens wounded on Tuesday when shells hit the market in Old Karvin, the "
    "regional health office said. The army denied firing on the town and blamed rebel fighters, who attacked a "
    "military post near the bridge overnight. Two soldiers were killed in the attack, a police officer said, and "
    "gunmen fled in a vehicle."
)
COOKED = (
    "The town of Old Karvin opened its first festival of soups on Tuesday. Cooks from thirty villages brought their "
    "pots, and visitors voted for the best recipe until late in the evening. The mayor praised the weather, the "
    "orchestra and the patience of those who waited in line, and promised a larger market hall and more chairs for "
    "the coming year."
)


def score(text: str) -> float:
    report = read_page(Page("a.txt", text.encode()), TABLES).report
    assert report
    return SCREEN.score(report)


def test_a_report_on_an_attack_passes_and_one_on_soups_does_not() -> None:
    assert score(SHELLED) > 0 > score(COOKED)


def test_upper_and_lower_case_are_the_same() -> None:
    assert SCREEN.score_text(SHELLED.upper()) == SCREEN.score_text(SHELLED)


@pytest.mark.parametrize("text", ["Shells hit the market.", "Снаряды попали в рынок, сообщили власти. " * 30])
def test_a_few_words_and_other_languages_are_not_read(text: str) -> None:
    assert score(text) == -math.inf


def test_words_that_the_table_does_not_hold_change_nothing() -> None:
    screen = Screen({"shells": 2.0, "market": -1.0}, -0.25)
    many = " ".join(f"word{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(60))
    assert screen.score_text(f"shells market {many}") == pytest.approx(1 / math.sqrt(2) - 0.25)
    assert screen.score_text(many) == -0.25
