"""Offices and their holders, drawn together in whatever tree the parse gave."""

from __future__ import annotations

import random

from spacy.tokens import Doc

from averment.knowledge.tables import TABLES
from averment.reading.office_mending import mend_offices
from averment.reading.parser import load_parser

WORDS = ["Al", "Qaeda", "founder", "Ada", "Bell", "met", "Lomas", "mayor", "Osa", "Lind", ",", "who", "fled"]
TAGS = ["PROPN", "PROPN", "NOUN", "PROPN", "PROPN", "VERB", "PROPN", "NOUN", "PROPN", "PROPN", "PUNCT", "PRON", "VERB"]
LABELS = ("nsubj", "obj", "obl", "nmod", "appos", "compound", "flat", "conj", "nsubj:pass")


def any_tree(chance: random.Random) -> Doc:
    """These words in some tree or other: each hangs on one that was hung up before it."""
    order = list(range(len(WORDS)))
    chance.shuffle(order)
    heads = [0] * len(WORDS)
    for place, word in enumerate(order):
        heads[word] = order[chance.randrange(place)] if place else word
    labels = ["ROOT" if heads[word] == word else chance.choice(LABELS) for word in range(len(WORDS))]
    return Doc(load_parser().vocab, words=WORDS, pos=TAGS, heads=heads, deps=labels)


def test_whatever_the_parse_gave_what_is_mended_is_a_tree() -> None:
    chance = random.Random(7)
    mended = 0
    for _ in range(400):
        doc = any_tree(chance)
        before = [word.head.i for word in doc]
        mend_offices(doc, TABLES)
        heads = [word.head.i for word in doc]
        mended += heads != before
        for word in range(len(heads)):
            steps = 0
            while heads[word] != word:
                word, steps = heads[word], steps + 1
                assert steps <= len(heads), f"a ring in {heads}"
    assert mended > 50
