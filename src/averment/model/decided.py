"""What people's decisions make of readings: claims rejected, claims corrected, reports withheld."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from averment.model.collection import grouped
from averment.model.correction import correct
from averment.model.decision import DecisionKind, Standing
from averment.model.reading import Reading


def withheld_reports(decisions: Sequence[Standing]) -> frozenset[str]:
    """The reports that people withhold: what they say is told by nobody while it is so, neither words nor speakers."""
    return frozenset(
        one.decision.withholds
        for one in decisions
        if one.in_force and one.decision.withholds and not one.decision.anchors
    )


def decided(readings: Iterable[Reading], decisions: Sequence[Standing]) -> tuple[Reading, ...]:
    """The readings without the claims that people rejected, and with their corrections over the others."""
    in_force = [standing for standing in decisions if standing.in_force]
    rejected = {
        claim for standing in in_force if standing.decision.kind is DecisionKind.REJECT for claim in standing.claims
    }
    corrections = grouped(
        (claim, correction)
        for standing in in_force
        for claim in standing.claims
        for correction in standing.decision.corrections
    )
    return tuple(
        replace(
            reading,
            claims=tuple(
                correct(claim, corrections.get(claim.id, ())) for claim in reading.claims if claim.id not in rejected
            ),
        )
        for reading in readings
    )
