"""Who does an event and to whom: the doer and the one hit, from the words around its trigger."""

from __future__ import annotations

from spacy.tokens import Token

from averment.knowledge.events import Pattern, SubjectIs, event_patterns, event_words, weapons
from averment.knowledge.parties import seat_side, side_of
from averment.knowledge.tables import Tables
from averment.model.claim import EventType
from averment.reading.phrases import noun_phrase, text_of

SUBJECTS = frozenset({"nsubj", "nsubj:outer", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
INHERITING = frozenset({"conj", "xcomp", "advcl", "parataxis"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
FURTHEST_INHERITANCE = 4  # clauses up: further away the subject is somebody else's


def parties_of(
    token: Token, predicate: Token, pattern: Pattern, part: str, tables: Tables
) -> tuple[Token | None, Token | None]:
    """The doer and the one hit of a trigger that is a "verb" or "noun"; None for one that is not told."""
    if part == "noun":
        return _noun_parties(token, predicate, tables)
    actor, target = _verb_parties(token, tables)
    subject = doer_of(token)
    if subject is None or pattern.subject is SubjectIs.BY_VOICE:
        return actor, target or (_opponent(actor, tables) if pattern.event_type is EventType.ARMED_CLASH else None)
    if pattern.subject is SubjectIs.ACTOR:
        return subject[0], None if target == subject[0] else target
    things = (child for child in token.children if child.dep_ in {"obj", "obl"} and _is_weapon(child, tables))
    thing = next(things, None)
    return (_owner(thing, tables) if thing is not None else None), subject[0]


def _opponent(actor: Token | None, tables: Tables) -> Token | None:
    """The other side of a clash where both are its subject: "soldiers and rebels clashed"."""
    joined = (child for child in actor.children if child.dep_ == "conj") if actor is not None else ()
    return next((other for other in joined if acts(other, tables)), None)


def is_launched(verb: Token, target: Token, tables: Tables) -> bool:
    """Whether the object is what is fired, not what is hit: "launched rocket artillery"."""
    made_of = [target, *(child for child in target.children if child.dep_ in {"compound", "amod"})]
    launches = lemma_of(verb) in event_words(tables, "support") | event_words(tables, "firing")
    return launches and any(_is_weapon(word, tables) for word in made_of)


def _verb_parties(verb: Token, tables: Tables) -> tuple[Token | None, Token | None]:
    subject = doer_of(verb)
    agent = _agent(verb, tables)
    target = next((child for child in verb.children if child.dep_ in {"obj", "nsubj:pass"}), None)
    target = target or _against(verb, tables)
    if subject is None:
        return agent, target
    word, is_passive = subject
    if is_passive or (target is None and _leaves_out_the_auxiliary(verb, tables)):
        return agent, target or word
    if _is_weapon(word, tables):
        return agent or _owner(word, tables), target
    if target is not None and is_launched(verb, target, tables):
        target = _against(verb, tables)
    return word, target


def _noun_parties(noun: Token, predicate: Token, tables: Tables) -> tuple[Token | None, Token | None]:
    """Whose attack it is and on whom; a noun that a verb of doing carries has that verb's subject."""
    actor = _owner(noun, tables)
    target = _against(noun, tables)
    if (
        actor is not None
        and target is None
        and actor.dep_ == "nmod:poss"
        and lemma_of(noun) in event_words(tables, "befalls")
    ):
        actor, target = None, actor  # "after her arrest", "the mayor's murder"
    between = next((child for child in noun.children if _has_case(child, "between")), None)
    if between is not None:
        other = next((child for child in between.children if child.dep_ == "conj"), None)
        return between, other
    if predicate != noun and lemma_of(predicate) in event_words(tables, "support"):
        subject = doer_of(predicate)
        if subject and subject[0] != noun:
            doer = subject[0] if not subject[1] else None
            agent = _agent(predicate, tables)
            actor = doer if doer is not None and doer.i != noun.i else agent or actor
        target = target or _against(predicate, tables, but=noun)
    return actor, target


def doer_of(verb: Token) -> tuple[Token, bool] | None:
    """Who does it (or, passive, to whom it is done), looked for up the clauses that share a subject."""
    current = verb
    for _ in range(FURTHEST_INHERITANCE):
        for child in current.children:
            if child.dep_ in SUBJECTS:
                # "died after being shot": the subject that the passive clause shares is the one hit
                return _stands_for(child, current), any(one.dep_ == "aux:pass" for one in verb.children)
            if child.dep_ in PASSIVE_SUBJECTS:
                # "was forced back, firing ..." inherits its subject as the doer, "was killed and wounded" does not
                return _stands_for(child, current), current == verb or verb.tag_ == "VBN"
        if current.dep_ in {"acl", "acl:relcl"} and current.head.pos_ in NOMINAL:
            is_participle = current.tag_ == "VBN" and current.dep_ == "acl"
            return current.head, is_participle
        if current.dep_ not in INHERITING or current.head == current:
            return None
        current = current.head
    return None


def _stands_for(subject: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    is_relative = subject.tag_ in {"WDT", "WP"} and verb.dep_ == "acl:relcl"
    return verb.head if is_relative else subject


def _owner(noun: Token, tables: Tables) -> Token | None:
    """Whose it is: "rebel shelling", "Norvia's attack", "shelling by the army", "rockets fired by the army"."""
    for child in noun.children:
        if child.dep_ == "nmod:poss" and child.pos_ in NOMINAL and lemma_of(child) not in event_words(tables, "day"):
            return child
        if child.dep_ in {"nmod", "obl", "obl:agent", "nmod:agent"} and _has_role(child, "by", tables):
            return child
        if child.dep_ == "acl":
            agent = _agent(child, tables)
            if agent is not None:
                return agent
    for child in noun.children:
        is_kind = lemma_of(child) in event_words(tables, "kind")
        names = child.dep_ in {"amod", "compound"} and not is_kind
        if names and (is_armed(child, tables) or (side_of(child.text, tables) and not seat_side(child.text, tables))):
            return child  # "a Karvin bombing" is one in Karvin
    return None


def _leaves_out_the_auxiliary(verb: Token, tables: Tables) -> bool:
    """ "Officer shot in Brava", "Minister stabbed": a headline without its "was" names the one hit."""
    bare = verb.tag_ in {"VBD", "VBN"} and not any(child.dep_.startswith("aux") for child in verb.children)
    return bare and lemma_of(verb) in event_words(tables, "transitive")


def _agent(verb: Token, tables: Tables) -> Token | None:
    """Who a passive says did it; what stands there after another word ("after", "from") did nothing."""
    agents = (child for child in verb.children if child.dep_ == "obl:agent")
    return next((child for child in agents if _has_role(child, "by", tables)), None) or _by_phrase(verb, tables)


def _by_phrase(word: Token, tables: Tables) -> Token | None:
    nominals = (child for child in word.children if child.dep_ in {"obl", "nmod"})
    return next((child for child in nominals if _has_role(child, "by", tables) and acts(child, tables)), None)


def _against(word: Token, tables: Tables, but: Token | None = None) -> Token | None:
    """Against whom or what: "fired at", "attack on", "shelling of"."""
    for child in word.children:
        if child != but and child.dep_ in {"obl", "nmod", "obj"} and _has_role(child, "against", tables):
            if child.ent_type_ == "DATE" or child.pos_ == "NUM" or lemma_of(child) in event_words(tables, "day"):
                continue
            return child
    return None


def predicate_of(noun: Token, tables: Tables) -> Token:
    """The verb whose subject, object or adjunct the noun is; the noun itself where there is none."""
    current = noun
    while current.dep_ in {"nmod", "compound", "conj", "appos", "nmod:poss"} and current.head.pos_ in {"NOUN", "PROPN"}:
        current = current.head
    head = current.head
    return head if head.pos_ in {"VERB", "AUX"} and head != current else noun


def acts(word: Token | None, tables: Tables) -> bool:
    """Whether the word names somebody who can fight: a party, an armed body, a person or a pronoun."""
    if word is None:
        return False
    if word.pos_ == "PRON" or is_armed(word, tables) or word.ent_type_ in {"PERSON", "ORG"}:
        return True
    return side_of(noun_phrase(word).of(text_of(word.doc)), tables) is not None


def is_armed(word: Token, tables: Tables) -> bool:
    """Whether the noun names an armed body: "army", "rebels", "gunmen"."""
    return lemma_of(word) in event_words(tables, "armed")


def _is_weapon(word: Token, tables: Tables) -> bool:
    return lemma_of(word) in weapons(tables) or (lemma_of(word), "noun") in event_patterns(tables)


def _has_case(word: Token, preposition: str) -> bool:
    return any(child.dep_ == "case" and child.lower_ == preposition for child in word.children)


def _has_role(word: Token, role: str, tables: Tables) -> bool:
    return any(child.dep_ == "case" and child.lower_ in event_words(tables, role) for child in word.children)


def lemma_of(token: Token) -> str:
    """The lemma in lower case, as the tables hold it."""
    return token.lemma_.lower()
