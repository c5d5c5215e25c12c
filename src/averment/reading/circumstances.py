"""How a figure is meant: as fact, feared, denied or only possible; of an incident, a day or a war; done by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from averment.knowledge.events import event_words, weapons
from averment.knowledge.figures import context_words, groups
from averment.knowledge.parties import seat_side
from averment.knowledge.place_words import division_levels
from averment.knowledge.tables import Tables
from averment.model.claim import Modality, Party, Scope
from averment.model.text import Span
from averment.reading.harm import is_passive
from averment.reading.phrases import noun_phrase, text_of

Words = Mapping[str, frozenset[str]]
STEPS = 6  # how far up the tree a condition or a wish reaches a word
PLACE_ALONE = re.compile(
    r"\b(?:in|at|near|around)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*\s+alone\b"
)


def modality_of(doc: Doc, head: Token, single: bool, tables: Tables) -> Modality:
    """How the clause of this predicate is meant. `single`: the figure is one person, of whom habits may speak."""
    words = context_words(tables)
    line = list(_up(head))
    auxiliaries = {child.lower_ for token in line[:1] for child in token.children if child.dep_.startswith("aux")}
    if head.sent.text.rstrip(" ”\"’'").endswith("?") or _is_wished(line, words) or _under_condition(line, words):
        return Modality.HYPOTHETICAL
    if auxiliaries & words["hypothetical"]:
        return Modality.HYPOTHETICAL
    if auxiliaries & words["future"] or _is_going_to(head):
        return Modality.FUTURE
    if single and any(token.lower_ in words["habit"] for token in head.subtree):
        return Modality.HYPOTHETICAL
    if _is_negated(head, words):
        return Modality.NEGATED
    if auxiliaries & words["feared"] or _is_feared(head, line, words) or _is_preliminary(head, words):
        return Modality.PRELIMINARY
    return Modality.ACTUAL


def _up(token: Token) -> Iterator[Token]:
    """The word and the words that its clause hangs on, as far as the same statement reaches."""
    for _ in range(STEPS):
        yield token
        if token.head == token:
            return
        token = token.head


def _is_wished(line: list[Token], words: Words) -> bool:
    """ "threatened to kill two", "the risk of killing", "tried to": an infinitive that nobody says was carried out."""
    for token in line:
        if token.dep_ in ("ccomp", "parataxis", "root") and token != line[0]:
            break
        to = any(child.lower_ == "to" and child.dep_ in ("mark", "aux") for child in token.children)
        had = any(child.lower_ in ("have", "had") and child.dep_ == "aux" for child in token.children)
        governor = token.head
        open_end = to and not had and token.tag_ in ("VB", "VBN") and governor != token
        if open_end and governor.lemma_.lower() not in words["did it"]:
            return True
        if (
            token.tag_ == "VBG"
            and token.dep_ in ("xcomp", "acl", "obl", "advcl", "nmod")
            and governor.lemma_.lower() in (words["wish"] | words["risk"])
        ):
            return True
        if (
            token.dep_ in ("nmod", "acl", "obl")
            and governor.lemma_.lower() in words["risk"]
            and governor.pos_ == "NOUN"
        ):
            return governor.lemma_.lower() not in ("call", "attempt", "report", "order")
    return False


def _under_condition(line: list[Token], words: Words) -> bool:
    for token in line:
        if token.dep_ == "ccomp" and token != line[0]:
            break
        marks = [child for child in token.children if child.dep_ in ("mark", "advmod") and child.i < token.i]
        for mark in marks:
            if mark.lower_ not in words["condition"]:
                continue
            if mark.lower_ in ("when", "whenever"):
                if token.tag_ in ("VBZ", "VBP"):
                    return True
                continue
            return True
        if token.dep_ in ("root", "parataxis"):
            break
    return False


def _is_going_to(head: Token) -> bool:
    return head.tag_ == "VB" and head.head.lower_ == "going" and head.dep_ == "xcomp"


def _is_negated(head: Token, words: Words) -> bool:
    return any(child.lower_ in words["not"] and child.dep_ == "advmod" for child in head.children)


def _is_feared(head: Token, line: list[Token], words: Words) -> bool:
    beside = [child.lower_ for child in head.children if child.dep_ in ("advmod", "amod", "aux")]
    above = [token.lower_ for token in line[1:3] if token.pos_ in ("VERB", "ADJ") and head.dep_ in ("xcomp", "ccomp")]
    return any(word in words["feared"] for word in beside) or any(
        word in words["feared"] and word not in ("fear", "believe", "suspect") for word in above
    )


def _is_preliminary(head: Token, words: Words) -> bool:
    return any(token.lower_ in words["preliminary"] for token in head.sent)


def scope_of(doc: Doc, span: Span, head: Token, tables: Tables) -> Scope:
    """Of what the figure is the sum. Codebook, section 2. `span` is the evidence."""
    words = context_words(tables)
    told = " ".join(text_of(doc)[span.start : min(head.sent.end_char, span.end + 60)].lower().split())
    sentence = " ".join(head.sent.text.lower().split())
    if _is_war(head, words["war"]):
        return Scope.WAR
    if any(f" {phrase}" in f" {told}" for phrase in words["day"]):
        return Scope.DAY
    if PLACE_ALONE.search(text_of(doc), span.start, min(head.sent.end_char, span.end + 60)):
        return Scope.PLACE
    if any(phrase in sentence for phrase in words["cumulative"]) or _since(list(head.sent), words["since"]):
        return Scope.CUMULATIVE
    return Scope.INCIDENT


def _is_war(head: Token, wars: frozenset[str]) -> bool:
    """ "a six-year war had claimed", "was killed in the 2020 war": the war as a whole, long or named by its year."""
    for token in head.sent:
        if token.lemma_.lower() not in wars or token.pos_ not in ("NOUN", "PROPN"):
            continue
        subject = token.dep_ in ("nsubj", "nsubj:pass") and token.head in (head, *head.ancestors)
        during = token.dep_ == "obl" and any(
            one.lower_ in ("in", "during", "by", "throughout") for one in token.children
        )
        dated = any(one.pos_ == "NUM" or "year" in one.lower_ for child in token.children for one in child.subtree)
        if (subject and dated) or (during and dated) or (subject and token.head == head):
            return True
    return False


def _since(tokens: list[Token], words: frozenset[str]) -> bool:
    for place, token in enumerate(tokens):
        if token.lower_ != "since":
            continue
        following = [one for one in tokens[place + 1 : place + 6] if not one.is_space]
        if any(one.lower_ in words or one.lemma_.lower() in words or one.like_num for one in following):
            return True
    return False


def actor_and_weapon(doc: Doc, head: Token, by_subject: bool, tables: Tables) -> tuple[Party | None, str | None]:
    """Who the words say did it, and with what: the subject of "killed", "by rebels", "Norvian shelling"."""
    actor, weapon = None, None
    for token in _doers(head, by_subject):
        named = _weapon(token, tables)
        weapon = weapon or named
        if actor is None and named is None and _can_act(token, tables):
            actor = _party(token)
        elif actor is None:
            actor = _behind(token, tables)
    return actor, weapon


def _doers(head: Token, by_subject: bool) -> Iterator[Token]:
    """The words that tell who or what did it, the closest first."""
    passive = not by_subject or is_passive(head) or head.pos_ != "VERB"
    for child in head.children:
        if child.dep_ in ("nsubj", "nsubj:outer") and not passive and child.i < head.i:
            yield child
    for child in head.children:
        prepositions = {one.lower_ for one in child.children if one.dep_ == "case"}
        if child.dep_ in ("obl", "obl:agent", "nmod", "nmod:agent") and prepositions & {
            "by",
            "in",
            "during",
            "from",
            "after",
            "with",
        }:
            yield child
    has_own = any(child.dep_ == "nsubj" for child in head.children)
    if head.dep_ in ("conj", "advcl", "acl", "xcomp") and head.head.pos_ == "VERB" and not passive and not has_own:
        yield from _doers(head.head, by_subject)


def _weapon(token: Token, tables: Tables) -> str | None:
    known = weapons(tables)
    for one in (token, *(child for child in token.children if child.dep_ in ("compound", "amod", "nmod", "conj"))):
        pair = f"{one.nbor(-1).lemma_.lower()} {one.lemma_.lower()}" if one.i else ""
        for form in (pair, one.lemma_.lower(), one.lower_):
            if form in known:
                return known[form].name
    return None


def _can_act(token: Token, tables: Tables) -> bool:
    """Whether the noun names somebody: a pronoun, a name, an army, people."""
    lemma = token.lemma_.lower()
    prepositions = {one.lower_ for one in token.children if one.dep_ == "case"}
    if prepositions and "by" not in prepositions:
        return False
    if token.pos_ == "PRON":
        return token.lower_ not in ("it", "this", "that", "which", "what", "there")
    group = groups(tables).nouns.get(lemma)
    person = group is not None and group.domain == "people"
    return person or lemma in event_words(tables, "armed") or token.ent_type_ in ("ORG", "PERSON", "PLACE")


def _behind(token: Token, tables: Tables) -> Party | None:
    """Who stands behind an attack: "Norvian shelling", "Norvia's strike", "an attack by rebels"."""
    for child in token.subtree:
        by = any(one.lower_ == "by" and one.dep_ == "case" for one in child.children)
        if by and child.dep_ in ("nmod", "obl", "obl:agent") and _can_act(child, tables):
            return _party(child)
    for child in token.children:
        possessor = child.dep_ == "nmod:poss" and child.pos_ == "PROPN"
        nation = child.dep_ in ("amod", "compound") and child.text[:1].isupper() and child.pos_ in ("ADJ", "PROPN")
        where = token.ent_type_ == "PLACE" or token.lower_ in division_levels(tables)
        if child.dep_ == "compound" and (where or seat_side(child.text, tables) is not None):
            continue  # "in Kirin province", "a Karvin bombing": where it was
        if (possessor or nation) and child.ent_type_ != "PERSON" and not token.text.isupper():
            return _party(child)
    return None


def _party(token: Token) -> Party:
    span = noun_phrase(token)
    return Party(span.of(text_of(token.doc)), span=span)
