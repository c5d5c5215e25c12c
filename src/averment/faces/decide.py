"""Decisions from the command line: the claims they name, checked before they become a line of the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from rich.console import Console
from rich.text import Text

from averment.faces.terminal import said
from averment.ledger.ledger import Ledger
from averment.model.claim import Claim
from averment.model.collection import Collection
from averment.model.correction import correct
from averment.model.decision import Correction, Decision, DecisionKind, Standing, anchor_of, decision_id
from averment.model.run import InputError

LEAST_CLAIMS = {DecisionKind.SAME: 2, DecisionKind.DIFFERENT: 2, DecisionKind.REJECT: 1, DecisionKind.CORRECT: 1}


def new_decision(
    kind: DecisionKind, claims: tuple[Claim, ...], collection: Collection, by: str, reason: str
) -> Decision:
    """A decision on these claims, made now. Raises InputError when there are too few of them."""
    if len(claims) < LEAST_CLAIMS.get(kind, 0):
        raise InputError(f"{kind} needs at least {LEAST_CLAIMS[kind]} claims, given {len(claims)}")
    anchors = tuple(anchor_of(claim, collection.report(claim.report)) for claim in claims)
    return sealed(Decision("", kind, anchors, by.strip(), reason.strip(), datetime.now(UTC).replace(tzinfo=None)))


def corrected_fields(claim: Claim, fields: list[str]) -> tuple[Correction, ...]:
    """FIELD=VALUE pairs as corrections. Raises InputError for one that this claim cannot have."""
    corrections = []
    for pair in fields:
        field, equals, value = pair.partition("=")
        if not equals:
            raise InputError(f"{pair!r} is no correction: expected FIELD=VALUE, such as low=12")
        corrections.append(Correction(field.strip(), value.strip() or None))
    correct(claim, tuple(corrections))
    return tuple(corrections)


def sealed(decision: Decision) -> Decision:
    """The decision under the id of its content."""
    return replace(decision, id=decision_id(decision))


def find_claims(ids: list[str], collection: Collection) -> tuple[Claim, ...]:
    """The claims with these ids or first digits of ids.

    Raises InputError for one that names no claim or more than one.
    """
    found = []
    for id in ids:
        held = [claim for claim in collection.claims if claim.id.startswith(id)]
        if len(held) != 1:
            what = f"{len(held)} claims" if held else "no claim"
            raise InputError(f"{id!r} names {what}: expected the id of one, as `averment export claims` prints it")
        found.append(held[0])
    return tuple(found)


def find_decision(id: str, ledger: Ledger) -> Standing:
    """The decision in force with this id. Raises InputError when there is none."""
    held = [standing for standing in ledger.decisions() if standing.decision.id.startswith(id)]
    if len(held) != 1:
        raise InputError(
            f"{id!r} names {len(held)} decisions: expected the id of one; `averment decide list` shows them"
        )
    if not held[0].in_force:
        raise InputError(f"decision {held[0].decision.id} was withdrawn already, by {held[0].withdrawn_by}")
    return held[0]


def show_decisions(ledger: Ledger, console: Console) -> None:
    """Every decision, oldest first, with its author, its reason and whether it still stands."""
    for standing in ledger.decisions():
        decision = standing.decision
        state = "" if standing.in_force else f"  withdrawn by {standing.withdrawn_by}"
        state += "  waits: a claim that it speaks of is not in the present reading" if standing.waits else ""
        head = f"{decision.id}  {decision.kind}  {decision.made_at:%Y-%m-%d %H:%M}  "
        console.print(Text.assemble((head, "bold"), said(decision.by), ": ", said(decision.reason), (state, "yellow")))
        for anchor in decision.anchors:
            console.print(Text.assemble("    «", said(anchor.words), "»"))
        for correction in decision.corrections:
            console.print(said(f"    {correction.field} should read {correction.value or 'nothing'}"))
