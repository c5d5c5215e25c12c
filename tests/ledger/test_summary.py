"""The line at the end of a command: what stands in the ledger, without words that are withheld."""

from __future__ import annotations

import pytest

from averment.ledger.ledger import Ledger
from averment.ledger.summary import SharedWords, Summary, summarise
from averment.model.incident import Incident, Record
from averment.model.report import Appearance, Copy, Passage
from averment.model.run import Problem
from averment.model.text import Span
from tests.builders import Built, build
from tests.ledger.test_decisions import NAMED, add, hide_victim

AT_ITS_ADDRESS = Appearance(file="news/Mira Dalen.txt", outlet="Norvia Press", url="https://norvia.example/1")
MORNING = build(NAMED, AT_ITS_ADDRESS)
EVENING = build("[A girl was killed](killed people 1), the health office said.", Appearance(outlet="Daily Herald"))
UNSURE = Problem("incidents", "two incidents may be one, of Mira Dalen")


def whole(built: Built) -> Passage:
    return Passage(built.report.id, Span(0, len(built.report.text)))


@pytest.fixture
def settled(ledger: Ledger) -> Ledger:
    add(ledger, MORNING, EVENING)
    copies = (Copy(whole(MORNING), whole(EVENING), 7, 1.0),)
    incidents = (Incident("a", (MORNING.claims[0].id,), "a killing", None, None, (), ()),)
    ledger.store_record(Record(copies, (), (), incidents, (), (), (), problems=(UNSURE,)))
    return ledger


def test_incidents_shared_words_and_problems_are_told(settled: Ledger) -> None:
    shared = SharedWords("Mira Dalen.txt", "Daily Herald", 7)
    assert summarise(settled) == Summary(1, 0, (shared,), (UNSURE,))


def test_a_withheld_name_is_covered_in_files_and_problems(settled: Ledger) -> None:
    settled.decide(hide_victim(MORNING))
    found = summarise(settled)
    assert (len(found.shared), len(found.problems), "Dalen" in repr(found)) == (1, 1, False)


def test_a_report_that_was_revised_since_it_was_settled_goes_by_its_id(settled: Ledger) -> None:
    add(settled, build("[Nobody was killed](killed people 0).", AT_ITS_ADDRESS))
    (shared,) = summarise(settled).shared
    assert (shared.first, shared.second) == (MORNING.report.id, "Daily Herald")
