"""People's decisions hold on to words: they outlive every re-reading, or wait for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from averment.ledger.ledger import Ledger
from averment.model.claim import Figure
from averment.model.decision import (
    Anchor,
    Decision,
    DecisionKind,
    anchor_of,
    anchor_of_victim,
    decision_id,
)
from averment.model.run import InputError
from tests.builders import OTHER_RUN, RUN, Built, build

DECIDED = datetime(2031, 5, 6, 9, 30, tzinfo=UTC)
TWO = "[At least 12 people were killed](killed people 12..) and [30 were wounded](wounded people 30) in Old Karvin."
BRIDGE = "[A bridge was hit](event Attack by the mayor), then [a school was hit](event Attack by a nurse)."
READ_AGAIN = (
    ("the same claims", TWO, BRIDGE, (0, 0)),
    (
        "a longer stretch",
        TWO.replace("[At least 12 people were killed]", "At [least 12 people were killed]"),
        BRIDGE,
        (0, 0),
    ),
    ("another group for the same number", TWO.replace("killed people", "killed civilians"), BRIDGE, (0, 0)),
    (
        "the figure is not read any more",
        TWO.replace("[At least 12 people were killed](killed people 12..)", "At least 12 people were killed"),
        BRIDGE,
        (None, 0),
    ),
    ("another speaker of the same words", TWO, BRIDGE.replace("by the mayor", "by the mayor of Old Karvin"), (0, 0)),
)


def decide(
    kind: DecisionKind, *anchors: Anchor, withdraws: str | None = None, withholds: str | None = None
) -> Decision:
    bare = Decision("", kind, anchors, "Ana Reyl", "I compared both", DECIDED, (), withdraws, withholds)
    return replace(bare, id=decision_id(bare))


def add(ledger: Ledger, *several: Built) -> None:
    for built in several:
        ledger.add_report(built.report, built.content)
        ledger.add_reading(built.reading(), RUN)


def anchor(built: Built, at: int = 0) -> Anchor:
    return anchor_of(built.claims[at], built.report)


def same(*ends: Anchor) -> Decision:
    return decide(DecisionKind.SAME, *ends)


@pytest.mark.parametrize(("why", "two", "bridge", "found"), READ_AGAIN, ids=[case[0] for case in READ_AGAIN])
def test_a_decision_holds_on_through_a_re_reading(
    ledger: Ledger, why: str, two: str, bridge: str, found: tuple[int | None, int | None]
) -> None:
    before, after = (build(TWO), build(BRIDGE)), (build(two), build(bridge))
    add(ledger, *before)
    ledger.decide(same(*map(anchor, before)))
    for built in after:
        ledger.add_reading(built.reading(OTHER_RUN), OTHER_RUN)
    expected = tuple(None if at is None else built.claims[at].id for built, at in zip(after, found, strict=True))
    (standing,) = ledger.decisions()
    assert standing.claims == expected, why
    assert standing.waits is (None in expected)


def test_a_decision_follows_its_words_to_another_place_of_a_cleaner_text(ledger: Ledger) -> None:
    two, bridge = build(TWO), build(BRIDGE)
    add(ledger, two, bridge)
    ledger.decide(same(anchor(two), anchor(bridge)))
    moved = build("Norvia Press, Old Karvin. " + TWO)
    report = replace(moved.report, id=two.report.id, sha256=two.report.sha256)
    claims = tuple(replace(claim, report=report.id) for claim in moved.claims)
    cleaner = Built(report, claims, two.content)
    ledger.add_report(report, two.content)
    ledger.add_reading(cleaner.reading(), RUN)
    (standing,) = ledger.decisions()
    assert standing.claims == (claims[0].id, bridge.claims[0].id)


def test_of_two_claims_that_would_do_equally_well_neither_is_guessed(ledger: Ledger) -> None:
    before = build("[Two bridges were hit](event Attack by the mayor) in Old Karvin.")
    add(ledger, before)
    ledger.decide(decide(DecisionKind.REJECT, anchor(before)))
    twins = [build(f"[Two bridges were hit](event Attack by {who}) in Old Karvin.") for who in ("a nurse", "a clerk")]
    both = replace(twins[0], claims=(twins[0].claims[0], twins[1].claims[0]))
    ledger.add_reading(both.reading(OTHER_RUN), OTHER_RUN)
    assert [standing.claims for standing in ledger.decisions()] == [(None,)]


def test_a_decision_made_twice_is_one_and_taken_back_it_no_longer_holds(ledger: Ledger) -> None:
    two, bridge = build(TWO), build(BRIDGE)
    add(ledger, two, bridge)
    first = same(anchor(two), anchor(bridge))
    ledger.decide(first)
    ledger.decide(first)
    back = decide(DecisionKind.WITHDRAW, withdraws=first.id)
    ledger.decide(back)
    assert [standing.withdrawn_by for standing in ledger.decisions()] == [back.id, None]
    ledger.decide(decide(DecisionKind.WITHDRAW, withdraws=back.id))
    assert [standing.in_force for standing in ledger.decisions()] == [True, False, True]


def test_decisions_that_contradict_each_other_are_a_problem_shown(ledger: Ledger) -> None:
    two, bridge = build(TWO), build(BRIDGE)
    add(ledger, two, bridge)
    a, b, c = anchor(two), anchor(bridge), anchor(bridge, 1)
    assert ledger.decide(same(a, b)) == ()
    assert ledger.decide(same(b, c)) == ()
    (problem,) = ledger.decide(decide(DecisionKind.DIFFERENT, a, c))
    assert "At least 12 people were killed" in problem.message
    assert ledger.problems() == (problem,)
    ledger.decide(decide(DecisionKind.WITHDRAW, withdraws=same(b, c).id))
    assert ledger.problems() == ()


def test_a_decision_that_cannot_hold_is_refused(ledger: Ledger) -> None:
    two = build(TWO)
    add(ledger, two)
    strange = anchor(build(BRIDGE))
    for decision, why in (
        (same(anchor(two)), "at least 2"),
        (same(anchor(two), strange), "does not hold"),
        (decide(DecisionKind.WITHDRAW, withdraws="0" * 16), "no decision"),
        (decide(DecisionKind.WITHHOLD, withholds="0" * 16), "no report"),
        (decide(DecisionKind.CORRECT, anchor(two)), "needs a field"),
    ):
        with pytest.raises(InputError, match=why):
            ledger.decide(decision)
    unsigned = replace(same(anchor(two), anchor(two, 1)), by=" ")
    with pytest.raises(InputError, match="a name and a reason"):
        ledger.decide(replace(unsigned, id=decision_id(unsigned)))
    assert ledger.decisions() == ()


NAMED = "# Mira Dalen is dead\n\n[Mira Dalen, 40, was killed](killed people 1 by MIRA  DALEN's son victim Mira Dalen)."


def hide_victim(built: Built) -> Decision:
    (victim,) = (victim for claim in built.claims if isinstance(claim.what, Figure) for victim in claim.what.victims)
    return decide(DecisionKind.WITHHOLD, anchor_of_victim(victim, built.report), withholds=victim.name)


def test_a_withheld_victim_disappears_from_every_view_and_every_span_stays(ledger: Ledger) -> None:
    named = build(NAMED)
    add(ledger, named)
    ledger.decide(hide_victim(named))
    views = (list(ledger.seen()), list(ledger.victims()), ledger.decisions(), ledger.problems(), ledger.record())
    assert "dalen" not in repr(views).lower()
    ((report, _, reading),) = ledger.present_readings()
    assert reading.claims[0].evidence.of(report.text).endswith(", 40, was killed")


def test_a_withheld_report_keeps_its_line_and_loses_its_words(ledger: Ledger) -> None:
    two, named = build(TWO), build(NAMED)
    add(ledger, two, named)
    ledger.decide(same(anchor(two), anchor(named)))
    ledger.decide(decide(DecisionKind.WITHHOLD, withholds=named.report.id))
    shown = {report.id: report for report, _ in ledger.reports()}[named.report.id]
    assert (shown.sha256, shown.title, ledger.content(named.report.id)) == (named.report.sha256, None, None)
    assert set(shown.text) == {"\N{FULL BLOCK}"}
    assert len(shown.text) == len(named.report.text)
    assert ledger.decisions()[0].claims == (two.claims[0].id, named.claims[0].id)


def test_withheld_words_are_taken_out_of_the_file(in_a_file: Ledger) -> None:
    named = build(NAMED)
    add(in_a_file, named)
    file = Path(in_a_file.database.name)
    in_a_file.decide(decide(DecisionKind.WITHHOLD, withholds=named.report.id))
    assert b"40, was killed" not in file.read_bytes()


def test_a_withheld_report_that_is_read_again_stays_withheld_until_that_is_taken_back(ledger: Ledger) -> None:
    named = build(NAMED)
    add(ledger, named)
    withholding = decide(DecisionKind.WITHHOLD, withholds=named.report.id)
    ledger.decide(withholding)
    assert not ledger.add_report(named.report, named.content)
    ledger.add_reading(named.reading(OTHER_RUN), OTHER_RUN)
    assert ledger.content(named.report.id) is None
    assert "Dalen" not in repr([victim.victim for victim in ledger.victims()])
    ledger.decide(decide(DecisionKind.WITHDRAW, withdraws=withholding.id))
    assert ledger.add_report(named.report, named.content)
    assert [(report, reading.claims) for report, _, reading in ledger.present_readings()] == [
        (named.report, named.claims)
    ]
