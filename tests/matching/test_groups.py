"""Claims are cut into groups that can be drawn one by one."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as some

from averment.matching.candidates import candidate_pairs
from averment.matching.compare import compare
from averment.matching.groups import draw_groups
from averment.matching.incidents import draw_incidents
from averment.matching.texts import texts_of
from averment.matching.told import Told, tell
from averment.matching.voices import find_voices
from averment.model.claim import Claim
from averment.model.incident import JudgedAs, Judgement
from averment.model.reading import Reading
from averment.model.report import Report
from bench.made_world import chapters, invent
from bench.made_world.claims import readings
from tests.matching.builders import Desk, figure, town

OSTRA, VELM = town("Ostra", 46.0, 30.0), town("Velm", 51.0, 38.0)


@settings(max_examples=12, deadline=None)
@given(some.integers(0, 10_000), some.randoms(use_true_random=False))
def test_groups_drawn_one_by_one_are_as_if_drawn_at_once(seed: int, chance: random.Random) -> None:
    held = [(report, blurred(reading, chance)) for chapter in chapters(invent(seed, 16))
            for report, reading in readings(chapter)]  # fmt: skip
    told = told_of(held)
    judgements, decisions = compare(told, candidate_pairs(told)), decided(told, chance)
    whole = draw_incidents(told, judgements, decisions)
    groups = draw_groups(told, judgements, decisions)
    parts = [draw_incidents(group.told, group.judgements, group.decisions) for group in groups]
    assert sorted(one.id for group in groups for one in group.told) == sorted(one.id for one in told)
    assert {one for part in parts for one in part.incidents} == set(whole.incidents)
    assert {one for part in parts for one in part.joined} == set(whole.joined)
    assert sorted(map(str, (one for part in parts for one in part.problems))) == sorted(map(str, whole.problems))


def test_two_wars_in_two_papers_are_two_groups() -> None:
    desk = Desk()
    for number, (place, dead) in enumerate(((OSTRA, "12"), (OSTRA, "12"), (VELM, "40"))):
        words = f"{dead} people were killed in {place.name}"
        paper = desk.takes(f"Paper {number}", "3 May 2031", f"Report {number} said that {words} on Friday.")
        desk.reads(paper, words, figure("killed", "people", dead), on="2 May 2031", at=place)
    told = told_of([(desk.reports[reading.report], reading) for reading in desk.readings()])
    groups = draw_groups(told, compare(told, candidate_pairs(told)))
    assert sorted(len(group.told) for group in groups) == [1, 2]


def blurred(reading: Reading, chance: random.Random) -> Reading:
    """The reading with claims that tell neither place nor day, as most reports have."""
    return replace(reading, claims=tuple(blurred_claim(claim, chance) for claim in reading.claims))


def blurred_claim(claim: Claim, chance: random.Random) -> Claim:
    when = None if chance.random() < 0.3 else claim.when
    return replace(claim, when=when, where=None if chance.random() < 0.3 else claim.where)


def decided(told: tuple[Told, ...], chance: random.Random) -> tuple[Judgement, ...]:
    """People's say on pairs taken by chance: most contradict the rules, some each other."""
    pairs = chance.sample(list(combinations((one.id for one in told), 2)), 6)
    return tuple(
        Judgement(first, second, chance.choice((JudgedAs.SAME, JudgedAs.DIFFERENT)), 0.0, (), f"decision {number}")
        for number, (first, second) in enumerate(pairs)
    )


def told_of(held: list[tuple[Report, Reading]]) -> tuple[Told, ...]:
    reports = {report.id: report for report, _ in held}
    claims = [claim for _, reading in held for claim in reading.claims]
    texts = texts_of(claims, ())
    return tell(reports, [reading for _, reading in held], texts, find_voices(claims, texts, reports))
