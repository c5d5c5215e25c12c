"""What each codebook writes down, case by case; the cases are told in cases.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from averment.matching.codebooks.rows import codebook_rows
from averment.model.codebook import Codebook, CodebookRow
from tests.matching.codebooks.story import Story, read_stories
from tests.matching.codebooks.worked import PAGES, page_with_example

STORIES = read_stories(Path(__file__).with_name("cases.txt"))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.title)
def test_each_case_is_written_down_as_it_says(story: Story) -> None:
    case = story.case()
    for written in story.written:
        codebook, _, number = written.codebook.partition(" row ")
        rows = codebook_rows(Codebook(codebook), case)
        found = {column: _found(rows, int(number or 1) - 1, column) for column in written.wanted}
        assert found == written.wanted, written.codebook


def test_there_is_a_case_for_every_codebook_and_more_than_thirty_in_all() -> None:
    assert len(STORIES) >= 30
    assert {written.codebook.split()[0] for story in STORIES for written in story.written} == set(Codebook)


def _found(rows: tuple[CodebookRow, ...], number: int, column: str) -> str:
    match column:
        case "none":
            return "" if not rows else f"{len(rows)} rows"
        case "rows":
            return str(len(rows))
    value = rows[number].value(column)
    return "blank" if value is None else str(value)


@pytest.mark.parametrize("codebook", Codebook)
def test_the_pages_show_the_worked_example_as_it_is_written_now(codebook: Codebook) -> None:
    page = (PAGES / f"{codebook.value}.md").read_text(encoding="utf-8")
    assert page == page_with_example(codebook), "run `python -m tests.matching.codebooks.worked` and look at the change"
