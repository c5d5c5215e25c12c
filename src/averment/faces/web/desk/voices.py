"""Voices: a list of them, one with what it said over time, and one claim with all that stands around it."""

from __future__ import annotations

from averment.faces.web import shapes
from averment.faces.web.desk.audit import decisions_on
from averment.faces.web.desk.gathered import gather, voice_rows, voice_sizes
from averment.faces.web.desk.incident import families
from averment.faces.web.desk.incident_rows import incident_rows
from averment.faces.web.desk.listing import Paged
from averment.ledger import claim_queries
from averment.ledger.glances import Glance
from averment.ledger.rows import Row
from averment.model.claim import Claim

MOST_SAID = 12  # of what else the voice said


def voice_list(glance: Glance, text: str | None, paged: Paged) -> shapes.VoiceList:
    """A page of the voices, those who speak most first; with `text` those whose name has it."""
    sizes = voice_sizes(glance)
    rows = glance.once_settled(("voices", text), lambda: _voices(glance, text))
    return shapes.VoiceList(
        paging=paged.of(len(rows)),
        voices=[
            shapes.VoiceRow(**{**row, "name": glance.hide(row["name"])}, claims=sizes.get(row["id"], 0))
            for row in paged.part(rows)
        ],
    )


def _voices(glance: Glance, text: str | None) -> list[Row]:
    sizes = voice_sizes(glance)
    return sorted(claim_queries.voice_list(glance.connection, text), key=lambda row: -sizes.get(row["id"], 0))


def voice_page(glance: Glance, id: str, paged: Paged) -> shapes.VoicePage | None:
    """One voice and a page of what it said, by the time told of; None when there is none."""
    known = glance.known_voices([id])
    if not known:
        return None
    row = voice_rows(glance, known)[id]
    ids = claim_queries.claims_of_voice(glance.connection, id, paged.slice)
    held = gather(glance, glance.claims(ids))
    return shapes.VoicePage(voice=row, paging=paged.of(row.claims), claims=held.all_sighted(ids))


def claim_page(glance: Glance, id: str) -> shapes.ClaimPage | None:
    """One claim with its copies, its denials and what else its voice said; None when it is not in the record."""
    claims = glance.claims([id])
    if not claims:
        return None
    denied = [denial for denial in glance.denials([id]) if denial.claim == id]
    denying = [denial for denial in glance.denials([id]) if denial.denies == id]
    others = glance.claims([*(one.denies for one in denied), *(one.claim for one in denying)])
    said = _also_said(glance, claims[0])
    held = gather(glance, (*claims, *(one for one in others if one.id != id), *said))
    if not held.part.has_claim(id):
        return None  # a person rejected it
    incident = held.part.incident_of(id)
    rows = incident_rows(glance, [incident] if incident else [])
    shared = families(glance, gather(glance, claims))
    return shapes.ClaimPage(
        claim=held.sighted(id),
        incident=rows[0] if rows else None,
        denies=held.all_sighted(one.denies for one in denied),
        denied_by=held.all_sighted(one.claim for one in denying),
        also_said=held.all_sighted(one.id for one in said),
        copies=[one for family in shared for one in family.passages if one.report.id != claims[0].report],
        decisions=decisions_on(glance, [id]),
    )


def _also_said(glance: Glance, claim: Claim) -> tuple[Claim, ...]:
    """What else the voice said of the incident; of a claim in none, what else it said in the report."""
    voice = glance.voices([claim.id]).get(claim.id)
    incident = glance.home([claim.id]).get(claim.id)
    around = [row["id"] for row in glance.members([incident])] if incident else []
    claims = glance.claims(around) if incident else glance.claims_of_report(claim.report)
    speakers = glance.voices([one.id for one in claims])
    found = [one for one in claims if one.id != claim.id and voice and speakers.get(one.id) == voice]
    return tuple(found[:MOST_SAID])
