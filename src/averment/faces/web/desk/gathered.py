"""A part of the ledger with people's decisions over it, and its claims, reports and voices as pages show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from averment.faces import lines
from averment.faces.shapes import claim_line, when_shape
from averment.faces.web import shapes
from averment.ledger import claim_queries
from averment.ledger.glances import Glance
from averment.model.claim import Claim, Figure
from averment.model.collection import Collection as Held
from averment.model.decided import decided
from averment.model.incident import KnownVoice
from averment.model.report import Appearance, Report
from averment.model.text import Span

ROWS, LINES = "report rows", 20  # what they are called in memory, and the lines that each takes there


@dataclass(frozen=True)
class Gathered:
    """Claims with their reports and voices. A claim that a person rejected is not among them."""

    part: Held
    reports: dict[str, shapes.ReportRow]
    voices: dict[str, shapes.VoiceRow]  # by the id of the claim

    def sighted(self, claim: str) -> shapes.Sighted:
        """The claim with its words in their paragraph. Raises KeyError for one that is not here."""
        found = self.part.claim(claim)
        report = self.part.report(found.report)
        before, after = _around(found.evidence, report)
        return shapes.Sighted(
            line=claim_line(found, self.part, None),
            voice=self.voices.get(claim),
            report=self.reports[found.report],
            before=before,
            after=after,
            amount=_amount(found),
        )

    def all_sighted(self, claims: Iterable[str]) -> list[shapes.Sighted]:
        """Those of the claims that are here, in the order given."""
        return [self.sighted(claim) for claim in claims if self.part.has_claim(claim)]


def gather(
    glance: Glance, claims: Sequence[Claim], reports: Collection[str] = (), incidents: Collection[str] = ()
) -> Gathered:
    """These claims, reports and incidents with everything that a page says of them."""
    part = decided_part(glance, claims, reports, incidents)
    spoken = {claim: heard.voice for heard in part.record.voices for claim in heard.claims}
    voices = voice_rows(glance, spoken.values())
    return Gathered(part, report_rows(glance, part), {claim: voices[voice.id] for claim, voice in spoken.items()})


def decided_part(
    glance: Glance, claims: Sequence[Claim], reports: Collection[str] = (), incidents: Collection[str] = ()
) -> Held:
    """The same as a collection, for who shows less of it."""
    read = glance.part(claims, reports, incidents)
    return replace(read, readings=decided(read.readings, glance.kept.decisions))


def voice_rows(glance: Glance, voices: Iterable[KnownVoice]) -> dict[str, shapes.VoiceRow]:
    """The voices with the number of their claims, by id."""
    known = {voice.id: voice for voice in voices}
    sizes = voice_sizes(glance)
    return {
        id: shapes.VoiceRow(id=id, name=voice.name, kind=voice.kind, party=voice.party, claims=sizes.get(id, 0))
        for id, voice in known.items()
    }


def voice_sizes(glance: Glance) -> dict[str, int]:
    """How many claims each voice makes."""
    return glance.once_settled("voice sizes", lambda: claim_queries.voice_sizes(glance.connection))


def saying(glance: Glance, text: str) -> claim_queries.Saying:
    """Where these words stand."""
    return glance.once(("saying", text), lambda: claim_queries.saying(glance.connection, text))


def report_rows(glance: Glance, part: Held) -> dict[str, shapes.ReportRow]:
    """The reports of the part as lines of a table, by id; kept while nothing is added."""
    ids = [report.id for report in part.reports]
    return glance.kept.more.each(ROWS, ids, lambda new: _new_rows(glance, part, new), LINES)


def rows_of(glance: Glance, ids: Sequence[str]) -> dict[str, shapes.ReportRow]:
    """The same of these reports, without anything else of them."""
    return glance.kept.more.each(ROWS, ids, lambda new: _new_rows(glance, glance.part((), reports=new), new), LINES)


def _new_rows(glance: Glance, part: Held, new: Sequence[str]) -> dict[str, shapes.ReportRow]:
    read = claim_queries.claims_by_report(glance.connection, new)
    return {report.id: _report_row(report, part, read.get(report.id, 0)) for report in part.reports if report.id in new}


def _report_row(report: Report, part: Held, claims: int) -> shapes.ReportRow:
    seen = part.appearances.get(report.id, (report.appearance,))
    told = part.reading(report.id).published if part.has_reading(report.id) else None
    return shapes.ReportRow(
        id=report.id,
        title=report.title,
        outlet=_first(appearance.outlet for appearance in seen),
        file=_first(appearance.file for appearance in seen),
        url=_first(web_address(appearance) for appearance in seen),
        published=when_shape(told or report.appearance.published),
        appearances=len(seen),
        claims=claims,
    )


def web_address(appearance: Appearance) -> str | None:
    """The address where it was seen, if it is one that a page may link to."""
    try:
        scheme = urlsplit(appearance.url or "").scheme.lower()
    except ValueError:
        return None
    return appearance.url if scheme in {"http", "https"} else None


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _amount(claim: Claim) -> lines.SpanShape | None:
    words = claim.what.amount.words if isinstance(claim.what, Figure) else None
    return lines.SpanShape(start=words.start, end=words.end) if words else None


def _around(evidence: Span, report: Report) -> tuple[str, str]:
    """What stands before and after the words in their block."""
    block = report.block_at(evidence)
    if block is None:
        return "", ""
    return report.text[block.span.start : evidence.start], report.text[evidence.end : max(evidence.end, block.span.end)]
