"""Who is said to have done it, who denies it, who says that it was themselves, and who stands on neither side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from averment.knowledge.parties import aligned
from averment.matching.codebooks.case import Case, is_printing
from averment.model.claim import Claim, Event, Figure, Party, Stance


@dataclass(frozen=True, slots=True)
class Blame:
    """What the claims of an incident say about who did it.

    `sides` are the parties named as doers, the most often named first, aligned ones once. `naming` are the claims that
    name one. `accepted` are those in which a party speaks of its own deed, `denials` those in which the one accused
    denies. `outside` are claims of voices that are neither of an accused nor of those who accuse.
    """

    sides: tuple[str, ...]
    naming: tuple[Claim, ...]
    accepted: tuple[Claim, ...]
    denials: tuple[Claim, ...]
    outside: tuple[Claim, ...]


def find_blame(case: Case) -> Blame:
    """Who is said to have done what the incident tells, and who answers for it."""
    told = case.told()
    naming = tuple(claim for claim in told if (doer := actor_of(claim)) and doer.side)
    sides = _sides(case, naming)
    return Blame(
        sides,
        naming,
        tuple(claim for claim in naming if _owns(case, claim)),
        tuple(claim for claim in case.claims if _denies(claim) and _is_accused(case, claim, sides)),
        _outside(case, told, sides, naming),
    )


def denied_deaths(case: Case, figures: Iterable[str], blame: Blame) -> tuple[Claim, ...]:
    """The denials by the one accused that speak of these deaths, and not only of the deed.

    A denial of the figure, of what the same voice says in the same breath, or of "the claims" is one; "the army denied
    firing" leaves the dead to be told by others.
    """
    accused = {denial.id for denial in blame.denials}
    found = {
        denial.id: denial
        for figure in map(case.claim, figures)
        for other in case.claims
        if other.id == figure.id or _same_breath(figure, other)
        for denial in case.denied_by.get(other.id, ())
        if denial.id in accused and not isinstance(denial.what, Event)
    }
    return tuple(found.values())


def third_voices(blame: Blame, measure: str) -> tuple[Claim, ...]:
    """Claims of outside voices that count those hit: words of sorrow without a number say nothing of their own."""
    return tuple(
        claim
        for claim in blame.outside
        if isinstance(claim.what, Figure)
        and claim.what.measure == measure
        and (claim.what.amount.low is not None or claim.what.amount.high is not None)
    )


def actor_of(claim: Claim) -> Party | None:
    return claim.what.actor if isinstance(claim.what, Figure | Event) else None


def target_of(claim: Claim) -> Party | None:
    match claim.what:
        case Figure(side=side):
            return side
        case Event(target=target):
            return target
    return None


def together(case: Case, one: str | None, other: str | None) -> bool:
    """Whether two parties count as one side on the day of the incident."""
    when = case.incident.when
    day = when.earliest.date() if when and when.earliest else None
    return one is not None and other is not None and aligned(one, other, day, case.tables)


def _sides(case: Case, naming: Iterable[Claim]) -> tuple[str, ...]:
    named = Counter(doer.side for claim in naming if (doer := actor_of(claim)) and doer.side)
    found: list[str] = []
    for side in sorted(named, key=lambda side: (-named[side], side)):
        if not any(together(case, side, known) for known in found):
            found.append(side)
    return tuple(found)


def _owns(case: Case, claim: Claim) -> bool:
    doer = actor_of(claim)
    return together(case, doer.side if doer else None, claim.attribution.speaker.party)


def _denies(claim: Claim) -> bool:
    return claim.attribution.stance in (Stance.DENIES, Stance.RETRACTS)


def _is_accused(case: Case, denial: Claim, sides: tuple[str, ...]) -> bool:
    """Whether the one who denies is of a side that is named; where nobody is named, whoever has a side may be."""
    party = denial.attribution.speaker.party
    if party is None:
        return False
    return any(together(case, party, side) for side in sides) if sides else True


def _outside(case: Case, told: Sequence[Claim], sides: tuple[str, ...], naming: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Claims of those who are no party to it: no side of their own, or one that nobody names as doer or as hit.

    Where nobody tells who was hit, a side that names another as the doer is taken for it.
    """
    hit = {target.side for claim in case.claims if (target := target_of(claim)) and target.side}
    accusers = {claim.attribution.speaker.party for claim in naming if claim.attribution.speaker.party}
    involved = {*sides, *(hit or accusers)}
    found = []
    for claim in told:
        party = claim.attribution.speaker.party
        if party is None:
            is_outside = not is_printing(claim.attribution.speaker) or _counted_itself(claim, told)
        else:
            is_outside = bool(involved) and not any(together(case, party, side) for side in involved)
        if is_outside:
            found.append(claim)
    return tuple(found)


def _counted_itself(claim: Claim, told: Iterable[Claim]) -> bool:
    """Whether the outlet gives a figure that it attributes to nobody: only then is it a voice of its own."""
    what = claim.what
    return isinstance(what, Figure) and not any(
        isinstance(other.what, Figure)
        and other.report == claim.report
        and not is_printing(other.attribution.speaker)
        and other.what.measure == what.measure
        and (other.what.amount.low, other.what.amount.high) == (what.amount.low, what.amount.high)
        for other in told
    )


def _same_breath(one: Claim, other: Claim) -> bool:
    return (
        one.report == other.report
        and one.attribution.speaker.name == other.attribution.speaker.name
        and one.evidence.overlaps(other.evidence)
    )
