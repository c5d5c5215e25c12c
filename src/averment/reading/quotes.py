"""Reads all reported speech of a report: what is said, in which words of saying, by whom and through whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from averment.knowledge.events import event_patterns
from averment.knowledge.roles import pronouns
from averment.knowledge.speech import speech_words
from averment.knowledge.tables import Tables
from averment.model.claim import Attribution, Modality, Quote, QuoteMode, Stance, Voice
from averment.model.report import Report
from averment.model.text import Span, trim
from averment.reading.labels import Labelled, find_labelled
from averment.reading.mentions import Mentions, read_mentions
from averment.reading.phrases import text_of
from averment.reading.quote_marks import DASH, Quoted, find_quoted, words_in_marks
from averment.reading.saying import Saying, source_span
from averment.reading.sayings import find_sayings
from averment.reading.speakers import Spoken, link_quotations
from averment.reading.voices import agency_voice, chain, publisher, speaker_voice

_EDGES = " \n\t,;:–—-"


@dataclass(frozen=True, slots=True)
class _Piece:
    """One quote before its chain is known: the saying behind it, or the piece whose speaker it shares."""

    span: Span
    mode: QuoteMode
    saying: Saying | None
    shares: int | None = None  # the number of the quotation whose speaker goes on speaking
    number: int | None = None  # its own number among the quotations in marks
    speaker: Token | None = None  # the subject that speaks where no word of saying stands
    named_at: Span | None = None  # the words that name it where another word tells who it is
    stance: Stance | None = None


def read_speech(doc: Doc, report: Report, tables: Tables) -> tuple[Quote, ...]:
    """Every stretch of reported speech in the blocks that are read, in order of text, outer before nested.

    A quotation whose speaker cannot be found has no attribution.
    """
    quoted = find_quoted(report, tables)
    sayings = tuple(
        saying for saying in find_sayings(doc, words_in_marks(doc, quoted), tables) if _is_read(report, saying.cue)
    )
    mentions = read_mentions(doc, report, tables)
    labelled = find_labelled(report, mentions)
    spoken = link_quotations(report, _without_labels(quoted, labelled), sayings)
    pieces = [
        *_dashed(doc, report, sayings),
        *_labelled(doc, labelled),
        *_direct(doc, spoken, labelled),
        *_indirect(text_of(doc), sayings, spoken),
    ]
    return _attributed(_in_order(pieces), mentions, report, tables)


def attribution_of(quotes: tuple[Quote, ...], span: Span) -> Attribution | None:
    """Who says these words: the innermost quote that holds them. None when the outlet says them in its own voice."""
    holding = [quote for quote in quotes if quote.attribution is not None and quote.span.holds(span)]
    return min(holding, key=lambda quote: quote.span.length).attribution if holding else None


def _is_read(report: Report, span: Span) -> bool:
    block = report.block_at(span)
    return block is not None and block.is_read


def _dashed(doc: Doc, report: Report, sayings: tuple[Saying, ...]) -> Iterator[_Piece]:
    """Paragraphs that a dash opens and words of saying close."""
    for block in report.blocks:
        if not block.is_read:
            continue
        opening = DASH.match(report.text, block.span.start, block.span.end)
        if opening is None:
            continue
        own = [saying for saying in sayings if block.span.holds(saying.cue) and saying.quotes]
        last = own[-1] if own else None
        if (
            last is None
            or last.clause.end < block.span.end - len(report.text[last.clause.end : block.span.end].strip()) - 80
        ):
            continue
        start_of_clause = _start_of_clause(report.text, last, opening.end())
        words = trim(report.text, opening.end(), start_of_clause)
        if words is not None and words.length > len("– no,"):
            yield _Piece(_bare(report.text, words), QuoteMode.DASH, last)


def _start_of_clause(text: str, saying: Saying, start: int) -> int:
    """Where ", it is said in the message" begins: after the last comma before its cue."""
    comma = text.rfind(",", start, min(saying.clause.start, saying.cue.start) + 1)
    return comma if comma > start else min(saying.clause.start, saying.cue.start)


def _bare(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while end - 1 > start and text[end - 1] in _EDGES:
        end -= 1
    while start < end - 1 and text[start] in _EDGES:
        start += 1
    return Span(start, end)


def _without_labels(quoted: tuple[Quoted, ...], labelled: tuple[Labelled, ...]) -> tuple[Quoted, ...]:
    """Without the mark that opens a labelled paragraph and holds its label too."""
    return tuple(one for one in quoted if not any(_opens(one, label) for label in labelled))


def _opens(one: Quoted, label: Labelled) -> bool:
    return one.outer.start < label.words.start < one.outer.end


def _labelled(doc: Doc, labelled: tuple[Labelled, ...]) -> Iterator[_Piece]:
    for one in labelled:
        mode = QuoteMode.DIRECT if one.is_verbatim else QuoteMode.INDIRECT
        yield _Piece(_bare(text_of(doc), one.words), mode, None, speaker=doc[one.speaker], named_at=one.name)


def _direct(doc: Doc, spoken: tuple[Spoken, ...], labelled: tuple[Labelled, ...]) -> Iterator[_Piece]:
    for number, one in enumerate(spoken):
        around = next((label.words for label in labelled if label.words.holds(one.quoted.outer)), None)
        if around is not None and (one.saying is None or not around.holds(one.saying.cue)):
            yield _Piece(one.quoted.span, QuoteMode.DIRECT, None, number=number)
            continue
        speaker = _subject_in(doc, one.subject_of) if one.subject_of is not None else None
        if one.signed is not None:
            speaker = _signer(doc, one.signed)
        stance = None
        if one.saying is not None and not one.inside and _says_more(one, one.saying):
            stance = Stance.ASSERTS
        yield _Piece(one.quoted.span, QuoteMode.DIRECT, one.saying, one.before, number, speaker, stance=stance)


def _signer(doc: Doc, span: Span) -> Token | None:
    """The name that signs a quotation."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    return next((word for word in words or () if word.pos_ == "PROPN"), None)


