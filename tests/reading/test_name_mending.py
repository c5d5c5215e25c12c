"""Names after mending: what stands in and around them, in words about an invented war."""

import pytest
from spacy.tokens import Doc, Span

from averment.reading.name_mending import mend_names
from averment.reading.parser import load_parser


def named(marked: str) -> Doc:
    """A doc of words; "Ann/PERSON" is a name as the model marks it, "Ann_Bell/PERSON" one of two words."""
    words: list[str] = []
    names: list[tuple[int, int, str]] = []
    for chunk in marked.split():
        form, slash, kind = chunk.rpartition("/")
        parts = (form if slash else chunk).split("_")
        if slash:
            names.append((len(words), len(words) + len(parts), kind))
        words += parts
    tags = ["PUNCT" if not word[0].isalnum() else "PROPN" if word[0].isupper() else _small(word) for word in words]
    begins: list[bool | int | None] = [number == 0 or words[number - 1] == "." for number in range(len(words))]
    doc = Doc(load_parser().vocab, words=words, pos=tags, sent_starts=begins)
    doc.set_ents([Span(doc, begin, end, label=kind) for begin, end, kind in names])
    return doc


def _small(word: str) -> str:
    return "ADP" if word in ("of", "for", "in") else "VERB" if word.endswith("ed") else "NOUN"


MENDED = [
    ("President_Ann_Bell/PERSON spoke", [("Ann Bell", "PERSON")], "an office is no part of a name"),
    ("Minister_of_Defence_Ann_Bell/PERSON spoke", [("Ann Bell", "PERSON")], "an office of several words"),
    ("Sheikh_Anwar/PERSON spoke", [("Sheikh Anwar", "PERSON")], "an honour that is told as part of the name"),
    ("Ann_Bell_of/PERSON Orlo/ORG", [("Ann Bell", "PERSON"), ("Orlo", "ORG")], "a loose word at the end"),
    ("secretary of/PERSON Brava/PLACE", [("Brava", "PLACE")], "a preposition alone is no name"),
    ("ann@orlo.org/PERSON wrote", [], "an address is no name"),
    ("the Karn/PLACE Relief Council fled", [("Karn Relief Council", "ORG")], "a place within a body's name"),
    ("Tessa_Kade/PERSON Foundation paid", [("Tessa Kade Foundation", "ORG")], "a person whom a body is named after"),
    ("the Ministry/ORG of Health said", [("Ministry of Health", "ORG")], "a ministry with its field"),
    ("West_Bank/PLACE roads closed", [("West Bank", "PLACE")], "a name that the model has whole stays"),
    (
        "Karn_Relief_Council/ORG ( KRC/PERSON ) met . KRC/PERSON left",
        [("Karn Relief Council", "ORG"), ("KRC", "ORG"), ("KRC", "ORG")],
        "capitals introduced in brackets",
    ),
    (
        "Oram_Pell/PERSON spoke . Pell/PLACE left",
        [("Oram Pell", "PERSON"), ("Pell", "PERSON")],
        "a surname is its person",
    ),
    (
        "near Ostrin/PLACE . in Ostrin/PLACE . of Ostrin fell",
        [("Ostrin", "PLACE"), ("Ostrin", "PLACE"), ("Ostrin", "PLACE")],
        "a name passed over that stands elsewhere",
    ),
]


@pytest.mark.parametrize(("marked", "expected", "why"), MENDED)
def test_names_are_mended_by_what_stands_around_them(marked: str, expected: list[tuple[str, str]], why: str) -> None:
    found = [(name.text, name.label_) for name in mend_names(named(marked)).ents]
    assert found == expected, why


def test_bodies_are_not_completed_where_all_is_in_capitals() -> None:
    doc = named("TROOPS OF THE KARN/PLACE FRONT FLED")
    assert [name.text for name in mend_names(doc).ents] == ["KARN"]
