"""Every decision that a person made, in force or not: the audit trail."""

from __future__ import annotations

from collections.abc import Collection

from averment.faces.web import shapes, work_shapes
from averment.faces.web.desk.listing import Paged
from averment.ledger import page_queries
from averment.ledger.glances import Glance
from averment.model.decision import Decision, Standing


def decision_list(glance: Glance, paged: Paged) -> work_shapes.DecisionList:
    """A page of all decisions, the newest first; those that came too late stand among them."""
    every = _every(glance)
    return work_shapes.DecisionList(paging=paged.of(len(every)), decisions=list(paged.part(every)))


def decisions_on(glance: Glance, claims: Collection[str]) -> list[shapes.DecisionShape]:
    """The decisions that name one of these claims, and those that took them back, the newest first."""
    wanted = set(claims)
    every = _every(glance)
    about = {one.id for one in every if wanted & set(one.claims)}
    return [one for one in every if one.id in about or one.withdraws in about]


def find_decision(glance: Glance, id: str) -> shapes.DecisionShape | None:
    """The decision with this id, late ones too; None when there is none."""
    return next((one for one in _every(glance) if one.id == id), None)


def decision_shape(standing: Standing) -> shapes.DecisionShape:
    return _shape(standing.decision, standing.claims, standing.withdrawn_by, None, standing.waits)


def _every(glance: Glance) -> list[shapes.DecisionShape]:
    return glance.once("decisions", lambda: _all_shapes(glance))


def _all_shapes(glance: Glance) -> list[shapes.DecisionShape]:
    made = [decision_shape(standing) for standing in glance.kept.decisions]
    rows = page_queries.late_rows(glance.connection)
    late = [_late(glance.decode(Decision, row["noun"]), row["lost_to"], glance) for row in rows]
    return sorted(made + late, key=lambda one: (one.made_at, one.id), reverse=True)


def _late(decision: Decision, lost_to: str, glance: Glance) -> shapes.DecisionShape:
    """A decision that came too late is about the words of the one that came first."""
    won = next((one for one in glance.kept.decisions if one.decision.id == lost_to), None)
    return _shape(decision, won.claims if won else (), None, lost_to, False)


def _shape(
    decision: Decision,
    claims: tuple[str | None, ...],
    withdrawn_by: str | None,
    lost_to: str | None,
    waits: bool,
) -> shapes.DecisionShape:
    return shapes.DecisionShape(
        id=decision.id,
        kind=decision.kind,
        by=decision.by,
        reason=decision.reason,
        made_at=decision.made_at.isoformat(timespec="seconds"),
        words=[anchor.words for anchor in decision.anchors],
        claims=list(claims),
        corrections=[shapes.CorrectionShape(field=one.field, value=one.value) for one in decision.corrections],
        withdraws=decision.withdraws,
        withdrawn_by=withdrawn_by,
        in_force=withdrawn_by is None and lost_to is None,
        waits=waits,
        lost_to=lost_to,
    )
