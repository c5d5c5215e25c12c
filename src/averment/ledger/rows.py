"""Facts as rows: each row holds its noun whole and repeats beside it what people ask for."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from averment.ledger.plain import Places, from_plain, place_id, to_plain
from averment.model.claim import Claim, Event, Figure, Party, Victim
from averment.model.decision import Anchor, Correction, Decision, DecisionKind, anchor_kind
from averment.model.ids import content_id, digest
from averment.model.reading import Reading
from averment.model.report import Appearance, Report
from averment.model.run import Problem, Run
from averment.model.text import Span
from averment.model.when_where import Place, PlaceLevel, When, Where

Row = dict[str, Any]
CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
LARGEST = 2**63 - 1  # what a column can hold; the noun beside it keeps larger numbers
NO_APPEARANCE = Appearance()
MASK = "\N{FULL BLOCK}"  # stands for each withheld character, so that every span stays where it was


def text_row(report: Report, places: dict[str, Place]) -> Row:
    """The text of a report with its blocks and credits; words and title stand in columns that can be blanked."""
    return {
        "id": report.text_id,
        "report": report.id,
        "sha256": digest(report.text.encode()),
        "length": len(report.text),
        "text": report.text,
        "title": report.title,
        "language": report.language,
        "noun": to_plain(replace(report, text="", title=None, appearance=NO_APPEARANCE), places),
    }


def report_of(row: Row, appearance: Appearance, places: Places) -> Report:
    """The report of a row of `texts`, as it was seen in this appearance; a withheld text is as long as it was."""
    bare = from_plain(Report, row["noun"], places)
    text = MASK * row["length"] if row["text"] is None else row["text"]
    return replace(bare, text=text, title=row["title"], appearance=appearance)


def appearance_row(report: str, appearance: Appearance, places: dict[str, Place]) -> Row:
    """Where the bytes were seen. When they were received is no part of the id: seeing them again adds nothing."""
    file = None if appearance.file is None else posixpath.normpath(appearance.file.replace("\\", "/"))
    place_seen = content_id(report, file, appearance.outlet, appearance.url)
    published = to_plain(appearance.published, places) if appearance.published else None
    return {
        "id": content_id(place_seen, canonical(published)),
        "report": report,
        "place_seen": place_seen,
        "file": appearance.file,
        "outlet": appearance.outlet,
        "url": appearance.url,
        **period(appearance.published, "published_"),
        "received": appearance.received,
        "noun": to_plain(appearance, places),
    }


def run_row(run: Run) -> Row:
    return {"id": run.id, "code": run.code, "model": run.model, "tables": run.tables, "gazetteer": run.gazetteer}


def place_row(place: Place) -> Row:
    return {
        "id": place_id(place),
        "gazetteer_id": place.gazetteer_id,
        "name": place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "country": place.country,
        "level": place.level.value,
        "other_names": list(place.other_names),
    }


def place_of(row: Row) -> Place:
    return Place(
        row["gazetteer_id"],
        row["name"],
        row["latitude"],
        row["longitude"],
        row["country"],
        PlaceLevel(row["level"]),
        tuple(row["other_names"]),
    )


def reading_row(reading: Reading, places: dict[str, Place]) -> Row:
    """A reading without its claims and problems, which have rows of their own; parsed sentences are not kept."""
    bare = replace(reading, claims=(), problems=(), layers=replace(reading.layers, sentences=()))
    return {
        "report": reading.report,
        "text_id": reading.text_id,
        "run": reading.run,
        **period(reading.published, "published_"),
        "noun": to_plain(bare, places),
    }


def reading_of(row: Row, claims: tuple[Claim, ...], problems: tuple[Problem, ...], places: Places) -> Reading:
    return replace(from_plain(Reading, row["noun"], places), claims=claims, problems=problems)


def bare_reading_of(row: Row, claims: tuple[Claim, ...], problems: tuple[Problem, ...], places: Places) -> Reading:
    """The reading without the layers that it came through: settling needs none of them."""
    return reading_of({**row, "noun": {**row["noun"], "layers": {}}}, claims, problems, places)


def claim_row(number: int, position: int, claim: Claim, text: str | None, places: dict[str, Place]) -> Row:
    """A claim; its victims have rows of their own. No words are written where the text is withheld."""
    speaker = claim.attribution.speaker
    return {
        "reading": number,
        "id": claim.id,
        "position": position,
        "report": claim.report,
        "kind": claim.kind,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "evidence": None if text is None else claim.evidence.of(text),
        "anchor_kind": anchor_kind(claim),
        "block": claim.block.value,
        "speaker": speaker.name,
        "speaker_party": speaker.party,
        "stance": claim.attribution.stance.value,
        "modality": claim.attribution.modality.value,
        **_told(claim),
        **period(claim.when),
        **place(claim.where),
        "place_precision": claim.where.precision.value if claim.where else None,
        "denies": claim.denies,
        "noun": to_plain(_without_victims(claim), places),
    }


def claim_of(row: Row, victims: tuple[Victim, ...], places: Places) -> Claim:
    claim = from_plain(Claim, row["noun"], places)
    return replace(claim, what=replace(claim.what, victims=victims)) if isinstance(claim.what, Figure) else claim


def victim_rows(number: int, claim: Claim, text: str | None, places: dict[str, Place]) -> Iterator[Row]:
    """The named victims of a claim. No name is written where the text is withheld."""
    for position, victim in enumerate(claim.what.victims if isinstance(claim.what, Figure) else ()):
        yield {
            "reading": number,
            "claim": claim.id,
            "position": position,
            "report": claim.report,
            "name": None if text is None else victim.name,
            "age": small(victim.age),
            "sex": victim.sex,
            "start": victim.span.start,
            "end": victim.span.end,
            "noun": to_plain(replace(victim, name=""), places),
        }


def victim_of(row: Row, places: Places) -> Victim:
    victim = from_plain(Victim, row["noun"], places)
    return replace(victim, name=MASK * victim.span.length if row["name"] is None else row["name"])


def problem_row(problem: Problem, position: int, reading: int | None = None, of: str | None = None) -> Row:
    """A problem; `of` names what it was met in, so that the same problem of two readings is two."""
    span = problem.span
    start, end = (span.start, span.end) if span else (None, None)
    return {
        "id": content_id(of, problem.step, problem.message, problem.file, problem.report, start, end),
        "position": position,
        "reading": reading,
        "step": problem.step,
        "message": problem.message,
        "file": problem.file,
        "report": problem.report,
        "start": start,
        "end": end,
    }


def problem_of(row: Row) -> Problem:
    return Problem(row["step"], row["message"], row["file"], row["report"], _span(row))


def decision_rows(decision: Decision) -> tuple[Row, list[Row], list[Row]]:
    """The line of a decision, its anchors and its corrections."""
    line = {
        "id": decision.id,
        "kind": decision.kind.value,
        "by": decision.by,
        "reason": decision.reason,
        "made_at": decision.made_at,
        "withdraws": decision.withdraws,
        "withholds": decision.withholds,
    }
    anchors = [
        {
            "decision": decision.id,
            "position": position,
            "sha256": anchor.sha256,
            "start": anchor.span.start,
            "end": anchor.span.end,
            "kind": anchor.kind,
            "words": anchor.words,
        }
        for position, anchor in enumerate(decision.anchors)
    ]
    corrections = [
        {"decision": decision.id, "position": position, "field": correction.field, "value": correction.value}
        for position, correction in enumerate(decision.corrections)
    ]
    return line, anchors, corrections


def decision_of(line: Row, anchors: list[Row], corrections: list[Row]) -> Decision:
    return Decision(
        line["id"],
        DecisionKind(line["kind"]),
        tuple(
            Anchor(row["sha256"], Span(row["start"], row["end"]), row["kind"], row["words"] or "") for row in anchors
        ),
        line["by"],
        line["reason"],
        line["made_at"],
        tuple(Correction(row["field"], row["value"]) for row in corrections),
        line["withdraws"],
        line["withholds"],
    )


def small(number: int | None) -> int | None:
    """The number if a column can hold it."""
    return number if number is not None and abs(number) <= LARGEST else None


def period(when: When | None, prefix: str = "") -> Row:
    """The columns that repeat a time."""
    return {
        f"{prefix}earliest": when.earliest if when else None,
        f"{prefix}latest": when.latest if when else None,
        f"{prefix}precision": when.precision.value if when else None,
    }


def place(where: Where | None) -> Row:
    """The columns that repeat a place: its name as told, and the gazetteer's line where one reading stands."""
    found = where.place if where else None
    return {
        "place": where.name if where else None,
        "gazetteer_id": found.gazetteer_id if found else None,
        "latitude": found.latitude if found else None,
        "longitude": found.longitude if found else None,
        "country": found.country if found else None,
    }


