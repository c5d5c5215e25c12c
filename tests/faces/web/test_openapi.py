"""Whatever is asked of the API, it answers; never with a fault of its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from starlette.testclient import TestClient

from averment.faces.web.app import create_app
from averment.faces.web.serving import Limits, Serving
from averment.ledger.ledger import open_ledger
from averment.settings import Settings
from tests.faces.web import served

EXAMPLES = 8  # of each route, allowed and forbidden: half a minute in all
Operation = APIOperation[Any, Any, Any, Any]
QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def test_no_request_brings_the_server_to_fault(karvin_file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(karvin_file, tmp_path / "karvin.db"))
    with open_ledger(path) as ledger:
        serving = Serving(tmp_path / "accounts.json", limits=Limits(changes=10**6))
        app = create_app(Settings(ledger=str(path)), serving, ledger)
        headers = {"Host": "127.0.0.1"} | served.csrf(TestClient(app, base_url=served.HERE))
        schema = schemathesis.openapi.from_dict(app.openapi())
        schema.app = app
        operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
        assert len(operations) > 20
        for operation in operations:
            ask_at_random(operation, GenerationMode.POSITIVE, headers)
            if any(True for _ in operation.iter_parameters()) or operation.body:
                ask_at_random(operation, GenerationMode.NEGATIVE, headers)


def ask_at_random(operation: Operation, mode: GenerationMode, headers: dict[str, str]) -> None:
    """Asks what the description allows, or what it forbids."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=QUIET, phases=[Phase.generate], database=None)
    def ask(case: Case[Any]) -> None:
        case.call_and_validate(headers=headers, base_url=served.HERE, checks=[not_a_server_error])

    ask()


def test_the_description_names_every_answer_and_loads_nothing_from_elsewhere(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert {"/api/v1/incidents/{id}", "/api/v1/decisions", "/api/v1/reports"} <= set(described["paths"])
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            assert path.startswith("/api/v1/")
            assert told["description"], (path, method)
            assert {"404", "422"} <= set(told["responses"])
    assert [client.get(page).status_code for page in ("/docs", "/redoc", "/openapi.json")] == [404, 404, 404]


@pytest.mark.parametrize("path", ["/api/v1/decisions", "/api/v1/reports"])
def test_what_is_no_json_and_no_form_is_refused(client: TestClient, path: str) -> None:
    headers = served.csrf(client) | {"Content-Type": "application/json"}
    for content in (b"", b"{", b"[]", b"\xff\xfe", b'{"kind": NaN}', b"[" * 10_000):
        assert 400 <= client.post(path, content=content, headers=headers).status_code < 500
