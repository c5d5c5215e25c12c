"""Names of families and far namesakes are not where something happened."""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from averment.knowledge.gazetteer import Entry
from averment.knowledge.tables import TABLES
from averment.model.text import Span
from averment.model.when_where import Place, PlaceLevel, Where
from averment.reading.parser import load_parser, parse
from averment.reading.stray_places import without_strays

KARVIN = Place("1", "Karvin", 44.1, 21.4, "XN", PlaceLevel.TOWN)
TARN = Place("2", "Tarn", 44.6, 21.9, "XN", PlaceLevel.TOWN)
FAR = Place("3", "Lomas", -31.0, 120.0, "XL", PlaceLevel.TOWN)


class Towns:
    """A gazetteer in which every town has ten thousand people."""

    def entries(self, name: str) -> tuple[Entry, ...]:
        return tuple(
            Entry(place, is_main=True, population=10_000, division="", prominence=4.0)
            for place in (KARVIN, TARN, FAR)
            if place.name == name
        )


@lru_cache(maxsize=1)
def language() -> Language:
    return load_parser()


def read(text: str, *places: tuple[str, Place | None]) -> list[tuple[str, Place | None]]:
    doc: Doc = parse(language(), [(text, ())])[0]
    wheres = [
        Where(name, Span(text.index(name), text.index(name) + len(name)), PlaceLevel.TOWN, (), place, "told")
        for name, place in places
    ]
    return [(where.name, where.place) for where in without_strays(doc, wheres, (), Towns(), TABLES)]  # type: ignore[arg-type]


def test_the_name_of_a_family_is_no_place() -> None:
    text = "In Karvin a shell hit the home of the Doran family."
    assert read(text, ("Karvin", KARVIN), ("Doran", None)) == [("Karvin", KARVIN)]


def test_a_small_namesake_in_another_part_of_the_world_keeps_its_name_alone() -> None:
    text = "Shells fell on Karvin, on Tarn and on the Lomas quarter."
    told = (("Karvin", KARVIN), ("Tarn", TARN), ("Lomas", FAR))
    assert read(text, *told) == [("Karvin", KARVIN), ("Tarn", TARN), ("Lomas", None)]


def test_a_far_place_stays_where_no_region_is_told() -> None:
    assert read("Shells fell on Karvin and on Lomas.", ("Karvin", KARVIN), ("Lomas", FAR))[1] == ("Lomas", FAR)
