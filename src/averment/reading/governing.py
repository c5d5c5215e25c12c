"""Which place a claim is about; and which names of capitals speak for a government instead of naming a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from averment.knowledge.events import event_patterns
from averment.knowledge.parties import seat_side
from averment.knowledge.place_words import PlaceUse, place_words
from averment.knowledge.speech import speech_words
from averment.knowledge.tables import TABLES, Tables
from averment.model.text import Span
from averment.model.when_where import PlaceLevel, Where
from averment.reading.phrases import text_of

FINENESS = (
    PlaceLevel.POINT,
    PlaceLevel.TOWN,
    PlaceLevel.NEAR,
    PlaceLevel.DISTRICT,
    PlaceLevel.LINE,
    PlaceLevel.REGION,
    PlaceLevel.AREA,
    PlaceLevel.SEA,
    PlaceLevel.COUNTRY,
)
CLAUSES = frozenset({"ccomp", "parataxis", "conj", "advcl", "acl", "acl:relcl", "csubj"})
PASSED_THROUGH = frozenset(
    {"nmod", "nmod:poss", "nmod:desc", "compound", "flat", "appos", "conj", "amod", "nmod:unmarked"}
)
DATELINE = re.compile(r"[^\n]{0,40}?(?:\([^)\n]{1,40}\)\s*)?[—–-]")
OWNING = frozenset({"nmod:poss", "compound", "amod", "flat"})  # not the country behind its town: "Kirin, Norvia"
STEPS = 8
TELLING = "averment_telling"


def is_seat(doc: Doc, span: Span, tables: Tables = TABLES) -> bool:
    """Whether this capital or palace stands for a government: "Karvin said", "urged Karvin", "Karvin's claims"."""
    name = span.of(text_of(doc))
    if seat_side(name, tables) is None:
        return False
    token = token_of(doc, span)
    words = place_words(tables)
    if _prepositions(token) & (words[PlaceUse.LOCATES] - {"to", "from", "against", "between"}):
        return False
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return _acts(token, tables) or _is_addressed(token, tables)


def _acts(token: Token, tables: Tables) -> bool:
    """The subject of an active verb other than those that befall a town, or owner of words and deeds."""
    words, verbs = place_words(tables), speech_words(tables).verbs
    if token.dep_ == "nsubj":
        lemma = token.head.lemma_.lower()
        return lemma in verbs or lemma not in words[PlaceUse.SUFFERS]
    if token.dep_ == "nmod:poss":
        return token.head.lemma_.lower() in words[PlaceUse.SAYING_NOUN] | words[PlaceUse.BODY]
    return token.dep_ == "obl:agent"


def _is_addressed(token: Token, tables: Tables) -> bool:
    """The one spoken to or of: "urged Karvin", "talks between Karvin and Norvia", "pressure on Karvin"."""
    words = place_words(tables)
    if token.dep_ in ("obj", "iobj"):
        return token.head.lemma_.lower() in words[PlaceUse.ADDRESSES]
    if token.dep_ in ("nmod", "obl"):
        return token.head.lemma_.lower() in words[PlaceUse.SAYING_NOUN] or "between" in _prepositions(token)
    return False


def place_of(doc: Doc, span: Span, wheres: Sequence[Where]) -> Where | None:
    """The place of the claim whose words are `span`, or None.

    In this order: a place in the same clause that says where; one elsewhere in the sentence; one in the nearest
    earlier sentence of the paragraph; the headline's; the dateline's, only as an area. Finer places go before
    coarser ones. Where somebody spoke ("told reporters in Geneva") and whose office it is ("officials in Karvin")
    are not where it happened.
    """
    telling = _telling(doc, wheres)
    heart = token_of(doc, span)
    begins, ends = heart.sent.start_char, heart.sent.end_char
    sentence = [where for where in telling if begins <= where.span.start < ends]
    for circle in (_inside(doc, sentence, heart), sentence):
        if circle:
            return _finest(circle, span)
    earlier = _earlier(doc, telling, heart)
    return earlier or _headline(doc, wheres, telling, span) or _dateline(doc, wheres)


def _telling(doc: Doc, wheres: Sequence[Where]) -> Sequence[Where]:
    """The places that say where something was; asked for every claim of a text, so each text is looked through once."""
    held = doc.user_data.get(TELLING)
    if held is None or held[0] is not wheres:
        held = (wheres, tuple(where for where in wheres if _says_where(doc, where, TABLES)))
        doc.user_data[TELLING] = held
    found: Sequence[Where] = held[1]
    return found


def token_of(doc: Doc, span: Span) -> Token:
    """The word that heads the words of a span."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None or not len(words):
        raise ValueError(f"no word stands at {span.start}:{span.end}")
    return words.root


def _finest(wheres: Sequence[Where], span: Span) -> Where:
    """A town before a province; of two as fine, the nearer one."""
    return min(wheres, key=lambda where: (FINENESS.index(where.precision), _gap(where.span, span), where.span.start))


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _inside(doc: Doc, wheres: Sequence[Where], heart: Token) -> list[Where]:
    """Those in the clause of the claim's words: its predicate's, without other clauses that hang on it."""
    predicate = _predicate(heart)
    return [where for where in wheres if _predicate(token_of(doc, where.span)).i == predicate.i]


def _predicate(token: Token) -> Token:
    """The verb or noun that leads the clause of this word."""
    while token.head.i != token.i and token.dep_ not in CLAUSES - {"conj"} and not _joins_clauses(token):
        token = token.head
    return token


def _joins_clauses(token: Token) -> bool:
    return token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")


