"""A ledger that was tampered with says where; a backup is whole and overwrites nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from averment.ledger.backup import backup
from averment.ledger.ledger import Ledger, open_ledger
from averment.ledger.verify import verify
from averment.model.run import LedgerError
from tests.builders import RUN, build
from tests.ledger.test_decisions import BRIDGE, NAMED, TWO, add, anchor, hide_victim, same

TAMPERED = (
    ("contents", "UPDATE contents SET bytes = 'other'", "bytes do not have the SHA-256"),
    ("contents", "UPDATE contents SET bytes = NULL", "nobody withheld them"),
    ("texts", "UPDATE texts SET text = 'No' || substr(text, 3)", "text .* does not have the SHA-256"),
    ("texts", "UPDATE texts SET length = 4", "behind the end of the text"),
    ("claims", "UPDATE claims SET evidence = 'nobody was killed'", "words of claim .* are not those of the text"),
    ("claims", "UPDATE claims SET low = 1200 WHERE low = 12", "column low of claim"),
    ("claims", "UPDATE claims SET noun = replace(noun, '\"low\":12', '\"low\":1200')", "id of its content"),
    ("runs", "UPDATE runs SET model = 'model 3'", "line of run .* was changed"),
    ("appearances", "UPDATE appearances SET outlet = 'Daily Herald'", "column outlet of an appearance"),
    ("decisions", "UPDATE decisions SET reason = 'none'", "decision .* id of its content"),
    ("decision_anchors", "UPDATE decision_anchors SET start = start + 1", "decision .* rests on words"),
    ("readings", "UPDATE readings SET run = 'nobody'", "leads to no row of runs"),
)


def filled(ledger: Ledger) -> Ledger:
    two, bridge = build(TWO), build(BRIDGE)
    add(ledger, two, bridge, build(NAMED))
    ledger.decide(same(anchor(two), anchor(bridge)))
    return ledger


def test_a_sound_ledger_has_nothing_to_say_withheld_words_included(ledger: Ledger) -> None:
    filled(ledger).decide(hide_victim(build(NAMED)))
    assert verify(ledger) == ()


@pytest.mark.parametrize(("table", "change", "told"), TAMPERED, ids=[case[2] for case in TAMPERED])
def test_what_was_tampered_with_is_told(in_a_file: Ledger, table: str, change: str, told: str) -> None:
    filled(in_a_file)
    with closing(sqlite3.connect(in_a_file.database.name)) as raw, raw:
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {trigger}")
        assert raw.execute(change).rowcount
    with pytest.raises(AssertionError, match=told):
        assert not [problem.message for problem in verify(in_a_file)]


def test_a_backup_holds_what_the_ledger_held_while_others_write(ledger: Ledger, tmp_path: Path) -> None:
    filled(ledger)
    before = list(ledger.seen())
    copy = backup(ledger, tmp_path / "copy.db")
    late = build("[A mill was hit](event Attack).")
    ledger.add_report(late.report, late.content)
    ledger.add_reading(late.reading(), RUN)
    with open_ledger(copy, create=False) as restored:
        assert list(restored.seen()) == before
        assert verify(restored) == ()


def test_a_backup_overwrites_nothing(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("dear to somebody")
    with pytest.raises(LedgerError, match="never overwrites"):
        backup(ledger, tmp_path / "copy.db")
    with pytest.raises(LedgerError, match="make it first"):
        backup(ledger, tmp_path / "missing" / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "dear to somebody"
    assert not list(tmp_path.glob("*.part*"))
