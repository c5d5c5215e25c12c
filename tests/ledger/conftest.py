"""A ledger of one's own for each test, whose clock moves a minute at every line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from averment.ledger.ledger import Ledger, open_ledger
from tests.postgres import TEMPLATE

NUMBERS = count(1)
NOON = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)


@dataclass
class Minutes:
    """A clock that is a minute later each time that it is read."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def clock() -> Minutes:
    return Minutes()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger to copy: its tables are made once."""
    path = tmp_path_factory.mktemp("empty") / "averment.db"
    open_ledger(path).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty ledger: of a file, then of a server."""
    if request.param == "sqlite":
        yield str(shutil.copy(request.getfixturevalue("empty"), tmp_path / "averment.db"))
    else:
        server = request.getfixturevalue("server")
        name = f"test_{next(NUMBERS)}"
        yield server.make(name, TEMPLATE)
        server.drop(name)


@pytest.fixture
def ledger(where: str, clock: Minutes) -> Iterator[Ledger]:
    with open_ledger(where, clock=clock) as opened:
        yield opened


@pytest.fixture
def in_a_file(tmp_path: Path, empty: Path, clock: Minutes) -> Iterator[Ledger]:
    """For what only a file has."""
    with open_ledger(shutil.copy(empty, tmp_path / "averment.db"), clock=clock) as opened:
        yield opened
