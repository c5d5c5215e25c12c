"""What is said to have happened, by whom, to whom and with what, by the codebook's event types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from averment.knowledge.events import Needs, Pattern, SubjectIs, Weapon, event_patterns, event_words, weapons
from averment.knowledge.parties import side_of
from averment.knowledge.tables import Tables
from averment.model.claim import EventType, Modality
from averment.model.report import Report
from averment.model.text import Span
from averment.reading.phrases import clause_of, noun_phrase, span_of, text_of

SUBJECTS = frozenset({"nsubj", "nsubj:outer", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
INHERITING = frozenset({"conj", "xcomp", "advcl", "parataxis"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
COARSE = frozenset({EventType.ARMED_CLASH, EventType.ATTACK})
FURTHEST_INHERITANCE = 4  # clauses up: further away the subject is somebody else's


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event as the words tell it; `actor` and `target` are phrases that the caller follows back to a full name."""

    evidence: Span
    trigger: Span
    event_type: EventType
    subtype: str | None
    actor: Span | None
    target: Span | None
    weapon: str | None
    modality: Modality


def find_events(doc: Doc, report: Report, tables: Tables) -> tuple[FoundEvent, ...]:
    """Every event that the report tells as happened or denied, in order, one for each kind in a sentence.

    Wishes, threats, plans and conditions are left out; what is told not to have happened is marked negated.
    """
    found = []
    for sentence in doc.sents:
        block = report.block_at(Span(sentence.start_char, max(sentence.end_char, sentence.start_char + 1)))
        if block is None or not block.is_read:
            continue
        told = [event for token in sentence for event in _told_by(token, tables)]
        found += _once_each(told)
    return tuple(found)


def _told_by(token: Token, tables: Tables) -> Iterator[FoundEvent]:
    part = "verb" if token.pos_ == "VERB" else "noun" if token.pos_ in {"NOUN", "PROPN"} else ""
    if not part:
        return
    for pattern in event_patterns(tables).get((_lemma(token), part), ()):
        scene = _scene(token, pattern, part, tables)
        if scene is None:
            continue
        modality = _modality(scene.predicate, token, tables)
        if modality in {Modality.HYPOTHETICAL, Modality.FUTURE}:
            return
        yield FoundEvent(
            evidence=clause_of(scene.predicate),
            trigger=span_of(token),
            event_type=_event_type(pattern, scene, tables),
            subtype=pattern.subtype,
            actor=noun_phrase(scene.actor) if scene.actor else None,
            target=noun_phrase(scene.target) if scene.target else None,
            weapon=scene.weapon.name if scene.weapon else None,
            modality=modality,
        )
        return


@dataclass(frozen=True, slots=True)
class _Scene:
    """The words around one trigger."""

    predicate: Token
    actor: Token | None
    target: Token | None
    weapon: Weapon | None


def _scene(token: Token, pattern: Pattern, part: str, tables: Tables) -> _Scene | None:
    """The trigger's surroundings, or None where they do not bear the pattern out."""
    beside = _beside(token, part)
    if pattern.beside and not any(_lemma(word) in pattern.beside for word in beside):
        return None
    predicate = token if part == "verb" else _predicate(token, tables)
    if predicate != token and _lemma(predicate) in event_words(tables, "support"):
        beside += _means(predicate)
    actor, target = _parties(token, predicate, pattern, part, tables)
    if actor is not None and actor.tag_ in {"WP", "WDT"}:
        return None  # "did not say who had fired"
    weapon = _weapon(token, beside, target, pattern, tables)
    if not _is_borne_out(token, predicate, pattern, actor, target, tables):
        return None
    if target is not None and _asked_for(target, pattern):
        target = next((child for child in target.children if child.dep_ == "nmod"), None)  # "control of the village"
    elif target is not None and _is_launched(token, target, tables):
        target = None
    return _Scene(predicate, actor, target, weapon)


def _beside(token: Token, part: str) -> tuple[Token, ...]:
    """The words that a pattern may ask for: what hangs on the trigger, and for a noun what it is joined with."""
    near = [child for child in token.children if child.dep_ not in {"ccomp", "parataxis", "conj", "advcl", "acl:relcl"}]
    words = near + [grand for child in near for grand in child.subtree if grand.dep_ in {"compound", "amod", "conj"}]
    if part == "verb":
        words += [word for child in token.children if child.dep_ == "advcl" for word in child.subtree]
        subject = _subject(token)
        words += [subject[0]] if subject else []
    elif token.dep_ in {"compound", "amod"}:
        words.append(token.head)
    if token.i > 0 and token.nbor(-1).text == "-" and token.i > 1:
        words.append(token.nbor(-2))
    return tuple(words)


