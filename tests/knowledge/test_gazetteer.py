"""Names to places: spellings, levels, the overlay, and the index file."""

from __future__ import annotations

from pathlib import Path

import pytest

from averment.knowledge.gazetteer import Gazetteer, open_gazetteer
from averment.knowledge.gazetteer_index import fold, kilometres
from averment.knowledge.tables import TABLES
from averment.model.run import InputError
from averment.model.when_where import PlaceLevel

ONE_PLACE = [
    ("Stepanakert", "Khankəndi", "two names of one town"),
    ("STEPANAKERT", "Stepanakert", "capitals"),
    ("Shushi", "Shusha", "two spellings"),
    ("Martakert", "Aghdara", "a town that GeoNames lacks under one name"),
    ("Deir al-Zor", "Deir Ezzor", "spellings of Arabic"),
    ("al-Shaddadi", "Shaddadi", "with and without the article"),
    ("Saint Louis", "St. Louis", "saint written short"),
    ("Kiev", "Kyiv", "an older name"),
    ("Hodeida", "Al Ḩudaydah", "marks left out"),
    ("Artsakh", "Nagorno-Karabakh", "a disputed region"),
]

LEVELS = [
    ("Georgia", PlaceLevel.COUNTRY),
    ("Donbas", PlaceLevel.AREA),
    ("Kherson region", PlaceLevel.REGION),
    ("Askeran district", PlaceLevel.DISTRICT),
    ("Aleppo", PlaceLevel.TOWN),
    ("New York", PlaceLevel.TOWN),
    ("Black Sea", PlaceLevel.SEA),
    ("Durand Line", PlaceLevel.LINE),
]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(("one", "other", "why"), ONE_PLACE, ids=[why for _, _, why in ONE_PLACE])
def test_spellings_of_a_place_find_one_place(gazetteer: Gazetteer, one: str, other: str, why: str) -> None:
    assert gazetteer.candidates(one)[0].gazetteer_id == gazetteer.candidates(other)[0].gazetteer_id


@pytest.mark.parametrize(("name", "level"), LEVELS)
def test_the_first_candidate_is_what_news_means_by_the_name(gazetteer: Gazetteer, name: str, level: PlaceLevel) -> None:
    assert gazetteer.candidates(name)[0].level is level


def test_every_overlay_row_is_found_at_its_point(gazetteer: Gazetteer) -> None:
    for row in TABLES.rows("places_overlay"):
        point = float(row["latitude"]), float(row["longitude"])
        found = gazetteer.candidates(row["name"])
        assert any(kilometres(*point, place.latitude or 0, place.longitude or 0) < 25 for place in found), row["name"]


def test_an_unknown_name_has_no_candidates(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Old Karvin upon Norvia") == ()


def test_names_differing_in_marks_case_and_hyphens_fold_to_one_key() -> None:
    assert fold("The Deir ez-Zor") == fold("DEIR EZ ZOR")
    assert fold("Xankəndi") == "xankendi"
    assert fold("Sana’a") == fold("Sanaa")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(InputError, match="name a folder that can be written"):
        open_gazetteer(blocked / "inside")
