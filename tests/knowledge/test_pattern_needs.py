"""What a line must have so that a pattern can match it."""

import re
import sys

import pytest

from averment.knowledge.page_lines import (
    boilerplate,
    caption_cues,
    credit_lines,
    likely_boilerplate,
    likely_caption_cues,
    likely_credit_lines,
)
from averment.knowledge.pattern_needs import fold, needs_of
from averment.knowledge.tables import TABLES

NEEDS: list[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...], str]] = [
    (r"share (?:this|on)\b.{0,9}", ("sha",), (("share ",), ("on", "this")), "words that stand there as they are"),
    (r"Share|TWEET", ("sha", "twe"), (("share", "tweet"),), "one of several"),
    (r"(?:the )?post", ("pos", "the"), (("post",),), "what may be left out is no need"),
    (r"[\[(]?from\b", ("(fr", "[fr", "fro"), (("from",),), "a bracket may open it"),
    (r".{0,60}\bnewsletter", (), (("newsletter",),), "it may begin with anything"),
    (r"\d{4}-\d\d", ("0",), (("0000-00",),), "every digit is a 0"),
    (r"\w+[-/]\d", (), (("-0", "/0"),), "one of a few signs, and a digit right after it"),
    (r".*[abcde]{2}x", (), (("ax", "bx", "cx", "dx", "ex"),), "what could be too many runs is two"),
    (r"(?:ab)+c{2}", ("ab",), (("cc",), ("ab",)), "what is repeated stands once at least"),
    (r"[a-z]+", (), (), "any letter"),
    (r".* .*", (), (), "a blank stands in every line"),
    (r"(?:no|\w+) more", (), ((" more",),), "one choice may be anything"),
    (r"(?:\w+|)x?", (), (), "nothing at all may match"),
    (r"(?=.*\d)photo", ("pho",), (("photo",),), "what is only looked at takes no place"),
    (r"(?:é|É)ta", (), (("ta",),), "a letter beyond ASCII may have other forms"),
    (r"© \w", ("© ",), (("© ",),), "a sign has no other form"),
    (r"(ab)\1cd", ("ab",), (("cd",), ("ab",)), "a repetition of what was found may be anything"),
]


@pytest.mark.parametrize(("pattern", "opens", "holds", "why"), NEEDS)
def test_a_pattern_tells_what_its_lines_begin_with_and_hold(
    pattern: str, opens: tuple[str, ...], holds: tuple[tuple[str, ...], ...], why: str
) -> None:
    needs = needs_of(re.compile(pattern, re.IGNORECASE))
    assert (needs.opens, needs.holds) == (opens, holds), why


def test_whatever_matches_a_letter_where_case_is_ignored_folds_to_it() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    for letter in "abcdefghijklmnopqrstuvwxyz":
        found = re.findall(letter, every, re.IGNORECASE)
        assert len(found) > 1
        assert {fold(character) for character in found} == {letter}


def test_every_digit_folds_to_naught_and_no_text_changes_its_length() -> None:
    assert fold("4 May ٢٠٢٣") == "0 may 0000"
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert len(fold(every)) == len(every)


LINES = [
    "Share this article",
    "SHARE THİS ARTICLE",
    "Get the Herald in your inbox:",
    "© 2023 Norvia Press. All rights reserved.",
    "2 Comments",
    "Facebook Twitter WhatsApp",
    "• Read more: Karvin under fire again",
    "| Advertisement |",
    "Source: norviapress.com",
    "(Stories from Norvia Press and the Herald were used to compile this report.)",
    "Jane Roe, Norvia Press contributed to this report.",
    "Jane Roe | 4 May 2023",
    "KARVIN, Thursday, May 4, 2023",
    "Soldiers on the road to Karvin [Jane Roe/Norvia Press]",
    "A tank in Karvin. Photo: Army of Norvia",
    "A tank in Karvin, Jane Roe via Reuters",
    "The army of Norvia said on Tuesday that shells had hit the market in Old Karvin.",
    "ok",
    "-",
]


@pytest.mark.parametrize("line", LINES)
def test_no_pattern_that_matches_a_line_is_passed_over(line: str) -> None:
    bare = line.strip(" |•")
    notices = [one for one in boilerplate(TABLES) if one.pattern.fullmatch(line) or one.pattern.fullmatch(bare)]
    likely = list(likely_boilerplate(TABLES, fold(line), fold(bare)))
    assert [one for one in likely if one in notices] == notices
    credited = [one for one in credit_lines(TABLES) if one.pattern.fullmatch(line)]
    assert [one for one in likely_credit_lines(TABLES, fold(line)) if one in credited] == credited
    shown = {cue for cue in caption_cues(TABLES) if cue.search(line)}
    assert shown <= set(likely_caption_cues(TABLES, fold(line)))


def test_for_a_sentence_of_a_report_hardly_any_pattern_is_tried() -> None:
    line = fold("The army of Norvia said on Tuesday that shells had hit the market in Old Karvin.")
    notices, credited = likely_boilerplate(TABLES, line, line), likely_credit_lines(TABLES, line)
    assert len([*notices, *credited, *likely_caption_cues(TABLES, line)]) < 4
