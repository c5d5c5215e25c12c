"""Tags, trees, lemmas and names by the embedded model, and what another pipeline must have."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from averment.model.run import InputError
from averment.reading.embedded import MOST_PIECES, embedded_model
from averment.reading.lemmas import load_lemmas
from averment.reading.name_tags import best_tags
from averment.reading.parser import load_parser, model_digest, parse
from averment.reading.pieces import WordPieces
from averment.reading.trees import best_heads, is_tree


def read(text: str, *breaks: int) -> Doc:
    return parse(load_parser(), [(text, breaks)])[0]


RELATIONS = {
    "who said": ("The governor said that two shells hit the school.", "governor", "nsubj", "said"),
    "what was said": ("The governor said that two shells hit the school.", "hit", "ccomp", "said"),
    "who was hit, in the passive": ("Four farmers were killed on Monday.", "farmers", "nsubj:pass", "killed"),
    "by whom": ("The bridge was destroyed by the army.", "army", "obl:agent", "destroyed"),
    "how many": ("Four farmers were killed on Monday.", "Four", "nummod", "farmers"),
    "a surname": ("Oram Velt left the city.", "Velt", "flat", "Oram"),
    "what is denied": ("The army did not attack the village.", "not", "advmod", "attack"),
    "whose": ("The army’s spokesman denied it.", "army", "nmod:poss", "spokesman"),
    "who, in capitals": ("THE ARMY ATTACKED THE VILLAGE.", "ARMY", "nsubj", "ATTACKED"),
}


@pytest.mark.parametrize(("text", "word", "label", "head"), RELATIONS.values(), ids=RELATIONS.keys())
def test_plain_sentences_have_the_trees_of_the_treebank(text: str, word: str, label: str, head: str) -> None:
    token = next(token for token in read(text) if token.text == word)
    assert (token.dep_, token.head.text) == (label, head)


NAMES = {
    "a person": ("On Monday Tessa Kade left the city.", ("Tessa Kade", "PERSON")),
    "an organisation": ("The Ministry of Defence denied the report.", ("Ministry of Defence", "ORG")),
    "a country": ("Troops entered Georgia on Monday.", ("Georgia", "PLACE")),
    "an unknown town": ("Shells fell on the town of Velt on Monday.", ("Velt", "PLACE")),
}


@pytest.mark.parametrize(("text", "name"), NAMES.values(), ids=NAMES.keys())
def test_names_of_persons_organisations_and_places_are_found(text: str, name: tuple[str, str]) -> None:
    assert [(span.text, span.label_) for span in read(text).ents] == [name]


LEMMAS = [
    ("killed", "VBD", "kill"), ("fled", "VBD", "flee"), ("denied", "VBN", "deny"), ("was", "VBD", "be"),
    ("shelling", "VBG", "shell"), ("children", "NNS", "child"), ("bodies", "NNS", "body"), ("’s", "POS", "'s"),
    ("worst", "JJS", "bad"), ("KILLED", "VBD", "kill"), ("Velts", "NNP", "Velts"), ("convened", "VBD", "convene"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "tag", "lemma"), LEMMAS)
def test_a_word_has_the_lemma_of_its_tag(word: str, tag: str, lemma: str) -> None:
    assert load_lemmas().lemma(word, tag) == lemma


def test_every_sentence_has_one_root_and_stays_within_itself() -> None:
    doc = read("“It is over. Go home,” she said. The road to Velt\nis cut.\n\nNo one was hurt, they say")
    sentences = list(doc.sents)
    assert [s.text.strip() for s in sentences] == [
        "“It is over.", "Go home,” she said.", "The road to Velt\nis cut.", "No one was hurt, they say",
    ]  # fmt: skip
    assert all(sum(token.head == token for token in sentence) == 1 for sentence in sentences)


def test_offsets_are_those_of_the_text() -> None:
    text = "\n  Two died.\n\nOne was hurt… in Velt ."
    doc = read(text)
    assert doc.text == text
    assert all(text[token.idx :].startswith(token.text) for token in doc)


def test_white_space_is_no_word_of_the_sentence() -> None:
    doc = read("The road to Velt\nis cut.")
    space = next(token for token in doc if token.is_space)
    assert (space.pos_, space.head.text) == ("SPACE", "Velt")
    assert [t.dep_ for t in doc if not t.is_space] == [t.dep_ for t in read("The road to Velt is cut.")]


def test_a_break_divides_a_headline_from_its_report() -> None:
    headline = "Two villages hit near Velt\n"
    assert len(list(read(headline + "Both were empty.", len(headline)).sents)) == 2


def test_many_texts_read_together_are_read_as_alone() -> None:
    texts = ["The army said two died.", "", "He left. She stayed in Velt with her brother Oram."]
    together = parse(load_parser(), [(text, ()) for text in texts])
    assert [[(t.dep_, t.head.i) for t in doc] for doc in together] == [
        [(t.dep_, t.head.i) for t in read(x)] for x in texts
    ]


def test_a_sentence_too_long_for_the_model_is_divided_and_read_whole() -> None:
    text = " ".join(f"the convoy passed kilometre {number} of the mountain road;" for number in range(120))
    doc = read(text)
    model = embedded_model()
    assert all(token.dep_ for token in doc)
    assert all(sum(model.size(token.text) for token in sentence) <= MOST_PIECES for sentence in doc.sents)


def test_an_empty_text_gives_an_empty_doc() -> None:
    assert len(read("")) == 0


def test_the_digest_names_the_weights() -> None:
    assert len(model_digest()) == 64
    assert model_digest() == model_digest()


def test_a_pipeline_that_is_not_installed_is_refused() -> None:
    with pytest.raises(InputError, match="no_such_pipeline"):
        load_parser("no_such_pipeline")


def test_a_pipeline_without_universal_dependencies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Universal Dependencies"):
        load_parser(_saved(tmp_path, ["nsubj", "dobj", "pobj"]))


def test_a_pipeline_with_universal_dependencies_is_taken_and_keeps_our_breaks(tmp_path: Path) -> None:
    language = load_parser(_saved(tmp_path, ["nsubj", "obj", "obl", "case", "nmod", "ccomp"]))
    headline = "Two villages hit\n"
    doc = parse(language, [(headline + "Both were empty.", [len(headline)])])[0]
    assert next(token for token in doc if token.text == "Both").is_sent_start


def _saved(folder: Path, labels: list[str]) -> str:
    language = spacy.blank("en")
    component = language.add_pipe("parser")
    for label in labels:
        component.add_label(label)  # type: ignore[attr-defined]  # spaCy types every component as a function
    language.initialize()
    language.to_disk(folder / "pipeline")
    return str(folder / "pipeline")


def test_greedy_heads_that_make_a_tree_are_kept() -> None:
    scores = np.array([[9, 0, 0, 0], [0, 9, 0, 1], [0, 9, 1, 0]], dtype=np.float32)
    assert best_heads(scores) == [0, 1, 1]


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    scores = np.array([[1, 0, 9, 0], [6, 9, 0, 0], [0, 0, 5, 0]], dtype=np.float32)
    assert best_heads(scores) == [2, 0, 2]


def test_only_one_word_hangs_on_the_root() -> None:
    scores = np.array([[9, 0, 1, 0], [9, 3, 0, 0], [8, 0, 2, 0]], dtype=np.float32)
    assert best_heads(scores) == [0, 1, 2]


def test_the_best_tree_is_found_among_all_trees() -> None:
    random = np.random.default_rng(7)
    for _ in range(60):
        scores = random.normal(size=(4, 5)).astype(np.float32)
        scores[np.arange(4), np.arange(4) + 1] = -1e4
        candidates = [heads for heads in np.ndindex(5, 5, 5, 5) if is_tree(heads)]
        best = max(candidates, key=lambda heads: sum(scores[word, head] for word, head in enumerate(heads)))
        assert best_heads(scores) == list(best)


def test_an_inside_tag_never_follows_another_name() -> None:
    tags = ("O", "B-ORG", "I-ORG", "B-PLACE", "I-PLACE")
    logits = np.zeros((1, 2, 5), dtype=np.float32)
    logits[0, 0, 1], logits[0, 1, 4], logits[0, 1, 2] = 5, 3, 2
    assert [tags[number] for number in best_tags(logits, [2], tags)[0]] == ["B-ORG", "I-ORG"]


def test_the_longest_piece_is_taken_first() -> None:
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "shell", "##ing", "##i", "é", "e", "'"]
    pieces = WordPieces(vocabulary)
    assert pieces.divide("Shelling") == (4, 5)
    assert pieces.divide("é") == (8,)
    assert pieces.divide("’") == (9,)
    assert pieces.divide("Ж") == (1,)
