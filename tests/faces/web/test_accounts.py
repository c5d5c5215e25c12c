"""The file of accounts, and what each role may do."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from averment.faces.web.accounts import Accounts
from averment.faces.web.serving import Limits, Serving
from averment.faces.web.sessions import Sessions
from averment.faces.web.viewer import Role
from averment.ledger.ledger import open_ledger
from averment.model.run import InputError
from tests.faces.web import served
from tests.faces.web.served import ELSEWHERE, PASSWORD, PEOPLE


@pytest.fixture(scope="module")
def public(karvin_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("public") / "karvin.db"
    path.write_bytes(karvin_file.read_bytes())
    with served.public(path, limits=Limits(sign_ins=1_000)) as client:
        yield client


def test_passwords_and_tokens_are_kept_as_hashes_in_a_file_of_the_owner_alone(tmp_path: Path) -> None:
    accounts = served.make_accounts(tmp_path / "x.db")
    secret = accounts.add_token("Rev", "nightly")
    kept = accounts.path.read_text()
    assert PASSWORD not in kept
    assert secret not in kept
    assert "$argon2id$" in kept
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600


def test_only_the_right_password_lets_in(tmp_path: Path) -> None:
    accounts = served.make_accounts(tmp_path / "x.db")
    found = accounts.check("Rev", PASSWORD)
    assert found
    assert found.role is Role.REVIEWER
    assert accounts.check("Rev", PASSWORD + "!") is None
    assert accounts.check("Nobody", PASSWORD) is None


def test_what_another_process_changes_is_seen_at_once(tmp_path: Path) -> None:
    ours, theirs = Accounts(tmp_path / "a.json"), Accounts(tmp_path / "a.json")
    assert ours.all() == ()
    theirs.add("Rea", Role.READER, PASSWORD)
    assert [account.name for account in ours.all()] == ["Rea"]
    theirs.remove("Rea")
    assert ours.find("Rea") is None


@pytest.mark.parametrize(
    ("name", "password", "message"),
    [
        ("Rea", "short", "12 to 256"),
        ("../etc", PASSWORD, "no name"),
        ("a\nb", PASSWORD, "no name"),
        ("", PASSWORD, "no name"),
        ("Rev", PASSWORD, "already"),
    ],
)
def test_an_account_that_cannot_be_is_refused(tmp_path: Path, name: str, password: str, message: str) -> None:
    accounts = Accounts(tmp_path / "a.json")
    accounts.add("Rev", Role.REVIEWER, PASSWORD)
    with pytest.raises(InputError, match=message):
        accounts.add(name, Role.READER, password)


def test_a_broken_file_of_accounts_lets_nobody_in_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(InputError, match="cannot be read"):
        Accounts(tmp_path / "a.json").all()


def test_a_server_that_others_reach_does_not_start_without_an_account(own_file: Path) -> None:
    with (
        open_ledger(own_file) as ledger,
        pytest.raises(InputError, match="averment accounts add"),
        served.client(own_file, ledger, "0.0.0.0", ELSEWHERE, Limits()),
    ):
        pass


def test_who_has_not_signed_in_sees_nothing(public: TestClient) -> None:
    public.cookies.clear()
    page, api = public.get("/incidents?text=x"), public.get("/api/v1/incidents")
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in?next=%2Fincidents%3Ftext%3Dx")
    assert (api.status_code, api.headers["www-authenticate"]) == (401, "Bearer")
    assert public.get("/api/v1/session").json()["role"] == "nobody"


MAY = {  # what each role is answered: a page, the form for reports, a decision that lacks its claims, the accounts
    "Rea": (200, 403, 403, 403),
    "Rev": (200, 200, 422, 403),
    "Ada": (200, 200, 422, 200),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_each_role_may_do_its_own_and_is_refused_the_rest(public: TestClient, name: str) -> None:
    assert served.sign_in(public, name) == 303
    decision = {"kind": "reject", "reason": "no claim", "seen": 0}
    answers = (
        public.get("/"),
        public.get("/add"),
        public.post("/api/v1/decisions", json=decision, headers=served.csrf(public)),
        public.get("/accounts"),
    )
    assert tuple(answer.status_code for answer in answers) == MAY[name]


def test_only_an_admin_makes_and_removes_accounts(public: TestClient) -> None:
    new = {"name": "New", "role": "reader", "password": PASSWORD}
    served.sign_in(public, "Rev")
    assert public.post("/accounts", data=new, headers=served.csrf(public)).status_code == 403
    served.sign_in(public, "Ada")
    token = served.csrf(public)
    assert public.post("/accounts", data=new, headers=token).status_code == 303
    assert "New" in public.get("/accounts").text
    assert public.post("/accounts/Ada/remove", headers=token).status_code == 422
    assert public.post("/accounts/New/remove", headers=token).status_code == 303
    assert served.sign_in(public, "New") == 401


@pytest.mark.parametrize("path", ["/decisions", "/add", "/sign-out", "/accounts", "/accounts/Rea/remove"])
def test_a_change_without_the_token_of_its_form_is_refused(public: TestClient, path: str) -> None:
    served.sign_in(public, "Ada")
    data = {"kind": "reject", "reason": "x", "pasted": "x"}
    assert public.post(path, data=data).status_code == 403
    assert public.post(path, data=data | {"csrf_token": "0" * 128}).status_code == 403


def test_a_change_from_another_site_is_refused_even_with_the_token(public: TestClient) -> None:
    served.sign_in(public, "Ada")
    token = served.csrf(public)
    for header in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert public.post("/sign-out", headers=token | header).status_code == 403
    assert public.post("/sign-out", headers=token | {"Origin": ELSEWHERE}).status_code == 303


def test_a_token_of_one_session_does_not_serve_another(public: TestClient) -> None:
    served.sign_in(public, "Rev")
    theirs = served.csrf(public)
    served.sign_in(public, "Ada")
    assert public.post("/sign-out", headers=theirs).status_code == 403


def test_a_local_server_asks_for_the_token_too(own_client: TestClient) -> None:
    assert own_client.post("/add", data={"pasted": "x"}).status_code == 403
    assert own_client.post("/api/v1/decisions", json={"kind": "reject", "reason": "x"}).status_code == 403


def test_a_program_comes_with_a_token_and_needs_no_form(public: TestClient, karvin_file: Path) -> None:
    public.cookies.clear()
    accounts: Accounts = public.app.state.house.accounts  # type: ignore[attr-defined]
    bearer = {"Authorization": f"Bearer {accounts.add_token('Rev', 'nightly')}"}
    assert public.get("/api/v1/session", headers=bearer).json()["name"] == "Rev"
    assert public.post("/api/v1/decisions", json={"kind": "reject", "reason": "x"}, headers=bearer).status_code == 422
    accounts.remove_token("Rev", "nightly")
    assert public.get("/api/v1/session", headers=bearer).json()["role"] == "nobody"


def test_signing_out_a_new_password_or_a_lost_account_end_a_session(public: TestClient) -> None:
    accounts: Accounts = public.app.state.house.accounts  # type: ignore[attr-defined]
    accounts.add("Zoe", Role.READER, PASSWORD)
    for end in (
        lambda: public.post("/sign-out", headers=served.csrf(public)),
        lambda: accounts.set_password("Zoe", PASSWORD),
        lambda: accounts.remove("Zoe"),
    ):
        assert served.sign_in(public, "Zoe") == 303
        cookie = public.cookies["averment_session"]
        end()
        assert public.get("/api/v1/voices", headers={"Cookie": f"averment_session={cookie}"}).status_code == 401


def test_a_session_ends_after_a_time_without_use(tmp_path: Path) -> None:
    now = [0.0]
    accounts = served.make_accounts(tmp_path / "x.db")
    sessions = Sessions(Serving(accounts.path, "0.0.0.0"), accounts, clock=lambda: now[0])
    account = accounts.find("Rea")
    assert account
    cookie = sessions.sign_in(account)
    now[0] = 11 * 3600.0
    assert sessions.visitor(cookie, None).name == "Rea"
    now[0] = 24 * 3600.0
    assert sessions.visitor(cookie, None).name is None


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(public: TestClient) -> None:
    cookies = {}
    for address in (ELSEWHERE, ELSEWHERE.replace("http", "https")):
        public.cookies.clear()
        token = served.form_token(public, f"{address}/sign-in")
        data = {"name": "Rea", "password": PASSWORD, "csrf_token": token}
        cookies[address[:5]] = public.post(f"{address}/sign-in", data=data).headers["set-cookie"]
    assert "HttpOnly; " in cookies["http:"]
    assert "SameSite=lax" in cookies["http:"]
    assert ("Secure" in cookies["http:"], "Secure" in cookies["https"]) == (False, True)


@pytest.mark.parametrize("next", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_never_leads_out(public: TestClient, next: str) -> None:
    public.cookies.clear()
    token = served.form_token(public, "/sign-in")
    data = {"name": "Rea", "password": PASSWORD, "csrf_token": token, "next": next}
    assert public.post("/sign-in", data=data).headers["location"] == "/"


def test_guessing_passwords_is_slowed_down(own_file: Path) -> None:
    with served.public(own_file, limits=Limits(sign_ins=2)) as client:
        tries = [served.sign_in(client, "Rea", "wrong password!") for _ in range(3)]
    assert tries == [401, 401, 429]
