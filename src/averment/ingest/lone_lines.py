"""What a short line without a full stop is: a headline or subhead, or the caption of a picture."""

from __future__ import annotations

import re

from averment.knowledge.page_lines import WordRole, line_words
from averment.knowledge.tables import Tables

STOP = re.compile(r"[.!?…:;,։。؟۔।][\"'”’»)\]]*\Z")
ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}\Z")
INNER_STOP = re.compile(r"[^\W\d_]{3}[.!?][\"”’)\]]*\s+[“\"‘(\[]*[^\W\d_a-z]|[.!?][\"”]\s")
OPENING, CLOSING = '“"«„', '”"»“'
WORD = re.compile(r"[^\W\d_][\w'’-]*")
LONGEST_HEADLINE = 25  # words
LONGEST_LINE = 300  # characters
CAPTION_SCORE = 2
TITLE_CASE_SHARE = 0.8


def ends_sentence(words: str) -> bool:
    """Whether the line closes with a stop; the last dot of "U.S." is none."""
    return STOP.search(words) is not None and ABBREVIATION.search(words) is None


def is_headline_like(words: str) -> bool:
    """Short, without a full stop, not a quotation and not the rest of a sentence."""
    if len(words) > LONGEST_LINE:
        return False
    found = words.split(maxsplit=LONGEST_HEADLINE)
    if not found or len(found) > LONGEST_HEADLINE or found[0][0].islower():
        return False
    if words[0] in "–—―-" or INNER_STOP.search(words) or (words[0] in OPENING and words[-1] in CLOSING):
        return False
    return not ends_sentence(words) or (words[-1] in "?!" and is_title_case(words))


def is_title_case(words: str) -> bool:
    """Whether the long words have capitals, as in English headlines; capitals throughout tell nothing."""
    if words.isupper():
        return False
    long = [word for word in WORD.findall(words) if len(word) > 3]
    return len(long) > 1 and sum(word[0].isupper() for word in long) >= TITLE_CASE_SHARE * len(long)


def is_caption_like(words: str, tables: Tables) -> bool:
    """Whether the line describes what a picture shows ("An injured child in Karvin") and tells no news."""
    return caption_score(words, tables) >= CAPTION_SCORE


def caption_score(words: str, tables: Tables) -> int:
    """What speaks for a caption less what speaks for a headline; headlines drop articles and keep verbs."""
    found = WORD.findall(words)
    if not found:
        return 0
    lower = [word.lower() for word in found]

    def stands(role: WordRole, among: list[str]) -> bool:
        return not line_words(tables, role).isdisjoint(among)

    score = 0
    if lower[0] in line_words(tables, WordRole.DETERMINER) and len(found) > 1:
        score += 2 if found[1][0].islower() else 1
    elif stands(WordRole.INDEFINITE, lower[1:]):
        score += 1
    score += lower[0] in line_words(tables, WordRole.PICTURE_ADJECTIVE)
    score += stands(WordRole.PICTURE_NOUN, lower[:3])
    score += stands(WordRole.PLACE_WORD, lower[1:])
    score -= stands(WordRole.AUXILIARY, lower) + stands(WordRole.VERB, lower)
    score -= 2 * is_title_case(words)
    score -= len(found) < 4
    return score
