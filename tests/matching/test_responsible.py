"""Who is said to have done it, where accounts contend."""

from __future__ import annotations

from averment.model.claim import EventType, Stance
from averment.model.incident import Finding, Flag, Verdict
from tests.matching.builders import Desk, event, town
from tests.matching.settle import settle

KARVIN = town("Old Karvin", 44.10, 21.40)
Blame = tuple[str, str, str | None]  # who says, of which side, whom it names; None: it denies for its own side


def responsible(*blames: Blame) -> list[Finding]:
    desk = Desk()
    for number, (says, of, by) in enumerate(blames):
        held = desk.takes(f"Paper {number}", "3 May 2023", f"Shells fell on Old Karvin, report {number} tells.")
        shelled = event(EventType.SHELLING, by=by or of, at="the town")
        stance = Stance.ASSERTS if by else Stance.DENIES
        desk.reads(held, "Shells fell", shelled, says, of=of, on="2 May 2023", at=KARVIN, stance=stance)
    settled = settle(desk.reports, desk.readings(), (), lambda one, other: {one, other} == {"Norvia", "Norvian Guard"})
    return [finding for finding in settled.findings if finding.measure == "responsible"]


def test_two_sides_that_blame_each_other_dispute_who_attacked() -> None:
    (finding,) = responsible(("the council", "Norvia", "Karst"), ("the army", "Karst", "Norvia"))
    assert (finding.verdict, finding.flags) == (Verdict.DISPUTED, (Flag.ACCUSER_ONLY,))
    assert [position.group for position in finding.positions] == ["Karst", "Norvia"]
    assert "Karst (said by the council)" in finding.reason


def test_a_denial_by_the_one_blamed_is_shown() -> None:
    (finding,) = responsible(("the council", "Norvia", "Karst"), ("the army", "Karst", None))
    assert (finding.verdict, finding.flags) == (Verdict.SINGLE, (Flag.DENIED, Flag.ACCUSER_ONLY))


def test_allies_who_blame_one_side_agree_and_nothing_is_contended() -> None:
    assert responsible(("the council", "Norvia", "Karst"), ("the guard", "Norvian Guard", "Karst")) == []


def test_a_side_that_tells_of_its_own_strike_blames_nobody() -> None:
    assert responsible(("the council", "Norvia", "Karst"), ("the guard", "Norvia", "Norvia")) == []
