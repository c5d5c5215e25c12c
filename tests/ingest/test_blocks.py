"""What each stretch of a report is."""

import pytest

from averment.ingest.blocks import find_blocks
from averment.knowledge.tables import TABLES
from averment.model.report import Block

REPORT = "The army of Norvia said on Tuesday that shells had hit the market in Old Karvin."
MORE = "A doctor at the hospital said that she had counted 19 bodies in the morning."


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(text)) for block in find_blocks(text, (), title, TABLES)]


def kind_between(line: str) -> str:
    """The kind of a line in the middle of a report."""
    text = f"Shells Hit Market in Karvin\n\n{REPORT}\n\n{line}\n\n{MORE}"
    return next(kind for kind, words in kinds(text) if words.startswith(line[:5]) and words in line)


LINES = [
    ("World Reactions", "headline", "a subhead in title case"),
    ("Dead and wounded", "headline", "a subhead in sentence case"),
    ("Norvia calls for a ceasefire", "headline", "a subhead with a verb"),
    ("Condemnation from Norvia", "headline", "a subhead without an article"),
    ("An injured child in Karvin", "caption", "an article and a place: it shows a picture"),
    ("The mother of a missing soldier in Karvin", "caption", "the same"),
    ("Destroyed houses near the market", "caption", "a participle of damage and a place"),
    ("Smoke over the town after the strike", "caption", "what can be seen"),
    ("Children in a shelter in Karvin (NPA photo)", "caption", "a picture is named"),
    ("A man stands outside his house. Jane Roe/Norvia Press", "caption", "a photographer after the stop"),
    ("Soldiers on the road to Karvin [Jane Roe/Norvia Press]", "caption", "a photographer in brackets"),
    ("HARD BATTLES: The picture shows a burning tank. Photo: Army of Norvia / NPA", "caption", "a kicker"),
    ("FILE - Shells fall near Karvin, Norvia, on May 3, 2023.", "caption", "an archive picture"),
    ("• Army declares martial law", "list_item", "a bullet"),
    ("– Let us stand firm, and we will win, it is said in the message.", "paragraph", "a dash opens speech"),
    ("“We will win”", "paragraph", "a quotation"),
    ("—Jane Roe, mayor of Karvin", "paragraph", "who is quoted"),
    ("The mayor listed three demands:", "paragraph", "it opens a list"),
    ("Get the Herald in your inbox:", "boilerplate", "a newsletter"),
    ("Share this article", "boilerplate", "a button"),
    ("SHARE THIS ARTICLE", "boilerplate", "a button in capitals"),
    ("» Share this article «", "boilerplate", "a button between signs"),
    ("Facebook Twitter WhatsApp", "boilerplate", "buttons"),
    ("Please enter your comment!", "boilerplate", "a comment form"),
    ("Read more: Karvin under fire again", "boilerplate", "a link to another report"),
    ("Advertisement", "boilerplate", "an advertisement"),
    ("We use cookies to improve your experience on our site.", "boilerplate", "a notice"),
    ("© 2023 Norvia Press. All rights reserved.", "boilerplate", "a copyright line"),
    ("By Jane Roe and John Doe, Norvia Press", "credit", "a byline"),
    ("(Reporting by Jane Roe in Karvin; Editing by John Doe)", "credit", "a desk's signature"),
    ("(Stories from Norvia Press and the Herald were used to compile this report.)", "credit", "sources"),
    ("Source: norviapress.com", "credit", "a source"),
    ("Published: 4 May 2023, 10:15 GMT", "credit", "a date"),
    ("Thursday, May 4, 2023", "credit", "a date"),
    ("Reuters / AFP", "credit", "names of agencies and nothing else"),
    ("AP, Reuters and AFP", "credit", "the same"),
    ("Reuters and Jane Roe", "headline", "one of the names is no agency"),
    ("Sources: 12 dead in Karvin", "headline", "a headline that names its sources is news"),
    ("Save the Children said that 12 children had died in the camp.", "paragraph", "a name that opens like a button"),
    ("Any use of chemical weapons is prohibited, the minister said.", "paragraph", "not a copyright line"),
    ("Also on Tuesday, shells hit the hospital.", "paragraph", "not a link"),
    ("More than 40 were wounded in the east.", "paragraph", "not a link"),
    ("The governor added:", "paragraph", "it opens what somebody says"),
    ("On May 4, 2023, the army made this comment:", "paragraph", "not a line with the date of the report"),
    ("THREE SOLDIERS KILLED — The army said that a mine had gone off.", "paragraph", "a kicker, not a dateline"),
    ("NORVIA (National Rebel Front) - and its allies - left the town.", "paragraph", "an aside, not a dateline"),
    ("By Tuesday evening the army had left.", "paragraph", "not a byline"),
    ("Reports that chemical weapons were used could not be confirmed.", "paragraph", "not a source line"),
    ("Shells hit the road at 4 p.m.", "paragraph", "short, but it tells"),
]


@pytest.mark.parametrize(("line", "kind", "why"), LINES)
def test_a_line_in_a_report_is_told_by_its_form(line: str, kind: str, why: str) -> None:
    assert kind_between(line) == kind, why


