"""The doors: headers on every answer, hosts, sizes and paces."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from averment.faces.web.limits import Limit
from averment.faces.web.serving import Limits, Serving, is_loopback
from tests.faces.web import served

ANSWERS = ("/", "/api/v1/incidents", "/nowhere", "/api/v1/incidents?page=0", "/static/nothing.css", "/add")


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_forbids_what_pages_do_not_need(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")


def test_our_own_fault_is_told_without_its_inside_and_with_the_headers(
    own_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("averment.faces.web.desk.Desk.voices", fails)
    answer = own_client.get("/voices")
    assert answer.status_code == 500
    assert "secret inside" not in answer.text
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_a_local_server_answers_to_no_other_name(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_a_local_server_answers_to_the_names_of_this_machine(client: TestClient, host: str) -> None:
    assert client.get("/about", headers={"Host": host}).status_code == 200


def test_a_body_that_is_too_large_is_refused_before_it_is_read(own_file: Path) -> None:
    with served.local(own_file, limits=Limits(upload_bytes=5_000, body_bytes=1_000)) as client:
        token = served.csrf(client)
        told = client.post("/api/v1/decisions", content=b"x" * 1_001, headers=token)
        untold = client.post("/api/v1/decisions", content=iter([b"x" * 600] * 3), headers=token)
        file = client.post("/add", files={"files": ("a.txt", b"x" * 6_000)}, headers=token)
        small = client.post("/add", files={"files": ("a.txt", b"x" * 2_000)}, headers=token)
    assert [answer.status_code for answer in (told, untold, file, small)] == [413, 413, 413, 303]


def test_too_many_changes_in_a_minute_have_to_wait(own_file: Path) -> None:
    with served.local(own_file, limits=Limits(changes=3)) as client:
        answers = [client.post("/sign-out") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [403, 403, 403, 429]
    assert int(answers[-1].headers["retry-after"]) > 0


def test_a_bucket_fills_evenly_and_each_visitor_has_one() -> None:
    now = [0.0]
    limit = Limit(2, clock=lambda: now[0])
    assert [limit.wait("a"), limit.wait("a"), limit.wait("b")] == [0.0, 0.0, 0.0]
    assert limit.wait("a") == pytest.approx(30.0)
    now[0] = 30.0
    assert [limit.wait("a"), limit.wait("a") > 0] == [0.0, True]


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("LOCALHOST", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.4", False),
        ("record.example", False),
    ],
)
def test_only_this_machines_own_addresses_are_local(host: str, is_local: bool) -> None:
    assert is_loopback(host) is is_local


def test_a_server_is_for_this_machine_alone_unless_it_is_told_otherwise(tmp_path: Path) -> None:
    assert Serving(tmp_path / "accounts.json").is_local
