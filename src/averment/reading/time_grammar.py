"""The patterns of time found in the words: each piece ("Tuesday", "at around 1 pm") with what it tells."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from averment.knowledge.tables import Tables
from averment.knowledge.time_words import ReadsAs, TimePattern, TimeWords, time_words
from averment.model.text import Span
from averment.reading.time_expression import Length, Moment, Unit

NAMES = frozenset({"weekday", "weekday_short", "month"})  # only with a capital: "may" and "march" are verbs too
CENTURY_TURN = 50  # "90" is 1990 and "12" is 2012: reports written since 1950

DIGIT_SLOTS = {
    "year": r"(?:1[89]|20)\d\d(?![\d%]|[,.]\d)",
    "yy": r"'?\d\d(?=\s*(?:\(|--|[—–\])\n.,;]|- |$))",
    "yy_end": r"\d\d(?!\d|[-–/]\d)",
    "decade": r"(?:1[89]|20)\d0",
    "month_number": r"0?[1-9]|1[0-2]",
    "day_number": r"0?[1-9]|[12]\d|3[01]",
    "day_over_twelve": r"1[3-9]|2\d|3[01]",
    "hour": r"[01]?\d|2[0-4]",
    "hour_two": r"[01]\d|2[0-3]",
    "hour_twelve": r"0?[1-9]|1[0-2]",
    "minute": r"[0-5]\d",
}
SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a time: where it stands, how it reads and what it tells."""

    span: Span
    reads_as: ReadsAs
    first: Moment
    last: Moment | None = None
    length: Length | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns, and all of them in one: it finds where one begins, which is far faster than trying each."""

    words: TimeWords
    any_pattern: re.Pattern[str]
    patterns: tuple[tuple[re.Pattern[str], TimePattern], ...]
    leads: Mapping[str, re.Pattern[str]]
    named_after: re.Pattern[str]  # "the 10 March Brigade" is no day


def find_pieces(text: str, tables: Tables) -> tuple[Piece, ...]:
    """Every piece of a time in the text, in order; of two that overlap the one that begins first, then the longer."""
    grammar = time_grammar(tables)
    pieces: list[Piece] = []
    position = 0
    while begins := grammar.any_pattern.search(text, position):
        piece = _longest_at(text, begins.start(), pieces[-1].span.end if pieces else 0, grammar)
        position = begins.start() + 1
        if piece is not None:
            pieces.append(piece)
            position = piece.span.end
    return tuple(pieces)


def _longest_at(text: str, start: int, previous_end: int, grammar: Grammar) -> Piece | None:
    """The piece that the longest pattern reads here; of two as long the one that stands first in the table."""
    matches = [(regex.match(text, start), pattern) for regex, pattern in grammar.patterns]
    found = [(match, pattern) for match, pattern in matches if match and match.end() > start]
    for match, pattern in sorted(found, key=lambda one: -one[0].end()):
        if pattern.reads_as is ReadsAs.DATE and grammar.named_after.match(text, match.end()):
            return None
        if _may_stand(text, start, previous_end, pattern, grammar):
            return _read(match, pattern, grammar.words)
    return None


@lru_cache(maxsize=8)
def time_grammar(tables: Tables) -> Grammar:
    """The patterns of these tables, ready to search with."""
    words = time_words(tables)
    kinds = {pattern.needs for pattern in words.patterns if pattern.needs not in ("", "calendar")}
    expressions = [_expression(pattern.pattern, words) for pattern in words.patterns]
    unnamed = (re.sub(r"\(\?P<\w+>", "(?:", expression) for expression in expressions)
    return Grammar(
        words,
        _compile("|".join(unnamed)),
        tuple((_compile(expression), pattern) for expression, pattern in zip(expressions, words.patterns, strict=True)),
        {kind: _lead(words.of_kind(kind), words.of_kind("glue")) for kind in kinds},
        re.compile(rf"\s{_capitalised(words.of_kind('named_after'))}\b"),
    )


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of these words, the longest that fits, any white space between.

    Words that begin alike share their beginning, which makes the search several times faster than a plain list.
    """
    branches = _branches(words)
    return f"(?:{'|'.join(branches)})" if branches else ""


