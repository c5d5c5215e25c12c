"""The commands that serve the record and keep the accounts."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from averment.faces.serve_commands import accounts_file
from averment.settings import Settings
from tests.commands import Outcome, averment

PASSWORD = "a long enough password"


def with_password(monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> Outcome:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
    return averment(*words)


def test_accounts_are_made_listed_and_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = ("--ledger", tmp_path / "x.db")
    made = with_password(monkeypatch, "accounts", "add", "R. Doe", "--role", "reviewer", *ledger)
    token = averment("accounts", "token", "R. Doe", "nightly", *ledger)
    listed = averment("accounts", "list", *ledger)
    gone = averment("accounts", "remove", "R. Doe", *ledger)
    assert (made.code, listed.out, gone.code) == (0, "R. Doe  reviewer  tokens: nightly\n", 0)
    assert token.out.startswith("averment_")
    assert averment("accounts", "list", *ledger).out == ""


def test_an_account_that_cannot_be_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = ("--ledger", tmp_path / "x.db")
    refused = with_password(monkeypatch, "accounts", "add", "R. Doe", "--role", "king", *ledger)
    unknown = averment("accounts", "remove", "R. Doe", *ledger)
    assert (refused.code, unknown.code) == (2, 2)
    assert "expected one of reader, reviewer, admin" in refused.err
    assert "averment accounts list" in unknown.err


def test_serving_others_without_an_account_is_refused_with_what_to_do(tmp_path: Path) -> None:
    outcome = averment("serve", "--host", "0.0.0.0", "--ledger", tmp_path / "x.db")
    assert outcome.code == 2
    assert "averment accounts add NAME --role admin" in outcome.err


def test_an_address_that_cannot_be_taken_is_told(tmp_path: Path) -> None:
    outcome = averment("serve", "--host", "127.0.0.1", "--port", "1", "--ledger", tmp_path / "missing" / "x.db")
    assert outcome.code == 3
    assert "missing" in outcome.err


@pytest.mark.parametrize(
    ("ledger", "file"),
    [
        ("karvin.db", "karvin.db-accounts.json"),
        ("sqlite:///folder/karvin.db", "folder/karvin.db-accounts.json"),
        ("postgresql+psycopg://host/karvin", "averment-accounts.json"),
    ],
)
def test_accounts_lie_beside_the_ledger(ledger: str, file: str) -> None:
    assert accounts_file(Settings(ledger=ledger)) == Path(file)
