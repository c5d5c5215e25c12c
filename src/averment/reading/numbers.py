"""Number words in a text: "at least 12", "dozens", "two to three" -> Amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from averment.knowledge.figures import NumberKind, NumberWords, number_words
from averment.knowledge.tables import Tables
from averment.model.claim import Amount, Bound
from averment.model.text import Span

WORD = re.compile(r"\d+(?:[.,\u00a0\u2009\u202f]\d+)*|[^\W\d_]+|[^\w\s]|_")
GROUPED = re.compile(r"\d{1,3}(?:([.,\u00a0\u2009\u202f])\d{3})(?:\1\d{3})*")
RANGE = re.compile(
    r"\s*(?:-|‑|–|—|\bto\b|\bor\b|-to-|(?:(?:and|or|but|to)\s+)?(?:possibly\s+)?(?:up to|as many as))\s*", re.IGNORECASE
)
ARTICLES = re.compile(
    r"(?:^|(?<=\W))(another|an additional|a further|further|additional|an|a|the|other)\s*$", re.IGNORECASE
)
FURTHER_AFTER = re.compile(r"\s+(others|other|more|additional|further)\b(?!\s+than\b)", re.IGNORECASE)
FURTHER = frozenset({"another", "a further", "further", "an additional", "additional"})
OLDEST = 110  # a number between commas after a name, up to this, is an age
YEARS = range(1800, 2100)
LIST = re.compile(r"\s*(?:,|and|or|,\s*and)\s*", re.IGNORECASE)
BEFORE_WINDOW = 40  # characters looked back for a bound: the longest, twice
AFTER_DAY = re.compile(r"\d(?:st|nd|rd|th)?(?:\s+of)?(?:\s+[A-Z][a-z]+)?\s*,?\s+$")
HOURS, CLOCK = 24, 4  # an hour is no later, or has four digits: "1530"
PAIRED = re.compile(r"\s+\w+\s+and\b")
AGE_ALONE = re.compile(r"\s*(?:-\s*)?\)")
GOES_ON = re.compile(r"\s*,\s*(?:mostly|including|among|mainly|all|some|half|many|most)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """An amount in the text. `number` is the number itself without its bound; `further` says "another", "others".

    `of_persons` marks "nobody" and "no one", which count people by themselves; `is_both` a "both" that points back.
    """

    amount: Amount
    number: Span
    further: bool = False
    is_both: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    low: int | None
    high: int | None
    span: Span
    kind: NumberKind = NumberKind.UNIT
    in_words: bool = False


_Told = tuple[_Number, Bound | None]


def find_amounts(text: str, tables: Tables) -> tuple[FoundAmount, ...]:
    """Every amount of the text in order. Ages, dates, units, money, ordinals and codes are left out (codebook, 2)."""
    words = number_words(tables)
    numbers = _joined_ranges(text, list(_numbers(text, words)), words)
    found = [_bounded(text, number, bound, words) for number, bound in _counts(text, numbers, words)]
    return tuple(one for one in found if not any(_is_part(one, other) for other in found))


def _counts(text: str, numbers: list[_Told], words: NumberWords) -> Iterator[_Told]:
    """Numbers that count; one that goes on a list of ages or articles ("aged 4, 6 and 9") does not either."""
    listed_from = None
    for number, bound in numbers:
        goes_on = listed_from is not None and LIST.fullmatch(text, listed_from.end, number.span.start) is not None
        if goes_on or _opener(text, number, words) in ("age", "article"):
            listed_from = number.span
        elif _is_count(text, number, words):
            yield number, bound


def _opener(text: str, number: _Number, words: NumberWords) -> str | None:
    """What the word before the number makes of it, where it makes something else than a count of it."""
    start = number.span.start
    opener = words.before.search(text[max(0, start - BEFORE_WINDOW) : start])
    return words.not_before[_plain(opener.group(1))] if opener else None


def _is_part(one: FoundAmount, other: FoundAmount) -> bool:
    """The "many" of "as many as 20" and the "no" of "no fewer than 12" are not numbers of their own."""
    return one is not other and other.amount.words.holds(one.number) and not one.number.overlaps(other.number)


def _numbers(text: str, words: NumberWords) -> Iterator[_Number]:
    """Bare numbers, figures and words, before ranges and bounds are looked at."""
    phrases = {match.start(): match for match in words.vague.finditer(text)}
    tokens = list(WORD.finditer(text))
    i = 0
    while i < len(tokens):
        phrase = phrases.get(tokens[i].start())
        number = words.by_words[" ".join(phrase.group().lower().split())] if phrase else None
        if phrase and number and number.kind is not NumberKind.SCALE:
            yield _Number(number.low, number.high, Span(*phrase.span()), number.kind, True)
            while i < len(tokens) and tokens[i].start() < phrase.end():
                i += 1
            continue
        i, found = _cardinal(text, tokens, i, words)
        if found:
            yield found


def _cardinal(text: str, tokens: list[re.Match[str]], i: int, words: NumberWords) -> tuple[int, _Number | None]:
    """The number that starts at token i, in figures or words, and the first token after it."""
    first, total, part, seen = i, 0.0, 0.0, False
    while i < len(tokens):
        token = tokens[i].group()
        value = _figures(token)
        word = words.by_words.get(token.lower())
        if value is not None and not seen:
            part, seen = value, True
        elif (
            word
            and word.kind in (NumberKind.UNIT, NumberKind.TEN)
            and _adds(part, word.low or 0, seen, text, tokens, i)
        ):
            part, seen = part + (word.low or 0), True
        elif word and word.kind is NumberKind.SCALE and seen:
            part *= word.low or 1
            if word.low != 100:
                total, part = total + part, 0.0
        elif not (seen and token.lower() in ("-", "and") and _goes_on(tokens, i, words, part + total)):
            break
        i += 1
    if not seen:
        return first + 1, None
    amount = total + part
    span = Span(tokens[first].start(), tokens[i - 1].end())
    whole = int(amount) if amount == int(amount) else None
    return i, _Number(whole, whole, span, in_words=not span.of(text)[0].isdigit()) if whole is not None else None


def _figures(token: str) -> float | None:
    """The value of a number in figures: "1,200" and "30.000" are thousands, "1.2" is not a whole number by itself."""
    if not token[0].isdigit() or not token[0].isascii():
        return None
    if GROUPED.fullmatch(token):
        return float(re.sub(r"\D", "", token))
    try:
        return float(token)
    except ValueError:
        return None


def _adds(part: float, value: int, seen: bool, text: str, tokens: list[re.Match[str]], i: int) -> bool:
    """Whether a number word goes on with the number before it: "twenty five", "hundred twelve", not "two three"."""
    if not seen:
        return True
    before = text[tokens[i - 1].start() : tokens[i].end()]
    if before[0].isdigit():
        return False
    return (part % 100 == 0 and part > 0) or (part % 10 == 0 and part % 100 >= 20 and value < 10) or part == 0


def _goes_on(tokens: list[re.Match[str]], i: int, words: NumberWords, so_far: float) -> bool:
    """Whether "and" or a hyphen stands inside a number: "twenty-five", "one hundred and five"."""
    if i + 1 >= len(tokens):
        return False
    following = words.by_words.get(tokens[i + 1].group().lower())
    if tokens[i].group() == "-":
        close = tokens[i].end() == tokens[i + 1].start()
        return (
            close
            and following is not None
            and following.kind in (NumberKind.UNIT, NumberKind.SCALE)
            and (following.kind is NumberKind.SCALE or so_far % 10 == 0)
        )
    small = following is not None and following.kind in (NumberKind.UNIT, NumberKind.TEN)
    return small and so_far >= 100 and so_far % 100 == 0 and tokens[i - 1].group()[0].isalpha()


def _joined_ranges(text: str, numbers: list[_Number], words: NumberWords) -> list[_Told]:
    """Two numbers that make one range ("10-12", "between 7 and 13") become one; "from 32 to 45" keeps the second."""
    found: list[_Told] = []
    i = 0
    while i < len(numbers):
        first = numbers[i]
        second = numbers[i + 1] if i + 1 < len(numbers) else None
        joined = _range(text, first, second, words) if second else None
        if second and joined:
            found.append((joined, Bound.BETWEEN))
            i += 2
        elif second and _is_score(text, first, second):
            i += 2
        elif second and _is_earlier(text, first, second):
            i += 1
        else:
            found.append((first, None))
            i += 1
    return found


def _range(text: str, first: _Number, second: _Number, words: NumberWords) -> _Number | None:
    if (
        first.kind is not NumberKind.UNIT
        or second.kind is not NumberKind.UNIT
        or first.low is None
        or second.low is None
    ):
        return None
    between = text[first.span.end : second.span.start]
    opener = words.bound_before.search(text[max(0, first.span.start - BEFORE_WINDOW) : first.span.start])
    after_between = opener is not None and words.bounds_before[_plain(opener.group(1))] is Bound.BETWEEN
    if first.low >= second.low or _is_earlier(text, first, second):
        return None
    joins = (after_between and between.strip().lower() == "and") or (between and RANGE.fullmatch(between))
    if not joins:
        return None
    return _Number(first.low, second.low, Span(first.span.start, second.span.end), in_words=first.in_words)


def _is_score(text: str, first: _Number, second: _Number) -> bool:
    """ "3-1" tells no range: a match, a vote, a clock."""
    between = text[first.span.end : second.span.start]
    return between in ("-", "–", ":", "/") and not first.in_words


def _is_earlier(text: str, first: _Number, second: _Number) -> bool:
    """The first number of "rose from 32 to 45" was told before: the figure is the second."""
    preceded = text[max(0, first.span.start - 5) : first.span.start].lower() == "from "
    return (
        preceded
        and re.match(r"(?:\s+\w+){0,2}?\s+to\s+(?:\w+\s+){0,2}$", text[first.span.end : second.span.start]) is not None
    )


def _is_count(text: str, number: _Number, words: NumberWords) -> bool:
    start, end = number.span.start, number.span.end
    before, after = text[max(0, start - BEFORE_WINDOW) : start], text[end : end + BEFORE_WINDOW]
    if number.kind in (NumberKind.VAGUE, NumberKind.NONE, NumberKind.BOTH):
        if number.kind is NumberKind.BOTH and PAIRED.match(after):
            return False  # "both alive and dead"
        unit = words.after.match(re.sub(r"^\s+of\b", "", after))
        asked = re.search(r"\b(?:how|so|too|as|very)\s+$", before, re.IGNORECASE)
        return asked is None and (unit is None or words.not_after[_plain(unit.group(1))] in ("count", "date", "hour"))
    if _is_code(text, start, end):
        return False
    unit = words.after.match(after)
    if unit and not _is_verb(unit.group(1), words.not_after[_plain(unit.group(1))], after):
        return False
    opened = _opener(text, number, words)
    if opened == "hour" and not _may_be_hour(text, number):
        opened = None
    if opened not in (None, "year", "date") or (opened == "date" and not number.in_words):
        return False
    return not (_is_year(text, number, opened is not None) or _is_age_alone(before, after, number))


def _may_be_hour(text: str, number: _Number) -> bool:
    """ "At around 9", "at about 1530"; not "put the number of injured at around 51"."""
    written = number.span.of(text)
    return number.low is None or number.low <= HOURS or (written.isdigit() and len(written) == CLOCK)


def _is_verb(word: str, what: str, after: str) -> bool:
    """ "12 may have died" counts, and so does "12 march" in small letters; "12 May" is a day."""
    return what == "count" or (what == "date" and word.islower() and not after.isupper())


def _is_code(text: str, start: int, end: int) -> bool:
    """Part of a code, a clock, a date in figures, a handle: "T-72", "F16", "13:00", "2/3", "@user12"."""
    if not text[start].isdigit():
        return False
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    joined = re.search(r"[\w@#/\\.]$|\d[.,:]$|[^\W\d_][-‑]$", before)
    return joined is not None or re.match(r"[^\W\d]|[:/.]\d|[’']s?\d", after) is not None


def _is_year(text: str, number: _Number, opened: bool) -> bool:
    if number.in_words or number.low is None or number.low not in YEARS or number.span.length != 4:
        return False
    dated = AFTER_DAY.search(text[max(0, number.span.start - BEFORE_WINDOW) : number.span.start]) is not None
    return opened or dated or not re.match(r"\s+[a-z]", text[number.span.end : number.span.end + 3])


def _is_age_alone(before: str, after: str, number: _Number) -> bool:
    """ "Anna Doe, 34, and" or "Adil (6)": the number by itself beside a name is an age."""
    if number.low is None or number.low > OLDEST:
        return False
    if re.search(r"\(\s*$", before):
        return AGE_ALONE.match(after) is not None
    named = re.search(r"[A-Z][\w’'.-]*\)?\s*,\s*$", before)
    return named is not None and re.match(r"\s*[,.;)]", after) is not None and GOES_ON.match(after) is None


def _bounded(text: str, number: _Number, bound: Bound | None, words: NumberWords) -> FoundAmount:
    """The number with its bound words before and after, "another" and "others"."""
    start, end, further, told = number.span.start, number.span.end, False, bound
    for _ in range(3):
        window = text[max(0, start - BEFORE_WINDOW) : start]
        opener = words.bound_before.search(window)
        if opener:
            said = words.bounds_before[_plain(opener.group(1))]
            told = said if told in (None, Bound.ABOUT, Bound.EXACTLY) else told
            start -= len(window) - opener.start(1)
            continue
        article = ARTICLES.search(window)
        if article is None:
            break
        further = further or _plain(article.group(1)) in FURTHER
        if _plain(article.group(1)) in FURTHER or words.bound_before.search(window[: article.start(1)]):
            start -= len(window) - article.start(1)
        else:
            break
    closer = words.bound_after.match(text[end : end + BEFORE_WINDOW])
    if closer and told in (None, Bound.EXACTLY):
        told, end = words.bounds_after[_plain(closer.group(1))], end + closer.end()
    further = further or FURTHER_AFTER.match(text, end) is not None
    amount = _amount(number, told, Span(start, end))
    return FoundAmount(amount, number.span, further, number.kind is NumberKind.BOTH)


def _amount(number: _Number, bound: Bound | None, words: Span) -> Amount:
    """Low and high as the bound has them. Codebook, section 2."""
    exact = Amount(number.low, number.high, Bound.EXACTLY, words)
    if number.kind is NumberKind.VAGUE:
        single = number.low == number.high and number.low is not None
        if not single or bound in (None, Bound.ABOUT, Bound.EXACTLY):
            return replace(exact, bound=Bound.VAGUE)
    match bound:
        case Bound.BETWEEN if number.low != number.high:
            return replace(exact, bound=Bound.BETWEEN)
        case Bound.AT_LEAST | Bound.MORE_THAN:
            return replace(exact, high=None, bound=bound)
        case Bound.UP_TO | Bound.FEWER_THAN:
            return replace(exact, low=None, bound=bound)
        case Bound.ABOUT:
            return replace(exact, bound=bound)
        case _:
            return exact


def _plain(words: str) -> str:
    return " ".join(words.lower().split())
