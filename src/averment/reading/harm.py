"""Where a text tells of harm, and which counted phrases were hit: "killed 12", "five deaths", "lost two tanks"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from averment.knowledge.figures import Trigger, TriggerKind, context_words
from averment.knowledge.tables import Tables
from averment.reading.company import with_company
from averment.reading.counted import Counted
from averment.reading.listing import RELATIVES, SUBJECTS, Lists, listed
from averment.reading.triggers import PHRASE_REACH, triggers_at

CASUALTIES = "casualties"
KILLED_OR_WOUNDED = {"killed", "wounded"}
MANY_LISTED = frozenset({"killed", "wounded", "missing", "captured", "abducted", "casualties"})
GAP = 4  # words that may stand between a trigger and the phrase it hits where the tree does not tell


@dataclass(frozen=True, slots=True)
class Harm:
    """A trigger at `token` and the phrases it hits; several that stand in one list are counted together."""

    token: int
    kind: TriggerKind
    measure: str | None
    things: str | None
    hit: tuple[Counted, ...]


def find_harm(doc: Doc, counted: tuple[Counted, ...], tables: Tables) -> tuple[Harm, ...]:
    """Every word of the text that tells of harm to somebody or something counted, in order."""
    lists = listed(doc, counted, tables)
    found: list[Harm] = []
    for token in doc:
        for trigger in triggers_at(doc, token, tables):
            hit = hit_by(doc, token, trigger, lists, tables)
            if trigger.measure == "wounded":
                hit = tuple(one for one in hit if not (one.of_harm and _are_dead(doc[one.head], tables)))
            if hit and trigger.measure in MANY_LISTED:
                hit = with_company(doc, token, hit, lists, tables)
            if hit:
                found.append(Harm(token.i, trigger.kind, trigger.measure, trigger.things, hit))
                break
    return tuple(_casualties(doc, found, tables))


def _are_dead(noun: Token, tables: Tables) -> bool:
    """ "Nine bodies were taken to hospital": nobody of them is wounded."""
    return any(trigger.measure == "killed" for trigger in triggers_at(noun.doc, noun, tables))


def hit_by(doc: Doc, token: Token, trigger: Trigger, lists: Lists, tables: Tables) -> tuple[Counted, ...]:
    """The phrases of `lists` that the trigger at this word hits; none where nothing tells."""
    match trigger.kind:
        case TriggerKind.DOES:
            found = _hit_by_verb(doc, token, lists, tables)
            loose = token.tag_ in ("VBD", "VBN") and not any(child.dep_ == "obj" for child in token.children)
            return found or (_blown_up(doc, _of_subject(doc, token, lists, tables), tables) if loose else ())
        case TriggerKind.SUFFERS:
            return _of_subject(doc, token, lists, tables)
        case TriggerKind.LOSES:
            return _hit_by_verb(doc, token, lists, tables)
        case TriggerKind.TAKES_LIVES:
            return _lives(doc, token, lists)
        case TriggerKind.STATE:
            return _in_state(doc, token, lists, tables)
        case _:
            return _of_noun(doc, token, trigger, lists)


def _blown_up(doc: Doc, hit: tuple[Counted, ...], tables: Tables) -> tuple[Counted, ...]:
    """Without what was itself the bomb: "a car packed with explosives blew up"."""
    weapons = context_words(tables)["makes a weapon"]
    return tuple(one for one in hit if not any(word.lemma_.lower() in weapons for word in doc[one.head].subtree))


def _hit_by_verb(doc: Doc, token: Token, lists: Lists, tables: Tables) -> tuple[Counted, ...]:
    """The object of an active verb, the subject of a passive one, the noun that a participle describes."""
    if is_passive(token):
        return _of_subject(doc, token, lists, tables)
    objects = [
        child
        for child in token.children
        if child.dep_ in ("obj", "iobj", "dep", "ccomp", "xcomp") and child.i > token.i
    ]
    for child in sorted(objects, key=lambda one: one.dep_ != "obj"):
        found = _list_at(child, lists)
        if found and (child.dep_ in ("obj", "iobj") or found[0].first <= token.i + GAP):
            return found
    return _just_after(doc, token, lists, tables)


def is_passive(token: Token) -> bool:
    """Whether those hit by the verb are its subject or the noun it describes."""
    children = {child.dep_ for child in token.children}
    if {"aux:pass", "nsubj:pass"} & children:
        return True
    if token.tag_ not in ("VBN", "VBD", "JJ") or "obj" in children:
        return False
    if token.dep_ == "conj" and token.head.pos_ == "VERB" and not _has_subject(token):
        return is_passive(token.head)
    having = any(child.dep_ == "aux" and child.lemma_.lower() == "have" for child in token.children)
    if having:
        return False
    return token.tag_ == "VBN" and (
        token.dep_ in ("acl", "amod", "root", "parataxis", "acl:relcl", "advcl") or "nsubj" not in children
    )


def _of_subject(doc: Doc, token: Token, lists: Lists, tables: Tables) -> tuple[Counted, ...]:
    """The phrases that are the subject; of a clause about a noun ("who were killed") the noun."""
    for dep in SUBJECTS:
        for child in token.children:
            if child.dep_ == dep:
                antecedent = child.tag_ in RELATIVES or (child.lower_ == "that" and token.dep_.startswith("acl"))
                found = _list_at(token.head if antecedent else child, lists)
                if found:
                    return found
    before = _just_before(doc, token, lists, tables)
    if before:
        return before
    if token.dep_ in ("acl", "acl:relcl", "amod") and token.head.i < token.i and not _has_subject(token):
        return _list_at(token.head, lists)
    if token.dep_ == "conj" and (own := _after_conjunction(doc, token, lists)):
        return own
    if token.dep_ in ("conj", "xcomp") and token.head.pos_ in ("VERB", "ADJ") and not _has_subject(token):
        if (
            token.dep_ == "xcomp"
            and (obj := next((c for c in token.head.children if c.dep_ == "obj"), None)) is not None
        ):
            return _list_at(obj, lists)
        return _of_subject(doc, token.head, lists, tables)
    return ()


def _after_conjunction(doc: Doc, token: Token, lists: Lists) -> tuple[Counted, ...]:
    """The list right after the "and" before a verb with auxiliaries of its own: "were killed and two, a nurse among
    them, were hurt"; the tree hangs them elsewhere."""
    if token.i < token.head.i or not any(child.dep_.startswith("aux") for child in token.children):
        return ()
    for i in range(token.head.i + 1, token.i):
        if doc[i].dep_ == "cc" and doc[i].head.i > token.head.i and i + 1 in lists:
            return tuple(one for one in lists[i + 1] if one.first > i)
    return ()


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in token.children)


