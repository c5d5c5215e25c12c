"""Decisions in the browser: one wins, the other is told, both are kept, and what was acknowledged is never lost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from averment.ledger.ledger import open_ledger
from tests.faces.web import served

TWO_SERVERS = 2


def claims(client: TestClient, **fields: object) -> list[str]:
    """The ids of the claims in which these fields have these values."""
    rows = client.get("/api/v1/claims").json()["claims"]
    return [row["id"] for row in rows if all(row.get(name) == value for name, value in fields.items())]


def decide(client: TestClient, kind: str, of: list[str], seen: int = 0, **more: Any) -> Any:
    asked = {"kind": kind, "reason": "two reports, one shelling", "claims": of, "seen": seen, **more}
    return client.post("/api/v1/decisions", json=asked, headers=served.csrf(client))


def test_a_decision_stands_in_the_audit_trail_with_its_author_reason_and_words(own_client: TestClient) -> None:
    pair = claims(own_client, kind="figure", measure="killed", group="people")
    answer = decide(own_client, "different", pair)
    assert answer.status_code == 201
    (kept,) = own_client.get("/api/v1/decisions").json()["decisions"]
    assert (kept["by"], kept["reason"], kept["in_force"]) == ("Lo", "two reports, one shelling", True)
    assert sorted(kept["claims"]) == sorted(pair)
    assert "19 people were killed" in kept["words"]


def test_of_two_who_decide_the_same_the_second_is_told_and_both_are_kept(own_client: TestClient) -> None:
    pair = claims(own_client, kind="figure", measure="killed", group="people")
    first, second = decide(own_client, "same", pair), decide(own_client, "different", pair[::-1])
    assert (first.status_code, second.status_code) == (201, 409)
    assert "Lo decided “same” on this first" in second.json()["message"]
    trail = own_client.get("/api/v1/decisions").json()["decisions"]
    assert {(one["kind"], one["in_force"], one["lost_to"]) for one in trail} == {
        ("same", True, None),
        ("different", False, first.json()["id"]),
    }


def test_who_has_seen_the_first_decision_may_decide_after_it_is_withdrawn(own_client: TestClient) -> None:
    pair = claims(own_client, kind="figure", measure="killed", group="people")
    first = decide(own_client, "same", pair).json()
    undo = decide(own_client, "withdraw", [], withdraws=first["id"])
    again = decide(own_client, "withdraw", [], withdraws=first["id"])
    assert (undo.status_code, again.status_code) == (201, 409)
    assert decide(own_client, "different", pair).status_code == 201
    standing = {one["id"]: one["in_force"] for one in own_client.get("/api/v1/decisions").json()["decisions"]}
    assert standing[first["id"]] is False


def test_decisions_on_other_claims_do_not_stand_in_each_others_way(own_client: TestClient) -> None:
    one, other, third = claims(own_client, kind="figure")[:3]
    assert decide(own_client, "reject", [one]).status_code == 201
    assert decide(own_client, "reject", [other]).status_code == 201
    assert decide(own_client, "same", [other, third], seen=10**6).status_code == 201


def test_many_who_decide_at_once_leave_one_winner(own_file: Path) -> None:
    with served.local(own_file) as client:
        pair = claims(client, kind="figure", measure="killed", group="people")
        with ThreadPoolExecutor(6) as people:
            answers = [people.submit(decide, client, kind, pair) for kind in ("same", "different") * 3]
        told = sorted(answer.result().status_code for answer in answers)
        trail = client.get("/api/v1/decisions").json()["decisions"]
    assert told == [201, 409, 409, 409, 409, 409]
    assert len(trail) == 6
    assert sum(one["in_force"] for one in trail) == 1


def test_a_rejected_claim_is_gone_and_comes_back_when_that_is_withdrawn(own_client: TestClient) -> None:
    (id,) = claims(own_client, kind="figure", group="children")
    incident = own_client.get(f"/api/v1/claims/{id}").json()["incident"]["id"]
    kept = decide(own_client, "reject", [id]).json()
    assert own_client.get(f"/api/v1/claims/{id}").status_code == 404
    left = own_client.get(f"/api/v1/incidents/{incident}").json()["claims"]
    assert left
    assert id not in {one["line"]["id"] for one in left}
    decide(own_client, "withdraw", [], withdraws=kept["id"])
    assert own_client.get(f"/api/v1/claims/{id}").status_code == 200


def test_a_correction_shows_at_once(own_client: TestClient) -> None:
    (id,) = claims(own_client, kind="figure", group="children")
    answer = decide(own_client, "correct", [id], corrections=[{"field": "low", "value": "0"}])
    assert answer.status_code == 201
    assert own_client.get(f"/api/v1/claims/{id}").json()["claim"]["line"]["low"] == 0


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"kind": "same", "claims": ["0" * 16, "1" * 16]}, "there is no claim"),
        ({"kind": "same", "claims": []}, "at least 2"),
        ({"kind": "correct", "claims": []}, "at least 1"),
        ({"kind": "withdraw", "withdraws": "0" * 16}, "no decision"),
        ({"kind": "withdraw"}, "no decision"),
        ({"kind": "withhold"}, "command line only"),
        ({"kind": "other"}, "kind"),
        ({"kind": "reject", "claims": ["zz"]}, "claims"),
        ({"kind": "reject", "reason": " "}, "reason"),
        ({"kind": "reject", "reason": "\u0000"}, "reason"),
        ({"kind": "reject", "seen": -1}, "seen"),
        ({"kind": "reject", "more": 1}, "more"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_words(
    own_client: TestClient, asked: dict[str, Any], message: str
) -> None:
    answer = own_client.post("/api/v1/decisions", json={"reason": "x", **asked}, headers=served.csrf(own_client))
    assert answer.status_code == 422
    assert message in answer.json()["message"]


def test_a_form_leads_on_and_a_script_gets_the_next_question(own_client: TestClient) -> None:
    one, other = claims(own_client, kind="figure")[:2]
    token = served.csrf(own_client)
    form = {"kind": "reject", "reason": "a headline", "claim": one, "next": "/decisions"}
    assert own_client.post("/decisions", data=form, headers=token).headers["location"] == "/decisions"
    piece = own_client.post("/decisions", data={**form, "claim": other}, headers=token | {"HX-Request": "true"})
    assert piece.status_code == 200
    assert "decided" in piece.headers["hx-trigger"]
    late = own_client.post("/decisions", data={**form, "claim": other}, headers=token | {"HX-Request": "true"})
    assert late.status_code == 409
    assert "<html" not in late.text


def test_a_decided_question_leaves_the_queue(own_client: TestClient) -> None:
    queue = own_client.get("/api/v1/review?kind=voice").json()
    item = queue["items"][0]
    ids = [one["line"]["id"] for one in item["claims"]]
    changes = [{"field": "speaker_party", "value": "Norvia"}]
    assert decide(own_client, "correct", ids, seen=item["seen"], corrections=changes).status_code == 201
    left = own_client.get("/api/v1/review?kind=voice").json()
    assert item["id"] not in {one["id"] for one in left["items"]}
    assert left["kinds"]["voice"] == queue["kinds"]["voice"] - 1
    assert own_client.get(f"/api/v1/review/{item['id']}").json()["decisions"]


@pytest.mark.parametrize("number", range(TWO_SERVERS))
def test_a_server_killed_while_deciding_loses_no_acknowledged_decision(own_file: Path, number: int) -> None:
    acknowledged = []
    server, address = start(own_file)
    try:
        with httpx.Client(base_url=address, timeout=30) as client:
            token = {"X-CSRF-Token": client.get("/api/v1/session").json()["csrf_token"]}
            rows = client.get("/api/v1/claims").json()["claims"]
            for row in rows[: 2 + number]:
                asked = {"kind": "reject", "reason": "no claim", "claims": [row["id"]], "seen": 0}
                answer = client.post("/api/v1/decisions", json=asked, headers=token)
                assert answer.status_code == 201
                acknowledged.append(answer.json()["id"])
    finally:
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
    with open_ledger(own_file) as ledger:
        kept = {standing.decision.id for standing in ledger.decisions() if standing.in_force}
    assert set(acknowledged) == kept


def start(path: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A server in a process of its own, and its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["-c", "from averment.faces.cli import main; main()", "serve", "--ledger", str(path), "--port", str(port)]
    server = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            httpx.get(f"{address}/about")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return server, address
    server.kill()
    raise AssertionError("the server did not start")
