"""Two claims are judged by rules that say why."""

from __future__ import annotations

from typing import Any

import pytest

from averment.matching.candidates import candidate_pairs
from averment.matching.compare import judge
from averment.matching.texts import texts_of
from averment.matching.told import Told, tell
from averment.matching.voices import find_voices
from averment.model.claim import EventType, Modality, What
from averment.model.incident import JudgedAs
from tests.matching.builders import Desk, area, event, figure, town

KARVIN, SIDE = town("Old Karvin", 44.10, 21.40), town("Karvin Bridge", 44.14, 21.43)
TARN, FAR = town("Tarn", 44.60, 21.90), town("Port Osk", 60.0, 50.0, "XO")
UPLANDS = area("the Uplands", 44.3, 21.6)
SHELLING = event(EventType.SHELLING, by="Karst", at="Norvia")

Told_ = tuple[What, dict[str, Any]]


def told(desk: Desk) -> tuple[Told, ...]:
    claims = desk.all_claims()
    texts = texts_of(claims, ())
    return tell(desk.reports, desk.readings(), texts, find_voices(claims, texts, desk.reports))


def pair(first: Told_, second: Told_) -> tuple[Told, Told]:
    """One claim in each of two papers."""
    desk = Desk()
    for paper, (what, more) in (("Herald", first), ("Courier", second)):
        held = desk.takes(paper, "4 May 2023", f"So it was told in the {paper}.")
        desk.reads(held, "So it was told", what, f"{paper} witness", **more)
    one, other = told(desk)
    return one, other


def news(what: What, on: str | None = "2 May 2023", **more: Any) -> Told_:
    return what, {"on": on, **more}


CASES = [
    ("one town, one day, one type", news(SHELLING, at=KARVIN), news(SHELLING, at=KARVIN), JudgedAs.SAME),
    ("the bridge of the town", news(SHELLING, at=KARVIN), news(SHELLING, at=SIDE), JudgedAs.SAME),
    ("the same words of another day", news(SHELLING, at=KARVIN), news(SHELLING, "9 May 2023", at=KARVIN),
     JudgedAs.DIFFERENT),
    ("two towns of one day", news(SHELLING, at=KARVIN), news(SHELLING, at=TARN), JudgedAs.DIFFERENT),
    ("another part of the world", news(SHELLING, at=KARVIN), news(SHELLING, at=FAR), JudgedAs.DIFFERENT),
    ("a Sunday and a Tuesday", news(SHELLING, "a Sunday", at=KARVIN), news(SHELLING, at=KARVIN), JudgedAs.DIFFERENT),
    ("a mine is no shelling", news(SHELLING, at=UPLANDS),
     news(event(EventType.LANDMINE, by="Norvia", at="Karst"), at=UPLANDS), JudgedAs.DIFFERENT),
    ("history and news", news(figure("killed", "people", "12"), at=KARVIN),
     news(figure("killed", "people", "12"), at=KARVIN, modality=Modality.HISTORICAL), JudgedAs.DIFFERENT),
    ("a day alone is not enough", news(SHELLING), news(figure("killed", "people", "12")), JudgedAs.UNSURE),
    ("the dead of the shelled town", news(SHELLING, at=KARVIN),
     news(figure("killed", "people", "12", side="Norvia"), at=KARVIN), JudgedAs.SAME),
    ("losses of two sides", news(figure("killed", "soldiers", "12", side="Norvia")),
     news(figure("killed", "soldiers", "12", side="Karst")), JudgedAs.UNSURE),
]  # fmt: skip


@pytest.mark.parametrize(("why", "first", "second", "judged"), CASES, ids=[case[0] for case in CASES])
def test_a_pair_is_judged(why: str, first: Told_, second: Told_, judged: JudgedAs) -> None:
    judgement = judge(*pair(first, second))
    assert judgement.judged is judged, judgement
    assert judgement.score == pytest.approx(sum(reason.weight for reason in judgement.reasons))
    assert all(reason.words for reason in judgement.reasons)


def test_a_judgement_does_not_depend_on_which_claim_comes_first() -> None:
    one, other = pair(news(SHELLING, at=KARVIN), news(figure("killed", "people", "12"), at=SIDE))
    assert judge(one, other) == judge(other, one)


def test_claims_that_share_a_town_are_candidates() -> None:
    one, other = pair(news(SHELLING, at=KARVIN), news(figure("killed", "people", "12"), at=KARVIN))
    assert list(candidate_pairs((other, one))) == list(candidate_pairs((one, other)))
    assert {claim for found in candidate_pairs((one, other)) for claim in found} == {one.id, other.id}


@pytest.mark.parametrize(
    ("why", "more"),
    [
        ("another week", {"on": "12 May 2023"}),
        ("what may come", {"on": "2 May 2023", "modality": Modality.FUTURE}),
        ("history", {"on": "2 May 2023", "modality": Modality.HISTORICAL}),
    ],
)
def test_what_cannot_be_one_incident_is_no_candidate(why: str, more: dict[str, Any]) -> None:
    one, other = pair(news(SHELLING, at=KARVIN), (SHELLING, {"at": KARVIN, **more}))
    assert list(candidate_pairs((one, other))) == [], why


def test_candidates_grow_no_faster_than_the_claims() -> None:
    def pairs(reports: int) -> int:
        desk = Desk()
        for number in range(reports):
            held = desk.takes(f"Paper {number}", "4 May 2023", f"So it was told in paper {number}.")
            desk.reads(held, "So it was told", SHELLING, "witness", on="2 May 2023", at=KARVIN)
        return sum(1 for _ in candidate_pairs(told(desk)))

    assert pairs(200) <= 2.3 * pairs(100)
