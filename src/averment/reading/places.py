"""Names of places and vaguer words for places, each with the place that it means and how precisely it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from averment.knowledge.countries import country_named, find_country, find_demonym
from averment.knowledge.gazetteer import Entry, Gazetteer
from averment.knowledge.place_words import PlaceUse, division_levels, place_words
from averment.knowledge.tables import Tables
from averment.model.reading import Name, NameKind
from averment.model.text import Span, cover
from averment.model.when_where import Place, PlaceLevel, Where
from averment.reading.governing import is_seat, place_of, token_of
from averment.reading.phrases import text_of
from averment.reading.resolve import Choice, Mention, resolve

__all__ = ["find_places", "is_seat", "place_of"]

WELL_KNOWN = 5.3  # two hundred thousand people, or a row of the overlay
LONGEST_NAME = 4  # words
FEWEST_LETTERS = 4  # shorter names that the model passed over are rarely places
COARSE = frozenset({PlaceLevel.COUNTRY, PlaceLevel.REGION, PlaceLevel.AREA})
FINE = frozenset({PlaceLevel.TOWN, PlaceLevel.POINT})
PARTING = frozenset({"the", "in", "its", "into"})  # before "north of Kirin" these make it a part
NEAR_REACH = 6  # words: "about 20 kilometres to the north of"
POSSESSIVE = re.compile(r"(?:'s|’s|(?<=s)['’])$")
WORDS_AFTER = (re.compile(r" ([A-Za-z-]+ [A-Za-z-]+)\b"), re.compile(r" ([A-Za-z-]+)"))  # "front line" before "front"
CAPITAL_OF = re.compile(r"\b(capital(?: city)?)\s+of\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A name with the words beside it that belong to the place: `words` cover "Kirin" and "district"."""

    mention: Mention
    words: Span
    precision: PlaceLevel | None  # what the words say; None leaves it to the place


def find_places(doc: Doc, names: Sequence[Name], gazetteer: Gazetteer, tables: Tables) -> tuple[Where, ...]:
    """Every place that the text names, in order: not capitals that stand for governments, nor peoples and adjectives.

    A name that the gazetteer lacks stays, with no candidates; one with two equally good readings has no `place`.
    """
    spans = sorted({*_named(doc, names, gazetteer, tables), *_passed_over(doc, names, gazetteer, tables)})
    phrases = [_phrase(doc, span, gazetteer, tables) for span in spans]
    choices = resolve(text_of(doc), [phrase.mention for phrase in phrases], gazetteer, tables)
    named = [
        _where(doc, phrase, choice)
        for phrase, choice in zip(phrases, choices, strict=True)
        if not is_seat(doc, phrase.mention.span, tables) and not _names_a_body(doc, phrase, tables)
    ]
    capitals = _capitals(doc, phrases, choices, gazetteer, tables)
    lines = _lines(doc, [*zip(phrases, choices, strict=True)], tables, gazetteer)
    vague = (line for line in lines if not _is_in_a_name(doc, line.span))
    return tuple(_without_overlaps([*vague, *capitals, *named]))


def _named(doc: Doc, names: Sequence[Name], gazetteer: Gazetteer, tables: Tables) -> Iterator[Span]:
    for name in names:
        words = _trimmed(text_of(doc), _whole(text_of(doc), name.span, gazetteer))
        words = _without_direction(text_of(doc), words, gazetteer, tables) if words else None
        if words is not None and _names_a_place(doc, name.kind, words, gazetteer, tables):
            yield words


def _whole(text: str, span: Span, gazetteer: Gazetteer) -> Span:
    """With what a hyphen ties to it, where the gazetteer knows the whole: "Nagorno" in "Nagorno-Karabakh"."""
    before = re.search(r"[\w’'-]+-$", text[max(0, span.start - 30) : span.start])
    after = re.match(r"-[\w’'-]*\w", text[span.end : span.end + 30])
    start = span.start - len(before[0]) if before else span.start
    whole = Span(start, span.end + (after.end() if after else 0))
    return whole if whole != span and gazetteer.entries(POSSESSIVE.sub("", whole.of(text))) else span


def _names_a_place(doc: Doc, kind: NameKind, words: Span, gazetteer: Gazetteer, tables: Tables) -> bool:
    if kind is NameKind.PLACE:
        return not _is_people(doc, words, gazetteer, tables)
    if _with_kind(doc, words, tables)[0].start < words.start:
        return True  # "the village of Ambal", whatever the model took the name for
    is_country = kind is NameKind.ORG and country_named(words.of(text_of(doc)), tables) is not None
    return is_country or _is_surely_a_place(doc, words, gazetteer, tables)


