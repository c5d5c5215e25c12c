"""People told of again as part of a figure: "including a child", "among them 3 women", "15 of them are civilians"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from averment.knowledge.figures import context_words, measures
from averment.knowledge.tables import Tables
from averment.reading.counted import PEOPLE, Counted, harm_noun, lookup
from averment.reading.listing import Lists
from averment.reading.named_as import find_named_as

GAP = 5  # words between "including" or "of them" and those it names


@dataclass(frozen=True, slots=True)
class Subset:
    """A phrase that tells part of a figure, with the words first..last that say so.

    `measure` is set where they name it ("among the dead"); `points_back` where the figure may stand in the sentence
    before; `leads` where the part may be told before the whole.
    """

    counted: Counted
    first: int
    last: int
    measure: str | None = None
    points_back: bool = False
    leads: bool = False


def find_subsets(doc: Doc, counted: tuple[Counted, ...], lists: Lists, tables: Tables) -> tuple[Subset, ...]:
    """Every phrase that tells part of a figure told before it."""
    named = find_named_as(doc, lists, tables)
    found = [Subset(one, verb, one.last, measure, points_back=True) for one, verb, measure in named]
    for token in doc:
        if token.lower_ in context_words(tables)["including"]:
            found += _including(doc, token, lists, tables)
        elif token.lower_ in context_words(tables)["them"]:
            found += _named_as(doc, token, lists, tables)
    for one in counted:
        if one.points or _are_some(doc, one):
            found += _of_them(doc, one, tables)
    found += _explained(doc, counted, lists)
    done: set[int] = set()
    return tuple(s for s in found if s.counted.first not in done and not done.add(s.counted.first))  # type: ignore[func-returns-value]  # add returns None


def _including(doc: Doc, token: Token, lists: Lists, tables: Tables) -> Iterator[Subset]:
    start, measure, among = token.i + 1, None, token.lower_.startswith("among")
    first = _of_whom(doc, token, tables)
    if first != token.i:
        measure = _measure_of(doc[token.i - 1], tables)
    elif among:
        end = _end_of_them(doc, start, tables)
        if end is None:
            return
        measure = _measure_of(doc[end], tables)
        start = end + 1
    after = _list_after(doc, start, lists)
    place = _before_copula(token)
    if after and not (among and place < token.i - 1 and place in lists):
        back = among or measure is not None or token.i == token.sent.start
        yield from (
            Subset(one, first, one.last, measure, back) for one in after if one.domain == PEOPLE and _is_person(one)
        )
    elif among and place in lists:
        before = lists[place]
        yield from (Subset(one, one.first, start - 1, measure, True) for one in before if one.domain == PEOPLE)


def _of_whom(doc: Doc, token: Token, tables: Tables) -> int:
    """The first word of "the dead included", "those killed include"; that of "include" itself where none says so."""
    before = doc[token.i - 1] if token.i > token.sent.start and token.pos_ == "VERB" else token
    if before == token or before.lower_ not in context_words(tables)["them"] or _measure_of(before, tables) is None:
        return token.i
    return min(before.i, before.left_edge.i)


def _named_as(doc: Doc, token: Token, lists: Lists, tables: Tables) -> Iterator[Subset]:
    """The names after "those killed:", "the dead were named as", "the victims included"."""
    measure, words = _measure_of(token, tables), context_words(tables)
    start = token.i + 1
    while start < token.sent.end and doc[start].lower_ in words["named as"]:
        start += 1
    if measure is None or start == token.i + 1 or start >= token.sent.end:
        return
    for i in range(start, token.sent.end):
        if doc[i].pos_ in ("VERB", "AUX") and doc[i].dep_ not in ("amod", "acl", "acl:relcl"):
            return
        if doc[i].dep_ == "nsubj" and doc[i].head.pos_ == "VERB" and doc[i].head.i > i:
            return  # "the dead were children, Ada Bell said": she speaks
        one = next((one for one in lists.get(i, ()) if one.last == i), None)
        if one is not None and one.named and one.domain == PEOPLE:
            yield Subset(one, token.i, one.last, measure, points_back=True)


def _before_copula(token: Token) -> int:
    """The word before "among", or before the "were" of "were among"."""
    place = token.i - 1
    while place > token.sent.start and token.doc[place].pos_ in ("AUX", "ADV"):
        place -= 1
    return place


def _is_person(one: Counted) -> bool:
    """A name of one word after "including" is as often a town taken for a person."""
    return not one.named or one.first < one.last


def _end_of_them(doc: Doc, start: int, tables: Tables) -> int | None:
    """The last word of "them", "the dead", "those killed"."""
    end = None
    for i in range(start, min(len(doc), start + 4)):
        if doc[i].lower_ in context_words(tables)["them"] or doc[i].lemma_.lower() in context_words(tables)["them"]:
            end = i
        elif doc[i].pos_ != "DET":
            break
    return end


def _measure_of(token: Token, tables: Tables) -> str | None:
    for form in (token.lower_, token.lower_.removesuffix("s"), token.lemma_.lower()):
        for trigger in measures(tables).triggers.get(form, ()):
            if trigger.words == form and trigger.measure:
                return trigger.measure
    return None


def _list_after(doc: Doc, start: int, lists: Lists) -> tuple[Counted, ...]:
    for i in range(start, min(len(doc), start + GAP)):
        if i in lists:
            return tuple(one for one in lists[i] if one.first >= i)
        if doc[i].pos_ not in ("AUX", "ADV", "DET", "PUNCT", "ADP", "ADJ", "NOUN", "CCONJ") or doc[i].text in (
            ".",
            ";",
        ):
            break
    return ()


def _are_some(doc: Doc, one: Counted) -> bool:
    """ "of the 40 wounded, 12 are children": a bare number that is said to be somebody."""
    following = doc[one.last + 1 : one.last + 2]
    return one.group is None and one.first == one.last and any(token.lemma_.lower() == "be" for token in following)


def _of_them(doc: Doc, one: Counted, tables: Tables) -> Iterator[Subset]:
    """ "15 of them are civilians", "one of whom was a journalist", "both civilians"."""
    measure = _measure_of(doc[one.head], tables)
    if one.group is not None:
        yield Subset(one, one.first, one.last, measure)
        return
    for i in range(one.last + 1, min(doc[one.last].sent.end, one.last + 1 + GAP)):
        if harm_noun(doc[i], tables):
            return  # "dozens were injured, including two nurses": the dozens are no part of anybody
        group, _ = lookup(doc, i, tables)
        ends = i + 1 >= len(doc) or lookup(doc, i + 1, tables)[0] is None
        if group is not None and group.domain == PEOPLE and ends:
            yield Subset(replace(one, group=group.group), one.first, i, measure, points_back=True)
            return
        if doc[i].pos_ not in ("AUX", "ADV", "DET", "ADJ", "NOUN", "PROPN") and doc[i].text not in (",", "-"):
            return


def _explained(doc: Doc, counted: tuple[Counted, ...], lists: Lists) -> Iterator[Subset]:
    """ "12 people (3 children and 2 women)", "two deaths, a woman and a child"."""
    for one, following in pairwise(counted):
        together = lists[one.first]
        members = together[1:] if following in together else lists[following.first]
        if following in together and one is not together[0]:
            continue
        between = doc[one.last + 1 : following.first].text.strip()
        total = sum(member.amount.low or 0 for member in members)
        whole = one.amount.low or one.amount.high or 0
        opened = between in ("(", ":", "–", "—", "-", ": at least", "–")
        equal = between in (",", "") and total == whole and len(members) > 1
        if ((opened and total <= whole) or equal) and members[0] is following and one.domain == PEOPLE:
            yield from (Subset(member, one.first, member.last) for member in members if member.domain == PEOPLE)
