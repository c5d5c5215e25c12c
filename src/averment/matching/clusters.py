"""Draws claims together, the precise ones first: a vague claim joins only where exactly one incident fits.

People's decisions come before everything. Then claims settle in tiers, from those with a day and a place down to those
with neither. Within a tier the surest judgements join first; a claim of a later tier never joins two incidents, and
one that fits several stays alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

from averment.matching.loose import find_homes, one_account
from averment.matching.places import APART_KM, distance_km
from averment.matching.rules import WORLD, World
from averment.matching.times import narrowed
from averment.matching.told import Told
from averment.model.claim import Figure, Scope
from averment.model.incident import JudgedAs, Judgement
from averment.model.run import Problem
from averment.model.when_where import Place, When

TIERS = (timedelta(days=3), timedelta(days=31), timedelta(days=400))  # a day or so, a month, a year; then open ends
CLEAR_LEAD = 1.0  # as much as one shared paragraph: a claim that fits two incidents joins the one that leads by this


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims of one incident so far, the time that all of them allow, and the towns that they name."""

    members: frozenset[str]
    when: When
    weekdays: frozenset[int]
    spots: frozenset[Place]
    is_history: bool


@dataclass(frozen=True, slots=True)
class Fit:
    cluster: frozenset[str]
    score: float


@dataclass(frozen=True, slots=True)
class Clusters:
    """The claim ids of each incident, and what joined the claims that tell neither place nor day.

    Problems are decisions that contradict each other and claims that fit several incidents.
    """

    members: tuple[frozenset[str], ...]
    joined: tuple[Judgement, ...]
    problems: tuple[Problem, ...]


def draw_clusters(
    told: Sequence[Told], judgements: Iterable[Judgement], decisions: Sequence[Judgement], world: World = WORLD
) -> Clusters:
    """Draws the claims together, the same way whatever the order they are given in."""
    drawing = _Drawing(told, judgements, decisions)
    problems = [*drawing.link_decided(decisions)]
    news = [one for one in told if one.is_told and not one.is_denial]
    for tier in range(len(TIERS) + 1):
        problems += drawing.settle([one for one in news if _tier(one) == tier and not _is_total(one)])
    alone = drawing.attach_totals([one for one in news if _is_total(one)])
    for tier in range(len(TIERS) + 1):
        problems += drawing.settle([one for one in alone if _tier(one) == tier])
    joined = drawing.bring_home_loose(world)
    drawing.gather_accounts(world)
    drawing.attach_denials([one for one in told if one.is_denial])
    return Clusters(drawing.incidents(), tuple(joined), tuple(problems))


def _tier(one: Told) -> int:
    """0 for a day and a place; one lower without a place; the last for a time with an open end."""
    if one.when.earliest is None or one.when.latest is None:
        return len(TIERS)
    length = one.when.latest - one.when.earliest
    tier = next((number for number, at_most in enumerate(TIERS) if length <= at_most), len(TIERS))
    return max(tier, 1) if one.claim.where is None else tier


def _is_total(one: Told) -> bool:
    """A count over a longer time; one of a whole war is history, and never stands beside today's news."""
    what = one.claim.what
    return isinstance(what, Figure) and what.scope is Scope.CUMULATIVE and not one.is_history


