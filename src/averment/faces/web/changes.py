"""What changes something: decisions, new reports, signing in and out, accounts; by form and as JSON."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from averment.faces.web import pages, shapes, work_shapes
from averment.faces.web.api import REFUSALS
from averment.faces.web.asked import NO_CONTROL
from averment.faces.web.deciding import Change, DecisionAsked, decide
from averment.faces.web.errors import RefusedError
from averment.faces.web.seat import AnySeat, Seat, check_form, found, need
from averment.faces.web.sessions import COOKIE, LONGEST_SECONDS
from averment.faces.web.viewer import Role
from averment.faces.web.work import Upload, safe_name
from averment.model.decision import DecisionKind
from averment.model.run import InputError

Token = Annotated[str | None, Form(max_length=200)]
Said = Annotated[str | None, Form(max_length=1_000, pattern=NO_CONTROL)]
Ids = Annotated[list[str], Form(max_length=200)]

TAKEN: dict[int | str, dict[str, Any]] = {409: {"model": work_shapes.Refusal, "description": "somebody was first"}}

forms = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api/v1", responses=REFUSALS)


@api.post(
    "/decisions", response_model=shapes.DecisionShape, status_code=201, responses={409: {"model": work_shapes.Refusal}}
)
def decide_json(seat: AnySeat, asked: DecisionAsked) -> Response:
    """Keeps a decision. 409 where somebody decided the same first: yours is then kept as late."""
    shown = _decide(seat, asked, None)
    return Response(shown.model_dump_json(), 201, media_type="application/json")


@forms.post("/decisions")
def decide_form(
    seat: AnySeat,
    kind: Annotated[DecisionKind, Form()],
    reason: Said = None,
    claim: Ids = [],  # noqa: B006 - FastAPI copies it
    seen: Annotated[int, Form(ge=0, lt=2**31 - 1)] = 0,
    field: Ids = [],  # noqa: B006
    value: Ids = [],  # noqa: B006
    withdraws: Said = None,
    next: Said = None,
    csrf_token: Token = None,
) -> Response:
    """Keeps a decision, then leads to the next question."""
    changes = [Change(field=name, value=words or None) for name, words in zip(field, value, strict=False) if name]
    asked = DecisionAsked(
        kind=kind, reason=reason or "", claims=claim, seen=seen, corrections=changes, withdraws=withdraws or None
    )
    shown = _decide(seat, asked, csrf_token)
    if seat.viewer.fragment is None:
        return RedirectResponse(local(next, "/review"), 303)
    queue = seat.desk.review()
    headers = {"HX-Trigger": json.dumps({"decided": {"decision": shown.id}})}
    if not queue.items:
        return HTMLResponse(pages.review(queue, seat.viewer), headers=headers)
    return HTMLResponse(pages.review_item(queue.items[0], seat.viewer), headers=headers)


@api.post("/reports", response_model=work_shapes.JobShape, status_code=202)
def add_json(
    seat: AnySeat,
    files: Annotated[list[UploadFile], File(description="reports: text, Markdown, HTML, JSON Lines")] = [],  # noqa: B006
    pasted: Annotated[str | None, Form(description="the text of one report")] = None,
    outlet: Said = None,
    url: Said = None,
    published: Said = None,
) -> Response:
    """Takes reports in and reads them; the job tells how far that has come."""
    id = _add(seat, files, pasted, _declared(outlet, url, published), None)
    return Response(found(seat.house.workshop.job(id)).model_dump_json(), 202, media_type="application/json")


@forms.post("/add")
def add_form(
    seat: AnySeat,
    files: Annotated[list[UploadFile], File()] = [],  # noqa: B006
    pasted: Annotated[str | None, Form()] = None,
    outlet: Said = None,
    url: Said = None,
    published: Said = None,
    csrf_token: Token = None,
) -> Response:
    """Takes reports in, then leads to the job that reads them."""
    id = _add(seat, files, pasted, _declared(outlet, url, published), csrf_token)
    return _lead(seat, f"/jobs/{id}")


@forms.post("/sign-in")
def sign_in(
    seat: AnySeat,
    name: Annotated[str, Form(max_length=100)] = "",
    password: Annotated[str, Form(max_length=1_000)] = "",
    next: Said = None,
    csrf_token: Token = None,
) -> Response:
    """Opens a session; wrong names and wrong passwords are told alike."""
    check_form(seat, csrf_token)
    _slow_down(seat, name)
    account = seat.house.accounts.check(name, password)
    if account is None:
        message = "The name or the password is wrong."
        return HTMLResponse(pages.sign_in(message, local(next, "/"), seat.viewer), 401)
    answer = RedirectResponse(local(next, "/"), 303)
    answer.set_cookie(
        COOKIE,
        seat.house.sessions.sign_in(account),
        max_age=int(LONGEST_SECONDS),
        httponly=True,
        samesite="lax",
        secure=seat.request.url.scheme == "https",
    )
    return answer


@forms.post("/sign-out")
def sign_out(seat: AnySeat, csrf_token: Token = None) -> Response:
    check_form(seat, csrf_token)
    seat.house.sessions.sign_out(seat.request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE)
    return answer


@forms.post("/accounts")
def add_account(
    seat: AnySeat,
    name: Annotated[str, Form(max_length=100)] = "",
    role: Annotated[str, Form(max_length=20)] = "",
    password: Annotated[str, Form(max_length=1_000)] = "",
    csrf_token: Token = None,
) -> Response:
    need(seat, Role.ADMIN)
    check_form(seat, csrf_token)
    seat.house.accounts.add(name, role_of(role), password)
    return _lead(seat, "/accounts")


@forms.post("/accounts/{name}/remove")
def remove_account(seat: AnySeat, name: str, csrf_token: Token = None) -> Response:
    need(seat, Role.ADMIN)
    check_form(seat, csrf_token)
    if name == seat.visitor.name:
        raise InputError("nobody removes their own account: ask another admin")
    seat.house.accounts.remove(name)
    return _lead(seat, "/accounts")


def role_of(name: str) -> Role:
    """The role of this name. Raises InputError for one that is none."""
    roles = {role.name.lower(): role for role in Role if role is not Role.NOBODY}
    if name.lower() not in roles:
        raise InputError(f"{name!r} is no role: expected one of {', '.join(roles)}")
    return roles[name.lower()]


def local(path: str | None, otherwise: str) -> str:
    """The path if it leads to a page of this server, else the other one."""
    is_ours = path is not None and path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_ours and path else otherwise


def _decide(seat: Seat, asked: DecisionAsked, token: str | None) -> shapes.DecisionShape:
    need(seat, Role.REVIEWER)
    check_form(seat, token)
    shown = decide(seat.desk, asked, seat.visitor.name or "")
    seat.house.workshop.settle_soon()
    return shown


def _add(
    seat: Seat, files: list[UploadFile], pasted: str | None, declared: tuple[tuple[str, str], ...], token: str | None
) -> str:
    need(seat, Role.REVIEWER)
    check_form(seat, token)
    limits = seat.house.serving.limits
    uploads = [Upload(safe_name(one.filename), one.file.read(), declared) for one in files if one.filename]
    if pasted and pasted.strip():
        uploads.append(Upload("pasted.txt", pasted.encode(errors="replace"), declared))
    if not uploads:
        raise InputError("no report was given: drop files, or paste the text of one")
    if len(uploads) > limits.files:
        raise InputError(f"{len(uploads)} files at once are too many: send at most {limits.files}")
    if seat.house.workshop.is_full():
        raise RefusedError(429, "Busy", "other reports are still waiting to be read: try again in a while")
    return seat.house.workshop.add(tuple(uploads))


def _declared(outlet: str | None, url: str | None, published: str | None) -> tuple[tuple[str, str], ...]:
    said = {"outlet": outlet, "url": url, "published": published}
    return tuple((name, words.strip()) for name, words in said.items() if words and words.strip())


def _lead(seat: Seat, path: str) -> Response:
    if seat.viewer.fragment is not None:
        return Response(status_code=204, headers={"HX-Redirect": path})
    return RedirectResponse(path, 303)


def _slow_down(seat: Seat, name: str) -> None:
    """Raises RefusedError for somebody who tries many passwords, from one place or for one name."""
    tries = seat.house.sign_ins
    address = seat.request.client.host if seat.request.client else ""
    wait = max(tries.wait(f"from {address}"), tries.wait(f"for {name}"))
    if wait > 0:
        raise RefusedError(429, "Too many tries", f"too many tries to sign in: wait {wait:.0f} seconds")
