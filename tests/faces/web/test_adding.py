"""Reports added in the browser: read in the background, each file told of, and found on the pages afterwards."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from averment.faces.web.work import safe_name
from tests.commands import BRIDGE, MARKET
from tests.faces.web import served

PATIENCE_SECONDS = 120.0


def wait_for(client: TestClient, job: str) -> dict[str, Any]:
    """The job once it has ended."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        told: dict[str, Any] = client.get(f"/api/v1/jobs/{job}").json()
        if told["state"] in {"done", "failed"}:
            return told
        time.sleep(0.1)
    raise AssertionError("the job did not end")


def test_files_are_read_and_each_is_told_of(tmp_path: Path) -> None:
    with served.local(tmp_path / "new.db", working=True) as client:
        token = served.csrf(client)
        assert client.get("/").status_code == 200  # an empty ledger has its pages too
        files = [
            ("files", ("../../market.txt", MARKET.encode())),
            ("files", ("market.txt", BRIDGE.encode())),
            ("files", ("broken.txt", b"\x00\xff\xfe\x00" * 50)),
            ("files", ("empty.txt", b"")),
        ]
        answer = client.post("/api/v1/reports", files=files, data={"outlet": "Norvia Press"}, headers=token)
        assert answer.status_code == 202
        done = wait_for(client, answer.json()["id"])
        pages = client.get(f"/jobs/{done['id']}"), client.get("/")
        reports = client.get("/api/v1/reports").json()["reports"]
        again = client.post("/add", data={"pasted": MARKET, "outlet": "Norvia Press"}, headers=token)
        known = wait_for(client, again.headers["location"].rsplit("/", 1)[-1])
    assert done["state"] == "done"
    states = {one["name"]: one["state"] for one in done["files"]}
    assert states == {"market.txt": "read", "market-2.txt": "read", "broken.txt": "refused", "empty.txt": "refused"}
    assert all(one["message"] for one in done["files"] if one["state"] == "refused")
    assert done["incidents"]
    assert {page.status_code for page in pages} == {200}
    assert {(row["outlet"], row["file"]) for row in reports} == {
        ("Norvia Press", "added/market.txt"),
        ("Norvia Press", "added/market-2.txt"),
    }
    assert [one["state"] for one in known["files"]] == ["known"]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("report.txt", "report.txt"),
        ("../../etc/passwd", "passwd.txt"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/", "report.txt"),
        ("..", "report.txt"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("\u202etxt.exe", "_txt.exe"),
        ("<b>.html", "_b_.html"),
    ],
)
def test_a_file_gets_a_safe_name(given: str, name: str) -> None:
    assert safe_name(given) == name


def test_nothing_given_is_refused_in_words(own_client: TestClient) -> None:
    answer = own_client.post("/add", data={"pasted": "  "}, headers=served.csrf(own_client))
    assert answer.status_code == 422
    assert "paste the text" in answer.text


def test_too_many_files_are_refused(own_client: TestClient) -> None:
    files = [("files", (f"{number}.txt", b"x")) for number in range(201)]
    assert own_client.post("/api/v1/reports", files=files, headers=served.csrf(own_client)).status_code == 422


def test_a_job_that_is_not_there_says_so(own_client: TestClient) -> None:
    assert own_client.get("/jobs/0123456789abcdef").status_code == 404
