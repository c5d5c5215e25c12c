"""The server put together: the doors, the routes, and what they share."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from hashlib import blake2b
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from averment import __version__
from averment.faces.codebooks import short_rules
from averment.faces.web import api, changes, routes
from averment.faces.web.accounts import Accounts
from averment.faces.web.answers import Answers
from averment.faces.web.desk import Desk
from averment.faces.web.errors import tell_errors
from averment.faces.web.limits import Limit
from averment.faces.web.outlines import outline_scripts
from averment.faces.web.seat import House
from averment.faces.web.security import YEAR, Doors
from averment.faces.web.serving import Serving, check_accounts
from averment.faces.web.sessions import Sessions
from averment.faces.web.workshop import Workshop
from averment.ledger.ledger import Ledger
from averment.settings import Settings

HERE = Path(__file__).parent
THREADS = 3  # each holds a connection to the ledger while it works; more would wait for one another, long pages most
LEAST_COMPRESSED = 1_000  # bytes; a shorter answer fits into one packet anyway
MOST_KEPT = 64_000_000  # bytes of answers that are kept to be given again
COMPRESSION = 5  # beyond it the time grows faster than the size falls


def create_app(settings: Settings, serving: Serving, ledger: Ledger) -> FastAPI:
    """The server of an open ledger. Raises InputError where accounts are needed and there are none."""
    accounts = Accounts(serving.accounts)
    check_accounts(serving, len(accounts.all()))
    desk = Desk(ledger, rules=short_rules(settings))
    workshop = Workshop(settings, desk)
    sessions = Sessions(serving, accounts)
    sign_ins, answers = Limit(serving.limits.sign_ins), Answers(MOST_KEPT)
    house = House(serving, desk, accounts, sessions, workshop, sign_ins, answers, edition())

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = THREADS
        workshop.start()
        if not desk.is_drawn():
            workshop.settle_soon()
        gc.freeze()  # modules and tables stay: looking through them for what may go would cost every page
        yield
        gc.unfreeze()
        workshop.stop()

    app = FastAPI(
        title="Averment",
        version=__version__,
        summary="Who says what happened: incidents, figures, claims, voices and reports, each with its words.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.house = house
    tell_errors(app)
    for router in (routes.router, api.router, changes.forms, changes.api):
        app.include_router(router)
    scripts = outline_scripts(serving.outlines) if serving.outlines else {}
    app.mount("/static", Static(HERE / "static", scripts), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=LEAST_COMPRESSED, compresslevel=COMPRESSION)
    app.add_middleware(Doors, serving=serving)
    return app


def edition() -> str:
    """Changes with the code and the files that pages are made of."""
    made = blake2b(__version__.encode(), digest_size=8)
    for path in sorted(HERE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            made.update(f"{path.name} {path.stat().st_mtime_ns} {path.stat().st_size}".encode())
    return made.hexdigest()


class Static(StaticFiles):
    """Files that keep: for a year where their address tells which edition is meant. `instead` are scripts by name."""

    def __init__(self, folder: Path, instead: Mapping[str, str]) -> None:
        super().__init__(directory=folder)
        self._instead = instead

    async def get_response(self, path: str, scope: Scope) -> Response:
        own = self._instead.get(path)
        answer = Response(own, media_type="text/javascript") if own else await super().get_response(path, scope)
        age = f"max-age={YEAR}, immutable" if b"v=" in scope.get("query_string", b"") else "max-age=3600"
        answer.headers["Cache-Control"] = "public, max-age=3600" if own else f"public, {age}"
        return answer
