"""One page to one Report: decoded, cleaned, cut into blocks, with what the page and its sender declare about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from averment.ingest.article import read_html
from averment.ingest.blocks import find_blocks
from averment.ingest.clean import CLEANING
from averment.ingest.credits import find_credits
from averment.ingest.declared import parse_declared
from averment.ingest.decode import decode
from averment.ingest.documents import read_letter, read_pdf
from averment.ingest.language import language_of
from averment.ingest.layout import Layout, Part, lay_out
from averment.ingest.markdown import read_markdown
from averment.knowledge.addresses import plain_address
from averment.knowledge.outlets import source_named
from averment.knowledge.tables import Tables
from averment.model.ids import content_id, digest
from averment.model.report import Appearance, Block, BlockKind, Report
from averment.model.run import Problem
from averment.model.when_where import When

LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][\w-]{1,20})?\Z", re.IGNORECASE)
LONGEST_TITLE = 300
LONGEST_TEXT = 200_000  # characters; long features have 60,000, and comparing words with words takes the square of it
BY_METADATA = "from the page's metadata"
BY_LETTER = "from the letter's Date field"


class Media(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    LETTER = "letter"


DOCUMENTS = {Media.PDF: read_pdf, Media.LETTER: read_letter}


@dataclass(frozen=True, slots=True)
class Hints:
    """What is declared about a page outside its text. `published_by` says in words who declared the date."""

    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    published_by: str | None = None
    language: str | None = None
    received: datetime | None = None

    def over(self, other: Hints) -> Hints:
        """These hints, and the other's where these say nothing."""
        return Hints(
            self.outlet or other.outlet,
            self.url or other.url,
            self.title or other.title,
            self.published or other.published,
            self.published_by if self.published else other.published_by,
            self.language or other.language,
            self.received or other.received,
        )


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one report with its file as the user gave it ("day.jsonl#3" for the third line of JSON Lines)."""

    file: str
    content: bytes
    media: Media = Media.TEXT
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a page: `report` is None when the bytes cannot be read, and a problem says why."""

    report: Report | None
    problems: tuple[Problem, ...] = ()


def read_page(page: Page, tables: Tables) -> Taken:
    """The report on this page, with what is odd about it. A page in another language than English is a report too."""
    layout, found, message = _lay_out(page)
    if layout is None:
        return Taken(None, (_problem(page, message or "it cannot be read"),))
    if not layout.text.strip():
        return Taken(None, (_problem(page, _emptiness(page)),))
    if len(layout.text) > LONGEST_TEXT:
        told = f"{len(layout.text):,} characters of text, more than the {LONGEST_TEXT:,} that one report may have"
        return Taken(None, (_problem(page, f"{told}; give each report a file of its own"),))
    report, problems = _report(page, layout, page.hints.over(found), tables)
    if message:
        problems = (_problem(page, message, report), *problems)
    return Taken(report, problems)


def _lay_out(page: Page) -> tuple[Layout | None, Hints, str | None]:
    """The text as it is laid out, what the page declares, and what to know; no layout when it cannot be read."""
    if page.media in DOCUMENTS:
        document = DOCUMENTS[page.media](page.content)
        by = BY_LETTER if document.published else None
        return document.layout, Hints(document.sender, None, document.title, document.published, by), document.message
    decoded = decode(page.content, page.media is Media.HTML)
    if decoded.text is None:
        return None, Hints(), decoded.message
    return *_lay_out_text(page.media, decoded.text), decoded.message


def _lay_out_text(media: Media, text: str) -> tuple[Layout, Hints]:
    match media:
        case Media.HTML:
            article = read_html(text)
            declared = Hints(article.outlet, article.url, article.title, article.published, BY_METADATA)
            return article.layout, declared
        case Media.MARKDOWN:
            markdown = read_markdown(text)
            fields = dict(markdown.fields)
            published = fields.get("date") or fields.get("published")
            outlet = fields.get("outlet") or fields.get("source")
            declared = Hints(outlet, fields.get("url"), fields.get("title"), published, BY_METADATA)
            return markdown.layout, replace(declared, language=fields.get("language") or fields.get("lang"))
        case _:
            return lay_out((Part(text),)), Hints()


def _emptiness(page: Page) -> str:
    if not page.content:
        return "the file is empty"
    if page.media is Media.HTML:
        return "no article in this HTML: nothing but scripts, navigation or markup"
    return "nothing but white space"


def _report(page: Page, layout: Layout, hints: Hints, tables: Tables) -> tuple[Report, tuple[Problem, ...]]:
    text = layout.text
    sha256 = digest(page.content)
    blocks = find_blocks(text, layout.marked, hints.title, tables)
    problems: list[str] = []
    report = Report(
        id=content_id("report", sha256),
        sha256=sha256,
        text=text,
        text_id=content_id("text", sha256, CLEANING, digest(text.encode())),
        title=_title(text, hints.title, blocks),
        language=_language(text, blocks, hints.language, problems, tables),
        blocks=blocks,
        credits=find_credits(text, blocks, tables),
        appearance=Appearance(
            file=page.file,
            outlet=_outlet(hints.outlet, tables),
            url=plain_address(hints.url, tables) if hints.url else None,
            published=_published(hints, problems),
            received=hints.received,
        ),
    )
    if not any(block.is_read for block in blocks):
        problems.append("no block of this page looks like a report: only credits, buttons and notices")
    return report, tuple(_problem(page, message, report) for message in problems)


def _title(text: str, declared: str | None, blocks: tuple[Block, ...]) -> str | None:
    headline = next((block.span.of(text) for block in blocks if block.kind is BlockKind.HEADLINE), None)
    title = " ".join((declared or headline or "").split())
    return title[:LONGEST_TITLE] or None


def _language(text: str, blocks: tuple[Block, ...], declared: str | None, problems: list[str], tables: Tables) -> str:
    if declared:
        if found := LANGUAGE.match(declared.strip()):
            return found[1].lower()
        problems.append(
            f"the language {declared!r} is no code of two letters, such as 'en'; told from the text instead"
        )
    read = " ".join(block.span.of(text) for block in blocks if block.is_read)
    return language_of(read or text, tables)


def _outlet(declared: str | None, tables: Tables) -> str | None:
    """The outlet as the tables spell it; one that they do not hold as it was given."""
    if declared is None:
        return None
    known = source_named(tables, declared)
    return known.name if known else " ".join(declared.split()) or None


def _published(hints: Hints, problems: list[str]) -> When | None:
    if hints.published is None:
        return None
    when = parse_declared(hints.published, hints.published_by or "declared with the page")
    if when is None:
        problems.append(
            f"the date of publication {hints.published[:60]!r} ({hints.published_by}) cannot be read; "
            "give it as YYYY-MM-DD or YYYY-MM-DDThh:mm+hh:mm"
        )
    return when


def _problem(page: Page, message: str, report: Report | None = None) -> Problem:
    return Problem("ingest", message, file=page.file, report=report.id if report else None)
