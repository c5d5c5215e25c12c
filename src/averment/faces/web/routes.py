"""The pages, address by address: each asks the desk for its shape and has it drawn."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import HTMLResponse, RedirectResponse, Response

from averment.faces.web import pages
from averment.faces.web.asked import Front, FrontPart, Id, Number, Text, Words
from averment.faces.web.seat import AnySeat, Reader, found, need
from averment.faces.web.viewer import Role
from averment.faces.web.work_shapes import AccountList, AccountShape

router = APIRouter(include_in_schema=False)


@router.get("/")
def overview(seat: Reader, asking: Front) -> Response:
    return seat.page(pages.overview, seat.desk.overview(asking))


@router.get("/incidents")
def incidents(seat: Reader, asking: Front) -> Response:
    return seat.page(pages.overview, seat.desk.overview(asking))


@router.get("/episodes/{id}")
def episode(seat: Reader, id: Id) -> Response:
    return seat.page(pages.episode, seat.desk.episode(id))


@router.get("/incidents/{id}")
def incident(seat: Reader, id: Id) -> Response:
    page = found(seat.desk.incident(id))
    if page.incident.id != id:
        return RedirectResponse(f"/incidents/{page.incident.id}", 307)
    return seat.page(pages.incident, page)


@router.get("/incidents/{id}/figures/{number}")
def figure(seat: Reader, id: Id, number: Number) -> Response:
    return seat.page(pages.figure, seat.desk.figure(id, number))


@router.get("/claims/{id}")
def claim(seat: Reader, id: Id) -> Response:
    return seat.page(pages.claim, seat.desk.claim(id))


@router.get("/reports")
def reports(seat: Reader, part: FrontPart, text: Text = None) -> Response:
    return seat.page(pages.reports, seat.desk.reports(text or None, part))


@router.get("/reports/{id}")
def report(seat: Reader, id: Id) -> Response:
    return seat.page(pages.report, seat.desk.report(id))


@router.get("/voices")
def voices(seat: Reader, part: FrontPart, text: Text = None) -> Response:
    return seat.page(pages.voices, seat.desk.voices(text or None, part))


@router.get("/voices/{id}")
def voice(seat: Reader, id: Id, part: FrontPart) -> Response:
    return seat.page(pages.voice, seat.desk.voice(id, part))


@router.get("/victims")
def victims(seat: Reader, part: FrontPart) -> Response:
    return seat.page(pages.victims, seat.desk.victims(part))


@router.get("/problems")
def problems(seat: Reader, part: FrontPart) -> Response:
    return seat.page(pages.problems, seat.desk.problems(part))


@router.get("/search")
def search(seat: Reader, text: Text = None) -> Response:
    return seat.page(pages.search, seat.desk.search((text or "").strip()))


@router.get("/review")
def review(seat: Reader, part: FrontPart, kind: Words = None) -> Response:
    return seat.page(pages.review, seat.desk.review(kind or None, part))


@router.get("/review/{id}")
def review_item(seat: Reader, id: Id) -> Response:
    return seat.page(pages.review_item, seat.desk.review_item(id))


@router.get("/decisions")
def decisions(seat: Reader, part: FrontPart) -> Response:
    return seat.page(pages.decisions, seat.desk.decisions(part))


@router.get("/add")
def add(seat: Reader) -> Response:
    need(seat, Role.REVIEWER)
    return HTMLResponse(pages.add(seat.viewer))


@router.get("/jobs/{id}")
def job(seat: AnySeat, id: Id) -> Response:
    need(seat, Role.REVIEWER)
    return seat.page(pages.job, seat.house.workshop.job(id))


@router.get("/about")
def about(seat: Reader) -> Response:
    return HTMLResponse(pages.about(seat.viewer))


@router.get("/sign-in")
def sign_in(seat: AnySeat, next: Words = None) -> Response:
    return HTMLResponse(pages.sign_in(None, next or "/", seat.viewer))


@router.get("/accounts")
def accounts(seat: AnySeat) -> Response:
    need(seat, Role.ADMIN)
    return seat.page(pages.accounts, account_list(seat))


def account_list(seat: AnySeat) -> AccountList:
    """Every account without its secrets."""
    return AccountList(
        accounts=[
            AccountShape(name=one.name, role=one.role.name.lower(), tokens=[token.name for token in one.tokens])
            for one in seat.house.accounts.all()
        ]
    )
