"""How the accounts of one incident stand to each other, measure by measure; never which of them is true.

Codebook, section 4: the tests are made in order, and the first that applies is the verdict: scope, one voice, order in
time, agreed or compatible, unordered or disputed. Flags stand beside the verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from averment.matching.counting import counts
from averment.matching.flags import find_flags
from averment.matching.positions import Answer, Grounds, all_told, answers, overlap, stand_together
from averment.matching.reasons import all_as_told, as_told, taken_back_by
from averment.matching.responsible import find_responsible
from averment.matching.tallies import Tally, tallied, told_before
from averment.matching.told import Told
from averment.model.claim import Scope
from averment.model.incident import Finding, Incident, Position, Verdict

Answered = Mapping[Tally, tuple[Answer, ...]]


def reconcile(incident: Incident, told: Mapping[str, Told], grounds: Grounds) -> tuple[Finding, ...]:
    """One finding for each measure, group, side and scope that the incident's claims count, in a fixed order.

    Behind them one on who did it, where accounts contend about that.
    """
    beside = [told[claim] for claim in incident.claims]
    by_tally = tallied(beside, grounds.world)
    answered = {
        tally: answers(held, grounds, told_before(tally, by_tally, grounds.world)) for tally, held in by_tally.items()
    }
    counted = (_finding(incident, tally, answered, beside, grounds) for tally in answered)
    responsible = find_responsible(incident, beside, grounds)
    return (*counted, responsible) if responsible else tuple(counted)


def _finding(incident: Incident, tally: Tally, answered: Answered, beside: Sequence[Told], grounds: Grounds) -> Finding:
    drawn, held = answered[tally], all_told(_numbered(answered[tally]))
    verdict, reason = _verdict(tally, answered, grounds)
    low, high = _range(tally, answered, grounds)
    return Finding(
        incident=incident.id,
        measure=tally.measure,
        group=tally.group,
        scope=tally.scope,
        positions=tuple(answer.position for answer in drawn),
        verdict=verdict,
        reason=" ".join([reason, *_remarks(tally, answered, grounds)]),
        flags=find_flags(held, tally.side or None, beside, grounds),
        low=low,
        high=high,
        counts=counts(held, grounds.appearances, grounds.world.tables),
        place=tally.place or None,
        side=tally.side or None,
    )


def _verdict(tally: Tally, answered: Answered, grounds: Grounds) -> tuple[Verdict, str]:
    """The first test that applies, with its reason."""
    drawn, standing = _numbered(answered[tally]), _standing(answered[tally])
    wider = _beside(tally, answered, grounds)
    if wider is not None:
        return Verdict.DIFFERENT_SCOPE, _scope_reason(tally, wider)
    if len(drawn) == 1:
        voices = {one.voice.id for one in drawn[0].told}
        if len(voices) == 1:
            return Verdict.SINGLE, f"One voice gives it: {as_told(drawn[0])}."
        return Verdict.AGREED, f"{len(voices)} voices give the same figure: {as_told(drawn[0])}."
    if len(standing) == 1:
        earlier = all_as_told([answer for answer in drawn if answer.position.superseded])
        return Verdict.SUPERSEDED, f"The later account stands: {as_told(standing[0])}, after {earlier}."
    return _side_by_side(standing, grounds)


def _numbered(drawn: Sequence[Answer]) -> Sequence[Answer]:
    """The answers with a number; one without says nothing against them, and counts only where all are without."""
    return [answer for answer in drawn if not answer.is_open] or drawn


def _standing(drawn: Sequence[Answer]) -> list[Answer]:
    return [answer for answer in _numbered(drawn) if not answer.position.superseded]


def _side_by_side(standing: Sequence[Answer], grounds: Grounds) -> tuple[Verdict, str]:
    apart = [pair for pair in combinations(standing, 2) if not overlap(*pair)]
    if not apart:
        return Verdict.COMPATIBLE, f"All can be true at once: {all_as_told(standing)}."
    across = [pair for pair in apart if not _one_side(*pair, grounds)]
    if across:
        one, other = across[0]
        return Verdict.DISPUTED, f"Both cannot be true: {as_told(one)}; {as_told(other)}."
    return Verdict.UNORDERED, f"One side gives both and nothing tells which is later: {all_as_told(standing)}."


def _one_side(one: Answer, other: Answer, grounds: Grounds) -> bool:
    return all(stand_together(first, second, grounds.world) for first in one.told for second in other.told)


def _remarks(tally: Tally, answered: Answered, grounds: Grounds) -> list[str]:
    """What a reader should know beside the verdict: a figure taken back, and a later count of a wider group."""
    remarks = [f"{name} took it back." for name in taken_back_by(answered[tally], grounds.taken_back)]
    mine = {one.id for one in all_told(answered[tally])}
    for other, drawn in answered.items():
        first = [answer for answer in drawn if answer.position.group == tally.group]
        if any(one.id in mine for one in all_told(first)):
            remarks.append(f"A later account counts all {other.group}: {all_as_told(_standing(drawn))}.")
    return remarks


def _beside(tally: Tally, answered: Answered, grounds: Grounds) -> Tally | None:
    """The main count, where this one is of another place or span of time; None where it is the main one itself."""
    comparable = [other for other in answered if tally.may_share_people(other, grounds.world)]
    main = min((other.scope for other in comparable), key=_SCOPES.index)
    of_main = [other for other in comparable if other.scope is main]
    if tally.scope is main and (tally.place, tally.day) == _main_place(of_main, answered):
        return None
    return next((other for other in of_main if other != tally), None)


_SCOPES = (Scope.INCIDENT, Scope.DAY, Scope.PLACE, Scope.CUMULATIVE, Scope.WAR)  # what an incident is counted by, first


def _main_place(tallies: Sequence[Tally], answered: Answered) -> tuple[str, str]:
    """The place alone, or the one day, that most claims count, where no wider count is told."""
    claims: Counter[tuple[str, str]] = Counter()
    for tally in tallies:
        claims[tally.place, tally.day] += len(all_told(answered[tally]))
    return min(claims, key=lambda place: (-claims[place], place))


def _scope_reason(tally: Tally, wider: Tally) -> str:
    told = {
        Scope.PLACE: f"Counted in {tally.place} alone" if tally.place else "Counted in one place alone",
        Scope.DAY: f"Counted on {tally.day} alone" if tally.day else "Counted over one day",
        Scope.CUMULATIVE: "Counted over a longer time",
        Scope.WAR: "Counted over a whole war",
        Scope.INCIDENT: "Counted for the whole incident",
    }
    alone = wider.place if wider.scope is Scope.PLACE else wider.day
    beside = f"of {alone} alone" if alone else "of the whole incident"
    return f"{told[tally.scope]}; listed beside the figures {beside} and not compared with them."


def _range(tally: Tally, answered: Answered, grounds: Grounds) -> tuple[int | None, int | None]:
    """The smallest low and the largest high of what stands; a part's lower bound is a lower bound of the whole."""
    standing = _standing(answered[tally])
    part = max(_lows_of_parts(tally, answered, grounds), default=0)
    lows = [_at_least(answer.position, part) for answer in standing]
    highs = [answer.position.high for answer in standing]
    low = None if None in lows else min(found for found in lows if found is not None)
    high = None if None in highs else max(found for found in (*highs, part) if found is not None)
    return low, high


def _at_least(position: Position, part: int) -> int | None:
    """The low of a position, raised to that of a part unless the position itself stays below it."""
    if part and (position.high is None or position.high >= part):
        return max(position.low or 0, part)
    return position.low


def _lows_of_parts(tally: Tally, answered: Answered, grounds: Grounds) -> Iterable[int]:
    for other, drawn in answered.items():
        narrower = other.scope is Scope.PLACE and tally.scope is not Scope.PLACE and other.group == tally.group
        inside = tally.holds(other, grounds.world) and other.scope in (tally.scope, Scope.PLACE)
        same_people = other.measure == tally.measure and (not other.side or not tally.side or other.side == tally.side)
        if same_people and other != tally and (inside or narrower):
            lows = [answer.position.low for answer in _standing(drawn)]
            yield min((low or 0 for low in lows), default=0)
