"""How the record is served: where, to whom, and within which limits."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from averment.model.run import InputError

LOOPBACK_NAMES = frozenset({"localhost"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What one visitor may ask of the server; numbers a minute."""

    upload_bytes: int = 50_000_000
    body_bytes: int = 1_000_000  # of every other request
    files: int = 200
    reads: int = 1_200  # where accounts are needed; the one local user is not limited
    changes: int = 120
    sign_ins: int = 10


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Serving:
    """`user` signs the decisions of the one local user; with accounts everybody signs with their own name.

    `outlines` is a GeoJSON file with the borders that the map is to show instead of the shipped ones.
    """

    accounts: Path
    host: str = "127.0.0.1"
    port: int = 8000
    user: str = "local user"
    limits: Limits = LIMITS
    outlines: Path | None = None

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it: then there is one user, and no accounts are needed."""
        return is_loopback(self.host)

    @property
    def hosts(self) -> tuple[str, ...] | None:
        """The names by which a local server may be called, so that no other site can pose as it; None for any."""
        return ("localhost", "127.0.0.1", "[::1]", "::1", self.host) if self.is_local else None


def is_loopback(host: str) -> bool:
    """Whether the address is this machine alone."""
    if host.lower() in LOOPBACK_NAMES:
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_accounts(serving: Serving, names: int) -> None:
    """Raises InputError where others can reach the server and nobody has an account."""
    if not serving.is_local and names == 0:
        raise InputError(
            f"--host {serving.host} lets other machines in, and nobody has an account yet: make one with "
            f"`averment accounts add NAME --role admin` (they are kept in {serving.accounts}), or leave --host away to "
            "serve this machine alone"
        )
