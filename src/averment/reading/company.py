"""Those who were hit together with others: "killed alongside her son", "the judge, a friend of Ada, and his driver"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from averment.knowledge.figures import context_words
from averment.knowledge.tables import Tables
from averment.reading.counted import PEOPLE, Counted
from averment.reading.listing import Lists, tells_own_harm

REACH = 5  # words after a verb in which "alongside" stands


def with_company(doc: Doc, token: Token, hit: tuple[Counted, ...], lists: Lists, tables: Tables) -> tuple[Counted, ...]:
    """The phrases hit by the word, those that the tree joins to them, and those who were hit alongside them."""
    if hit[0].domain != PEOPLE or any(one.of_harm or one.points for one in hit):
        return hit
    found = list(_joined(doc, hit, lists, tables))
    if found[0].first < token.i:
        beside = next(_alongside(doc, token, lists, tables), ())
        found += _joined(doc, tuple(one for one in beside if one not in found), lists, tables)
    done: set[int] = set()
    return tuple(one for one in found if one.first not in done and not done.add(one.first))  # type: ignore[func-returns-value]  # add returns None


def _joined(doc: Doc, hit: tuple[Counted, ...], lists: Lists, tables: Tables) -> Iterator[Counted]:
    """The phrases and, past an apposition or a clause about one of them, those joined to it by "and"."""
    yield from hit
    held = {i for one in hit for i in range(one.first, one.last + 1)}
    joined = [
        child
        for i in sorted(held)
        for child in doc[i].children
        if child.dep_ == "conj" and child.i > hit[-1].last and child.sent == doc[i].sent
    ]
    if not joined or not any(child.dep_ == "cc" for child in joined[-1].children):
        return  # "my uncle, my friend, my second father" are one man
    for child in joined:
        for one in lists.get(child.i, ()):
            if (
                one.last < child.i
                or one.domain != PEOPLE
                or one.of_harm
                or one.points
                or tells_own_harm(doc, one, tables)
            ):
                return
            yield one


def _alongside(doc: Doc, token: Token, lists: Lists, tables: Tables) -> Iterator[tuple[Counted, ...]]:
    """Those told after "alongside", "together with" or, where they are a relative or have a name, "with"."""
    words, at = context_words(tables)["alongside"], token.i + 1
    if at < len(doc) and doc[at].text == ",":
        at += 1
    first = at
    while at < min(len(doc), first + REACH) and doc[at].lower_ in words:
        at += 1
    if at == first or at >= len(doc) or doc[at - 1].lower_ not in ("with", "alongside") or at not in lists:
        return
    single = at == first + 1 and doc[at - 1].lower_ == "with"
    if not single or doc[at].tag_ in ("PRP$", "NNP") or lists[at][0].named:
        yield tuple(one for one in lists[at] if one.first >= at)
