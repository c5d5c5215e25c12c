"""A server to ask things of: for this machine alone, or with an account of each role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from averment.faces.web.accounts import Accounts
from averment.faces.web.app import create_app
from averment.faces.web.serving import LIMITS, Limits, Serving
from averment.faces.web.viewer import Role
from averment.ledger.ledger import Ledger, open_ledger
from averment.settings import Settings

HERE = "http://127.0.0.1:8000"
ELSEWHERE = "http://record.example:8000"
PASSWORD = "a long enough password"
PEOPLE = {"Rea": Role.READER, "Rev": Role.REVIEWER, "Ada": Role.ADMIN}
TOKEN = re.compile(r'name="csrf_token" value="([0-9a-f]+)"')


@contextmanager
def local(path: Path, *, limits: Limits = LIMITS, working: bool = False) -> Iterator[TestClient]:
    """A client of a server for this machine alone; `working` if it is to read and settle too."""
    with open_ledger(path) as ledger, client(path, ledger, "127.0.0.1", HERE, limits) as made:
        if not working:
            yield made
            return
        with made:
            yield made


@contextmanager
def public(path: Path, *, limits: Limits = LIMITS) -> Iterator[TestClient]:
    """A client of a server that others can reach, with an account of each role."""
    make_accounts(path)
    with open_ledger(path) as ledger, client(path, ledger, "0.0.0.0", ELSEWHERE, limits) as made:
        yield made


@contextmanager
def client(path: Path, ledger: Ledger, host: str, address: str, limits: Limits) -> Iterator[TestClient]:
    serving = Serving(accounts_of(path), host, user="Lo", limits=limits)
    app = create_app(Settings(ledger=str(path)), serving, ledger)
    yield TestClient(app, base_url=address, raise_server_exceptions=False, follow_redirects=False)


def accounts_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-accounts.json")


def make_accounts(path: Path) -> Accounts:
    accounts = Accounts(accounts_of(path))
    for name, role in PEOPLE.items():
        if accounts.find(name) is None:
            accounts.add(name, role, PASSWORD)
    return accounts


def sign_in(client: TestClient, name: str, password: str = PASSWORD) -> int:
    """Signs in as a person does; gives the status of the answer."""
    client.cookies.clear()
    token = form_token(client, "/sign-in")
    answer = client.post("/sign-in", data={"name": name, "password": password, "csrf_token": token})
    return int(answer.status_code)


def form_token(client: TestClient, page: str) -> str:
    """The token in the form of a page."""
    found = TOKEN.search(client.get(page).text)
    return found[1] if found else ""


def csrf(client: TestClient) -> dict[str, str]:
    """The header that a script sends with a change."""
    return {"X-CSRF-Token": client.get("/api/v1/session").json()["csrf_token"]}
