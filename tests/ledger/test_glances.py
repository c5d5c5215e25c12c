"""What is kept from one look to the next never outlives what it was worked out from, whoever changes that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from averment.ledger.glances import Glances
from averment.ledger.ledger import Ledger, open_ledger
from averment.model.decision import DecisionKind
from averment.model.incident import Incident, Record
from tests.builders import RUN, build
from tests.ledger.test_decisions import decide, hide_victim

EMPTY = Record((), (), (), (), (), (), ())
MARKET = build("[At least 12 people were killed, among them Mira Dalen](killed people 12.. victim Mira Dalen).")
CLAIM = MARKET.claims[0]


def drawn(title: str) -> Record:
    return replace(EMPTY, incidents=(Incident("a", (CLAIM.id,), title, None, None, (), ()),))


@pytest.fixture
def settled(ledger: Ledger) -> Ledger:
    ledger.add_report(MARKET.report, MARKET.content)
    ledger.add_reading(MARKET.reading(), RUN)
    ledger.store_record(drawn("Mira Dalen killed in Karvin"))
    return ledger


@pytest.fixture
def another(settled: Ledger, where: str) -> Iterator[Ledger]:
    """The same ledger, as another process has it open."""
    with open_ledger(where) as opened:
        yield opened


def titles(glances: Glances) -> list[str]:
    with glances.look() as glance:
        return [incident.title for incident in glance.incidents(["a", "b"])]


def test_an_answer_is_kept_while_nothing_is_added_and_through_what_leaves_the_record_alone(
    settled: Ledger, another: Ledger
) -> None:
    asked: list[str] = []
    glances = Glances(settled)

    def told(name: str) -> str:
        asked.append(name)
        return name

    def look() -> None:
        with glances.look() as glance:
            glance.once("all", lambda: told("all"))
            glance.once_settled("record", lambda: told("record"))

    look()
    look()
    another.add_report(build("Nothing was said.").report, b"Nothing was said.")
    look()
    assert asked == ["all", "record", "all"]


def test_what_another_process_settles_is_seen_in_the_next_look(settled: Ledger, another: Ledger) -> None:
    glances = Glances(settled)
    assert titles(glances) == ["Mira Dalen killed in Karvin"]
    another.store_record(drawn("A market in Karvin is hit"))
    assert titles(glances) == ["A market in Karvin is hit"]


def test_a_look_that_began_before_another_process_settled_stays_in_its_moment(settled: Ledger, another: Ledger) -> None:
    glances = Glances(settled)
    with glances.look() as before:
        another.store_record(drawn("A market in Karvin is hit"))
        assert titles(glances) == ["A market in Karvin is hit"]
        assert [incident.title for incident in before.incidents(["a"])] == ["Mira Dalen killed in Karvin"]
    assert titles(glances) == ["A market in Karvin is hit"]


def test_a_name_that_another_process_withholds_is_covered_in_what_was_kept_and_comes_back(
    settled: Ledger, another: Ledger
) -> None:
    glances = Glances(settled)
    assert titles(glances) == ["Mira Dalen killed in Karvin"]
    withhold = hide_victim(MARKET)
    another.decide(withhold)
    assert "Dalen" not in titles(glances)[0]
    another.decide(decide(DecisionKind.WITHDRAW, withdraws=withhold.id))
    assert titles(glances) == ["Mira Dalen killed in Karvin"]