def _trimmed(text: str, span: Span) -> Span | None:
    """Without the article at the front and the mark of possession at the end."""
    words = span.of(text)
    front = len(words) - len(re.sub(r"^(?:the|The|THE)\s+", "", words))
    end = len(POSSESSIVE.sub("", words.rstrip(" ,.;:")))
    return Span(span.start + front, span.start + end) if front < end else None


def _without_direction(text: str, span: Span, gazetteer: Gazetteer, tables: Tables) -> Span:
    """ "central Kirin" as the model marks it: the small word in front is read with the name later."""
    first, _, rest = span.of(text).partition(" ")
    is_told_apart = rest[:1].isupper() and first in place_words(tables)[PlaceUse.DIRECTION]
    if is_told_apart and not gazetteer.entries(span.of(text)):
        return Span(span.start + len(first) + 1, span.end)
    return span


def _is_people(doc: Doc, span: Span, gazetteer: Gazetteer, tables: Tables) -> bool:
    """ "Yemeni", "Yemenis"; also "Amhara" where it is no noun of its own: "Amhara fighters"."""
    name = span.of(text_of(doc))
    if find_demonym(name, tables) is None or country_named(name, tables) is not None:
        return False
    entries = gazetteer.entries(name)
    if not entries or entries[0].place.level not in COARSE:
        return True
    token = token_of(doc, span)
    return token.dep_ in ("amod", "compound") and token.head.lower_ not in division_levels(tables)


def _is_surely_a_place(doc: Doc, span: Span, gazetteer: Gazetteer, tables: Tables) -> bool:
    """A name that the model took for a person's or a body's, after a word such as "in", and known as a place."""
    token = token_of(doc, span)
    before = {child.lower_ for child in token.children if child.dep_ == "case"}
    located = bool(before & (place_words(tables)[PlaceUse.LOCATES] - {"to", "from", "against", "between", "on"}))
    entries = gazetteer.entries(span.of(text_of(doc)))
    return located and bool(entries) and entries[0].is_main and entries[0].prominence >= WELL_KNOWN


def _passed_over(doc: Doc, names: Sequence[Name], gazetteer: Gazetteer, tables: Tables) -> Iterator[Span]:
    """Names that the model did not mark: proper nouns that the gazetteer knows well, after a word such as "in".

    Countries count everywhere; in headlines and text in capitals, where every word looks like a name, so do only
    names that stand in the text in ordinary letters as well, or that a preposition leads.
    """
    taken = [name.span for name in names]
    at = 0
    while at < len(doc):
        run = _longest_known(doc, at, gazetteer)
        if run is None:
            at += 1
            continue
        span = Span(doc[at].idx, doc[run[0]].idx + len(doc[run[0]]))
        free = not any(span.overlaps(other) for other in taken)
        if free and not _is_people(doc, span, gazetteer, tables) and _stands_alone(doc, span, run[1], tables):
            yield span
        at = run[0] + 1


def _longest_known(doc: Doc, at: int, gazetteer: Gazetteer) -> tuple[int, Entry] | None:
    if not _may_name(doc[at]):
        return None
    for end in range(min(len(doc), at + LONGEST_NAME) - 1, at - 1, -1):
        text = doc[at : end + 1].text
        if len(text) < FEWEST_LETTERS or not _may_name(doc[end]) or "\n" in text:
            continue
        entries = gazetteer.entries(text)
        if entries and entries[0].is_main and entries[0].prominence >= WELL_KNOWN:
            return end, entries[0]
    return None


def _may_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and token.is_alpha


def _stands_alone(doc: Doc, span: Span, entry: Entry, tables: Tables) -> bool:
    """Not a part of a longer name ("Victoria Nuland"), and led by a preposition or the name of a country or region."""
    token = token_of(doc, span)
    if token.dep_ in ("flat", "compound") or any(child.dep_ == "flat" for child in token.children):
        return False
    led = any(child.lower_ in place_words(tables)[PlaceUse.LOCATES] for child in token.children if child.dep_ == "case")
    return led or entry.place.level in COARSE


def _phrase(doc: Doc, span: Span, gazetteer: Gazetteer, tables: Tables) -> _Phrase:
    """The name with "district" after it or "the town of" before it, and what these and "near" say."""
    words, level = _with_kind(doc, span, tables)
    full = words.of(text_of(doc)) if words.start == span.start else span.of(text_of(doc))
    directed = _with_direction(doc, words, gazetteer, tables)
    if directed is not None and gazetteer.entries(directed.of(text_of(doc))):
        return _Phrase(Mention(directed.of(text_of(doc)), directed), directed, None)
    near = level not in COARSE | {PlaceLevel.LINE, PlaceLevel.SEA} and _is_near(doc, words, tables)
    precision = PlaceLevel.NEAR if near else level
    if precision is None and directed is not None:
        precision = PlaceLevel.AREA
    told = PlaceLevel.TOWN if near and level is None else level  # one is near a town, not near its province
    return _Phrase(Mention(full, words if full != span.of(text_of(doc)) else span, told), directed or words, precision)


