"""Which of a report's times is the time of a claim, and which is only when somebody spoke of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from averment.knowledge.speech import speech_words
from averment.knowledge.tables import TABLES, Tables
from averment.knowledge.time_words import time_words
from averment.model.text import Span
from averment.model.when_where import TimePrecision, When
from averment.reading.phrases import text_of
from averment.reading.time_calendar import FINE
from averment.reading.time_expression import TimeRole
from averment.reading.time_finding import role_of
from averment.reading.time_heads import by_then, entry_time, heads_an_entry

LONG_AGO = timedelta(days=31)  # before the report's first possible day: what ended earlier is history
LONG = timedelta(days=366)  # a stretch up to now that began earlier is history too ("since 1994")
CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "root", "csubj", "advcl:relcl"})
BOUNDS = frozenset({TimeRole.AS_OF, TimeRole.BY})
STRETCHES = frozenset({TimeRole.SINCE, TimeRole.PAST, TimeRole.COMING, TimeRole.UNTIL, TimeRole.BEFORE, TimeRole.AFTER})
SUPERLATIVES = frozenset({"JJS", "RBS"})
TOO_FAR = 9
BULLETS = ("•", "*", "-", "–", "▪", "◦", "·")
CARRIED = 4  # sentences: a long paragraph that told a day long before may tell of any
OPENING = 400  # characters: the day told in them is what a report without a date is about
DAY = timedelta(days=1)
YEAR = timedelta(days=366)


def time_of(
    doc: Doc, span: Span, whens: Sequence[When], tables: Tables = TABLES, quoted: Iterable[Span] = ()
) -> When | None:
    """The time of what these words claim, with its own words; None when the text tells none.

    A time in the clause comes first, then another of the sentence, then the last day told earlier in the paragraph.
    When somebody spoke, or the moment for which a figure holds, is not when it happened: such a time is only the
    latest that it can have been. The day of words in marks (`quoted`) is not carried out of them: "today" is theirs.
    """
    timed = [when for when in whens if _tells_when(doc, when, tables) and not heads_an_entry(text_of(doc), when)]
    inside = _in_sentence(doc, span, timed)
    bounds = [when for when in inside if _only_bounds(doc, when, span, tables)]
    ranked = [(_distance(doc, when, span, tables), when) for when in inside if when not in bounds]
    near = [entry for entry in ranked if entry[0][0] < TOO_FAR]
    if near:
        return min(near, key=lambda entry: entry[0])[1]
    others = [words for words in quoted if not words.holds(span)]
    carried = [one for one in timed if one.span and not any(words.holds(one.span) for words in others)]
    head = entry_time(text_of(doc), span, whens)
    return _told_before(doc, span, carried, tables) or _no_later_than(bounds) or (by_then(head) if head else None)


def as_of(doc: Doc, span: Span, whens: Sequence[When], tables: Tables = TABLES) -> When | None:
    """The moment for which a figure holds ("as of 4 p.m.", "so far", "by nightfall"); None when none is told.

    In a report kept up to date it is the clock above the entry. Of two in the sentence the more precise one tells:
    "as of this writing (press time is Tuesday night)".
    """
    held = [
        when
        for when in _in_sentence(doc, span, whens)
        if when.span is not None and role_of(when.span.of(text_of(doc)), tables) in BOUNDS
    ]
    order = list(TimePrecision)
    told = min(held, key=lambda when: order.index(when.precision), default=None)
    return told or entry_time(text_of(doc), span, whens)


def is_history(when: When, published: When) -> bool:
    """Whether the time is clearly before the report's days: "in 1994", "the war of 2020", "since 2014".

    A bare year is history unless the report is known to be of that year. A report without any date has no history.
    """
    if published.earliest is None:
        return False
    if when.precision is TimePrecision.YEAR and when.earliest and not _is_of_year(published, when.earliest.year):
        return when.earliest.year <= published.earliest.year
    if when.latest is not None and when.latest + LONG_AGO < published.earliest:
        return True
    is_stretch = when.precision is TimePrecision.INTERVAL and when.weekday is None
    return is_stretch and when.earliest is not None and when.earliest + LONG < published.earliest


def news_of(published: When, whens: Iterable[When]) -> When:
    """The days of which a report's news may be: its date, or from the day on that the opening of an undated one tells.

    A text of a later year can give a full account of one day ("on 3 May 2019 ... the list of June 2020 names them"):
    what it opens with is its news, although the words allow no earlier date for the text itself.
    """
    if published.earliest is None or (published.latest and published.latest - published.earliest <= YEAR):
        return published
    opening = (when for when in whens if when.span is not None and when.span.start < OPENING)
    days = [when.earliest for when in opening if when.earliest and when.latest and when.latest - when.earliest <= DAY]
    return replace(published, earliest=min(days[0], published.earliest)) if days else published


def _tells_when(doc: Doc, when: When, tables: Tables) -> bool:
    """Not so "a six-year war", nor "minutes after the reports", of which no time is told."""
    if when.span is None:
        return False
    role = role_of(when.span.of(text_of(doc)), tables)
    has_no_anchor = role in (TimeRole.LATER, TimeRole.EARLIER) and when.earliest is None
    return role is not TimeRole.SPELL and not has_no_anchor


def is_time_of_saying(doc: Doc, time: Span, claimed: Span, tables: Tables = TABLES) -> bool:
    """Whether the time is when somebody spoke of what is claimed: "said on Tuesday that five people had died"."""
    speech = speech_words(tables)
    word, heart = _root(doc, time), _root(doc, claimed)
    before = _word_before(doc, time)
    if before is not None and _says(before, tables) and not _holds(claimed, before):
        return True
    verb = _clause(word)
    noun = word.head
    if noun.lemma_.lower() in speech.nouns and not _holds(claimed, noun) and noun not in heart.subtree:
        return True
    if verb == _clause(heart) or _holds(claimed, verb):
        return False
    says = (
        _says(verb, tables)
        or _publishes(verb, tables)
        or any(child.dep_ in ("obj", "nsubj:pass") and child.lemma_.lower() in speech.nouns for child in verb.children)
    )
    return says and (verb in heart.ancestors or verb.dep_ == "parataxis" or heart not in verb.subtree)


def _says(word: Token, tables: Tables) -> bool:
    """Whether the word is a verb that what is said may follow as a clause: "said", "announced"; not "began"."""
    verb = speech_words(tables).verbs.get(word.lemma_.lower())
    return word.pos_ == "VERB" and verb is not None and "clause" in verb.content


def _publishes(verb: Token, tables: Tables) -> bool:
    """Whether something written is put out: "the ministry published", "a list released on", "photographs shared on"."""
    words = time_words(tables)
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in words.of_kind("publishing"):
        return False
    told = [verb.head, *(child for child in verb.children if child.dep_ in ("obj", "nsubj:pass"))]
    return any(one.lemma_.lower() in words.of_kind("document") for one in told)


def _is_of_year(published: When, year: int) -> bool:
    ends = (published.earliest, published.latest)
    return all(end is not None and end.year == year for end in ends)


def _in_sentence(doc: Doc, span: Span, whens: Sequence[When]) -> list[When]:
    sentence = _root(doc, span).sent
    begins, ends = sentence.start_char, sentence.end_char
    return [when for when in whens if when.span is not None and begins <= when.span.start < ends]


def _only_bounds(doc: Doc, when: When, span: Span, tables: Tables) -> bool:
    """Whether the time says only when it was told or counted, not when it happened."""
    if when.span is None:
        return False
    is_bound = role_of(when.span.of(text_of(doc)), tables) in BOUNDS
    return is_bound or is_time_of_saying(doc, when.span, span, tables)


def _no_later_than(bounds: Iterable[When]) -> When | None:
    """The earliest moment by which it had happened, as an interval with an open beginning."""
    held = [when for when in bounds if when.latest is not None]
    if not held:
        return None
    first = min(held, key=lambda when: (when.latest, when.span))
    reason = f"not later than it was told; {first.reason}"
    return replace(first, earliest=None, precision=TimePrecision.INTERVAL, reason=reason, weekday=None)


def _distance(doc: Doc, when: When, span: Span, tables: Tables) -> tuple[int, int]:
    """How far a time is from what is claimed: first in clauses, then in characters."""
    time = when.span or span
    word, heart = _root(doc, time), _root(doc, span)
    apart = abs(time.start - span.start)
    role = role_of(time.of(text_of(doc)), tables)
    if role is TimeRole.SINCE and _is_of_superlative(word):
        return TOO_FAR, apart
    clause, of_claim = _clause(word), _clause(heart)
    if any(_holds(span, above) for above in word.ancestors) and clause == of_claim:
        return 0, apart
    if clause == of_claim:
        return 1, apart
    if role in STRETCHES:
        return TOO_FAR, apart
    if clause in of_claim.ancestors:
        return 2, apart
    is_aside = clause.dep_ in ("acl:relcl", "acl", "advcl:relcl")
    return (TOO_FAR if is_aside and when.precision not in FINE else 4 if is_aside else 3), apart


def _is_of_superlative(word: Token) -> bool:
    """ "the worst fighting since the war of 2020" tells nothing of when the fighting was."""
    return any(one.tag_ in SUPERLATIVES or one.lower_ == "first" for one in word.sent if one.i < word.i)


def _told_before(doc: Doc, span: Span, whens: Sequence[When], tables: Tables) -> When | None:
    """The last day that one of the sentences right before tells in the paragraph, other than when somebody spoke."""
    begin = _root(doc, span).sent.start_char
    text = text_of(doc)
    paragraph = max(text.rfind("\n\n", 0, begin) + 1, _sentences_before(doc, span, CARRIED))
    line = text.rfind("\n", 0, begin + 1) + 1
    if text[line : line + 4].lstrip()[:1] in BULLETS:
        paragraph = max(paragraph, line)  # an item of a list tells its own day
    earlier = [
        when
        for when in whens
        if when.span is not None
        and paragraph <= when.span.start < begin
        and when.precision in FINE
        and role_of(when.span.of(text_of(doc)), tables) not in BOUNDS
        and not _goes_with_saying(doc, when.span, tables)
    ]
    return earlier[-1] if earlier else None


def _sentences_before(doc: Doc, span: Span, number: int) -> int:
    """Where the sentence begins that stands so many before."""
    sentence = _root(doc, span).sent
    for _ in range(number):
        if sentence.start == 0:
            break
        sentence = doc[sentence.start - 1].sent
    return int(sentence.start_char)


def _goes_with_saying(doc: Doc, time: Span, tables: Tables) -> bool:
    before = _word_before(doc, time)
    words = [_clause(_root(doc, time))] + ([before] if before is not None else [])
    return any(_says(word, tables) or _publishes(word, tables) for word in words)


def _root(doc: Doc, span: Span) -> Token:
    """The word of the span on which the others hang."""
    words = _words(doc, span)
    return next((word for word in (words.root, *words) if not word.is_space), words.root)


def _words(doc: Doc, span: Span) -> SpacySpan:
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None:
        raise ValueError(f"no word stands at {span.start}:{span.end}")
    return words


def _clause(word: Token) -> Token:
    """The word that heads the clause: the nearest verb above, or where its clause hangs on another."""
    while word.pos_ not in ("VERB", "AUX") and word.dep_ not in CLAUSES and word.head != word:
        word = word.head
    return word.head if word.pos_ == "AUX" and word.dep_.startswith(("aux", "cop")) else word


def _holds(span: Span, word: Token) -> bool:
    return span.start <= word.idx < span.end


def _word_before(doc: Doc, span: Span) -> Token | None:
    """The word before a time, past "on", "in" and the like."""
    place = _words(doc, span).start - 1
    while place >= 0 and (doc[place].pos_ in ("ADP", "DET", "SPACE", "ADV")):
        place -= 1
    return doc[place] if place >= 0 else None
