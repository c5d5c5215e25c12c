"""What is said to have happened, by whom, to whom and with what, by the codebook's event types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from averment.knowledge.events import Needs, Pattern, Weapon, event_patterns, event_words, weapons
from averment.knowledge.parties import side_of
from averment.knowledge.tables import Tables
from averment.model.claim import EventType, Modality
from averment.model.report import Report
from averment.model.text import Span
from averment.reading.event_modality import modality_of
from averment.reading.event_parties import acts, doer_of, is_armed, is_launched, lemma_of, parties_of, predicate_of
from averment.reading.phrases import clause_of, noun_phrase, span_of, text_of

COARSE = frozenset({EventType.ARMED_CLASH, EventType.ATTACK})


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
    for pattern in event_patterns(tables).get((lemma_of(token), part), ()):
        scene = _scene(token, pattern, part, tables)
        if scene is None:
            continue
        modality = modality_of(scene.predicate, token, tables)
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
    if pattern.beside and not any(lemma_of(word) in pattern.beside for word in beside):
        return None
    predicate = token if part == "verb" else predicate_of(token, tables)
    if predicate != token and lemma_of(predicate) in event_words(tables, "support"):
        beside += _means(predicate)
    actor, target = parties_of(token, predicate, pattern, part, tables)
    if actor is not None and actor.tag_ in {"WP", "WDT"}:
        return None  # "did not say who had fired"
    if actor is not None and not _may_do(actor, tables):
        actor = None
    weapon = _weapon(token, beside, target, pattern, tables)
    if not _is_borne_out(token, predicate, pattern, actor, target, tables):
        return None
    if target is not None and _asked_for(target, pattern):
        target = next((child for child in target.children if child.dep_ == "nmod"), None)  # "control of the village"
    elif target is not None and is_launched(token, target, tables):
        target = None
    return _Scene(predicate, actor, target, weapon)


def _may_do(word: Token, tables: Tables) -> bool:
    """Whether the words may name a doer: no weapon, no attack, no town ("Brava bomb kills four")."""
    if word.pos_ == "PRON" or is_armed(word, tables):
        return True
    deed = lemma_of(word) in weapons(tables) or (lemma_of(word), "noun") in event_patterns(tables)
    is_place = word.ent_type_ == "PLACE" and word.pos_ == "PROPN"
    return not deed and (not is_place or side_of(noun_phrase(word).of(text_of(word.doc)), tables) is not None)


def _beside(token: Token, part: str) -> tuple[Token, ...]:
    """The words that a pattern may ask for: what hangs on the trigger, and for a noun what it is joined with."""
    near = [child for child in token.children if child.dep_ not in {"ccomp", "parataxis", "conj", "advcl", "acl:relcl"}]
    words = near + [grand for child in near for grand in child.subtree if grand.dep_ in {"compound", "amod", "conj"}]
    if part == "verb":
        words += [word for child in token.children if child.dep_ == "advcl" for word in child.subtree]
        subject = doer_of(token)
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
        return word is not None and lemma_of(word) in event_words(tables, role)

    match pattern.needs:
        case Needs.NOTHING:
            return True
        case Needs.PARTY:
            return acts(actor, tables) or (target is not None and (acts(target, tables) or plays("civilian", target)))
        case Needs.ACTOR:
            # "three soldiers killed" in a headline names nobody who did it
            return acts(actor, tables) and target is not None
        case Needs.HAPPENING:
            happens = plays("happening", predicate) or plays("support", predicate)
            return happens or acts(actor, tables) or acts(target, tables)
        case Needs.LAUNCHED:
            return plays("launched", predicate) and acts(actor, tables)
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
    hits_civilians = target is not None and lemma_of(target) in event_words(tables, "civilian")
    if pattern.against_civilians and hits_civilians and not (target and is_armed(target, tables)):
        return pattern.against_civilians
    if pattern.event_type is EventType.GOVERNMENT_REGAINS and scene.actor and _is_rebel(scene.actor, tables):
        return EventType.NON_STATE_OVERTAKES
    return pattern.event_type


def _asked_for(target: Token, pattern: Pattern) -> bool:
    """Whether the object is part of the pattern itself: "martial law" in "declared martial law"."""
    made_of = (target, *(child for child in target.children if child.dep_ in {"compound", "amod"}))
    return any(lemma_of(word) in pattern.beside for word in made_of)


def _weapon(
    token: Token, beside: tuple[Token, ...], target: Token | None, pattern: Pattern, tables: Tables
) -> Weapon | None:
    """The weapon named nearest the trigger, or the trigger itself; a tank that is attacked is not the weapon."""
    known = weapons(tables)
    hit = {word.i for word in target.subtree} if target is not None else set()
    may_be = (
        word
        for word in beside
        if word.i not in hit or lemma_of(word) in pattern.beside or is_launched(token, word, tables)
    )
    for word in (token, *sorted(may_be, key=lambda near: abs(near.i - token.i))):
        if word.pos_ == "VERB":
            continue
        pair = f"{lemma_of(word.nbor(-1))} {lemma_of(word)}" if word.i else ""
        following = f"{lemma_of(word)} {lemma_of(word.nbor(1))}" if word.i + 1 < len(word.doc) else ""
        for phrase in (pair, following, lemma_of(word)):
            if phrase in known:
                return known[phrase]
    return None


def _is_rebel(word: Token, tables: Tables) -> bool:
    return lemma_of(word) in event_words(tables, "rebel")


def _is_place(word: Token) -> bool:
    return word.ent_type_ == "PLACE" or any(child.ent_type_ == "PLACE" for child in word.subtree)


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
