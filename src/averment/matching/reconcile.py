"""How the accounts of one incident stand to each other, measure by measure; never which of them is true.

Codebook, section 4: the tests are made in order, and the first that applies is the verdict: scope, one voice, order in
time, agreed or compatible, unordered or disputed. Flags stand beside the verdict.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from averment.knowledge.settling import groups_around
from averment.matching.flags import find_flags
from averment.matching.positions import Answer, Grounds, answers, counts, overlap, stand_together
from averment.matching.reasons import as_told
from averment.matching.told import Told
from averment.model.claim import Figure, Scope
from averment.model.incident import Finding, Incident, Position, Verdict
from averment.model.report import BlockKind


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """What is counted: figures of one count can be laid side by side. `place` is set where one place alone is meant."""

    measure: str
    group: str
    side: str
    scope: Scope
    place: str


def reconcile(incident: Incident, told: Mapping[str, Told], grounds: Grounds) -> tuple[Finding, ...]:
    """One finding for each measure, group, side and scope that the incident's claims count, in a fixed order."""
    figures = _without_pictures([one for claim in incident.claims if _counts(one := told[claim])])
    counted = {count: answers(held, grounds) for count, held in sorted(_by_count(figures, grounds).items())}
    findings = (_finding(incident, count, counted, grounds) for count in counted)
    beside = [told[claim] for claim in incident.claims]
    return tuple(replace(one, flags=find_flags(_held(one, told), one.side, beside, grounds)) for one in findings)


def _held(finding: Finding, told: Mapping[str, Told]) -> list[Told]:
    return [told[claim] for position in finding.positions for claim in position.claims]


def _counts(one: Told) -> bool:
    return isinstance(one.claim.what, Figure) and one.is_told and not one.is_denial


def _without_pictures(figures: Sequence[Told]) -> list[Told]:
    """A picture of one hurt child counts nobody else: it is left out where the text itself counts the hurt."""
    counted = {_measure(one) for one in figures if not _is_picture(one)}
    return [one for one in figures if not _is_picture(one) or _measure(one) not in counted]


def _measure(one: Told) -> str | None:
    return one.claim.what.measure if isinstance(one.claim.what, Figure) else None


def _is_picture(one: Told) -> bool:
    what = one.claim.what
    return one.claim.block is BlockKind.CAPTION and isinstance(what, Figure) and what.amount.high == 1


def _by_count(figures: Sequence[Told], grounds: Grounds) -> dict[Count, list[Told]]:
    """Figures by what they count. Those that do not tell whose losses they are go with the one side that is told."""
    counted = [(one, one.claim.what) for one in figures if isinstance(one.claim.what, Figure)]
    sides = _sides(sorted({what.side.side for _, what in counted if what.side and what.side.side}), grounds)
    told_sides: dict[tuple[str, str], set[str]] = defaultdict(set)
    for _, what in counted:
        if what.side and what.side.side:
            told_sides[what.measure, what.group].add(sides[what.side.side])
    found: dict[Count, list[Told]] = defaultdict(list)
    for one, what in counted:
        known = told_sides[what.measure, what.group]
        only = next(iter(known)) if len(known) == 1 else ""
        side = sides[what.side.side] if what.side and what.side.side else only
        place = one.claim.where.name if what.scope is Scope.PLACE and one.claim.where else ""
        found[Count(what.measure, what.group, side, what.scope, place)].append(one)
    return found


def _sides(sides: Sequence[str], grounds: Grounds) -> dict[str, str]:
    """Each side under the name of the first of those it stands with."""
    return {side: next(one for one in sides if one == side or grounds.world.aligned(one, side)) for side in sides}


def _finding(
    incident: Incident, count: Count, counted: Mapping[Count, tuple[Answer, ...]], grounds: Grounds
) -> Finding:
    drawn = counted[count]
    standing = [answer for answer in drawn if not answer.position.superseded]
    verdict, reason = _verdict(count, drawn, counted, grounds)
    low, high = _range(count, standing, counted, grounds)
    held = [one for answer in drawn for one in answer.told]
    return Finding(
        incident=incident.id,
        measure=count.measure,
        group=count.group,
        scope=count.scope,
        positions=tuple(answer.position for answer in drawn),
        verdict=verdict,
        reason=reason,
        flags=(),
        low=low,
        high=high,
        counts=counts(held, grounds.appearances),
        place=count.place or None,
        side=count.side or None,
    )


def _verdict(
    count: Count, drawn: Sequence[Answer], counted: Mapping[Count, tuple[Answer, ...]], grounds: Grounds
) -> tuple[Verdict, str]:
    """The first test that applies, with its reason."""
    wider = _beside(count, counted, grounds)
    if wider is not None:
        return Verdict.DIFFERENT_SCOPE, _scope_reason(count, wider)
    standing = [answer for answer in drawn if not answer.position.superseded]
    everyone = [one for answer in drawn for one in answer.told]
    if len(drawn) == 1:
        voices = {one.voice.id for one in everyone}
        if len(voices) == 1:
            return Verdict.SINGLE, f"One voice gives it: {as_told(drawn[0])}."
        return Verdict.AGREED, f"{len(voices)} voices give the same figure: {as_told(drawn[0])}."
    if len(standing) == 1:
        earlier = "; ".join(as_told(answer) for answer in drawn if answer.position.superseded)
        return Verdict.SUPERSEDED, f"The later account stands: {as_told(standing[0])}, after {earlier}."
    return _side_by_side(standing, grounds)