def _says_where(doc: Doc, where: Where, tables: Tables) -> bool:
    """Whether the words put something at the place: not only whose it is, who spoke there, or which country acts."""
    words = place_words(tables)
    token = token_of(doc, where.span)
    for _ in range(STEPS):
        before = _prepositions(token)
        if before & words[PlaceUse.LOCATES]:
            return not _is_place_of_saying(token, tables) and not _is_of_body(token, tables)
        if where.precision is PlaceLevel.LINE:
            return True
        if token.dep_ in ("obj", "nsubj:pass", "obl:unmarked"):
            is_state = where.precision is PlaceLevel.COUNTRY
            return not is_state or token.head.lemma_.lower() not in speech_words(tables).verbs  # "attacked Norvia"
        if token.dep_ == "nsubj":
            return where.precision is not PlaceLevel.COUNTRY and token.head.lemma_.lower() in words[PlaceUse.SUFFERS]
        if _names_a_deed(token, where, tables):
            return True
        if token.dep_ not in PASSED_THROUGH or token.head.i == token.i or _is_of_body(token, tables):
            return False
        token = token.head
    return False


def _names_a_deed(token: Token, where: Where, tables: Tables) -> bool:
    """ "A Kirin car bombing killed five": a town before an attack is where it was, a country whose it is."""
    deed = token.dep_ == "compound" and (token.head.lemma_.lower(), "noun") in event_patterns(tables)
    return deed and where.precision in (PlaceLevel.TOWN, PlaceLevel.POINT, PlaceLevel.DISTRICT)


def _is_of_body(token: Token, tables: Tables) -> bool:
    """ "the authorities in Karvin", "the army of Norvia": by the tree, or by the word before the preposition."""
    bodies = place_words(tables)[PlaceUse.BODY]
    if token.dep_.startswith(("nmod", "compound")) and {token.head.lower_, token.head.lemma_.lower()} & bodies:
        return True
    cases = [child for child in token.children if child.dep_ == "case" and child.i < token.i]
    return bool(cases) and cases[0].i > 0 and cases[0].nbor(-1).lower_ in bodies


def _is_place_of_saying(token: Token, tables: Tables) -> bool:
    """ "told reporters in Geneva", "said at a briefing in Karvin", "said in Karvin"."""
    head = token.head
    if any(child.dep_ == "ccomp" and token.i < child.i < head.i for child in head.children):
        return False  # "In Kirin, gunmen killed two farmers, police said"
    verb = speech_words(tables).verbs.get(head.lemma_.lower())
    speaks = verb is not None and not (verb.content == {"quote"} and any(one.dep_ == "obj" for one in head.children))
    if speaks and token.dep_.startswith("obl"):  # "opened the meeting in Karvin" is no speech
        return not any(child.dep_ in ("nsubj:pass", "aux:pass") for child in head.children)  # "blasts were reported in"
    audience = head.lemma_.lower() in place_words(tables)[PlaceUse.AUDIENCE] and token.dep_.startswith("nmod")
    return audience and any(one.lemma_.lower() in speech_words(tables).verbs for one in head.ancestors)


def _prepositions(token: Token) -> frozenset[str]:
    return frozenset(child.lower_ for child in token.children if child.dep_ == "case")


def _earlier(doc: Doc, telling: Sequence[Where], heart: Token) -> Where | None:
    """From the nearest earlier sentence of the paragraph that tells a place."""
    start = _paragraph_start(doc, heart.idx)
    for sentence in reversed([sent for sent in doc.sents if start <= sent.start_char < heart.sent.start_char]):
        found = [where for where in telling if sentence.start_char <= where.span.start < sentence.end_char]
        if found:
            return _finest(found, Span(heart.idx, heart.idx + 1))
    return None


def _paragraph_start(doc: Doc, offset: int) -> int:
    return text_of(doc).rfind("\n", 0, offset) + 1


def _headline(doc: Doc, wheres: Sequence[Where], telling: Sequence[Where], span: Span) -> Where | None:
    """A place in the report's first line, else the first that its first paragraph tells."""
    lines = list(_lines(text_of(doc)))[:2]
    for line, candidates in zip(lines, (wheres, telling), strict=False):
        found = [where for where in candidates if line.holds(where.span) and not _is_dateline(doc, where)]
        found = [where for where in found if where in telling or not _is_acting_state(doc, where)]
        if found:
            where = _finest(found, span)
            return replace(where, reason=f"{where.reason}; told at the head of the report")
    return None


def _is_acting_state(doc: Doc, where: Where) -> bool:
    """ "Norvia bombs rebels", "Norvia's army kills two": the country that does it is not where it was."""
    token = token_of(doc, where.span)
    while token.dep_ in OWNING and token.head.i != token.i:
        token = token.head
    return where.precision is PlaceLevel.COUNTRY and token.dep_ == "nsubj"


def _lines(text: str) -> Iterator[Span]:
    yield from (Span(*found.span()) for found in re.finditer(r"[^\n]*\S[^\n]*", text))


def _dateline(doc: Doc, wheres: Sequence[Where]) -> Where | None:
    """Where the report was written: at best the same part of the world."""
    found = next((where for where in wheres if _is_dateline(doc, where)), None)
    if found is None:
        return None
    return replace(found, precision=PlaceLevel.AREA, reason=f"{found.reason}; only the dateline tells a place")


def _is_dateline(doc: Doc, where: Where) -> bool:
    """ "KARVIN, Norvia (NP) —" at the start of a line."""
    start = _paragraph_start(doc, where.span.start)
    return (
        where.span.start - start < 30 and DATELINE.match(text_of(doc)[where.span.end : where.span.end + 60]) is not None
    )