def _with_kind(doc: Doc, span: Span, tables: Tables) -> tuple[Span, PlaceLevel | None]:
    levels = division_levels(tables)
    text = text_of(doc)
    for pattern in WORDS_AFTER:
        after = pattern.match(text, span.end)
        if after and after[1].lower() in levels:
            return Span(span.start, after.end()), levels[after[1].lower()]
    before = re.search(r"(?:^|\s)([A-Za-z-]+)\s+of\s+(?:the\s+)?$", text[max(0, span.start - 40) : span.start])
    if before and before[1].lower() in levels:
        start = max(0, span.start - 40) + before.start(1)
        return Span(start, span.end), levels[before[1].lower()]
    last = span.of(text).rpartition(" ")[2].lower()
    is_told = " " in span.of(text) and country_named(span.of(text), tables) is None  # the United States is no region
    return span, levels.get(last) if is_told else None


def _with_direction(doc: Doc, span: Span, gazetteer: Gazetteer, tables: Tables) -> Span | None:
    """ "eastern Norvia", "Norvia's north": from the adjective to the name; not where it is part of the name."""
    directions = place_words(tables)[PlaceUse.DIRECTION]
    before = re.search(r"([A-Za-z-]+)\s$", text_of(doc)[max(0, span.start - 20) : span.start])
    if before and before[1].lower() in directions:
        return Span(max(0, span.start - 20) + before.start(1), span.end)
    return None


def _is_near(doc: Doc, span: Span, tables: Tables) -> bool:
    """ "near Kirin", "on the outskirts of Kirin", "20 km north of Kirin"."""
    words = place_words(tables)
    first = token_of(doc, Span(span.start, span.start + 1)).i
    before = list(doc[max(0, first - NEAR_REACH) : first])
    tail = " ".join(token.lower_ for token in before if token.lower_ not in ("the", "town", "city", "village")).strip()
    tail = re.sub(r"(?<= of) of$", "", tail)
    if any(tail == near or tail.endswith(f" {near}") for near in words[PlaceUse.NEAR]):
        return True
    measured = any(token.lower_ in words[PlaceUse.DISTANCE] for token in before)
    return (measured and tail.endswith((" of", " from", " outside"))) or _is_beside(before, words[PlaceUse.DIRECTION])


def _is_beside(before: Sequence[Token], directions: frozenset[str]) -> bool:
    """ "North of Kirin" is beside it, "the north of Kirin" a part of it."""
    told = [token.lower_ for token in before[-3:]]
    return len(told) > 1 and told[-1] == "of" and told[-2] in directions and (len(told) < 3 or told[-3] not in PARTING)


def _where(doc: Doc, phrase: _Phrase, choice: Choice) -> Where:
    place = choice.place
    if phrase.precision is PlaceLevel.LINE and place is not None and place.level is not PlaceLevel.LINE:
        reason = "a line, not a point: named after this place"  # "the Kirin front", "the Kirin river"
        return Where(_name(doc, phrase), phrase.words, PlaceLevel.LINE, choice.candidates, None, reason)
    own = place.level if place else choice.candidates[0].level if choice.candidates else PlaceLevel.TOWN
    precision = phrase.precision or own
    if precision is PlaceLevel.AREA and own in FINE:
        precision = own  # "eastern Kirin" is still Kirin
    if precision is PlaceLevel.NEAR and own not in FINE:
        precision = own  # "near the border", "around Norvia": no nearer than the place itself
    if precision in FINE and own not in FINE:
        precision = own
    return Where(_name(doc, phrase), phrase.words, precision, choice.candidates, place, choice.reason)


def _name(doc: Doc, phrase: _Phrase) -> str:
    """The report's own spelling on one line; "the town of Kirin" is named Kirin."""
    return (
        " ".join(phrase.mention.name.split())
        if phrase.words.start >= phrase.mention.span.start
        else " ".join(phrase.words.of(text_of(doc)).split())
    )


def _names_a_body(doc: Doc, phrase: _Phrase, tables: Tables) -> bool:
    """ "the Karvin army", "Norvia's foreign ministry": the place only says whose it is."""
    token = token_of(doc, phrase.words)
    if token.dep_ not in ("compound", "nmod:poss", "amod", "nmod") or token.head.i == token.i:
        return False
    if any(child.dep_ == "case" and child.lower_ not in ("'s", "’s", "'", "’") for child in token.children):
        return False
    return token.head.lower_ in place_words(tables)[PlaceUse.BODY] or find_demonym(token.head.text, tables) is not None