def _list_at(token: Token, lists: Lists) -> tuple[Counted, ...]:
    """The list in which the word stands; else that of what is joined to it or said by "of" after it."""
    found = lists.get(token.i)
    if found is not None:
        return found
    for child in token.children:
        joined = child.dep_ == "conj" or (child.dep_ == "nmod" and any(one.lower_ == "of" for one in child.children))
        if joined and child.i in lists and token.lower_ not in ("part", "kind", "result"):
            return lists[child.i] if child.dep_ == "conj" else ()
    return ()


def _just_before(doc: Doc, token: Token, lists: Lists, tables: Tables) -> tuple[Counted, ...]:
    """The list that ends right before the trigger, auxiliaries and adverbs aside."""
    passed = context_words(tables)["passed over"]
    for i in range(token.i - 1, max(token.sent.start, token.i - 1 - GAP) - 1, -1):
        if i in lists:
            return lists[i]
        if not (doc[i].pos_ in ("AUX", "ADV") or doc[i].lower_ in passed):
            break
    return ()


def _just_after(doc: Doc, token: Token, lists: Lists, tables: Tables) -> tuple[Counted, ...]:
    passed = context_words(tables)["passed over"]
    for i in range(token.i + 1, min(token.sent.end, token.i + 1 + GAP)):
        if i in lists:
            return lists[i]
        if not (doc[i].pos_ == "ADV" or doc[i].dep_ == "compound:prt" or doc[i].lower_ in passed):
            break
    return ()


