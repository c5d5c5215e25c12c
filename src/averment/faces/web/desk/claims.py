"""Claims as they are exported, a page at a time."""

from __future__ import annotations

from averment.faces.shapes import claim_line
from averment.faces.web import shapes
from averment.faces.web.desk.gathered import decided_part
from averment.faces.web.desk.listing import Paged
from averment.ledger import claim_queries
from averment.ledger.claim_queries import ClaimFilter
from averment.ledger.glances import Glance


def claim_list(glance: Glance, wanted: ClaimFilter, paged: Paged) -> shapes.ClaimList:
    """A page of the claims asked for, by the time told of."""
    ids = claim_queries.claim_list(glance.connection, wanted, paged.slice)
    total = glance.once(("claims", wanted), lambda: claim_queries.claim_count(glance.connection, wanted))
    part = decided_part(glance, glance.claims(ids))
    lines = [claim_line(part.claim(id), part, None) for id in ids if part.has_claim(id)]
    return shapes.ClaimList.model_construct(paging=paged.of(total), claims=lines)
