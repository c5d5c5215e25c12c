"""From the nouns inside to the lines that leave the house."""

from __future__ import annotations

from collections.abc import Iterator

from averment.faces import lines as out
from averment.faces.codebooks import codebooks_shape
from averment.knowledge.tables import TABLES, Tables
from averment.matching.codebooks.case import RULES, CodebookRules
from averment.matching.victims import Person, named_victims
from averment.model.claim import Attribution, Claim, Event, Figure, Party, Quote, Statement, Victim, Voice, VoiceKind
from averment.model.collection import Collection
from averment.model.incident import Finding, Incident
from averment.model.reading import Reading
from averment.model.report import Report
from averment.model.text import Span
from averment.model.when_where import When, Where


def report_line(report: Report, reading: Reading | None, file: str | None) -> out.ReportLine:
    """The report with its text and its date, declared or inferred."""
    published = reading.published if reading else report.appearance.published
    return out.ReportLine(
        kind="report",
        file=file,
        report=report.id,
        text=report.text,
        sha256=report.sha256,
        title=report.title,
        outlet=report.appearance.outlet,
        language=report.language,
        published=published_shape(published),
    )


def claim_line(
    claim: Claim, collection: Collection, file: str | None
) -> out.FigureLine | out.EventLine | out.StatementLine:
    """One claim with its words cut from the stored text, and where it stands in the record."""
    text = collection.report(claim.report).text
    speech = claim.attribution
    common: dict[str, object] = {
        "kind": claim.kind,
        "file": file,
        "report": claim.report,
        "id": claim.id,
        "text_id": claim.text_id,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "evidence": claim.evidence.of(text),
        "block": claim.block,
        "voices": [voice_shape(voice) for voice in speech.voices],
        "speaker": speaker_name(speech),
        "cue": speech.cue.of(text) if speech.cue else None,
        "stance": speech.stance,
        "modality": speech.modality,
        "denies": collection.denies(claim.id),
        "denied_by": list(collection.denied_by(claim.id)),
        "place": place_shape(claim.where),
        "when": when_shape(claim.when),
        "incident": collection.incident_of(claim.id),
        "episode": collection.episode_of(claim.id),
        "family": collection.family_of(claim),
        "run": collection.reading(claim.report).run,
    }
    match claim.what:
        case Figure() as figure:
            return out.FigureLine.model_validate(common | _figure_fields(figure))
        case Event() as event:
            return out.EventLine.model_validate(common | _event_fields(event))
        case Statement():
            return out.StatementLine.model_validate(common)


def _figure_fields(figure: Figure) -> dict[str, object]:
    return {
        "measure": figure.measure,
        "group": figure.group,
        "low": figure.amount.low,
        "high": figure.amount.high,
        "bound": figure.amount.bound,
        "scope": figure.scope,
        "as_of": when_shape(figure.as_of),
        "side": party_name(figure.side),
        "actor": party_name(figure.actor),
        "weapon": figure.weapon,
        "victims": [out.VictimShape(name=victim.name, age=victim.age, sex=victim.sex) for victim in figure.victims],
    }


def _event_fields(event: Event) -> dict[str, object]:
    return {
        "event_type": event.event_type,
        "subtype": event.subtype,
        "actor": party_name(event.actor),
        "target": party_name(event.target),
        "weapon": event.weapon,
    }


def incident_line(
    incident: Incident,
    collection: Collection,
    file: str | None,
    report: str | None,
    rules: CodebookRules = RULES,
    known: out.CodebooksShape | None = None,
) -> out.IncidentLine:
    """The incident with its measures side by side, what the codebooks would write, and whom it names.

    `known` is what the codebooks would write, where that is known already.
    """
    codebooks = known or codebooks_shape(incident, collection, rules)
    return out.IncidentLine(
        kind="incident",
        file=file,
        report=report,
        id=incident.id,
        title=incident.title,
        when=when_shape(incident.when),
        place=place_shape(incident.where),
        event_types=list(incident.event_types),
        parties=list(incident.parties),
        measures=[_measure(finding) for finding in collection.findings_of(incident.id)],
        grade=codebooks.airwars.grade if codebooks.airwars else None,
        codebooks=codebooks,
        victims=[_incident_victim(person) for person in named_victims(incident, collection, rules.tables)],
    )


def _incident_victim(person: Person) -> out.IncidentVictimShape:
    return out.IncidentVictimShape(
        name=person.name,
        other_names=list(person.other_names),
        age=person.age,
        sex=person.sex,
        measures=list(person.measures),
        reports=len({mention.claim.report for mention in person.mentions}),
        claims=list(dict.fromkeys(mention.claim.id for mention in person.mentions)),
        reasons=list(person.reasons),
    )


