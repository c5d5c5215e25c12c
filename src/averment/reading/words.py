"""Divides a text into words as the treebanks do, on top of spaCy's rules for English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import spacy
from spacy.lang.char_classes import ALPHA, HYPHENS, LIST_ELLIPSES, LIST_ICONS
from spacy.language import Language
from spacy.symbols import ORTH  # type: ignore[import-not-found]  # compiled, and without a stub
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, and without a stub
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from averment.knowledge.tables import TABLES
from averment.reading.sentences import abbreviations

AFFIXES = (
    "anti|arch|bi|co|counter|cross|cyber|de|e|eco|ex|extra|hyper|inter|intra|macro|mega|micro|mid|mini|mono|multi|neo"
    "|non|over|pan|para|post|pre|pro|pseudo|quasi|re|semi|sub|super|trans|tri|ultra|un|under|uni|vice"
)
"""English Web Treebank guidelines (Bies et al. 2012): a hyphen after these does not divide a word."""

WHOLE = re.compile(
    rf"(?:{AFFIXES})-\w+|\w+-(?:wise|esque)|\+?\d[\d-]+\d{{3}}-\d{{3,4}}|\d{{3}}-\d{{4}}|#[a-z]\w+", re.IGNORECASE
).fullmatch
WORDS_TOO = frozenset(["mar.", "ill.", "est.", "del."])
"""Written small, these end a sentence as words."""
NO_FACES = frozenset(["):", "(:", "and/or"])
"""A bracket before a colon is a bracket."""
NUMBERED = re.compile(r"\b(?:Nos?|NO|Art|Fig|Vol)\.(?= ?\d)")
AT_THE_END = r"(?=\s*(?:$|\n|[A-Z“\"]))"
"""Where a sentence ends with the form, its stop is the sentence's."""
SENDER = re.compile(r"\w(?=\"<\S+@)|(?<=\w)\"(?=<\S+@)|(?<=[\w\"])<(?=[\w.-]+@)")
"""In "Ann Bell"<bell@orlo.org> the quotation mark and the bracket are words."""
DASHES = "(?:—|–|--+)"
RUNS = r"(?:(?<=[a-z0-9]{2})\.[!?]+|[!?]{2,}|<{2,}|>{2,}|\${3,}|={3,}|\*{3,}|_{3,}|#{3,}|~{3,})"
JOINED = r"(?:(?<=[A-Za-z)])-|(?<=\d)(?:[kKmMbB]|bn|[AaPp]\.?[Mm]\.?)|(?<=[A-Z])\++)"
"""What EWT divides from the end of a word: "reviews -", "10 k", "7:30 PM", "A +"."""
INFIXES = (
    *LIST_ELLIPSES,
    *LIST_ICONS,
    r"[“”„«»]",
    DASHES,
    rf"(?<=[{ALPHA}0-9.!?,;])\"(?=[{ALPHA}0-9-])",
    rf"(?<=[{ALPHA}][{ALPHA}])[.!?;]+(?=[\"”’“‘]*[A-Z])(?<![A-Z][.!?;])",
    rf"(?<=[{ALPHA}]),(?=[\"”’“‘]*[{ALPHA}])",
    rf"(?<=[{ALPHA}0-9.”\"’)])(?:{HYPHENS})(?=[{ALPHA}0-9“\"(])",
    rf"(?<=[{ALPHA}0-9])[:<>=/](?=[{ALPHA}])",
    r"(?<=[0-9])[+*^](?=[0-9-])",
    rf"(?<=[{ALPHA}0-9.,!?])[()\[\]](?=[{ALPHA}0-9]{{3}})",
    rf"(?<=[{ALPHA}0-9)])\((?=[{ALPHA}0-9])|\)(?=[(.])",
    rf"(?<=[{ALPHA}][{ALPHA}])[,:](?=\d)",
)


