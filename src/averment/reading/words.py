"""Divides a text into words as the treebanks do, on top of spaCy's rules for English."""

from __future__ import annotations

import re

import spacy
from spacy.lang.char_classes import ALPHA, HYPHENS, LIST_ELLIPSES, LIST_ICONS
from spacy.language import Language
from spacy.symbols import ORTH  # type: ignore[import-not-found]  # compiled, and without a stub
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, and without a stub
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from averment.reading.sentences import abbreviations

AFFIXES = (
    "anti|arch|bi|co|counter|cross|cyber|de|e|eco|ex|extra|hyper|inter|intra|macro|mega|micro|mid|mini|mono|multi|neo"
    "|non|over|pan|para|post|pre|pro|pseudo|quasi|re|semi|sub|super|trans|tri|ultra|un|under|uni|vice"
)
"""English Web Treebank guidelines (Bies et al. 2012): a hyphen after these does not divide a word."""

WHOLE = re.compile(rf"(?:{AFFIXES})-\w+|\w+-(?:wise|esque)|\+?\d[\d-]+\d{{3}}-\d{{3,4}}", re.IGNORECASE).fullmatch
WORDS_TOO = frozenset(["mar.", "ill.", "est.", "del."])
"""Written small, these end a sentence as words."""
NUMBERED = re.compile(r"\b(?:Nos?|NO|Art|Fig|Vol)\.(?= ?\d)")
DASHES = "(?:—|–|--+)"
RUNS = r"(?:[!?]{2,}|={3,}|\*{3,}|_{3,}|#{3,}|~{3,})"
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
)


class Words:
    """The tokenizer: a Doc whose words join to the text exactly; `No. 5` keeps the stop with `No`."""

    def __init__(self, language: Language) -> None:
        self.tokenizer = _rules(language)

    def __call__(self, text: str) -> Doc:
        doc: Doc = self.tokenizer(text)
        if NUMBERED.search(text):
            _join_numbered(doc, text)
        return doc

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
    prefixes = [*(defaults.prefixes or ()), DASHES, RUNS]
    suffixes = [*(defaults.suffixes or ()), DASHES, RUNS]
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
    return {form: parts for form, parts in rules.items() if not faces.fullmatch(form)}


def _abbreviated() -> dict[str, list[dict[int, str]]]:
    """Each abbreviation of the table keeps its stop, also in capitals; `No.` only before a figure, see above."""
    listed = [form for form, kind in abbreviations().items() if kind != "number"]
    forms = {form for row in listed for form in (row, row.capitalize(), row.upper())} - WORDS_TOO
    return {form: [{ORTH: form}] for form in sorted(forms)}


def _join_numbered(doc: Doc, text: str) -> None:
    with doc.retokenize() as retokenizer:
        for found in NUMBERED.finditer(text):
            span = doc.char_span(found.start(), found.end())
            if span is not None and len(span) > 1:
                retokenizer.merge(span)
