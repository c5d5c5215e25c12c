"""Mends what no English sentence has, before anything is read from a parse."""

from __future__ import annotations

from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def mend(doc: Doc) -> Doc:
    """The doc with each verb left one subject, and the subject of an active verb no passive one.

    "the office of the human rights | ombudsman said" is a slip of the parser that would cost the speaker its name: a
    noun right behind the subject's last word becomes the head of that word.
    """
    for token in doc:
        if token.pos_ != "VERB":
            continue
        subjects = [child for child in token.lefts if child.dep_ in SUBJECTS]
        if len(subjects) == 2:
            _join(*subjects)
        for subject in subjects:
            if subject.dep_ == "nsubj:pass" and _is_active(token):
                subject.dep_ = "nsubj"
    return doc


def _is_active(verb: Token) -> bool:
    """Whether the verb has an object and no "was" or "been": then its subject does it, whatever the parser says."""
    roles = {child.dep_ for child in verb.children}
    return "obj" in roles and "aux:pass" not in roles


def _join(first: Token, second: Token) -> None:
    last = first.right_edge
    if last.i + 1 != second.i or last.pos_ not in {"NOUN", "PROPN"} or last == first:
        return
    above, role = last.head, last.dep_
    for child in list(last.children):
        child.head = second
    last.head, last.dep_ = second, "compound"
    second.head, second.dep_ = above, role
