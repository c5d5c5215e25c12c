"""Named dead and wounded: one person in many spellings, and never two persons in one."""

from __future__ import annotations

import pytest

from averment.matching.evened import even_words
from averment.matching.victims import Mention, Person, match_mentions, names_agree
from averment.model.claim import Victim
from averment.model.text import Span
from tests.matching.builders import Desk, figure, town

TARN = town("Tarn", 46.6, -31.9)

ONE = (
    ("Mira Dalen", "Mira Dalen", "the same words"),
    ("Mira Dalen", "Dalen Mira", "another order"),
    ("Mira Dalen", "M. Dalen", "an initial"),
    ("Mira Dalen", "Mira Petrovna Dalen", "a father's name left out"),
    ("Dalen Mira Petrovna", "Mira Dalen", "surname first, with and without the father's name"),
    ("Yusuf Kadirov", "Yousuf Qadirov", "spelt otherwise from another alphabet"),
    ("Samvel Beglaryan", "Samvel Beglarian", "spelt otherwise"),
    ("Omar al-Doran", "Omar Doran", "a particle left out"),
)
TWO = (
    ("Mira Dalen", "Pavel Dalen", "two of one family"),
    ("Dalen", "Mira Dalen", "a surname alone tells nobody"),
    ("Omar Doran", "Adil Omar Doran", "the second may be the father of the first"),
    ("M. D.", "Mira Dalen", "two initials tell nobody"),
    ("Mira Dalen", "Mira Doran", "another surname"),
    ("", "", "two names that are withheld"),
)


@pytest.mark.parametrize(("one", "other", "why"), ONE)
def test_variants_of_a_name_are_one_person(one: str, other: str, why: str) -> None:
    assert [person.other_names != () or one == other for person in _matched(one, other)] == [True], why


@pytest.mark.parametrize(("one", "other", "why"), TWO)
def test_names_that_may_be_of_two_are_two_persons(one: str, other: str, why: str) -> None:
    assert len(_matched(one, other)) == 2, why


@pytest.mark.parametrize(("ages", "persons"), [((34, 34), 1), ((34, 35), 1), ((34, 52), 2), ((34, None), 1)])
def test_ages_more_than_a_year_apart_are_two_persons(ages: tuple[int | None, int | None], persons: int) -> None:
    told = [_mention("Mira Dalen", age, None, number) for number, age in enumerate(ages)]
    assert len(match_mentions(told)) == persons


def test_another_sex_is_another_person() -> None:
    told = [_mention("Sasha Dalen", None, sex, number) for number, sex in enumerate(("female", "male"))]
    assert len(match_mentions(told)) == 2


def test_a_name_that_fits_two_persons_stays_its_own() -> None:
    assert len(_matched("Mira Dalen", "Maksim Dalen", "M. Dalen")) == 3


def test_the_fullest_name_stands_and_the_reason_is_told() -> None:
    (person,) = _matched("M. Dalen", "Mira Petrovna Dalen")
    assert person.name == "Mira Petrovna Dalen"
    assert "an initial for a name" in person.reasons[0]
    assert "both in Tarn" in person.reasons[0]


def test_who_was_wounded_and_then_died_is_one_person_with_both() -> None:
    told = [_mention("Mira Dalen", 34, None, 0, "wounded"), _mention("Mira Dalen", 34, None, 1, "killed")]
    assert [person.measures for person in match_mentions(told)] == [("wounded", "killed")]


def test_the_order_of_mentions_does_not_change_who_is_who() -> None:
    names = ("Mira Dalen", "Dalen Mira", "Pavel Dalen", "M. Dalen")
    told = [_mention(name, None, None, number) for number, name in enumerate(names)]
    found = {frozenset(one.victim.name for one in person.mentions) for person in match_mentions(told)}
    back = {frozenset(one.victim.name for one in person.mentions) for person in match_mentions(told[::-1])}
    assert found == back


def test_agreeing_is_the_same_both_ways() -> None:
    for one, other, _ in (*ONE, *TWO):
        first, second = even_words(one), even_words(other)
        assert (names_agree(first, second) is None) == (names_agree(second, first) is None)


def _matched(*names: str) -> tuple[Person, ...]:
    return match_mentions([_mention(name, None, None, number) for number, name in enumerate(names)])


def _mention(name: str, age: int | None, sex: str | None, number: int, measure: str = "killed") -> Mention:
    desk = Desk()
    held = desk.takes(f"Paper {number}", "4 May 2023", f"{name} was {measure} in Tarn.")
    claim = desk.reads(held, held.text, figure(measure, "people", "1"), at=TARN)
    return Mention(claim, Victim(name, Span(0, len(name) or 1), age, sex), measure)
