"""Reads reports: the steps in order, from the parse to the claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from averment import __version__
from averment.knowledge.gazetteer import Gazetteer, open_gazetteer
from averment.knowledge.parties import PartyKind, party_kind, side_of
from averment.knowledge.tables import Tables
from averment.model.reading import Layers, Name, NameKind, Reading, Sentence
from averment.model.report import Report
from averment.model.run import Problem, Run
from averment.model.text import Span
from averment.model.when_where import Where
from averment.reading.claims import Findings, build_claims
from averment.reading.conllu import conllu
from averment.reading.dating import date_report
from averment.reading.denials import tie_denials
from averment.reading.events import find_events
from averment.reading.figures import find_figures
from averment.reading.mentions import read_mentions
from averment.reading.parser import load_parser, model_digest, parse
from averment.reading.phrases import text_of
from averment.reading.places import find_places
from averment.reading.quotes import read_speech
from averment.reading.stray_places import without_strays
from averment.reading.times import find_time_expressions, news_of, resolve_times

READABLE = "en"
ARMED = frozenset({PartyKind.REBEL_GROUP, PartyKind.POLITICAL_MILITIA, PartyKind.IDENTITY_MILITIA})


@dataclass(frozen=True, slots=True)
class Reader:
    """What is needed to read: the language model, the tables and the gazetteer. Loaded once, used for many reports."""

    language: Language
    tables: Tables
    gazetteer: Gazetteer
    run: Run


def load_reader(
    model: str | None,
    tables: Tables,
    gazetteer_folder: Path | None,
    tell: Callable[[str], None] = lambda line: None,
    *,
    threads: int = 0,
) -> Reader:
    """The reader with the embedded model, or with the spaCy pipeline named; `tell` is given a line when it has to wait.
    The embedded model works on `threads` cores (0: all).

    Raises InputError for a pipeline that is not installed or has no Universal Dependencies labels.
    """
    gazetteer = open_gazetteer(gazetteer_folder, tables, tell)
    language = load_parser(model, threads=threads)
    read_by = f"{model} {language.meta['version']}" if model else model_digest()
    return Reader(language, tables, gazetteer, Run(__version__, read_by, tables.digest(), gazetteer.digest()))


def read_reports(
    reader: Reader, reports: Sequence[Report], now: datetime, *, with_parse: bool = False
) -> list[Reading]:
    """A reading of each report, in their order; `now` bounds the date of a report that came without one.

    A report in a language other than English is kept, and its reading says that it is unread.
    """
    texts = [(report.text, [block.span.start for block in report.blocks]) for report in reports if is_readable(report)]
    docs = iter(parse(reader.language, texts))
    return [
        _read(reader, report, next(docs), now, with_parse) if is_readable(report) else _unread(reader, report, now)
        for report in reports
    ]


def is_readable(report: Report) -> bool:
    return report.language == READABLE


def _read(reader: Reader, report: Report, doc: Doc, now: datetime, with_parse: bool) -> Reading:
    tables = reader.tables
    expressions = find_time_expressions(doc, tables)
    published, problems = date_report(
        report.text, expressions, report.appearance.published, report.appearance.received or now
    )
    whens = resolve_times(expressions, published)
    news = news_of(published, whens)
    whens = whens if news == published else resolve_times(expressions, news)
    names = _names(doc, report, tables)
    found = Findings(
        doc=doc,
        report=report,
        news=news,
        mentions=read_mentions(doc, report, tables),
        quotes=read_speech(doc, report, tables),
        whens=tuple(when for when in whens if _is_read(when.span, report)),
        wheres=_places(doc, names, report, reader),
        figures=find_figures(doc, report, tables),
        events=find_events(doc, report, tables),
    )
    layers = Layers(found.quotes, names, found.wheres, found.whens, _sentences(doc) if with_parse else ())
    claims = tie_denials(build_claims(found, tables), report.text, tables)
    return Reading(report.id, report.text_id, reader.run.id, published, claims, layers, problems)


def _places(doc: Doc, names: Sequence[Name], report: Report, reader: Reader) -> tuple[Where, ...]:
    """The places of the text: armed groups are none, nor is what a dateline or a byline names."""
    found = find_places(doc, names, reader.gazetteer, reader.tables)
    told = (where for where in found if _is_read(where.span, report))
    kept = [where for where in told if not _is_armed(where.name, reader.tables)]
    return without_strays(doc, kept, names, reader.gazetteer, reader.tables)


def _unread(reader: Reader, report: Report, now: datetime) -> Reading:
    published, problems = date_report("", (), report.appearance.published, report.appearance.received or now)
    language = Problem(
        "reading",
        f"unread: the text is in the language {report.language!r}, and only English is read; it is kept as it is",
        file=report.appearance.file,
        report=report.id,
    )
    return Reading(report.id, report.text_id, reader.run.id, published, (), Layers(), (*problems, language))


def _names(doc: Doc, report: Report, tables: Tables) -> tuple[Name, ...]:
    found = (_name(name, tables) for name in doc.ents)
    return tuple(name for name in found if name and _is_read(name.span, report))


def _is_read(span: Span | None, report: Report) -> bool:
    """Whether the words stand in a part that is read: a dateline tells when and where it was written, no more."""
    block = report.block_at(span) if span else None
    return block is not None and block.is_read


def _is_armed(name: str, tables: Tables) -> bool:
    """Whether the name is an armed group's: "River Front" is no place."""
    return party_kind(side_of(name, tables) or "", tables) in ARMED


def _name(words: SpacySpan, tables: Tables) -> Name | None:
    """The name without the common nouns at its end ("Brava shelling"); an armed group's name is no place."""
    kept = [token for token in words if not token.is_space]
    while kept and kept[-1].pos_ in {"NOUN", "VERB", "PROPN"} and kept[-1].is_lower and kept[0].text[0].isupper():
        kept.pop()
    if not kept:
        return None
    span = Span(kept[0].idx, kept[-1].idx + len(kept[-1]))
    kind = NameKind(words.label_)
    if kind is NameKind.PLACE and _is_armed(span.of(text_of(words.doc)), tables):
        kind = NameKind.ORG
    return Name(span, kind)


def _sentences(doc: Doc) -> tuple[Sentence, ...]:
    return tuple(Sentence(Span(sentence.start_char, sentence.end_char), conllu(sentence)) for sentence in doc.sents)
