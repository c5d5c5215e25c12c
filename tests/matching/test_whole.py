"""Every step of matching in order, on invented wars told by several papers."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from averment.model.claim import Claim, EventType, Modality, Scope, Stance, VoiceKind
from averment.model.incident import Finding, Flag, JudgedAs, Judgement, Verdict
from averment.model.when_where import When
from tests.matching.builders import Desk, after, area, event, figure, statement, town
from tests.matching.settle import Settled, settle

KARVIN, TARN = town("Old Karvin", 44.10, 21.40), town("Tarn", 44.60, 21.90)
UPLANDS = area("the Uplands", 44.2, 21.5)
SHELLED = event(EventType.SHELLING, by="Karst", at="Norvia")
MINED = event(EventType.LANDMINE, by="Norvia", at="Karst")
TUESDAY = "2 May 2023"

WIRE = """At least 12 people were killed when shells hit the market in Old Karvin on Tuesday, the health office said.

The army denied firing on the town and blamed rebel mortars that it said stood in the hills above the railway."""


def aligned(one: str, other: str) -> bool:
    return one == other or {one, other} == {"Norvia", "Norvian Guard"}


class Story:
    """One Tuesday in Old Karvin: two papers with the wire's text, a doctor who counted, and mines in the Uplands."""

    def __init__(self) -> None:
        self.desk = Desk()
        herald = self.desk.takes("Herald", "4 May 2023", WIRE + "\n\nSchools in Tarn stayed shut for the third day.")
        courier = self.desk.takes("Courier", "4 May 2023", "Readers sent us pictures of the smoke.\n\n" + WIRE)
        doctor = self.desk.takes(
            "Norvia Press", "4 May 2023",
            "A doctor counted 19 bodies after the market of Old Karvin was shelled.\n\n"
            "Karst said six of its soldiers were killed by a mine in the Uplands. Norvia rejected the claim.",
        )  # fmt: skip
        self.wired = [claim for paper in (herald, courier) for claim in self._wire(paper.id)]
        reads = self.desk.reads
        self.counted = reads(doctor, "counted 19 bodies", figure("killed", "people", "19"), "a doctor",
                             kind=VoiceKind.GROUP, on=TUESDAY, at=KARVIN)  # fmt: skip
        self.seen = reads(doctor, "the market of Old Karvin was shelled", SHELLED, on=TUESDAY, at=KARVIN)
        mined = "six of its soldiers were killed by a mine in the Uplands"
        self.mined = reads(doctor, mined, figure("killed", "soldiers", "6", side="Karst", by="Norvia"), "Karst",
                           of="Karst", on=TUESDAY, at=UPLANDS)  # fmt: skip
        self.mine = reads(doctor, mined, MINED, "Karst", of="Karst", on=TUESDAY, at=UPLANDS)
        self.rejected = reads(doctor, "Norvia rejected the claim", statement(), "Norvia", of="Norvia",
                              stance=Stance.DENIES, denies=self.mine.id)  # fmt: skip

    def _wire(self, paper: str) -> list[Claim]:
        held, reads = self.desk.reports[paper], self.desk.reads
        killed, denied = (
            "At least 12 people were killed when shells hit the market",
            "The army denied firing on the town",
        )
        return [
            reads(held, killed, figure("killed", "people", "at least 12", side="Norvia"), "health office", of="Norvia",
                  on=TUESDAY, at=KARVIN),
            reads(held, killed, SHELLED, "health office", of="Norvia", on=TUESDAY, at=KARVIN),
            reads(held, denied, SHELLED, "the army", of="Karst", on=TUESDAY, at=KARVIN, stance=Stance.DENIES),
        ]  # fmt: skip

    def settled(self, *decisions: Judgement) -> Settled:
        return settle(self.desk.reports, self.desk.readings(), decisions, aligned)

    def killed(self) -> Finding:
        settled = self.settled()
        home = settled.home(self.counted.id)
        (finding,) = (one for one in settled.findings if one.incident == home and one.group == "people")
        return finding


def decided(judged: JudgedAs, first: Claim, second: Claim, by: str = "decision 1") -> Judgement:
    return Judgement(first.id, second.id, judged, 0.0, (), by)


def test_the_market_is_one_incident_and_the_mine_another() -> None:
    story, settled = Story(), Story().settled()
    market = {settled.home(claim.id) for claim in (*story.wired, story.counted, story.seen)}
    assert len(market) == 1
    assert settled.home(story.mined.id) == settled.home(story.mine.id)
    assert settled.home(story.mined.id) not in market


