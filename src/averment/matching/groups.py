"""Cuts claims into groups that no incident, denial or finding reaches across: each is drawn by itself.

Claims are of one group when they stand in one report, when rules or people judge two of them to tell one incident, or
when one names the other as what it denies; and so on from claim to claim. What is judged unsure or different joins
nothing: it only keeps apart what something else would join.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from averment.matching.joined import Joined
from averment.matching.told import Told
from averment.model.incident import JudgedAs, Judgement


@dataclass(frozen=True, slots=True)
class Group:
    """Claims in the order of their anchors, what rules judged between them, and what people decided about them."""

    told: tuple[Told, ...]
    judgements: tuple[Judgement, ...]
    decisions: tuple[Judgement, ...]


def draw_groups(
    told: Sequence[Told], judgements: Sequence[Judgement], decisions: Sequence[Judgement] = ()
) -> tuple[Group, ...]:
    """The groups in the order of their first claims; `judgements` between two groups belong to none."""
    joined: Joined[str] = Joined(one.id for one in told)
    held = {one.id for one in told}
    first: dict[str, str] = {}
    for one in told:
        joined.join(first.setdefault(one.claim.report, one.id), one.id)
        if one.claim.denies in held:
            joined.join(one.claim.denies, one.id)
    for judgement in (*judgements, *decisions):
        if judgement.judged is JudgedAs.SAME and judgement.first in held and judgement.second in held:
            joined.join(judgement.first, judgement.second)
    return _groups(sorted(told, key=lambda one: one.anchor), judgements, decisions, joined)


def _groups(
    told: Sequence[Told], judgements: Iterable[Judgement], decisions: Iterable[Judgement], joined: Joined[str]
) -> tuple[Group, ...]:
    members: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        members[joined.top(one.id)].append(one)
    judged, decided = _inside(judgements, joined), _inside(decisions, joined)
    return tuple(Group(tuple(held), tuple(judged.get(top, ())), tuple(decided.get(top, ())))
                 for top, held in members.items())  # fmt: skip


def _inside(judgements: Iterable[Judgement], joined: Joined[str]) -> Mapping[str, Sequence[Judgement]]:
    """The judgements on two claims of one group, by the claim that stands for the group."""
    found: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        top = joined.top(judgement.first)
        if top == joined.top(judgement.second):
            found[top].append(judgement)
    return found
