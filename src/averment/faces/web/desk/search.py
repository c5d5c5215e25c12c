"""What has certain words: incidents, claims, reports and voices."""

from __future__ import annotations

from averment.faces.web import shapes
from averment.faces.web.desk.gathered import gather
from averment.faces.web.desk.listing import Listing, Paged
from averment.faces.web.desk.overview import incident_list
from averment.faces.web.desk.reports import reports_saying
from averment.faces.web.desk.voices import voice_list
from averment.ledger import claim_queries
from averment.ledger.claim_queries import ClaimFilter
from averment.ledger.glances import Glance
from averment.ledger.incident_queries import Filter

FIRST = Paged(1, 20)


def search(glance: Glance, text: str) -> shapes.Found:
    """The first of everything that has the words."""
    ids = claim_queries.claim_list(glance.connection, ClaimFilter(text=text), FIRST.slice)
    return shapes.Found(
        text=text,
        incidents=incident_list(glance, Listing(Filter(text=text), FIRST)),
        claims=gather(glance, glance.claims(ids)).all_sighted(ids),
        reports=reports_saying(glance, text, FIRST),
        voices=voice_list(glance, text, FIRST).voices,
    )
