"""Named dead and wounded: each person once, with everybody who names them."""

from __future__ import annotations

from collections.abc import Iterable

from averment.faces.web import shapes
from averment.faces.web.desk.gathered import Gathered, gather
from averment.faces.web.desk.listing import Paged
from averment.ledger import claim_queries
from averment.ledger.glances import Glance
from averment.model.claim import Figure, Victim
from averment.model.collection import grouped

Named = tuple[Victim, str, str]  # with the measure and the claim


def victim_list(glance: Glance, paged: Paged) -> shapes.VictimList:
    """A page of the people whom reports name among those hit."""
    claims = claim_queries.victim_claims(glance.connection, paged.slice)
    total = claim_queries.victim_claim_count(glance.connection)
    held = gather(glance, glance.claims(claims))
    return shapes.VictimList(paging=paged.of(total), victims=victims_named(held, claims))


def victims_named(held: Gathered, claims: Iterable[str]) -> list[shapes.VictimRow]:
    """Those whom the claims name, one line for one name in one incident, by name."""
    found = grouped(
        (_key(victim, held.part.incident_of(claim)), (victim, measure, claim))
        for claim in claims
        if held.part.has_claim(claim)
        for victim, measure in _named(held, claim)
    )
    return [_row(named, incident, held) for (_, incident), named in sorted(found.items(), key=lambda one: one[0][0])]


def _key(victim: Victim, incident: str | None) -> tuple[str, str | None]:
    return " ".join(victim.name.casefold().split()), incident


def _named(held: Gathered, claim: str) -> list[tuple[Victim, str]]:
    what = held.part.claim(claim).what
    return [(victim, what.measure) for victim in what.victims] if isinstance(what, Figure) else []


def _row(named: tuple[Named, ...], incident: str | None, held: Gathered) -> shapes.VictimRow:
    first = named[0][0]
    return shapes.VictimRow(
        name=first.name,
        age=next((victim.age for victim, _, _ in named if victim.age is not None), None),
        sex=next((victim.sex for victim, _, _ in named if victim.sex), None),
        measure=named[0][1],
        incident=incident,
        named_by=held.all_sighted(dict.fromkeys(claim for _, _, claim in named)),
    )
