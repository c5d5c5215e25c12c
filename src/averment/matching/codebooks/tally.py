"""How many, of whom: the figures of an incident as parts of one whole, in low, best and high.

A whole ("16 people") and its parts ("2 of them civilians", "5 soldiers of one side") are never added to each other; a
part inside a part (children among the civilians) is not added either. What no part tells of the whole is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from averment.knowledge.codebooks import Status, reliability, status_of
from averment.knowledge.settling import groups_around
from averment.matching.codebooks.blame import together
from averment.matching.codebooks.case import Case, main_findings, speaker_name, standing
from averment.model.claim import Bound
from averment.model.codebook import NOBODY, Deaths, Ends, EqualVoices
from averment.model.incident import Finding, Position

PEOPLE = "people"
CIVILIANS = "civilians"

Reading = Callable[[Position, Case], Ends | None]
"""What a codebook makes of one answer; None where it tells no number."""


@dataclass(frozen=True, slots=True)
class Part:
    """One count with its numbers and the claims that it rests on; `best_claims` give the best number."""

    group: str
    side: str | None
    ends: Ends
    claims: tuple[str, ...]
    best_claims: tuple[str, ...]
    is_open: bool = False  # "at least 12": the best number may be raised by what the parts tell


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers of one measure. `unread` are claims that tell of people hit and of no number.

    `rival` is set where parts and whole cannot be true at once, so that nothing tells how the whole divides.
    """

    deaths: Deaths
    parts: tuple[Part, ...]
    claims: tuple[str, ...]
    best_claims: tuple[str, ...]
    unread: tuple[str, ...]
    rival: bool


def ucdp_ends(position: Position, case: Case) -> Ends | None:
    """The numbers as spoken: an open end is closed at the last number that was said."""
    low, high = position.low, position.high
    if low is None and high is None:
        return None
    if position.bound is Bound.MORE_THAN and low is not None:
        return Ends(low + 1, low + 1, low + 1)
    if position.bound is Bound.FEWER_THAN and high is not None:
        return Ends(0, max(0, high - 1), max(0, high - 1))
    if low is None:
        return Ends(0, high or 0, high or 0)
    return Ends(low, low, max(low, high if high is not None else low))


def tally(case: Case, measure: str, sides: tuple[str | None, str | None], reading: Reading = ucdp_ends) -> Tally | None:
    """The people of one measure by side and status; None where no claim of the incident counts any."""
    findings = [one for one in main_findings(case, measure) if status_of(one.group, case.tables) is not None]
    if not findings:
        return None
    parts = tuple(part for finding in findings if (part := _part(case, finding, reading)) is not None)
    read = {claim for part in parts for claim in part.claims}
    told = (claim for finding in findings for position in finding.positions for claim in position.claims)
    unread = tuple(dict.fromkeys(claim for claim in told if claim not in read))
    if not parts:
        return Tally(Deaths(0, 0, 0, 0, NOBODY), (), (), (), unread, False)
    return _divided(case, parts, sides, unread)


def best_position(case: Case, positions: Sequence[Position], reading: Reading) -> tuple[Position, Ends] | None:
    """The answer of the most reliable voice; of equally reliable ones the lower, or the higher if so chosen."""
    read = [(position, ends) for position in positions if (ends := reading(position, case)) is not None]
    if not read:
        return None
    sign = 1 if case.rules.choices.equal_voices is EqualVoices.LOWER else -1
    return min(read, key=lambda pair: (_rank(case, pair[0]), sign * pair[1].best))


def _part(case: Case, finding: Finding, reading: Reading) -> Part | None:
    positions = standing(case, finding)
    best = best_position(case, positions, reading)
    if best is None:
        return None
    every = [ends for position in positions if (ends := reading(position, case)) is not None]
    number = best[1].best
    low, high = min(ends.low for ends in every), max(ends.high for ends in every)
    claims = tuple(claim for position in positions if reading(position, case) is not None for claim in position.claims)
    ends = Ends(min(low, number), number, max(high, number))
    return Part(finding.group, finding.side, ends, claims, best[0].claims, best[0].high is None)


def _rank(case: Case, position: Position) -> int:
    voices = [(case.claim(claim).attribution.speaker, speaker_name(case.claim(claim))) for claim in position.claims]
    return min(reliability((voice.name, name, voice.kind), case.tables) for voice, name in voices)


