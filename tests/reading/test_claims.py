"""Claims put together: who says it, who did it, and what is denied."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

import pytest

from averment.knowledge.tables import TABLES
from averment.model.claim import Claim, Event, Figure, Modality, Stance
from averment.model.reading import Reading
from averment.reading.read import Reader, load_reader, read_reports

from .texts import report_of

NOW = datetime(2024, 6, 1)


@lru_cache(maxsize=1)
def reader() -> Reader:
    return load_reader(None, TABLES, None)


@lru_cache(maxsize=32)
def read(text: str) -> Reading:
    return read_reports(reader(), [report_of(text, "Norvia Press")], NOW)[0]


def events(text: str) -> list[tuple[Claim, Event]]:
    return [(claim, claim.what) for claim in read(text).claims if isinstance(claim.what, Event)]


def figures(text: str) -> list[tuple[Claim, Figure]]:
    return [(claim, claim.what) for claim in read(text).claims if isinstance(claim.what, Figure)]


def test_a_figure_is_its_speaker_s_and_stands_with_its_bound() -> None:
    [(claim, figure)] = figures("At least 12 people were killed in the town, the health office said.")
    assert claim.attribution.speaker.name == "health office"
    assert (figure.measure, figure.amount.low, figure.amount.high) == ("killed", 12, None)


def test_what_nobody_says_is_the_outlet_s_own() -> None:
    [(claim, _)] = figures("Twelve people were killed in the town.")
    assert [voice.name for voice in claim.attribution.voices] == ["Norvia Press"]


def test_a_part_names_the_figure_that_counts_it_too() -> None:
    told = figures("The office said 12 people were killed, including four children.")
    whole = next(claim for claim, figure in told if figure.group == "people")
    part = next(figure for _, figure in told if figure.group == "children")
    assert part.within == whole.id


def test_a_denied_attack_is_a_denial_of_that_attack() -> None:
    text = "Rebels said the army shelled the town. The army denied shelling the town."
    told, denied = (claim for claim, _ in events(text))
    assert (told.attribution.stance, denied.attribution.stance) == (Stance.ASSERTS, Stance.DENIES)
    assert denied.denies == told.id


@pytest.mark.parametrize(
    ("why", "told", "denied"),
    [
        ("another word for the same fire", "Residents said that shells had hit the bus.", "firing on the bus"),
        ("the denial stands first", "The army denied firing on the bus. Residents said that shells hit the bus.", None),
    ],
)
def test_a_denied_attack_may_be_told_as_another_type_of_event(why: str, told: str, denied: str | None) -> None:
    text = told if denied is None else f"{told} The army denied {denied}."
    [denial] = [claim for claim, _ in events(text) if claim.attribution.stance is Stance.DENIES]
    [attack] = [claim for claim, _ in events(text) if claim.attribution.stance is Stance.ASSERTS]
    assert denial.denies == attack.id, why


def test_a_denial_of_something_else_denies_no_attack() -> None:
    text = "Residents said that shells hit the bus. The army denied bombing the school in Tarn."
    [denial] = [claim for claim, _ in events(text) if claim.attribution.stance is Stance.DENIES]
    assert denial.denies is None


def test_a_denial_that_names_what_it_denies_is_not_of_whatever_was_told_last() -> None:
    text = "The army said six people died in the port. The rebels denied having any weapons in the district."
    [denial] = [claim for claim in read(text).claims if claim.attribution.stance is Stance.DENIES]
    assert denial.denies is None


def test_who_retracts_takes_back_what_it_said_itself() -> None:
    text = "The ministry had said that 40 rebels were killed in Velm. The ministry later retracted the claim."
    [(told, _)] = figures(text)
    [taken] = [claim for claim in read(text).claims if claim.attribution.stance is Stance.RETRACTS]
    assert taken.denies == told.id


def test_a_bare_denial_denies_what_was_told_last() -> None:
    text = "Rebels claimed that the army shelled the town. The army strongly denied the claims."
    [(told, _)] = events(text)
    [denial] = [claim for claim in read(text).claims if claim.attribution.stance is Stance.DENIES]
    assert (denial.kind, denial.denies) == ("statement", told.id)


def test_a_denial_of_what_nobody_told_stands_alone() -> None:
    [denial] = read("The army denied shelling the town.").claims
    assert (denial.attribution.stance, denial.denies) == (Stance.DENIES, None)


def test_a_claim_that_its_teller_rejects_is_denied_by_the_teller() -> None:
    text = "The minister, Olga Brandt, rejected claims that the army had shelled the market."
    assert [claim.attribution.stance for claim, _ in events(text)] == [Stance.DENIES]


def test_we_in_a_quotation_is_whom_the_speaker_speaks_for() -> None:
    text = "“We shelled the ridge,” said army spokesman Petr Halvik."
    [(_, event)] = events(text)
    assert event.actor is not None
    assert event.actor.name != "We"


@pytest.mark.parametrize(
    "text",
    [
        "The minister urged the rebels to stop shelling the town.",
        "Rebels threatened to shell the town.",
        "The council called for the release of 12 prisoners.",
    ],
    ids=["a call", "a threat", "a demand"],
)
def test_what_is_only_called_for_or_threatened_is_a_statement(text: str) -> None:
    assert {claim.kind for claim in read(text).claims} == {"statement"}


def test_history_told_in_passing_is_marked_as_such() -> None:
    text = "Shells hit the town on Tuesday, 7 May 2024.\nA war from 1996 to 1999 claimed about 8,000 lives."
    [(claim, figure)] = figures(text)
    assert (claim.attribution.modality, figure.amount.low) == (Modality.HISTORICAL, 8000)


def test_what_an_undated_report_opens_with_is_its_news_however_late_the_text_was_written() -> None:
    told = figures(
        "On 3 May 2019 at least six people were killed in Tarn. A list of 4 March 2021 names the six people killed."
    )
    assert {claim.attribution.modality for claim, _ in told} == {Modality.ACTUAL}


def test_a_report_in_another_language_is_kept_and_said_to_be_unread() -> None:
    from dataclasses import replace

    report = replace(report_of("Двенадцать человек погибли."), language="ru")
    [reading] = read_reports(reader(), [report], NOW)
    assert (reading.claims, len(reading.problems)) == ((), 1)
    assert "'ru'" in reading.problems[0].message


def test_every_claim_cuts_its_words_from_the_text() -> None:
    text = "At least 12 people were killed when shells hit the market, the office said. The army denied it."
    for claim in read(text).claims:
        assert claim.evidence.of(text).strip() == claim.evidence.of(text) != ""
        assert claim.evidence.length <= 400
