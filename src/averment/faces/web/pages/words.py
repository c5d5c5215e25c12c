"""Amounts, times, places and verdicts in the words of the pages."""

from __future__ import annotations

from datetime import datetime

from averment.faces import wording
from averment.faces.lines import PlaceShape, WhenShape
from averment.faces.web.shapes import CountsShape
from averment.model.claim import Bound
from averment.model.incident import Flag, Verdict
from averment.model.when_where import TimePrecision, When

PRECISION_WORDS = {
    "point": "a point",
    "town": "a town",
    "near": "near this place",
    "district": "somewhere in this district",
    "region": "somewhere in this region",
    "area": "somewhere in this area",
    "line": "somewhere along this line",
    "country": "somewhere in this country",
    "sea": "at sea or in the air",
}
KIND_WORDS = {
    "outlet": "an outlet's own words",
    "agency": "an agency's own words",
    "person": "a person",
    "institution": "an institution",
    "group": "people not named",
}


def amount(low: int | None, high: int | None, bound: str) -> str:
    return wording.amount_words(low, high, Bound(bound)).replace("-", "\N{EN DASH}")


def span(low: int | None, high: int | None) -> str:
    return wording.range_words(low, high).replace("-", "\N{EN DASH}")


def when(told: WhenShape | None) -> str:
    """The time as finely as it is told; "no date" where nothing tells it."""
    if told is None:
        return wording.when_words(None)
    precision = TimePrecision(told.precision)
    return wording.when_words(When(_moment(told.earliest), _moment(told.latest), precision, ""))


def clock(told: WhenShape | None) -> str:
    """ "19 Sep 16:00": a time without its year, for a narrow cell."""
    earliest = _moment(told.earliest) if told else None
    if told is None or earliest is None:
        return ""
    fine = told.precision in {TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.PART_OF_DAY}
    return f"{earliest.day} {earliest:%b}" + (f" {earliest:%H:%M}" if fine else "")


def stamp(moment: str | None) -> str:
    """ "19 Sep 2023, 16:00": a moment of the ledger."""
    held = _moment(moment)
    return f"{held.day} {held:%b} {held.year}, {held:%H:%M}" if held else "no date"


def verdict(value: str) -> str:
    return wording.VERDICT_WORDS[Verdict(value)]


def flag(value: str) -> str:
    return wording.FLAG_WORDS[Flag(value)]


def plain(value: str | None) -> str:
    """A word of the tables as people write it: "armoured_vehicles" -> "armoured vehicles"."""
    return (value or "").replace("_", " ")


def counts(held: CountsShape) -> str:
    pairs = (("report", held.reports), ("outlet", held.outlets), ("separate text", held.texts), ("voice", held.voices))
    return ", ".join(wording.counted(number, noun) for noun, number in pairs)


def counted(number: int, noun: str) -> str:
    return wording.counted(number, noun)


def precision(value: str | None) -> str:
    return PRECISION_WORDS.get(value or "", "")


def kind(value: str) -> str:
    return KIND_WORDS.get(value, plain(value))


def place(told: PlaceShape | None, spelled: str | None = None) -> str:
    """The place with the report's spelling where it differs: both are shown."""
    if told is None:
        return "no place told"
    return f"{spelled} ({told.name})" if spelled and spelled != told.name else told.name


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
