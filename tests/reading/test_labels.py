"""What stands behind a speaker's name and a colon."""

from __future__ import annotations

import pytest
from spacy.language import Language

from averment.knowledge.tables import TABLES
from averment.model.claim import Quote
from averment.reading.parser import load_parser, parse
from averment.reading.quotes import read_speech
from tests.reading.test_quote_marks import report_of

INTERVIEW = (
    "Governor Petar Olin spoke on Sunday.\n\nBELL: Who burned the mill?\n\n"
    "OLIN: We do not know yet who burned the mill."
)

LABELS = [
    # text, words said, speaker
    (INTERVIEW, "We do not know yet who burned the mill.", "Petar Olin"),
    (
        "Petar Olin: The mill will run again\n\nGovernor Petar Olin spoke on Sunday.",
        "The mill will run again",
        "Petar Olin",
    ),
    ("Police: Two men died near Hem\n\nThe mill burned on Sunday.", "Two men died near Hem", "Police"),
]

NO_LABELS = [
    "UPDATE: The mill burned on Sunday.\n\nUPDATE: Nobody was hurt at the mill.",
    "The result: nobody was hurt at the mill.",
    "He also says: nobody was hurt at the mill.",
    "Age: seven",
]


@pytest.fixture(scope="module")
def language() -> Language:
    return load_parser(threads=1)


@pytest.mark.parametrize(("text", "words", "speaker"), LABELS, ids=[case[1] for case in LABELS])
def test_words_behind_a_name_and_a_colon_are_said_by_whoever_is_named(
    language: Language, text: str, words: str, speaker: str
) -> None:
    said = {quote.span.of(text): quote.attribution.speaker.name for quote in read(language, text) if quote.attribution}

    assert said[words] == speaker


@pytest.mark.parametrize("text", NO_LABELS)
def test_other_words_before_a_colon_name_nobody(language: Language, text: str) -> None:
    behind = text.split(": ", 1)[1].split("\n")[0]

    assert behind not in {quote.span.of(text) for quote in read(language, text)}


def read(language: Language, text: str) -> tuple[Quote, ...]:
    report = report_of(text)
    doc = parse(language, [(text, [block.span.start for block in report.blocks])])[0]
    return read_speech(doc, report, TABLES)
