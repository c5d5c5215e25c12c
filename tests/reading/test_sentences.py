"""Where sentences begin: one row a habit of newspapers. A bar marks each sentence start after the first."""

from __future__ import annotations

import pytest

from averment.reading.sentences import begin_marks, sentence_starts

ROWS = {
    "a closing quotation mark stays with its sentence": "“They are safe.” |He said no more.",
    "a quotation of two sentences": "“It is over. |Go home,” she said.",
    "straight quotation marks": "\"We saw it.\" |She nodded. |'We left.' |They wept.",
    "a question that its speaker follows": "“Why did they come?” Mr. Orlo asked.",
    "a cry that its speaker follows in small letters": "“Stop!” he shouted.",
    "a question that another sentence follows": "“Why did they come?” |The guards did not answer.",
    "hours": "They left at 5 p.m. Monday. |At 6 p.m. |The road was cut at 9 a.m. by floods.",
    "initials": "J. R. Pell met T. Kallis. |Nobody else came.",
    "titles and ranks": "Col. Oram and Lt. Gen. Velt met Gov. Pell. |Sgt. Kade and Dr. Moor died.",
    "a country's initials within a name": "The U.S. Army denied it.",
    "a country's initials at the end": "He lives in the U.S. |The others stayed.",
    "a number": "Battery No. 5 fired. |He said no. |It ended.",
    "months": "It fell on Nov. 9 and rose in Sept. |The war went on.",
    "a saint and a street": "They met at St. Avel near Kade Ave. in the rain.",
    "firms": "Orlo Inc. said so. |He works for Pell Corp. |The firm denied it.",
    "an ellipsis that goes on": "It was … over, he said... and left.",
    "an ellipsis that ends": "They waited... |Then they fled… |The road was cut.",
    "a lost space": "The ministry reported.|Velt’s army denied it.",
    "a lost space after a quotation": "He said “we left.”|The others stayed.",
    "addresses keep their stops": "See www.example.org/News.Html or write to A.Pell@example.org now.",
    "decimal numbers": "It cost $3.5 million. |3.2 million people fled.",
    "a sentence that a figure begins": "It was 1961. |12 people died.",
    "capitals": "THE ARMY SAID. |SOURCES CLAIM 12 DIED. |COL. VELT SPOKE AT 5 P.M. |HE LEFT.",
    "a headline that a blank line ends": "Children stand by a wall\n\n|The town fell\nand was empty.",
    "a wrapped line": "The town of\nVelt fell.",
    "a list": "They named:\n|- Oram Pell\n|- Tessa Kade",
    "a numbered list": "1. The first was empty.\n|2. The second was not.",
    "a writer who has no capitals": "they came at dawn. |we hid in the school. |who told them? |i do not know.",
    "a small letter after a short form": "Some approx. five men met Sgt. al-Kade at 5 p.m. local time.",
    "a plain small word after a stop": "The bridge was shelled. |they left at once.",
    "a smiley stays with its sentence": "We got out :) |Nobody was hurt. :)",
    "a message's date and clock": "Ann Bell |08/16/2000 03:48 PM |The road is cut.",
    "a drawn line": "The road is cut. |************** |The bridge is down.",
    "brackets": "Dr. Velt left. |(He came back.) |It ended.",
    "a reference as in an encyclopedia": "It was named. [3] |More followed.[4] |Others fled.",
    "a source before its stop": "He said so (Orlo Radio). |It ended.",
    "a Latin abbreviation": "Weapons, e.g. Mortars and the like, were found.",
}


@pytest.mark.parametrize("marked", ROWS.values(), ids=ROWS.keys())
def test_sentences_begin_where_a_reader_begins_them(marked: str) -> None:
    parts = marked.split("|")
    starts = [len("".join(parts[:number])) for number in range(len(parts))]
    assert sentence_starts("".join(parts)) == starts


def test_a_break_begins_a_sentence_where_no_mark_does() -> None:
    headline, body = "Two villages hit\n", "Both were empty."
    assert sentence_starts(headline + body, [len(headline)]) == [0, len(headline)]


def test_a_text_of_white_space_has_no_sentence() -> None:
    assert sentence_starts(" \n\n ") == []


def test_a_start_inside_a_word_begins_the_sentence_with_the_next_word() -> None:
    assert begin_marks([0, 5], [0, 4, 7]) == [True, False, True]
