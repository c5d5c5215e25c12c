"""Which voices are one across reports."""

from __future__ import annotations

import pytest

from averment.matching.copies import find_copies
from averment.matching.names import is_same_person
from averment.matching.texts import texts_of
from averment.matching.voices import find_voices
from averment.model.claim import Claim, VoiceKind
from averment.model.incident import KnownVoice
from averment.model.notes import Mention
from tests.matching.builders import Desk, figure

SIDES = {"Tarn": "Norvia", "Norvian": "Norvia", "Norvia": "Norvia", "Karstian": "Karst"}


def voices(desk: Desk) -> dict[str, KnownVoice]:
    claims = desk.all_claims()
    return find_voices(claims, texts_of(claims, ()), desk.reports, SIDES.get)


def two(first: dict[str, str], second: dict[str, str], kind: VoiceKind) -> tuple[KnownVoice, KnownVoice]:
    """The voices of one claim in each of two papers."""
    desk, made = Desk(), []
    for paper, voice in (("Herald", first), ("Courier", second)):
        held = desk.takes(paper, "4 May 2023", f"{paper}: twelve people were killed in Old Karvin.")
        made.append(
            desk.reads(held, "twelve people were killed", figure("killed", "people", "12"), voice["name"], kind=kind,
                       of=voice.get("party"), role=voice.get("role"), body=voice.get("body"))
        )  # fmt: skip
    known = voices(desk)
    return known[made[0].id], known[made[1].id]


@pytest.mark.parametrize(
    ("why", "first", "second", "one"),
    [
        ("two orders of words", "Norvian Defense Ministry", "The Ministry of Defence in Tarn", True),
        ("the adjective or the name", "Norvia's Foreign Ministry", "Ministry of Foreign Affairs of Norvia", True),
        ("two ministries", "Norvian Defense Ministry", "Norvian Health Ministry", False),
        ("the seat stands for the government", "Tarn", "the government of Norvia", True),
        ("the government is not the ministry", "Tarn", "Norvian Defense Ministry", False),
        ("the office and its holder", "Human Rights Defender’s office", "human rights ombudsman", True),
    ],
)
def test_an_institution_is_one_voice_under_all_its_names(why: str, first: str, second: str, one: bool) -> None:
    left, right = two({"name": first, "party": "Norvia"}, {"name": second, "party": "Norvia"}, VoiceKind.INSTITUTION)
    assert (left.id == right.id) is one, why


def test_ministries_of_two_sides_are_two_voices() -> None:
    left, right = two(
        {"name": "Defense Ministry", "party": "Norvia"}, {"name": "Defense Ministry", "party": "Karst"},
        VoiceKind.INSTITUTION,
    )  # fmt: skip
    assert left.id != right.id


def test_a_spokesman_is_the_voice_of_his_ministry() -> None:
    left, right = two(
        {"name": "Oto Brandl", "party": "Norvia", "body": "Norvian Defense Ministry"},
        {"name": "Mira Vesely", "party": "Norvia", "body": "Ministry of Defence"},
        VoiceKind.PERSON,
    )
    assert left.id == right.id


@pytest.mark.parametrize(
    ("why", "first", "second", "one"),
    [
        ("carried over from another alphabet", ("Nikol Grashinyan", ""), ("Nikol Grasjinian", ""), True),
        ("an initial for the first name", ("N. Vorobyev", "doctor"), ("Nikolai Vorobiev", "a doctor"), True),
        ("brothers", ("Anton Vorobyev", ""), ("Nikolai Vorobyev", ""), False),
        ("the surname alone", ("Vorobyev", ""), ("Nikolai Vorobyev", ""), False),
        ("the surname with the same role", ("Vorobyev", "mayor"), ("Nikolai Vorobyev", "mayor of Karvin"), True),
        ("the surname with another role", ("Vorobyev", "colonel"), ("Nikolai Vorobyev", "mayor"), False),
        ("one name, two offices, no party told", ("Ilka Doren", "nurse"), ("Ilka Doren", "general"), False),
        ("names that only look alike", ("Ivan Petrov", ""), ("Ivan Petrenko", ""), False),
    ],
)
def test_persons_merge_by_name_and_role(why: str, first: tuple[str, str], second: tuple[str, str], one: bool) -> None:
    mentions = [Mention(VoiceKind.PERSON, name, role, "", "", "") for name, role in (first, second)]
    assert is_same_person(*mentions) is one, why
    told = [{"name": name, "role": role} for name, role in (first, second)]
    found = two(told[0], told[1], VoiceKind.PERSON)
    assert (found[0].id == found[1].id) is one, why


def test_witnesses_of_two_reports_are_two_voices() -> None:
    left, right = two({"name": "witnesses"}, {"name": "witnesses"}, VoiceKind.GROUP)
    assert left.id != right.id


def reads_twice(own: str, attributed: str) -> tuple[Claim, Claim, dict[str, KnownVoice]]:
    """One report that gives a figure in its own voice and one in the mouth of the health office."""
    desk = Desk()
    held = desk.takes("Herald", "4 May 2023", "Five dead in Karvin.\n\nThe health office counted the dead of the day.")
    first = desk.reads(held, "Five dead", figure("killed", "people", own))
    second = desk.reads(held, "counted the dead", figure("killed", "people", attributed), "health office", of="Norvia")
    return first, second, voices(desk)


def test_a_report_that_repeats_an_attributed_figure_adds_no_voice() -> None:
    own, attributed, known = reads_twice("5", "5")
    assert known[own.id] == known[attributed.id]


def test_an_outlet_is_a_voice_for_what_it_leaves_unattributed() -> None:
    own, attributed, known = reads_twice("6", "5")
    assert known[own.id] != known[attributed.id]
    assert known[own.id].kind is VoiceKind.OUTLET


WIRE = """Shells hit the market of Old Karvin at around one in the afternoon on Tuesday and set a dozen stalls alight,
and five children were wounded by the glass of the windows that broke on the northern side of the square."""


def test_papers_that_print_one_text_are_one_voice_and_an_agency_s_text_is_the_agency_s() -> None:
    desk, made = Desk(), []
    for paper in ("Herald", "Coast Wire", "Courier"):
        held = desk.takes(paper, "4 May 2023", f"{WIRE}\n\nThe {paper} can be bought every morning at the station.")
        credited = ("Coast Wire", VoiceKind.AGENCY) if paper == "Herald" else (None, VoiceKind.OUTLET)
        wounded = figure("wounded", "children", "5")
        made.append(desk.reads(held, "five children were wounded", wounded, credited[0], kind=credited[1]))
    _, families = find_copies(tuple(desk.reports.values()))
    known = find_voices(made, texts_of(made, families), desk.reports)
    assert len({known[claim.id].id for claim in made}) == 1


def test_papers_that_copy_one_text_stay_two_in_their_own_words() -> None:
    desk, made = Desk(), []
    own = {"Herald": "Our man saw nine bodies by the fountain.", "Courier": "There were nine bodies in the school."}
    for paper, words in own.items():
        held = desk.takes(paper, "4 May 2023", f"{WIRE}\n\n{words}")
        made.append(desk.reads(held, "nine bodies", figure("killed", "people", "9")))
    _, families = find_copies(tuple(desk.reports.values()))
    known = find_voices(made, texts_of(made, families), desk.reports)
    assert len({known[claim.id].id for claim in made}) == 2
