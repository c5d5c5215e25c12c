"""The language that a text is written in, as an ISO 639-1 code."""

from __future__ import annotations

import re
from collections import Counter

import py3langid

from averment.ingest.plain_words import plain_words
from averment.knowledge.tables import Tables
from averment.knowledge.telling_words import telling_words

ENGLISH = "en"
GLANCE = 1000  # characters: enough to see that a page is in English
FEWEST = 60  # words: of fewer, one sentence in English may be a large share
# Share of English telling words above which nothing else is asked: a report in English has 0.11 to 0.21 (nineteen in
# twenty), one half in Spanish 0.06, one in Dutch or Danish none.
PLAINLY = 0.08
SAMPLE = 2000  # characters; more does not change the answer
# Log-probability by which another language must lead: a page of it leads by hundreds, an English headline full of
# foreign names by ten at most.
CLEAR_LEAD = 15.0

SCRIPTS = (
    ("cyrillic", re.compile("[\u0400-\u052f]")),
    ("armenian", re.compile("[\u0530-\u058f]")),
    ("hebrew", re.compile("[\u0590-\u05ff]")),
    ("arabic", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("georgian", re.compile("[\u10a0-\u10ff\u1c90-\u1cbf]")),
    ("ethiopic", re.compile("[\u1200-\u137f]")),
    ("greek", re.compile("[\u0370-\u03ff]")),
    ("devanagari", re.compile("[\u0900-\u097f]")),
    ("bengali", re.compile("[\u0980-\u09ff]")),
    ("tamil", re.compile("[\u0b80-\u0bff]")),
    ("thai", re.compile("[\u0e00-\u0e7f]")),
    ("burmese", re.compile("[\u1000-\u109f]")),
    ("khmer", re.compile("[\u1780-\u17ff]")),
    ("kana", re.compile("[\u3040-\u30ff]")),
    ("han", re.compile("[\u3400-\u9fff]")),
    ("hangul", re.compile("[\u1100-\u11ff\uac00-\ud7af]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
# The first is the answer when the statistics name none of them.
LANGUAGES = {
    "cyrillic": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn"),
    "armenian": ("hy",),
    "hebrew": ("he",),
    "arabic": ("ar", "fa", "ur", "ps", "ug", "ku"),
    "georgian": ("ka",),
    "ethiopic": ("am",),
    "greek": ("el",),
    "devanagari": ("hi", "ne", "mr"),
    "bengali": ("bn", "as"),
    "tamil": ("ta",),
    "thai": ("th",),
    "burmese": ("my",),
    "khmer": ("km",),
    "kana": ("ja",),
    "han": ("zh", "ja"),
    "hangul": ("ko",),
}


def language_of(text: str, tables: Tables) -> str:
    """The language of most of the text; the script decides first. Latin letters are English unless clear."""
    if _is_plainly_english(text, telling_words(tables)):
        return ENGLISH  # fifty times faster than the statistics of all languages, and most pages are
    sample = text[:SAMPLE]
    counts = Counter({name: len(script.findall(sample)) for name, script in SCRIPTS})
    if counts["kana"] > 0.1 * counts["han"]:
        counts["kana"] += counts["han"]  # Japanese is written in both
    script, letters = max(counts.items(), key=lambda item: (item[1], item[0]))
    if not letters:
        return ENGLISH
    ranked = [(language, float(score)) for language, score in py3langid.rank(sample.lower()) if len(language) == 2]
    if script != "latin":
        return next((language for language, _ in ranked if language in LANGUAGES[script]), LANGUAGES[script][0])
    return _latin(ranked)


def _is_plainly_english(text: str, telling: frozenset[str]) -> bool:
    glance = text[:GLANCE]
    words = plain_words(glance)
    if len(words) < FEWEST or 2 * sum(map(len, words)) < len(glance):  # half of it is in another script, or no words
        return False
    return sum(map(telling.__contains__, words)) >= PLAINLY * len(words)


def _latin(ranked: list[tuple[str, float]]) -> str:
    scores = dict(ranked)
    others = {language for languages in LANGUAGES.values() for language in languages}
    best = next(language for language, _ in ranked if language not in others)
    return best if scores[best] - scores[ENGLISH] >= CLEAR_LEAD else ENGLISH