def test_the_wire_is_one_text_and_one_voice_in_two_papers() -> None:
    wired, counted = sorted(Story().killed().positions, key=lambda position: position.low or 0)
    assert (wired.counts.reports, wired.counts.outlets, wired.counts.texts, wired.counts.voices) == (2, 2, 1, 1)
    assert (counted.counts.reports, counted.counts.texts, counted.counts.voices) == (1, 1, 1)


def test_at_least_12_and_19_can_both_be_true() -> None:
    finding = Story().killed()
    assert (finding.verdict, finding.low, finding.high) == (Verdict.COMPATIBLE, 12, None)


def test_a_denial_meets_what_it_denies_in_the_same_incident() -> None:
    story, settled = Story(), Story().settled()
    shelled = {
        claim.id for claim in story.wired if claim.attribution.stance is Stance.ASSERTS and claim.kind == "event"
    }
    denied = {denial.denies for denial in settled.denials if denial.claim in {claim.id for claim in story.wired}}
    assert shelled <= denied


def test_a_denial_that_names_its_claim_flags_the_figure_of_the_same_words() -> None:
    story, settled = Story(), Story().settled()
    (mined,) = (
        finding
        for finding in settled.findings
        if finding.incident == settled.home(story.mined.id) and finding.measure == "killed"
    )
    assert set(mined.flags) == {Flag.DENIED, Flag.ONE_SIDE_ONLY, Flag.OWN_LOSSES, Flag.ACCUSER_ONLY}
    assert mined.verdict is Verdict.SINGLE
    assert settled.home(story.rejected.id) == settled.home(story.mine.id)


def test_a_denial_that_nobody_provoked_makes_no_incident() -> None:
    desk = Desk()
    held = desk.takes("Herald", "4 May 2023", "The army denied shelling Tarn.")
    desk.reads(held, "denied shelling Tarn", SHELLED, "the army", of="Karst", at=TARN, stance=Stance.DENIES)
    settled = settle(desk.reports, desk.readings())
    assert (settled.incidents, settled.denials) == ((), ())


@pytest.mark.parametrize("modality", [Modality.FUTURE, Modality.HYPOTHETICAL, Modality.NEGATED])
def test_what_did_not_happen_is_in_no_incident(modality: Modality) -> None:
    desk = Desk()
    held = desk.takes("Herald", "4 May 2023", "A strike on Tarn could kill thousands.")
    desk.reads(held, "could kill thousands", figure("killed", "people", "2000"), at=TARN, modality=modality)
    assert settle(desk.reports, desk.readings()).incidents == ()


def test_titles_tell_what_where_and_when() -> None:
    story, settled = Story(), Story().settled()
    titles = {incident.id: incident.title for incident in settled.incidents}
    assert titles[settled.home(story.seen.id) or ""] == "Shelling in Old Karvin, 2 May 2023"
    assert titles[settled.home(story.mine.id) or ""] == "Landmine or bomb explosion in the Uplands, 2 May 2023"


def test_a_person_can_part_what_the_rules_join() -> None:
    story = Story()
    settled = story.settled(decided(JudgedAs.DIFFERENT, story.counted, story.wired[0]))
    assert settled.home(story.counted.id) != settled.home(story.wired[0].id)


def test_a_person_can_join_what_the_rules_part() -> None:
    story = Story()
    settled = story.settled(decided(JudgedAs.SAME, story.counted, story.mined))
    assert settled.home(story.counted.id) == settled.home(story.mined.id)


def test_decisions_that_contradict_each_other_are_shown() -> None:
    story = Story()
    settled = story.settled(
        decided(JudgedAs.SAME, story.counted, story.mined, "decision 1"),
        decided(JudgedAs.SAME, story.mined, story.seen, "decision 2"),
        decided(JudgedAs.DIFFERENT, story.counted, story.seen, "decision 3"),
    )
    assert any("contradict" in problem.message for problem in settled.problems)
    assert settled.home(story.counted.id) != settled.home(story.seen.id)


def test_a_withdrawn_decision_leaves_nothing_behind() -> None:
    story = Story()
    before = story.settled()
    story.settled(decided(JudgedAs.SAME, story.counted, story.mined))
    assert story.settled() == before


@settings(max_examples=25, deadline=None)
@given(data=some.data())
def test_the_order_of_reading_never_changes_the_record(data: some.DataObject) -> None:
    story = Story()
    reports = data.draw(some.permutations(list(story.desk.reports.items())))
    readings = data.draw(some.permutations(list(story.desk.readings())))
    mixed = tuple(replace(one, claims=tuple(data.draw(some.permutations(one.claims)))) for one in readings)
    first, other = story.settled(), settle(dict(reports), mixed, (), aligned)
    assert (first.incidents, first.episodes, first.judgements) == (other.incidents, other.episodes, other.judgements)
    assert (first.findings, first.denials, first.families) == (other.findings, other.denials, other.families)


