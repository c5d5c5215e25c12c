"""What has certain words: incidents, claims, reports and voices."""

from __future__ import annotations

from averment.faces.web import shapes
from averment.faces.web.desk.gathered import gather, saying
from averment.faces.web.desk.listing import Listing, Paged
from averment.faces.web.desk.overview import incident_list
from averment.faces.web.desk.reports import report_list
from averment.faces.web.desk.voices import voice_list
from averment.ledger.glances import Glance
from averment.ledger.incident_queries import Filter

FIRST = Paged(1, 20)


def search(glance: Glance, text: str) -> shapes.Found:
    """The first of everything that has the words."""
    ids = FIRST.part(saying(glance, text).claims)
    return shapes.Found(
        text=text,
        incidents=incident_list(glance, Listing(Filter(text=text), FIRST)),
        claims=gather(glance, glance.claims(ids)).all_sighted(ids),
        reports=report_list(glance, text, FIRST).reports,
        voices=voice_list(glance, text, FIRST).voices,
    )
