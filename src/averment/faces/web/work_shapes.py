"""What people do and are told at work: the queue of doubts, new reports, who is signed in, what is refused."""

from __future__ import annotations

from pydantic import Field

from averment.faces.lines import PlaceShape, Shape
from averment.faces.web.shapes import DecisionShape, IncidentRow, Paging, ReasonShape, Sighted


class ReviewItem(Shape):
    """Something that the machine is unsure of and a person may decide."""

    id: str
    kind: str = Field(description='"merge", "place", "voice", "waiting", "contradiction" or "problem"')
    question: str
    seen: int = Field(description="the state of the ledger that this was drawn from; goes back with the decision")
    claims: list[Sighted] = Field(description="the evidence; of a merge one of the left and one of the right")
    incidents: list[IncidentRow]
    reasons: list[ReasonShape]
    score: float | None
    places: list[PlaceShape] = Field(description="the readings that are equally good")
    decisions: list[DecisionShape]


class ReviewQueue(Shape):
    paging: Paging
    kinds: dict[str, int]
    items: list[ReviewItem]


class DecisionList(Shape):
    paging: Paging
    decisions: list[DecisionShape]


class FileOutcome(Shape):
    """What became of one file that was handed in."""

    name: str
    state: str = Field(description='"waiting", "read", "known" or "refused"')
    report: str | None
    message: str | None


class JobShape(Shape):
    id: str
    state: str = Field(description='"waiting", "reading", "settling", "done" or "failed"')
    done: int
    total: int
    files: list[FileOutcome]
    incidents: list[IncidentRow] = Field(description="what the new reports tell of, once it is settled")
    message: str | None


class SessionShape(Shape):
    name: str | None
    role: str
    csrf_token: str
    has_accounts: bool


class AccountShape(Shape):
    name: str
    role: str
    tokens: list[str] = Field(description="names of the account's tokens")


class AccountList(Shape):
    accounts: list[AccountShape]


class Refusal(Shape):
    """What was refused, why, and what to do."""

    status: int
    title: str
    message: str
