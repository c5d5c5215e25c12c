"""The lowest and highest number of people hurt, as Airwars' assessors write it. Codebook, section 8.

A report begins with its account of the whole; what it tells after that is a part of it or, where it is higher, another
account. Several reports give the smallest and the largest of theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from averment.knowledge.codebooks import Status, status_of, vague_number
from averment.matching.codebooks.blame import Blame, together
from averment.matching.codebooks.case import Case, speaker_name
from averment.matching.victims import Mention, Person, match_mentions
from averment.model.claim import Bound, Claim, Figure, Scope, Victim
from averment.model.incident import Verdict

CHILDREN, ADULT = "children", 18
WIDE = frozenset({Scope.WAR, Scope.CUMULATIVE, Scope.DAY})


@dataclass(frozen=True, slots=True)
class Harm:
    """A range with the claims that it rests on and the rule that gave it; `low` and `high` None where none is told."""

    low: int | None
    high: int | None
    rule: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hurt:
    """Those said to be killed, or wounded: civilians and belligerents, and whether their status is contested."""

    civilians: Harm
    belligerents: Harm
    contested: bool


def find_hurt(case: Case, measure: str, blame: Blame) -> Hurt:
    """Civilians unless local evidence says otherwise; a fighter's label of the one who fired alone proves nothing."""
    figures = accounts(case, measure)
    armed = [claim for claim in figures if _status(case, claim) is Status.ARMED]
    others = [claim for claim in figures if _status(case, claim) is not Status.ARMED]
    by_firer = [claim for claim in armed if _is_firers(case, claim, blame)]
    local = [claim for claim in armed if claim not in by_firer]
    if by_firer and not others and not local:
        return _contested(case, by_firer, "Only the one who fired calls them fighters, which is context and no proof")
    rivals = [pair for civilian in others for fighter in local if (pair := _same_people(case, civilian, fighter))]
    if rivals:
        claims = list(dict.fromkeys(claim for pair in rivals for claim in pair))
        return _contested(case, claims, "Some call them civilians and others fighters")
    whole = _range(case, [claim for claim in others if not _is_part(claim)], local) or _range(case, others, local)
    fighters = _summed(case, local)
    return Hurt(
        whole or Harm(None, None, f"Nobody tells of civilians {measure}."),
        fighters or Harm(None, None, f"No local evidence tells of belligerents {measure}."),
        False,
    )


def harm_of(case: Case, measure: str, group: str) -> Harm:
    """The range of one group: women, men or children, whether counted or named; the named are a lower bound of it."""
    figures = accounts(case, measure)
    counted = _range(case, [claim for claim in figures if _figure(claim).group == group], [])
    people = [person for person in _named(case, figures) if _is_of(person, group)]
    if counted is not None and (counted.high or 0) >= len(people):
        return counted
    if not people:
        return Harm(None, None, f"Nobody tells how many {group} were {measure}.")
    claims = tuple(dict.fromkeys(mention.claim.id for person in people for mention in person.mentions))
    return Harm(len(people), len(people), "Those named, each once: more than are counted.", claims)


def _named(case: Case, figures: Iterable[Claim]) -> tuple[Person, ...]:
    """The persons whom these figures name, each once."""
    mentions = [Mention(claim, victim, _figure(claim).measure) for claim in figures for victim in _names(claim)]
    seen = {(one.claim.report, one.victim.span): one for one in reversed(mentions)}
    return match_mentions(tuple(reversed(seen.values())), case.tables)


def _is_of(person: Person, group: str) -> bool:
    """Whether a named person is of the group, by age, sex and the groups that they are counted in."""
    alone = {_figure(one.claim).group for one in person.mentions if len(_names(one.claim)) == 1}
    is_child = person.age < ADULT if person.age is not None else CHILDREN in alone
    if group == CHILDREN or is_child:
        return is_child and group == CHILDREN
    sex = {"women": "female", "men": "male"}.get(group)
    return (sex is not None and person.sex == sex) or group in alone


def _names(claim: Claim) -> tuple[Victim, ...]:
    return _figure(claim).victims


def accounts(case: Case, measure: str) -> tuple[Claim, ...]:
    """The figures of the incident itself that still stand, in the order of the reports and of their words."""
    gone = {
        claim
        for finding in case.findings
        for position in finding.positions
        if position.superseded or finding.verdict is Verdict.DIFFERENT_SCOPE
        for claim in position.claims
    }
    told = [
        claim
        for claim in case.told()
        if isinstance(claim.what, Figure)
        and claim.what.measure == measure
        and claim.what.scope not in WIDE
        and claim.id not in gone
        and status_of(claim.what.group, case.tables) is not None
    ]
    return tuple(sorted(told, key=lambda claim: (claim.report, _figure(claim).amount.words.start, claim.id)))


