"""An amount of somebody or something, and which group its noun counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from averment.knowledge.figures import Group, TriggerKind, groups, measures
from averment.knowledge.tables import Tables
from averment.model.claim import Amount, Victim

PEOPLE = "people"
THINGS = "things"
CHILDREN = "children"
NOT_COUNTED = "none"  # the domain of nouns that are never in a ledger: animals, seats, villages
ADULT = 18


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount of somebody or something, in the words first..last (token numbers) around `head`.

    `group` is None where only a number or an unknown noun tells ("killed 12", "12 seamen"). `points` marks an amount
    of people told before ("15 of them", "three of the wounded"). `of_harm` marks a noun that itself tells of harm
    ("five deaths", "80 wounded"). `named` is the persons whom the words name.
    """

    first: int
    last: int
    head: int
    amount: Amount
    group: str | None
    domain: str
    further: bool = False
    points: bool = False
    of_harm: bool = False
    named: tuple[Victim, ...] = ()
    others: bool = False  # "11 others": of the group beside


def lookup(doc: Doc, last: int, tables: Tables) -> tuple[Group | None, int]:
    """The group of the longest phrase of the table that ends at this word, and its first word."""
    known = groups(tables)
    endings = [form for form in _singulars(doc[last]) if form in known.endings]
    for size in range(min(known.longest, last + 1) if endings else 0, 0, -1):
        words = [doc[i].lower_ for i in range(last - size + 1, last)]
        for ending in endings:
            group = known.nouns.get(" ".join([*words, ending]))
            if group is not None and not (words[:1] == ["old"] and _ends_an_age(doc, last - size)):
                return group, last - size + 1
    return None, last


def harm_noun(token: Token, tables: Tables) -> bool:
    """Whether the word is a noun that tells of harm by itself: "deaths", "wounded"."""
    kinds = {TriggerKind.HARM, TriggerKind.HARMED}
    forms = list(_singulars(token))
    return any(t.kind in kinds and t.words == form for form in forms for t in measures(tables).triggers.get(form, ()))


def _ends_an_age(doc: Doc, before: int) -> bool:
    """The "old" of "a 37-year old woman" or "a 37-year-old man" makes nobody elderly."""
    if before > 0 and doc[before].text in ("-", "‑"):
        before -= 1
    return before >= 0 and doc[before].lemma_.lower() in ("year", "month", "week", "day")


def _singulars(token: Token) -> Iterator[str]:
    """The forms under which the table may hold a noun."""
    word = token.lower_
    yield word
    yield token.lemma_.lower()
    if word.endswith("men"):
        yield word[:-3] + "man"
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]


def group_of(doc: Doc, start: int, head: int, group: Group, tables: Tables) -> str:
    """The noun's group, or that of an adjective before it where the noun tells none: "elderly people"."""
    if group.group != PEOPLE:
        return group.group
    return adjective_group(doc, start, head, tables) or PEOPLE


def adjective_group(doc: Doc, start: int, head: int, tables: Tables) -> str | None:
    known = groups(tables).adjectives
    return next((known[doc[i].lower_].group for i in range(start, head) if doc[i].lower_ in known), None)
