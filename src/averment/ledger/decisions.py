"""What people decided, as it stands today: in force or taken back, at which claims, and where two contradict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from sqlalchemy import Connection

from averment.ledger import page_queries, queries, schema
from averment.ledger.anchors import Bytes, Standpoint, attach
from averment.ledger.rows import Row, decision_of
from averment.model.decision import Anchor, Decision, DecisionKind, Standing, decision_id
from averment.model.run import InputError, Problem
from averment.model.text import Span

STEP = "decide"
Place = tuple[str, int, int, str]
JOINING = frozenset({DecisionKind.SAME, DecisionKind.DIFFERENT})
LEAST_ANCHORS = {DecisionKind.SAME: 2, DecisionKind.DIFFERENT: 2, DecisionKind.REJECT: 1, DecisionKind.CORRECT: 1}


def check(connection: Connection, decision: Decision) -> None:
    """Raises InputError for a decision that cannot be kept: unsigned, about nothing, or about what is not here."""
    if decision.id != decision_id(decision):
        raise ValueError(f"decision {decision.id}: its content has the id {decision_id(decision)}")
    if not decision.by.strip() or not decision.reason.strip():
        raise InputError("a decision needs a name and a reason: give --by and --reason")
    least = LEAST_ANCHORS.get(decision.kind, 0)
    if len(set(decision.anchors)) < least:
        raise InputError(f"'{decision.kind}' needs at least {least} claims, {len(set(decision.anchors))} given")
    if decision.kind is DecisionKind.CORRECT and not decision.corrections:
        raise InputError("'correct' needs a field and what it should read")
    _check_leads(connection, decision)


def came_first(connection: Connection, decision: Decision, seen: int) -> str | None:
    """The decision in force that was made on the same after the entry `seen`; None when this one is the first.

    Two decisions whether claims tell one incident are about the same when the claims of one are among those of the
    other; any other two when they share a claim. A decision is withdrawn once.
    """
    if seen >= queries.ALL:
        return None
    made = all_decisions(connection, queries.ALL)
    gone = withdrawn(made)
    if decision.kind is DecisionKind.WITHDRAW:
        return gone.get(decision.withdraws or "")
    mine = {_place(anchor) for anchor in decision.anchors}
    later = {row["id"] for row in page_queries.decided_since(connection, {anchor[0] for anchor in mine}, seen)}
    rivals = (one for one in made if one.id in later and one.id not in gone)
    return next((one.id for one in rivals if _is_same(decision, mine, one)), None)


def _is_same(decision: Decision, mine: set[Place], other: Decision) -> bool:
    theirs = {_place(anchor) for anchor in other.anchors}
    if decision.kind in JOINING and other.kind in JOINING:
        return mine <= theirs or theirs <= mine
    return bool(mine & theirs) and DecisionKind.WITHHOLD not in {decision.kind, other.kind}


def _place(anchor: Anchor) -> Place:
    """Where a decision holds on, without the words, which may be withheld."""
    return anchor.sha256, anchor.span.start, anchor.span.end, anchor.kind


def standings(connection: Connection, upto: int) -> tuple[Standing, ...]:
    """Every decision in the order made, with the present claim at each of its anchors."""
    decisions = all_decisions(connection, upto)
    taken_back = withdrawn(decisions)
    found = attach_now(connection, (anchor for decision in decisions for anchor in decision.anchors), upto)
    return tuple(
        Standing(decision, tuple(found[anchor] for anchor in _claimed(decision)), taken_back.get(decision.id))
        for decision in decisions
    )


def withholdings(connection: Connection) -> tuple[Decision, ...]:
    """The decisions in force today that withhold something."""
    decisions = all_decisions(connection, queries.ALL)
    taken_back = withdrawn(decisions)
    return tuple(one for one in decisions if one.kind is DecisionKind.WITHHOLD and one.id not in taken_back)


def withdrawn(decisions: Sequence[Decision]) -> dict[str, str]:
    """Which decision took back which. A withdrawal that was itself withdrawn takes nothing back."""
    taken: dict[str, str] = {}
    for decision in reversed(decisions):
        if decision.withdraws is not None and decision.id not in taken:
            taken[decision.withdraws] = decision.id
    return taken


def all_decisions(connection: Connection, upto: int) -> list[Decision]:
    """Every decision as it was made, in the order made."""
    anchors = _by_decision(queries.anchor_rows(connection, upto))
    corrections = _by_decision(queries.correction_rows(connection, upto))
    return [
        decision_of(line, anchors.get(line["id"], []), corrections.get(line["id"], []))
        for line in queries.decision_lines(connection, upto)
    ]


def attach_now(connection: Connection, anchors: Iterable[Anchor], upto: int) -> dict[Anchor, str | None]:
    """The present claim at each anchor, None where none is found."""
    wanted = set(anchors)
    texts: dict[str, str | None] = {}
    standpoints: dict[str, list[Standpoint]] = {}
    for batch in queries.batches(anchor.sha256 for anchor in wanted):
        texts |= {row["sha256"]: row["text"] for row in queries.texts_behind(connection, batch, upto)}
        for row in queries.present_claims_at(connection, upto, batch):
            at = Standpoint(row["id"], Span(row["start"], row["end"]), row["anchor_kind"])
            standpoints.setdefault(row["sha256"], []).append(at)
    return attach(wanted, {sha256: Bytes(text, tuple(standpoints.get(sha256, ()))) for sha256, text in texts.items()})


def contradictions(decided: Iterable[Standing]) -> tuple[Problem, ...]:
    """A = B and B = C, yet A is not C: each such pair is a problem that a person has to look at."""
    standing = [one for one in decided if one.in_force]
    group: dict[str, str] = {}
    for one in standing:
        if one.decision.kind is DecisionKind.SAME:
            for first, second in zip(_ends(one), _ends(one)[1:], strict=False):
                group[_top(group, first)] = _top(group, second)
    return tuple(
        Problem(STEP, _contradiction(one, first, second))
        for one in standing
        if one.decision.kind is DecisionKind.DIFFERENT
        for first, second in combinations(_ends(one), 2)
        if _top(group, first) == _top(group, second)
    )


def _check_leads(connection: Connection, decision: Decision) -> None:
    sha256s = {anchor.sha256 for anchor in decision.anchors}
    for sha256 in sorted(sha256s - queries.known(connection, schema.contents.c.sha256, sha256s)):
        raise InputError(f"the decision is about bytes {sha256[:12]}..., which this ledger does not hold")
    match decision.kind:
        case DecisionKind.WITHDRAW:
            if not queries.known(connection, schema.decisions.c.id, [decision.withdraws or ""]):
                raise InputError(f"there is no decision {decision.withdraws} to withdraw: see the list of decisions")
        case DecisionKind.WITHHOLD if not decision.anchors:
            if not queries.known(connection, schema.reports.c.id, [decision.withholds or ""]):
                raise InputError(f"there is no report {decision.withholds} to withhold")


def _by_decision(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["decision"], []).append(row)
    return grouped


def _claimed(decision: Decision) -> tuple[Anchor, ...]:
    """The anchors that are about claims: a withholding is about words."""
    return () if decision.kind is DecisionKind.WITHHOLD else decision.anchors


def _ends(one: Standing) -> list[str]:
    """What the decision ties: today's claims, and anchors that find none as themselves."""
    return list(dict.fromkeys(_end(claim, anchor) for claim, anchor in _pairs(one)))


def _pairs(one: Standing) -> Iterator[tuple[str | None, Anchor]]:
    return zip(one.claims, one.decision.anchors, strict=True)


def _end(claim: str | None, anchor: Anchor) -> str:
    return claim or f"{anchor.sha256} {anchor.span.start} {anchor.span.end} {anchor.kind}"


def _top(group: dict[str, str], end: str) -> str:
    while end in group and group[end] != end:
        end = group[end]
    return end


def _contradiction(one: Standing, first: str, second: str) -> str:
    words = {_end(claim, anchor): anchor.words for claim, anchor in _pairs(one)}
    return (
        f"decision {one.decision.id} by {one.decision.by} says that \N{LEFT DOUBLE QUOTATION MARK}{words[first]}"
        f"\N{RIGHT DOUBLE QUOTATION MARK} and \N{LEFT DOUBLE QUOTATION MARK}{words[second]}"
        "\N{RIGHT DOUBLE QUOTATION MARK} are different, other decisions make them one: withdraw one of them"
    )
