"""Which problems a page shows: none that tells words that are withheld."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from averment.faces.web.desk import Desk
from averment.faces.web.desk.listing import Paged
from averment.ledger.ledger import Ledger, open_ledger
from averment.model.decision import DecisionKind
from averment.model.run import Problem
from tests.builders import RUN, build
from tests.ledger.test_decisions import NAMED, decide

REPORT = build(NAMED)
QUOTING = Problem("times", "no such day: 31 June, when Mira Dalen died", report=REPORT.report.id)
OF_A_FILE = Problem("ingest", "empty", file="a.txt")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "averment.db") as opened:
        opened.add_report(REPORT.report, REPORT.content)
        opened.add_reading(REPORT.reading(problems=(QUOTING,)), RUN)
        opened.add_problems([OF_A_FILE])
        yield opened


def messages(desk: Desk) -> set[str]:
    return {problem.message for problem in desk.problems(Paged()).problems}


def test_a_problem_of_a_withheld_report_is_not_shown_and_comes_back_with_it(ledger: Ledger) -> None:
    desk = Desk(ledger)
    assert messages(desk) == {QUOTING.message, OF_A_FILE.message}
    withhold = decide(DecisionKind.WITHHOLD, withholds=REPORT.report.id)
    ledger.decide(withhold)
    assert messages(desk) == {OF_A_FILE.message}
    ledger.decide(decide(DecisionKind.WITHDRAW, withdraws=withhold.id))
    assert messages(desk) == {QUOTING.message, OF_A_FILE.message}


def test_a_name_that_is_covered_for_one_who_looks_is_covered_in_problems(ledger: Ledger) -> None:
    assert not any("Dalen" in message for message in messages(Desk(ledger, hidden=["Mira Dalen"])))
