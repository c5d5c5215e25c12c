"""Where sentences begin in a text of a report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from averment.knowledge.tables import TABLES

SAYING = "said|says|say|asked|asks|added|wrote|replied|shouted|told|tweeted|declared|exclaimed|cried|warned"
CLOSERS = "\"'”’)\\]»"
OPENERS = "\"'“‘(\\[«„"
NOTE = r"(?:\s?\[(?:\d{1,3}|[a-z]|citation needed|note \d+)\])*"
"""An encyclopedia's reference, which belongs to the sentence that it proves."""
END = re.compile(
    rf"(?:[.!?]+|…)[.!?…]*(?P<close>[{CLOSERS}]*{NOTE})(?P<gap>\s*)(?=(?P<open>[{OPENERS}]*)(?P<next>\S?))"
)
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
BULLET = re.compile(r"\n[ \t]*(?=(?:[•▪‣●◦·*]|[-–—]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+\S)")
LIST_NUMBER = re.compile(r"(?:^|\n)[ \t]*\(?(?:\d{1,2}|[A-Za-z])$")
LAST_WORD = re.compile(r"[^\s\"“”„«»()\[\]—]+$")
NEXT_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
SPEAKER_AFTER = re.compile(rf"(?:[A-Z][\w.’'-]*\s+){{1,4}}(?:{SAYING})\b|(?:{SAYING})\s+[A-Z]")
INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]")
ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
ADDRESS = re.compile(r"[/@]|www|\.[Cc]om\b|\.[Oo]rg\b|\.[Nn]et\b")
LOOK_BACK = 40
LOOK_AHEAD = 80


def sentence_starts(text: str, breaks: Sequence[int] = ()) -> list[int]:
    """Offsets of the first character of every sentence, ascending; none for a text of white space.

    A sentence is forced at each of `breaks`, at a blank line and at the bullet or number of a list. A single line
    end is taken for mere wrapping.
    """
    forced = {*breaks, *(m.end() for m in BLANK_LINE.finditer(text)), *(m.end() for m in BULLET.finditer(text))}
    ends = set(_ends(text))
    cuts = sorted({0, *forced, *ends})
    starts = []
    for cut, following in zip(cuts, [*cuts[1:], len(text)], strict=True):
        shown = _skip_space(text, cut)
        if shown < following and (cut in forced or cut == 0 or _has_word(text, shown, following)):
            starts.append(shown)
    return starts


def _has_word(text: str, begin: int, end: int) -> bool:
    """Stray closing marks stay with the sentence before."""
    return any(character.isalnum() for character in text[begin:end]) or text[begin] in "“„«"


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends(text: str) -> Iterator[int]:
    """Offsets after the marks that end a sentence, before the gap."""
    for found in END.finditer(text):
        if found["next"] and _ends_sentence(text, found):
            yield found.end("close")


def _ends_sentence(text: str, found: re.Match[str]) -> bool:
    marks = text[found.start() : found.start("close")]
    if not found["gap"]:
        return _glued(text, found, marks)
    first = found["next"]
    if first.islower() or (marks in ("…", "...", "..") and not (first.isupper() or found["open"])):
        return False
    if marks != ".":
        return not (found["close"] and SPEAKER_AFTER.match(text, found.end(), found.end() + LOOK_AHEAD))
    return not first.isalnum() or _full_stop(text, found)


def _glued(text: str, found: re.Match[str], marks: str) -> bool:
    """The space after the stop was lost: "reported.The". Addresses and acronyms keep their stops."""
    after = found.end() + len(found["open"])
    before = text[max(0, found.start() - LOOK_BACK) : found.start()]
    word = LAST_WORD.search(before)
    chunk = word[0] + text[found.start() : after + LOOK_BACK].split()[0] if word else ""
    if word is None or not found["next"].isupper() or ADDRESS.search(chunk):
        return False
    if not (word[0][-2:].islower() and len(word[0]) > 1):
        return False
    quoted = bool(found["close"] or found["open"])
    return quoted or text[after + 1 : after + 2].islower() or marks in ("…", "...")


def _full_stop(text: str, found: re.Match[str]) -> bool:
    """Whether a single stop, a gap and no small letter after it end the sentence."""
    before = text[max(0, found.start() - LOOK_BACK) : found.start()]
    last = LAST_WORD.search(before)
    if last is None or found["close"].strip("'’"):
        return True
    word = last[0].lstrip("'‘’-–")
    if LIST_NUMBER.search(before) and len(word) <= 2:
        return False
    kind = abbreviations().get(word.lower() + ".")
    following = text[found.end() + len(found["open"]) :][:LOOK_AHEAD]
    if kind == "title":
        return False
    if kind == "number":
        return not following[:1].isdigit()
    if kind == "either" or INITIAL.fullmatch(word) or ACRONYM.fullmatch(word):
        return _begins_sentence(following, found["open"], word)
    return True


def _begins_sentence(following: str, opened: str, word: str) -> bool:
    """After a stop that may only mark an abbreviation: a word that seldom has a capital within a sentence."""
    if following[:1].isdigit():
        return False
    found = NEXT_WORD.match(following)
    if found is None:
        return False
    if found[0].isupper() and len(found[0]) > 1 and word.isupper() and len(word) == 1:
        return False  # "J. MAY SMITH" in a text of capitals
    if found[0].lower() == "a" and following[1:2] == ".":
        return False
    return found[0].lower() in starters() or ("“" in opened and len(word) > 1)


@lru_cache(maxsize=1)
def abbreviations() -> Mapping[str, str]:
    """Kind by abbreviation in small letters.

    `title` never ends a sentence, `number` ends none before a figure, `either` may end one.
    """
    return {row["form"].lower(): row["kind"] for row in TABLES.rows("en/abbreviations")}


@lru_cache(maxsize=1)
def starters() -> frozenset[str]:
    """Words that seldom have a capital inside a sentence: after "U.S." or "p.m." they show that it ended."""
    return frozenset(row["word"] for row in TABLES.rows("en/sentence_starters"))


def begin_marks(starts: Sequence[int], offsets: Sequence[int]) -> list[bool]:
    """For ascending word offsets: whether a sentence begins with the word."""
    begins = [False] * len(offsets)
    for start in starts:
        place = bisect_left(offsets, start)
        if place < len(offsets):
            begins[place] = True
    return begins