def _says_more(one: Spoken, saying: Saying) -> bool:
    """Whether the saying has a content of its own beside this quotation ("called for calm: “...”")."""
    return any(not content.overlaps(one.quoted.outer) for content in saying.contents)


def _subject_in(doc: Doc, span: Span) -> Token | None:
    """The subject of the last sentence in this stretch: who speaks when no word of saying stands there."""
    words = doc.char_span(span.start, span.end, alignment_mode="contract")
    if words is None:
        return None
    for token in reversed(list(words)):
        if token.dep_ in ("nsubj", "nsubj:pass") and token.head.dep_ == "root":
            return token
    leads_in = words.text.rstrip().endswith(":") and words[0].ent_type_ in ("PERSON", "ORG")
    return words[0] if leads_in else None  # a headline without a verb that can be told: "Bell Slams Army: ‘Leave’"


def _indirect(text: str, sayings: tuple[Saying, ...], spoken: tuple[Spoken, ...]) -> Iterator[_Piece]:
    outer = [one for one in spoken if not one.inside]
    for saying in sayings:
        for content in saying.contents:
            for part in _outside_marks(text, content, saying, outer):
                partial = any(one.inside and part.holds(one.quoted.outer) for one in spoken)
                yield _Piece(part, QuoteMode.MIXED if partial else QuoteMode.INDIRECT, saying)


def _outside_marks(text: str, content: Span, saying: Saying, outer: list[Spoken]) -> Iterator[Span]:
    """The parts of a content that no whole quotation covers; a saying inside a quotation keeps its own there."""
    parts = [content]
    for one in outer:
        marks = one.quoted.outer
        if marks.holds(saying.cue):
            parts = [cut for part in parts for cut in _within(part, one.quoted.span)]
        else:
            parts = [cut for part in parts for cut in _without(part, marks)]
    for part in parts:
        whole = part == content
        bare = _bare(text, part)
        if bare.of(text).strip(" .,;:!?“”\"'’‘") and (whole or len(bare.of(text).split()) > 1):
            yield bare


def _within(part: Span, words: Span) -> Iterator[Span]:
    if part.overlaps(words):
        yield Span(max(part.start, words.start), min(part.end, words.end))


def _without(part: Span, hole: Span) -> Iterator[Span]:
    if not part.overlaps(hole):
        yield part
        return
    if part.start < hole.start:
        yield Span(part.start, hole.start)
    if hole.end < part.end:
        yield Span(hole.end, part.end)


def _in_order(pieces: list[_Piece]) -> list[_Piece]:
    """In order of text, outer first; the same words from the same saying only once."""
    kept: dict[tuple[int, int], _Piece] = {}
    for piece in pieces:
        kept.setdefault((piece.span.start, piece.span.end), piece)
    return sorted(kept.values(), key=lambda piece: (piece.span.start, -piece.span.end))