def _divided(
    case: Case, parts: tuple[Part, ...], sides: tuple[str | None, str | None], unread: tuple[str, ...]
) -> Tally:
    side_a, side_b = (_sum(_armed_of(case, parts, side)) for side in sides)
    known = [one for side in sides for one in _armed_of(case, parts, side)]
    rest = [one for one in parts if _status(case, one) is Status.ARMED and one not in known]
    civilians = _outermost(case, [one for one in parts if _status(case, one) is Status.CIVILIAN])
    open_parts = [one for one in parts if _status(case, one) is Status.OPEN]
    people = _people(open_parts)
    whole = _sum(people) if people else None
    loose = [] if people else _outermost(case, [one for one in open_parts if one.group != PEOPLE])
    told = [side_a, side_b, _sum(civilians), _sum(rest) + _sum(loose)]
    is_open = any(one.is_open for one in people)
    deaths, rival = _fitted(told, whole, is_open, case.rules.choices.equal_voices)
    claims = tuple(dict.fromkeys(claim for one in parts for claim in one.claims))
    return Tally(deaths, parts, claims, _telling(parts, people, deaths), unread, rival)


def _fitted(told: list[Ends], whole: Ends | None, is_open: bool, equal: EqualVoices) -> tuple[Deaths, bool]:
    """The four groups and the whole, made to add up. Codebook, section 6: the sum is the best number, always."""
    summed = sum(told, NOBODY)
    bests = [ends.best for ends in told]
    if whole is None:
        return _deaths(bests, summed), False
    if summed.best <= whole.best:
        low = max(whole.low, summed.low)
        total = Ends(min(low, whole.best), whole.best, max(whole.high, summed.high))
        return _deaths([*bests[:3], whole.best - sum(bests[:3])], total), False
    if is_open or summed.best <= whole.high:
        low = max(whole.low, summed.low)
        return _deaths(bests, Ends(low, summed.best, max(whole.high, summed.high))), False
    low, high = min(whole.low, summed.low), max(whole.high, summed.high)
    if equal is EqualVoices.HIGHER:
        return _deaths(bests, Ends(low, summed.best, high)), True
    return _rivals(bests, whole, Ends(low, whole.best, high)), True


def _rivals(bests: Sequence[int], whole: Ends, total: Ends) -> Deaths:
    """The lower account where parts and whole cannot both be true: of one group if all were, else of unknown ones."""
    only = [number for number, best in enumerate(bests) if best]
    groups = [0, 0, 0, 0]
    groups[only[0] if len(only) == 1 else 3] = whole.best
    return _deaths(groups, total)


def _deaths(groups: Sequence[int], total: Ends) -> Deaths:
    side_a, side_b, civilians, unknown = groups
    return Deaths(side_a, side_b, civilians, unknown, total)


def _people(parts: Sequence[Part]) -> list[Part]:
    """The people told without a side, who are everyone; else those told side by side."""
    people = [one for one in parts if one.group == PEOPLE]
    return [one for one in people if one.side is None] or people


def _telling(parts: Sequence[Part], people: Sequence[Part], deaths: Deaths) -> tuple[str, ...]:
    """The claims on which the best number rests: those of the whole where it gives it, else those of the parts."""
    gives_it = bool(people) and _sum(people).best == deaths.total.best
    told = people if gives_it else [one for one in parts if one.group != PEOPLE]
    return tuple(dict.fromkeys(claim for one in told for claim in one.best_claims))


def _armed_of(case: Case, parts: Iterable[Part], side: str | None) -> list[Part]:
    return [
        one for one in parts
        if side is not None and _status(case, one) is Status.ARMED and together(case, one.side, side)
    ]  # fmt: skip


def _outermost(case: Case, parts: Sequence[Part]) -> list[Part]:
    """Parts of which none lies inside another of the same side: children are counted among the civilians."""
    around = groups_around(case.tables)
    return [
        one
        for one in parts
        if not any(
            other.group in around.get(one.group, ()) and (other.side == one.side or None in (other.side, one.side))
            for other in parts
        )
    ]


def _status(case: Case, part: Part) -> Status | None:
    return status_of(part.group, case.tables)


def _sum(parts: Iterable[Part]) -> Ends:
    return sum((part.ends for part in parts), NOBODY)
