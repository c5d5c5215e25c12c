"""Claims that tell neither place nor day belong to the one incident of their report that they can be of."""

from __future__ import annotations

from averment.model.claim import Claim, EventType
from tests.matching.builders import Desk, event, figure, town
from tests.matching.settle import settle

KARVIN, TARN = town("Old Karvin", 44.10, 21.40), town("Tarn", 44.60, 21.90)
SHELLED = event(EventType.SHELLING, by="Karst", at="Norvia")
WOUNDED = figure("wounded", "people", "dozens 1")


def told(*places: str) -> tuple[Desk, list[Claim], Claim]:
    """A report of undated shellings in these places, and below them a figure with neither place nor day."""
    desk, shelled = Desk(), []
    lines = [f"Shells fell on {place}." for place in places]
    held = desk.takes("Herald", None, "\n\n".join([*lines, "The office spoke of dozens of people wounded."]))
    for place in places:
        where = KARVIN if place == "Old Karvin" else TARN
        shelled.append(desk.reads(held, f"Shells fell on {place}", SHELLED, "the council", at=where))
    return desk, shelled, desk.reads(held, "dozens of people wounded", WOUNDED, "the office")


def test_a_loose_figure_joins_the_one_incident_of_its_report_and_says_why() -> None:
    desk, (shelled,), loose = told("Old Karvin")
    settled = settle(desk.reports, desk.readings())
    assert settled.home(loose.id) == settled.home(shelled.id)
    (reason,) = (
        reason
        for judgement in settled.judgements
        if loose.id in (judgement.first, judgement.second)
        for reason in judgement.reasons
        if reason.rule == "only_incident"
    )
    assert "no other incident like it" in reason.words


def test_where_two_incidents_could_be_meant_it_stays_alone() -> None:
    desk, shelled, loose = told("Old Karvin", "Tarn")
    settled = settle(desk.reports, desk.readings())
    assert settled.home(loose.id) not in {settled.home(claim.id) for claim in shelled}


def test_a_harm_that_no_incident_of_the_report_can_have_done_stays_alone() -> None:
    desk = Desk()
    held = desk.takes("Herald", None, "A curfew was declared in Tarn.\n\nThe office spoke of dozens of people wounded.")
    curfew = desk.reads(held, "A curfew", event(EventType.OTHER, subtype="curfew"), "the council", at=TARN)
    loose = desk.reads(held, "dozens of people wounded", WOUNDED, "the office")
    settled = settle(desk.reports, desk.readings())
    assert settled.home(loose.id) != settled.home(curfew.id)
