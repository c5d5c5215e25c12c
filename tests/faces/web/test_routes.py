"""Every address answers, as a page and as JSON."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

LISTS = (
    "/",
    "/incidents",
    "/reports",
    "/voices",
    "/victims",
    "/problems",
    "/search?text=market",
    "/review",
    "/decisions",
    "/add",
    "/about",
    "/sign-in",
    "/?text=market&since=2023-01-01&until=2024-01-01&measure=killed&box=0,0,90,90",
    "/?text=&since=&box=",
)
API_LISTS = (
    "overview",
    "incidents",
    "points",
    "findings",
    "claims",
    "reports",
    "voices",
    "victims",
    "problems",
    "search?text=market",
    "review",
    "decisions",
    "session",
)


@pytest.mark.parametrize("path", LISTS)
def test_a_page_answers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")


@pytest.mark.parametrize("path", API_LISTS)
def test_the_api_answers(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")


def test_everything_that_a_list_names_can_be_opened(client: TestClient) -> None:
    overview = client.get("/api/v1/overview").json()
    paths = [f"incidents/{row['id']}" for row in overview["found"]["incidents"]]
    paths += [f"incidents/{row['id']}/figures/1" for row in overview["found"]["incidents"] if row["measures"]]
    paths += [f"episodes/{row['id']}" for row in overview["episodes"]]
    paths += [f"reports/{row['id']}" for row in client.get("/api/v1/reports").json()["reports"]]
    paths += [f"voices/{row['id']}" for row in client.get("/api/v1/voices").json()["voices"]]
    paths += [f"claims/{row['id']}" for row in client.get("/api/v1/claims").json()["claims"]]
    paths += [f"review/{row['id']}" for row in client.get("/api/v1/review").json()["items"]]
    answers = {path: (client.get(f"/api/v1/{path}").status_code, client.get(f"/{path}").status_code) for path in paths}
    assert len(answers) > 10
    assert set(answers.values()) == {(200, 200)}


def test_a_figure_opens_its_words_in_their_paragraph(client: TestClient) -> None:
    rows = client.get("/api/v1/incidents?measure=killed").json()["incidents"]
    figures = [client.get(f"/api/v1/incidents/{row['id']}/figures/1").json() for row in rows]
    told = [one["before"] + one["line"]["evidence"] + one["after"] for page in figures for one in page["claims"]]
    assert any("19 people were killed" in words and "A doctor said" in words for words in told)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/incidents/0123456789abcdef", 404),
        ("/api/v1/incidents/../../etc/passwd", 404),
        ("/api/v1/incidents/0123456789abcdeF", 422),
        ("/api/v1/incidents?since=yesterday", 422),
        ("/api/v1/incidents?box=1,2,3", 422),
        ("/api/v1/incidents?box=nan,0,0,0", 422),
        ("/api/v1/incidents?per_page=100000", 422),
        ("/api/v1/incidents?page=0", 422),
        ("/api/v1/incidents?sort=;DROP", 422),
        ("/api/v1/incidents?text=%00", 422),
        ("/api/v1/review?kind=nothing", 422),
        ("/static/../app.py", 404),
        ("/static/%2e%2e/app.py", 404),
        ("/nowhere", 404),
    ],
)
def test_what_cannot_be_answered_says_so_in_words(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_a_filter_keeps_what_it_is_asked_for(client: TestClient) -> None:
    def titles(query: str) -> set[str]:
        return {row["title"] for row in client.get(f"/api/v1/incidents?{query}").json()["incidents"]}

    every = titles("")
    assert titles("text=shells hit")
    assert titles("text=shells hit") <= every
    assert titles("text=100%25") == set()  # a percent sign is no wildcard
    assert titles("measure=wounded") == set()
    (grade,) = client.get("/api/v1/overview").json()["choices"]["grades"]
    assert titles(f"grade={grade['value']}")
    assert titles("grade=Confirmed") == set()
    assert titles("verdict=compatible") | titles("verdict=disputed") | titles("verdict=single")


def test_a_page_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/incidents")
    again = client.get("/api/v1/incidents", headers={"If-None-Match": first.headers["etag"]})
    other = client.get("/api/v1/incidents?page=2", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)


def test_an_answer_that_was_kept_is_the_same_again(client: TestClient) -> None:
    first, again = client.get("/reports?per_page=7"), client.get("/reports?per_page=7")
    assert (again.status_code, again.text) == (200, first.text)
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
    assert again.headers["content-type"] == first.headers["content-type"]


def test_a_list_is_cut_into_pages_that_hold_everything_once(client: TestClient) -> None:
    every = [row["id"] for row in client.get("/api/v1/claims").json()["claims"]]
    cut = [client.get(f"/api/v1/claims?per_page=2&page={page}").json() for page in range(1, 4)]
    assert [row["id"] for part in cut for row in part["claims"]] == every[:6]
    assert {part["paging"]["total"] for part in cut} == {len(every)}


def test_a_script_that_asks_for_a_piece_gets_no_frame(client: TestClient) -> None:
    whole, piece = client.get("/reports"), client.get("/reports", headers={"HX-Request": "true", "HX-Target": "main"})
    assert "<html" in whole.text
    assert "<html" not in piece.text


def test_looking_for_the_word_none_is_not_looking_for_everything(own_client: TestClient) -> None:
    for kind in ("reports", "voices", "claims", "incidents"):
        every, none = (
            own_client.get(f"/api/v1/{kind}{query}").json()["paging"]["total"] for query in ("", "?text=None")
        )
        assert (every > 0, none) == (True, 0), kind