class Words:
    """The tokenizer: a Doc whose words join to the text exactly; `No. 5` keeps the stop with `No`."""

    def __init__(self, language: Language) -> None:
        self.tokenizer = _rules(language)

    def __call__(self, text: str) -> Doc:
        doc: Doc = self.tokenizer(text)
        if NUMBERED.search(text):
            _join_numbered(doc, text)
        return _divided(doc, text)

    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: object) -> Words:
        return self

    def to_disk(self, *_: object, **__: object) -> None:
        """There is nothing to keep: the rules are code."""

    def from_disk(self, *_: object, **__: object) -> Words:
        return self


def english_words() -> Language:
    """An empty spaCy pipeline for English that divides words as the treebanks do."""
    language = spacy.blank("en")
    language.tokenizer = Words(language)
    language.max_length = 20_000_000
    return language


def _rules(language: Language) -> Tokenizer:
    defaults = language.Defaults
    prefixes = [RUNS, *(defaults.prefixes or ()), DASHES, r"-(?=[A-Za-z][a-z])"]
    suffixes = [RUNS, *(defaults.suffixes or ()), DASHES, JOINED]
    return Tokenizer(
        language.vocab,
        rules={**_kept(defaults.tokenizer_exceptions), **_abbreviated()},
        prefix_search=compile_prefix_regex(prefixes).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(INFIXES).finditer,
        token_match=WHOLE,
        url_match=defaults.url_match,
    )


def _kept(rules: dict[str, list[dict[int, str]]]) -> dict[str, list[dict[int, str]]]:
    """spaCy's special cases without its faces that swallow a figure: "(aged 8)" ends in one."""
    faces = re.compile(r"[\d.=;:oO_-]*\d[^a-zA-Z\d]+|[(<\[]\S*\d")
    return {form: parts for form, parts in rules.items() if not faces.fullmatch(form) and form not in NO_FACES}


def _abbreviated() -> dict[str, list[dict[int, str]]]:
    """Each abbreviation of the table keeps its stop, also in capitals; `No.` only before a figure, see above."""
    listed = [form for form, kind in abbreviations().items() if kind != "number"]
    forms = {form for row in listed for form in (row, row.capitalize(), row.upper())} - WORDS_TOO
    return {form: [{ORTH: form}] for form in sorted(forms)}


def _divided(doc: Doc, text: str) -> Doc:
    """The same words, but "its a mine" has "it" and "s": words that careless writers join, as the treebanks divide."""
    cuts = {cut for pattern, parts in joined_words() for found in pattern.finditer(text) for cut in _cuts(found, parts)}
    cuts.update(found.end() for found in SENDER.finditer(text))
    if not cuts:
        return doc
    words: list[str] = []
    spaces: list[bool] = []
    for token in doc:
        end = token.idx + len(token)
        inside = [token.idx, *sorted(cut for cut in cuts if token.idx < cut < end), end]
        words += [text[begin:stop] for begin, stop in pairwise(inside)]
        spaces += [False] * (len(inside) - 2) + [bool(token.whitespace_)]
    return Doc(doc.vocab, words=words, spaces=spaces)


def _cuts(found: re.Match[str], parts: tuple[str, ...]) -> Iterator[int]:
    at = found.start()
    for part in parts[:-1]:
        at += len(part)
        yield at


@lru_cache(maxsize=1)
def joined_words() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """A pattern for each form that is divided, and its parts; some only before certain words."""
    found = []
    for row in TABLES.rows("en/joined_words"):
        before = "|".join(row["before"].split())
        after = AT_THE_END if before == "END" else rf"(?=\s+(?:{before})(?![\w-]))" if before else r"(?!\w)"
        found.append((re.compile(rf"(?<![\w'’/])(?i:{re.escape(row['form'])}){after}"), tuple(row["parts"].split())))
    return tuple(found)


def _join_numbered(doc: Doc, text: str) -> None:
    with doc.retokenize() as retokenizer:
        for found in NUMBERED.finditer(text):
            span = doc.char_span(found.start(), found.end())
            if span is not None and len(span) > 1:
                retokenizer.merge(span)
