"""Invents countries, sides, towns, voices and outlets from syllables: the same seed gives the same world."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from averment.model.claim import Voice, VoiceKind
from bench.made_world.nouns import Outlet, Side, Speaker, Town, War

STARTS = [
    "Bar",
    "Dor",
    "Vel",
    "Kar",
    "Tal",
    "Mor",
    "Zel",
    "Ost",
    "Bren",
    "Hal",
    "Sel",
    "Tor",
    "Ulm",
    "Var",
    "Yel",
    "Gor",
    "Pel",
    "Ras",
    "Nev",
    "Lor",
    "Chol",
    "Dun",
    "Eld",
    "Irm",
]
MIDDLES = ("", *["a", "o", "i", "e", "en", "ov", "ish", "an", "ek", "il", "ar", "um", "or"])
ENDS = [
    "ka",
    "vin",
    "mar",
    "desh",
    "lin",
    "bor",
    "tan",
    "gard",
    "nik",
    "sk",
    "ra",
    "vo",
    "den",
    "pol",
    "rith",
    "zem",
    "quar",
]
GIVEN = [
    "Mira",
    "Petr",
    "Ilse",
    "Tomas",
    "Dara",
    "Jovan",
    "Elin",
    "Sami",
    "Rada",
    "Oskar",
    "Nadia",
    "Karel",
    "Lena",
    "Viktor",
    "Amara",
    "Zora",
    "Milan",
    "Yara",
]
GROUPS = ("{} Front", "{} Council", "{} Liberation Army", "{} Defence League", "Free {} Movement")
PAPERS = [
    "Herald",
    "Courier",
    "Times",
    "Mirror",
    "Gazette",
    "Observer",
    "Radio",
    "Post",
    "Chronicle",
    "Journal",
    "Voice",
]
REGISTERS = ("wire", "paper", "radio", "bulletin")
FIRST_DAY = datetime(2031, 3, 3)
REPORTS_A_WAR = 250
TOWNS_A_WAR = 24


@dataclass(frozen=True, slots=True)
class World:
    """Wars and outlets. `size` is the number of reports that its story will have."""

    seed: int
    size: int
    wars: tuple[War, ...]
    outlets: tuple[Outlet, ...]

    @property
    def towns(self) -> Iterator[Town]:
        return (town for war in self.wars for town in (war.capital, *war.towns))


def invent(seed: int, size: int) -> World:
    """A world for about `size` reports: more of them have more wars, towns and outlets."""
    chance = random.Random(f"world {seed}")
    names = _names(chance)
    wars = tuple(_war(number, names, chance) for number in range(max(2, min(20, size // REPORTS_A_WAR))))
    outlets = tuple(_outlet(number, names, chance) for number in range(max(8, min(60, size // 20))))
    return World(seed, size, wars, outlets)


def person(chance: random.Random) -> str:
    """A name of somebody invented."""
    return f"{chance.choice(GIVEN)} {_word(chance)}"


def _names(chance: random.Random) -> Iterator[str]:
    """Words that no other word of this world begins with or is begun by."""
    taken: set[str] = set()
    while True:
        name = _word(chance)
        if not any(name.startswith(other[:5]) for other in taken):
            taken.add(name)
            yield name


def _word(chance: random.Random) -> str:
    return chance.choice(STARTS) + chance.choice(MIDDLES) + chance.choice(ENDS)


def _war(number: int, names: Iterator[str], chance: random.Random) -> War:
    iso = f"X{chr(ord('A') + number)}"
    root = next(names).rstrip("aeiou")
    country, adjective = f"{root}ia", f"{root}ian"
    state = Side(country, "state forces", iso, adjective)
    region = next(names)
    group = chance.choice(GROUPS).format(region)
    rebels = Side(group, "rebel group", iso, group, (f"{region} rebels", f"{region} fighters", f"{region} forces"))
    north, east = chance.uniform(-30, 55), chance.uniform(-100, 140)
    places = [
        Town(next(names), north + chance.uniform(-2, 2), east + chance.uniform(-3, 3), iso, country)
        for _ in range(TOWNS_A_WAR + 1)
    ]
    return War(state, rebels, places[0], tuple(places[1:]), tuple(_speakers(state, rebels, names, chance)))


def _speakers(state: Side, rebels: Side, names: Iterator[str], chance: random.Random) -> Iterator[Speaker]:
    """The lasting voices of a war: two or three of each side and three of none."""
    for body in ("defence ministry", "interior ministry", "army"):
        of_state = f"{state.adjective} {body}"
        voice = Voice(of_state, VoiceKind.INSTITUTION, institution=of_state, party=state.name)
        yield Speaker(voice, f"the {of_state}", "the army" if body == "army" else f"the {body}", state.name)
    name = person(chance)
    voice = Voice(name, VoiceKind.PERSON, "spokesman", f"{state.adjective} health ministry", state.name)
    words = f"{state.adjective} health ministry spokesman {name}"
    yield Speaker(voice, words, name.split()[1], state.name)
    voice = Voice(rebels.name, VoiceKind.INSTITUTION, institution=rebels.name, party=rebels.name)
    yield Speaker(voice, f"the {rebels.name}", f"the {rebels.name}", rebels.name)
    name = person(chance)
    voice = Voice(name, VoiceKind.PERSON, "spokeswoman", rebels.name, rebels.name)
    yield Speaker(voice, f"{rebels.name} spokeswoman {name}", name.split()[1], rebels.name)
    for body in (f"{next(names)} Rights Watch", f"{next(names)} Relief Mission", f"{next(names)} Monitoring Group"):
        voice = Voice(body, VoiceKind.INSTITUTION, institution=body)
        yield Speaker(voice, f"the {body}", f"the {body}", body)


def _outlet(number: int, names: Iterator[str], chance: random.Random) -> Outlet:
    is_agency = number % 8 == 0
    name = f"{next(names)} {'News Agency' if is_agency else chance.choice(PAPERS)}"
    return Outlet(name, REGISTERS[number % len(REGISTERS)], is_agency, chance.random() < 0.6)