def test_reading_a_report_twice_changes_nothing() -> None:
    story = Story()
    twice = (*story.desk.readings(), *story.desk.readings())
    assert settle(story.desk.reports, twice, (), aligned) == story.settled()


def two_wars() -> tuple[Desk, dict[str, Claim]]:
    """Old Karvin is shelled in 2020 and again in 2023; two reports tell no date, and one tells a Sunday."""
    desk, claims = Desk(), {}
    told: dict[str, tuple[str | When, str | None]] = {
        "dated": ("4 May 2023", TUESDAY),
        "year": ("2020", None),
        "sunday": (after(2015), "a Sunday"),
    }
    for name, (published, on) in told.items():
        held = desk.takes(
            name, published, f"Shells fell on Old Karvin, the {name} paper says. Two helicopters were lost."
        )
        claims[name] = desk.reads(
            held, "Shells fell on Old Karvin", SHELLED, "Norvian Guard", of="Norvia", on=on, at=KARVIN
        )
        desk.reads(held, "Two helicopters were lost", figure("destroyed", "helicopters", "2", side="Karst"),
                   "Norvian Guard", of="Norvia", on=on)  # fmt: skip
    return desk, claims


def test_an_undated_sunday_joins_the_year_that_has_one_and_not_the_tuesday() -> None:
    desk, claims = two_wars()
    settled = settle(desk.reports, desk.readings())
    assert settled.episode(claims["sunday"].id) == settled.episode(claims["year"].id)
    assert settled.episode(claims["sunday"].id) != settled.episode(claims["dated"].id)


def test_a_report_that_fits_two_outbreaks_joins_neither() -> None:
    desk, claims = two_wars()
    held = desk.takes("vague", after(2015), "Shells fell on Old Karvin again. Two helicopters were lost.")
    vague = desk.reads(held, "Shells fell on Old Karvin", SHELLED, "Norvian Guard", of="Norvia", at=KARVIN)
    settled = settle(desk.reports, desk.readings())
    homes = {settled.home(claim.id) for claim in claims.values()}
    assert settled.home(vague.id) not in homes
    assert settled.episode(vague.id) not in {settled.episode(claim.id) for claim in claims.values()}
    assert settled.problems


def test_history_told_in_passing_is_an_episode_of_its_own() -> None:
    desk, claims = two_wars()
    held = desk.takes("digest", "4 May 2023", "A war of six years had claimed 30,000 lives around Old Karvin.")
    lives = figure("killed", "people", "30000", scope=Scope.WAR)
    past = desk.reads(held, "claimed 30,000 lives", lives, at=KARVIN, modality=Modality.HISTORICAL)
    settled = settle(desk.reports, desk.readings())
    (passing,) = (episode for episode in settled.episodes if episode.in_passing)
    assert settled.episode(past.id) == passing.id
    assert settled.episode(claims["dated"].id) != passing.id


def test_two_wars_of_one_week_are_two_episodes() -> None:
    desk = Desk()
    far = town("Port Osk", -12.0, 40.0, "XO")
    homes = []
    for place, by, at in ((KARVIN, "Karst", "Norvia"), (far, "Osk", "Velm")):
        held = desk.takes(None, "4 May 2023", f"Shells fell on {place.name}.")
        claim = desk.reads(held, "Shells fell", event(EventType.SHELLING, by=by, at=at), on=TUESDAY, at=place)
        homes.append(claim.id)
    settled = settle(desk.reports, desk.readings())
    assert settled.episode(homes[0]) != settled.episode(homes[1])


def test_incident_ids_are_kept_when_a_later_report_joins() -> None:
    story = Story()
    before = {incident.id for incident in story.settled().incidents}
    held = story.desk.takes("Late Post", "4 May 2023", "Shelling was heard in Old Karvin on Tuesday.")
    story.desk.reads(held, "Shelling was heard in Old Karvin", SHELLED, on=TUESDAY, at=KARVIN)
    kept = {incident.id for incident in story.settled().incidents}
    assert len(kept) == len(before)
    assert len(kept & before) >= len(before) - 1


def test_no_claim_is_in_two_incidents_and_every_id_is_its_own() -> None:
    settled = Story().settled()
    assert all(set(one.claims).isdisjoint(other.claims) for one, other in combinations(settled.incidents, 2))
    assert len({incident.id for incident in settled.incidents}) == len(settled.incidents)
