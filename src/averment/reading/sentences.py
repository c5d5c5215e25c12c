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
STAMP = r"\d{1,2}/\d{1,2}/\d{2,4} \d{1,2}:\d{2}(?::\d{2})? [AP]M\b"
RULE = r"[*_=#~]{10,}"
SMILEY = r"(?:[:;=]-?[)(DPO](?!\w)|\^_\^)"
APART = re.compile(
    rf"(?<!\bon\s)(?<!\bat\s)(?<=\s)(?={STAMP})|(?<=\s)(?={RULE})|(?:{STAMP}|{RULE}|https?://\S+|>>|{SMILEY})\s+(?=[A-Z\"“]|https?://)"
    r"|[\w.-]+@[\w.-]+\w>?\s+(?=[A-Z\d])"
)
"""What stands apart in messages whose line ends are lost: a date with its clock, an address, a drawn line, a smiley."""
CARELESS = re.compile(r"^[a-z]|(?<![\w.'’(-])(?:i|i['’]?m|i['’]ve|im|u)(?![\w.'’)-])")
"""A text that writes itself small: there a sentence may begin with a small letter."""
SMILES = re.compile(SMILEY)
ADDRESS = re.compile(r"[/@]|www|\.[Cc]om\b|\.[Oo]rg\b|\.[Nn]et\b")
SHORTEST_WORD = 3  # "no", "of": shorter ones before a stop are mostly abbreviations
LOOK_BACK = 40
LOOK_AHEAD = 80


def sentence_starts(text: str, breaks: Sequence[int] = ()) -> list[int]:
    """Offsets of the first character of every sentence, ascending; none for a text of white space.

    A sentence is forced at each of `breaks`, at a blank line and at the bullet or number of a list. A single line
    end is taken for mere wrapping.
    """
    marks = (found.end() for pattern in (BLANK_LINE, BULLET, APART) for found in pattern.finditer(text))
    forced = {*breaks, *marks}
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
    if SMILES.match(text, found.end()):
        return False
    if first.islower() and not found["close"] and not found["open"]:
        return _begins_small(text, found, marks)
    if first.islower() or (marks in ("…", "...", "..") and not (first.isupper() or found["open"])):
        return False
    if marks != ".":
        return not (found["close"] and SPEAKER_AFTER.match(text, found.end(), found.end() + LOOK_AHEAD))
    return not first.isalnum() or _full_stop(text, found)


def _begins_small(text: str, found: re.Match[str], marks: str) -> bool:
    """After the stop stands a small letter: where the writer has none for sentences, or the word seldom stands within.

    "The police came. they left" in a message; never after an abbreviation or dots that may only pause.
    """
    last = LAST_WORD.search(text[max(0, found.start() - LOOK_BACK) : found.start()])
    if last is None or (set(marks) <= {".", "…"} and len(marks) > 1):
        return False
    word = last[0].lower()
    if word + "." in abbreviations() or "." in word or len(word) < SHORTEST_WORD or not word[-1].isalnum():
        return False
    if CARELESS.search(_line_around(text, found.start())):
        return True
    following = NEXT_WORD.match(text, found.end())
    is_starter = following is not None and following[0] in starters() | {"http", "https", "www"}
    return is_starter and (marks != "." or len(word) > SHORTEST_WORD)


def _line_around(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


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
