"""Finds, for every stretch in quotation marks, the act of saying that it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from averment.model.claim import Stance
from averment.model.report import Report
from averment.model.text import Span
from averment.reading.quote_marks import Quoted
from averment.reading.saying import Saying

AFTER_REACH = (
    90  # characters between a closing mark and the words of saying: ", the ministry's chief spokesman Ann Bell"
)
FULL_STOP = re.compile(r"[.!?…][”\"’'»)]*(?:\s|$)")
_NAME_WORD = r"(?=[^\W\d_a-z])[\w'’-]*\.?"
_SIGNED = rf"[^.!?\n]{{2,80}}?|{_NAME_WORD}(?: {_NAME_WORD})*?(?:, [^.!?\n]{{2,60}})?"
SIGNATURE = re.compile(rf"\s*[―—–-]{{1,2}}\s*(?=[^\W\d_])(?P<name>{_SIGNED})\.?\s*$")
FEW_WORDS = 3  # a term in marks, which need not be anybody's words
_ENDS_SENTENCE = re.compile(r"[.!?…]$")
_LEADS_IN = re.compile(r"(?:[:,–—-]|\b(?:that|as|is|was|reads?|says?|said|it|of))\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quotation and the saying it belongs to; `before` is the quotation whose speaker goes on speaking."""

    quoted: Quoted
    saying: Saying | None
    before: int | None = None
    inside: bool = False  # a part of a clause that is reported: "said the raid was “a crime”"
    signed: Span | None = None  # the name behind a dash that closes the paragraph: "“We stay.” — Ann Bell"
    subject_of: Span | None = None  # a sentence without a word of saying, whose subject speaks


def link_quotations(report: Report, quoted: tuple[Quoted, ...], sayings: tuple[Saying, ...]) -> tuple[Spoken, ...]:
    """For each quotation its saying, looked for after it, before it, around it, then in what was said before."""
    linker = _Linker(report, quoted, sayings)
    for number in range(len(quoted)):
        linker.link(number)
    return tuple(linker.joined())