def _is_in_a_name(doc: Doc, span: Span) -> bool:
    """ "Doctors Without Borders": after a preposition with a capital a word is part of a name."""
    first = token_of(doc, Span(span.start, span.start + 1))
    return first.i > 0 and first.text[0].isupper() and first.nbor(-1).pos_ == "ADP" and first.nbor(-1).is_title


def _capitals(
    doc: Doc, phrases: Sequence[_Phrase], choices: Sequence[Choice], gazetteer: Gazetteer, tables: Tables
) -> Iterator[Where]:
    """ "the capital of Norvia": the town, where the country is known and the town is not named beside it."""
    for phrase, choice in zip(phrases, choices, strict=True):
        span = phrase.mention.span
        start = max(0, span.start - 30)
        found = CAPITAL_OF.search(text_of(doc)[start : span.start])
        country = find_country(choice.place.name, tables) if choice.place else None
        if not found or country is None or choice.place is None or choice.place.level is not PlaceLevel.COUNTRY:
            continue
        towns = [place for place in gazetteer.candidates(country.capital) if place.country == country.iso]
        if towns and text_of(doc)[span.end : span.end + 2] != ", ":
            words = Span(start + found.start(1), span.end)
            reason = f"the capital of {country.name}"
            yield Where(words.of(text_of(doc)), words, PlaceLevel.TOWN, tuple(towns[:1]), towns[0], reason)


def _lines(doc: Doc, known: Sequence[tuple[_Phrase, Choice]], tables: Tables, gazetteer: Gazetteer) -> Iterator[Where]:
    """Front lines and borders, with the countries or places beside them as candidates where one can be told."""
    words = sorted(place_words(tables)[PlaceUse.LINE], key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    for found in pattern.finditer(text_of(doc)):
        span = Span(*found.span())
        is_told = any(phrase.words.overlaps(span) for phrase, _ in known)
        if text_of(doc)[span.end : span.end + 1] == "-" or is_told:
            continue
        beside = _beside(doc, span, known, tables)
        words_told = cover([span, *(phrase.words for phrase, _ in beside)]) if beside else span
        own = [entry.place for entry in gazetteer.entries(_bare(found[0])) if entry.place.level is PlaceLevel.LINE]
        yield _line(doc, span, words_told, own, [choice.place for _, choice in beside if choice.place], tables)


def _line(doc: Doc, span: Span, told: Span, own: Sequence[Place], beside: Sequence[Place], tables: Tables) -> Where:
    name = " ".join(told.of(text_of(doc)).split())
    fits = [place for place in own if _is_named_so(place, span.of(text_of(doc)), beside)]
    if len(fits) == 1:
        return Where(name, told, PlaceLevel.LINE, (fits[0],), fits[0], "the line of that name")
    reason = (
        "a line, not a point: between or along the places named" if beside else "a line that the words do not place"
    )
    return Where(name, told, PlaceLevel.LINE, tuple(beside), None, reason)


def _is_named_so(place: Place, words: str, beside: Sequence[Place]) -> bool:
    """Written as a name ("Line of Contact"), or beside a place that is near it."""
    return words[:1].isupper() and " " in words


def _bare(words: str) -> str:
    return " ".join(words.split())


def _beside(
    doc: Doc, span: Span, known: Sequence[tuple[_Phrase, Choice]], tables: Tables
) -> list[tuple[_Phrase, Choice]]:
    """The places that say whose border it is: "the border between A and B", "the A border", "A's border with B"."""
    words = place_words(tables)
    joining = {"and", "with", "of", "the", "'s", "’s", "entire", *words[PlaceUse.BETWEEN], *words[PlaceUse.DIRECTION]}
    found: list[tuple[_Phrase, Choice]] = []
    end = span.end
    for phrase, choice in known:
        if phrase.words.start >= end and set(_words(text_of(doc)[end : phrase.words.start])) <= joining:
            found.append((phrase, choice))
            end = phrase.words.end
    start = span.start
    for phrase, choice in reversed(known):
        between = set(_words(text_of(doc)[phrase.words.end : start]))
        if phrase.words.end <= start and between <= {"'s", "’s", "-", "–", *words[PlaceUse.DIRECTION]}:
            found.insert(0, (phrase, choice))
            start = phrase.words.start
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"['’]s|[^\s]+", text.lower())


def _without_overlaps(wheres: Sequence[Where]) -> Iterator[Where]:
    """In the order of the text; of two that share words, the one given first."""
    kept: list[Where] = []
    for where in wheres:
        if not any(where.span.overlaps(other.span) for other in kept if other.precision is not PlaceLevel.LINE):
            kept.append(where)
    yield from sorted(kept, key=lambda where: (where.span.start, where.span.end))
