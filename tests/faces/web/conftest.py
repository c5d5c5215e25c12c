"""Servers of one small ledger, that many tests only look at; who changes something takes a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.faces.web import ledgers, served


@pytest.fixture(scope="session")
def karvin_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "karvin.db"
    ledgers.karvin(path).close()
    return path


@pytest.fixture(scope="module")
def client(karvin_file: Path) -> Iterator[TestClient]:
    with served.local(karvin_file) as made:
        yield made


@pytest.fixture
def own_file(karvin_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(karvin_file, tmp_path / "karvin.db"))


@pytest.fixture
def own_client(own_file: Path) -> Iterator[TestClient]:
    with served.local(own_file) as made:
        yield made
