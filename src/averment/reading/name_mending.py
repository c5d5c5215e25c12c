"""Mends names by what stands in and around them: bodies whole, titles apart, one name of one kind throughout a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from averment.knowledge.name_words import NameUse, name_words
from averment.knowledge.tables import TABLES, Tables

NAMING = frozenset({"PROPN", "NOUN", "ADJ", "NUM", "X"})  # "of" alone is no name
LONGEST_TITLE = 4  # words: "Minister of Foreign Affairs"
ACRONYM = re.compile(r"(?:[A-Z]\.?){2,8}")
ADDRESS = re.compile(r"\S@\S|\w\.(?:docx?|pdf|html?|xls|jpg)$", re.IGNORECASE)
OF = frozenset({"of", "for"})
LINKS = frozenset({"ADP", "DET", "CCONJ", "PUNCT"})
LOOSE = LINKS | {"NOUN", "VERB", "ADJ", "ADV", "AUX"}
CLITICS = frozenset({"'s", "’s", "s", "'", "’", ".", ")", "!", '"', "”"})
MOSTLY = 0.7  # the share of a name's mentions that decides for the others
ENOUGH = 3  # mentions that can decide

Words = Mapping[NameUse, frozenset[str]]


def mend_names(doc: Doc, tables: Tables = TABLES) -> Doc:
    """The same doc with names that are whole, without titles, and of one kind throughout.

    In text all in capitals, where every word looks like a name, bodies are not completed.
    """
    words = name_words(tables)
    names = [name for name in doc.ents if _is_name(name)]
    names = [_trimmed(_without_title(name, words)) for name in names]
    names = _with_bodies(doc, names, words)
    introduced = _introduced(doc, names)
    names = [Span(doc, name.start, name.end, label="ORG") if name.text in introduced else name for name in names]
    names = [*names, *_passed_over(doc, names, words)]
    doc.set_ents(_of_one_kind(doc, names))
    return doc


def _is_name(name: Span) -> bool:
    is_worded = any(word.pos_ in NAMING or word.text[:1].isupper() for word in name)
    return is_worded and not (len(name) == 1 and ADDRESS.search(name.text))


def _without_title(name: Span, words: Words) -> Span:
    """ "Prime Minister Ann Bell" is named Ann Bell."""
    if name.label_ != "PERSON":
        return name
    start = name.start
    while start < name.end - 1:
        size = next((n for n in range(LONGEST_TITLE, 0, -1) if _is_title(name, start, n, words)), 0)
        if not size:
            break
        start += size
    return Span(name.doc, start, name.end, label=name.label_)


def _is_title(name: Span, start: int, size: int, words: Words) -> bool:
    text = " ".join(token.lower_ for token in name.doc[start : start + size])
    after = start + size
    return after < name.end and text in words[NameUse.TITLE] and not name.doc[after].is_punct


def _trimmed(name: Span) -> Span:
    """Without what stands at the end and belongs to the next words: "Ann Bell of", "Orlo party"."""
    end = name.end
    while end - 1 > name.start and name[0].text[:1].isupper() and _is_loose(name.doc[end - 1], name.label_):
        end -= 1
    return Span(name.doc, name.start, end, label=name.label_)


def _is_loose(token: Token, kind: str) -> bool:
    if token.pos_ not in (LOOSE if kind == "PERSON" else LINKS):
        return False
    return (token.is_lower or token.is_punct) and token.lower_ not in CLITICS


def _with_bodies(doc: Doc, names: Sequence[Span], words: Words) -> list[Span]:
    """The names, those that a body's name runs through taken into it: "St. Kallis" in "St. Kallis Housing Council"."""
    bodies = [body for body in _bodies(doc, names, words) if not any(_holds(name, body) for name in names)]
    free = [name for name in names if not any(_overlap(name, body) for body in bodies)]
    return sorted([*free, *bodies], key=lambda name: name.start)


def _bodies(doc: Doc, names: Sequence[Span], words: Words) -> Iterator[Span]:
    """Runs of capitalised words that a body's word ends or begins, if the model saw a name in them."""
    named = {token.i: name for name in names for token in name}
    for run in _runs(doc):
        last = doc[run.end - 1]
        end = _of_what(doc, run.end) if last.lower_ in words[NameUse.BODY_OF] else run.end
        if end == run.end and not (_ends_body(last, words) and len(run) > 1):
            continue
        touched = [named[at] for at in range(run.start, end) if at in named]
        begin = min([run.start, *(name.start for name in touched)])
        while begin < end - 1 and doc[begin].lower_ in words[NameUse.TITLE]:
            begin += 1
        if (touched or end > run.end) and _may_be_one(begin, end, touched):
            yield Span(doc, begin, end, label="ORG")


