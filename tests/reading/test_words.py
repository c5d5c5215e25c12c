"""What one word is: one row a habit of newspapers. Words stand between bars."""

from __future__ import annotations

import pytest

from averment.reading.words import english_words

ROWS = {
    "curly quotation marks": "“|We|left|,|”|he|said|.",
    "a curly quotation mark glued to a word": "safe|”|-|al|said",
    "a long dash glued to words": "denied|it|—|angrily",
    "two hyphens as a dash": "denied|it|--|angrily",
    "a lost space": "was|reported|.|Velt",
    "a curly possessive": "Velt|’s|army",
    "a plural possessive": "the|villagers|’|homes",
    "a curly negation": "It|does|n’t|end",
    "a straight negation": "It|did|n't|end",
    "an apostrophe within a name": "Ba’eth|and|Sha'ram",
    "ranks keep their stop": "Col.|Oram|and|Brig.|Gen.|Velt",
    "ranks in capitals": "COL.|ORAM",
    "hours": "at|1|pm|or|5|p.m.|today",
    "money": "$|5|million",
    "a share": "50|%|of|it",
    "a number keeps its stop": "Battery|No.|5|fired",
    "a no at the end does not": "He|said|no|.",
    "a hyphen divides": "the|10|-|year|-|old|boy",
    "a hyphen after an affix does not": "the|pro-government|and|anti-tank|units",
    "a state's initials before a hyphen": "the|U.S.|-|led|force",
    "an age in brackets is no face": "(|aged|8|)",
    "a weapon's number": "an|F|-|16|jet",
    "a date": "on|Nov.|9|,|2019",
    "cannot is two words": "They|can|not|leave",
    "a careless it is": "They|say|it|s|a|mine|near|its|own|camp",
    "either of two": "dead|and|/|or|wounded",
    "an hour in capitals": "at|7:30|PM|sharp",
    "thousands": "some|10|k|people",
    "a run of marks": "What|?!|They|left|<<|here|>>",
    "a plural in brackets": "the|shooter|(|s|)|fled",
    "a sender": 'Ann|"|<|bell@orlo.org|>',
    "and so on at the end": "tents|,|pans|,|etc|.|They|left",
    "and so on within": "tents|,|etc.|,|and|pans",
    "a hashtag": "read|#FreeVelt|now",
}


@pytest.mark.parametrize("divided", ROWS.values(), ids=ROWS.keys())
def test_words_are_divided_as_in_the_treebanks(divided: str) -> None:
    words = divided.split("|")
    text = TIGHT.get(divided) or " ".join(words)
    assert [token.text for token in english_words()(text)] == words


TIGHT = {
    ROWS["curly quotation marks"]: "“We left,” he said.",
    ROWS["a curly quotation mark glued to a word"]: "safe”-al said",
    ROWS["a long dash glued to words"]: "denied it—angrily",
    ROWS["two hyphens as a dash"]: "denied it--angrily",
    ROWS["a lost space"]: "was reported.Velt",
    ROWS["a curly possessive"]: "Velt’s army",
    ROWS["a plural possessive"]: "the villagers’ homes",
    ROWS["a curly negation"]: "It doesn’t end",
    ROWS["a straight negation"]: "It didn't end",
    ROWS["hours"]: "at 1pm or 5 p.m. today",
    ROWS["money"]: "$5 million",
    ROWS["a share"]: "50% of it",
    ROWS["a no at the end does not"]: "He said no.",
    ROWS["a hyphen divides"]: "the 10-year-old boy",
    ROWS["a state's initials before a hyphen"]: "the U.S.-led force",
    ROWS["an age in brackets is no face"]: "(aged 8)",
    ROWS["a weapon's number"]: "an F-16 jet",
    ROWS["a date"]: "on Nov. 9, 2019",
    ROWS["cannot is two words"]: "They cannot leave",
    ROWS["a careless it is"]: "They say its a mine near its own camp",
    ROWS["either of two"]: "dead and/or wounded",
    ROWS["an hour in capitals"]: "at 7:30PM sharp",
    ROWS["thousands"]: "some 10k people",
    ROWS["a run of marks"]: "What?! They left <<here>>",
    ROWS["a plural in brackets"]: "the shooter(s) fled",
    ROWS["a sender"]: 'Ann"<bell@orlo.org>',
    ROWS["and so on at the end"]: "tents, pans, etc. They left",
    ROWS["and so on within"]: "tents, etc., and pans",
}


def test_words_join_to_the_text_exactly() -> None:
    text = "  “Two died—at 5 p.m.,” Col. Velt’s aide\n\nsaid: No. 5 Battery… left. "
    assert "".join(token.text_with_ws for token in english_words()(text)) == text
