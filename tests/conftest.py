"""Ledgers that many tests look at: read once, and copied by those who change them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from averment.ledger.ledger import open_ledger
from tests.commands import averment, write_ostra
from tests.postgres import TEMPLATE, Server, programs, running


@pytest.fixture(scope="session")
def ostra(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of three invented reports and `ostra.db`, the ledger that they were read into."""
    folder = write_ostra(tmp_path_factory.mktemp("ostra"))
    outcome = averment("read", folder, "--ledger", folder / "ostra.db")
    assert (outcome.code, outcome.err) == (0, "")
    return folder


@pytest.fixture
def copied(ostra: Path, tmp_path: Path) -> Path:
    """A copy of that ledger to change, with its reports beside it."""
    return shutil.copytree(ostra, tmp_path / "ostra") / "ostra.db"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server with an empty ledger to copy."""
    installed = programs()
    if installed is None:
        pytest.skip("PostgreSQL's server programs are not installed (Debian: apt-get install postgresql)")
    with running(installed) as server:
        open_ledger(server.make(TEMPLATE)).close()
        yield server