def _may_be_one(begin: int, end: int, touched: Sequence[Span]) -> bool:
    """Not where the model's own name ends alike and only a place may stand before it: "Norvia Orlo Council"."""
    if end - begin < 2 or any((name.start, name.end) == (begin, end) or name.end > end for name in touched):
        return False
    if touched and touched[-1].end == end and touched[-1].label_ == "ORG":
        return touched[0].label_ == "PLACE" and touched[0].start == begin
    return True


def _of_what(doc: Doc, end: int) -> int:
    """Where "of Defence" or "of the Interior" after a name ends; `end` where none follows."""
    at = end
    if at < len(doc) and doc[at].lower_ in OF:
        at += 1
        if at < len(doc) and doc[at].lower_ == "the":
            at += 1
        begin = at
        while at < len(doc) and not doc[at].is_sent_start and _is_capital_name(doc[at]):
            at += 1
        return at if at > begin else end
    return end


def _runs(doc: Doc) -> Iterator[Span]:
    """Stretches of words that are written as names within a sentence that is not all in capitals."""
    for sentence in doc.sents:
        if _is_shouted(sentence):
            continue
        begin = None
        for token in [*sentence, None]:
            if token is not None and _is_capital_name(token):
                begin = token.i if begin is None else begin
            elif begin is not None:
                yield doc[begin : token.i if token is not None else sentence.end]
                begin = None


def _is_capital_name(token: Token) -> bool:
    is_inner = token.pos_ in NAMING and not token.is_sent_start
    return token.text[:1].isupper() and (token.pos_ == "PROPN" or is_inner)


def _is_shouted(sentence: Span) -> bool:
    letters = [token for token in sentence if token.is_alpha and len(token) > 1]
    return bool(letters) and sum(token.is_upper for token in letters) > len(letters) / 2


def _ends_body(token: Token, words: Words) -> bool:
    return token.lower_ in words[NameUse.BODY] | words[NameUse.FIRM] and not token.is_upper


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and outer.label_ == inner.label_


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _introduced(doc: Doc, names: Sequence[Span]) -> frozenset[str]:
    """Capitals in brackets right after a body's name: "Orlo Relief Council (ORC)"."""
    after = [doc[name.end : name.end + 3] for name in names if name.label_ == "ORG" and name.end + 3 <= len(doc)]
    return frozenset(
        three[1].text for three in after
        if three[0].text == "(" and three[2].text == ")" and ACRONYM.fullmatch(three[1].text)
    )  # fmt: skip


def _passed_over(doc: Doc, names: Sequence[Span], words: Words) -> Iterator[Span]:
    """Words that are a name of one kind wherever else they stand with a capital."""
    kinds: dict[str, Counter[str]] = {}
    for name in names:
        if len(name) == 1 and name[0].pos_ == "PROPN" and name[0].lower_ not in words[NameUse.TITLE]:
            kinds.setdefault(name.text, Counter())[name.label_] += 1
    taken = {token.i for name in names for token in name}
    for token in doc:
        found = kinds.get(token.text)
        if found is None or token.i in taken or token.pos_ != "PROPN" or len(found) > 1 or found.total() < 2:
            continue
        beside = [other for other in (token.i - 1, token.i + 1) if 0 <= other < len(doc)]
        if any(_is_capital_name(doc[other]) for other in beside):
            continue
        yield Span(doc, token.i, token.i + 1, label=next(iter(found)))


def _of_one_kind(doc: Doc, names: Sequence[Span]) -> list[Span]:
    """A name that is of one kind nearly everywhere is of it everywhere; a surname told alone is its person."""
    counts: dict[str, Counter[str]] = {}
    for name in names:
        counts.setdefault(name.text, Counter())[name.label_] += 1
    surnames = {name[-1].text for name in names if name.label_ == "PERSON" and len(name) > 1}
    return [Span(doc, name.start, name.end, label=_kind(name, counts[name.text], surnames)) for name in names]


def _kind(name: Span, counts: Counter[str], surnames: set[str]) -> str:
    kind, most = counts.most_common(1)[0]
    if counts.total() >= ENOUGH and most / counts.total() >= MOSTLY:
        return kind
    return "PERSON" if len(name) == 1 and name.text in surnames else name.label_
