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
from tests.reading.figure_cases import CASES, LATER, UNTOLD

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


@pytest.mark.parametrize(
    ("text", "wanted"),
    CASES + LATER + UNTOLD,
    ids=[re.sub(r"\W+", "_", text)[:60] for text, _ in CASES + LATER + UNTOLD],
)
def test_a_sentence_gives_the_figures_that_a_reader_would_write_down(text: str, wanted: str) -> None:
    got = told(read(text))
    assert agrees(got, wanted), f"{got} instead of {wanted!r}"


def test_no_figure_is_read_in_a_block_that_holds_no_claims() -> None:
    text = "Twelve people were killed."
    block = Block(BlockKind.BOILERPLATE, Span(0, len(text)))
    report = Report("r", "s", text, "t", None, "en", (block,), (), Appearance())
    assert find_figures(parse(LANGUAGE, [(text, [])])[0], report, TABLES) == ()


def test_the_evidence_is_the_clause_that_tells_the_figure() -> None:
    text = "The talks went on in Lomas. Rain fell, but four miners were killed in Old Karvin, and the road was closed."
    assert "four miners were killed in Old Karvin" in read(text)[0].evidence.of(text)
    assert "talks" not in read(text)[0].evidence.of(text)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("More than 10 people were hurt in Lomas alone.", "place"),
        ("In the past 24 hours, 17 civilians were killed.", "day"),
        ("Since 7 October, 900 people have been killed.", "cumulative"),
        ("A six-year war had claimed 30,000 lives.", "war"),
        ("Nine people were killed in the raid.", "incident"),
    ],
)
def test_the_scope_is_the_one_the_words_tell(text: str, scope: str) -> None:
    assert read(text)[0].figure.scope.value == scope


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("According to preliminary information, 16 people died.", "preliminary"),
        ("Nine people are feared dead.", "preliminary"),
        ("The army did not kill 12 people.", "negated"),
        ("A six-year war had claimed 30,000 lives.", "historical"),
    ],
)
def test_the_modality_is_the_one_the_words_tell(text: str, modality: str) -> None:
    assert read(text)[0].modality.value == modality


@pytest.mark.parametrize(
    ("text", "actor", "side"),
    [
        ("The rebels killed six Norvians.", "The rebels", "Norvians"),
        ("Norvia has lost 14 drones.", None, "Norvia"),
        ("Three soldiers were killed by the guerrillas.", "the guerrillas", None),
        ("Four civilians were killed in Norvian shelling.", "Norvian", None),
    ],
)
def test_who_did_it_and_whose_people_were_hit(text: str, actor: str | None, side: str | None) -> None:
    figure = read(text)[0].figure
    assert (figure.actor and figure.actor.name, figure.side and figure.side.name) == (actor, side)