def _means(verb: Token) -> tuple[Token, ...]:
    """With what it was done: "carried out the attack using ten drones", "launched the raid with mortars"."""
    means = (child for child in verb.rights if child.dep_ in {"advcl", "obl"} and child.i > verb.i)
    return tuple(word for child in means for word in child.subtree)


def _is_borne_out(
    token: Token, predicate: Token, pattern: Pattern, actor: Token | None, target: Token | None, tables: Tables
) -> bool:
    def plays(role: str, word: Token | None) -> bool:
        return word is not None and _lemma(word) in event_words(tables, role)

    match pattern.needs:
        case Needs.NOTHING:
            return True
        case Needs.PARTY:
            return _acts(actor, tables) or (target is not None and (_acts(target, tables) or plays("civilian", target)))
        case Needs.ACTOR:
            # "three soldiers killed" in a headline names nobody who did it
            return _acts(actor, tables) and target is not None
        case Needs.HAPPENING:
            happens = plays("happening", predicate) or plays("support", predicate)
            return happens or _acts(actor, tables) or _acts(target, tables)
        case Needs.LAUNCHED:
            return plays("launched", predicate) and _acts(actor, tables)
        case Needs.PLACE:
            return target is not None and _is_place(target)
        case Needs.TERRITORY:
            return target is not None and (_is_place(target) or plays("position", target))
        case Needs.PROPERTY:
            return plays("property", target)
        case Needs.PROTESTERS:
            return plays("protesters", actor)
        case Needs.DOWN:
            return any(child.lower_ == "down" for child in token.children) or token.nbor(1).lower_ == "down"


def _event_type(pattern: Pattern, scene: _Scene, tables: Tables) -> EventType:
    if pattern.by_weapon and scene.weapon and scene.weapon.event_type:
        return scene.weapon.event_type
    target = scene.target
    hits_civilians = target is not None and _lemma(target) in event_words(tables, "civilian")
    if pattern.against_civilians and hits_civilians and not (target and _is_armed(target, tables)):
        return pattern.against_civilians
    if pattern.event_type is EventType.GOVERNMENT_REGAINS and scene.actor and _is_rebel(scene.actor, tables):
        return EventType.NON_STATE_OVERTAKES
    return pattern.event_type


def _parties(
    token: Token, predicate: Token, pattern: Pattern, part: str, tables: Tables
) -> tuple[Token | None, Token | None]:
    if part == "noun":
        return _noun_parties(token, predicate, tables)
    actor, target = _verb_parties(token, tables)
    subject = _subject(token)
    if subject is None or pattern.subject is SubjectIs.BY_VOICE:
        return actor, target
    if pattern.subject is SubjectIs.ACTOR:
        return subject[0], None if target == subject[0] else target
    things = (child for child in token.children if child.dep_ in {"obj", "obl"} and _is_weapon(child, tables))
    thing = next(things, None)
    return (_owner(thing, tables) if thing is not None else None), subject[0]


def _asked_for(target: Token, pattern: Pattern) -> bool:
    """Whether the object is part of the pattern itself: "martial law" in "declared martial law"."""
    made_of = (target, *(child for child in target.children if child.dep_ in {"compound", "amod"}))
    return any(_lemma(word) in pattern.beside for word in made_of)


def _is_launched(verb: Token, target: Token, tables: Tables) -> bool:
    """Whether the object is what is fired, not what is hit: "launched rocket artillery"."""
    made_of = [target, *(child for child in target.children if child.dep_ in {"compound", "amod"})]
    launches = _lemma(verb) in event_words(tables, "support") | event_words(tables, "firing")
    return launches and any(_is_weapon(word, tables) for word in made_of)


def _verb_parties(verb: Token, tables: Tables) -> tuple[Token | None, Token | None]:
    subject = _subject(verb)
    agent = next((child for child in verb.children if child.dep_ == "obl:agent"), None) or _by_phrase(verb, tables)
    target = next((child for child in verb.children if child.dep_ in {"obj", "nsubj:pass"}), None)
    target = target or _against(verb, tables)
    if subject is None:
        return agent, target
    word, is_passive = subject
    if is_passive:
        return agent, target or word
    if _is_weapon(word, tables):
        return agent or _owner(word, tables), target
    if target is not None and _is_launched(verb, target, tables):
        target = _against(verb, tables)
    return word, target