def _branches(words: Iterable[str]) -> list[str]:
    """One branch for each first letter; letters that only one word goes on with need no group of their own."""
    held = {word for word in words if word}
    branches = []
    for letter in sorted({word[0] for word in held}):
        endings = {word[1:] for word in held if word[0] == letter}
        rest = _branches(endings)
        if len(rest) > 1 or (rest and "" in endings):
            rest = [f"(?:{'|'.join(rest)})" + ("?" if "" in endings else "")]
        branches.append((r"\s+" if letter == " " else re.escape(letter)) + "".join(rest))
    return branches


def _may_stand(text: str, start: int, previous_end: int, pattern: TimePattern, grammar: Grammar) -> bool:
    """A bare month or "morning" needs a word before it, or another piece of time right before it."""
    if pattern.needs in ("", "calendar"):
        return True
    follows = (
        bool(previous_end) and not text[previous_end:start].strip(" \n,") and "\n\n" not in text[previous_end:start]
    )
    if follows and pattern.reads_as is ReadsAs.PART:
        return True
    return grammar.leads[pattern.needs].search(text[max(0, start - 40) : start]) is not None


def _lead(leads: Iterable[str], glue: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{alternatives(leads)})[\s-]+(?:(?:{alternatives(glue)})\s+)*$")


