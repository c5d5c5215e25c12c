"""How positions stand to each other: the tests of the codebook, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from averment.matching.positions import Grounds
from averment.matching.reconcile import reconcile
from averment.matching.rules import World
from averment.matching.texts import texts_of
from averment.matching.told import tell
from averment.matching.voices import find_voices
from averment.model.claim import Claim, Figure, Scope
from averment.model.incident import Denial, Finding, Flag, Incident, Verdict
from averment.model.report import Appearance
from averment.model.when_where import When
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
    out: str | None = None
    on: str | None = None


def are_aligned(one: str, other: str, when: When) -> bool:
    return one == other or {one, other} == {"Norvia", "Norvian Guard"}


def findings(
    *sayings: Says,
    denied: tuple[int, ...] = (),
    taken_back: tuple[int, ...] = (),
    aligned: Callable[[str, str, When], bool] = are_aligned,
) -> tuple[Finding, ...]:
    desk, made = Desk(), []
    for number, said in enumerate(sayings):
        held = desk.takes(said.paper or f"Paper {number}", said.out, f"In report {number} {said.words}.")
        what = figure("killed", said.group, said.amount, scope=said.scope, as_of=said.as_of, side=said.hit, by=said.by)
        made.append(desk.reads(held, said.words, what, said.voice, of=said.of, at=KARVIN, on=said.on))
    denials = tuple(Denial("denial", made[number].id) for number in denied)
    back = frozenset(made[number].id for number in taken_back)
    return settled(desk, *made, grounds=Grounds(denials, World(aligned=aligned), taken_back=back))


def settled(desk: Desk, *made: Claim, grounds: Grounds | None = None) -> tuple[Finding, ...]:
    """The findings of one incident that holds these claims."""
    texts = texts_of(made, ())
    told = {one.id: one for one in tell(desk.reports, desk.readings(), texts, find_voices(made, texts, desk.reports))}
    incident = Incident("incident", tuple(claim.id for claim in made), "Title", None, None, (), ())
    appearances = {one.id: (one.appearance,) for one in desk.reports.values()}
    grounds = grounds or Grounds(world=World(aligned=are_aligned))
    return reconcile(incident, told, replace(grounds, appearances=appearances))


def only(*sayings: Says, denied: tuple[int, ...] = (), taken_back: tuple[int, ...] = ()) -> Finding:
    (finding,) = findings(*sayings, denied=denied, taken_back=taken_back)
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
    ("a paper that repeats an old figure later does not make it new",
     [Says("health office", "11", "Norvia", out="2 May 2023"), Says("health office", "80", "Norvia", out="3 May 2023"),
      Says("health office", "11", "Norvia", out="5 May 2023")], Verdict.SUPERSEDED, 80, 80),
    ("a lower count that comes later replaces a higher one",
     [Says("health office", "80", "Norvia", out="3 May 2023"),
      Says("health office", "11", "Norvia", out="5 May 2023", words="the toll was revised to fewer")],
     Verdict.SUPERSEDED, 11, 11),
    ("dozens and more than 100",
     [Says("health office", "dozens 1", "Norvia"), Says("the army", "more than 100", "Karst")],
     Verdict.COMPATIBLE, 24, None),
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


def test_a_first_account_of_some_is_superseded_by_a_count_of_all() -> None:
    first, later = (
        Says("health office", "at least 2", "Norvia", AT_4, group="civilians"),
        Says("clinic", "5", "Norvia", AT_9),
    )
    by_group = {one.group: one for one in findings(first, later)}
    people = by_group["people"]
    assert (people.verdict, people.low, people.high) == (Verdict.SUPERSEDED, 5, 5)
    assert [(one.low, one.group, one.superseded) for one in people.positions] == [
        (2, "civilians", True),
        (5, None, False),
    ]
    assert by_group["civilians"].verdict is Verdict.SINGLE
    assert "A later account counts all people: 5" in by_group["civilians"].reason


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("the other side's count is no later account",
         [Says("office", "2", "Norvia", AT_4, group="civilians"), Says("army", "5", "Karst", AT_9)]),
        ("the part is told later than the whole",
         [Says("office", "2", "Norvia", AT_9, group="civilians"), Says("clinic", "5", "Norvia", AT_4)]),
        ("the whole has no room for it",
         [Says("office", "8", "Norvia", AT_4, group="civilians"), Says("clinic", "5", "Norvia", AT_9)]),
        ("the whole was told before it too",
         [Says("office", "5", "Norvia", "2 May 2023 12:00"), Says("office", "2", "Norvia", AT_4, group="civilians"),
          Says("office", "9", "Norvia", AT_9)]),
    ],
)  # fmt: skip
def test_other_parts_are_no_first_accounts(why: str, said: list[Says]) -> None:
    people = next(one for one in findings(*said) if one.group == "people")
    assert all(position.group is None for position in people.positions), why


def test_a_figure_without_a_number_says_nothing_against_one() -> None:
    finding = only(Says("health office", "some 0", "Norvia"), Says("the army", "12", "Karst"))
    assert (finding.verdict, finding.low, finding.high, finding.counts.voices) == (Verdict.SINGLE, 12, 12, 1)
    assert [(position.low, position.voices) for position in finding.positions] == [
        (12, ("the army",)),
        (None, ("health office",)),
    ]


def test_two_days_are_counted_apart() -> None:
    drawn = findings(
        Says("health office", "12", "Norvia", scope=Scope.DAY, on="2 May 2023"),
        Says("health office", "19", "Norvia", scope=Scope.DAY, on="3 May 2023"),
    )
    assert [finding.verdict for finding in drawn] == [Verdict.SINGLE, Verdict.DIFFERENT_SCOPE]
    assert "2023-05-03 alone" in drawn[1].reason


def test_allies_of_one_year_are_two_sides_in_another() -> None:
    def are_allies(one: str, other: str, when: When) -> bool:
        return when.earliest is not None and when.earliest.year == 2020

    told = [Says("health office", "11", "Norvia", AT_4), Says("guard command", "80", "Norvian Guard", AT_9)]
    verdicts = [
        findings(*(replace(one, on=f"2 May {year}") for one in told), aligned=are_allies)[0].verdict
        for year in (2020, 2023)
    ]
    assert verdicts == [Verdict.SUPERSEDED, Verdict.DISPUTED]


def test_a_part_is_told_for_the_hour_of_its_whole() -> None:
    desk = Desk()
    early = desk.takes("Herald", "2 May 2023", "Eleven civilians were hurt by 4 p.m., the office said.")
    late = desk.takes("Courier", "2 May 2023", "Some 80 were hurt as of 9 p.m., 15 of them civilians, the clinic said.")
    reads = desk.reads
    first = reads(early, "Eleven civilians", figure("wounded", "civilians", "11", as_of=AT_4), "office", of="Norvia")
    whole = reads(late, "Some 80 were hurt", figure("wounded", "people", "80", as_of=AT_9), "clinic", of="Norvia")
    part = figure("wounded", "civilians", "15", as_of="2 May 2023", within=whole.id)
    last = reads(late, "15 of them civilians", part, "clinic", of="Norvia")
    by_group = {one.group: one for one in settled(desk, first, whole, last)}
    assert (by_group["civilians"].verdict, by_group["civilians"].low) == (Verdict.SUPERSEDED, 15)
    assert (by_group["people"].verdict, by_group["people"].low) == (Verdict.SUPERSEDED, 80)


def test_another_11_are_counted_beside_the_12() -> None:
    desk = Desk()
    held = desk.takes("Herald", "2 May 2023", "Twelve died at the market. Another 11 died at the bridge.")
    made = [
        desk.reads(held, "Twelve died", figure("killed", "people", "12"), "office"),
        desk.reads(held, "Another 11 died", figure("killed", "people", "11", further=True), "office"),
    ]
    (finding,) = settled(desk, *made)
    assert (finding.verdict, finding.low, finding.high) == (Verdict.SINGLE, 23, 23)
    assert finding.reason == "One voice gives it: 23, told as 12 and another 11 (office, as of 2 May 2023)."


def test_a_figure_taken_back_gives_way_to_others() -> None:
    said = [Says("ministry", "40", "Norvia"), Says("clinic", "9", "Karst")]
    finding = only(*said, taken_back=(0,))
    assert (finding.verdict, finding.low, finding.high) == (Verdict.SUPERSEDED, 9, 9)
    assert "ministry took it back." in finding.reason
    alone = only(said[0], taken_back=(0,))
    assert (alone.verdict, alone.low) == (Verdict.SINGLE, 40)
    assert "ministry took it back." in alone.reason


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
