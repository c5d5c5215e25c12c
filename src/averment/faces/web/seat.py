"""One request at the desk: who asks, what they may do, and how they are answered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, Response

from averment.faces.lines import Shape
from averment.faces.web.accounts import Accounts
from averment.faces.web.answers import Answers
from averment.faces.web.desk import Desk
from averment.faces.web.errors import AnsweredError, RefusedError
from averment.faces.web.limits import Limit
from averment.faces.web.serving import Serving
from averment.faces.web.sessions import COOKIE, Sessions, Visitor
from averment.faces.web.viewer import Role, Viewer
from averment.faces.web.workshop import Workshop

Answer = TypeVar("Answer", bound=Shape)
CSRF_HEADER = "x-csrf-token"
FRESH = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization, HX-Request, HX-Target, Accept-Encoding"}


@dataclass(frozen=True, slots=True)
class House:
    """What all requests share."""

    serving: Serving
    desk: Desk
    accounts: Accounts
    sessions: Sessions
    workshop: Workshop
    sign_ins: Limit
    answers: Answers
    edition: str  # changes with the code, so that nobody is shown pages of an older one


@dataclass(frozen=True, slots=True)
class Seat:
    """One request. Answers bear an ETag: the same address, visitor and state of the ledger give the same answer."""

    request: Request
    house: House
    visitor: Visitor
    etag: str = ""

    @property
    def desk(self) -> Desk:
        return self.house.desk

    @property
    def viewer(self) -> Viewer:
        headers = self.request.headers
        return Viewer(
            name=self.visitor.name,
            role=self.visitor.role,
            csrf_token=self.house.sessions.csrf_token(self.visitor),
            has_accounts=not self.house.serving.is_local,
            fragment=headers.get("hx-target", "") if headers.get("hx-request") == "true" else None,
        )

    def page(self, draw: Callable[[Answer, Viewer], str], shape: Answer | None) -> Response:
        """The page of a shape. Raises RefusedError where there is none."""
        return self._keep(HTMLResponse(draw(found(shape), self.viewer), headers=self.headers))

    def json(self, shape: Shape | None) -> Response:
        """The shape itself. Raises RefusedError where there is none."""
        content = found(shape).model_dump_json()
        return self._keep(Response(content, media_type="application/json", headers=self.headers))

    def _keep(self, answer: Response) -> Response:
        if self.etag:
            self.house.answers.keep(self.etag, answer)
        return answer

    @property
    def headers(self) -> dict[str, str]:
        return FRESH | ({"ETag": self.etag} if self.etag else {})


def found(shape: Answer | None) -> Answer:
    if shape is None:
        raise RefusedError(404, "Not here", "there is nothing under this address: it may have been merged or withdrawn")
    return shape


def anybody(request: Request) -> Seat:
    """A seat for whoever comes, signed in or not."""
    house: House = request.app.state.house
    visitor = house.sessions.visitor(request.cookies.get(COOKIE), request.headers.get("authorization"))
    request.state.who = visitor.name
    return Seat(request, house, visitor)


def reader(request: Request) -> Seat:
    """A seat for one who may look. Raises RefusedError for others, AnsweredError where the answer is known already."""
    seat = need(anybody(request), Role.READER)
    etag = _etag(seat)
    known = {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}
    if etag in known:
        raise AnsweredError(Response(status_code=304, headers=FRESH | {"ETag": etag}))
    kept = seat.house.answers.find(etag)
    if kept is not None:
        raise AnsweredError(kept)
    return Seat(seat.request, seat.house, seat.visitor, etag)


def need(seat: Seat, role: Role) -> Seat:
    """The seat, if they may do as much as this role. Raises RefusedError with what to do."""
    if seat.visitor.role >= role:
        return seat
    if seat.visitor.role is Role.NOBODY:
        raise RefusedError(401, "Sign in first", "this record is shown to those who have an account: sign in")
    has, needs = seat.visitor.role.name.lower(), role.name.lower()
    words = f"{seat.visitor.name} has the role of {has}, and this needs that of {needs}: ask an admin"
    raise RefusedError(403, "Not allowed", words)


def check_form(seat: Seat, token: str | None) -> None:
    """Raises RefusedError for a change that was not asked for on a page of this server."""
    headers = seat.request.headers
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
    is_foreign = site == "cross-site" or (origin is not None and origin.partition("://")[2] != headers.get("host"))
    if is_foreign or not seat.house.sessions.is_theirs(seat.visitor, headers.get(CSRF_HEADER) or token):
        words = "the form is not from a page of this server, or the page is old: open it again and send it once more"
        raise RefusedError(403, "Form not believed", words)


def _etag(seat: Seat) -> str:
    request, headers = seat.request, seat.request.headers
    said = (
        seat.house.edition,
        *map(str, seat.desk.state()),
        request.url.path,
        request.url.query,
        seat.visitor.name or "",
        seat.visitor.role.name,
        seat.visitor.key,
        headers.get("hx-request", ""),
        headers.get("hx-target", ""),
    )
    return 'W/"' + hashlib.blake2b("\0".join(said).encode(), digest_size=12).hexdigest() + '"'


AnySeat = Annotated[Seat, Depends(anybody)]
Reader = Annotated[Seat, Depends(reader)]
