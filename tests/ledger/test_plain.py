"""Nouns become plain JSON and come back exactly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averment.ledger.plain import from_plain, to_plain
from averment.model.claim import Claim, Quote
from averment.model.decision import Decision, Standing
from averment.model.incident import Record
from averment.model.reading import Layers, Reading
from averment.model.report import Appearance, Report
from averment.model.run import Problem, Run
from averment.model.when_where import Place, Where
from tests.builders import build
from tests.ledger.strategies import FEW, register

register()
NOUNS = (Appearance, Claim, Decision, Layers, Problem, Quote, Reading, Record, Report, Run, Standing, Where)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
@FEW
@given(data=st.data())
def test_every_noun_comes_back_as_it_was(noun: type[Any], data: st.DataObject) -> None:
    value = data.draw(st.from_type(noun))
    places: dict[str, Place] = {}
    assert from_plain(noun, json.loads(json.dumps(to_plain(value, places))), places) == value


def test_a_field_that_came_later_takes_its_default() -> None:
    assert from_plain(Appearance, {"file": "a.txt"}, {}) == Appearance(file="a.txt")


def test_a_field_that_is_no_more_is_passed_over() -> None:
    assert from_plain(Appearance, {"file": "a.txt", "colour": "red"}, {}) == Appearance(file="a.txt")


def test_a_noun_that_lacks_what_it_needs_is_refused() -> None:
    with pytest.raises(ValueError, match="claim lacks id"):
        from_plain(Claim, {"evidence": {"start": 0, "end": 1}}, {})


def test_a_field_at_its_default_takes_no_room() -> None:
    (claim,) = build("[A bridge was hit](event Attack).").claims
    assert "denies" not in to_plain(claim, {})
