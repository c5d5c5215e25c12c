"""How positions stand to each other: the tests of the codebook, in order."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from averment.matching.positions import Grounds
from averment.matching.reconcile import reconcile
from averment.matching.rules import World
from averment.matching.texts import texts_of
from averment.matching.told import tell
from averment.matching.voices import find_voices
from averment.model.claim import Figure, Scope
from averment.model.incident import Denial, Finding, Flag, Incident, Verdict
from averment.model.report import Appearance
from tests.matching.builders import Desk, figure, town

KARVIN = town("Old Karvin", 44.10, 21.40)


@dataclass(frozen=True)
class Says:
    """Who says how many, of which side the voice is, and for which hour; each in a report of its own."""

    voice: str
    amount: str
    of: str | None = None
    as_of: str | None = None
    group: str = "people"
    scope: Scope = Scope.INCIDENT
    words: str = "so it was told"
    hit: str | None = None
    by: str | None = None
    paper: str | None = None


def are_aligned(one: str, other: str) -> bool:
    return one == other or {one, other} == {"Norvia", "Norvian Guard"}


def findings(*sayings: Says, denied: tuple[int, ...] = ()) -> tuple[Finding, ...]:
    desk, made = Desk(), []
    for number, said in enumerate(sayings):
        held = desk.takes(said.paper or f"Paper {number}", None, f"In report {number} {said.words}.")
        what = figure("killed", said.group, said.amount, scope=said.scope, as_of=said.as_of, side=said.hit, by=said.by)
        made.append(desk.reads(held, said.words, what, said.voice, of=said.of, at=KARVIN))
    texts = texts_of(made, ())
    told = {one.id: one for one in tell(desk.reports, desk.readings(), texts, find_voices(made, texts, desk.reports))}
    incident = Incident("incident", tuple(claim.id for claim in made), "Title", None, None, (), ())
    denials = tuple(Denial("denial", made[number].id) for number in denied)
    appearances = {one.id: (one.appearance,) for one in desk.reports.values()}
    return reconcile(incident, told, Grounds(denials, World(aligned=are_aligned), appearances))


def only(*sayings: Says, denied: tuple[int, ...] = ()) -> Finding:
    (finding,) = findings(*sayings, denied=denied)
    return finding


AT_4, AT_9 = "2 May 2023 16:00", "2 May 2023 21:00"

CASES = [
    ("one voice", [Says("health office", "12")], Verdict.SINGLE, 12, 12),
    ("one voice in two papers", [Says("health office", "12", "Norvia"), Says("health office", "12", "Norvia")],
     Verdict.SINGLE, 12, 12),
    ("two voices, one number", [Says("health office", "12", "Norvia"), Says("the army", "12", "Karst")],
     Verdict.AGREED, 12, 12),
    ("at least 12 and 19", [Says("health office", "at least 12", "Norvia"), Says("clinic", "19")],
     Verdict.COMPATIBLE, 12, None),
    ("about 80 and 83", [Says("health office", "about 80", "Norvia"), Says("clinic", "83")],
     Verdict.COMPATIBLE, 80, 83),
    ("12 and 19", [Says("health office", "12", "Norvia"), Says("the army", "19", "Karst")], Verdict.DISPUTED, 12, 19),
    ("more than 10 and 10", [Says("health office", "more than 10", "Norvia"), Says("the army", "10", "Karst")],
     Verdict.DISPUTED, 10, None),
    ("one voice, later more",
     [Says("health office", "11", "Norvia", AT_4), Says("health office", "80", "Norvia", AT_9)],
     Verdict.SUPERSEDED, 80, 80),
    ("order comes before compatible",
     [Says("health office", "at least 2", "Norvia", AT_4), Says("health office", "5", "Norvia", AT_9)],
     Verdict.SUPERSEDED, 5, 5),
    ("an aligned voice replaces it",
     [Says("health office", "11", "Norvia", AT_4), Says("guard command", "80", "Norvian Guard", AT_9)],
     Verdict.SUPERSEDED, 80, 80),
    ("the other side never replaces it",
     [Says("health office", "11", "Norvia", AT_4), Says("the army", "80", "Karst", AT_9)], Verdict.DISPUTED, 11, 80),
    ("the words give the order",
     [Says("health office", "3", "Norvia"), Says("health office", "14", "Norvia", words="the toll has risen to more")],
     Verdict.SUPERSEDED, 14, 14),
    ("one side, no order", [Says("health office", "5", "Norvia"), Says("the mayor", "9", "Norvia")],
     Verdict.UNORDERED, 5, 9),
    ("a third voice keeps the dispute alive",
     [Says("health office", "11", "Norvia", AT_4), Says("health office", "80", "Norvia", AT_9), Says("clinic", "30")],
     Verdict.DISPUTED, 30, 80),
    ("an earlier figure that another voice holds too is not gone",
     [Says("health office", "11", "Norvia", AT_4), Says("clinic", "11"), Says("health office", "80", "Norvia", AT_9)],
     Verdict.DISPUTED, 11, 80),
]  # fmt: skip


@pytest.mark.parametrize(("why", "said", "verdict", "low", "high"), CASES, ids=[case[0] for case in CASES])
def test_positions_stand_as_the_codebook_says(
    why: str, said: list[Says], verdict: Verdict, low: int | None, high: int | None
) -> None:
    finding = only(*said)
    assert (finding.verdict, finding.low, finding.high) == (verdict, low, high), finding.reason
    assert finding.reason.endswith(".")


def test_the_superseded_figure_is_kept() -> None:
    finding = only(Says("health office", "11", "Norvia", AT_4), Says("health office", "80", "Norvia", AT_9))
    assert [(position.low, position.superseded) for position in finding.positions] == [(11, True), (80, False)]


def test_a_wider_count_stands_beside_and_is_not_compared() -> None:
    incident, war = sorted(
        findings(Says("health office", "12", "Norvia"), Says("the army", "4000", "Karst", scope=Scope.CUMULATIVE)),
        key=lambda finding: finding.low or 0,
    )
    assert (incident.verdict, war.verdict) == (Verdict.SINGLE, Verdict.DIFFERENT_SCOPE)
    assert (incident.low, incident.high) == (12, 12)


def test_one_town_alone_stands_beside_and_bounds_the_whole_from_below() -> None:
    whole, town_alone = sorted(
        findings(Says("health office", "up to 40"), Says("clinic", "more than 10", scope=Scope.PLACE)),
        key=lambda finding: finding.place or "",
    )
    assert (town_alone.verdict, town_alone.place) == (Verdict.DIFFERENT_SCOPE, "Old Karvin")
    assert (whole.low, whole.high) == (10, 40)


def test_children_bound_the_people_from_below() -> None:
    by_group = {
        one.group: one for one in findings(Says("health office", "up to 9"), Says("clinic", "2", group="children"))
    }
    assert by_group["people"].low == 2
    assert by_group["children"].high == 2


@settings(max_examples=40, deadline=None)
@given(whole=some.integers(1, 50), part=some.integers(1, 50))
def test_a_subset_never_disputes_its_whole(whole: int, part: int) -> None:
    drawn = findings(Says("the army", str(whole), "Karst"), Says("clinic", str(part), "Norvia", group="civilians"))
    assert {finding.verdict for finding in drawn} == {Verdict.SINGLE}
    people = next(finding for finding in drawn if finding.group == "people")
    assert people.high is not None
    assert people.high >= part


@settings(max_examples=40, deadline=None)
@given(order=some.permutations(range(4)))
def test_the_order_of_claims_does_not_matter(order: list[int]) -> None:
    said = [
        Says("health office", "11", "Norvia", AT_4), Says("health office", "80", "Norvia", AT_9),
        Says("clinic", "30"), Says("the army", "at least 5", "Karst"),
    ]  # fmt: skip
    first, other = only(*said), only(*(said[place] for place in order))
    assert (first.verdict, first.low, first.high, first.counts) == (other.verdict, other.low, other.high, other.counts)


def test_losses_of_two_sides_are_two_findings() -> None:
    drawn = findings(Says("army", "12", "Karst", hit="Karst"), Says("office", "5", "Norvia", hit="Norvia"))
    assert {(finding.side, finding.low) for finding in drawn} == {("Karst", 12), ("Norvia", 5)}
    assert all(Flag.OWN_LOSSES in finding.flags for finding in drawn)


@pytest.mark.parametrize(
    ("why", "said", "flags"),
    [
        ("the side hit blames the other", [Says("office", "6", "Norvia", hit="Norvia", by="Karst")],
         {Flag.ONE_SIDE_ONLY, Flag.OWN_LOSSES, Flag.ACCUSER_ONLY}),
        ("two of one side", [Says("office", "6", "Norvia"), Says("guard", "6", "Norvian Guard")], {Flag.ONE_SIDE_ONLY}),
        ("both sides", [Says("office", "6", "Norvia"), Says("army", "6", "Karst")], set()),
        ("nobody's side is known", [Says("clinic", "6")], set()),
        ("a third voice blames too",
         [Says("office", "6", "Norvia", by="Karst"), Says("clinic", "6", by="Karst")], set()),
    ],
)  # fmt: skip
def test_flags_stand_beside_the_verdict(why: str, said: list[Says], flags: set[Flag]) -> None:
    assert set(only(*said).flags) == flags, why


def test_a_denied_figure_is_flagged() -> None:
    assert Flag.DENIED in only(Says("office", "6", "Norvia"), denied=(0,)).flags


def test_counts_tell_reports_outlets_texts_and_voices_apart() -> None:
    finding = only(Says("office", "6", "Norvia", paper="Herald"), Says("office", "6", "Norvia", paper="Herald"))
    assert (finding.counts.reports, finding.counts.outlets, finding.counts.voices) == (2, 1, 1)


def test_one_report_in_two_papers_counts_both_appearances() -> None:
    desk = Desk()
    held = desk.takes("Herald", None, "Six were killed, the office said.")
    made = desk.reads(held, "Six were killed", figure("killed", "people", "6"), "office")
    texts = texts_of([made], ())
    told = {one.id: one for one in tell(desk.reports, desk.readings(), texts, find_voices([made], texts, desk.reports))}
    grounds = Grounds(appearances={held.id: (Appearance(outlet="Herald"), Appearance(outlet="Courier"))})
    (finding,) = reconcile(Incident("incident", (made.id,), "Title", None, None, (), ()), told, grounds)
    assert (finding.counts.reports, finding.counts.outlets, finding.counts.texts) == (2, 2, 1)
    assert isinstance(made.what, Figure)