class _Linker:
    """Remembers who spoke last while it goes through the quotations in order."""

    def __init__(self, report: Report, quoted: tuple[Quoted, ...], sayings: tuple[Saying, ...]) -> None:
        self.text = report.text
        self.blocks = [block.span for block in report.blocks if block.is_read]
        self.starts = [block.start for block in self.blocks]
        self.quoted = quoted
        self.parents = _parents(quoted)
        self.by_parent: dict[int, list[Saying]] = {}
        for saying, parent in zip(sayings, _holders(quoted, sayings), strict=True):
            self.by_parent.setdefault(parent, []).append(saying)
        self.cues = {parent: [saying.cue.start for saying in own] for parent, own in self.by_parent.items()}
        self.holding = _holding(quoted, sayings)
        self.spoken: list[Spoken] = []
        self.told: set[int] = set()  # quotations with words of saying right beside them

    def link(self, number: int) -> None:
        one = self.quoted[number]
        parent = self.parents[number]
        inside = self.holding[number]
        signed = self._signature(one)
        if signed is not None:
            self.told.add(number)
            self.spoken.append(Spoken(one, None, signed=signed))
            return
        saying = self._after(one, parent) or self._before(one, parent)
        if saying is not None:
            self.told.add(number)
            partial = inside is not None and inside is saying and not self._opens_sentence(one)
            before = self._last_in(number, 0, parent) if saying.source is None else None
            self.spoken.append(Spoken(one, saying, before, inside=partial))
        elif inside is not None:
            self.spoken.append(Spoken(one, inside, inside=True))
        elif self._is_term(one):
            self.spoken.append(Spoken(one, None, inside=True))
        else:
            self.spoken.append(self._from_what_went_before(one, number, parent))

    def joined(self) -> list[Spoken]:
        """A quotation over several paragraphs has one speaker, who may be named only at its end."""
        for number in range(len(self.spoken) - 2, -1, -1):
            after = self.spoken[number + 1]
            if after.quoted.follows and number not in self.told and number + 1 in self.told:
                self.spoken[number] = Spoken(self.quoted[number], after.saying, signed=after.signed)
                self.told.add(number)
        return self.spoken

    def _block(self, place: int) -> Span:
        return self.blocks[max(bisect_right(self.starts, place) - 1, 0)]

    def _own(self, parent: int, start: int, end: int) -> list[Saying]:
        """Sayings whose cue stands between these offsets and in the same quotation or none."""
        cues = self.cues.get(parent, [])
        return self.by_parent.get(parent, [])[bisect_left(cues, start) : bisect_right(cues, end)]

    def _signature(self, one: Quoted) -> Span | None:
        block = self._block(one.outer.start)
        if one.outer.end >= block.end or not self._opens_sentence(one):
            return None
        found = SIGNATURE.match(self.text[one.outer.end : block.end])
        if found is None or not found["name"][0].isupper():
            return None
        return Span(one.outer.end + found.start("name"), one.outer.end + found.end("name"))

    def _after(self, one: Quoted, parent: int) -> Saying | None:
        """ "...," said X. / "..." X wrote."""
        block = self._block(one.outer.start)
        stop = min(block.end, one.outer.end + AFTER_REACH * 2)
        limit = self._next_opening(one, stop)
        last = one.span.of(self.text)[-1]
        comma = last in ",?!—–-…" or self.text[one.outer.end : one.outer.end + 1] in (",", "–", "—")
        for saying in self._own(parent, one.outer.end, limit):
            gap = self.text[one.outer.end : saying.clause.start]
            if saying.clause.start < one.outer.end or len(gap) > AFTER_REACH or FULL_STOP.search(gap):
                return None
            if not saying.quotes or saying.is_aside:
                continue
            if comma or one.span.of(self.text)[-1] not in ".":
                return saying if self._stands_for(one, saying, gap, comma) else None
            return saying if self._is_fragment(one, saying) else None
        return None

    def _stands_for(self, one: Quoted, saying: Saying, gap: str, comma: bool) -> bool:
        """A partial quotation goes with the clause that holds it; a whole one with the words right after it."""
        if comma:
            return True
        ends = one.span.of(self.text)[-1] in "?!"
        return ends or (not gap.strip() and self._opens_sentence(one))

    def _is_fragment(self, one: Quoted, saying: Saying) -> bool:
        """ "... gunfire." He said. - a sentence that says nothing itself."""
        if any(content.start >= one.outer.end for content in saying.contents):
            return False
        rest = self.text[saying.clause.end : self._block(one.outer.start).end]
        between = self.text[one.outer.end : saying.clause.start]
        stop = re.match(r"[^.!?:,“\"]{0,40}", rest)
        return not between.strip() and stop is not None and rest[stop.end() : stop.end() + 1] in (".", "")

    def _before(self, one: Quoted, parent: int) -> Saying | None:
        """X said, "..." / X called for calm: "..." """
        block = self._block(one.outer.start)
        lead = self.text[block.start : one.outer.start]
        if not _LEADS_IN.search(lead[-12:]) and not self._right_after_cue(one, parent):
            return None
        for saying in reversed(self._own(parent, block.start, one.outer.start)):
            between = self.text[max(saying.clause.end, saying.cue.end) : one.outer.start]
            if FULL_STOP.search(between):
                return None
            if self._marks_between(saying.clause.end, one.outer.start) and not lead.rstrip().endswith((",", ":")):
                return None
            if saying.quotes or lead.rstrip().endswith(":"):
                return saying
        return None

    def _right_after_cue(self, one: Quoted, parent: int) -> bool:
        own = self._own(parent, max(one.outer.start - AFTER_REACH, 0), one.outer.start)
        return bool(own) and own[-1].quotes and not self.text[own[-1].clause.end : one.outer.start].strip()

    def _marks_between(self, start: int, end: int) -> bool:
        return any(other.depth == 0 and start <= other.outer.start < end for other in self.quoted) and start < end

    def _next_opening(self, one: Quoted, stop: int) -> int:
        later = (other.outer.start for other in self.quoted if other.outer.start >= one.outer.end)
        return min(next(later, stop), stop)

    def _opens_sentence(self, one: Quoted) -> bool:
        block = self._block(one.outer.start)
        lead = self.text[block.start : one.outer.start].rstrip()
        return not lead or lead[-1] in '.!?:”"»’—–'

    def _is_term(self, one: Quoted) -> bool:
        words = one.span.of(self.text).split()
        return len(words) <= FEW_WORDS and not self._opens_sentence(one)

    def _from_what_went_before(self, one: Quoted, number: int, parent: int) -> Spoken:
        """The speaker of the sentence before, of the quotation before, or of the paragraph before."""
        block = self._block(one.outer.start)
        earlier = self._last_in(number, block.start, parent)
        own = self._own(parent, block.start, one.outer.start)
        if earlier is not None and (not own or self._goes_on(earlier, own[-1])):
            return Spoken(one, None, before=earlier)
        if own:
            return Spoken(one, own[-1])
        lead = Span(block.start, one.outer.start) if self.text[block.start : one.outer.start].strip() else None
        if lead is not None:
            return Spoken(one, None, subject_of=lead)
        return self._from_paragraph_before(one, number, block)

    def _goes_on(self, earlier: int, last: Saying) -> bool:
        """Whether the last saying stands before that quotation, or in the sentence that names its speaker behind it."""
        end, told = self.quoted[earlier].outer.end, self.spoken[earlier].saying
        if last.cue.start <= end:
            return True
        return told is not None and told.cue.start >= end and told.sentence == last.sentence

    def _last_in(self, number: int, start: int, parent: int) -> int | None:
        for other in range(number - 1, -1, -1):
            if self.quoted[other].outer.start < start:
                return None
            if self.parents[other] == parent and not (self.spoken[other].inside and self.spoken[other].saying is None):
                return other
        return None

    def _from_paragraph_before(self, one: Quoted, number: int, block: Span) -> Spoken:
        place = self.starts.index(block.start)
        if place == 0:
            return Spoken(one, None)
        previous = self.blocks[place - 1]
        earlier = self._last_in(number, previous.start, -1)
        own = self._own(-1, previous.start, previous.end)
        if one.follows and earlier is not None:
            return Spoken(one, None, before=earlier)
        own = [saying for saying in own if saying.source is not None and saying.stance is not Stance.DECLINES]
        if own and (earlier is None or own[-1].cue.start > self.quoted[earlier].outer.end):
            return Spoken(one, own[-1])
        if earlier is not None:
            return Spoken(one, None, before=earlier)
        return Spoken(one, None, subject_of=previous)


