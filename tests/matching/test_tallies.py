"""What counts as an answer on how many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from averment.model.claim import Figure, Victim
from averment.model.incident import Verdict
from averment.model.text import Span
from tests.matching.builders import Desk, figure, town
from tests.matching.settle import settle

OSTRA = town("Ostra", 46.0, 30.0)

NAMED = (
    ("one named beside a count", "12", [(12, 12)]),
    ("one named beside an open count", "at least 2", [(2, None)]),
    ("one named where one is counted", "1", [(1, 1)]),
)


@pytest.mark.parametrize(("why", "counted", "answers"), NAMED, ids=[row[0] for row in NAMED])
def test_the_named_dead_are_no_count_beside_a_larger_one(
    why: str, counted: str, answers: list[tuple[int, int | None]]
) -> None:
    desk = Desk()
    told = desk.takes(
        "Norvia Press", "2 May 2031", "Shells killed people in Ostra, the hospital said. Mira Dalen is dead."
    )
    desk.reads(told, "Shells killed people", figure("killed", "people", counted), "hospital", on="2 May 2031", at=OSTRA)
    desk.reads(told, "Mira Dalen is dead", named("Mira Dalen"), on="2 May 2031", at=OSTRA)
    (finding,) = settle(desk.reports, desk.readings()).findings
    assert [(position.low, position.high) for position in finding.positions] == answers
    assert finding.verdict in (Verdict.SINGLE, Verdict.AGREED)


def named(*names: str) -> Figure:
    """Those named, counted."""
    whole = figure("killed", "people", str(len(names)))
    return replace(whole, victims=tuple(Victim(name, Span(0, 1)) for name in names))
