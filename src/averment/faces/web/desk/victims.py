"""Named dead and wounded: each person once, with everybody who names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from averment.faces.web import shapes
from averment.faces.web.desk.gathered import Gathered, gather
from averment.faces.web.desk.listing import Paged
from averment.ledger import claim_queries
from averment.ledger.glances import Glance
from averment.matching.victims import Mention, Person, match_mentions
from averment.model.claim import Claim, Figure
from averment.model.collection import grouped


def victim_list(glance: Glance, paged: Paged) -> shapes.VictimList:
    """A page of the people whom reports name among those hit."""
    claims = claim_queries.victim_claims(glance.connection, paged.slice)
    total = claim_queries.victim_claim_count(glance.connection)
    held = gather(glance, glance.claims(claims))
    return shapes.VictimList(paging=paged.of(total), victims=victims_named(held, claims))


def victims_named(held: Gathered, claims: Iterable[str]) -> list[shapes.VictimRow]:
    """Those whom the claims name, each person of an incident once, by name."""
    here = [held.part.claim(claim) for claim in dict.fromkeys(claims) if held.part.has_claim(claim)]
    by_incident = grouped((held.part.incident_of(claim.id), mention) for claim in here for mention in _named(claim))
    rows = [_row(person, incident, held) for incident, named in by_incident.items() for person in match_mentions(named)]
    return sorted(rows, key=lambda row: (row.name.casefold(), row.incident or ""))


def _named(claim: Claim) -> Iterator[Mention]:
    if isinstance(claim.what, Figure):
        for victim in claim.what.victims:
            yield Mention(claim, victim, claim.what.measure)


def _row(person: Person, incident: str | None, held: Gathered) -> shapes.VictimRow:
    return shapes.VictimRow(
        name=person.name,
        age=person.age,
        sex=person.sex,
        measure=" / ".join(person.measures),
        incident=incident,
        named_by=held.all_sighted(dict.fromkeys(mention.claim.id for mention in person.mentions)),
    )
