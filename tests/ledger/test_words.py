"""Claims are found by their words, on both databases, and withheld ones are found no more."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from averment.ledger.ledger import Ledger
from averment.ledger.schema import claims
from averment.ledger.words import says
from averment.model.decision import DecisionKind
from tests.builders import RUN, build
from tests.ledger.test_decisions import decide

SHELLS = "[Shells hit Café Ürün](event Grenade by the mayor). [12 people were killed](killed people 12 by the mayor)."


def found(ledger: Ledger, text: str) -> list[str]:
    with ledger.looking() as connection:
        return sorted(connection.execute(select(claims.c.evidence).where(says(text))).scalars())


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("shells", ["Shells hit Café Ürün"]),
        ("HIT shells", ["Shells hit Café Ürün"]),
        ("peop kill", ["12 people were killed"]),
        ("café", ["Shells hit Café Ürün"]),
        ("12", ["12 people were killed"]),
        ("shells killed", []),
        ("'\"; DROP TABLE claims; --", []),
        ('" OR "', []),
        ("%", []),
        ("...", []),
    ],
)
def test_claims_are_found_by_words_that_begin_so(ledger: Ledger, text: str, evidence: list[str]) -> None:
    built = build(SHELLS)
    ledger.add_report(built.report, built.content)
    ledger.add_reading(built.reading(), RUN)
    assert found(ledger, text) == evidence


def test_withheld_words_are_found_no_more_until_they_are_back(ledger: Ledger) -> None:
    built = build(SHELLS)
    ledger.add_report(built.report, built.content)
    ledger.add_reading(built.reading(), RUN)
    withheld = decide(DecisionKind.WITHHOLD, withholds=built.report.id)
    ledger.decide(withheld)
    assert found(ledger, "shells") == []
    ledger.decide(decide(DecisionKind.WITHDRAW, withdraws=withheld.id))
    ledger.add_report(built.report, built.content)
    assert found(ledger, "shells") == ["Shells hit Café Ürün"]
