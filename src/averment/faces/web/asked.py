"""The queries that routes take, checked and turned into what the desk is asked.

They are read where the request comes in (`async`): sending so little work to another thread costs more than doing it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Path, Query

from averment.faces.web.desk.listing import LAST_PAGE, MOST_PER_PAGE, Listing, Paged, read_box, read_day
from averment.ledger.claim_queries import ClaimFilter
from averment.ledger.incident_queries import Filter

LONGEST = 200
OF_DATA, ON_A_PAGE = 50, 25  # people look at fewer at a time than programs
NO_CONTROL = r"^[^\x00-\x1f\x7f]*$"  # no database of text keeps NUL, and nobody types the others

Id = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="16 hexadecimal digits")]
Number = Annotated[int, Path(ge=1, le=10_000)]
Words = Annotated[str | None, Query(max_length=LONGEST, pattern=NO_CONTROL)]
Text = Annotated[
    str | None, Query(max_length=LONGEST, pattern=NO_CONTROL, description="words of a title or of the evidence")
]
Day = Annotated[str | None, Query(max_length=10, pattern=NO_CONTROL, description="such as 2023-05-04")]
Box = Annotated[str | None, Query(max_length=100, pattern=NO_CONTROL, description="west,south,east,north in degrees")]
PageNumber = Annotated[int, Query(ge=1, le=LAST_PAGE)]
PerPage = Annotated[int, Query(ge=1, le=MOST_PER_PAGE)]


def part_of(usual: int) -> Callable[..., Awaitable[Paged]]:
    """Reads which part of a list is asked for; `usual` is how many a page holds where nothing is said."""

    async def part(page: PageNumber = 1, per_page: PerPage = usual) -> Paged:
        return Paged(page, per_page)

    return part


async def wanted(
    text: Text = None,
    since: Day = None,
    until: Day = None,
    place: Words = None,
    party: Words = None,
    measure: Words = None,
    verdict: Words = None,
    grade: Words = None,
    event_type: Words = None,
    episode: Words = None,
    box: Box = None,
) -> Filter:
    """Which incidents are asked for; what is empty is not asked."""
    return Filter(
        text=_said(text),
        since=read_day(since, "since", last=False),
        until=read_day(until, "until", last=True),
        place=_said(place),
        party=_said(party),
        measure=_said(measure),
        verdict=_said(verdict),
        grade=_said(grade),
        event_type=_said(event_type),
        episode=_said(episode),
        box=read_box(box),
    )


def listing_of(usual: int) -> Callable[..., Awaitable[Listing]]:
    """Reads which incidents are asked for, in which order, and which part of them."""
    part = Depends(part_of(usual))

    async def listing(
        wanted: Annotated[Filter, Depends(wanted)],
        paged: Paged = part,
        sort: Annotated[str, Query(max_length=20)] = "-when",
    ) -> Listing:
        return Listing(wanted, paged, sort or "-when")

    return listing


async def claims_wanted(
    text: Text = None,
    report: Words = None,
    incident: Words = None,
    voice: Words = None,
    kind: Words = None,
    measure: Words = None,
    event_type: Words = None,
    stance: Words = None,
) -> ClaimFilter:
    """Which claims are asked for; what is empty is not asked."""
    said = (text, report, incident, voice, kind, measure, event_type, stance)
    return ClaimFilter(*map(_said, said))


def _said(words: str | None) -> str | None:
    return (words or "").strip() or None


Asking = Annotated[Listing, Depends(listing_of(OF_DATA))]
FrontPart = Annotated[Paged, Depends(part_of(ON_A_PAGE))]
Front = Annotated[Listing, Depends(listing_of(ON_A_PAGE))]
Wanted = Annotated[Filter, Depends(wanted)]
ClaimsWanted = Annotated[ClaimFilter, Depends(claims_wanted)]
Part = Annotated[Paged, Depends(part_of(OF_DATA))]
