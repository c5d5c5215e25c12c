"""Passages taken over from another report are found; what two papers only quote alike is not."""

from __future__ import annotations

import pytest

from averment.matching.copies import find_copies
from averment.model.report import Report
from tests.matching.builders import report

WIRE = """Shells hit the market of Old Karvin at around 1 p.m. on Tuesday, the regional health office said, and set
a dozen stalls alight.

At least 12 people were killed and many more were taken to the hospital across the river
by volunteers in private cars.

“We had no time to count,” said Ilka Doren, a nurse. “They kept coming until the evening.”

The army denied firing on the town and blamed rebel mortars that it said stood in the hills above the railway line."""

OWN = """Fishermen on the lower Velm say that the ice has gone three weeks early and that nobody remembers
such a winter.

The harbour master of Tarn wants the ferry to run again from Monday, provided that the council pays for the new pier."""


def copied(*reports: Report) -> str:
    """Everything in the first report that stands in a family."""
    _, families = find_copies(reports)
    passages = sorted(passage for family in families for passage in family.passages if passage.report == reports[0].id)
    return " ".join(passage.span.of(reports[0].text) for passage in passages)


def test_the_same_text_in_two_papers_is_one_family() -> None:
    first, second = report("Herald", WIRE), report("Courier", WIRE + "\n\n" + OWN)
    _, families = find_copies((first, second))
    assert len(families) == 1
    assert copied(first, second).split() == WIRE.split()


@pytest.mark.parametrize(
    ("why", "old", "new"),
    [
        ("hours are spelt otherwise", "1 p.m.", "1 pm"),
        ("another cue", "the regional health office said", "the regional health office told reporters"),
        ("a name carried over otherwise", "Ilka Doren", "Ilka Dorren"),
        ("straight marks for curly ones", "“We had no time to count,”", '"We had no time to count,"'),
        ("a sentence is dropped", " “They kept coming until the evening.”", ""),
        ("a clause is trimmed", ", and set\na dozen stalls alight", ""),
        ("case of a word", "The army denied", "The Army denied"),
    ],
)
def test_a_small_edit_does_not_hide_a_copy(why: str, old: str, new: str) -> None:
    assert old in WIRE
    first, second = report("Herald", WIRE), report("Courier", WIRE.replace(old, new))
    kept = copied(first, second)
    assert "blamed rebel mortars" in kept, why
    assert "taken to the hospital across the river" in kept, why
    assert "regional health office" in kept, why


def test_paragraphs_in_another_order_are_still_copied() -> None:
    turned = "\n\n".join(reversed(WIRE.split("\n\n")))
    assert len(copied(report("Herald", WIRE), report("Courier", turned)).split()) > 0.95 * len(WIRE.split())


def test_a_reports_own_words_are_in_no_family() -> None:
    mixed = report("Courier", WIRE.split("\n\n")[0] + "\n\n" + OWN)
    kept = copied(mixed, report("Herald", WIRE))
    assert "ferry" not in kept
    assert "market of Old Karvin" in kept


def test_a_report_that_copies_two_texts_keeps_them_apart() -> None:
    merged = report("Digest", WIRE + "\n\n" + OWN)
    _, families = find_copies((merged, report("Herald", WIRE), report("Harbour News", OWN)))
    assert len(families) == 2


def test_a_sentence_dropped_by_one_of_three_papers_stays_in_the_family() -> None:
    shorter = WIRE.replace("\n\n" + WIRE.split("\n\n")[1], "")
    _, families = find_copies((report("A", WIRE), report("B", WIRE + "\n\n" + OWN), report("C", shorter)))
    assert len(families) == 1


QUOTED = "“Our forces have not fired on the town. Whoever says so wants to hide that rebel mortars stand in the hills,”"


def test_an_official_quotation_in_two_papers_is_no_copying() -> None:
    first = report(
        "Herald", f"Fresh fighting was heard at dawn.\n\n{QUOTED} the army said.\n\nNobody could be reached."
    )
    second = report("Courier", f"In the capital the mood was calm.\n\n{QUOTED} the army said.\n\nShops stayed open.")
    assert find_copies((first, second)) == ((), ())


def test_a_quotation_with_the_same_long_cue_is_copied() -> None:
    said = f"{QUOTED} read a statement released late in the evening by the army’s press centre in Tarn."
    first = report("Herald", f"Fresh fighting was heard at dawn.\n\n{said}\n\nNobody could be reached.")
    second = report("Courier", f"In the capital the mood was calm.\n\n{said}\n\nShops stayed open.")
    assert "rebel mortars" in copied(first, second)


def test_a_common_phrase_is_no_copying() -> None:
    phrase = "the ministry of defence said in a statement on Tuesday that"
    first = report("Herald", f"In the north {phrase} nine of its men were lost when a bridge fell.")
    second = report("Courier", f"Late at night {phrase} talks over the harbour would begin again soon.")
    assert find_copies((first, second)) == ((), ())


def test_a_series_that_tells_new_figures_in_old_sentences_is_no_copying() -> None:
    pattern = (
        "In {month} the army counted {guns} violations of the truce, the monitors {less} and the rebels none at all."
    )
    first = report("Herald", pattern.format(month="May", guns="113", less="40"))
    second = report("Herald", pattern.format(month="late June", guns="some 70", less="fewer than 90"))
    assert find_copies((first, second)) == ((), ())


def test_words_said_twice_in_one_report_make_no_family() -> None:
    assert find_copies((report("Herald", WIRE + "\n\n" + WIRE),)) == ((), ())


def test_the_order_of_reports_does_not_matter() -> None:
    reports = (report("A", WIRE), report("B", WIRE + "\n\n" + OWN), report("C", OWN))
    assert find_copies(reports) == find_copies(reports[::-1]) == find_copies((*reports, reports[0]))


def test_a_copy_tells_how_many_words_agree() -> None:
    first, second = report("Herald", WIRE), report("Courier", WIRE.replace("1 p.m.", "one o'clock"))
    copies, _ = find_copies((first, second))
    assert sum(copy.words for copy in copies) > 70
    assert all(0.8 < copy.share <= 1 for copy in copies)
