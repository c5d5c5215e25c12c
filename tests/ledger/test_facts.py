"""Many reports in one transaction are kept as they would be one by one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table

from averment.ledger import queries, schema
from averment.ledger.ledger import Added, Ledger, Read, open_ledger
from averment.ledger.verify import verify
from averment.model.decision import DecisionKind
from averment.model.report import Appearance
from averment.model.run import LedgerError, Problem
from tests.builders import NORVIA_PRESS, RUN, Built, build
from tests.ledger.conftest import Minutes
from tests.ledger.test_decisions import decide

MARKET = (
    "[At least 12 people were killed, among them Mira Dalen](killed people 12.. by the health office victim Mira Dalen)"
)
BRIDGE = "[A bridge was hit](event Shelling/artillery/missile attack by the army)."
PAGE = Appearance(outlet="Norvia Press", url="https://norvia.example/market")
KEPT = (
    schema.runs, schema.contents, schema.reports, schema.texts, schema.appearances, schema.readings, schema.claims,
    schema.victims, schema.problems, schema.entries,
)  # fmt: skip


def read_of(built: Built, *problems: Problem) -> Read:
    return Read(built.report, built.content, built.reading(problems=problems))


def several() -> tuple[Read, ...]:
    """A revision at one address, the same bytes twice, one that was not read, and the same reading twice."""
    market, revised, bridge = build(MARKET, PAGE), build(MARKET.replace("12", "19"), PAGE), build(BRIDGE)
    return (
        read_of(market, Problem("times", "no such day: 31 June", report=market.report.id)),
        read_of(bridge),
        read_of(revised),
        read_of(build(MARKET, NORVIA_PRESS)),
        Read(build("Nothing was said.").report, b"Nothing was said.", None),
        read_of(bridge),
    )


def one_by_one(ledger: Ledger, read: Sequence[Read]) -> tuple[Added, ...]:
    return tuple(
        Added(
            ledger.add_report(one.report, one.content),
            ledger.add_reading(one.reading, RUN) if one.reading is not None else False,
        )
        for one in read
    )


def lines(ledger: Ledger, table: Table) -> list[tuple[Any, ...]]:
    """The rows without when they were recorded and under which number, which are those of the transaction."""
    apart = {"entry", "recorded_at", "number", "reading"}
    with ledger.looking() as connection:
        rows = list(queries.everything(connection, table))
    return sorted(tuple(str(row[key]) for key in sorted(row) if key not in apart) for row in rows)


@pytest.fixture
def other(empty: Path, tmp_path: Path, clock: Minutes) -> Iterator[Ledger]:
    with open_ledger(shutil.copy(empty, tmp_path / "other.db"), clock=clock) as opened:
        yield opened


def test_many_at_once_leave_the_rows_that_one_by_one_leave(ledger: Ledger, other: Ledger) -> None:
    read = several()
    assert ledger.add_read(read, RUN) == one_by_one(other, read)
    for table in KEPT:
        assert lines(ledger, table) == lines(other, table), table.name
    assert list(ledger.seen()) == list(other.seen())
    assert verify(ledger) == ()


def test_many_at_once_a_second_time_add_nothing(ledger: Ledger) -> None:
    ledger.add_read(several(), RUN)
    before = {table: lines(ledger, table) for table in KEPT}
    assert set(ledger.add_read(several(), RUN)) == {Added(False, False)}
    assert {table: lines(ledger, table) for table in KEPT} == before


def test_of_many_none_stays_where_one_is_refused(ledger: Ledger) -> None:
    good, bad = build(MARKET), build(BRIDGE)
    with pytest.raises(LedgerError, match="never added"):
        ledger.add_read([read_of(good), replace(read_of(bad), reading=replace(bad.reading(), text_id="none"))], RUN)
    assert list(ledger.seen()) == []


def test_the_words_of_a_withheld_report_come_back_neither_alone_nor_among_many(ledger: Ledger) -> None:
    market = build(MARKET)
    ledger.add_read([read_of(market)], RUN)
    withhold = decide(DecisionKind.WITHHOLD, withholds=market.report.id)
    ledger.decide(withhold)
    ledger.add_read(several(), RUN)
    (row,) = [line for line in ledger.seen() if line.report.id == market.report.id]
    assert "killed" not in row.report.text
    ledger.decide(decide(DecisionKind.WITHDRAW, withdraws=withhold.id))
    assert ledger.add_read([read_of(market)], RUN) == (Added(True, False),)
    assert next(line for line in ledger.seen() if line.report.id == market.report.id).report.text == market.report.text
