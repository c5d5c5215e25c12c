"""Names to places: spellings, levels, the overlay, and the index file."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from averment.knowledge import gazetteer_base
from averment.knowledge.gazetteer import Gazetteer, open_gazetteer
from averment.knowledge.gazetteer_base import base_index
from averment.knowledge.gazetteer_index import fold, kilometres
from averment.knowledge.tables import TABLES, Tables
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

SAMPLES = Tables(Path(__file__).parents[2] / "samples" / "tables")
OVERLAY = "name,other_names,latitude,longitude,country,level,parent,source"
COUNTRIES = "name,iso,other_names,capital,latitude,longitude,source"

OWN_NAMES = [
    ("Stary Karvin", "Old Karvin", "an other name of a town of one's own"),
    ("Sayel", "Port Sael", "a name that GeoNames gives to no town there"),
    ("Norvia", "Norvia", "a country of one's own"),
    ("Zelin", "Zelin ridge", "a line"),
    ("Aleppo", "Aleppo", "the base lies beneath"),
]

BAD_ROWS = [
    ("places_overlay", OVERLAY, "Karvin,,46,-31,GE,planet,,own", "line 2 .Karvin.: level 'planet'; expected town"),
    ("places_overlay", OVERLAY, "Karvin,,46,-31,GE,country,,own", "countries belong in countries.csv"),
    ("places_overlay", OVERLAY, "Karvin,,north,-31,GE,town,,own", "latitude 'north'; expected degrees"),
    ("places_overlay", OVERLAY, "Karvin,,46,-181,GE,town,,own", "longitude '-181'; expected degrees"),
    ("places_overlay", OVERLAY, "Karvin,,nan,-31,GE,town,,own", "latitude 'nan'; expected degrees"),
    ("places_overlay", OVERLAY, "Karvin,,46,-31,QQ,town,,own", "country 'QQ'; expected an ISO 3166 code"),
    ("places_overlay", OVERLAY, ",,46,-31,GE,town,,own", "expected a name"),
    ("countries", COUNTRIES, "Norvia,Norvia,,Velm,46,-32,own", "iso 'Norvia'; expected an ISO 3166 code"),
    ("countries", COUNTRIES, "Norvia,XN,,Velm,946,-32,own", "latitude '946'; expected degrees"),
]

OPEN = """
import sys
from pathlib import Path
from averment.knowledge.gazetteer import open_gazetteer
print(open_gazetteer(Path(sys.argv[1]), tell=lambda line: print(line, flush=True)).candidates("Aleppo")[0].country)
"""


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


@pytest.mark.parametrize(("name", "found", "why"), OWN_NAMES, ids=[why for _, _, why in OWN_NAMES])
def test_rows_of_ones_own_lie_over_the_base(name: str, found: str, why: str) -> None:
    assert open_gazetteer(tables=SAMPLES).candidates(name)[0].name == found


def test_rows_of_ones_own_change_the_digest_but_build_nothing(gazetteer: Gazetteer, tmp_path: Path) -> None:
    told: list[str] = []
    digests = {gazetteer.digest()}
    for longitude in ("-31", "-32"):
        folder = _own(tmp_path / longitude, "places_overlay", OVERLAY, f"Karvin,,46,{longitude},GE,town,,own")
        digests.add(open_gazetteer(tables=folder, tell=told.append).digest())
    assert (len(digests), told) == (3, [])


def test_a_row_of_ones_own_replaces_the_shipped_place_of_its_name(gazetteer: Gazetteer, tmp_path: Path) -> None:
    shipped = next(place for place in gazetteer.candidates("Donbas") if place.level is PlaceLevel.AREA)
    own = _own(tmp_path, "places_overlay", OVERLAY, f"{shipped.name},,10.5,20.5,UA,area,,own")
    found = [place for place in open_gazetteer(tables=own).candidates(shipped.name) if place.level is PlaceLevel.AREA]
    assert [(place.latitude, place.longitude) for place in found] == [(10.5, 20.5)]


def test_a_town_of_ones_own_beside_its_namesake_only_adds_names(gazetteer: Gazetteer, tmp_path: Path) -> None:
    known = gazetteer.candidates("Aleppo")[0]
    row = f"Aleppo,Karvin upon Quweiq,{known.latitude},{known.longitude},SY,town,,own"
    own = open_gazetteer(tables=_own(tmp_path, "places_overlay", OVERLAY, row))
    assert own.candidates("Karvin upon Quweiq")[0].gazetteer_id == known.gazetteer_id
    assert len(own.candidates("Aleppo")) == len(gazetteer.candidates("Aleppo"))


@pytest.mark.parametrize(("table", "columns", "row", "complaint"), BAD_ROWS)
def test_a_bad_row_is_told_with_its_file_and_line(
    tmp_path: Path, table: str, columns: str, row: str, complaint: str
) -> None:
    with pytest.raises(InputError, match=complaint) as told:
        open_gazetteer(tables=_own(tmp_path, table, columns, row))
    assert str(tmp_path / f"{table}.csv") in str(told.value)


def test_two_processes_at_once_build_one_index_and_clear_what_a_killed_one_left(tmp_path: Path) -> None:
    (tmp_path / "building-killed.sqlite").write_text("half an index")
    command = [sys.executable, "-c", OPEN, str(tmp_path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    lines = [line for process in both for line in process.communicate()[0].splitlines()]
    assert sorted(line.partition(" ")[0] for line in lines) == ["SY", "SY", "making"]
    assert sorted(path.name.partition("-")[0] for path in tmp_path.iterdir()) == ["building.lock", "gazetteer"]


def test_an_index_lies_in_the_users_cache_folder_else_in_a_private_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gazetteer_base, "build", lambda path: path.write_text("an index"))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert base_index("places", None, _silent) == tmp_path / "cache" / "averment" / "places"
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    found = base_index("places", None, _silent)
    assert found.parent.parent == tmp_path
    assert os.name == "nt" or found.parent.stat().st_mode & 0o077 == 0


def test_the_environment_may_name_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("AVERMENT_GAZETTEER", str(tmp_path / "file"))
    with pytest.raises(InputError, match="name a folder that can be written"):
        open_gazetteer()


def _own(folder: Path, table: str, columns: str, row: str) -> Tables:
    folder.mkdir(exist_ok=True)
    (folder / f"{table}.csv").write_text(f"{columns}\n{row}\n", encoding="utf-8")
    return Tables(folder)


def _silent(line: str) -> None:
    """Nobody is told."""
