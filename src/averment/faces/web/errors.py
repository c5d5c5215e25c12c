"""What goes wrong in a request, told as JSON or as a page: what was given, what was expected, what to do."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from averment.faces.web import pages
from averment.faces.web.viewer import Viewer
from averment.faces.web.work_shapes import Refusal
from averment.model.run import InputError, LedgerError

LOG = logging.getLogger("averment.serve")
TITLES = {400: "Not understood", 404: "Not here", 405: "Not that way", 413: "Too large"}


class RefusedError(Exception):
    """A request that is refused, with the reason for whoever asked."""

    def __init__(self, status: int, title: str, message: str) -> None:
        super().__init__(message)
        self.refusal = Refusal(status=status, title=title, message=message)


class AnsweredError(Exception):
    """The answer is known before it is worked out."""

    def __init__(self, answer: Response) -> None:
        super().__init__("answered already")
        self.answer = answer


def tell_errors(app: FastAPI) -> None:
    """Sets how each kind of error is told."""
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(AnsweredError, _answered)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(InputError, _input)
    app.add_exception_handler(LedgerError, _ledger)


def tell(request: Request, refusal: Refusal, headers: Mapping[str, str] | None = None) -> Response:
    """The refusal as whoever asked can read it; a reader who has not signed in is led to the door."""
    if request.url.path.startswith("/api/"):
        return JSONResponse(refusal.model_dump(), refusal.status, headers)
    if refusal.status == 401 and request.method == "GET" and "hx-request" not in request.headers:
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/sign-in?next={quote(asked, safe='')}", 303)
    is_piece = request.headers.get("hx-request") == "true"
    viewer = Viewer(
        name=getattr(request.state, "who", None), fragment=request.headers.get("hx-target", "") if is_piece else None
    )
    return HTMLResponse(pages.refusal(refusal, viewer), refusal.status, headers)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    headers = {"WWW-Authenticate": "Bearer"} if error.refusal.status == 401 else None
    return tell(request, error.refusal, headers)


def _answered(_request: Request, error: Exception) -> Response:
    assert isinstance(error, AnsweredError)
    return error.answer


def _not_valid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{_where(one['loc'])}: {one['msg']}" for one in error.errors()[:5])
    return tell(request, Refusal(status=422, title="Not understood", message=told or "the request cannot be read"))


def _where(parts: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in parts[1:]) or str(parts[0])


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title = TITLES.get(error.status_code, "Refused")
    refusal = Refusal(status=error.status_code, title=title, message=str(error.detail))
    return tell(request, refusal, error.headers)


def _input(request: Request, error: Exception) -> Response:
    return tell(request, Refusal(status=422, title="Not understood", message=str(error)))


def _ledger(request: Request, error: Exception) -> Response:
    LOG.error("%s", error)
    return tell(request, Refusal(status=503, title="The ledger refused", message=str(error)))


def our_fault(request: Request) -> Response:
    """Told without its inside, which goes to the log."""
    message = "this is a fault of the program: it is in the server's log, please report it from there"
    return tell(request, Refusal(status=500, title="Our fault", message=message))