def _side_by_side(standing: Sequence[Answer], grounds: Grounds) -> tuple[Verdict, str]:
    apart = [pair for pair in combinations(standing, 2) if not overlap(*pair)]
    if not apart:
        return Verdict.COMPATIBLE, f"All can be true at once: {_all_told(standing)}."
    across = [pair for pair in apart if not _one_side(*pair, grounds)]
    if across:
        one, other = across[0]
        return Verdict.DISPUTED, f"Both cannot be true: {as_told(one)}; {as_told(other)}."
    return Verdict.UNORDERED, f"One side gives both and nothing tells which is later: {_all_told(standing)}."


def _all_told(standing: Iterable[Answer]) -> str:
    return "; ".join(as_told(answer) for answer in standing)


def _one_side(one: Answer, other: Answer, grounds: Grounds) -> bool:
    return all(stand_together(first, second, grounds.world) for first in one.told for second in other.told)


def _beside(count: Count, counted: Mapping[Count, tuple[Answer, ...]], grounds: Grounds) -> Count | None:
    """The main count, where this one is of another place or span of time; None where it is the main one itself."""
    comparable = [other for other in counted if other.measure == count.measure and _may_hold(count, other, grounds)]
    main = _main_scope(comparable)
    if count.scope is main and count.place == _main_place(comparable, main, counted):
        return None
    return next((other for other in comparable if other.scope is main and other != count), None)


_SCOPES = (Scope.INCIDENT, Scope.DAY, Scope.PLACE, Scope.CUMULATIVE, Scope.WAR)  # what an incident is counted by, first


def _main_scope(counted: Sequence[Count]) -> Scope:
    return min((count.scope for count in counted), key=_SCOPES.index)


def _main_place(counted: Sequence[Count], scope: Scope, answered: Mapping[Count, tuple[Answer, ...]]) -> str:
    """The place alone that most claims count, where no wider count is told."""
    claims: Counter[str] = Counter()
    for count in counted:
        if count.scope is scope:
            claims[count.place] += sum(len(answer.told) for answer in answered[count])
    return min(claims, key=lambda place: (-claims[place], place))


def _may_hold(count: Count, other: Count, grounds: Grounds) -> bool:
    """Whether both may count the same people: one group is the other or lies inside it, and the sides do not differ."""
    if count.side and other.side and count.side != other.side:
        return False
    around = groups_around(grounds.world.tables)
    one, second = count.group, other.group
    return one == second or second in around.get(one, ()) or one in around.get(second, ())


def _scope_reason(count: Count, wider: Count) -> str:
    told = {
        Scope.PLACE: f"Counted in {count.place} alone" if count.place else "Counted in one place alone",
        Scope.DAY: "Counted over one day",
        Scope.CUMULATIVE: "Counted over a longer time",
        Scope.WAR: "Counted over a whole war",
        Scope.INCIDENT: "Counted for the whole incident",
    }
    beside = f"in {wider.place} alone" if wider.scope is Scope.PLACE and wider.place else "of the whole incident"
    return f"{told[count.scope]}; listed beside the figures {beside} and not compared with them."


def _range(
    count: Count, standing: Sequence[Answer], counted: Mapping[Count, tuple[Answer, ...]], grounds: Grounds
) -> tuple[int | None, int | None]:
    """The smallest low and the largest high of what stands; a part's lower bound is a lower bound of the whole."""
    part = max((low for low in _lows_of_parts(count, counted, grounds)), default=0)
    lows = [_at_least(answer.position, part) for answer in standing]
    highs = [answer.position.high for answer in standing]
    low = None if any(found is None for found in lows) else min(found for found in lows if found is not None)
    high = (
        None if any(found is None for found in highs) else max(found for found in (*highs, part) if found is not None)
    )
    return low, high


def _at_least(position: Position, part: int) -> int | None:
    """The low of a position, raised to that of a part unless the position itself stays below it."""
    if part and (position.high is None or position.high >= part):
        return max(position.low or 0, part)
    return position.low


def _lows_of_parts(count: Count, counted: Mapping[Count, tuple[Answer, ...]], grounds: Grounds) -> Iterable[int]:
    around = groups_around(grounds.world.tables)
    for other, drawn in counted.items():
        narrower = other.scope is Scope.PLACE and count.scope is not Scope.PLACE and other.group == count.group
        inside = count.group in around.get(other.group, ()) and other.scope in (count.scope, Scope.PLACE)
        same_people = other.measure == count.measure and (not other.side or not count.side or other.side == count.side)
        if same_people and other != count and (inside or narrower):
            lows = [answer.position.low for answer in drawn if not answer.position.superseded]
            yield min((low or 0 for low in lows), default=0)
