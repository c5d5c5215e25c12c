"""The same answers as JSON, under /api/v1, with an OpenAPI description."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from averment.faces.web import shapes, work_shapes
from averment.faces.web.asked import NO_CONTROL, Asking, ClaimsWanted, Id, Number, Part, Text, Wanted, Words
from averment.faces.web.routes import account_list
from averment.faces.web.seat import AnySeat, Reader, need
from averment.faces.web.viewer import Role

REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": work_shapes.Refusal, "description": "the request cannot be read"},
    401: {"model": work_shapes.Refusal, "description": "sign in, or bring a token"},
    403: {"model": work_shapes.Refusal, "description": "not with this role"},
    404: {"model": work_shapes.Refusal, "description": "there is nothing here"},
    413: {"model": work_shapes.Refusal, "description": "too large"},
    422: {"model": work_shapes.Refusal, "description": "a value is not understood"},
    429: {"model": work_shapes.Refusal, "description": "too many at once; Retry-After says how long to wait"},
    503: {"model": work_shapes.Refusal, "description": "the ledger refused; try again"},
}
router = APIRouter(prefix="/api/v1", responses=REFUSALS)


@router.get("/overview", response_model=shapes.Overview)
def overview(seat: Reader, asking: Asking) -> Response:
    """Totals, choices for filters, episodes, and a page of incidents."""
    return seat.json(seat.desk.overview(asking))


@router.get("/incidents", response_model=shapes.IncidentList)
def incidents(seat: Reader, asking: Asking) -> Response:
    """A page of the incidents asked for."""
    return seat.json(seat.desk.incidents(asking))


@router.get("/points", response_model=shapes.Points)
def points(seat: Reader, wanted: Wanted) -> Response:
    """All incidents asked for, as columns for a map and a timeline."""
    return seat.json(seat.desk.points(wanted))


@router.get("/findings", response_model=shapes.FindingList)
def findings(seat: Reader, asking: Asking) -> Response:
    """A page of figures with their positions, of the incidents asked for."""
    return seat.json(seat.desk.findings(asking))


@router.get("/incidents/{id}", response_model=shapes.IncidentPage)
def incident(seat: Reader, id: Id) -> Response:
    """One incident; an earlier id gives the incident that it leads to now."""
    return seat.json(seat.desk.incident(id))


@router.get("/incidents/{id}/figures/{number}", response_model=shapes.FigurePage)
def figure(seat: Reader, id: Id, number: Number) -> Response:
    """One figure with the words behind it."""
    return seat.json(seat.desk.figure(id, number))


@router.get("/episodes/{id}", response_model=shapes.EpisodePage)
def episode(seat: Reader, id: Id) -> Response:
    """One episode with its incidents."""
    return seat.json(seat.desk.episode(id))


@router.get("/claims", response_model=shapes.ClaimList)
def claims(seat: Reader, wanted: ClaimsWanted, part: Part) -> Response:
    """A page of claims, as they are exported."""
    return seat.json(seat.desk.claims(wanted, part))


@router.get("/claims/{id}", response_model=shapes.ClaimPage)
def claim(seat: Reader, id: Id) -> Response:
    """One claim with its copies, its denials and what else its voice said."""
    return seat.json(seat.desk.claim(id))


@router.get("/reports", response_model=shapes.ReportList)
def reports(seat: Reader, part: Part, text: Text = None) -> Response:
    """A page of reports."""
    return seat.json(seat.desk.reports(text or None, part))


@router.get("/reports/{id}", response_model=shapes.ReportPage)
def report(seat: Reader, id: Id) -> Response:
    """One report with its text, claims and layers."""
    return seat.json(seat.desk.report(id))


@router.get("/voices", response_model=shapes.VoiceList)
def voices(seat: Reader, part: Part, text: Text = None) -> Response:
    """A page of voices."""
    return seat.json(seat.desk.voices(text or None, part))


@router.get("/voices/{id}", response_model=shapes.VoicePage)
def voice(seat: Reader, id: Id, part: Part) -> Response:
    """One voice and what it said."""
    return seat.json(seat.desk.voice(id, part))


@router.get("/victims", response_model=shapes.VictimList)
def victims(seat: Reader, part: Part) -> Response:
    """A page of named victims, with who names them."""
    return seat.json(seat.desk.victims(part))


@router.get("/problems", response_model=shapes.ProblemList)
def problems(seat: Reader, part: Part) -> Response:
    """A page of what could not be read or settled."""
    return seat.json(seat.desk.problems(part))


@router.get("/search", response_model=shapes.Found)
def search(seat: Reader, text: Annotated[str, Query(min_length=1, max_length=200, pattern=NO_CONTROL)]) -> Response:
    """The first of everything that has the words."""
    return seat.json(seat.desk.search(text.strip()))


@router.get("/review", response_model=work_shapes.ReviewQueue)
def review(seat: Reader, part: Part, kind: Words = None) -> Response:
    """A page of what a person may decide."""
    return seat.json(seat.desk.review(kind or None, part))


@router.get("/review/{id}", response_model=work_shapes.ReviewItem)
def review_item(seat: Reader, id: Id) -> Response:
    """One question with its evidence."""
    return seat.json(seat.desk.review_item(id))


@router.get("/decisions", response_model=work_shapes.DecisionList)
def decisions(seat: Reader, part: Part) -> Response:
    """The audit trail: every decision, in force or not."""
    return seat.json(seat.desk.decisions(part))


@router.get("/jobs/{id}", response_model=work_shapes.JobShape)
def job(seat: AnySeat, id: Id) -> Response:
    """How far the reading of new reports has come."""
    need(seat, Role.REVIEWER)
    return seat.json(seat.house.workshop.job(id))


@router.get("/session", response_model=work_shapes.SessionShape)
def session(seat: AnySeat) -> Response:
    """Who asks, and the token that their changes must bring as X-CSRF-Token."""
    viewer = seat.viewer
    return seat.json(
        work_shapes.SessionShape(
            name=viewer.name,
            role=viewer.role.name.lower(),
            csrf_token=viewer.csrf_token,
            has_accounts=viewer.has_accounts,
        )
    )


@router.get("/accounts", response_model=work_shapes.AccountList)
def accounts(seat: AnySeat) -> Response:
    """Every account, without its secrets."""
    need(seat, Role.ADMIN)
    return seat.json(account_list(seat))
