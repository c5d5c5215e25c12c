"""The one text: what goes and what stays."""

import sys

import pytest

from averment.ingest.clean import clean

CASES = [
    ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour", "every kind of line end is one"),
    ("At least 12\x00 were\x07 killed", "At least 12 were killed", "control characters carry no words"),
    ("\x1b[31mred\x1b[0m news", "red news", "commands to a terminal go whole"),
    ("killed \u202e21\u202c people", "killed 21 people", "an override of direction shows other figures than are read"),
    ("Old\u00ad Kar\u200bvin\ufeff", "Old Karvin", "invisible marks split names"),
    (
        "“We don’t know,” Müller said – twice…",
        "“We don’t know,” Müller said – twice…",
        "quotes and dashes are evidence",
    ),
    ("first\n\n\n  second\u00a0line\t.", "first\n\n\n  second\u00a0line\t.", "white space is kept"),
    ("می\u200cخواهد", "می\u200cخواهد", "the joiner is spelling"),
]


@pytest.mark.parametrize(("raw", "expected", "why"), CASES)
def test_what_a_reader_sees_is_kept_and_what_is_hidden_goes(raw: str, expected: str, why: str) -> None:
    assert clean(raw) == expected, why


@pytest.mark.parametrize(("raw", "expected", "why"), CASES)
def test_cleaning_twice_changes_nothing_more(raw: str, expected: str, why: str) -> None:
    assert clean(clean(raw)) == expected, why


def test_a_text_that_can_be_printed_is_cleaned_like_any_other() -> None:
    gone = [character for character in map(chr, range(sys.maxunicode + 1)) if clean(f"\x07{character}") != character]
    assert len(gone) > 2000
    assert [character for character in gone if clean(character) == character] == []
