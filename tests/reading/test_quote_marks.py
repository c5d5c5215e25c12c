"""What stands in quotation marks."""

from __future__ import annotations

import re

import pytest

from averment.knowledge.tables import TABLES
from averment.model.report import Appearance, Block, BlockKind, Report
from averment.model.text import Span
from averment.reading.quote_marks import Quoted, find_quoted


def report_of(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Report:
    blocks = tuple(Block(kind, Span(*match.span())) for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text))
    return Report("id", "sha", text, "text", None, "en", blocks, (), Appearance())


def quoted_in(text: str) -> list[tuple[str, int]]:
    return [(one.span.of(text), one.depth) for one in find_quoted(report_of(text), TABLES)]


CASES = [
    ("“We stay,” she said. “Always.”", [("We stay,", 0), ("Always.", 0)], "curly"),
    ('"We stay," he said. "It\'s home."', [("We stay,", 0), ("It's home.", 0)], "straight, with an apostrophe"),
    ("'We stay,' he said. 'It's home.'", [("We stay,", 0), ("It's home.", 0)], "single straight"),
    ("The soldiers’ camp and the 1990s’ war.", [], "apostrophes are no marks"),
    ("“They said ‘go’ to us,” she said.", [("They said ‘go’ to us,", 0), ("go", 1)], "nested single"),
    ("“Our aim is to “free” the town.”", [("Our aim is to “free” the town.", 0), ("free", 1)], "nested alike"),
    ("«We stay», he said.", [("We stay", 0)], "angled"),
    ("“We stay, said Ann. “We hold.”", [("We stay,", 0), ("We hold.", 0)], "a closing mark is missing"),
    ("“We stay and hold", [("We stay and hold", 0)], "left open to the end of the paragraph"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[case[2] for case in CASES])
def test_words_in_marks_are_found(text: str, expected: list[tuple[str, int]], why: str) -> None:
    assert quoted_in(text) == expected


def test_a_quotation_over_several_paragraphs_goes_on_in_each() -> None:
    found: tuple[Quoted, ...] = find_quoted(report_of("“One.\n\n“Two.\n\n“Three,” he said."), TABLES)
    assert [(one.closed, one.follows) for one in found] == [(False, False), (False, True), (True, True)]


def test_boilerplate_holds_no_quotations() -> None:
    assert find_quoted(report_of("“Subscribe,” it said.", BlockKind.BOILERPLATE), TABLES) == ()