def _noun_parties(noun: Token, predicate: Token, tables: Tables) -> tuple[Token | None, Token | None]:
    """Whose attack it is and on whom; a noun that a verb of doing carries has that verb's subject."""
    actor = _owner(noun, tables)
    target = _against(noun, tables)
    between = next((child for child in noun.children if _has_case(child, "between")), None)
    if between is not None:
        other = next((child for child in between.children if child.dep_ == "conj"), None)
        return between, other
    if predicate != noun and _lemma(predicate) in event_words(tables, "support"):
        subject = _subject(predicate)
        if subject and subject[0] != noun:
            doer = subject[0] if not subject[1] else None
            agent = next((child for child in predicate.children if child.dep_ == "obl:agent"), None)
            actor = doer if doer is not None and doer.i != noun.i else agent or actor
        target = target or _against(predicate, tables, but=noun)
    return actor, target


def _subject(verb: Token) -> tuple[Token, bool] | None:
    """Who does it (or, passive, to whom it is done), looked for up the clauses that share a subject."""
    current = verb
    for _ in range(FURTHEST_INHERITANCE):
        for child in current.children:
            if child.dep_ in SUBJECTS:
                return _stands_for(child, current), False
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
        if child.dep_ == "nmod:poss" and child.pos_ in NOMINAL and _lemma(child) not in event_words(tables, "day"):
            return child
        if child.dep_ in {"nmod", "obl", "obl:agent", "nmod:agent"} and _has_role(child, "by", tables):
            return child
        if child.dep_ == "acl":
            agent = next((word for word in child.children if word.dep_ == "obl:agent"), None) or _by_phrase(
                child, tables
            )
            if agent is not None:
                return agent
    for child in noun.children:
        is_kind = _lemma(child) in event_words(tables, "kind")
        names = child.dep_ in {"amod", "compound"} and not is_kind
        if names and (_is_armed(child, tables) or side_of(child.text, tables)):
            return child
    return None


def _by_phrase(word: Token, tables: Tables) -> Token | None:
    nominals = (child for child in word.children if child.dep_ in {"obl", "nmod"})
    return next((child for child in nominals if _has_role(child, "by", tables) and _acts(child, tables)), None)


def _against(word: Token, tables: Tables, but: Token | None = None) -> Token | None:
    """Against whom or what: "fired at", "attack on", "shelling of"."""
    for child in word.children:
        if child != but and child.dep_ in {"obl", "nmod", "obj"} and _has_role(child, "against", tables):
            if child.ent_type_ == "DATE" or child.pos_ == "NUM" or _lemma(child) in event_words(tables, "day"):
                continue
            return child
    return None


def _predicate(noun: Token, tables: Tables) -> Token:
    """The verb whose subject, object or adjunct the noun is; the noun itself where there is none."""
    current = noun
    while current.dep_ in {"nmod", "compound", "conj", "appos", "nmod:poss"} and current.head.pos_ in {"NOUN", "PROPN"}:
        current = current.head
    head = current.head
    return head if head.pos_ in {"VERB", "AUX"} and head != current else noun


def _weapon(
    token: Token, beside: tuple[Token, ...], target: Token | None, pattern: Pattern, tables: Tables
) -> Weapon | None:
    """The weapon named nearest the trigger, or the trigger itself; a tank that is attacked is not the weapon."""
    known = weapons(tables)
    hit = {word.i for word in target.subtree} if target is not None else set()
    may_be = (
        word
        for word in beside
        if word.i not in hit or _lemma(word) in pattern.beside or _is_launched(token, word, tables)
    )
    for word in (token, *sorted(may_be, key=lambda near: abs(near.i - token.i))):
        if word.pos_ == "VERB":
            continue
        pair = f"{_lemma(word.nbor(-1))} {_lemma(word)}" if word.i else ""
        following = f"{_lemma(word)} {_lemma(word.nbor(1))}" if word.i + 1 < len(word.doc) else ""
        for phrase in (pair, following, _lemma(word)):
            if phrase in known:
                return known[phrase]
    return None


