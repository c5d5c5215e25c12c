"""The record of another day, by both clocks, as people ask for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import averment, write

UNDATED = """A school burnt in Lower Ostra

Nine pupils were killed when a school was shelled in Lower Ostra, the council said.
"""


def titles(*words: str | Path) -> set[object]:
    return {line["title"] for line in averment("show", "--format", "jsonl", *words).lines}


def test_what_was_published_later_is_not_in_the_record_of_an_earlier_day(copied: Path) -> None:
    before, after = (titles("--as-of", day, "--ledger", copied) for day in ("2023-05-03", "2023-05-04"))
    assert before < after == titles("--ledger", copied)
    assert titles("--as-of", "2023-05-02", "--ledger", copied) == set()


def test_an_undated_report_counts_for_no_day_before_it_was_received_and_is_listed_apart(copied: Path) -> None:
    school = write(copied.parent / "more", "school.txt", UNDATED)
    averment("read", school, "--received", "2023-05-06", "--ledger", copied)
    shown = averment("show", "--as-of", "2023-05-04", "--ledger", copied).out
    record, apart = shown.split("not counted: no date says that they were out by then")
    assert "pupils" not in record
    assert "school.txt" in apart
    assert "not counted" not in averment("show", "--as-of", "2023-05-06", "--ledger", copied).out


def test_exports_follow_the_day(copied: Path) -> None:
    day = ("--as-of", "2023-05-03", "--ledger", copied)
    words = [str(line["evidence"]) for line in averment("export", "claims", *day).lines]
    assert any("market" in evidence for evidence in words)
    assert not any("bridge" in evidence for evidence in words)


def test_before_the_ledger_began_it_held_nothing(copied: Path) -> None:
    shown = averment("show", "--recorded-as-of", "2001-01-01", "--ledger", copied).out
    assert shown.startswith("0 episodes · 0 reports")
    held = averment("export", "claims", "--recorded-as-of", "2199-01-01", "--ledger", copied).lines
    assert held == averment("export", "claims", "--ledger", copied).lines


def test_what_changed_between_two_days_is_told_both_ways(copied: Path) -> None:
    days = ("2023-05-03", "2023-05-04")
    forth = averment("diff", *days, "--format", "jsonl", "--ledger", copied).lines
    back = averment("diff", *reversed(days), "--format", "jsonl", "--ledger", copied).lines
    assert {line["change"] for line in forth} == {"new"}
    assert {line["change"] for line in back} == {"withdrawn"}
    assert {"wounded"} <= {line["measure"] for line in forth}
    assert "new" in averment("diff", *days, "--ledger", copied).out.splitlines()[0]


def test_between_a_day_and_itself_nothing_changed(copied: Path) -> None:
    assert averment("diff", "2023-05-04", "2023-05-04", "--ledger", copied).out == "nothing changed\n"
    assert averment("diff", "2023-05-04", "2023-05-04", "--recorded", "--ledger", copied).out == "nothing changed\n"


@pytest.mark.parametrize("option", ["--as-of", "--recorded-as-of"])
def test_a_day_that_cannot_be_read_is_the_askers_mistake(copied: Path, option: str) -> None:
    outcome = averment("show", option, "some day", "--ledger", copied)
    assert (outcome.code, "expected a day or a moment" in outcome.err) == (2, True)
