"""Whom a report credits, for its words and for its pictures."""

import pytest

from averment.ingest.blocks import find_blocks
from averment.ingest.credits import find_credits
from averment.knowledge.tables import TABLES
from averment.model.report import CreditFor

BODY = "The army of Norvia said on Tuesday that shells had hit the market in Old Karvin."


def credits_of(text: str, gave: CreditFor = CreditFor.TEXT) -> list[str]:
    found = find_credits(text, find_blocks(text, (), None, TABLES), TABLES)
    assert all(credit.span.of(text) for credit in found)
    return [credit.name for credit in found if credit.gave is gave]


CASES = [
    (f"KARVIN, Norvia (AP) — {BODY}", ["Associated Press"], "a dateline, in the table's spelling"),
    (f"KARVIN, May 4 (Norvia Press) - {BODY}", ["Norvia Press"], "one that the table does not hold, as it stands"),
    (f"MOSCOW, May 4. /TASS/. {BODY}", ["TASS"], "strokes"),
    (f"OLD KARVIN (AFP/Reuters) — {BODY}", ["Agence France-Presse", "Reuters"], "two"),
    (f"{BODY} (Reuters)", ["Reuters"], "at the end"),
    (f"{BODY}\n\nSource: RFE/RL", ["Radio Free Europe/Radio Liberty"], "a stroke inside a known name"),
    (f"{BODY}\n\nSource: norviapress.com", ["norviapress.com"], "a domain"),
    (
        f"{BODY}\n\n(Stories from Norvia Press, the Karvin Herald and DW were used to compile this report.)",
        ["Norvia Press", "Karvin Herald", "Deutsche Welle"],
        "a list",
    ),
    (f"By Jane Roe, Associated Press\n\n{BODY}", ["Associated Press"], "a byline gives the agency, not the person"),
    (f"By Jane Roe\n\n{BODY}", [], "a person is no source of its own"),
    (f"{BODY}\n\n(With inputs from agencies)", ["Agencies"], "unnamed agencies"),
    (f"KARVIN (Combined Sources) — {BODY}", ["Combined Sources"], "many that are not named"),
    (f"{BODY}\n\nOriginally published by the Karvin Herald.", ["Karvin Herald"], "taken over whole"),
    (f"{BODY}\n\nRepublished from Reuters.", ["Reuters"], "taken over whole, in short"),
    (f"{BODY}\n\nThe minister spoke to Reuters on Monday.", [], "an agency in a sentence is no credit"),
]


@pytest.mark.parametrize(("text", "names", "why"), CASES)
def test_a_source_is_credited_where_the_report_credits_it(text: str, names: list[str], why: str) -> None:
    assert credits_of(text) == names, why


def test_a_picture_is_credited_apart_from_the_words() -> None:
    text = f"{BODY}\n\nA burning tank near Karvin. Photo: Army of Norvia / AP / NTB\n\n{BODY}"
    assert credits_of(text, CreditFor.PICTURE) == ["Army of Norvia", "Associated Press", "NTB"]
    assert credits_of(text, CreditFor.TEXT) == []
