"""What always holds, whatever is claimed: the four groups add up, low <= best <= high, every blank has its reason."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from averment.matching.codebooks.case import CodebookRules
from averment.matching.codebooks.rows import COLUMNS, codebook_rows
from averment.model.codebook import Cell, Choices, Codebook, Deaths, Ends, EqualVoices
from tests.matching.codebooks.story import TABLES, read_story

AMOUNTS = ("{}", "at least {}", "more than {}", "up to {}", "about {}", "several", "dozens", "hundreds", "a number")
SIDES = ("Norvia", "Dorland", "Upland Council", "River Front")
GROUPS = ("people", "civilians", "children", "soldiers", "fighters", "women", "officials", "police")
TYPES = ("Armed clash", "Attack", "Air/drone strike", "Shelling/artillery/missile attack", "Mob violence", "Arrests")


@some.composite
def figure_lines(draw: some.DrawFn) -> str:
    amount = draw(some.sampled_from(AMOUNTS)).format(draw(some.integers(0, 40)))
    measure = draw(some.sampled_from(("killed", "killed", "killed", "wounded", "casualties")))
    parts = [f"  {measure} {draw(some.sampled_from(GROUPS))} {amount}"]
    if draw(some.booleans()):
        speaker = draw(some.sampled_from((*SIDES, "a doctor", "police")))
        parts.append(f"says {speaker}")
        parts += [f"of {speaker}"] if speaker in SIDES else []
    if draw(some.booleans()):
        parts.append(f"hit {draw(some.sampled_from(SIDES))}")
    if draw(some.booleans()):
        parts.append(f"done by {draw(some.sampled_from(SIDES))}")
    scope = draw(some.sampled_from(("", "", "", "scope day", "scope war", "scope place", "history", "denies")))
    return "; ".join([*parts, scope] if scope else parts)


@some.composite
def stories(draw: some.DrawFn) -> str:
    actor, target = draw(some.permutations(SIDES))[:2]
    lines = ["A story", "Norvia Press, 4 May 2023", "Something happened in Tarn."]
    lines.append(f"  event {draw(some.sampled_from(TYPES))}; done by {actor}; hit {target}")
    for number, line in enumerate(draw(some.lists(figure_lines(), min_size=1, max_size=6))):
        lines += [f"Sentence {number} tells of those who were hit.", line]
    return "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(stories(), some.sampled_from(EqualVoices))
def test_whatever_is_claimed_the_numbers_of_every_codebook_hold_together(text: str, equal: EqualVoices) -> None:
    case = read_story(text).case(CodebookRules(TABLES, Choices(equal)))
    for row in codebook_rows(Codebook.UCDP, case):
        low, best, high, *groups = (
            row.value(column)
            for column in ("low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        )
        if best is None:
            assert {low, high, *groups} == {None}
            continue
        assert all(isinstance(number, int) for number in (low, best, high, *groups))
        assert 0 <= int(low or 0) <= int(best) <= int(high or 0)
        assert sum(int(number or 0) for number in groups) == best
    for codebook in Codebook:
        for row in codebook_rows(codebook, case):
            assert tuple(cell.column for cell in row.cells) == COLUMNS[codebook]
            assert all(cell.rule for cell in row.cells)
            known = {claim.id for claim in case.claims}
            assert all(set(cell.claims) <= known for cell in row.cells)


@settings(max_examples=40, deadline=None)
@given(stories())
def test_every_range_of_an_assessment_begins_no_higher_than_it_ends(text: str) -> None:
    for row in codebook_rows(Codebook.AIRWARS, read_story(text).case()):
        ends = [column.removesuffix("_min") for column in COLUMNS[Codebook.AIRWARS] if column.endswith("_min")]
        for field in ends:
            low, high = row.value(f"{field}_min"), row.value(f"{field}_max")
            assert (low is None) == (high is None)
            assert low is None or high is None or (isinstance(low, int) and isinstance(high, int) and low <= high)


@pytest.mark.parametrize("ends", [(2, 1, 3), (1, 3, 2), (-1, 0, 0)])
def test_numbers_out_of_order_cannot_be_built(ends: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="low <= best <= high"):
        Ends(*ends)


def test_groups_that_do_not_add_up_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        Deaths(1, 1, 0, 0, Ends(0, 3, 3))


def test_a_blank_without_a_reason_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="no rule"):
        Cell("best", None, "")