def _compile(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?=\w)(?<![$€£#])(?<!\d[.,:-])(?:{expression})")


def _expression(pattern: str, words: TimeWords) -> str:
    """The regular expression of a pattern, with a named group for each slot ("month", "month__2")."""
    seen: Counter[str] = Counter()

    def slot(match: re.Match[str]) -> str:
        name = match[1]
        seen[name] += 1
        return f"(?P<{name if seen[name] == 1 else f'{name}__{seen[name]}'}>{_slot(name, words)})"

    grouped = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern).replace(" ", r"\s+").replace(r"\s+?", r"\s*")
    edge = r"(?!\w)" if re.search(r"[\w}s?)]$", pattern) else ""
    return f"(?:{SLOT.sub(slot, grouped)}){edge}"


def _slot(name: str, words: TimeWords) -> str:
    if name in DIGIT_SLOTS:
        return DIGIT_SLOTS[name]
    match name:
        case "day":
            return rf"(?:0?[1-9]|[12]\d|3[01])(?:{alternatives(words.of_kind('day_suffix'))})?(?![\d%])"
        case "number":
            return rf"\d{{1,3}}|{alternatives(words.of_kind('number'))}"
        case "unit_plural":
            return alternatives(word for word, unit in words.of_kind("unit").items() if word != unit)
        case "hour_number":
            return alternatives(word for word, span in words.of_kind("number").items() if _is_hour(span))
        case "month":
            return rf"(?-i:{_capitalised(words.of_kind('month'))})(?:(?<=\b\w\w\w)\.|(?<=\b\w\w\w\w)\.(?=\s*\d))?"
        case "weekday_short":
            return rf"(?-i:{_capitalised(words.of_kind('weekday_short'))})"
        case "weekday":
            return rf"(?-i:{_capitalised(words.of_kind('weekday'))})"
    return alternatives(words.of_kind(name))


def _capitalised(names: Iterable[str]) -> str:
    held = tuple(names)
    return alternatives([name.capitalize() for name in held] + [name.upper() for name in held])


def _is_hour(span: str) -> bool:
    low, high = span.split("-")
    return low == high and int(low) <= 12


def _read(match: re.Match[str], pattern: TimePattern, words: TimeWords) -> Piece | None:
    """What the pattern tells with these words; None when there is no such time ("31 June")."""
    slots = {name: value for name, value in match.groupdict().items() if value is not None}
    first, last = _ends(slots, pattern, words)
    if not all(moment is None or _exists(moment) for moment in (first, last)):
        return None
    length = _length(slots, pattern, words) if pattern.reads_as in _WITH_LENGTH else None
    return Piece(Span(match.start(), match.end()), pattern.reads_as, first, last, length, slots.get("zone"))


def _ends(slots: Mapping[str, str], pattern: TimePattern, words: TimeWords) -> tuple[Moment, Moment | None]:
    """The moment told, or both ends of a range, with what the row's value adds: "which:-1", "day:-1 night", "later"."""
    first, last = _moment(slots, words, ""), _moment(slots, words, "__2")
    match pattern.reads_as:
        case ReadsAs.DATE | ReadsAs.SHIFT | ReadsAs.SHIFT_PART | ReadsAs.SHIFT_MONTH:
            return _shifted(first, pattern, words), None
        case ReadsAs.THEN:
            return _from_previous(first, pattern), None
        case ReadsAs.BEFORE_THEN | ReadsAs.SINCE_THEN | ReadsAs.UNTIL_THEN:
            return Moment(from_previous=True), None
        case ReadsAs.DATE_RANGE:
            return _years_range(first, slots["yy_end"]) if "yy_end" in slots else _joined_range(first, last)
        case ReadsAs.CLOCK_RANGE:
            return _clock_range(first, last, sum(name.startswith("half") for name in slots))
        case ReadsAs.STRETCH:
            return Moment(stretch=first.stretch), None
        case ReadsAs.CLOCK if pattern.value:
            return replace(first, minute=_MINUTES_PAST[pattern.value]), None
    return (Moment() if pattern.reads_as in _WITH_LENGTH else first), None


def _moment(slots: Mapping[str, str], words: TimeWords, mark: str) -> Moment:
    """The fields that the named groups fill; `mark` is "__2" for the second end of a range."""
    told = {name.removesuffix("__2"): value for name, value in slots.items() if name.endswith("__2") == bool(mark)}
    day = told.get("day") or told.get("day_number") or told.get("day_over_twelve")
    month_number = told.get("month_number")
    month = _value(words, "month", told.get("month", "").rstrip("."))
    weekday = _value(words, "weekday", told.get("weekday")) or _value(words, "weekday_short", told.get("weekday_short"))
    hour, minute = _clock(told, words)
    years = 10 if told.keys() & {"decade", "decade_word"} else 1
    unit = _value(words, "unit", told.get("unit"))
    return Moment(
        year=_year(told, words),
        month=_int(month or month_number),
        day=int(re.sub(r"\D", "", day)) if day else None,
        weekday=_int(weekday),
        season=_int(_value(words, "season", told.get("season"))),
        part=_value(words, "part", told.get("part")),
        hour=hour,
        minute=minute,
        stretch=_value(words, "stretch", told.get("stretch")),
        unit=Unit(unit) if unit else None,
        years=years,
    )


def _value(words: TimeWords, kind: str, word: str | None) -> str | None:
    return words.of_kind(kind).get(re.sub(r"\s+", " ", word.lower())) if word else None


def _int(value: str | None) -> int | None:
    return int(value) if value else None


def _year(told: Mapping[str, str], words: TimeWords) -> int | None:
    if "decade_word" in told:
        return _int(_value(words, "decade_word", told["decade_word"]))
    if "year" in told or "decade" in told:
        return int(told.get("year") or told["decade"])
    if "yy" in told:
        short = int(told["yy"].strip("'"))
        return short + (1900 if short >= CENTURY_TURN else 2000)
    return None


def _clock(told: Mapping[str, str], words: TimeWords) -> tuple[int | None, int | None]:
    noon = _value(words, "noon", told.get("noon"))
    if noon:
        return int(noon), None
    digits = told.get("hour") or told.get("hour_two") or told.get("hour_twelve")
    spelt = told.get("hour_number")
    if not digits and not spelt:
        return None, None
    hour = int(digits) if digits else int((_value(words, "number", spelt) or "0-0").split("-")[0])
    half = _value(words, "half", told.get("half"))
    if half is not None:
        hour = hour % 12 + int(half)
    minute = told.get("minute")
    return hour, int(minute) if minute else None


def _length(slots: Mapping[str, str], pattern: TimePattern, words: TimeWords) -> Length:
    unit_word = slots.get("unit") or slots.get("unit_plural")
    fixed, _, fixed_unit = pattern.value.partition(" ")
    unit = Unit(_value(words, "unit", unit_word) or Unit.DAY) if unit_word else _unit_without_word(pattern, fixed_unit)
    number = slots.get("number", "")
    span = fixed or (f"{number}-{number}" if number.isdigit() else _value(words, "number", number) or "1-1")
    low, high = span.split("-")
    return Length(int(low), int(high), unit)


def _unit_without_word(pattern: TimePattern, fixed: str) -> Unit:
    """ "A fortnight ago" counts weeks, "a 24-hour period" hours, "decades-long" decades."""
    if fixed:
        return Unit(fixed)
    return Unit.HOUR if pattern.reads_as is ReadsAs.PAST else Unit.DECADE


_WITH_LENGTH = frozenset(
    {ReadsAs.PAST, ReadsAs.COMING, ReadsAs.AGO, ReadsAs.LATER, ReadsAs.EARLIER, ReadsAs.SPELL}
    | {ReadsAs.AFTER_ANCHOR, ReadsAs.BEFORE_ANCHOR}
)


def _shifted(first: Moment, pattern: TimePattern, words: TimeWords) -> Moment:
    """The moment with the row's value: which one, how many units back, which part or side."""
    for part in pattern.value.split(" ", 1):
        name, _, number = part.partition(":")
        if name == "which":
            first = replace(first, which=int(number))
        elif name == "on":
            month, day = map(int, number.split("-"))
            first = replace(first, month=month, day=day)
        elif number:
            first = replace(first, unit=Unit(name), shift=int(number))
        elif part.lstrip("-").isdigit():
            first = replace(first, shift=int(part))
        elif part in words.parts:
            first = replace(first, part=part)
        elif part:
            first = replace(first, side=part)
    return first


def _from_previous(told: Moment, pattern: TimePattern) -> Moment:
    """ "later" is a side of the day told before, "1 day" the day after it, "next part" the morning after it."""
    first = replace(told, from_previous=True)
    value, _, of_what = pattern.value.partition(" ")
    if value in _DAY_BESIDE:
        return replace(first, unit=Unit.DAY, shift=_DAY_BESIDE[value])
    if value.lstrip("-").isdigit():
        return replace(first, unit=first.unit if not of_what else Unit(of_what), shift=int(value))
    return replace(first, side=value or None)


_DAY_BESIDE = {"next": 1, "previous": -1}
_MINUTES_PAST = {"half": 30, "quarter": 15}


def _joined_range(first: Moment, last: Moment) -> tuple[Moment, Moment]:
    """Both ends with what only one of them tells: in "10-12 May" both are in May."""
    shared = ("year", "month")
    return (
        replace(first, **{name: getattr(last, name) for name in shared if getattr(first, name) is None}),
        replace(last, **{name: getattr(first, name) for name in shared if getattr(last, name) is None}),
    )


def _years_range(first: Moment, short: str) -> tuple[Moment, Moment]:
    """ "2016-17": the second year has the century of the first."""
    year = first.year or 0
    return first, Moment(year=year - year % 100 + int(short))


def _clock_range(first: Moment, last: Moment, halves: int) -> tuple[Moment, Moment]:
    """Both ends in the half of the day that is told once: in "between 2 and 4 p.m." both are after noon."""
    begin, end = first.hour or 0, last.hour or 0
    if halves == 1:
        end = end % 12 + (12 if begin >= 12 else 0)
        begin = begin - 12 if begin > end else begin
    return replace(first, hour=begin), replace(last, hour=end)


def _exists(moment: Moment) -> bool:
    """Whether there is such a day: not so for 31 June or 29 February 2023."""
    if moment.month is None or moment.day is None:
        return True
    return moment.day <= monthrange(moment.year or 2000, moment.month)[1]
