"""People who were hit without a number told: "others were wounded", "there were deaths and injuries"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from averment.knowledge.figures import Trigger, TriggerKind, context_words
from averment.knowledge.tables import Tables
from averment.model.claim import Amount, Bound
from averment.model.text import Span
from averment.reading.counted import PEOPLE, Counted, lookup
from averment.reading.harm import Harm, hit_by
from averment.reading.listing import SUBJECTS, Lists
from averment.reading.triggers import VERBAL, triggers_at

BODILY = frozenset({"killed", "wounded", "casualties"})
NOUNS = frozenset({TriggerKind.HARM, TriggerKind.HARMED})
PLURALS = frozenset({"NNS", "NNPS"})
GENERAL = frozenset({"VB", "VBP", "VBZ"})  # "mines kill farmers" tells of no incident


def find_untold(doc: Doc, counted: tuple[Counted, ...], told: Iterable[Harm], tables: Tables) -> tuple[Harm, ...]:
    """Each word of death or injury that hits a bare plural and that no counted phrase answers, in order."""
    answered = {harm.token for harm in told}
    held = {i for one in counted for i in range(one.first, one.last + 1)}
    plurals = {token.i: (_plural(token, tables),) for token in doc if token.i not in held and _is_plural(token, tables)}
    found = []
    for token in doc:
        if token.i in answered or token.i in held or token.tag_ in GENERAL:
            continue
        trigger = next((one for one in triggers_at(doc, token, tables) if one.measure in BODILY), None)
        hit = _hit(doc, token, trigger, plurals, tables) if trigger else ()
        if trigger and hit:
            found.append(Harm(token.i, trigger.kind, trigger.measure, None, hit[:1]))
    return tuple(found)


def _hit(doc: Doc, token: Token, trigger: Trigger, plurals: Lists, tables: Tables) -> tuple[Counted, ...]:
    if trigger.kind in NOUNS:
        if not _tells_of_people(token, trigger, tables):
            return hit_by(doc, token, trigger, plurals, tables)
        return (_amount_of(token),)
    if trigger.kind in VERBAL and token.tag_ == "VBG" and token.dep_ != "advcl":
        return ()  # "accused of killing farmers", "stop wounding people"
    return hit_by(doc, token, trigger, plurals, tables)


def _is_plural(token: Token, tables: Tables) -> bool:
    """Whether the word is a plural that counts people and nothing before it denies, asks or numbers them."""
    if token.tag_ not in PLURALS or token.dep_ in ("compound", "nmod:poss"):
        return False
    group, _ = lookup(token.doc, token.i, tables)
    if group is None or group.domain != PEOPLE:
        return False
    words = context_words(tables)
    numbered = any(child.dep_ in ("nummod", "advmod") for child in token.children)
    return not numbered and not any(child.lower_ in words["no such"] for child in token.children)


def _plural(token: Token, tables: Tables) -> Counted:
    group, start = lookup(token.doc, token.i, tables)
    amount = Amount(None, None, Bound.VAGUE, Span(token.doc[start].idx, token.idx + len(token)))
    others = token.lower_ == "others"
    told = None if others or group is None else group.group
    return Counted(start, token.i, token.i, amount, told, PEOPLE, further=others, others=others)


def _amount_of(token: Token) -> Counted:
    amount = Amount(None, None, Bound.VAGUE, Span(token.idx, token.idx + len(token)))
    return Counted(token.i, token.i, token.i, amount, PEOPLE, PEOPLE, of_harm=True)


def _tells_of_people(token: Token, trigger: Trigger, tables: Tables) -> bool:
    """ "Injuries were reported", "left martyrs and wounded"; not "died of his wounds", "injuries to the leg"."""
    words = context_words(tables)
    if any(child.dep_ == "nmod:poss" or child.lower_ in words["no such"] for child in token.children):
        return False
    if trigger.kind is TriggerKind.HARMED:
        stands = token.tag_ in PLURALS or _stands_for_people(token)
        return stands and token.dep_ != "compound" and not _is_told_again(token, tables)
    if token.tag_ not in PLURALS or any(child.dep_ in ("det", "nmod") for child in token.children):
        return False
    return any(_is_brought(one, words["brings harm"]) for one in _with_those_joined(token))


def _stands_for_people(token: Token) -> bool:
    """ "The wounded", "martyrs and wounded": an adjective in the place of a noun."""
    if token.dep_ == "conj":
        return token.head.tag_ in PLURALS
    the = any(child.lower_ == "the" for child in token.children)
    return the and token.tag_ in ("JJ", "VBN") and token.dep_ in (*SUBJECTS, "obj", "obl")


def _is_told_again(token: Token, tables: Tables) -> bool:
    """ "The dead are being counted", "the number of wounded": those hit are known, and this tells of no others."""
    words = context_words(tables)
    counts = token.dep_ == "nmod" and token.head.lemma_.lower() in words["toll"]
    return counts or (token.dep_ in (*SUBJECTS, "obj") and token.head.lemma_.lower() in words["done to the dead"])


def _with_those_joined(token: Token) -> Iterator[Token]:
    yield token
    while token.dep_ == "conj" and token.head != token:
        token = token.head
        yield token


def _is_brought(token: Token, brings: frozenset[str]) -> bool:
    if token.dep_ in SUBJECTS:
        return token.head.lemma_.lower() in brings or token.head.tag_ == "VBN"
    return token.dep_ in ("obj", "obl", "xcomp", "ccomp", "dep") and token.head.lemma_.lower() in brings
