"""Lists of those who are counted: "a woman, her child and two guards"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from averment.knowledge.figures import context_words
from averment.knowledge.tables import Tables
from averment.reading.counted import PEOPLE, Counted, lookup
from averment.reading.triggers import triggers_at

SUBJECTS = ("nsubj:pass", "nsubj", "nsubj:outer", "csubj")
RELATIVES = frozenset({"WP", "WDT", "WP$"})
BODILY = frozenset({"killed", "wounded"})
WORDS_AFTER = 4  # in which a clause of its own begins after a phrase: "two others were also hurt"

Lists = Mapping[int, tuple[Counted, ...]]
"""For each word of a counted phrase, the list of phrases that it stands in ("a woman and a child")."""


def listed(doc: Doc, counted: tuple[Counted, ...], tables: Tables) -> Lists:
    """Counted phrases that stand in one list, each word of them leading to the whole list."""
    groups: list[list[Counted]] = []
    for one in counted:
        if groups and _joined(doc, groups[-1][-1], one, tables) and not begins_anew(doc, groups[-1], one, tables):
            groups[-1].append(one)
        else:
            groups.append([one])
    found: dict[int, tuple[Counted, ...]] = {}
    for group in (part for one in groups for part in _closed(doc, one)):
        for member in group:
            found.update(dict.fromkeys(range(member.first, member.last + 1), tuple(group)))
    return found


def _joined(doc: Doc, one: Counted, other: Counted, tables: Tables) -> bool:
    """Whether only "and", commas, ages and the like stand between two phrases of one clause."""
    if one.of_harm or other.of_harm or other.points or one.points or doc[one.head].sent != doc[other.head].sent:
        return False
    if _is_subject_elsewhere(doc, one, other):
        return False
    between = _without_label(_without_brackets([doc[i] for i in range(one.last + 1, other.first)]), tables)
    joins = context_words(tables)["joins"]
    return bool(between) and all(token.lower_ in joins or token.is_space for token in between)


def begins_anew(doc: Doc, members: list[Counted], one: Counted, tables: Tables) -> bool:
    """ "four killed, including a nurse, and two others hurt": the others are no part of the list before them.

    So are those after "with", and those whom a clause of their own tells of, where harm is told right after them.
    """
    if not tells_own_harm(doc, one, tables):
        return False
    words, before = context_words(tables), doc[max(0, members[0].first - 1)]
    between = doc[members[-1].last + 1 : one.first]
    opened = before.lower_ in words["including"]
    apart = one.others or one.further or any(token.text == "," for token in between)
    return (opened and apart) or between[-1].lower_ == "with" or doc[one.last + 1].tag_ in RELATIVES


def tells_own_harm(doc: Doc, one: Counted, tables: Tables) -> bool:
    """Whether a word of death or injury comes right after the phrase, auxiliaries and the like passed over."""
    words, after = context_words(tables), range(one.last + 1, min(len(doc), one.last + WORDS_AFTER))
    told = next((i for i in after if not _is_passed(doc[i], words)), None)
    return told is not None and any(trigger.measure in BODILY for trigger in triggers_at(doc, doc[told], tables))


def _is_passed(token: Token, words: Mapping[str, frozenset[str]]) -> bool:
    return token.pos_ in ("AUX", "ADV") or token.lower_ in words["passed over"] or token.tag_ in RELATIVES


def _without_brackets(between: list[Token]) -> list[Token]:
    """What stands outside brackets: "his wife Ikram (41), and their ..."."""
    kept, depth = [], 0
    for token in between:
        depth += token.text in ("(", "[")
        if not depth:
            kept.append(token)
        depth -= token.text in (")", "]")
    return kept


def _without_label(between: list[Token], tables: Tables) -> list[Token]:
    """What stands before the relation of several names: the "their sons" of "and their sons Ivan and Pavel"."""
    end = len(between)
    while end and between[end - 1].text in (":", "–", "-", ","):
        end -= 1
    if not end or between[end - 1].tag_ != "NNS" or _domain(between[end - 1], tables) != PEOPLE:
        return between
    start = end - 1
    while start and between[start - 1].tag_ == "JJ":
        start -= 1
    return between[: start - 1] if start and between[start - 1].tag_ == "PRP$" else between


def _domain(token: Token, tables: Tables) -> str | None:
    group, _ = lookup(token.doc, token.i, tables)
    return group.domain if group else None


def _is_subject_elsewhere(doc: Doc, one: Counted, other: Counted) -> bool:
    """ "killed two soldiers and three civilians were hurt": the civilians begin a clause of their own."""
    head = doc[other.head]
    own_clause = head.dep_ in SUBJECTS and head.head.i > other.last
    return (
        own_clause
        and doc[one.head].dep_ not in (*SUBJECTS, "conj", "nummod", "nmod")
        and any(token.pos_ == "VERB" for token in doc[doc[one.head].sent.start : one.first])
    )


def _closed(doc: Doc, group: list[Counted]) -> Iterator[list[Counted]]:
    """A list is closed by "and"; phrases with commas alone between them are none, but things lost may be."""
    if len(group) == 1 or group[-1].domain != PEOPLE:
        yield group
        return
    for last in range(len(group) - 1, 0, -1):
        between = doc[group[last - 1].last + 1 : group[last].first].text.strip(" ,\n")
        if between:
            yield group[: last + 1]
            yield from ([one] for one in group[last + 1 :])
            return
    yield from ([one] for one in group)