def _lives(doc: Doc, token: Token, lists: Lists) -> tuple[Counted, ...]:
    """ "claimed 30,000 lives", "took the lives of 12 miners"."""
    for i in range(token.i + 1, min(token.sent.end, token.i + 1 + PHRASE_REACH)):
        if doc[i].lower_ in ("life", "lives"):
            if i in lists:
                return lists[i]
            return _after_of(doc, i, lists)
    return ()


def _after_of(doc: Doc, noun: int, lists: Lists) -> tuple[Counted, ...]:
    """Those of whom the noun is said: "the death of two men", "the murder in Lomas of a judge"."""
    at = noun + 1
    while at < len(doc) and (doc[at].lower_ in ("in", "at", "near") or doc[at].ent_type_ == "PLACE"):
        at += 1
    if at + 1 >= len(doc) or doc[at].lower_ != "of":
        # "the death under torture of a baker", "the killing on Monday of two men"
        inside = (token for token in doc[noun].subtree if noun < token.i <= noun + 2 * GAP)
        at = next((one.i for one in inside if one.lower_ == "of" and one.dep_ == "case"), -1)
    if at > 0:
        return next((lists[i] for i in range(at + 1, min(len(doc), at + 1 + GAP)) if i in lists), ())
    return ()


def _in_state(doc: Doc, token: Token, lists: Lists, tables: Tables) -> tuple[Counted, ...]:
    """An adjective's noun: the phrase it stands in or right before, or its subject; not where others are among them."""
    if any(child.dep_ == "case" and child.lower_.startswith("among") for child in token.children):
        return ()
    inside = lists.get(token.i)
    if inside is not None:
        return tuple(one for one in inside if one.first <= token.i <= one.last and not (one.of_harm or one.points))
    described = lists.get(token.head.i) if token.dep_ == "amod" and token.head.i > token.i else None
    if described:
        return tuple(one for one in described if one.first <= token.head.i <= one.last)
    return _of_subject(doc, token, lists, tables)


def _of_noun(doc: Doc, token: Token, trigger: Trigger, lists: Lists) -> tuple[Counted, ...]:
    """The amount of the noun itself ("five deaths"), or those it is said of ("the deaths of four children").

    They may also possess it: "the six miners' deaths".
    """
    own = lists.get(token.i)
    if own is not None:
        return tuple(one for one in own if one.head == token.i and one.of_harm)
    if trigger.kind is TriggerKind.HARM or trigger.words in ("body", "corpse"):
        said = tuple(one for one in _after_of(doc, token.i, lists) if not one.of_harm)
        return said or next((lists[c.i] for c in token.children if c.dep_ == "nmod:poss" and c.i in lists), ())
    return ()


def _casualties(doc: Doc, found: list[Harm], tables: Tables) -> Iterator[Harm]:
    """ "killed or wounded 12": killed and wounded are not told apart, and the 12 are counted once."""
    skip: set[int] = set()
    for harm in found:
        if harm.token in skip:
            continue
        pair = _pair(doc, harm, tables)
        if pair is None:
            yield harm
            continue
        skip.update(pair)
        hits = [one.hit for one in found if one.token in pair]
        yield Harm(harm.token, harm.kind, CASUALTIES, None, hits[0])


def _pair(doc: Doc, harm: Harm, tables: Tables) -> set[int] | None:
    for first, second in ((harm.token, harm.token + 2), (harm.token - 2, harm.token)):
        if first < 0 or second >= len(doc) or doc[first + 1].lower_ not in ("and", "or", "/"):
            continue
        told = [next(triggers_at(doc, doc[i], tables), None) for i in (first, second)]
        if all(told) and {one.measure for one in told if one} == KILLED_OR_WOUNDED:
            return {first, second}
    return None
