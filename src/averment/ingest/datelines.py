"""Where a paragraph opens with place, date and agency or closes with an agency: words outside its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from averment.knowledge.outlets import source_named
from averment.knowledge.tables import Tables
from averment.model.text import Span, trim

DASH = r"\s*(?:--+|[—–:-])\s+"
TAGS = r"(?:\[[^\[\]]{2,80}\]\s*)*"  # monitoring services put "[TEXT]" or "[REPORT]" before the first words
WITH_AGENCY = re.compile(
    rf"(?P<place>[^!?“”\"():;—–]{{0,70}}(?:\([^()]{{2,30}}\)[^!?“”\"():;—–]{{0,40}})?)\((?P<agency>[^()]{{2,60}})\){DASH}{TAGS}"
)
WITH_SLASHES = re.compile(r"(?P<place>[^!?“”\"():;/]{0,60})/(?P<agency>[A-Z][^/]{1,30})/\.?(?:\s*[—–-])?\s+")
AGENCY_FIRST = re.compile(r"(?P<place>)\((?P<agency>[^()]{2,60})\)(?:\s*(?:--+|[—–:-]))?\s+")
CAPITALS = re.compile(
    r"(?P<place>[A-Z][A-ZÀ-Þ.'’/ -]{2,40}(?:\s?\([^()]{2,30}\))?(?:,\s[^()!?“”\":;—–]{2,40}?)?)"
    rf"(?:\s*(?:--+|[—–])|\s-)\s+(?P<tags>{TAGS})"
)
CAPITALS_COLON = re.compile(r"(?P<place>[A-Z][A-ZÀ-Þ.'’/ -]{2,25}(?:,\s[A-Z][\w ]{2,25})?):\s+")
FORMS = ((WITH_AGENCY, "("), (WITH_SLASHES, "/"), (AGENCY_FIRST, "("), (CAPITALS, ""), (CAPITALS_COLON, ":"))
"""The patterns in the order in which they are tried, each with a character that it cannot do without."""
TAIL = re.compile(r"(?<=[.!?”\"’)])\s+(?:[\[(]|[—–-]+\s*)(?P<agency>[^\[\]()—–.!?]{2,60})[\])]?\.?\Z")
FEWEST_WORDS = 5  # left after a dateline; with fewer it is a label or a heading
LONGEST_HEAD = 220
MOST_WORDS_OF_A_PLACE = 4


@dataclass(frozen=True, slots=True)
class Dateline:
    """The words that stand before or after the sentences; `agency` is the words that name whose report it is."""

    span: Span
    agency: Span | None


def find_dateline(text: str, paragraph: Span, is_first: bool, tables: Tables) -> Dateline | None:
    """The dateline that opens the paragraph. Where capitals do not mark it, only the first paragraph can have one."""
    words = paragraph.of(text)
    head = words[:LONGEST_HEAD]
    for pattern, mark in FORMS:
        found = pattern.match(head) if mark in head else None
        if found is None or len(words[found.end() :].split()) < FEWEST_WORDS:
            continue
        if _is_dateline(pattern, found, words[found.end() :], is_first, tables):
            span = trim(text, paragraph.start, paragraph.start + found.end())
            return Dateline(span, _agency(found, paragraph)) if span else None
    return None


def find_tail(text: str, paragraph: Span, tables: Tables) -> Dateline | None:
    """The agency that closes the paragraph: "... the army said. (AP)"; only a known one, since asides look alike."""
    start = max(paragraph.start, paragraph.end - 80)
    found = TAIL.search(text[start : paragraph.end])
    if found is None or source_named(tables, found["agency"]) is None:
        return None
    span = trim(text, start + found.start(), paragraph.end)
    return Dateline(span, Span(start + found.start("agency"), start + found.end("agency"))) if span else None


def _is_dateline(pattern: re.Pattern[str], found: re.Match[str], rest: str, is_first: bool, tables: Tables) -> bool:
    place = found["place"].strip()
    if pattern is CAPITALS_COLON:
        return is_first and not _is_all_capitals(rest)
    if pattern is CAPITALS:  # in later paragraphs such words are a kicker: "THREE SOLDIERS KILLED — ..."
        is_dated = bool(found["tags"]) or any(map(str.isdigit, place))
        return (
            is_first
            and len(place.split(",")[0].split()) <= MOST_WORDS_OF_A_PLACE
            and (is_dated or not _is_all_capitals(rest))
        )
    agency = found["agency"]
    if source_named(tables, agency) is not None:
        return not place or _looks_like_place(place)
    if pattern is AGENCY_FIRST or not (agency[0].isupper() and len(agency.split()) <= 6):
        return False
    is_in_capitals = bool(place) and place.split()[0].strip(",.").isupper()
    if is_first and is_in_capitals:
        return len(place.split()[0]) > 2 or any(map(str.isdigit, place))
    return is_first and _looks_like_place(place)


def _is_all_capitals(words: str) -> bool:
    return words.isupper() or not any(map(str.islower, words))


def _looks_like_place(place: str) -> bool:
    """Whether all of a few words have capitals or are numbers, as in "Karvin, Norvia, 4 May"."""
    words = [word for word in re.split(r"[\s,./]+", place) if word]
    return 0 < len(words) <= 9 and all(word[0].isupper() or word[0].isdigit() or word[0] == "(" for word in words)


def _agency(found: re.Match[str], paragraph: Span) -> Span | None:
    if "agency" not in found.groupdict() or not found["agency"]:
        return None
    return Span(paragraph.start + found.start("agency"), paragraph.start + found.end("agency"))
