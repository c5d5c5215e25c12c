"""Who speaks, through whom: the chain of voices of a saying, outlet first and speaker last."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from averment.knowledge.parties import side_of
from averment.knowledge.tables import Tables
from averment.model.claim import Voice, VoiceKind
from averment.model.report import CreditFor, Report
from averment.model.text import Span
from averment.reading.mentions import Mentions
from averment.reading.named import Named
from averment.reading.naming import name_of, naming_words


def publisher(report: Report) -> tuple[Voice, ...]:
    """The outlet, then the one agency that the whole report is credited to: the chain of what nobody else says.

    The outlet's name is empty when it is not known. Several credits leave open which words are whose: then none counts.
    """
    outlet = Voice(report.appearance.outlet or "", VoiceKind.OUTLET)
    agencies = {credit.name: credit for credit in report.credits if credit.gave is CreditFor.TEXT}
    if len(agencies) != 1:
        return (outlet,)
    name, credit = agencies.popitem()
    if name.casefold() == outlet.name.casefold():
        return (outlet,)
    return (outlet, Voice(name, VoiceKind.AGENCY, mention=credit.span))


def speaker_voice(mentions: Mentions, source: Token, mention: Span, tables: Tables) -> Voice | None:
    """The voice behind these words, followed back to its full name; None for words that name nobody.

    Persons joined by "and" are one voice under all their names.
    """
    joined = [source, *(child for child in source.children if child.dep_ == "conj" and child.pos_ in ("PROPN", "NOUN"))]
    named = [found for found in (_named(mentions, word) for word in joined) if found is not None]
    if not named:
        return None
    if len(named) > 1:
        names = list(dict.fromkeys(one.name for one in named))
        party = _party(named[0], tables)
        shared = party if all(_party(one, tables) == party for one in named) else None
        return Voice(_listed(names), VoiceKind.GROUP, party=shared, mention=mention)
    one = named[0]
    kind = one.kind or VoiceKind.GROUP
    return Voice(one.name, kind, one.role, one.institution, _party(one, tables), mention)


def agency_voice(mentions: Mentions, medium: Token, tables: Tables) -> Voice:
    """The medium that words came through, under its full name."""
    named = _named(mentions, medium)
    first, last = naming_words(medium)
    doc = mentions.doc
    span = Span(doc[first].idx, doc[last].idx + len(doc[last]))
    if named is None:
        return Voice(name_of(doc, first, last), VoiceKind.AGENCY, mention=span)
    kind = VoiceKind.AGENCY if named.kind in (VoiceKind.INSTITUTION, None) else named.kind
    return Voice(named.name, kind, named.role, named.institution, _party(named, tables), span)


def chain(*parts: Iterable[Voice]) -> tuple[Voice, ...]:
    """The voices in order; one that stands there already is not repeated right after itself."""
    voices: list[Voice] = []
    for part in parts:
        for voice in part:
            if not voices or (voices[-1].name, voices[-1].kind) != (voice.name, voice.kind):
                voices.append(voice)
    return tuple(voices)


def _named(mentions: Mentions, word: Token) -> Named | None:
    """The speaker behind a word; for a document the one who issued it, else the document itself."""
    named = mentions.full_name(word)
    if named is None:
        if word.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ"):
            return None
        first, last = naming_words(word)
        name = name_of(mentions.doc, first, last)
        return Named(name, None) if name else None
    if named.is_document and named.issuer is not None and named.issuer.kind is not None:
        return named.issuer
    if named.is_data or (named.issuer is not None and named.issuer.is_data):
        return None
    return named


def _party(named: Named, tables: Tables) -> str | None:
    """The side that the institution, the name or the role shows."""
    for words in (named.institution, named.name, named.role):
        side = side_of(words, tables) if words else None
        if side is not None:
            return side
    return None


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
