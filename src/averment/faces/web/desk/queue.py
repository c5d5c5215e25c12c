"""The review queue: what a person may decide, one question at a time, with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from averment.faces.lines import PlaceShape
from averment.faces.shapes import place_shape
from averment.faces.web import shapes, work_shapes
from averment.faces.web.desk.audit import decision_shape, decisions_on
from averment.faces.web.desk.doubts import KINDS, Doubt, find_doubt, open_doubts, shown
from averment.faces.web.desk.gathered import Gathered, gather
from averment.faces.web.desk.incident_rows import incident_rows
from averment.faces.web.desk.listing import Paged
from averment.ledger.glances import Glance
from averment.ledger.page_queries import Slice
from averment.model.incident import JudgedAs
from averment.model.run import InputError

EVERY_PAIR = Slice(10_000)


def review(glance: Glance, kind: str | None, paged: Paged) -> work_shapes.ReviewQueue:
    """A page of the open questions, of one kind or of all. Raises InputError for a kind that is not known."""
    if kind is not None and kind not in KINDS:
        raise InputError(f"kind={kind!r} is not known: expected one of {', '.join(KINDS)}")
    every = open_doubts(glance)
    counts = Counter(doubt.kind for doubt in every)
    wanted = [doubt for doubt in every if kind in {None, doubt.kind}]
    return work_shapes.ReviewQueue(
        paging=paged.of(len(wanted)),
        kinds={name: counts[name] for name in KINDS},
        items=_items(glance, paged.part(wanted)),
    )


def review_item(glance: Glance, id: str) -> work_shapes.ReviewItem | None:
    """One question, decided or not; None when there is none."""
    doubt = find_doubt(glance, id)
    return _items(glance, [doubt])[0] if doubt else None


def count_review(glance: Glance) -> int:
    return len(open_doubts(glance))


def _items(glance: Glance, doubts: Sequence[Doubt]) -> list[work_shapes.ReviewItem]:
    held = gather(glance, glance.claims([claim for doubt in doubts for claim in shown(doubt)]))
    rows = {row.id: row for row in incident_rows(glance, [id for doubt in doubts for id in _incidents(doubt, held)])}
    reasons = _reasons(glance, doubts)
    return [_item(glance, doubt, held, rows, reasons) for doubt in doubts]


def _incidents(doubt: Doubt, held: Gathered) -> list[str]:
    found = [*doubt.incidents, *(held.part.incident_of(claim) for claim in shown(doubt))]
    return [id for id in dict.fromkeys(found) if id]


def _item(
    glance: Glance,
    doubt: Doubt,
    held: Gathered,
    rows: Mapping[str, shapes.IncidentRow],
    reasons: Mapping[tuple[str, ...], list[shapes.ReasonShape]],
) -> work_shapes.ReviewItem:
    return work_shapes.ReviewItem(
        id=doubt.id,
        kind=doubt.kind,
        question=doubt.question,
        seen=glance.state,
        claims=held.all_sighted(shown(doubt)),
        incidents=[rows[id] for id in _incidents(doubt, held) if id in rows],
        reasons=reasons.get(doubt.claims, []),
        score=doubt.score if doubt.kind == "merge" else None,
        places=_places(doubt, held),
        decisions=_decisions(glance, doubt),
    )


def _reasons(glance: Glance, doubts: Sequence[Doubt]) -> dict[tuple[str, ...], list[shapes.ReasonShape]]:
    """Why the rules are unsure of pairs, by the pair."""
    claims = [claim for doubt in doubts if doubt.kind == "merge" for claim in doubt.claims]
    return {
        (judged.first, judged.second): [
            shapes.ReasonShape(rule=reason.rule, weight=reason.weight, words=reason.words) for reason in judged.reasons
        ]
        for judged in glance.judgements(claims, EVERY_PAIR)
        if judged.judged is JudgedAs.UNSURE
    }


def _places(doubt: Doubt, held: Gathered) -> list[PlaceShape]:
    if doubt.kind != "place" or not held.part.has_claim(doubt.claims[0]):
        return []
    where = held.part.claim(doubt.claims[0]).where
    if where is None:
        return []
    readings = (replace(where, candidates=(place,), place=place) for place in where.candidates)
    return [shape for reading in readings if (shape := place_shape(reading))]


def _decisions(glance: Glance, doubt: Doubt) -> list[shapes.DecisionShape]:
    if doubt.decision is not None:
        return [decision_shape(one) for one in glance.kept.decisions if one.decision.id == doubt.decision]
    return decisions_on(glance, doubt.claims)