def _parents(quoted: tuple[Quoted, ...]) -> list[int]:
    """For each quotation the one it stands in; -1 for none."""
    around: list[int] = []
    parents = []
    for number, one in enumerate(quoted):
        while around and not quoted[around[-1]].outer.holds(one.outer):
            around.pop()
        parents.append(around[-1] if around else -1)
        around.append(number)
    return parents


def _holders(quoted: tuple[Quoted, ...], sayings: tuple[Saying, ...]) -> list[int]:
    """For each saying the innermost quotation its cue stands in; -1 for none."""
    holders, around, next_one = [], [], 0
    for saying in sayings:
        while next_one < len(quoted) and quoted[next_one].outer.start <= saying.cue.start:
            around.append(next_one)
            next_one += 1
        while around and quoted[around[-1]].outer.end <= saying.cue.start:
            around.pop()
        around = [number for number in around if quoted[number].outer.end > saying.cue.start]
        holders.append(around[-1] if around else -1)
    return holders


def _holding(quoted: tuple[Quoted, ...], sayings: tuple[Saying, ...]) -> list[Saying | None]:
    """For each quotation the saying with the shortest content that holds it as a part."""
    contents = sorted(
        ((content, saying) for saying in sayings for content in saying.contents), key=lambda pair: pair[0].start
    )
    held: list[Saying | None] = []
    open_contents: list[tuple[Span, Saying]] = []
    next_one = 0
    for one in quoted:
        while next_one < len(contents) and contents[next_one][0].start <= one.outer.start:
            open_contents.append(contents[next_one])
            next_one += 1
        open_contents = [pair for pair in open_contents if pair[0].end > one.outer.start]
        fitting = [pair for pair in open_contents if pair[0].end >= one.span.end and not one.outer.holds(pair[1].cue)]
        held.append(min(fitting, key=lambda pair: pair[0].length)[1] if fitting else None)
    return held
