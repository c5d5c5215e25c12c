"""Reports and claims written as text with marks, for tests of everything that stands on readings.

    build("[At least 12 people were killed](killed people 12.. by the health office), it said.")

Each mark is [the words](what they claim): a figure as `measure group low..high`, an event as `event Armed clash`, or a
`statement`; then, in any order, `by speaker`, `denies` or another stance, `victim Name`. The marks are taken out of the
text; the claims keep the words. A paragraph is a block, the first line a headline where it begins with "# ".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from averment.model.claim import (
    Amount,
    Attribution,
    Bound,
    Claim,
    Event,
    EventType,
    Figure,
    Modality,
    Stance,
    Statement,
    Victim,
    Voice,
    VoiceKind,
    What,
    claim_id,
)
from averment.model.ids import content_id, digest
from averment.model.reading import Layers, Reading
from averment.model.report import Appearance, Block, BlockKind, Report
from averment.model.run import Problem, Run
from averment.model.text import Span
from averment.model.when_where import TimePrecision, When

MARK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
TOLD = re.compile(r"(?P<what>.*?)(?: by (?P<speaker>.*?))?(?: victim (?P<victim>.*))?")
STANCES = tuple(stance.value for stance in Stance)
RUN = Run("code 1", "model 1", "tables 1", "gazetteer 1")
NORVIA_PRESS = Appearance(outlet="Norvia Press")
OTHER_RUN = Run("code 1", "model 2", "tables 1", "gazetteer 1")


@dataclass(frozen=True, slots=True)
class Built:
    """A report with its bytes and the claims marked in it."""

    report: Report
    claims: tuple[Claim, ...]
    content: bytes

    def reading(self, run: Run = RUN, *, problems: tuple[Problem, ...] = ()) -> Reading:
        """All of the claims, as this run would have read them."""
        return Reading(self.report.id, self.report.text_id, run.id, undated(), self.claims, Layers(), problems)


def build(marked: str, appearance: Appearance = NORVIA_PRESS, *, cleaning: str = "1") -> Built:
    """The report with its claims, as it was seen there; another cleaning gives the text another id."""
    text, marks = _unmark(marked.strip())
    content = text.encode()
    sha256 = digest(content)
    blocks = _blocks(text)
    report = Report(
        id=content_id("report", sha256),
        sha256=sha256,
        text=text,
        text_id=content_id("text", sha256, cleaning, digest(content)),
        title=next((block.span.of(text) for block in blocks if block.kind is BlockKind.HEADLINE), None),
        language="en",
        blocks=blocks,
        credits=(),
        appearance=appearance,
    )
    return Built(report, tuple(_claim(report, span, told) for span, told in marks), content)


def undated() -> When:
    return When(None, None, TimePrecision.INTERVAL, "nothing tells the date")


def day(date: str) -> When:
    """The whole of a day, written 2023-05-02."""
    begins = datetime.fromisoformat(date)
    return When(begins, begins.replace(hour=23, minute=59, second=59), TimePrecision.DAY, "told so")


def _unmark(marked: str) -> tuple[str, list[tuple[Span, str]]]:
    text, marks, after = "", [], 0
    for found in MARK.finditer(marked):
        text += marked[after : found.start()]
        marks.append((Span(len(text), len(text) + len(found[1])), found[2]))
        text += found[1]
        after = found.end()
    return text + marked[after:], marks


def _blocks(text: str) -> tuple[Block, ...]:
    blocks = []
    for found in re.finditer(r"(# )?([^\n]+)", text):
        kind = BlockKind.HEADLINE if found[1] else BlockKind.PARAGRAPH
        blocks.append(Block(kind, Span(*found.span(2))))
    return tuple(blocks)


def _claim(report: Report, evidence: Span, told: str) -> Claim:
    parts = TOLD.fullmatch(told)
    assert parts, told
    words = parts["what"].split()
    stance = next((Stance(word) for word in words if word in STANCES), Stance.ASSERTS)
    what = _what([word for word in words if word not in STANCES], report.text, evidence, parts["victim"])
    outlet = Voice("Norvia Press", VoiceKind.OUTLET)
    speaker = (Voice(parts["speaker"], VoiceKind.INSTITUTION),) if parts["speaker"] else ()
    attribution = Attribution((outlet, *speaker), stance, Modality.ACTUAL, evidence)
    block = report.block_at(evidence)
    assert block, told
    identity = claim_id(report.text_id, evidence, attribution, what)
    return Claim(identity, report.id, report.text_id, evidence, block.kind, attribution, what)


def _what(words: list[str], text: str, evidence: Span, victim: str | None) -> What:
    match words:
        case ["event", *event_type]:
            return Event(EventType(" ".join(event_type)))
        case ["statement", *about]:
            return Statement(" ".join(about) or None)
        case [measure, group, numbers]:
            low, high, bound = _range(numbers)
            named = (Victim(victim, _named(text, evidence, victim)),) if victim else ()
            return Figure(measure, group, Amount(low, high, bound, evidence), victims=named)
    raise ValueError(f"a mark says 'measure group low..high', 'event Type' or 'statement', not {' '.join(words)!r}")


def _range(numbers: str) -> tuple[int | None, int | None, Bound]:
    low, dots, high = numbers.partition("..")
    if not dots:
        return int(low), int(low), Bound.EXACTLY
    bound = Bound.BETWEEN if low and high else Bound.AT_LEAST if low else Bound.UP_TO
    return int(low) if low else None, int(high) if high else None, bound


def _named(text: str, evidence: Span, name: str) -> Span:
    start = text.index(name, evidence.start)
    return Span(start, start + len(name))
