"""Puts together what the steps found: each claim with its words, its voices, its time and its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from averment.knowledge.events import event_words
from averment.knowledge.parties import side_of
from averment.knowledge.roles import pronouns
from averment.knowledge.tables import Tables
from averment.model.claim import (
    Attribution,
    Claim,
    Event,
    Figure,
    Modality,
    Party,
    Quote,
    QuoteMode,
    Stance,
    Statement,
    Voice,
    VoiceKind,
    What,
    claim_id,
)
from averment.model.report import BlockKind, Report
from averment.model.text import Span, cover
from averment.model.when_where import When, Where
from averment.reading.events import FoundEvent
from averment.reading.facing import facing_side
from averment.reading.figures import FoundFigure
from averment.reading.governing import place_of
from averment.reading.mentions import Mentions
from averment.reading.phrases import fit, head_of, text_of
from averment.reading.quotes import attribution_of
from averment.reading.times import as_of, is_history, time_of
from averment.reading.voices import publisher

WISHES = frozenset({Stance.CALLS, Stance.THREATENS, Stance.PROMISES})
STATEMENTS = WISHES | {Stance.CONDEMNS}
REFUSALS = frozenset({Stance.DENIES, Stance.DOUBTS, Stance.DECLINES, Stance.RETRACTS})


@dataclass(frozen=True, slots=True)
class Findings:
    """What the steps found in one report."""

    doc: Doc
    report: Report
    news: When
    mentions: Mentions
    quotes: tuple[Quote, ...]
    whens: tuple[When, ...]
    wheres: tuple[Where, ...]
    figures: tuple[FoundFigure, ...]
    events: tuple[FoundEvent, ...]


def build_claims(found: Findings, tables: Tables) -> tuple[Claim, ...]:
    """Every claim of the report in the order of its text: figures, events, and statements of what should be."""
    figures = _figure_claims(found, tables)
    events = tuple(_event_claims(found, tables))
    statements = tuple(_statement_claims(found, (*figures, *events), tables))
    claims = sorted((*figures, *events, *statements), key=lambda claim: (claim.evidence, claim.kind, claim.id))
    return tuple({claim.id: claim for claim in claims}.values())


def _figure_claims(found: Findings, tables: Tables) -> tuple[Claim, ...]:
    """A claim for each figure; a figure that others are counted in comes before them, so that they can name it."""
    claims: dict[int, Claim] = {}

    def claim_at(number: int) -> Claim | None:
        if number not in claims:
            told = found.figures[number]
            parent = claim_at(told.parent) if told.parent is not None else None
            claim = _figure_claim(told, parent, found, tables)
            if claim is None:
                return None
            claims[number] = claim
        return claims[number]

    for number in range(len(found.figures)):
        claim_at(number)
    return tuple(claims[number] for number in sorted(claims))


def _figure_claim(told: FoundFigure, parent: Claim | None, found: Findings, tables: Tables) -> Claim | None:
    words = told.figure.amount.words
    if _is_wished(found, words):
        return None
    attribution = _attribution(found, words, told.evidence)
    figure = replace(
        told.figure,
        as_of=as_of(found.doc, told.evidence, found.whens) or (_as_of(parent) if parent else None),
        side=_party(told.figure.side, attribution.speaker, found, tables),
        actor=_party(_doer(told.figure), attribution.speaker, found, tables),
        within=parent.id if parent else None,
    )
    if told.modality is not Modality.ACTUAL:
        attribution = replace(attribution, modality=told.modality)
    return _claim(found, told.evidence, words, attribution, figure, tables)


def _doer(figure: Figure) -> Party | None:
    """Who did it; not those who are counted themselves ("three soldiers killed" in a headline)."""
    actor = figure.actor
    return None if actor and actor.span and actor.span.overlaps(figure.amount.words) else actor


def _as_of(claim: Claim) -> When | None:
    return claim.what.as_of if isinstance(claim.what, Figure) else None


def _event_claims(found: Findings, tables: Tables) -> Iterator[Claim]:
    for told in found.events:
        if _is_wished(found, told.trigger):
            continue
        attribution = _attribution(found, told.trigger, told.evidence)
        if told.modality is Modality.NEGATED:
            # "did not fire on the town" denies the firing, whoever says so
            stance = Stance.DENIES if attribution.stance is not Stance.DENIES else Stance.ASSERTS
            attribution = replace(attribution, stance=stance, modality=Modality.NEGATED)
        event = Event(
            told.event_type,
            told.subtype,
            _party_at(told.actor, attribution.speaker, found, tables),
            _party_at(told.target, attribution.speaker, found, tables),
            told.weapon,
        )
        yield _claim(found, told.evidence, told.trigger, attribution, event, tables)


def _statement_claims(found: Findings, others: Sequence[Claim], tables: Tables) -> Iterator[Claim]:
    """Calls, condemnations, threats and promises; and refusals whose words tell no event or figure of their own."""
    seen: set[tuple[Span, Stance]] = set()
    for quote in found.quotes:
        attribution = quote.attribution
        if attribution is None or (attribution.cue is not None and _is_wished(found, attribution.cue)):
            continue
        refuses = attribution.stance in REFUSALS and not any(
            quote.span.overlaps(claim.evidence) and claim.attribution.stance is attribution.stance for claim in others
        )
        if attribution.stance not in STATEMENTS and not refuses:
            continue
        evidence = _sentence(found.doc, cover((quote.span, attribution.cue)) if attribution.cue else quote.span)
        if (evidence, attribution.stance) not in seen:
            seen.add((evidence, attribution.stance))
            yield _claim(found, evidence, evidence, attribution, Statement(), tables)


def _claim(found: Findings, evidence: Span, heart: Span, attribution: Attribution, what: What, tables: Tables) -> Claim:
    in_marks = [quote.span for quote in found.quotes if quote.mode is QuoteMode.DIRECT]
    when = time_of(found.doc, heart, found.whens, quoted=in_marks)
    if when is not None and is_history(when, found.news) and attribution.modality is Modality.ACTUAL:
        attribution = replace(attribution, modality=Modality.HISTORICAL)
    where = place_of(found.doc, heart, found.wheres)
    attribution = _with_local_party(attribution, where, tables)
    block = found.report.block_at(evidence)
    return Claim(
        id=claim_id(found.report.text_id, evidence, attribution, what),
        report=found.report.id,
        text_id=found.report.text_id,
        evidence=evidence,
        block=block.kind if block else BlockKind.PARAGRAPH,
        attribution=attribution,
        what=what,
        when=when,
        where=where,
    )


def _with_local_party(attribution: Attribution, where: Where | None, tables: Tables) -> Attribution:
    """ "The local ombudsman" speaks for the side whose place the claim is about."""
    *before, speaker = attribution.voices
    words = f"{speaker.name} {speaker.role or ''} {speaker.institution or ''}".casefold().split()
    if speaker.party is not None or where is None or not event_words(tables, "local") & set(words):
        return attribution
    side = side_of(where.place.name if where.place else where.name, tables) or side_of(where.name, tables)
    return replace(attribution, voices=(*before, replace(speaker, party=side)))


def _attribution(found: Findings, words: Span, evidence: Span) -> Attribution:
    """Who says these words: the innermost voice, else the outlet itself."""
    said = attribution_of(found.quotes, words)
    if said is not None and said.stance is not Stance.DENIES and _is_denied(said, words, found):
        return replace(said, stance=Stance.DENIES)
    return said or Attribution(publisher(found.report), Stance.ASSERTS, Modality.ACTUAL, evidence)


def _is_wished(found: Findings, words: Span) -> bool:
    """Whether some voice around these words calls for it, threatens or promises it."""
    return any(
        quote.attribution is not None and quote.attribution.stance in WISHES and quote.span.holds(words)
        for quote in found.quotes
    )


def _is_denied(said: Attribution, words: Span, found: Findings) -> bool:
    """Whether the same voice denies it a level above: "rejected claims that the army had shelled the market"."""
    return any(
        quote.attribution is not None
        and quote.attribution.stance is Stance.DENIES
        and quote.attribution.speaker.name == said.speaker.name
        and quote.span.holds(words)
        for quote in found.quotes
    )


def _party_at(span: Span | None, speaker: Voice, found: Findings, tables: Tables) -> Party | None:
    return _party(Party(span.of(found.report.text), span=span), speaker, found, tables) if span else None


def _party(party: Party | None, speaker: Voice, found: Findings, tables: Tables) -> Party | None:
    """The party under its full name and its side: pronouns and short forms are followed back.

    "We" in somebody's mouth is the speaker, "the enemy" the side that the speaker's side faces in this report.
    """
    if party is None:
        return None
    head = head_of(found.doc, party.span) if party.span else None
    pronoun = pronouns(tables).get(head.lower_) if head is not None else None
    if pronoun is not None and pronoun.person == "first" and speaker.kind is not VoiceKind.OUTLET:
        body = (speaker.institution or speaker.party) if pronoun.plural else None
        return Party(body or speaker.name, speaker.party, party.span)
    if head is not None and head.lemma_.lower() in event_words(tables, "opponent"):
        facing = facing_side(speaker.party, found.mentions, tables)
        if facing is not None:
            return Party(facing, facing, party.span)
    named = found.mentions.full_name(party.span) if party.span else None
    name = named.name if named else party.name
    if name.casefold() in pronouns(tables) or name.casefold() in event_words(tables, "pointer"):
        return None  # "it" of which nothing tells who it is
    return Party(name, side_of(name, tables) or side_of(party.name, tables), party.span)


def _sentence(doc: Doc, span: Span) -> Span:
    """The sentence in which the span begins, at most what a line of the record holds."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    sentence = words[0].sent if words is not None and len(words) else None
    if sentence is None:
        return fit(text_of(doc), span, Span(span.start, span.start + 1))
    whole = Span(sentence.start_char, sentence.end_char)
    return fit(text_of(doc), whole, Span(span.start, min(span.end, sentence.end_char)))
