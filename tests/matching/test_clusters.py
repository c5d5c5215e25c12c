"""Which incident a count over a longer time stands beside."""

from __future__ import annotations

from averment.model.claim import Scope
from averment.model.incident import Verdict
from tests.matching.builders import Desk, figure, town
from tests.matching.settle import settle

OSTRA, VELM = town("Ostra", 46.0, 30.0), town("Velm", 50.0, 30.0)
TOTAL = figure("killed", "people", "140", scope=Scope.CUMULATIVE)


def test_a_total_stands_beside_the_one_incident_of_its_report() -> None:
    desk = Desk()
    paper = desk.takes(
        "Norvia Press", "2 May 2031", "Shells killed 12 people in Ostra. Since January, 140 people have died in Ostra."
    )
    news = desk.reads(paper, "Shells killed 12 people", figure("killed", "people", "12"), on="2 May 2031", at=OSTRA)
    total = desk.reads(paper, "140 people have died in Ostra", TOTAL, on="2031", at=OSTRA)
    settled = settle(desk.reports, desk.readings())
    assert settled.home(total.id) == settled.home(news.id)
    assert {finding.scope: finding.verdict for finding in settled.findings} == {
        Scope.INCIDENT: Verdict.SINGLE,
        Scope.CUMULATIVE: Verdict.DIFFERENT_SCOPE,
    }


def test_of_two_incidents_in_one_report_the_total_stands_beside_the_one_in_its_place() -> None:
    desk = Desk()
    words = "Shells killed 12 people in Ostra and 3 people in Velm. Since January, 140 people have died in Velm."
    paper = desk.takes("Norvia Press", "2 May 2031", words)
    desk.reads(paper, "12 people", figure("killed", "people", "12"), on="2 May 2031", at=OSTRA)
    near = desk.reads(paper, "3 people", figure("killed", "people", "3"), on="2 May 2031", at=VELM)
    total = desk.reads(paper, "140 people have died in Velm", TOTAL, on="2031", at=VELM)
    settled = settle(desk.reports, desk.readings())
    assert settled.home(total.id) == settled.home(near.id)


def test_a_total_that_may_stand_beside_two_incidents_stands_alone() -> None:
    desk = Desk()
    words = "Shells killed 12 people in Ostra and 3 people in Velm. Since January, 140 people have died."
    paper = desk.takes("Norvia Press", "2 May 2031", words)
    desk.reads(paper, "12 people", figure("killed", "people", "12"), on="2 May 2031", at=OSTRA)
    desk.reads(paper, "3 people", figure("killed", "people", "3"), on="2 May 2031", at=VELM)
    total = desk.reads(paper, "140 people have died", TOTAL, on="2031")
    settled = settle(desk.reports, desk.readings())
    assert [incident.claims for incident in settled.incidents if total.id in incident.claims] == [(total.id,)]
