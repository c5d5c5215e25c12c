"""The words of a text that may tell of harm."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from averment.knowledge.figures import Trigger, TriggerKind, measures
from averment.knowledge.tables import Tables

VERBAL = frozenset({TriggerKind.DOES, TriggerKind.SUFFERS, TriggerKind.LOSES, TriggerKind.TAKES_LIVES})
PHRASE_REACH = 8  # words in which the rest of a trigger of several words must follow: "took 12 people hostage"


def triggers_at(doc: Doc, token: Token, tables: Tables) -> Iterator[Trigger]:
    """What the word may tell, by its part of speech; the longest phrases that begin with it first."""
    verb = token.pos_ == "VERB"
    for form in dict.fromkeys((token.lemma_.lower(), token.lower_, token.lower_.removesuffix("s"))):
        for trigger in measures(tables).triggers.get(form, ()):
            fits = (trigger.kind in VERBAL) == verb or (
                verb and trigger.kind in (TriggerKind.STATE, TriggerKind.HARMED)
            )
            if fits and trigger.kind is not TriggerKind.TOLL and _goes_on(doc, token, trigger.words.split()[1:]):
                yield trigger


def _goes_on(doc: Doc, token: Token, rest: list[str]) -> bool:
    """Whether the other words of a trigger follow: "shot [two drones] down", "lost [their] lives"."""
    at = token.i
    for word in rest:
        reach = range(at + 1, min(len(doc), token.i + 1 + PHRASE_REACH, token.sent.end))
        at = next((i for i in reach if word in (doc[i].lower_, doc[i].lemma_.lower())), -1)
        if at < 0:
            return False
        if word == "life" and doc[at - 1].tag_ != "PRP$":
            return False
    return True
