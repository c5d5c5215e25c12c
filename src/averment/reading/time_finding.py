"""Times in a report: every "on Tuesday night", "as of 4 p.m." or "since 1994", as the words tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc

from averment.knowledge.tables import Tables
from averment.knowledge.time_words import ReadsAs, TimeWords, time_words
from averment.model.text import Span, cover
from averment.reading.phrases import text_of
from averment.reading.time_expression import Moment, TimeExpression, TimeRole, Unit
from averment.reading.time_grammar import Piece, alternatives, find_pieces

LONGEST_CUE = 40  # characters before a time in which "no later than" and the like are looked for
ANCHOR_REACH = 80  # characters from "two weeks after" to the date that it counts from
CLAUSE_REACH = 60  # characters from a time to the "will" that makes it a future one

JOINED = frozenset(
    {ReadsAs.DATE, ReadsAs.DATE_RANGE, ReadsAs.CLOCK, ReadsAs.CLOCK_RANGE, ReadsAs.PART, ReadsAs.STRETCH}
    | {ReadsAs.SHIFT, ReadsAs.SHIFT_PART, ReadsAs.SHIFT_MONTH, ReadsAs.THEN}
)
ROLES = {
    ReadsAs.PAST: TimeRole.PAST,
    ReadsAs.COMING: TimeRole.COMING,
    ReadsAs.AGO: TimeRole.AGO,
    ReadsAs.LATER: TimeRole.LATER,
    ReadsAs.EARLIER: TimeRole.EARLIER,
    ReadsAs.AFTER_ANCHOR: TimeRole.LATER,
    ReadsAs.BEFORE_ANCHOR: TimeRole.EARLIER,
    ReadsAs.SPELL: TimeRole.SPELL,
    ReadsAs.BEFORE_THEN: TimeRole.BEFORE,
    ReadsAs.SINCE_THEN: TimeRole.SINCE,
    ReadsAs.UNTIL_THEN: TimeRole.BY,
    ReadsAs.NOW: TimeRole.AS_OF,
}


def find_time_expressions(doc: Doc, tables: Tables) -> tuple[TimeExpression, ...]:
    """Every time that the text names, in order, as told; `resolve_times` counts them out from the report's date.

    Works on the words alone, so a wrong parse does no harm. A date and its clock are one expression.
    """
    return read_time_expressions(text_of(doc), tables)


def read_time_expressions(text: str, tables: Tables) -> tuple[TimeExpression, ...]:
    """The same for a text that has not been parsed."""
    cues = _cues(tables)
    drafts = _joined_drafts(text, find_pieces(text, tables), cues)
    drafts = _with_anchors(text, _ranges(text, drafts, cues))
    return tuple(_placed(text, _with_cue(text, draft.expression, cues), cues) for draft in drafts)


@lru_cache(maxsize=4096)
def role_of(words: str, tables: Tables) -> TimeRole:
    """How the words of a time stand to it: "as of 4 p.m." is AS_OF; AT where they tell nothing else."""
    found = read_time_expressions(words, tables)
    return found[0].role if found else TimeRole.AT


@dataclass(frozen=True, slots=True)
class _Draft:
    """A time that may still take in the piece after it."""

    expression: TimeExpression
    reads_as: ReadsAs


@dataclass(frozen=True, slots=True)
class _Cues:
    words: TimeWords
    glue: re.Pattern[str]
    join: re.Pattern[str]
    cue: re.Pattern[str]
    future: re.Pattern[str]


@lru_cache(maxsize=8)
def _cues(tables: Tables) -> _Cues:
    words = time_words(tables)
    glue = alternatives(words.of_kind("glue"))
    return _Cues(
        words,
        re.compile(rf"(?i)[\s,(]*(?:(?:{glue})[\s,]+)*"),
        re.compile(rf"(?i)\s*,?\s*({alternatives(words.of_kind('join'))})\s*(?:(?:{glue})\s+)*"),
        re.compile(rf"(?i)(?<!\w)(?<!the )({alternatives(words.of_kind('cue'))}):?\s+(?:(?:{glue})\s+)*$"),
        re.compile(rf"(?i)(?<!\w)(?:{alternatives(words.of_kind('future'))})(?!\w)"),
    )


def _joined_drafts(text: str, pieces: tuple[Piece, ...], cues: _Cues) -> list[_Draft]:
    """The pieces, with those that tell one time joined: "September 19" and "1 pm", "Tuesday" and "night"."""
    drafts: list[_Draft] = []
    for piece in pieces:
        joined = _join(text, drafts[-1], piece, cues) if drafts else None
        if joined is not None:
            drafts[-1] = joined
        else:
            drafts.append(_draft(piece))
    return [draft for draft in drafts if draft.reads_as is not ReadsAs.STRETCH]


def _draft(piece: Piece) -> _Draft:
    role = ROLES.get(piece.reads_as, TimeRole.AT)
    first = Moment(unit=Unit.DAY, shift=0, side="now") if piece.reads_as is ReadsAs.NOW else piece.first
    if first.side == "soon":
        role = TimeRole.SOON
    if piece.reads_as in (ReadsAs.LATER, ReadsAs.EARLIER):
        first = Moment(from_previous=True)
    return _Draft(TimeExpression(piece.span, role, first, piece.last, piece.length, piece.zone), piece.reads_as)


def _join(text: str, draft: _Draft, piece: Piece, cues: _Cues) -> _Draft | None:
    """Both as one time; None where they tell two."""
    earlier = draft.expression
    between = text[earlier.span.end : piece.span.start]
    if draft.reads_as not in JOINED or piece.reads_as not in JOINED or piece.first.from_previous:
        return None
    if "\n\n" in between or not cues.glue.fullmatch(between) or (earlier.last and piece.last):
        return None
    first = _both(earlier.first, piece.first, cues.words)
    if first is None:
        return None
    last = earlier.last or piece.last
    if last is not None:
        last = _both(last, piece.first if earlier.last else earlier.first, cues.words)
    if earlier.first.part and piece.last and last:  # "the night of 3 to 4 May" ends with that night
        last = replace(piece.last, part=None)
    reads_as = piece.reads_as if draft.reads_as is ReadsAs.STRETCH else draft.reads_as
    span = cover((earlier.span, piece.span))
    return _Draft(replace(earlier, span=span, first=first, last=last, zone=earlier.zone or piece.zone), reads_as)


def _both(one: Moment, other: Moment, words: TimeWords) -> Moment | None:
    """One moment that tells both; None where they tell the same thing twice or make no one time."""
    if one.stretch and other.part and one.part is None:
        name = f"{one.stretch} {other.part}"
        return replace(one, stretch=None).with_all_of(replace(other, part=name if name in words.parts else other.part))
    if one.told & other.told:
        return None
    both = one.with_all_of(other)
    lone_weekday = both.weekday is not None and both.day is None and (both.month or both.year or both.unit is Unit.DAY)
    clock_alone = both.hour is not None and both.day is None and (both.month or both.year or both.season)
    unit_with_date = both.unit in (Unit.WEEK, Unit.WEEKEND, Unit.MONTH) and (both.month or both.year)
    year_of_shift = both.unit is not None and both.year is not None
    return None if lone_weekday or clock_alone or unit_with_date or year_of_shift else both


def _ranges(text: str, drafts: list[_Draft], cues: _Cues) -> list[_Draft]:
    """ "from Monday night to Tuesday morning" as one time with two ends."""
    ranged: list[_Draft] = []
    for draft in drafts:
        joined = _range(text, ranged[-1], draft, cues) if ranged else None
        if joined is not None:
            ranged[-1] = joined
        else:
            ranged.append(draft)
    return ranged


def _range(text: str, draft: _Draft, later: _Draft, cues: _Cues) -> _Draft | None:
    one, other = draft.expression, later.expression
    between = text[one.span.end : other.span.start]
    joint = cues.join.fullmatch(between)
    simple = {draft.reads_as, later.reads_as} <= JOINED and not (one.last or other.last)
    if not simple or joint is None or "\n\n" in between or other.first.from_previous:
        return None
    cue = cues.cue.search(text[max(0, one.span.start - LONGEST_CUE) : one.span.start])
    led = cue is not None and cues.words.of_kind("cue")[_plain(cue[1])] in ("between", "since")
    same_kind = bool(one.first.told & other.first.told)
    if not same_kind or not (led or _plain(joint[1]) not in cues.words.of_kind("join_when_led")):
        return None
    first, last = _share(one.first, other.first)
    return _Draft(
        replace(one, span=cover((one.span, other.span)), first=first, last=last, zone=one.zone or other.zone),
        ReadsAs.DATE_RANGE,
    )


def _share(first: Moment, last: Moment) -> tuple[Moment, Moment]:
    """What only one end tells holds for both: the year of "10 May to 12 June 2023"."""
    if first.year is None and last.year is not None and first.month is not None:
        first = replace(first, year=last.year)
    if last.year is None and first.year is not None and last.month is not None:
        last = replace(last, year=first.year)
    days = ("day", "month", "year", "weekday", "unit", "shift", "which")
    if first.hour is not None and last.hour is not None:
        told = {name for name in days if getattr(first, name) is not None}
        told_last = {name for name in days if getattr(last, name) is not None}
        if told and not told_last:
            last = replace(last, **{name: getattr(first, name) for name in told})
        elif told_last and not told:
            first = replace(first, **{name: getattr(last, name) for name in told_last})
    return first, last


def _with_anchors(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """ "two weeks after" together with the date that it counts from, if one follows in the same clause."""
    anchored: list[_Draft] = []
    for draft in drafts:
        waiting = anchored[-1] if anchored else None
        if waiting is not None and _counts_from(text, waiting, draft):
            span = cover((waiting.expression.span, draft.expression.span))
            expression = replace(waiting.expression, span=span, first=draft.expression.first)
            anchored[-1] = _Draft(expression, ReadsAs.DATE_RANGE)
        else:
            anchored.append(draft)
    return anchored


def _counts_from(text: str, waiting: _Draft, draft: _Draft) -> bool:
    between = text[waiting.expression.span.end : draft.expression.span.start]
    is_waiting = waiting.reads_as in (ReadsAs.AFTER_ANCHOR, ReadsAs.BEFORE_ANCHOR)
    is_date = draft.reads_as is ReadsAs.DATE and draft.expression.last is None
    return is_waiting and is_date and len(between) <= ANCHOR_REACH and not re.search(r"[,.;:!?“”\"]|\n\n", between)


def _with_cue(text: str, expression: TimeExpression, cues: _Cues) -> TimeExpression:
    """The time with the "since", "by" or "as of" before it, which then belongs to its words."""
    if expression.role is not TimeRole.AT:
        return expression
    begin = max(0, expression.span.start - LONGEST_CUE)
    cue = cues.cue.search(text[begin : expression.span.start])
    if cue is None or "\n\n" in cue[0]:
        return expression
    role = cues.words.of_kind("cue")[_plain(cue[1])]
    span = Span(begin + cue.start(), expression.span.end)
    if role == "between" or (expression.last is not None and role == TimeRole.SINCE):
        return replace(expression, span=span) if expression.last is not None else expression
    is_possessive = re.match(r"['’]s\b", text[expression.span.end :]) is not None
    is_link = _plain(cue[1]) in cues.words.of_kind("glue")
    if is_possessive and (role == TimeRole.BY or is_link):  # "hit by Tuesday's floods", "the toll from Tuesday's raid"
        return expression
    return replace(expression, span=span, role=TimeRole(role))


def _placed(text: str, expression: TimeExpression, cues: _Cues) -> TimeExpression:
    """The time with its paragraph, and whether its clause speaks of what is to come."""
    start, end = expression.span.start, expression.span.end
    before = re.split(r"[.;!?“”\"\n]", text[max(0, start - CLAUSE_REACH) : start])[-1]
    after = re.split(r"[.,;!?“”\"\n]", text[end : end + CLAUSE_REACH])[0]
    possessive = after.startswith(("'s", "’s"))
    is_future = bool(cues.future.search(before.rsplit(", ", 1)[-1]) or (not possessive and cues.future.search(after)))
    return replace(expression, paragraph=text.rfind("\n\n", 0, start) + 1, is_future=is_future)


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words.lower())
