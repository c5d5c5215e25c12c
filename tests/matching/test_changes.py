"""What a reader is told that changed between two records of one war."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from averment.matching.changes import Change, changes
from averment.model.claim import Figure
from averment.model.incident import Record
from tests.matching.builders import Desk, figure, town
from tests.matching.settle import settle

OSTRA, VELM = town("Ostra", 46.0, 30.0), town("Velm", 50.0, 30.0)
TOLD = dict[str, tuple[str, str, Figure]]
MARKET: TOLD = {
    "At least 12 people were killed": ("2 May 2031", "health office", figure("killed", "people", "at least 12"))
}
LATER: TOLD = {"The dead are 19 by now": ("3 May 2031", "health office", figure("killed", "people", "19"))}
ARMY: TOLD = {"Three people were killed": ("2 May 2031", "army", figure("killed", "people", "3"))}
WOUNDED: TOLD = {"Some 30 were wounded": ("2 May 2031", "health office", figure("wounded", "people", "about 30"))}

CASES: tuple[tuple[str, TOLD, TOLD, list[str]], ...] = (
    ("nothing changed", MARKET, MARKET, []),
    ("the first word of an incident", {}, MARKET, ["new", "new killed None → 12.."]),
    ("a later count", MARKET, MARKET | LATER, ["changed", "changed killed 12.. → 19..19"]),
    ("another side's count", MARKET, MARKET | ARMY, ["changed", "changed killed 12.. → 3.."]),
    ("a figure of another harm", MARKET, MARKET | WOUNDED, ["changed", "new wounded None → 30..30"]),
    ("a figure that nobody gives any more", MARKET | WOUNDED, MARKET, ["changed", "withdrawn wounded 30..30 → None"]),
    ("an incident that nobody tells any more", MARKET, {}, ["withdrawn", "withdrawn killed 12.. → None"]),
)


@pytest.mark.parametrize(("why", "before", "after", "told"), CASES, ids=[case[0] for case in CASES])
def test_each_change_is_told_once(why: str, before: TOLD, after: TOLD, told: list[str]) -> None:
    assert [words(change) for change in changes(record(before), record(after))] == told


def test_a_record_taken_back_to_an_earlier_day_withdraws_what_was_new() -> None:
    forth, back = changes(record(MARKET), record(MARKET | WOUNDED)), changes(record(MARKET | WOUNDED), record(MARKET))
    assert [change.after for change in forth if change.kind == "new"] == [
        change.before for change in back if change.kind == "withdrawn"
    ]


def test_two_incidents_that_became_one_are_one_change() -> None:
    desk = Desk()
    (one, other) = (
        desk.takes("Norvia Press", "2 May 2031", "Shells killed five people in Ostra."),
        desk.takes("Herald", "2 May 2031", "Rockets killed nine people in Velm."),
    )
    first = desk.reads(one, "Shells killed five people", figure("killed", "people", "5"), on="2 May 2031", at=OSTRA)
    second = desk.reads(other, "Rockets killed nine people", figure("killed", "people", "9"), on="2 May 2031", at=VELM)
    apart = drawn(desk)
    kept, led = apart.incidents
    whole = replace(kept, claims=(first.id, second.id), aliases=(led.id,))
    joined = Record((), (), (), (whole,), (), (), ())
    (change,) = (change for change in changes(apart, joined) if change.before is None and change.after is None)
    assert (change.kind, change.words.split(",")[0]) == ("changed", "2 incidents are one")


def record(told: TOLD) -> Record:
    """The record of a paper for each of these sentences."""
    desk = Desk()
    for sentence, (day, voice, what) in told.items():
        paper = desk.takes(f"Paper of {voice} {day}", day, f"{sentence} in the shelling of Ostra.")
        desk.reads(paper, sentence, what, voice, of=voice, on="2 May 2031", at=OSTRA)
    return drawn(desk)


def drawn(desk: Desk) -> Record:
    settled = settle(desk.reports, desk.readings())
    return Record((), settled.families, settled.judgements, settled.incidents, (), settled.findings, ())


def words(change: Change) -> str:
    counted = change.after or change.before
    if counted is None:
        return change.kind
    ends: Sequence[str] = [
        f"{'' if one.low is None else one.low}..{'' if one.high is None else one.high}" if one else "None"
        for one in (change.before, change.after)
    ]
    return f"{change.kind} {counted.measure} {' → '.join(ends)}"
