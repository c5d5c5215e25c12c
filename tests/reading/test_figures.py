"""Figures: invented sentences, and what a reader would put in a ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from averment.knowledge.tables import TABLES
from averment.model.claim import Amount, Bound
from averment.model.report import Appearance, Block, BlockKind, Report
from averment.model.text import Span
from averment.reading.figures import FoundFigure, find_figures
from averment.reading.parser import load_parser, parse
from tests.reading.figure_cases import CASES

LANGUAGE = load_parser(threads=1)
SIGNS = {
    Bound.EXACTLY: "{low}", Bound.ABOUT: "~{low}", Bound.AT_LEAST: ">={low}", Bound.MORE_THAN: ">{low}",
    Bound.UP_TO: "<={high}", Bound.FEWER_THAN: "<{high}", Bound.BETWEEN: "{low}..{high}",
}  # fmt: skip


def read(text: str) -> tuple[FoundFigure, ...]:
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)))
    report = Report("r", "s", text, "t", None, "en", (block,), (), Appearance())
    return find_figures(parse(LANGUAGE, [(text, [])])[0], report, TABLES)


def shown(amount: Amount) -> str:
    if amount.bound is Bound.VAGUE:
        return "?" if amount.low is None else f"?{amount.low}-{amount.high}"
    return SIGNS[amount.bound].format(low=amount.low, high=amount.high)


def told(found: Iterable[FoundFigure]) -> list[str]:
    return sorted(
        f"{'^' if one.parent is not None else ''}{one.figure.measure} {one.figure.group} {shown(one.figure.amount)}"
        for one in found
    )


def agrees(got: list[str], wanted: str) -> bool:
    """Whether the figures are those wanted, each row of `wanted` used once."""
    left = list(got)
    for row in filter(None, (part.strip() for part in wanted.split(";"))):
        measure, groups, amount = row.split(" ", 2)
        hit = next((one for group in groups.split("|") if (one := f"{measure} {group} {amount}") in left), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[re.sub(r"\W+", "_", text)[:60] for text, _ in CASES])
def test_a_sentence_gives_the_figures_that_a_reader_would_write_down(text: str, wanted: str) -> None:
    got = told(read(text))
    assert agrees(got, wanted), f"{got} instead of {wanted!r}"
