"""Judges whether two claims tell one incident, with every reason written out and added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from averment.knowledge.settling import rule_weights
from averment.matching.rules import RULES, WORLD, World
from averment.matching.told import Told
from averment.model.incident import JudgedAs, Judgement, Reason

SAME = 3.0  # the same day and type and one thing more (place, sides, rare words): two of these alone are not enough
DIFFERENT = 0.0  # what speaks against is at least as heavy as what speaks for; between the two nobody is merged


def compare(told: Sequence[Told], pairs: Iterable[tuple[str, str]], world: World = WORLD) -> tuple[Judgement, ...]:
    """A judgement on each pair of claim ids, in the order of the pairs."""
    by_id = {one.id: one for one in told}
    weights = rule_weights(world.tables)
    return tuple(_judge(by_id[first], by_id[second], world, weights) for first, second in pairs)


def judge(one: Told, other: Told, world: World = WORLD) -> Judgement:
    """Whether two claims tell one incident: the weights of the rules that speak, added up."""
    return _judge(one, other, world, rule_weights(world.tables))


def _judge(one: Told, other: Told, world: World, weights: Mapping[str, float]) -> Judgement:
    first, second = (one, other) if one.anchor <= other.anchor else (other, one)
    reasons = tuple(
        _reason(name, weights[name], words)
        for rule in RULES
        for name, words in rule(first, second, world)
        if weights.get(name)
    )
    score = round(sum(reason.weight for reason in reasons), 3)
    judged = JudgedAs.SAME if score >= SAME else JudgedAs.DIFFERENT if score <= DIFFERENT else JudgedAs.UNSURE
    return Judgement(first.id, second.id, judged, score, reasons)


@lru_cache(maxsize=50_000)
def _reason(rule: str, weight: float, words: str) -> Reason:
    """One reason for all pairs of which it is said: a war of 100,000 claims has a million pairs and few reasons."""
    return Reason(rule, weight, words)
