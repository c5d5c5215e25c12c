"""Short forms and pronouns followed back to full names."""

from __future__ import annotations

import pytest
from spacy.language import Language

from averment.knowledge.tables import TABLES
from averment.model.claim import VoiceKind
from averment.reading.mentions import read_mentions
from averment.reading.parser import load_parser, parse
from averment.reading.people import same_surname
from tests.reading.test_quote_marks import report_of


@pytest.fixture(scope="module")
def language() -> Language:
    return load_parser(threads=1)


CASES = [
    ("Mayor Petar Olin wept. Olin left.", "Olin left", "Petar Olin", "a surname"),
    ("Mayor Petar Olin wept. He left.", "He", "Petar Olin", "he"),
    ("Foreign Minister Maria Coll arrived. The diplomat wept.", "diplomat", "Maria Coll", "a general noun"),
    ("Prime Minister Jon Arvid spoke. The prime minister wept.", "prime minister", "Jon Arvid", "a role alone"),
    ("The Sotran Defence Ministry lied. It said so on Sunday.", "It", "Sotran Defence Ministry", "it, speaking"),
    ("Armed rebels entered Hem. They burned the mill.", "They", "Armed rebels", "they"),
    ("Artak Beglan spoke. Beglian’s office wept.", "office", "Artak Beglan’s office", "another spelling, an office"),
    (
        "Mayor Ann Bell spoke. Her son Petar Bell was hurt. Bell left.",
        "Bell left",
        "Ann Bell",
        "a surname that others of the family share",
    ),
    ("Ann Bell and Petar Olin met in Hem. They wept.", "They", "Ann Bell and Petar Olin", "two joined by and"),
    ("Ann Bell, who met Petar Olin in Hem, wept. She left.", "She", "Ann Bell", "the subject of the sentence"),
    (
        "Freedom Watch spoke. The organization said the raid was wrong.",
        "organization",
        "Freedom Watch",
        "a kind of body",
    ),
]


@pytest.mark.parametrize(("text", "words", "name", "why"), CASES, ids=[case[3] for case in CASES])
def test_a_mention_leads_to_its_full_name(language: Language, text: str, words: str, name: str, why: str) -> None:
    report = report_of(text)
    doc = parse(language, [(text, [0])])[0]
    mentions = read_mentions(doc, report, TABLES)
    start = text.rindex(words)
    word = (
        next(token for token in doc if token.idx + len(token) == start + len(words.split()[0]))
        if " " in words
        else next(token for token in doc if token.idx == start)
    )
    if words == "prime minister":
        word = next(token for token in doc if token.text == "minister")
    named = mentions.full_name(word)
    assert named is not None
    assert named.name == name


def test_who_speaks_for_an_institution_carries_it(language: Language) -> None:
    text = "Sotran Defence Ministry spokesman Tomas Verrin spoke."
    doc = parse(language, [(text, [0])])[0]
    named = read_mentions(doc, report_of(text), TABLES).full_name(next(token for token in doc if token.text == "Tomas"))
    assert named is not None
    assert (named.name, named.kind, named.institution) == ("Tomas Verrin", VoiceKind.PERSON, "Sotran Defence Ministry")


def test_the_first_person_stands_for_nobody_by_itself(language: Language) -> None:
    text = "I saw the mill burn."
    doc = parse(language, [(text, [0])])[0]
    assert read_mentions(doc, report_of(text), TABLES).full_name(doc[0]) is None


@pytest.mark.parametrize(
    ("text", "word", "earlier"),
    [
        ("Ann Bell said: “I wept.”", "I", "Ann"),
        ("“I wept. Then I left,” Ann Bell said.", "I left", "I"),
        ("The Sotran army left. Later the Sotran army returned.", "army returned", "army"),
    ],
)
def test_a_mention_is_tied_to_the_earlier_one_of_the_same(
    language: Language, text: str, word: str, earlier: str
) -> None:
    doc = parse(language, [(text, [0])])[0]
    mentions = read_mentions(doc, report_of(text), TABLES)
    token = next(token for token in doc if token.idx == text.rindex(word))

    assert doc[mentions.earlier[token.i]].text == earlier


def test_a_lone_mark_is_no_surname() -> None:
    assert not same_surname("Ada Moran", "-")
