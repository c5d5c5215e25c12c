"""Someone or something under its full name, and whether a pronoun may stand for it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from averment.knowledge.roles import Pronoun
from averment.model.claim import VoiceKind


@dataclass(frozen=True, slots=True)
class Named:
    """Someone or something under its full name. `kind` is None for what cannot speak; a document has its `issuer`."""

    name: str
    kind: VoiceKind | None
    role: str | None = None
    institution: str | None = None
    gender: str | None = None
    plural: bool = False
    is_document: bool = False
    is_data: bool = False  # information, figures: nobody by themselves
    issuer: Named | None = None


def is_one_person(named: Named) -> bool:
    """Whether this is a single human being, named or not."""
    return named.kind is VoiceKind.PERSON or (named.kind is VoiceKind.GROUP and not named.plural)


def gender_fits(named: Named, gender: str | None) -> bool:
    """Whether nothing speaks against this gender."""
    return gender is None or named.gender is None or named.gender == gender


def agrees(named: Named, pronoun: Pronoun, learned: dict[str, str]) -> bool:
    """Whether the pronoun may stand for this in number, gender and kind. `learned` are genders told by pronouns."""
    if pronoun.plural:
        return named.plural or named.kind is VoiceKind.INSTITUTION
    if pronoun.gender == "thing":
        return not named.plural and not is_one_person(named)
    known = named.gender or learned.get(named.name)
    return is_one_person(named) and known in (None, pronoun.gender)


def in_one_clause(pronoun: Token, noun: Token) -> bool:
    """Whether both hang on one verb, so that they cannot be the same ("the mayor saw him")."""
    return pronoun.head.i == noun.head.i and pronoun.dep_ != "nmod:poss" and noun.dep_ != "nmod:poss"
