"""A parsed sentence in CoNLL-U, for people who want to look at the parse or correct it."""

from __future__ import annotations

from spacy.tokens import Span as SpacySpan


def conllu(sentence: SpacySpan) -> str:
    """The ten columns of the Universal Dependencies, a word a line; white space is no word."""
    words = [token for token in sentence if not token.is_space]
    numbers = {token.i: number for number, token in enumerate(words, start=1)}
    lines = []
    for token in words:
        is_root = token.head.i == token.i or token.head.i not in numbers
        after = "_" if token.whitespace_ or token.i + 1 == len(token.doc) else "SpaceAfter=No"
        columns = (
            str(numbers[token.i]),
            token.text,
            token.lemma_ or "_",
            token.pos_ or "_",
            token.tag_ or "_",
            "_",
            "0" if is_root else str(numbers[token.head.i]),
            "root" if is_root else token.dep_ or "dep",
            "_",
            after,
        )
        lines.append("\t".join(column.replace("\t", " ").replace("\n", " ") or "_" for column in columns))
    return "\n".join(lines)
