"""Roles and the institutions that they speak for."""

from __future__ import annotations

import pytest

from averment.knowledge.tables import TABLES
from averment.reading.offices import read_office

CASES = [
    ("Norvian Defence Ministry spokesman", "Norvian Defence Ministry"),
    ("Norvia’s Foreign Minister", "Norvia’s Foreign Ministry"),
    ("Minister for Foreign Affairs of Norvia", "Ministry for Foreign Affairs of Norvia"),
    ("spokesman for the Norvian army", "Norvian army"),
    ("the deputy head of the regional health office", "regional health office"),
    ("Kestrian Council President", "Kestrian Council"),
    ("Norvian President Ann Bell’s spokesman", "Norvian presidency"),
    ("Norvian presidential spokesperson", "Norvian presidency"),
    ("Norvian Human Rights Ombudsman", "Norvian Human Rights Ombudsman"),
    ("former premier", None),
    ("a doctor at the hospital", None),
]


@pytest.mark.parametrize(("words", "institution"), CASES)
def test_an_office_tells_who_is_spoken_for(words: str, institution: str | None) -> None:
    office = read_office(words, TABLES)
    assert office is not None
    assert office.institution == institution


def test_words_without_a_role_are_no_office() -> None:
    assert read_office("the burning mill", TABLES) is None