class _Drawing:
    """The clusters while they grow. Everything is done in the order of anchors, so no order of input matters."""

    def __init__(self, told: Sequence[Told], judgements: Iterable[Judgement], decisions: Iterable[Judgement]) -> None:
        self._told = {one.id: one for one in told}
        self._home: dict[str, Cluster] = {}
        self._judged: dict[str, dict[str, Judgement]] = defaultdict(dict)
        self._apart: dict[str, set[str]] = defaultdict(set)
        for judgement in (*judgements, *(decided for decided in decisions if decided.judged is JudgedAs.SAME)):
            self._judged[judgement.first][judgement.second] = judgement
            self._judged[judgement.second][judgement.first] = judgement
        for decided in decisions:
            if decided.judged is JudgedAs.DIFFERENT:
                self._apart[decided.first].add(decided.second)
                self._apart[decided.second].add(decided.first)

    def link_decided(self, decisions: Iterable[Judgement]) -> Iterable[Problem]:
        """Joins what people decided is one incident; where they also decided that it is not, it stays apart."""
        for decided in sorted(decisions, key=lambda decided: (decided.decided_by, decided.first, decided.second)):
            known = decided.first in self._told and decided.second in self._told
            if not known or decided.judged is not JudgedAs.SAME:
                continue
            one, other = self._cluster(decided.first), self._cluster(decided.second)
            against = self._decided_apart(one, other)
            if against:
                yield self._contradiction(decided, against)
            elif one.members != other.members:
                self._merge(one, other)

    def _contradiction(self, decided: Judgement, against: tuple[str, str]) -> Problem:
        claim = self._told[decided.first].claim
        message = (
            f"decisions contradict each other: {decided.decided_by} says that {decided.first} and {decided.second} "
            f"tell one incident, but {against[0]} and {against[1]} were decided to be different; they are kept apart"
        )
        return Problem("incidents", message, report=claim.report, span=claim.evidence)

    def settle(self, tier: Sequence[Told]) -> list[Problem]:
        """Joins the claims of one tier: first to the one settled incident that fits, then to each other."""
        settled = {cluster.members for cluster in self._home.values()}
        new = [one for one in tier if one.id not in self._home]
        waiting, torn = self._attach(new, settled)
        for one in waiting:
            self._cluster(one.id)
        self._join_surest({one.id for one in waiting})
        return [self._problem(one, fits) for one, fits in torn]

    def _attach(
        self, new: Sequence[Told], settled: set[frozenset[str]]
    ) -> tuple[list[Told], list[tuple[Told, list[Fit]]]]:
        """Attaches until nothing more fits exactly one; gives back those with no fit and those with several."""
        waiting = list(new)
        while settled:
            chosen = [(one, fit) for one in waiting if (fit := _only(self._fits(one)))]
            if not chosen:
                break
            for one, fit in chosen:
                target = self._home[min(fit.cluster)]
                if self._may_join(self._alone(one), target):
                    self._merge(self._alone(one), target)
            still = [one for one in waiting if one.id not in self._home]
            if len(still) == len(waiting):
                break
            waiting = still
        torn = [(one, fits) for one in waiting if len(fits := self._fits(one)) > 1]
        for one, _ in torn:
            self._cluster(one.id)
        lone = {one.id for one, _ in torn}
        return [one for one in waiting if one.id not in lone], torn

    def _fits(self, one: Told) -> list[Fit]:
        """The settled incidents that the claim may join, by its surest judgement on any of their claims."""
        best: dict[frozenset[str], float] = {}
        for other, judgement in self._judged[one.id].items():
            if judgement.judged is JudgedAs.SAME and other in self._home:
                members = self._home[other].members
                best[members] = max(best.get(members, 0.0), judgement.score)
        alone = self._alone(one)
        fits = [
            Fit(members, score) for members, score in best.items() if self._may_join(alone, self._home[min(members)])
        ]
        return sorted(fits, key=lambda fit: (-fit.score, self._order(fit.cluster)))

    def _join_surest(self, claims: set[str]) -> None:
        edges = {
            (judgement.score, judgement.first, judgement.second)
            for claim in claims
            for judgement in self._judged[claim].values()
            if judgement.judged is JudgedAs.SAME and judgement.first in claims and judgement.second in claims
        }
        for _, first, second in sorted(edges, key=lambda edge: (-edge[0], self._anchors(edge[1], edge[2]))):
            one, other = self._home[first], self._home[second]
            if one.members != other.members and self._may_join(one, other):
                self._merge(one, other)

    def bring_home_loose(self, world: World) -> list[Judgement]:
        """Joins groups that tell neither place nor day to the one incident of their report that they can be of."""
        found = find_homes(self.incidents(), self._told, self._judged, self._nothing_parts, world)
        for joining in found:
            self._merge(self._home[min(joining.loose)], self._home[min(joining.home)])
        return [joining.judgement for joining in found]

    def gather_accounts(self, world: World) -> None:
        """Joins groups of one report that nothing parts and that can be of no other incident of it."""
        by_report: dict[str, list[str]] = defaultdict(list)
        for claim in self._home:
            by_report[self._told[claim].claim.report].append(claim)
        for report in sorted(by_report):
            while pair := one_account(self._homes(by_report[report]), self._told, self._nothing_parts, world):
                self._merge(self._home[min(pair[0])], self._home[min(pair[1])])

    def _homes(self, claims: Iterable[str]) -> list[frozenset[str]]:
        return sorted({self._home[claim].members for claim in claims}, key=self._order)

    def _nothing_parts(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether neither time, place nor a person parts two groups, nor what most rules say of their claims."""
        first, second = self._home[min(one)], self._home[min(other)]
        across = Counter(judgement.judged for judgement in self._across(first, second))
        return self._can_be_one(first, second) and across[JudgedAs.DIFFERENT] <= across[JudgedAs.SAME]

    def attach_totals(self, totals: Sequence[Told]) -> list[Told]:
        """A total stands beside the one incident that it was told with; gives those that were told with none or many.

        An incident of the same report, in the same place where it tells of several.
        """
        beside: dict[str, list[Told]] = defaultdict(list)
        for one in self._told.values():
            if one.id in self._home:
                beside[one.claim.report].append(one)
        chosen = {one.id: self._told_with(one, beside[one.claim.report]) for one in totals if one.id not in self._home}
        for total, near in chosen.items():
            if near:
                self._merge(self._alone(self._told[total]), self._home[near])
        return [one for one in totals if one.id not in self._home]

    def _told_with(self, total: Told, beside: Sequence[Told]) -> str | None:
        """A claim of the only incident that this count may stand beside."""
        alone = self._alone(total)
        for near in (beside, [one for one in beside if total.place and one.place == total.place]):
            homes = {self._home[one.id].members: one.id for one in near if self._can_be_one(alone, self._home[one.id])}
            if len(homes) == 1:
                return min(homes.values())
        return None

    def attach_denials(self, denials: Sequence[Told]) -> None:
        """A denial stands with what it denies, or where exactly one incident fits; it never makes one."""
        for one in denials:
            denied = one.claim.denies
            if denied in self._home and one.id not in self._home:
                self._merge(self._alone(one), self._home[denied])
        chosen = [(one, fit) for one in denials if one.id not in self._home and (fit := _only(self._fits(one)))]
        for one, fit in chosen:
            self._merge(self._alone(one), self._home[min(fit.cluster)])

    def incidents(self) -> tuple[frozenset[str], ...]:
        found = {cluster.members for cluster in self._home.values()}
        return tuple(sorted(found, key=self._order))

    def _may_join(self, one: Cluster, other: Cluster) -> bool:
        across = Counter(judgement.judged for judgement in self._across(one, other))
        return self._can_be_one(one, other) and across[JudgedAs.SAME] > across[JudgedAs.DIFFERENT]

    def _can_be_one(self, one: Cluster, other: Cluster) -> bool:
        if one.is_history != other.is_history or not one.when.may_meet(other.when):
            return False
        if one.weekdays.isdisjoint(other.weekdays) or self._decided_apart(one, other):
            return False
        return not any(_is_apart(*spots) for spots in product(one.spots, other.spots))

    def _decided_apart(self, one: Cluster, other: Cluster) -> tuple[str, str] | None:
        if not self._apart:
            return None
        pairs = ((claim, against) for claim in one.members for against in self._apart[claim] & other.members)
        return min(pairs, default=None)

    def _across(self, one: Cluster, other: Cluster) -> Iterable[Judgement]:
        small, large = sorted((one, other), key=lambda cluster: len(cluster.members))
        for claim in small.members:
            for against, judgement in self._judged[claim].items():
                if against in large.members:
                    yield judgement

    def _cluster(self, claim: str) -> Cluster:
        return self._home.setdefault(claim, self._alone(self._told[claim]))

    def _alone(self, one: Told) -> Cluster:
        spots = frozenset({one.spot}) if one.spot else frozenset()
        return Cluster(frozenset({one.id}), one.when, one.when.weekdays(), spots, one.is_history)

    def _merge(self, one: Cluster, other: Cluster) -> None:
        merged = Cluster(
            one.members | other.members,
            narrowed((one.when, other.when)),
            one.weekdays & other.weekdays,
            one.spots | other.spots,
            one.is_history and other.is_history,
        )
        for claim in merged.members:
            self._home[claim] = merged

    def _anchors(self, *claims: str) -> tuple[object, ...]:
        return tuple(self._told[claim].anchor for claim in claims)

    def _order(self, members: frozenset[str]) -> tuple[object, ...]:
        return min(self._told[claim].anchor for claim in members)

    def _problem(self, one: Told, fits: Sequence[Fit]) -> Problem:
        message = f"this claim fits {len(fits)} incidents equally well and stands alone until a person decides"
        return Problem("incidents", message, report=one.claim.report, span=one.claim.evidence)


def _only(fits: Sequence[Fit]) -> Fit | None:
    """The one that fits, or that leads the next clearly; None when there is none or two are as good."""
    if not fits or (len(fits) > 1 and fits[0].score < fits[1].score + CLEAR_LEAD):
        return None
    return fits[0]


def _is_apart(one: Place, other: Place) -> bool:
    distance = distance_km(one, other)
    return distance is not None and distance > APART_KM