def _modality(predicate: Token, trigger: Token, tables: Tables) -> Modality:
    """Whether it is told as happened: auxiliaries, conditions and verbs of wishing above it say otherwise."""
    for word in (predicate, trigger, *_shares_auxiliary(predicate)):
        for child in word.children:
            if child.dep_ in {"aux", "aux:pass"} and _lemma(child) in event_words(tables, "hypothetical"):
                return Modality.FUTURE if _lemma(child) in {"will", "shall"} else Modality.HYPOTHETICAL
            if child.dep_ == "mark" and child.lower_ in event_words(tables, "if"):
                return Modality.HYPOTHETICAL
            if child.dep_ in {"advmod", "det"} and child.lower_ in event_words(tables, "not") | {"no"}:
                return Modality.NEGATED
    return _wished(predicate, tables)


def _shares_auxiliary(predicate: Token) -> tuple[Token, ...]:
    """The verb that this one is joined with and whose auxiliary it shares: "will advance and shell the town"."""
    has_own = any(child.dep_ in {"aux", "nsubj", "nsubj:pass"} for child in predicate.children)
    return (predicate.head,) if predicate.dep_ == "conj" and not has_own else ()


def _wished(predicate: Token, tables: Tables) -> Modality:
    current = predicate
    for _ in range(FURTHEST_INHERITANCE):
        is_infinitive = any(child.dep_ == "mark" and child.lower_ == "to" for child in current.children)
        above = current.head
        if above == current:
            break
        if is_infinitive and current.dep_ in {"xcomp", "acl", "advcl", "ccomp", "csubj"}:
            began = _lemma(above) in event_words(tables, "happening")
            return Modality.ACTUAL if began else Modality.HYPOTHETICAL
        prepares = _lemma(above) in event_words(tables, "prepared")
        if prepares and current.dep_ in {"nmod", "acl"}:
            return Modality.HYPOTHETICAL
        wants = _lemma(above) in event_words(tables, "wanting") and current.dep_ in {"xcomp", "obj", "obl", "ccomp"}
        if wants and not above.lower_.endswith("ing"):
            return Modality.HYPOTHETICAL
        if current.dep_ not in {"conj", "xcomp", "ccomp", "advcl", "obj", "obl", "nmod"}:
            break
        current = above
    return Modality.ACTUAL


def _acts(word: Token | None, tables: Tables) -> bool:
    """Whether the word names somebody who can fight: a party, an armed body, a person or a pronoun."""
    if word is None:
        return False
    if word.pos_ == "PRON" or _is_armed(word, tables) or word.ent_type_ in {"PERSON", "ORG"}:
        return True
    return side_of(noun_phrase(word).of(text_of(word.doc)), tables) is not None


def _is_armed(word: Token, tables: Tables) -> bool:
    return _lemma(word) in event_words(tables, "armed")


def _is_rebel(word: Token, tables: Tables) -> bool:
    return _lemma(word) in event_words(tables, "rebel")


def _is_place(word: Token) -> bool:
    return word.ent_type_ == "PLACE" or any(child.ent_type_ == "PLACE" for child in word.subtree)


def _is_weapon(word: Token, tables: Tables) -> bool:
    return _lemma(word) in weapons(tables) or (_lemma(word), "noun") in event_patterns(tables)


def _has_case(word: Token, preposition: str) -> bool:
    return any(child.dep_ == "case" and child.lower_ == preposition for child in word.children)


def _has_role(word: Token, role: str, tables: Tables) -> bool:
    return any(child.dep_ == "case" and child.lower_ in event_words(tables, role) for child in word.children)


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _once_each(events: list[FoundEvent]) -> list[FoundEvent]:
    """One event for each type in a sentence: the one that names most parties and the finest weapon.

    An attack told twice by one predicate ("launched air strikes in its attack") is told by the finer type only.
    """
    best: dict[tuple[EventType, str | None], FoundEvent] = {}
    for event in events:
        key = (event.event_type, event.subtype)
        held = best.get(key)
        if held is None or _richness(event) > _richness(held):
            best[key] = event
    fine = {event.evidence for event in best.values() if event.event_type not in COARSE}
    kept = (event for event in best.values() if event.event_type not in COARSE or event.evidence not in fine)
    return sorted(kept, key=lambda event: event.trigger)


def _richness(event: FoundEvent) -> int:
    return 2 * (event.actor is not None) + (event.target is not None) + (event.weapon is not None)
