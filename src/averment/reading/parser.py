"""Sentences, words, tags, trees and names of texts, as spaCy Docs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.symbols import IDS  # type: ignore[import-not-found]  # compiled, and without a stub
from spacy.tokens import Doc, Span

from averment.model.run import InputError
from averment.reading.embedded import MOST_PIECES, Analysis, EmbeddedModel, embedded_model, model_digest
from averment.reading.lemmas import load_lemmas
from averment.reading.mending import mend
from averment.reading.name_mending import mend_names
from averment.reading.sentences import begin_marks, sentence_starts
from averment.reading.words import english_words

__all__ = ["load_parser", "model_digest", "parse"]

BREAKS = "averment_breaks"
COLUMNS = ["TAG", "POS", "DEP", "HEAD", "LEMMA"]
DOCS_AT_ONCE = 256
START, NO_START = 1, -1  # spaCy's marks of sentence starts; set one by one, each would look at the whole text
DIVIDING = (";", ":", "—", "–", "...", "…", ")", "”", ",")  # where a sentence too long for the model is cut, best first
UNIVERSAL = {"nsubj", "obj", "obl", "case", "nmod", "ccomp"}


@lru_cache(maxsize=4)
def load_parser(name: str | None = None, *, threads: int = 0) -> Language:
    """The embedded English model on `threads` cores (0: all of them), or the installed spaCy pipeline `name`.

    It is loaded once a process: the same arguments give the same object.
    Raises InputError if there is no such pipeline or if its labels are not Universal Dependencies, as is the case
    with spaCy's own English pipelines.
    """
    if name is not None:
        return _installed(name)
    language = english_words()
    language.add_pipe("averment_sentences")
    language.add_pipe("averment_model", config={"threads": threads})
    return language


def parse(language: Language, texts: Sequence[tuple[str, Sequence[int]]]) -> list[Doc]:
    """One Doc per (text, breaks), over the whole text, so that `token.idx` is the offset in it.

    `breaks` are offsets where a new sentence is forced, such as the beginning of each paragraph. Docs have tags, Penn
    and universal, lemmas, heads, labels of Universal Dependencies as in the treebanks ("nsubj:pass"), and names as
    `ents` of PERSON, ORG and PLACE. White space that is no single space is a token SPACE with the label `dep`.
    What is read in a text does not depend on the texts beside it.
    """
    docs = language.pipe(_with_breaks(language, text, breaks) for text, breaks in texts)
    return [mend_names(mend(doc)) for doc in docs]


def _with_breaks(language: Language, text: str, breaks: Sequence[int]) -> Doc:
    doc = language.make_doc(text)
    doc.user_data[BREAKS] = tuple(breaks)
    if "averment_sentences" not in language.pipe_names:
        _force_starts(doc, breaks)
    return doc


def _force_starts(doc: Doc, breaks: Sequence[int]) -> None:
    """Another pipeline divides sentences itself, but keeps those starts that are already there."""
    shown = [token for token in doc if not token.is_space]
    for token, begins in zip(shown, begin_marks(sorted(breaks), [token.idx for token in shown]), strict=True):
        if begins:
            token.is_sent_start = True


@Language.component("averment_sentences")
def mark_sentences(doc: Doc) -> Doc:
    """Marks where sentences begin; the breaks that `parse` was given are among them."""
    starts = sentence_starts(doc.text, doc.user_data.get(BREAKS, ()))
    shown = [token for token in doc if not token.is_space]
    begins = begin_marks(starts, [token.idx for token in shown])
    marks = np.full(len(doc), NO_START, dtype=np.int64)
    marks[[token.i for token, begin in zip(shown, begins, strict=True) if begin]] = START
    if shown and marks[0] != START:
        marks[shown[0].i] = NO_START
        marks[0] = START
    doc.from_array(["SENT_START"], marks.astype(np.uint64))  # type: ignore[arg-type]  # as in `_write`
    return doc


@Language.factory("averment_model", default_config={"threads": 0}, assigns=["token.tag", "token.dep", "doc.ents"])
class ModelComponent:
    """The embedded model as a component of a spaCy pipeline; it needs sentence starts."""

    def __init__(self, nlp: Language, name: str, threads: int) -> None:
        self.name = name
        self.threads = threads

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = DOCS_AT_ONCE) -> Iterator[Doc]:
        docs = iter(stream)
        while batch := list(islice(docs, DOCS_AT_ONCE)):
            annotate(batch, embedded_model(self.threads))
            yield from batch


def annotate(docs: Sequence[Doc], model: EmbeddedModel) -> None:
    """Writes tags, lemmas, trees and names into docs whose sentence starts are set.

    Each doc goes through the model alone: its numbers are rounded by the largest among all that it is given at once,
    so that in company the same text would be read a little otherwise.
    """
    for doc in docs:
        parts = list(_model_sentences(doc, model))
        analyses = model.analyse([[doc[i].text for i in part] for part in parts])
        _write(doc, list(zip(parts, analyses, strict=True)))


def _model_sentences(doc: Doc, model: EmbeddedModel) -> Iterator[list[int]]:
    """Token numbers of each sentence without white space, those too long for the model in parts."""
    for sentence in doc.sents:
        shown = [token.i for token in sentence if not token.is_space]
        while shown:
            fits = _fitting([doc[i].text for i in shown], model)
            yield shown[:fits]
            shown = shown[fits:]


def _fitting(words: Sequence[str], model: EmbeddedModel) -> int:
    """How many of the words the model takes at once; fewer, if a mark in the latter half invites a cut."""
    total = 0
    for count, word in enumerate(words):
        total += model.size(word)
        if total > MOST_PIECES:
            half = range(count - 1, count // 2, -1)
            return next((at + 1 for mark in DIVIDING for at in half if words[at] == mark), count)
    return len(words)


def _write(doc: Doc, sentences: Sequence[tuple[list[int], Analysis]]) -> None:
    strings, lemmas = doc.vocab.strings, load_lemmas()
    rows = np.zeros((len(doc), 5), dtype=np.uint64)
    heads = np.zeros(len(doc), dtype=np.int64)
    for part, found in sentences:
        for at, upos, tag, head, label in zip(part, found.upos, found.xpos, found.heads, found.labels, strict=True):
            rows[at] = (
                strings.add(tag), IDS[upos], strings.add(label), 0, strings.add(lemmas.lemma(doc[at].text, tag)),
            )  # fmt: skip
            heads[at] = part[head - 1] - at if head else 0
    _hang_spaces(doc, rows, heads, {at for part, _ in sentences for at in part})
    rows[:, 3] = heads.astype(np.uint64)
    doc.from_array(COLUMNS, rows)  # type: ignore[arg-type]  # spaCy's stub asks for its own array type
    doc.set_ents([span for part, found in sentences for span in _names(doc, part, found.names)])


def _hang_spaces(doc: Doc, rows: NDArray[np.uint64], heads: NDArray[np.int64], shown: set[int]) -> None:
    """White space hangs on the word before it, at the start of a text on the word after."""
    tag, label = doc.vocab.strings.add("_SP"), doc.vocab.strings.add("dep")
    first = min(shown, default=0)
    last = None
    for token in doc:
        if token.i in shown:
            last = token.i
        else:
            rows[token.i] = (tag, IDS["SPACE"], label, 0, doc.vocab.strings.add(token.text))
            heads[token.i] = (first if last is None else last) - token.i


def _names(doc: Doc, part: Sequence[int], names: Sequence[str]) -> Iterator[Span]:
    """Spans of the names; a name that goes on from nothing begins one."""
    begin = 0
    for place in range(1, len(names) + 1):
        here, name = names[begin], names[place] if place < len(names) else "O"
        if name.startswith("I-") and name[2:] == here[2:]:
            continue
        if here != "O":
            yield Span(doc, part[begin], part[place - 1] + 1, label=here[2:])
        begin = place


def _installed(name: str) -> Language:
    try:
        language = spacy.load(name)
    except OSError as error:
        raise InputError(
            f"no spaCy pipeline called {name!r} is installed here; "
            "install it, or leave the name out for the embedded model"
        ) from error
    labels = {label for labels in language.pipe_labels.values() for label in labels}
    if not labels >= UNIVERSAL or "pobj" in labels:
        lacking = ", ".join(sorted(UNIVERSAL - labels)) or "pobj is none of them"
        raise InputError(
            f"the labels of the spaCy pipeline {name!r} are not Universal Dependencies ({lacking}); "
            "choose one trained on a UD treebank, or leave the name out for the embedded model"
        )
    return language
