"""Amounts, times, places and verdicts in the words of the pages."""

from __future__ import annotations

from datetime import datetime

from averment.faces import wording
from averment.faces.lines import PlaceShape, WhenShape
from averment.faces.web.shapes import CountsShape, FindingShape, MeasureRow
from averment.model.claim import Bound
from averment.model.incident import Flag, Verdict
from averment.model.when_where import TimePrecision, When

RESPONSIBLE = "responsible"  # the measure of the finding that tells who is said to have attacked
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

CHIEF_COLUMNS = ("best", "low", "high", "sub_event_type", "fatalities", "killed_min", "killed_max", "grade")
STATEMENT_WORDS = {
    "calls": "for something to be done",
    "condemns": "what happened",
    "confirms": "what is said",
    "declines": "to say",
    "denies": "what is said",
    "doubts": "what is said",
    "retracts": "what was said",
}


def amount(low: int | None, high: int | None, bound: str) -> str:
    return wording.amount_words(low, high, Bound(bound)).replace("-", "\N{EN DASH}")


def span(low: int | None, high: int | None) -> str:
    return wording.range_words(low, high).replace("-", "\N{EN DASH}")


def when(told: WhenShape | None) -> str:
    """The time as finely as it is told; "no date" where nothing tells it."""
    if told is None:
        return wording.when_words(None)
    earliest, latest = _moment(told.earliest), _moment(told.latest)
    if earliest and latest and earliest.year == latest.year and earliest.date() != latest.date():
        return _within_a_year(earliest, latest, told.precision)
    if earliest and latest and _is_years(earliest, latest):
        return f"{earliest.year}\N{EN DASH}{latest.year}"
    return wording.when_words(When(earliest, latest, TimePrecision(told.precision), "")).replace(
        " to ", " \N{EN DASH} "
    )


def _is_years(earliest: datetime, latest: datetime) -> bool:
    return (earliest.month, earliest.day, latest.month, latest.day) == (1, 1, 12, 31)


def _within_a_year(earliest: datetime, latest: datetime, precision: str) -> str:
    """ "16–19 Sep 2023", "29 Apr – 3 May 2023", "2020", "September 2023": nothing said twice."""
    if _is_years(earliest, latest):
        return str(earliest.year)
    if precision == TimePrecision.MONTH and earliest.month == latest.month:
        return f"{earliest:%B} {earliest.year}"
    if earliest.month == latest.month:
        return f"{earliest.day}\N{EN DASH}{latest.day} {earliest:%b} {earliest.year}"
    return f"{earliest.day} {earliest:%b} \N{EN DASH} {latest.day} {latest:%b} {latest.year}"


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


def stand(figure: MeasureRow) -> str:
    """ "single, one side only": how the accounts of a figure stand, in one line."""
    return ", ".join([verdict(figure.verdict), *map(flag, figure.flags)])


def flag(value: str) -> str:
    return wording.FLAG_WORDS[Flag(value)]


def plain(value: str | None) -> str:
    """A word of the tables as people write it: "armoured_vehicles" -> "armoured vehicles"."""
    return (value or "").replace("_", " ")


def what(measure: str, group: str) -> str:
    """ "civilians killed"; who is said to have done it is no number of anything."""
    return "who did it" if measure == RESPONSIBLE else f"{plain(group)} {plain(measure)}"


def is_number(finding: FindingShape) -> bool:
    """Whether a finding is of a number at all."""
    return finding.measure != RESPONSIBLE


def chief_columns(values: dict[str, str | None]) -> list[str]:
    """Of a codebook's columns those that tell its figures, for the line above them."""
    return [column for column in values if column in CHIEF_COLUMNS]


def counts(held: CountsShape) -> str:
    pairs = (("report", held.reports), ("outlet", held.outlets), ("separate text", held.texts), ("voice", held.voices))
    return ", ".join(wording.counted(number, noun) for noun, number in pairs)


def counted(number: int, noun: str) -> str:
    return wording.counted(number, noun)


def statement(stance: str) -> str:
    """What stands after "the minister calls" where no figure and no event is told."""
    return STATEMENT_WORDS.get(stance, "something")


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
