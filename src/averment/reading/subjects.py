"""Who does what a verb tells: its own subject, or the one it shares with the verb it hangs on."""

from __future__ import annotations

from spacy.tokens import Token

from averment.knowledge.speech import SpeechWords
from averment.reading.naming import prepositions

FARTHEST = 6  # verbs climbed for a shared subject
SHARING = frozenset({"conj", "xcomp", "advcl", "ccomp_to", "parataxis"})


def subject_of(verb: Token, words: SpeechWords) -> Token | None:
    """The word that heads the subject, shared ones included; None for an impersonal or missing one."""
    for _ in range(FARTHEST):
        own = _own_subject(verb)
        if own is not None:
            return own if own.dep_ != "expl" else _place_of_saying(verb, words)
        if verb.dep_ in ("acl", "acl:relcl") and verb.tag_ in ("VBG", "VB", "VBD", "VBZ", "VBP"):
            return verb.head
        if not _shares_subject(verb):
            return None
        verb = verb.head
    return None


def agent_of(token: Token, words: SpeechWords) -> Token | None:
    """ "by the army" of a passive or a noun; for "it is said in a message" the message."""
    for child in token.rights:
        if child.dep_ == "obl:agent" or (child.dep_ in ("obl", "nmod") and "by" in prepositions(child)):
            return child
        if token.pos_ != "VERB" and child.dep_ == "nmod" and "from" in prepositions(child):
            return child
    return _place_of_saying(token, words) if token.pos_ == "VERB" else None


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, participles after a noun ("released by") included."""
    if any(child.dep_ in ("aux:pass", "nsubj:pass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ in ("aux", "nsubj") for child in verb.children):
        return False
    if verb.dep_ == "conj":
        return is_passive(verb.head) if verb.head.pos_ == "VERB" and verb.head.tag_ == "VBN" else False
    return verb.dep_ in ("acl", "advcl", "amod", "parataxis", "ccomp", "xcomp")


def _own_subject(verb: Token) -> Token | None:
    found = None
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubj:pass", "nsubj:outer"):
            return child
        if child.dep_ == "expl":
            found = child
    return found


def _shares_subject(verb: Token) -> bool:
    if verb.head.i == verb.i or verb.head.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
        return False
    if verb.dep_ in ("conj", "xcomp"):
        return True
    if verb.dep_ in ("advcl", "parataxis", "dep"):
        return verb.tag_ in ("VBG", "VB", "VBN") or verb.dep_ == "parataxis"
    return verb.dep_ == "ccomp" and verb.tag_ in ("VB", "VBG")


def _place_of_saying(verb: Token, words: SpeechWords) -> Token | None:
    """The document in which it is said."""
    for child in verb.children:
        if child.dep_ in ("obl", "nmod") and prepositions(child) & {"in", "from", "by"}:
            noun = words.nouns.get(child.lemma_.lower())
            if noun is not None and noun.kind in ("document", "medium"):
                return child
    return None