def _measure(finding: Finding) -> out.MeasureShape:
    return out.MeasureShape(
        measure=finding.measure,
        group=finding.group,
        low=finding.low,
        high=finding.high,
        verdict=finding.verdict,
        reason=finding.reason,
        flags=list(finding.flags),
        reports=finding.counts.reports,
        outlets=finding.counts.outlets,
        texts=finding.counts.texts,
        voices=finding.counts.voices,
        positions=[claim for position in finding.positions for claim in position.claims],
    )


def layer_lines(reading: Reading, report: Report, file: str | None) -> Iterator[out.Line]:
    """What was seen on the way: quotations, names, places, times and sentences, each with its words."""
    text = report.text

    def at(span: Span, kind: str) -> dict[str, object]:
        return {"kind": kind, "file": file, "report": report.id, "start": span.start, "end": span.end}

    for quote in reading.layers.quotes:
        yield _quote_line(quote, at(quote.span, "quote"), text)
    for name in reading.layers.names:
        yield out.NameLine.model_validate(at(name.span, "name") | {"words": name.span.of(text), "label": name.kind})
    for where in reading.layers.places:
        yield out.PlaceLine.model_validate(
            at(where.span, "place") | {"words": where.span.of(text), "place": place_shape(where)}
        )
    for when in reading.layers.times:
        if when.span is not None:
            yield out.TimeLine.model_validate(
                at(when.span, "time") | {"words": when.span.of(text), "when": when_shape(when)}
            )
    for sentence in reading.layers.sentences:
        yield out.SentenceLine.model_validate(at(sentence.span, "sentence") | {"conllu": sentence.conllu})


def _quote_line(quote: Quote, where: dict[str, object], text: str) -> out.QuoteLine:
    speech = quote.attribution
    named = quote.source
    source = out.WordsShape(start=named.start, end=named.end, words=named.of(text)) if named else None
    return out.QuoteLine.model_validate(
        where
        | {
            "words": quote.span.of(text),
            "mode": quote.mode,
            "cue": speech.cue.of(text) if speech and speech.cue else None,
            "source": source,
            "speaker": speaker_name(speech) if speech else None,
        }
    )


def victim_lines(collection: Collection, file: str | None, tables: Tables = TABLES) -> Iterator[out.VictimLine]:
    """A line for each mention of a named dead or wounded person, in the order of the claims, with who it is."""
    people = {
        (mention.claim.id, mention.victim.span): person
        for incident in collection.record.incidents
        for person in named_victims(incident, collection, tables)
        for mention in person.mentions
    }
    for claim in collection.claims:
        for victim in claim.what.victims if isinstance(claim.what, Figure) else ():
            yield _victim_line(claim, victim, people.get((claim.id, victim.span)), collection, file)


def _victim_line(
    claim: Claim, victim: Victim, person: Person | None, collection: Collection, file: str | None
) -> out.VictimLine:
    return out.VictimLine(
        kind="victim",
        file=file,
        report=claim.report,
        claim=claim.id,
        incident=collection.incident_of(claim.id),
        name=victim.name,
        age=victim.age,
        sex=victim.sex,
        measure=claim.what.measure if isinstance(claim.what, Figure) else "",
        start=victim.span.start,
        end=victim.span.end,
        words=victim.span.of(collection.report(claim.report).text),
        person=person.id if person else None,
        known_as=person.name if person else victim.name,
        reasons=list(person.reasons) if person else [],
    )


def speaker_name(speech: Attribution) -> str | None:
    """The speaker's resolved name; None for the outlet's own voice or that of the agency it prints."""
    return None if speech.speaker.kind in {VoiceKind.OUTLET, VoiceKind.AGENCY} else speech.speaker.name


def party_name(party: Party | None) -> str | None:
    return party.name if party else None


def voice_shape(voice: Voice) -> out.VoiceShape:
    words = voice.mention
    mention = out.SpanShape(start=words.start, end=words.end) if words else None
    return out.VoiceShape(name=voice.name, role=voice.role, party=voice.party, mention=mention)


def place_shape(where: Where | None) -> out.PlaceShape | None:
    if where is None:
        return None
    place = where.place
    return out.PlaceShape(
        name=place.name if place else where.name,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        country=place.country if place else None,
        level=place.level if place else None,
        precision=where.precision,
        gazetteer_id=place.gazetteer_id if place else None,
        start=where.span.start,
        end=where.span.end,
    )


def when_shape(when: When | None) -> out.WhenShape | None:
    return out.WhenShape.model_validate(_when_fields(when)) if when else None


def published_shape(when: When | None) -> out.PublishedShape | None:
    return out.PublishedShape.model_validate(_when_fields(when) | {"reason": when.reason}) if when else None


def _when_fields(when: When) -> dict[str, object]:
    return {
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "precision": when.precision,
        "zone": when.zone,
        "start": when.span.start if when.span else None,
        "end": when.span.end if when.span else None,
    }
