"""Who is signed in: sessions in memory, and the token that a form must bring to be believed."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from time import monotonic

from averment.faces.web.accounts import Account, Accounts, digest_of
from averment.faces.web.serving import Serving
from averment.faces.web.viewer import Role

COOKIE = "averment_session"
IDLE_SECONDS = 12 * 3600.0
LONGEST_SECONDS = 7 * 24 * 3600.0
MOST_SESSIONS = 10_000
DIGEST = 32  # bytes of SHA-256


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. `key` is what their form tokens are made of; `by_token` that a program asks, which needs none."""

    name: str | None
    role: Role
    key: str
    by_token: bool = False


@dataclass(frozen=True, slots=True)
class _Session:
    name: str
    password: str  # as hashed when they signed in: another password ends the session
    began: float
    seen: float


class Sessions:
    """The sessions of a running server; they end with it."""

    def __init__(self, serving: Serving, accounts: Accounts, clock: Callable[[], float] = monotonic) -> None:
        self._serving = serving
        self._accounts = accounts
        self._clock = clock
        self._secret = secrets.token_bytes(32)
        self._held: dict[str, _Session] = {}
        self._lock = Lock()

    def visitor(self, cookie: str | None, authorization: str | None) -> Visitor:
        """Who comes with this cookie or this header; the one local user where no accounts are needed."""
        if self._serving.is_local:
            return Visitor(self._serving.user, Role.REVIEWER, "local")
        kind, _, secret = (authorization or "").partition(" ")
        if kind.lower() == "bearer":
            account = self._accounts.by_token(secret.strip())
            if account:
                return Visitor(account.name, account.role, digest_of(secret), by_token=True)
            return Visitor(None, Role.NOBODY, cookie or "")
        session = self._session(cookie) if cookie else None
        account = self._accounts.find(session.name) if session else None
        if account and session and account.password == session.password:
            return Visitor(account.name, account.role, cookie or "")
        return Visitor(None, Role.NOBODY, cookie or "")

    def sign_in(self, account: Account) -> str:
        """The secret of a new session."""
        secret, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._drop_old(now)
            self._held[digest_of(secret)] = _Session(account.name, account.password, now, now)
        return secret

    def sign_out(self, cookie: str) -> None:
        with self._lock:
            self._held.pop(digest_of(cookie), None)

    def csrf_token(self, visitor: Visitor) -> str:
        """What a form of theirs must bring along; another site cannot know it.

        It looks different each time, so that the size of compressed pages does not give it away.
        """
        mask = secrets.token_bytes(DIGEST)
        return (mask + _mixed(mask, self._proof(visitor))).hex()

    def is_theirs(self, visitor: Visitor, token: str | None) -> bool:
        """Whether a change was asked for on our own page."""
        if visitor.by_token:
            return True
        try:
            given = bytes.fromhex(token or "")
        except ValueError:
            return False
        proof = _mixed(given[:DIGEST], given[DIGEST:])
        return len(given) == 2 * DIGEST and hmac.compare_digest(proof, self._proof(visitor))

    def _proof(self, visitor: Visitor) -> bytes:
        return hmac.digest(self._secret, visitor.key.encode(), "sha256")

    def _session(self, cookie: str) -> _Session | None:
        now, key = self._clock(), digest_of(cookie)
        with self._lock:
            session = self._held.get(key)
            if session is None or _is_over(session, now):
                self._held.pop(key, None)
                return None
            self._held[key] = replace(session, seen=now)
            return session

    def _drop_old(self, now: float) -> None:
        self._held = {key: session for key, session in self._held.items() if not _is_over(session, now)}
        while len(self._held) >= MOST_SESSIONS:
            del self._held[min(self._held, key=lambda key: self._held[key].seen)]


def _mixed(mask: bytes, words: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(mask, words, strict=False))


def _is_over(session: _Session, now: float) -> bool:
    return now - session.seen > IDLE_SECONDS or now - session.began > LONGEST_SECONDS
