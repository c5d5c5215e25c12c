"""A person's corrections over a claim as it was read."""

from dataclasses import replace

import pytest

from averment.model.claim import (
    Amount,
    Attribution,
    Bound,
    Claim,
    Figure,
    Modality,
    Stance,
    Statement,
    Voice,
    VoiceKind,
    What,
)
from averment.model.correction import correct
from averment.model.decision import Correction
from averment.model.report import BlockKind
from averment.model.run import InputError
from averment.model.text import Span
from averment.model.when_where import Place, PlaceLevel, Where


def claim_of(what: What) -> Claim:
    voice = Voice("Mayor Lina Dorrit", VoiceKind.PERSON, party="Dorland")
    said = Attribution((voice,), Stance.ASSERTS, Modality.ACTUAL, Span(0, 9))
    return Claim("c1", "r1", "t1", Span(0, 9), BlockKind.PARAGRAPH, said, what)


DOZEN = Figure("killed", "people", Amount(12, 12, Bound.EXACTLY, Span(0, 5)))


def test_a_corrected_number_stands_under_the_id_that_the_claim_was_read_with() -> None:
    corrected = correct(claim_of(DOZEN), (Correction("low", "13"), Correction("high", None)))
    assert isinstance(corrected.what, Figure)
    assert (corrected.id, corrected.what.amount.low, corrected.what.amount.high) == ("c1", 13, None)


def test_a_corrected_speaker_loses_the_party_of_the_one_misread() -> None:
    speaker = correct(claim_of(DOZEN), (Correction("speaker", "Bo Strand"),)).attribution.speaker
    assert (speaker.name, speaker.party) == ("Bo Strand", None)


def test_a_speaker_of_no_known_side_is_given_one() -> None:
    speaker = correct(claim_of(DOZEN), (Correction("speaker_party", "Norvia"),)).attribution.speaker
    assert (speaker.name, speaker.party) == ("Mayor Lina Dorrit", "Norvia")


def test_of_several_places_of_a_name_one_is_chosen_and_no_other_can_be() -> None:
    towns = tuple(Place(id, "Karvin", 40.0, 10.0 + at, "NV", PlaceLevel.TOWN) for at, id in enumerate(("k1", "k2")))
    where = Where("Karvin", Span(0, 6), PlaceLevel.TOWN, towns, None, "two towns bear the name")
    claim = replace(claim_of(DOZEN), where=where)
    chosen = correct(claim, (Correction("place", "k2"),)).where
    assert chosen is not None
    assert chosen.place == towns[1]
    with pytest.raises(InputError, match="expected one of k1, k2"):
        correct(claim, (Correction("place", "k3"),))


@pytest.mark.parametrize(
    ("what", "field", "value", "message"),
    [
        (DOZEN, "colour", "red", "expected one of"),
        (DOZEN, "low", "many", "invalid literal"),
        (DOZEN, "event_type", "Grenade", "tells no event"),
        (Statement(), "low", "3", "tells no figure"),
        (DOZEN, "stance", "shouts", "not a valid Stance"),
        (DOZEN, "group", "", "expected a word"),
    ],
)
def test_a_correction_that_the_claim_cannot_hold_is_refused_with_its_reason(
    what: What, field: str, value: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        correct(claim_of(what), (Correction(field, value or None),))
