"""Which place a name means: the likeliest for its fame, its level, the words beside it and the report's other names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from averment.knowledge.countries import Demonym, country_named, find_demonym
from averment.knowledge.gazetteer import Entry, Gazetteer
from averment.knowledge.gazetteer_index import fold, kilometres
from averment.knowledge.place_words import division_levels
from averment.knowledge.tables import Tables
from averment.model.text import Span
from averment.model.when_where import Place, PlaceLevel

Numbers = npt.NDArray[np.float64]

# Weights beside the logarithm of a place's people; chosen on local news of the United States and checked on world news
SAME_COUNTRY = 0.35
SAME_PROVINCE = 1.2
NEARBY = 2.0
NEARBY_KM = 65.0
MOST_SUPPORT = 9.0  # many names of one far country must not drown a world city
CONTAINER_BONUS = 6.0  # "Paris, Texas"
LARGE_COUNTRY = 50_000_000  # people: such a name is seldom meant for a town or province
LARGE_COUNTRY_BONUS = 4.0
LEVEL_BONUS = 2.0  # "Idlib province"
SHARPNESS = 5.0  # how far the likeliest candidate takes the whole vote of its name
ROUNDS = 5
WELL_KNOWN = 5.3  # two hundred thousand people
EQUALLY_GOOD = 0.1  # a difference below this is no reason to choose
SAME_PLACE_KM = 30.0  # a town and its district, or two rows of one town
INSIDE_KM = {PlaceLevel.DISTRICT: 60.0, PlaceLevel.AREA: 250.0, PlaceLevel.REGION: 150.0, PlaceLevel.TOWN: 30.0}
CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+")
BESIDE = re.compile(r",\s+|\s+\(|\s+in\s+|,\s+in\s+|\s+of\s+", re.IGNORECASE)
OWNER_BEFORE = re.compile(r"(?:'s|’s|’|')\s+(?:[a-z-]+\s+){0,3}", re.IGNORECASE)
COARSE = frozenset({PlaceLevel.COUNTRY, PlaceLevel.REGION, PlaceLevel.AREA, PlaceLevel.DISTRICT})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at one place of the text. `level` is what a word beside it says that it is."""

    name: str
    span: Span
    level: PlaceLevel | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a mention means: `place` is None when the name is unknown or two readings are equally good."""

    mention: Mention
    place: Place | None
    candidates: tuple[Place, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """One name as asked once for the whole report: mentions with the same name, level and container share it."""

    key: str
    level: PlaceLevel | None
    container: str
    entries: tuple[Entry, ...]


def resolve(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, tables: Tables) -> tuple[Choice, ...]:
    """One choice for each mention, in their order. The same name in the same surroundings means the same place."""
    containers = _containers(text, mentions, gazetteer)
    asked = [_ask(*pair, gazetteer, tables) for pair in zip(mentions, _shared(mentions, containers), strict=True)]
    distinct = tuple(dict.fromkeys(asked))
    known = tuple(one for one in distinct if one.entries)
    scored = dict(zip(known, _scores(known, _countries_of_people(text, tables), gazetteer), strict=True))
    return tuple(
        _choose(mention, one, scored.get(one), gazetteer) for mention, one in zip(mentions, asked, strict=True)
    )


def _shared(mentions: Sequence[Mention], containers: Sequence[str]) -> list[str]:
    """A container that is told once holds for the name throughout the report, unless two are told."""
    told: dict[str, set[str]] = {}
    for mention, container in zip(mentions, containers, strict=True):
        told.setdefault(fold(mention.name), set()).update([container] if container else [])
    only = {key: next(iter(names)) for key, names in told.items() if len(names) == 1}
    return [
        container or only.get(fold(mention.name), "") for mention, container in zip(mentions, containers, strict=True)
    ]


def _ask(mention: Mention, container: str, gazetteer: Gazetteer, tables: Tables) -> _Asked:
    entries = find_entries(mention.name, gazetteer, tables)
    return _Asked(fold(mention.name), mention.level, container, entries)


def find_entries(name: str, gazetteer: Gazetteer, tables: Tables) -> tuple[Entry, ...]:
    """The places of that name; for the name of a people, the place they are named after."""
    bare = re.sub(r"(?:'s|’s|s’|s')$", "", name.strip())
    entries = gazetteer.entries(bare)
    if entries and entries[0].place.level is PlaceLevel.COUNTRY and country_named(bare, tables) is None:
        entries = tuple(entry for entry in entries if entry.place.level is not PlaceLevel.COUNTRY)  # "us", "it"
    demonym = find_demonym(bare, tables)
    if demonym and (not entries or _is_minor(entries[0])):
        return gazetteer.entries(demonym.of)[:1]
    if entries:
        return entries
    shorter = _without_kind(bare, tables)
    return gazetteer.entries(shorter) if shorter != bare else ()


def _is_minor(entry: Entry) -> bool:
    """A village called "Serb" or "Pole" never stands for the people."""
    return entry.place.level in (PlaceLevel.TOWN, PlaceLevel.DISTRICT)


def _without_kind(name: str, tables: Tables) -> str:
    """ "Sana'a province" -> "Sana'a", "the city of Homs" -> "Homs"."""
    words = division_levels(tables)
    first, _, rest = name.partition(" of ")
    if rest and first.lower().removeprefix("the ") in words:
        return rest
    front, _, last = name.rpartition(" ")
    return front if front and last.lower() in words else name


def _containers(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[str]:
    """For each mention the name that the words beside it put it in: "Kirin, Norvia", "Norvia's Kirin"; "" for none."""
    found = dict.fromkeys(range(len(mentions)), "")
    order = sorted(found, key=lambda index: mentions[index].span)
    for first, second in pairwise(order):
        one, other = mentions[first], mentions[second]
        if one.span.end > other.span.start:
            continue
        between = text[one.span.end : other.span.start]
        if BESIDE.fullmatch(between) and _is_coarse(other, gazetteer):
            found[first] = other.name
        elif (OWNER_BEFORE.fullmatch(between) or between == " ") and _is_coarse(one, gazetteer):
            found[second] = one.name
    return [found[index] for index in range(len(mentions))]


def _is_coarse(mention: Mention, gazetteer: Gazetteer) -> bool:
    return any(entry.place.level in COARSE for entry in gazetteer.entries(mention.name)[:4])


def _countries_of_people(text: str, tables: Tables) -> tuple[Demonym, ...]:
    """The peoples and adjectives that the report speaks of: "Yemeni forces" speak for places in Yemen."""
    found = (find_demonym(word, tables) for word in dict.fromkeys(CAPITALISED.findall(text)))
    return tuple(dict.fromkeys(demonym for demonym in found if demonym))


def _scores(known: Sequence[_Asked], people: Sequence[Demonym], gazetteer: Gazetteer) -> list[Numbers]:
    """The score of each candidate of each name, after each has been told what the others probably mean."""
    if not known:
        return []
    entries = [entry for one in known for entry in one.entries]
    owner = np.repeat(np.arange(len(known)), [len(one.entries) for one in known])
    base = np.array([_own_score(entry, one, gazetteer) for one in known for entry in one.entries])
    spoken = _countries_spoken_of(people, gazetteer)
    base = base + np.array([SAME_COUNTRY * min(1, spoken.count(entry.place.country)) for entry in entries])
    affinity = _affinity(entries)
    affinity[owner[:, None] == owner[None, :]] = 0.0
    score = base
    same_key = np.array([fold(one.key) for one in known])
    repeats = np.array([1.0 / (same_key == key).sum() for key in same_key])
    for _ in range(ROUNDS):
        chance = _chances(score, owner, len(known)) * repeats[owner]
        score = base + np.minimum(MOST_SUPPORT, affinity @ chance)
    return [score[owner == index] for index in range(len(known))]


def _countries_spoken_of(people: Sequence[Demonym], gazetteer: Gazetteer) -> list[str | None]:
    return [entry.place.country for demonym in people for entry in gazetteer.entries(demonym.of)[:1]]


def _own_score(entry: Entry, one: _Asked, gazetteer: Gazetteer) -> float:
    score = entry.prominence
    if entry.place.level is PlaceLevel.COUNTRY and entry.is_main and entry.population > LARGE_COUNTRY:
        score += LARGE_COUNTRY_BONUS
    if one.level is not None and entry.place.level is one.level:
        score += LEVEL_BONUS
    if one.container and any(lies_in(entry, outer) for outer in gazetteer.entries(one.container)[:4]):
        score += CONTAINER_BONUS
    return score


def lies_in(inner: Entry, outer: Entry) -> bool:
    """Whether the first lies in the second, as far as codes and distance can tell; never a place in itself."""
    if inner.place.gazetteer_id == outer.place.gazetteer_id or inner.place.level is PlaceLevel.COUNTRY:
        return False
    if outer.place.level is PlaceLevel.COUNTRY:
        return inner.place.country == outer.place.country
    if outer.place.level is PlaceLevel.REGION and outer.division and inner.division:
        return (inner.place.country, inner.division) == (outer.place.country, outer.division)
    near = INSIDE_KM.get(outer.place.level)
    return near is not None and _apart(inner.place, outer.place) < near


def _apart(one: Place, other: Place) -> float:
    places = (one.latitude, one.longitude, other.latitude, other.longitude)
    if any(degree is None for degree in places):
        return float("inf")
    return kilometres(*(degree for degree in places if degree is not None))


def _affinity(entries: Sequence[Entry]) -> Numbers:
    """How much each place speaks for each other one: one country, one province, a short way."""
    countries = np.array([entry.place.country or "-" for entry in entries])
    provinces = np.array([f"{entry.place.country}.{entry.division}" if entry.division else "" for entry in entries])
    known_country = countries != "-"
    same_country = (countries[:, None] == countries[None, :]) & known_country[:, None]
    same_province = (provinces[:, None] == provinces[None, :]) & (provinces != "")[:, None]
    coarse = np.array([entry.place.level in (PlaceLevel.COUNTRY, PlaceLevel.SEA) for entry in entries])
    near = np.exp(-_distances(entries) / NEARBY_KM)
    near[coarse[:, None] | coarse[None, :]] = 0.0
    sums: Numbers = SAME_COUNTRY * same_country + SAME_PROVINCE * same_province + NEARBY * near
    return sums


def _distances(entries: Sequence[Entry]) -> Numbers:
    latitude = np.radians([entry.place.latitude or 0.0 for entry in entries])
    longitude = np.radians([entry.place.longitude or 0.0 for entry in entries])
    square = (
        np.sin((latitude[:, None] - latitude[None, :]) / 2) ** 2
        + np.cos(latitude[:, None])
        * np.cos(latitude[None, :])
        * np.sin((longitude[:, None] - longitude[None, :]) / 2) ** 2
    )
    distances: Numbers = 2 * 6371.0 * np.arcsin(np.sqrt(np.minimum(1.0, square)))
    return distances


def _chances(score: Numbers, owner: npt.NDArray[np.intp], names: int) -> Numbers:
    """For each name, how its candidates share one vote."""
    best = np.full(names, -np.inf)
    np.maximum.at(best, owner, score)
    weight = np.exp(SHARPNESS * (score - best[owner]))
    total = np.zeros(names)
    np.add.at(total, owner, weight)
    chances: Numbers = weight / total[owner]
    return chances


def _choose(mention: Mention, one: _Asked, scores: Numbers | None, gazetteer: Gazetteer) -> Choice:
    if scores is None:
        return Choice(mention, None, (), "the gazetteer does not know this name")
    order = sorted(range(len(scores)), key=lambda index: (-scores[index], one.entries[index].place.gazetteer_id))
    places = tuple(one.entries[index].place for index in order[:5])
    if not _may_be(one, order[0], gazetteer):
        return Choice(mention, None, places, f"no place of that name is known in {one.container}")
    if len(order) == 1:
        return Choice(mention, places[0], places, "the only place of that name")
    lead = float(scores[order[0]] - scores[order[1]])
    if lead < EQUALLY_GOOD and _apart(places[0], places[1]) > SAME_PLACE_KM:
        return Choice(mention, None, places, "two places of that name are equally likely")
    return Choice(mention, places[0], places, _why(one, scores, order))


def _may_be(one: _Asked, index: int, gazetteer: Gazetteer) -> bool:
    """Not a far place that only lists the name among others, when the words say where it lies."""
    entry = one.entries[index]
    if not one.container or entry.is_main or entry.prominence > WELL_KNOWN:
        return True
    return any(lies_in(entry, outer) for outer in gazetteer.entries(one.container)[:4])


def _why(one: _Asked, scores: Numbers, order: Sequence[int]) -> str:
    if one.container:
        return f"named together with {one.container}"
    if order[0] == 0:
        return "the best known place of that name"
    return "nearest to the report's other places"
