"""One event told twice in different words is two texts."""

from __future__ import annotations

import csv
from pathlib import Path

from averment.matching.copies import find_copies
from tests.matching.builders import report

PAIRS = Path(__file__).parents[2] / "bench" / "retold_pairs.csv"


def test_no_two_accounts_in_different_words_are_taken_for_copies() -> None:
    with PAIRS.open(encoding="utf-8", newline="") as table:
        pairs = [(row["first"], row["second"]) for row in csv.DictReader(table)]
    told = [report(f"Paper {number}", text) for number, text in enumerate(text for pair in pairs for text in pair)]
    assert len(pairs) == 20
    assert find_copies(told) == ((), ())