def canonical(plain: object) -> str:
    """Plain JSON in one fixed spelling, to make an id of."""
    return CANONICAL.encode(plain)


def _told(claim: Claim) -> Row:
    told: Row = dict.fromkeys(_TOLD)
    match claim.what:
        case Figure() as figure:
            amount = figure.amount
            told |= {"measure": figure.measure, "group": figure.group, "scope": figure.scope.value}
            told |= {"low": small(amount.low), "high": small(amount.high), "bound": amount.bound.value}
            told |= {"side": _name(figure.side), "actor": _name(figure.actor), "weapon": figure.weapon}
        case Event() as event:
            told |= {"event_type": event.event_type.value, "subtype": event.subtype, "weapon": event.weapon}
            told |= {"actor": _name(event.actor), "target": _name(event.target)}
    return told


_TOLD = (
    *("measure", "group", "low", "high", "bound", "scope", "side"),
    *("event_type", "subtype", "actor", "target", "weapon"),
)


def _name(party: Party | None) -> str | None:
    return party.name if party else None


def _without_victims(claim: Claim) -> Claim:
    return replace(claim, what=replace(claim.what, victims=())) if isinstance(claim.what, Figure) else claim


def _span(row: Row) -> Span | None:
    return None if row["start"] is None else Span(row["start"], row["end"])
