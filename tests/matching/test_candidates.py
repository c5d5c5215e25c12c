"""Which claims are worth comparing."""

from __future__ import annotations

import pytest

from averment.matching.candidates import candidate_pairs
from averment.matching.texts import texts_of
from averment.matching.told import tell
from averment.matching.voices import find_voices
from averment.model.when_where import Place
from tests.matching.builders import Desk, figure, town

OSTRA, NEAR, VELM = town("Ostra", 46.0, 30.0), town("Lower Ostra", 46.1, 30.0), town("Velm", 51.0, 38.0)
ALIKE = [
    (NEAR, "the market", 1, "twelve dead on one day in towns that lie near each other may be the same"),
    (VELM, "the market", 0, "the same number says nothing about towns that lie far apart"),
    (VELM, "the glassworks", 1, "a rare word that both say is worth a look, since a map can be wrong"),
]


@pytest.mark.parametrize(("place", "site", "pairs", "why"), ALIKE)
def test_claims_that_lie_apart_are_compared_only_for_more_than_a_number(
    place: Place, site: str, pairs: int, why: str
) -> None:
    desk = Desk()
    for number, (at, hit) in enumerate(((OSTRA, "the glassworks"), (place, site))):
        words = f"12 people were killed at {hit}"
        paper = desk.takes(f"Paper {number}", "3 May 2031", f"Report {number} said that {words} on Friday.")
        desk.reads(paper, words, figure("killed", "people", "12"), on="2 May 2031", at=at)
    claims = [claim for reading in desk.readings() for claim in reading.claims]
    texts = texts_of(claims, ())
    told = tell(desk.reports, desk.readings(), texts, find_voices(claims, texts, desk.reports))
    assert len(list(candidate_pairs(told))) == pairs, why
