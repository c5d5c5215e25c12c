"""How often the range of an incident's dead and hurt is the one that Airwars' assessors wrote beside its narrative."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from spacy.language import Language

from averment.knowledge.countries import plain
from averment.knowledge.tables import TABLES
from averment.model.claim import Amount, Bound, Modality, Scope
from averment.model.report import Appearance, Block, BlockKind, Report
from averment.model.text import Span
from averment.reading.figures import FoundFigure, find_figures
from averment.reading.parser import load_parser, parse
from bench.score import Score, Skipped

NARRATIVES = "figures/airwars-dev.jsonl"
MEASURED = {
    "killed": ("killed", frozenset({"people", "civilians", "children", "women", "men", "elderly"}), 0.65),
    "injured": ("wounded", frozenset({"people", "civilians", "children", "women", "men", "elderly"}), 0.60),
    "children": ("killed", frozenset({"children"}), 0.70),
    "women": ("killed", frozenset({"women"}), None),
}
"""The field of the assessment, the measure and groups it counts, and the share hoped for."""

WHOLE = frozenset({"people", "civilians"})
UNTOLD = 2  # "several", "a number of", and the bare plural as Airwars writes them
DOZENS = (12, 24)
WIDE = frozenset({Scope.WAR, Scope.CUMULATIVE, Scope.DAY})

CHILDREN = frozenset({"children"})
NEAR = 0.78  # of the killed, within one of both ends
Range = tuple[int, int]


def score(data: Path) -> list[Score | Skipped]:
    """For each field, the share of narratives that have it and whose two ends are both right."""
    path = data / NARRATIVES
    if not path.is_file():
        return [Skipped("figures", path.stem, f"no such file: {path}")]
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    told = [find(row["text"]) for row in rows]
    scores: list[Score | Skipped] = []
    for field, (measure, groups, hoped) in MEASURED.items():
        given = [
            (row[field], incident_range(figures, measure, groups))
            for row, figures in zip(rows, told, strict=True)
            if row[field]
        ]
        narratives, count = f"airwars {field} ({len(given)})", max(1, len(given))
        right = sum(found is not None and list(found) == wanted for wanted, found in given)
        near = sum(found is not None and _is_near(found, wanted) for wanted, found in given)
        scores.append(Score("figures", narratives, "both ends exact", right / count, hoped))
        scores.append(
            Score("figures", narratives, "both ends within one", near / count, NEAR if field == "killed" else None)
        )
    return scores


def _is_near(found: Range, wanted: Sequence[int]) -> bool:
    return all(abs(end - given) <= 1 for end, given in zip(found, wanted, strict=True))


def find(text: str) -> tuple[FoundFigure, ...]:
    """The figures of one narrative, read as a report of one paragraph."""
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)))
    report = Report("narrative", "", text, "", None, "en", (block,), (), Appearance())
    return find_figures(parse(_language(), [(text, ())])[0], report, TABLES)


@lru_cache(maxsize=1)
def _language() -> Language:
    return load_parser()


def incident_range(figures: Iterable[FoundFigure], measure: str, groups: Collection[str]) -> Range | None:
    """The lowest and the highest number of one incident, after Airwars (codebook, section 8); None if nothing is told.

    A narrative begins with the account of the whole, whose low end is the lowest; what is told after it is either a
    part of it or, where it is higher, another account. Parts and accounts of a wider scope stay out; children are the
    parts that count them, or those named where they are more.
    """
    told = [one for one in figures if one.figure.measure == measure and _is_account(one, groups)]
    accounts = [ends for one in told if (ends := _ends(one.figure.amount)) is not None]
    named = len(_children_named(told)) if groups == CHILDREN else 0
    if not accounts or accounts[0][0] < named:
        return (named, named) if named else None
    return accounts[0][0], max(named, *(high for _, high in accounts))


def _children_named(told: Iterable[FoundFigure]) -> list[frozenset[str]]:
    """The names of children, each child once, however much of its name is told."""
    names: list[frozenset[str]] = []
    for one in told:
        for victim in one.figure.victims:
            words = frozenset(plain(victim.name).split())
            if not any(words <= known or known <= words for known in names):
                names.append(words)
    return names


def _is_account(one: FoundFigure, groups: Collection[str]) -> bool:
    figure = one.figure
    whole = one.parent is None or not WHOLE & set(groups)
    return figure.group in groups and whole and figure.scope not in WIDE and one.modality is not Modality.NEGATED


def _ends(amount: Amount) -> Range | None:
    low, high = amount.low, amount.high
    if amount.bound is Bound.VAGUE:
        if low is None or (low, high) == (3, 9):
            return UNTOLD, UNTOLD
        return DOZENS if (low, high) == (24, 99) else (low, low)
    if amount.bound is Bound.MORE_THAN and low is not None:
        return low + 1, low + 1
    ends = [end for end in (low, high) if end is not None]
    return (min(ends), max(ends)) if ends else None
