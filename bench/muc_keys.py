"""Reads the texts and the answer keys of the third and fourth Message Understanding Conference (MUC-3 and MUC-4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from averment.knowledge.countries import plain

MESSAGE = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", re.MULTILINE)
SLOT = re.compile(r"(\d+)\.\s+(?:MESSAGE|INCIDENT|PERP|PHYS TGT|HUM TGT): [A-Z ]+?\s{2,}(.*)")
ID, TEMPLATE, LOCATION, NUMBER, EFFECT = 0, 1, 3, 21, 23  # slots
EFFECTS = {"DEATH": "killed", "INJURY": "wounded"}
TAG = re.compile(r'(?::\s*)?(?:\?\s*)?"(?:\\"|[^"])*"|/')
KINDS = frozenset({
    "area", "avenue", "building", "city", "department", "district", "farm", "highway", "municipality", "neighborhood",
    "port", "province", "region", "road", "street", "suburb", "town", "village",
})  # fmt: skip
BEFORE = frozenset({"the", "northern", "southern", "eastern", "western", "central", "northeastern", "northwestern",
                    "southeastern", "southwestern", "greater", "upper", "lower"})  # fmt: skip
COUNT = re.compile(r"(?P<below>-\s*)?~?\s*(?P<number>\d+)\s*(?:-\s*(?P<high>\d+)?)?$")


@dataclass(frozen=True, slots=True)
class Count:
    """How many, as a key has it: `low` None is "at most", `high` None "at least"; PLURAL is two or more."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Location:
    """A country and the places in it, from the widest to the narrowest, in plain letters."""

    country: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A template with dead or hurt people: its places, each a right answer, and by effect the counts of its targets.

    The counts of one target are alternatives; a target without a count has none.
    """

    message: str
    is_optional: bool
    locations: tuple[Location, ...]
    hit: tuple[tuple[str, tuple[tuple[Count, ...], ...]], ...]


def read_messages(path: Path) -> Iterator[tuple[str, str]]:
    """The id and the text of each message."""
    text = path.read_text(encoding="latin-1")
    heads = list(MESSAGE.finditer(text))
    for head, end in zip(heads, [*(one.start() for one in heads[1:]), len(text)], strict=True):
        yield head[1], text[head.end() : end].strip("\n")


def read_keys(path: Path) -> tuple[Key, ...]:
    """The templates that have a human target that died or was hurt."""
    return tuple(key for slots in _templates(path) if (key := _key(slots)) is not None)


def messages_with_templates(path: Path) -> frozenset[str]:
    """The ids of the messages that tell of an incident MUC asks about, whatever it did to whom."""
    return frozenset(slots[ID][0].split()[0] for slots in _templates(path) if slots[TEMPLATE][0] != "*")


def _templates(path: Path) -> Iterator[dict[int, list[str]]]:
    slots: dict[int, list[str]] = {}
    at = ID
    for line in path.read_text(encoding="latin-1").splitlines():
        found = SLOT.match(line)
        if found is None:
            if slots and line.startswith(" ") and line.strip():
                slots[at].append(line.strip())
            continue
        at = int(found[1])
        if at == ID and slots:
            yield slots
            slots = {}
        slots[at] = [found[2].strip()]
    if slots:
        yield slots


def _key(slots: dict[int, list[str]]) -> Key | None:
    counts = dict(_tagged(fill) for fill in slots.get(NUMBER, ()))
    hit: dict[str, list[tuple[Count, ...]]] = {}
    for fill in slots.get(EFFECT, ()):
        tag, words = _tagged(fill)
        measure = EFFECTS.get(words.strip())
        if measure is not None and not fill.startswith("?"):
            hit.setdefault(measure, []).append(_counts(counts.get(tag, "")))
    if not hit:
        return None
    return Key(
        message=slots[ID][0].split()[0],
        is_optional="OPTIONAL" in slots[TEMPLATE][0],
        locations=tuple(_location(path) for path in _paths(" ".join(slots[LOCATION]))),
        hit=tuple((measure, tuple(targets)) for measure, targets in sorted(hit.items())),
    )


def _tagged(fill: str) -> tuple[str, str]:
    """What the fill is said of, and the fill: `DEATH: "PEASANTS" / "MEN"` -> `"PEASANTS"`, `DEATH`."""
    value, mark, tag = fill.partition(': "')
    return f'"{tag}' if mark else "", value


def _counts(words: str) -> tuple[Count, ...]:
    told = (part.strip(" ?") for part in words.split("/"))
    return tuple(count for part in told if (count := _count(part)) is not None)


def _count(words: str) -> Count | None:
    if words == "PLURAL":
        return Count(2, None)
    found = COUNT.match(words)
    if found is None:
        return None
    number = int(found["number"])
    if found["below"]:
        return Count(None, number)
    if found["high"]:
        return Count(number, int(found["high"]))
    return Count(number, None if words.endswith("-") else number)


def _paths(words: str) -> Iterator[str]:
    """The alternatives: "EL SALVADOR / HONDURAS", "(EL SALVADOR) / (EL SALVADOR: SAN SALVADOR (CITY))"."""
    for one in words.split(" / "):
        yield one.strip()[1:-1] if one.strip().startswith("(") else one.strip(" ?")


def _location(path: str) -> Location:
    country, *places = (re.sub(r"\([^)]*\)", "", part) for part in path.split(": "))
    ends = (end for place in places for end in place.split(" - "))
    return Location(plain(country), tuple(plain_place(end) for end in ends))


def plain_place(name: str) -> str:
    """The name in plain letters without part and kind of place: "northern Sola", "Sola Municipality" are "sola"."""
    words = plain(name).split()
    while len(words) > 1 and words[0] in BEFORE:
        words.pop(0)
    while len(words) > 1 and words[-1] in KINDS:
        words.pop()
    return " ".join(words)
