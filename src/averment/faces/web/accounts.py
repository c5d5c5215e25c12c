"""Who may sign in: names, roles, hashes of passwords and of tokens, in one file that only its owner can read."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from averment.faces.web.viewer import Role
from averment.model.run import InputError

NAME = re.compile(r"[\w][\w .@'-]{0,79}")
SHORTEST_PASSWORD = 12  # characters; NIST SP 800-63B asks for eight at least
LONGEST_PASSWORD = 256
LOCK_SECONDS = 5.0
TOKEN_PREFIX = "averment_"
HASHER = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Token:
    """A way in for programs: its name and the hash of its secret."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    role: Role
    password: str  # as argon2 wrote it
    tokens: tuple[Token, ...] = ()


Held = dict[str, Account]


class Accounts:
    """The accounts of a file. What another process changes there is seen at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._read: tuple[tuple[int, int] | None, Held] = (None, {})

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        return tuple(account for _, account in sorted(self._held().items()))

    def find(self, name: str) -> Account | None:
        return self._held().get(name)

    def add(self, name: str, role: Role, password: str) -> Account:
        """A new account. Raises InputError for a name that is taken or cannot be, and for a short password."""
        if not NAME.fullmatch(name) or name != name.strip():
            raise InputError(f"{name!r} is no name for an account: expected letters and digits, 80 at most")
        check_password(password)
        account = Account(name, role, HASHER.hash(password))

        def added(held: Held) -> Held:
            if name in held:
                raise InputError(f"there is an account {name!r} already: remove it first, or take another name")
            return held | {name: account}

        self._change(added)
        return account

    def remove(self, name: str) -> None:
        """Takes an account away, and with it its sessions and tokens. Raises InputError when there is none."""

        def removed(held: Held) -> Held:
            gone = _known(name, held)
            return {key: account for key, account in held.items() if key != gone}

        self._change(removed)

    def set_password(self, name: str, password: str) -> None:
        """Another password; whoever is signed in with the old one has to sign in again."""
        check_password(password)
        hashed = HASHER.hash(password)
        self._change(lambda held: held | {_known(name, held): replace(held[name], password=hashed)})

    def add_token(self, name: str, label: str) -> str:
        """The secret of a new token, which is shown once and never kept. Raises InputError when it cannot be."""
        secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
        token = Token(label, digest_of(secret))

        def added(held: Held) -> Held:
            account = held[_known(name, held)]
            if not label.strip() or label in {one.name for one in account.tokens}:
                raise InputError(f"a token needs a name of its own, given {label!r}")
            return held | {name: replace(account, tokens=(*account.tokens, token))}

        self._change(added)
        return secret

    def remove_token(self, name: str, label: str) -> None:
        """Takes a token away. Raises InputError when there is none."""

        def removed(held: Held) -> Held:
            account = held[_known(name, held)]
            left = tuple(token for token in account.tokens if token.name != label)
            if len(left) == len(account.tokens):
                raise InputError(f"{name} has no token {label!r}: `averment accounts list` shows them")
            return held | {name: replace(account, tokens=left)}

        self._change(removed)

    def check(self, name: str, password: str) -> Account | None:
        """The account, if this is its password. An unknown name takes as long as a wrong password."""
        account = self.find(name)
        try:
            HASHER.verify(account.password if account else _nobodys(), password[:LONGEST_PASSWORD])
        except VerificationError:
            return None
        return account

    def by_token(self, secret: str) -> Account | None:
        """The account that a token lets in."""
        wanted = digest_of(secret)
        return next(
            (
                account
                for account in self._held().values()
                for token in account.tokens
                if secrets.compare_digest(token.sha256, wanted)
            ),
            None,
        )

    def _held(self) -> Held:
        stamp = _stamp(self.path)
        with self._lock:
            if stamp != self._read[0]:
                self._read = (stamp, _read(self.path))
            return self._read[1]

    def _change(self, change: Callable[[Held], Held]) -> None:
        with _alone(self.path):
            _write(self.path, change(_read(self.path)))


def check_password(password: str) -> None:
    """Raises InputError for a password that is too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InputError(
            f"a password needs {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters, given {len(password)}"
        )


def digest_of(secret: str) -> str:
    """The hash of a token: it is random and long, so that no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@cache
def _nobodys() -> str:
    return HASHER.hash(secrets.token_hex())


def _known(name: str, held: Held) -> str:
    if name not in held:
        raise InputError(f"there is no account {name!r}: `averment accounts list` shows them")
    return name


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_ino


def _read(path: Path) -> Held:
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        return {
            one["name"]: Account(
                one["name"], Role[one["role"]], one["password"], tuple(Token(**token) for token in one["tokens"])
            )
            for one in plain["accounts"]
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"the accounts in {path} cannot be read ({error}): put back a copy, or remove it") from error


def _write(path: Path, held: Held) -> None:
    """Whole or not at all, readable by its owner alone."""
    plain = {"accounts": [asdict(account) | {"role": account.role.name} for _, account in sorted(held.items())]}
    part = path.with_name(f"{path.name}.part-{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(plain, file, indent=1, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One change at a time, whichever process makes it."""
    lock, until = path.with_name(f"{path.name}.lock"), monotonic() + LOCK_SECONDS
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL, 0o600))
            break
        except FileExistsError as error:
            if monotonic() > until:
                raise InputError(f"{path} is being changed elsewhere; if not, remove {lock}") from error
            sleep(0.05)
        except OSError as error:
            raise InputError(f"{path} cannot be written: {error.strerror}") from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
