"""What is asked of claims, of the voices that make them and of the people they name; all is about the present."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from averment.ledger.lookups import voice_claims, voices
from averment.ledger.page_queries import OF, Slice, count, read_again, rows, stands
from averment.ledger.rows import Row
from averment.ledger.schema import claims, incident_claims, victims
from averment.ledger.words import says

TOLD = (claims.c.earliest.is_(None), claims.c.earliest, claims.c.report, claims.c.position)


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are asked for; None asks for all."""

    text: str | None = None
    report: str | None = None
    incident: str | None = None
    voice: str | None = None
    kind: str | None = None
    measure: str | None = None
    event_type: str | None = None
    stance: str | None = None


def latest_claims(connection: Connection, ids: Collection[str]) -> list[Row]:
    """These claims as their reports are read today."""
    return rows(connection, _latest_claims(), of=ids)


@cache
def _latest_claims() -> Select[Any]:
    columns = (claims.c[name] for name in ("reading", "id", "kind", "noun"))
    asked = select(*columns).where(claims.c.id.in_(OF), ~read_again(claims.c.report, claims.c.reading))
    return asked.order_by(claims.c.report, claims.c.position)


@dataclass(frozen=True, slots=True)
class Saying:
    """Where certain words stand: in which claims of the present record, in which incidents, in which reports."""

    claims: tuple[str, ...]  # by report and in the order of its text
    incidents: frozenset[str]
    reports: frozenset[str]

    def __len__(self) -> int:
        return len(self.claims) + len(self.incidents) + len(self.reports)


def saying(connection: Connection, text: str) -> Saying:
    """Who has these words in the evidence: asked of the index once, since words that all reports use are many."""
    inside = (incident_claims.c.claim == claims.c.id) & stands(incident_claims)
    columns = (claims.c.id, claims.c.report, incident_claims.c.incident, _present().label("is_present"))
    asked = select(*columns).select_from(claims).outerjoin(incident_claims, inside).where(says(text))
    found = connection.execute(asked.order_by(claims.c.report, claims.c.position)).all()
    return Saying(
        tuple(dict.fromkeys(claim for claim, _, _, is_present in found if is_present)),
        frozenset(incident for _, _, incident, _ in found if incident),
        frozenset(report for _, report, _, _ in found),
    )


def members(connection: Connection, of: Collection[str]) -> list[Row]:
    """The claims of these incidents: who says them, in which report, and where the words stand."""
    spoken = (voice_claims.c.claim == incident_claims.c.claim) & stands(voice_claims)
    asked = (
        select(
            incident_claims.c.incident, claims.c.id, claims.c.report, claims.c.start, claims.c.end, voice_claims.c.voice
        )
        .join(claims, claims.c.id == incident_claims.c.claim)
        .outerjoin(voice_claims, spoken)
        .where(incident_claims.c.incident.in_(of), stands(incident_claims))
    )
    return rows(connection, asked.where(~read_again(claims.c.report, claims.c.reading)))


def claim_list(connection: Connection, wanted: ClaimFilter, part: Slice) -> list[str]:
    """The claims of the present record, by report and in the order of its text, as ids."""
    asked = _present_claims(select(claims.c.id), _claims_asked(wanted)).order_by(claims.c.report, claims.c.position)
    return list(connection.execute(asked.limit(part.limit).offset(part.offset)).scalars())


def claim_count(connection: Connection, wanted: ClaimFilter) -> int:
    return int(connection.execute(_present_claims(select(func.count()), _claims_asked(wanted))).scalar() or 0)


def claims_of_voice(connection: Connection, voice: str, part: Slice) -> list[str]:
    """What a voice said, in the order told of, as ids."""
    said = select(voice_claims.c.claim).where(voice_claims.c.voice == voice, stands(voice_claims))
    asked = _present_claims(select(claims.c.id), (claims.c.id.in_(said),)).order_by(*TOLD)
    return list(connection.execute(asked.limit(part.limit).offset(part.offset)).scalars())


def claims_at(connection: Connection, reports_of: Collection[str]) -> list[Row]:
    """Where the claims of these reports stand today."""
    asked = select(claims.c.id, claims.c.report, claims.c.start, claims.c.end)
    return rows(connection, _present_claims(asked, (claims.c.report.in_(reports_of),)).order_by(claims.c.position))


def victims_of(connection: Connection, of: Collection[str]) -> list[Row]:
    """The people whom these claims name, in whatever reading."""
    return rows(connection, _victims_of(), of=of)


