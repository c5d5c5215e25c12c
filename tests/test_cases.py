"""Every worked case of `docs/cases` ends in the record that is written beside it."""

from __future__ import annotations

import pytest

from averment.model.codebook import Codebook
from averment.model.incident import Verdict
from tests.cases import FOLDER, Case, asked, cases, collected, differs, rows, told

CASES = cases()
CODED = [(case, book) for case in CASES for book in Codebook if book.value in case.follows]


@pytest.mark.parametrize("case", CASES, ids=[case.path.stem for case in CASES])
def test_the_reports_of_a_case_end_in_its_record(case: Case) -> None:
    found = [line.rstrip() for line in told(collected(case.path))]
    assert found == list(case.follows["record"]), differs(case.follows["record"], found)


@pytest.mark.parametrize(("case", "book"), CODED, ids=[f"{case.path.stem} {book}" for case, book in CODED])
def test_the_codebooks_write_down_what_the_case_says(case: Case, book: Codebook) -> None:
    expected, found = asked(case.follows[book.value]), list(rows(book, collected(case.path)))
    assert len(found) == len(expected)
    assert [{column: row[column] for column in wanted} for row, wanted in zip(found, expected, strict=True)] == expected


def test_the_cases_show_every_verdict_and_every_codebook() -> None:
    verdicts = {finding.verdict for case in CASES for finding in collected(case.path).record.findings}
    assert verdicts == set(Verdict)
    assert {book for _, book in CODED} == set(Codebook)


def test_the_index_names_every_case() -> None:
    index = (FOLDER.parent / "cases.md").read_text(encoding="utf-8")
    assert [case.path.name for case in CASES if f"cases/{case.path.name}" not in index] == []
