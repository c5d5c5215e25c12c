"""An HTML page to its article: text with headings, items and captions, and what the page declares about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import trafilatura
from htmldate import find_date
from lxml import etree  # it ships no types
from lxml import html as lxml_html
from trafilatura.settings import Document

from averment.ingest.layout import Layout, Part, lay_out
from averment.model.report import BlockKind

TAGS = re.compile(r"(?is)<(script|style|noscript|template|svg|iframe)\b.*?(?:</\1\s*>|\Z)")
MIDNIGHT = re.compile(r"T00:00:00(?:[+-]00:?00)?\Z")
WITH_ZONE = re.compile(r"([+-]\d{2})(\d{2})\Z")
SITE_AFTER_TITLE = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,40}\Z")
EARLIEST, LATEST = "1980-01-01", "2199-12-31"  # fixed, so that a page reads the same on every day
DEEPEST = 200  # levels of elements; real pages have some thirty


@dataclass(frozen=True, slots=True)
class Article:
    """What a page holds; the layout is empty where the page has no article."""

    layout: Layout
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None


def read_html(page: str) -> Article:
    """The article of the page without navigation, advertisements, readers' comments and scripts."""
    tree = _tree(page)
    if tree is None:
        return Article(Layout(""))
    published = _published(tree)
    captions = _captions(tree)
    found = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": LATEST},
    )
    if not isinstance(found, Document) or found.body is None:
        return Article(Layout(""))
    outlet = _words(found.sitename)
    title = _title(_words(found.title), outlet)
    parts = list(_parts(found.body, captions))
    if title and parts and not any(_even(title) == _even(part.text) for part in parts[:3]):
        parts.insert(0, Part(title, BlockKind.HEADLINE))
    url = found.url if found.url and found.url.startswith(("http://", "https://")) else None
    return Article(lay_out(parts), title, outlet, url, published)


def _tree(page: str) -> lxml_html.HtmlElement | None:
    """The page as a tree; None when nothing but scripts is left or the markup is nested beyond any real page."""
    bare = TAGS.sub(_kept, page)
    bare = re.sub(r"\A\s*<\?xml[^>]*\?>", "", bare).replace("\x00", "")
    try:
        tree = lxml_html.document_fromstring(bare)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if _depth(tree) > DEEPEST:
        return None
    return tree


def _kept(found: re.Match[str]) -> str:
    """Structured data stays, since dates and titles stand in it; it never reaches the text."""
    return found[0] if "application/ld+json" in found[0][:200].lower() else " "


def _depth(tree: lxml_html.HtmlElement) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if deepest > DEEPEST:
            break
    return deepest


def _captions(tree: lxml_html.HtmlElement) -> frozenset[str]:
    """The words of every caption; each is put as a paragraph where its picture stood, so that it is not lost."""
    captions = set()
    for caption in tree.xpath("//figure//figcaption | //*[contains(@class, 'wp-caption-text')]"):
        words = _words(caption.text_content())
        figure = next(iter(caption.xpath("ancestor::figure[1]")), caption)
        parent = figure.getparent()
        if words is None or parent is None:
            continue
        captions.add(_even(words))
        paragraph = etree.Element("p")
        paragraph.text = words
        paragraph.tail = figure.tail
        parent.replace(figure, paragraph)
    return frozenset(captions)


def _parts(body: etree._Element, captions: frozenset[str]) -> Iterator[Part]:
    for element in body:
        words = "".join(element.itertext())
        match element.tag:
            case "head":
                yield Part(words, BlockKind.HEADLINE)
            case "list":
                for item in element:
                    yield Part("• " + " ".join("".join(item.itertext()).split()), BlockKind.LIST_ITEM)
            case "quote" | "div" if len(element) and not (element.text or "").strip():
                yield from _parts(element, captions)
            case _:
                yield Part(words, BlockKind.CAPTION if _even(words) in captions else None)


def _published(tree: lxml_html.HtmlElement) -> str | None:
    found = find_date(
        tree,
        extensive_search=False,
        original_date=True,
        outputformat="%Y-%m-%dT%H:%M:%S%z",
        min_date=EARLIEST,
        max_date=LATEST,
    )
    if found is None:
        return None
    if MIDNIGHT.search(found):  # what the finder writes for a day without an hour
        return str(found[:10])
    return WITH_ZONE.sub(r"\1:\2", str(found))


def _title(title: str | None, outlet: str | None) -> str | None:
    """The title without the name of the site that many pages put after it."""
    if title is None or outlet is None:
        return title
    found = SITE_AFTER_TITLE.search(title)
    if found and _even(outlet) in _even(found[0]):
        return title[: found.start()].strip() or title
    return title


def _even(words: str) -> str:
    return " ".join(words.casefold().split())


def _words(words: str | None) -> str | None:
    return " ".join(words.split()) or None if words else None
