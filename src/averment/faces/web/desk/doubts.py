"""What the machine is unsure of and a person may decide: found for all of the ledger, without its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from averment.faces.web.desk.problems import all_problems
from averment.ledger import claim_queries, page_queries
from averment.ledger.decisions import contradictions
from averment.ledger.glances import Glance
from averment.matching.compare import SAME
from averment.model.claim import VoiceKind
from averment.model.collection import grouped
from averment.model.decision import DecisionKind
from averment.model.ids import content_id
from averment.model.run import Problem

NEARLY_SAME = SAME - 1.0  # unsure pairs from here on are worth a person's eye, as in matching/incidents.py
KINDS = ("contradiction", "waiting", "merge", "place", "voice", "problem")  # in the order in which they are asked
TO_PLACE = (VoiceKind.INSTITUTION, VoiceKind.PERSON)  # unnamed groups and outlets have no party by right
JOINING = (DecisionKind.SAME, DecisionKind.DIFFERENT)
MOST_CLAIMS = 6  # of one doubt that are shown as its evidence


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question. `claims` are those that a decision would be about."""

    id: str
    kind: str
    claims: tuple[str, ...]
    question: str
    incidents: tuple[str, ...] = ()
    score: float | None = None
    decision: str | None = None
    problem: Problem | None = None


def open_doubts(glance: Glance) -> tuple[Doubt, ...]:
    """Every question that nobody has decided yet, the most pressing first."""
    return glance.once("open doubts", lambda: _open(glance))


def find_doubt(glance: Glance, id: str) -> Doubt | None:
    """The question with this id, decided or not; None when there is none."""
    return glance.once("doubts by id", lambda: {doubt.id: doubt for doubt in _all(glance)}).get(id)


def _all(glance: Glance) -> tuple[Doubt, ...]:
    drawn = glance.once_settled("doubts of the record", lambda: (*_merges(glance), *_places(glance), *_voices(glance)))
    return (*_waiting(glance), *_contradicting(glance), *drawn, *_problems(glance))


def _open(glance: Glance) -> tuple[Doubt, ...]:
    decided = _decided(glance)
    pairs = _joined(glance)
    found = (
        doubt
        for doubt in _all(glance)
        if not (frozenset(doubt.incidents) in pairs if doubt.kind == "merge" else decided & {*doubt.claims})
        or doubt.kind in {"waiting", "contradiction"}
    )
    return tuple(sorted(found, key=lambda doubt: (KINDS.index(doubt.kind), -(doubt.score or 0.0), doubt.id)))


def _decided(glance: Glance) -> set[str]:
    """The claims that a person rejected or corrected."""
    kinds = {DecisionKind.REJECT, DecisionKind.CORRECT}
    return {
        claim
        for one in glance.kept.decisions
        if one.in_force and one.decision.kind in kinds
        for claim in one.claims
        if claim
    }


def _joined(glance: Glance) -> set[frozenset[str]]:
    """The pairs of incidents of which a person said that they are one, or are two."""
    told = [one for one in glance.kept.decisions if one.in_force and one.decision.kind in JOINING]
    home = glance.home([claim for one in told for claim in one.claims if claim])
    homes = ({home[claim] for claim in one.claims if claim in home} for one in told)
    return {frozenset(pair) for some in homes for pair in combinations(sorted(some), 2)}


def _merges(glance: Glance) -> Iterator[Doubt]:
    """One question for each two incidents, about the likeliest pair of their claims."""
    asked: set[frozenset[str]] = set()
    for row in page_queries.unsure(glance.connection, NEARLY_SAME):
        pair = frozenset((row["first_incident"], row["second_incident"]))
        if pair in asked:
            continue
        asked.add(pair)
        claims = (row["first"], row["second"])
        incidents = (row["first_incident"], row["second_incident"])
        question = "Do these two tell of one incident?"
        yield Doubt(content_id("merge", *claims), "merge", claims, question, incidents, row["score"])


def _places(glance: Glance) -> Iterator[Doubt]:
    """One question for each name of a report that may be several places."""
    claims = glance.claims(claim_queries.unplaced_claims(glance.connection))
    unclear = [claim for claim in claims if claim.where and len(claim.where.candidates) > 1]
    named = grouped(((claim.report, claim.where.name), claim.id) for claim in unclear if claim.where)
    for (report, name), ids in named.items():
        question = f"Which place is “{name}”?"
        yield Doubt(content_id("place", report, name), "place", ids, question, score=float(len(ids)))


def _voices(glance: Glance) -> Iterator[Doubt]:
    """One question for each person or institution of no known party."""
    rows = claim_queries.unplaced_voices(glance.connection, [kind.value for kind in TO_PLACE])
    for (voice, name), ids in grouped(((row["id"], row["name"]), row["claim"]) for row in rows).items():
        question = f"For which party does “{glance.hide(name)}” speak?"
        yield Doubt(content_id("voice", voice), "voice", ids, question, score=float(len(ids)))


def _waiting(glance: Glance) -> Iterator[Doubt]:
    for one in glance.kept.decisions:
        if one.waits:
            claims = tuple(claim for claim in one.claims if claim)
            question = (
                f"{one.decision.by} decided “{one.decision.kind}” on words that are read otherwise now. Does it hold?"
            )
            yield Doubt(content_id("waiting", one.decision.id), "waiting", claims, question, decision=one.decision.id)


def _contradicting(glance: Glance) -> Iterator[Doubt]:
    for problem in contradictions(glance.kept.decisions):
        yield Doubt(content_id("contradiction", problem.message), "contradiction", (), problem.message)


def _problems(glance: Glance) -> Iterator[Doubt]:
    """Problems with a place in a report: those of files have nothing to decide."""
    placed = [one for one in all_problems(glance) if one.report and one.span and one.step != "incidents"]
    reports = sorted({one.report for one in placed if one.report})
    at = grouped((row["report"], row) for row in claim_queries.claims_at(glance.connection, reports))
    for problem in placed:
        assert problem.report
        assert problem.span
        span = problem.span
        rows = at.get(problem.report, ())
        claims = tuple(row["id"] for row in rows if row["start"] < span.end and span.start < row["end"])
        id = content_id("problem", problem.step, problem.message, problem.report, span.start)
        if claims:
            yield Doubt(id, "problem", claims, problem.message, problem=problem)


def shown(doubt: Doubt) -> Iterable[str]:
    """The claims that are shown as the evidence of a doubt."""
    return doubt.claims[:MOST_CLAIMS]