def test_a_picture_above_the_headline_is_a_caption_and_the_next_line_the_headline() -> None:
    text = f"Destroyed apartment building in Karvin\n\nNorvia Army Moves on Karvin; Rebels Seek Talks\n\n{REPORT}"
    assert [kind for kind, _ in kinds(text)] == ["caption", "headline", "paragraph"]


def test_a_repeated_title_is_a_headline_twice() -> None:
    assert [kind for kind, _ in kinds(f"Market hit in Karvin\n\nMarket hit in Karvin\n\n{REPORT}")][:2] == [
        "headline"
    ] * 2


def test_the_title_that_the_page_names_is_a_headline_even_with_a_stop() -> None:
    assert kinds(f"Market hit.\n\n{REPORT}", title="Market hit.")[0][0] == "headline"


def test_a_title_is_known_again_whatever_its_capitals_and_blanks() -> None:
    assert kinds(f"MARKET  HIT.\n\n{REPORT}", title=" Market hit. ")[0][0] == "headline"
    assert kinds(f"Straße hit.\n\n{REPORT}\n\nSTRASSE HIT.", title="Strasse hit.")[2][0] == "headline"


DATELINES = [
    "YEREVAN (Combined Sources) —",
    "KARVIN, Norvia (AP) —",
    "KARVIN, May 4 (Norvia Press) -",
    "(Reuters) -",
    "OLD KARVIN, 4 MAY 90 (ACAN-EFE) -- [TEXT]",
    "KARVIN, 4 May. /TASS/.",
    "KARVIN, Norvia —",
    "Karvin (Reuters) –",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_is_a_credit_before_its_paragraph(dateline: str) -> None:
    assert kinds(f"Market hit\n\n{dateline} {REPORT}\n\n{MORE}")[1:3] == [("credit", dateline), ("paragraph", REPORT)]


@pytest.mark.parametrize(
    "opening", ["The Front (FRONT) — the largest group — said", "Old Karvin - a town of 900 people - was hit, and"]
)
def test_an_aside_is_no_dateline(opening: str) -> None:
    text = f"Market hit\n\n{REPORT}\n\n{opening} that it had left the town on Monday."
    assert [kind for kind, _ in kinds(text)] == ["headline", "paragraph", "paragraph"]


def test_an_agency_that_closes_a_paragraph_is_a_credit() -> None:
    assert kinds(f"Market hit\n\n{REPORT} (Reuters)")[1:] == [("paragraph", REPORT), ("credit", "(Reuters)")]


def test_wrapped_text_gives_paragraphs_and_not_lines() -> None:
    text = (
        "   OLD KARVIN, 4 FEB 90 (NPA) -- [TEXT] THE ARMY OF NORVIA DENIED TODAY\n"
        "THAT GUERRILLAS ATTACKED THE FARM ON THE PACIFIC SIDE, WHERE THE MAYOR HAS\n"
        "BEEN STAYING SINCE 2 FEBRUARY.\n\n"
        "   HOWEVER, A SPOKESMAN SAID THAT THE ATTACK, WHICH RESULTED IN THE DEATH OF\n"
        "A CIVILIAN WHO WAS PASSING BY, WAS NOT AGAINST THE FARM, AND THAT THE MAYOR\n"
        "IS SAFE AND SOUND.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["credit", "paragraph", "paragraph"]


def test_headlines_of_other_reports_below_are_not_read() -> None:
    text = f"Market hit\n\n{REPORT}\n\n{MORE}\n\nRelated stories\n\nTen killed in Old Town\n\nArmy takes the bridge"
    assert [kind for kind, _ in kinds(text)][-3:] == ["boilerplate"] * 3


def test_a_page_that_opens_with_a_correction_is_a_report_and_a_notice_of_one_below_is_not() -> None:
    opening = (
        "Correction: Nine people were killed when shells hit a mill in Hem on Monday, not twelve as we reported.\n"
    )
    assert [kind for kind, _ in kinds(opening)] == ["paragraph"]
    below = "Nine people were killed in Hem on Monday.\n\nCorrection: an earlier version gave the wrong date.\n"
    assert [kind for kind, _ in kinds(below)] == ["paragraph", "boilerplate"]


def test_readers_comments_below_are_not_read() -> None:
    text = f"Market hit\n\n{REPORT}\n\n{MORE}\n\n2 Comments\n\nJohn\n\nI heard that 500 people were killed there."
    assert [kind for kind, _ in kinds(text)][-3:] == ["boilerplate"] * 3


def test_dashes_one_below_the_other_are_a_list() -> None:
    text = f"Market hit\n\n{REPORT}\n\n- 12 killed\n- 19 wounded\n\n{MORE}"
    assert [kind for kind, _ in kinds(text)].count("list_item") == 2


@pytest.mark.parametrize("line", [line for line, _, _ in LINES])
def test_nothing_but_white_space_lies_between_blocks(line: str) -> None:
    text = f"  {DATELINES[1]} {REPORT} (AP)\n \n{line}\n{line}\n\n\n{MORE}\t\n"
    blocks: tuple[Block, ...] = find_blocks(text, (), None, TABLES)
    ends = [0, *(block.span.end for block in blocks)]
    starts = [*(block.span.start for block in blocks), len(text)]
    assert all(end <= start and not text[end:start].strip() for end, start in zip(ends, starts, strict=True))