def airwars_ends(claim: Claim, case: Case) -> tuple[int, int] | None:
    """The numbers as Airwars writes them: dozens 12-24, "several" and "a number of" 2, at least N is N."""
    amount, report = _figure(claim).amount, case.reports.get(claim.report)
    low, high = amount.low, amount.high
    if amount.bound is Bound.VAGUE or (low is None and high is None):
        known = vague_number(low, high, case.tables, amount.words.of(report.text) if report else "")
        if known is not None:
            return known.airwars
    if amount.bound is Bound.MORE_THAN and low is not None:
        return low + 1, low + 1
    ends = [end for end in (low, high) if end is not None]
    return (min(ends), max(ends)) if ends else None


def _range(case: Case, figures: Sequence[Claim], armed: Sequence[Claim]) -> Harm | None:
    """The smallest first account and the largest account of all; fighters inside a whole are taken off it."""
    lows: list[int] = []
    highs: list[int] = []
    claims: list[str] = []
    for report in dict.fromkeys(claim.report for claim in figures):
        ends = [
            (claim.id, _without(found, [one for one in armed if _figure(one).within == claim.id], case))
            for claim in figures
            if claim.report == report and (found := airwars_ends(claim, case)) is not None
        ]
        if ends:
            lows.append(ends[0][1][0])
            highs.append(max(high for _, (_, high) in ends))
            claims += [claim for claim, _ in ends]
    if not lows:
        return None
    rule = "The smallest first account of a report and the largest account of all."
    return Harm(min(lows), max(highs), rule, tuple(claims))


def _summed(case: Case, armed: Sequence[Claim]) -> Harm | None:
    """Belligerents of several kinds or sides, each kind a range of its own, together."""
    kinds = dict.fromkeys((_figure(claim).group, _side(claim)) for claim in armed)
    ranges = [_range(case, [one for one in armed if (_figure(one).group, _side(one)) == kind], []) for kind in kinds]
    found = [harm for harm in ranges if harm is not None and harm.low is not None and harm.high is not None]
    if not found:
        return None
    low, high = sum(harm.low or 0 for harm in found), sum(harm.high or 0 for harm in found)
    return Harm(low, high, found[0].rule, tuple(claim for harm in found for claim in harm.claims))


def _side(claim: Claim) -> str | None:
    side = _figure(claim).side
    return side.side or side.name if side else None


def _without(ends: tuple[int, int], armed: Iterable[Claim], case: Case) -> tuple[int, int]:
    taken = [found for claim in armed if (found := airwars_ends(claim, case)) is not None]
    low, high = ends[0] - sum(high for _, high in taken), ends[1] - sum(low for low, _ in taken)
    return max(0, low), max(0, high)


def _contested(case: Case, claims: Sequence[Claim], why: str) -> Hurt:
    found = _range(case, claims, [])
    rule = f"{why}: a contested status has the minimum 0 in both fields."
    harm = Harm(0, found.high, rule, found.claims) if found else Harm(None, None, "Nobody tells how many.")
    return Hurt(harm, harm, True)


def _is_part(claim: Claim) -> bool:
    return _figure(claim).within is not None


def _is_firers(case: Case, claim: Claim, blame: Blame) -> bool:
    """Whether the voice is of the side that fired: of the one named in the claim, else of those named at all."""
    actor = _figure(claim).actor
    sides: Collection[str] = (actor.side,) if actor and actor.side else blame.sides
    return any(together(case, claim.attribution.speaker.party, side) for side in sides)


def _same_people(case: Case, civilian: Claim, fighter: Claim) -> tuple[Claim, Claim] | None:
    """The two, where different voices give one number for people whom one of them calls civilians, one fighters."""
    one, other = _figure(civilian), _figure(fighter)
    same = (one.amount.low, one.amount.high) == (other.amount.low, other.amount.high)
    is_civilian = status_of(one.group, case.tables) is Status.CIVILIAN
    return (civilian, fighter) if same and is_civilian and speaker_name(civilian) != speaker_name(fighter) else None


def _status(case: Case, claim: Claim) -> Status | None:
    return status_of(_figure(claim).group, case.tables)


def _figure(claim: Claim) -> Figure:
    if not isinstance(claim.what, Figure):
        raise TypeError(f"claim {claim.id} is no figure")
    return claim.what
