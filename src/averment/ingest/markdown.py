"""Markdown to plain lines: the marks go, headings and list items are remembered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from averment.ingest.layout import Layout, Part, lay_out
from averment.model.report import BlockKind

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,5000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
FIELD = re.compile(r"([A-Za-z_]{2,30})\s*:\s*(.+)")
HEADING = re.compile(r" {0,3}#{1,6}\s+(.+?)\s*#*\s*\Z")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*\Z")
RULE = re.compile(r" {0,3}(?:(?:\*\s*){3,}|(?:_\s*){3,}|(?:-\s*){3,}|`{3,}.*|~{3,}.*)\Z")
ITEM = re.compile(r"\s{0,12}(?:[*+-]|\d{1,2}[.)])\s+\S")
PICTURE = re.compile(r"!\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)")
REPLACED = (
    (re.compile(r"<!--.*?-->|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE), ""),
    (re.compile(r"\[([^\]\n]{1,500})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"<(https?://[^\s>]{1,500})>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,1000})(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]{1,1000})(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)


@dataclass(frozen=True, slots=True)
class Markdown:
    """The layout, and the fields that stand above it between two lines of dashes."""

    layout: Layout
    fields: tuple[tuple[str, str], ...]


def read_markdown(text: str) -> Markdown:
    """The text without its marks; "# ..." is a headline, "* ..." a list item, a picture's text a caption."""
    head = FRONT_MATTER.match(text)
    body = text[head.end() :] if head else text
    for pattern, replacement in REPLACED[:1]:
        body = pattern.sub(replacement, body)
    return Markdown(lay_out(_parts(body)), _fields(head[1]) if head else ())


def _fields(head: str) -> tuple[tuple[str, str], ...]:
    found = (FIELD.fullmatch(line.strip()) for line in head.splitlines())
    return tuple((field[1].lower(), field[2].strip().strip("\"'")) for field in found if field)


def _parts(body: str) -> Iterator[Part]:
    gathered: list[str] = []
    for line in (*body.split("\n"), ""):
        words = re.sub(r"\A\s{0,3}(?:>\s?)+", "", line)
        heading = HEADING.fullmatch(words)
        is_underline = bool(gathered) and UNDERLINE.fullmatch(words) is not None
        if is_underline:
            yield Part(_plain(" ".join(gathered)), BlockKind.HEADLINE)
            gathered = []
        elif heading or RULE.fullmatch(words) or not words.strip() or ITEM.match(words):
            yield from _gathered(gathered)
            gathered = [words] if ITEM.match(words) and not RULE.fullmatch(words) else []
            if heading:
                yield Part(_plain(heading[1]), BlockKind.HEADLINE)
        else:
            gathered.append(words)


def _gathered(lines: list[str]) -> Iterator[Part]:
    text = "\n".join(lines)
    if not text.strip():
        return
    for picture in PICTURE.finditer(text):
        yield Part(_plain(picture[1]), BlockKind.CAPTION)
    yield Part(_plain(PICTURE.sub("", text)), BlockKind.LIST_ITEM if ITEM.match(text) else None)


def _plain(text: str) -> str:
    for pattern, replacement in REPLACED:
        text = pattern.sub(replacement, text)
    return text
