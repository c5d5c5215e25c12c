"""What a person decides in the browser: built, checked and kept; of two who decide at once one is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import Field, StringConstraints

from averment.faces.decide import corrected_fields, new_decision, sealed
from averment.faces.lines import Shape
from averment.faces.web import shapes
from averment.faces.web.asked import NO_CONTROL
from averment.faces.web.desk import Desk
from averment.faces.web.errors import RefusedError
from averment.model.claim import Claim
from averment.model.collection import Collection
from averment.model.decision import Decision, DecisionKind
from averment.model.run import InputError

HexId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Plain = Annotated[str, StringConstraints(pattern=NO_CONTROL, max_length=1_000, strip_whitespace=True)]
KINDS = frozenset(
    {DecisionKind.SAME, DecisionKind.DIFFERENT, DecisionKind.REJECT, DecisionKind.CORRECT, DecisionKind.WITHDRAW}
)
MOST_CLAIMS = 200


class Change(Shape):
    """A field of a claim and what it should read; no value empties it."""

    field: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    value: Plain | None = None


class DecisionAsked(Shape):
    """A decision as somebody makes it."""

    kind: DecisionKind
    reason: Annotated[Plain, StringConstraints(min_length=1)]
    claims: list[HexId] = Field([], max_length=MOST_CLAIMS)
    seen: int = Field(0, ge=0, lt=2**31 - 1, description="`seen` of the review item that the person looked at")
    corrections: list[Change] = Field([], max_length=20)
    withdraws: HexId | None = None


def decide(desk: Desk, asked: DecisionAsked, by: str) -> shapes.DecisionShape:
    """The decision as it was kept.

    Raises RefusedError where somebody came first (the decision is kept as late), InputError for one that cannot be.
    """
    if asked.kind not in KINDS:
        raise InputError(f"{asked.kind} is decided on the command line only: averment decide {asked.kind}")
    make = _withdrawal if asked.kind is DecisionKind.WITHDRAW else _on_claims
    decision = make(desk, asked, by)
    outcome = desk.ledger.decide_first(decision, asked.seen)
    if outcome.lost_to is not None:
        raise RefusedError(409, "Somebody was first", _who_was_first(desk, outcome.lost_to))
    shown = desk.decision(decision.id)
    assert shown is not None
    return shown


def _on_claims(desk: Desk, asked: DecisionAsked, by: str) -> Decision:
    part = desk.part(asked.claims)
    claims = tuple(_found(id, part) for id in dict.fromkeys(asked.claims))
    decision = new_decision(asked.kind, claims, part, by, asked.reason)
    fields = [f"{one.field}={one.value or ''}" for one in asked.corrections]
    if asked.kind is not DecisionKind.CORRECT:
        if fields:
            raise InputError("only 'correct' takes corrections")
        return decision
    if not fields:
        raise InputError("'correct' needs a field and what it should read")
    corrections = [corrected_fields(claim, fields) for claim in claims]
    return sealed(replace(decision, corrections=corrections[0]))


def _withdrawal(desk: Desk, asked: DecisionAsked, by: str) -> Decision:
    if asked.withdraws is None or desk.decision(asked.withdraws) is None:
        raise InputError(f"there is no decision {asked.withdraws or ''} to withdraw: see the list of decisions")
    blank = new_decision(DecisionKind.WITHDRAW, (), desk.part(()), by, asked.reason)
    return sealed(replace(blank, withdraws=asked.withdraws))


def _found(id: str, part: Collection) -> Claim:
    if not part.has_claim(id):
        raise InputError(f"there is no claim {id}: the report may have been read again; look at it anew")
    return part.claim(id)


def _who_was_first(desk: Desk, id: str) -> str:
    first = desk.decision(id)
    if first is None:
        return "somebody decided this just before: look at it anew"
    return (
        f"{first.by} decided “{first.kind}” on this first ({first.reason}). Yours is kept in the list of decisions and "
        "counts for nothing: withdraw theirs if it is wrong, then decide again"
    )