@cache
def _victims_of() -> Select[Any]:
    columns = (victims.c[name] for name in ("reading", "claim", "name", "noun"))
    order = (victims.c.reading, victims.c.claim, victims.c.position)
    return select(*columns).where(victims.c.claim.in_(OF)).order_by(*order)


def claims_by_report(connection: Connection, of: Collection[str]) -> dict[str, int]:
    """How many claims are read in each report today."""
    asked = (
        select(claims.c.report, func.count())
        .where(claims.c.report.in_(of), ~read_again(claims.c.report, claims.c.reading))
        .group_by(claims.c.report)
    )
    return {row[0]: row[1] for row in connection.execute(asked)}


def voice_list(connection: Connection, text: str | None) -> list[Row]:
    """Every voice, by name; with `text` those whose name has it."""
    columns = (voices.c[name] for name in ("id", "name", "kind", "party"))
    return rows(connection, select(*columns).where(*_voices_asked(text)).order_by(voices.c.name, voices.c.id))


def voice_count(connection: Connection, text: str | None) -> int:
    return count(connection, voices, *_voices_asked(text))


def unplaced_voices(connection: Connection, kinds: Collection[str]) -> list[Row]:
    """The voices of these kinds that have no party, each with every claim it makes."""
    spoken = (voice_claims.c.voice == voices.c.id) & stands(voice_claims)
    asked = select(voices.c.id, voices.c.name, voice_claims.c.claim).join(voice_claims, spoken)
    asked = asked.where(stands(voices), voices.c.party.is_(None), voices.c.kind.in_(kinds))
    return rows(connection, asked.order_by(voices.c.id, voice_claims.c.claim))


def voice_sizes(connection: Connection) -> dict[str, int]:
    """How many claims each voice makes."""
    asked = select(voice_claims.c.voice, func.count()).where(stands(voice_claims)).group_by(voice_claims.c.voice)
    return {row[0]: row[1] for row in connection.execute(asked)}


def victim_claims(connection: Connection, part: Slice) -> list[str]:
    """The claims that name somebody hit, by the name, as ids."""
    asked = _named(select(victims.c.claim)).group_by(victims.c.claim)
    asked = asked.order_by(func.min(victims.c.name), victims.c.claim)
    return list(connection.execute(asked.limit(part.limit).offset(part.offset)).scalars())


def victim_claim_count(connection: Connection) -> int:
    return int(connection.execute(_named(select(func.count(func.distinct(victims.c.claim))))).scalar() or 0)


def unplaced_claims(connection: Connection) -> list[str]:
    """The claims of incidents whose place has a name and no single reading, as ids."""
    asked = _present_claims(select(claims.c.id), (claims.c.place.is_not(None), claims.c.gazetteer_id.is_(None)))
    inside = exists().where(incident_claims.c.claim == claims.c.id, stands(incident_claims))
    return list(connection.execute(asked.where(inside).order_by(claims.c.place, claims.c.id)).scalars())


def _voices_asked(text: str | None) -> list[ColumnElement[bool]]:
    return [stands(voices), *([voices.c.name.icontains(text, autoescape=True)] if text is not None else [])]


def _claims_asked(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    """The conditions that a claim must fulfil."""
    told = {
        claims.c.report: wanted.report,
        claims.c.kind: wanted.kind,
        claims.c.measure: wanted.measure,
        claims.c.event_type: wanted.event_type,
        claims.c.stance: wanted.stance,
    }
    found = [column == value for column, value in told.items() if value is not None]
    if wanted.text is not None:
        found.append(says(wanted.text))
    if wanted.voice is not None:
        said = select(voice_claims.c.claim).where(voice_claims.c.voice == wanted.voice, stands(voice_claims))
        found.append(claims.c.id.in_(said))
    if wanted.incident is not None:
        of = select(incident_claims.c.claim).where(incident_claims.c.incident == wanted.incident)
        found.append(claims.c.id.in_(of.where(stands(incident_claims))))
    return found


def _present_claims(asked: Select[Any], where: Sequence[ColumnElement[bool]]) -> Select[Any]:
    return asked.select_from(claims).where(_present(), *where)


def _present() -> ColumnElement[bool]:
    """Whether the record was drawn from a claim, and it is read so today."""
    spoken = exists().where(voice_claims.c.claim == claims.c.id, stands(voice_claims))
    return spoken & ~read_again(claims.c.report, claims.c.reading)


def _named(asked: Select[Any]) -> Select[Any]:
    present = exists().where(voice_claims.c.claim == victims.c.claim, stands(voice_claims))
    return asked.select_from(victims).where(present, ~read_again(victims.c.report, victims.c.reading))
