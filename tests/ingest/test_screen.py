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

FOUGHT = (
    (
        "a battle between armies",
        "Government troops and fighters of the Velt Front fought for a third day around Sarrow on Friday. A brigade "
        "commander said eleven soldiers fell in the fighting and nine tanks were lost; the Front said that its units "
        "hold the northern heights and have taken forty prisoners.",
    ),
    (
        "an air strike",
        "Warplanes struck a bakery in the town of Ostrel before dawn, killing a family of six, neighbours and a medic "
        "said. The air force said that it had hit a store of rockets. Pictures from the street show a deep crater and "
        "burnt cars.",
    ),
    (
        "drones",
        "Fourteen drones were launched at the port of Delmara overnight and nine of them were shot down, the navy said "
        "on Monday. Debris set fire to a warehouse and two dockers were injured, according to the mayor.",
    ),
    (
        "a convoy and a mine",
        "A truck of a convoy that carried flour to Hadran drove over a landmine on Tuesday. The driver and two guards "
        "died, the relief mission announced. It blamed nobody. Mines have been laid on that road since the spring.",
    ),
    (
        "a flash",
        "Air strike hits Ostrel: nine villagers dead and seventy wounded on Thursday, the interior ministry says.",
    ),
    (
        "kidnapped villagers",
        "Gunmen abducted at least thirty villagers near Tolva on Sunday night, the district governor said. A woman who "
        "escaped told reporters that the men came on motorcycles and burned the school before they left.",
    ),
)
PEACEFUL = (
    (
        "an earthquake",
        "An earthquake of magnitude 5.9 shook the coast of Delmara on Sunday, damaging churches and some two hundred "
        "houses. The weather service said there was no danger of a tsunami. Schools stay closed until engineers have "
        "looked at the buildings, the governor said.",
    ),
    (
        "a match",
        "Sarrow beat Ostrel by three goals to one on Saturday and lead the table before the winter break. The coach "
        "praised his young defenders and said the club would not sell anyone in January. The next game is at home.",
    ),
    (
        "a budget",
        "The parliament passed the budget for next year after two days of debate. It raises the tax on sugar and gives "
        "more money to universities and railways. The opposition called it a scandal and asked what it would cost.",
    ),
    (
        "a scientific finding",
        "Scientists at the university of Ostrel describe in a study how bees find their way home in fog. They followed "
        "forty hives with small transmitters for three summers and saw that older bees remember how the river smells.",
    ),
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


def test_short_reports_of_every_kind_of_fighting_pass() -> None:
    lost = [what for what, text in FOUGHT if score(text) <= 0]
    assert not lost


def test_disasters_sport_and_politics_do_not_pass() -> None:
    taken = [what for what, text in PEACEFUL if score(text) > 0]
    assert not taken


def test_words_and_pairs_that_the_table_does_not_hold_change_nothing() -> None:
    screen = Screen({"shells": 2.0, "market": -1.0}, {("shells", "market"): 0.5}, -0.25)
    many = " ".join(f"word{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(60))
    assert screen.score_text(f"shells market {many}") == pytest.approx(1.5 / math.sqrt(3) - 0.25)
    assert screen.score_text(f"market {many} shells") == pytest.approx(1 / math.sqrt(2) - 0.25)
    assert screen.score_text(many) == -0.25


def test_a_word_counts_once_however_often_it_is_said() -> None:
    screen = Screen({"shells": 2.0}, {("shells", "fell"): 1.0}, 0.0)
    many = " ".join(f"word{chr(97 + at)}" for at in range(26))
    assert screen.score_text(f"shells fell shells fell {many}") == screen.score_text(f"shells fell {many}")


def test_what_stands_far_down_is_not_looked_at() -> None:
    assert SCREEN.score_text(COOKED * 9 + SHELLED) == SCREEN.score_text(COOKED * 9)