def _attributed(pieces: list[_Piece], mentions: Mentions, report: Report, tables: Tables) -> tuple[Quote, ...]:
    """The quotes with their chains of voices: those around a quote speak before its own speaker."""
    found: list[Quote] = []
    by_number: dict[int, Quote] = {}
    around: list[Quote] = []
    own = publisher(report)
    for piece in pieces:
        if piece.mode in (QuoteMode.INDIRECT, QuoteMode.MIXED) and _is_done_by_a_thing(piece.saying, mentions, tables):
            continue
        while around and not around[-1].span.holds(piece.span):
            around.pop()
        outer = next((quote.attribution for quote in reversed(around) if quote.attribution is not None), None)
        shared = by_number.get(piece.shares) if piece.shares is not None else None
        quote = _quote(piece, outer, shared, own, mentions, tables)
        found.append(quote)
        around.append(quote)
        if piece.number is not None:
            by_number[piece.number] = quote
    return tuple(found)


def _quote(
    piece: _Piece,
    outer: Attribution | None,
    shared: Quote | None,
    own: tuple[Voice, ...],
    mentions: Mentions,
    tables: Tables,
) -> Quote:
    before = outer.voices if outer is not None else own
    saying = piece.saying
    if saying is None and shared is not None:
        told = shared.attribution
        attribution = replace(told, content=piece.span, cue=None, stance=Stance.ASSERTS) if told else None
        return Quote(piece.span, piece.mode, None, attribution)
    if saying is None:
        voice = _subject_voice(piece.speaker, piece.named_at, mentions, tables)
        if voice is None:
            held = replace(outer, content=piece.span) if outer is not None else None
            return Quote(piece.span, piece.mode, None, held)
        attribution = Attribution(chain(before, (voice,)), Stance.ASSERTS, Modality.ACTUAL, piece.span)
        return Quote(piece.span, piece.mode, voice.mention, attribution)
    voices, mention = _voices(saying, outer, mentions, tables)
    if not voices and piece.mode is QuoteMode.DIRECT and outer is None:
        if shared is None or shared.attribution is None:
            return Quote(piece.span, piece.mode, mention, None)
        voices = shared.attribution.voices[len(before) :]
    attribution = Attribution(
        chain(before, voices), piece.stance or saying.stance, saying.modality, piece.span, saying.cue
    )
    return Quote(piece.span, piece.mode, mention, attribution)


def _is_done_by_a_thing(saying: Saying | None, mentions: Mentions, tables: Tables) -> bool:
    """Whether nobody speaks: "the war claimed 30,000 lives", "the data show that ..."."""
    if saying is None or saying.source is None:
        return False
    source = mentions.doc[saying.source]
    verb, words = mentions.doc[saying.verb], speech_words(tables)
    if verb.lemma_.lower() not in words.things_do:
        return False
    if any(child.dep_ == "obj" and child.lemma_.lower() in words.things_take for child in verb.children):
        return True
    if (source.lemma_.lower(), "noun") in event_patterns(tables):
        return True
    named = mentions.full_name(source)
    if named is None or named.kind is not None or (named.is_document and _has_clause(verb)):
        return False
    return named.issuer is None or named.issuer.kind is None


def _has_clause(verb: Token) -> bool:
    """Whether a clause is told, as a document may: "the report shows that ..."."""
    return any(child.dep_ == "ccomp" for child in verb.children)


def _subject_voice(subject: Token | None, named_at: Span | None, mentions: Mentions, tables: Tables) -> Voice | None:
    """A subject that can speak; a thing cannot."""
    if subject is None:
        return None
    named = mentions.full_name(subject)
    if named is None or (named.kind is None and named.issuer is None and not named.is_document):
        return None
    return speaker_voice(mentions, subject, named_at or source_span(mentions.doc, subject.i), tables)


def _voices(
    saying: Saying, outer: Attribution | None, mentions: Mentions, tables: Tables
) -> tuple[tuple[Voice, ...], Span | None]:
    """The voices that this saying adds, and the words that name its speaker."""
    if saying.source is None or saying.inherits:
        return (), None
    source = mentions.doc[saying.source]
    mention = source_span(mentions.doc, saying.source)
    through = tuple(agency_voice(mentions, mentions.doc[medium], tables) for medium in saying.via)
    pronoun = pronouns(tables).get(source.lower_)
    if pronoun is not None and pronoun.person == "first" and outer is not None:
        return (), mention  # "I" in a quotation is its speaker, who stands in the chain already
    voice = speaker_voice(mentions, source, mention, tables)
    return (*through, *((voice,) if voice is not None else ())), mention
