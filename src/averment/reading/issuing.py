"""Who issued a document: "the ministry" in "a statement from the ministry", "a statement released by the ministry"."""

from __future__ import annotations

from spacy.tokens import Token

from averment.reading.naming import prepositions

ISSUING = frozenset({"by", "from", "of"})


def issuing_words(token: Token) -> Token | None:
    """The word that heads the issuer told behind this document; None when none is told there."""
    for child in token.rights:
        if child.dep_ == "nmod" and prepositions(child) & ISSUING:
            return child
        if child.dep_ in ("acl", "acl:relcl"):
            agent = next((word for word in child.rights if _is_agent(word)), None)
            if agent is not None:
                return agent
    return None


def _is_agent(word: Token) -> bool:
    return word.dep_ == "obl:agent" or (word.dep_ == "obl" and "by" in prepositions(word))
