"""What the parser slips on most: whose subject is whose."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from averment.reading.mending import mend
from averment.reading.parser import load_parser


def tree(words: str, heads: list[int], labels: str) -> Doc:
    """A doc with this tree; verbs are the words whose label is root or ccomp, and those marked with a star."""
    forms = words.replace("*", "").split()
    tags = ["VERB" if word.endswith("*") else "PUNCT" if word == "," else "NOUN" for word in words.split()]
    return Doc(language().vocab, words=forms, heads=heads, deps=labels.split(), pos=tags)


def language() -> Language:
    return load_parser()


def subject_of(doc: Doc, verb: str) -> str | None:
    return next((word.text for word in doc if word.head.text == verb and word.dep_.startswith("nsubj")), None)


def test_of_two_subjects_the_one_before_the_clause_is_the_clause_s_own() -> None:
    doc = mend(tree("Troops shelled* Brava mayor said*", [4, 4, 1, 4, 4], "nsubj ccomp obj nsubj root"))
    assert (subject_of(doc, "shelled"), subject_of(doc, "said")) == ("Troops", "mayor")


def test_the_speaker_that_a_clause_has_taken_is_given_back() -> None:
    doc = mend(tree("Rebels downed* planes spokesman said*", [1, 4, 1, 1, 4], "nsubj ccomp obj nsubj root"))
    assert (subject_of(doc, "downed"), subject_of(doc, "said")) == ("Rebels", "spokesman")


def test_a_speaker_between_commas_who_hangs_on_a_place_is_given_to_the_verb() -> None:
    doc = mend(
        tree(
            "Rebels downed* planes Brava , spokesman , said*",
            [1, 7, 1, 2, 7, 3, 7, 7],
            "nsubj ccomp obj nmod punct appos punct root",
        )
    )
    assert subject_of(doc, "said") == "spokesman"


def test_what_follows_a_second_subject_is_what_was_said() -> None:
    doc = mend(tree("She said* neighbour child killed*", [1, 1, 1, 4, 1], "nsubj root nsubj nsubj:pass conj"))
    assert (subject_of(doc, "said"), subject_of(doc, "killed")) == ("She", "neighbour")
    assert next(word.head.text for word in doc if word.text == "child") == "neighbour"


def test_a_noun_right_behind_the_subject_heads_its_last_word() -> None:
    doc = mend(tree("office rights ombudsman said*", [3, 0, 3, 3], "nsubj nmod nsubj root"))
    assert [word.head.text for word in doc][:3] == ["said", "ombudsman", "office"]


@pytest.mark.parametrize(
    ("labels", "label", "why"),
    [
        ("nsubj:pass root obj", "nsubj", "a verb with an object and no auxiliary is active"),
        ("nsubj:pass root obl", "nsubj:pass", "without an object it may be passive"),
    ],
)
def test_the_subject_of_an_active_verb_is_no_passive_one(labels: str, label: str, why: str) -> None:
    assert mend(tree("Soldiers executed* villagers", [1, 1, 1], labels))[0].dep_ == label, why
