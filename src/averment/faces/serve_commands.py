"""The commands `serve` and `accounts`: the record in the browser, and who may see it there."""

from __future__ import annotations

import logging
import socket
import sys
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from averment.faces.options import LedgerPath, Model, TablesFolder, settings_of
from averment.model.run import InputError

if TYPE_CHECKING:
    from averment.faces.web.accounts import Accounts
    from averment.settings import Settings

accounts = typer.Typer(help="Who may sign in to a server that other machines can reach.")

AccountsFile = Annotated[
    Path | None, typer.Option("--accounts", help="the file of accounts; default: beside the ledger")
]
Name = Annotated[str, typer.Argument(help="the name to sign in with; decisions bear it")]
LocalName = Annotated[str | None, typer.Option("--as", help="who signs decisions; default: the name of your login")]


def serve(
    host: Annotated[str, typer.Option(help="any other than this machine's own demands accounts")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8000,
    ledger: LedgerPath = None,
    model: Model = None,
    tables: TablesFolder = None,
    accounts: AccountsFile = None,
    name: LocalName = None,
    outlines: Annotated[
        Path | None, typer.Option("--outlines", help="GeoJSON polygons: the map's borders instead of the shipped ones")
    ] = None,
) -> None:
    """Open the record in the browser: incidents, words, voices, review. Ctrl-C ends it."""
    import uvicorn

    from averment.faces.web.app import create_app
    from averment.faces.web.serving import Serving
    from averment.ledger.ledger import open_ledger

    settings = settings_of(ledger=ledger, model=model, tables=tables)
    with open_ledger(settings.ledger) as held:
        user = name or _login()
        serving = Serving(accounts or accounts_file(settings), host, port, user, outlines=outlines)
        app = create_app(settings, serving, held)
        door = _door(host, port)
        _log_to_stderr()
        address = f"[{host}]" if ":" in host else host
        typer.echo(f"http://{address}:{door.getsockname()[1]}  (Ctrl-C ends it)")
        config = uvicorn.Config(app, access_log=False, log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[door])


@accounts.command(epilog="Example: averment accounts add 'R. Doe' --role reviewer")
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="reader, reviewer or admin")],
    ledger: LedgerPath = None,
    accounts: AccountsFile = None,
) -> None:
    """Make an account; the password is asked for, or read from standard input."""
    from averment.faces.web.changes import role_of

    held, wanted = _accounts(ledger, accounts), role_of(role)
    held.add(name, wanted, _password())
    typer.echo(f"{name} may sign in as {wanted.name.lower()}; accounts are kept in {held.path}")


@accounts.command(name="list", epilog="Example: averment accounts list")
def list_(ledger: LedgerPath = None, accounts: AccountsFile = None) -> None:
    """Every account with its role and the names of its tokens."""
    for account in _accounts(ledger, accounts).all():
        tokens = ", ".join(token.name for token in account.tokens)
        typer.echo(f"{account.name}  {account.role.name.lower()}" + (f"  tokens: {tokens}" if tokens else ""))


@accounts.command(epilog="Example: averment accounts remove 'R. Doe'")
def remove(name: Name, ledger: LedgerPath = None, accounts: AccountsFile = None) -> None:
    """Take an account away; who is signed in with it is out at once."""
    _accounts(ledger, accounts).remove(name)
    typer.echo(f"{name} may no longer sign in; decisions keep the name")


@accounts.command(epilog="Example: averment accounts password 'R. Doe'")
def password(name: Name, ledger: LedgerPath = None, accounts: AccountsFile = None) -> None:
    """Set another password."""
    _accounts(ledger, accounts).set_password(name, _password())
    typer.echo(f"{name} has a new password")


@accounts.command(epilog="Example: averment accounts token 'R. Doe' nightly-export")
def token(
    name: Name,
    label: Annotated[str, typer.Argument(help="what the token is for")],
    remove: Annotated[bool, typer.Option("--remove", help="take this token away")] = False,
    ledger: LedgerPath = None,
    accounts: AccountsFile = None,
) -> None:
    """Make a token for a program: it sends `Authorization: Bearer TOKEN`. It is shown once."""
    held = _accounts(ledger, accounts)
    if remove:
        held.remove_token(name, label)
        typer.echo(f"{name} has no token {label} any more")
    else:
        typer.echo(held.add_token(name, label))


def accounts_file(settings: Settings) -> Path:
    """The file of accounts: beside the ledger's file, or in this folder where the ledger is on a server."""
    if "://" in settings.ledger and not settings.ledger.startswith("sqlite:///"):
        return Path("averment-accounts.json")
    path = Path(settings.ledger.removeprefix("sqlite:///"))
    return path.with_name(f"{path.name}-accounts.json")


def _accounts(ledger: str | None, file: Path | None) -> Accounts:
    from averment.faces.web.accounts import Accounts

    return Accounts(file or accounts_file(settings_of(ledger=ledger)))


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


def _login() -> str:
    try:
        return getuser()
    except (KeyError, OSError):  # no name for this user: in a container, say
        return "local user"


def _door(host: str, port: int) -> socket.socket:
    """The address taken. Raises InputError when it cannot be."""
    try:
        kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        door = socket.socket(kind, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
    except OSError as error:
        raise InputError(f"{host}:{port} cannot be taken ({error.strerror}): give another --port or --host") from error
    return door


def _log_to_stderr() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    for name in ("averment.access", "averment.serve"):
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel(logging.INFO)
