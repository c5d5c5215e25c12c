"""Places that a report cannot mean: names of its people and families, and small far places that only share a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from averment.knowledge.gazetteer import Gazetteer
from averment.knowledge.gazetteer_index import kilometres
from averment.knowledge.place_words import PlaceUse, place_words
from averment.knowledge.tables import Tables
from averment.model.reading import Name, NameKind
from averment.model.when_where import Place, PlaceLevel, Where

ONE_REGION_KM = 300.0  # a report whose other places lie within it tells of one part of the world
STRAY_KM = 1000.0
WELL_KNOWN = 5.3  # two hundred thousand people: such a place may be named out of any region
ENOUGH = 2  # times that places of one region are named, for the report to be of that region
SPOTS = frozenset({PlaceLevel.POINT, PlaceLevel.TOWN, PlaceLevel.NEAR, PlaceLevel.DISTRICT})
TOLD = SPOTS | {PlaceLevel.REGION, PlaceLevel.AREA}


def without_strays(
    doc: Doc, wheres: Sequence[Where], names: Iterable[Name], gazetteer: Gazetteer, tables: Tables
) -> tuple[Where, ...]:
    """The places without people's names; a small place far from all others of the report keeps its name alone.

    "The Tarn family" lost its house wherever it stood, and a hamlet of that name in another part of the world is not
    where it was. A place stays where the words beside it say in which country it lies.
    """
    text = doc.text
    people = {word for name in names if name.kind is NameKind.PERSON for word in name.span.of(text).split()}
    families = {where.name for where in wheres if _is_of_family(doc, where, tables)}
    placed = [where.place for where in wheres if where.place is not None and where.name not in families]
    return tuple(_meant(wheres, people, families, placed, gazetteer))


def _meant(
    wheres: Iterable[Where],
    people: Collection[str],
    families: Collection[str],
    placed: Sequence[Place],
    gazetteer: Gazetteer,
) -> Iterator[Where]:
    for where in wheres:
        is_stray = where.place is not None and _is_stray(where, where.place, placed, gazetteer)
        is_known = where.place is not None and not is_stray
        if not is_known and (where.name in families or where.name in people):
            continue
        yield replace(where, place=None, reason="far from all other places of the report") if is_stray else where


def _is_of_family(doc: Doc, where: Where, tables: Tables) -> bool:
    words = doc.char_span(where.span.start, where.span.end, alignment_mode="expand")
    following = doc[words.end] if words is not None and words.end < len(doc) else None
    return following is not None and following.lemma_.lower() in place_words(tables)[PlaceUse.FAMILY]


def _is_stray(where: Where, place: Place, placed: Sequence[Place], gazetteer: Gazetteer) -> bool:
    if place.level not in SPOTS or where.reason.startswith("named together with"):
        return False
    known = (entry for entry in gazetteer.entries(place.name) if entry.place.gazetteer_id == place.gazetteer_id)
    if any(entry.prominence >= WELL_KNOWN for entry in known):
        return False
    others = [one for one in placed if one.gazetteer_id != place.gazetteer_id and one.level in TOLD]
    home = max(([near for near in others if _km(one, near) < ONE_REGION_KM] for one in others), key=len, default=[])
    if len(home) < ENOUGH or len(home) * 2 <= len(others):
        return False
    return all(_km(place, one) >= STRAY_KM for one in home)


def _km(one: Place, other: Place) -> float:
    degrees = (one.latitude, one.longitude, other.latitude, other.longitude)
    return float("inf") if None in degrees else kilometres(*(degree or 0.0 for degree in degrees))
