"""An incident as rows of ACLED: one for each day, place, pair of actors and type. Codebook, sections 5, 7, 10."""

from __future__ import annotations

from collections.abc import Sequence

from averment.knowledge.codebooks import acled_type, state_ids, vague_number
from averment.matching.codebooks.acled_actors import fill_actors
from averment.matching.codebooks.acled_parts import Part, find_parts
from averment.matching.codebooks.case import Case, main_findings, speaker_name, standing
from averment.matching.codebooks.places import PRECISION_WORDS, acled_precision
from averment.matching.codebooks.sheet import Sheet
from averment.matching.codebooks.sources import BETWEEN, find_sources, outlet_countries
from averment.matching.codebooks.tally import tally
from averment.model.claim import Bound
from averment.model.codebook import Codebook, CodebookRow, Ends
from averment.model.incident import Finding, Position
from averment.model.when_where import PlaceLevel, When

_COLUMNS = """
event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2
assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude
geo_precision source source_scale notes fatalities tags timestamp
"""
COLUMNS = tuple(_COLUMNS.split())
WEEK, MONTH = 7, 31  # days


def acled_rows(case: Case) -> tuple[CodebookRow, ...]:
    """The rows, the one told by the most claims first; none for an incident in which no event and no death is told.

    The deaths stand in the first row; figures of one place alone stand in that place's row and are taken off the first.
    A claim that tells no day or place of its own goes with the incident's.
    """
    killed = tally(case, "killed", (None, None), conservative)
    parts = find_parts(case, has_deaths=killed is not None)
    alone = [_deaths_there(case, part) for part in parts[1:]]
    taken = sum(ends for ends, _ in alone)
    total = killed.deaths.total.low if killed else 0
    claims = (killed.claims or killed.unread) if killed else ()
    if killed is None:
        rule = "0: nobody says that anybody died."
    elif not killed.parts:
        total, rule = _several(case), "People died and nobody says how many: ACLED's number for that."
    else:
        rule = "The lowest figure that still stands, and ACLED's numbers for vague words; the dispute is told in notes."
        rule += f" {taken} who died elsewhere stand in the rows of those places." if taken else ""
    deaths = [(max(0, total - taken), rule, claims)]
    deaths += [(number, "The figure of this place alone.", found) for number, found in alone]
    return tuple(_row(case, part, number, deaths[number]) for number, part in enumerate(parts))


def conservative(position: Position, case: Case) -> Ends | None:
    """One number, the most conservative that the words allow; ACLED's own for vague words. Codebook, section 7.

    None where no number is told at all: that is an account only where nobody gives another.
    """
    if position.low is None and position.high is None:
        return None
    number = _conservative(position, case)
    return Ends(number, number, number)


def _conservative(position: Position, case: Case) -> int:
    vague = vague_number(position.low, position.high, case.tables) if position.bound is Bound.VAGUE else None
    if vague is not None and vague.acled is not None:
        return vague.acled
    if vague is not None:
        return _several(case)
    if position.low is None:
        return max(0, (position.high or 0) - (position.bound is Bound.FEWER_THAN))
    return position.low + (position.bound is Bound.MORE_THAN)


def _several(case: Case) -> int:
    where = case.incident.where
    country = where.place.country if where and where.place else None
    choices = case.rules.choices
    return choices.several_in_war_zone if country in choices.war_zones else choices.several


def _deaths_there(case: Case, part: Part) -> tuple[int, tuple[str, ...]]:
    """The deaths that figures of the part's place alone tell."""
    where = part.case.incident.where
    names = {where.name, where.place.name} if where and where.place else set()
    found = [one for one in case.findings if one.measure == "killed" and one.place in names and one.group == "people"]
    positions = [position for finding in found for position in standing(case, finding)]
    number = min((_conservative(position, case) for position in positions), default=0)
    return number, tuple(claim for position in positions for claim in position.claims)


def _row(case: Case, part: Part, number: int, deaths: tuple[int, str, Sequence[str]]) -> CodebookRow:
    sheet = Sheet(COLUMNS)
    held = part.case
    id = case.incident.id if number == 0 else f"{case.incident.id}-{number + 1}"
    sheet.fill("event_id_cnty", id, "The incident's id here; ACLED's own numbers only ACLED gives.")
    _fill_time(held.incident.when, sheet)
    _fill_type(held, part, sheet)
    fill_actors(held, sheet, part.event_type)
    _fill_place(held, sheet)
    _fill_sources(held, sheet)
    sheet.fill("fatalities", *deaths)
    sheet.fill("notes", _notes(case), "What is told, with what voices differ in, denials and the wounded.", held.claims)
    sheet.blank(["tags"], "Only ACLED gives tags.")
    recorded = case.rules.recorded(case.incident.id)
    if recorded is None:
        sheet.blank(["timestamp"], "Outside a ledger nothing tells when the row was made.")
    else:
        sheet.fill("timestamp", recorded, "When the ledger took up this state of the incident, in Unix seconds.")
    return sheet.row(Codebook.ACLED, id, case.incident.id)


def _fill_time(when: When | None, sheet: Sheet) -> None:
    columns = ("event_date", "year", "time_precision")
    if when is None or when.earliest is None or when.latest is None:
        sheet.blank(columns, "No claim and no report tells between which days it happened.")
        return
    first, days = when.earliest.date(), (when.latest.date() - when.earliest.date()).days + 1
    precision = next((number for most, number in ((1, 1), (WEEK, 2), (MONTH, 3)) if days <= most), None)
    if precision is None:
        sheet.blank(columns, f"It is known to {days} days; ACLED dates no event that is not known to the month.")
        return
    sheet.fill("event_date", first.isoformat(), f"The first possible day: {when.reason}.")
    sheet.fill("year", first.year, "The year of that day.")
    sheet.fill("time_precision", precision, f"{precision}: known to {('the day', 'a week', 'a month')[precision - 1]}.")


def _fill_type(held: Case, part: Part, sheet: Sheet) -> None:
    if part.event_type is None:
        sheet.blank(["disorder_type", "event_type", "sub_event_type"], "People died, and no claim tells of what event.")
        return
    known = acled_type(part.event_type, held.tables)
    rule = "The type that these claims tell; within a battle of the same day and place, that battle."
    sheet.fill("sub_event_type", part.event_type.value, rule, held.claims)
    sheet.fill("event_type", known.event_type, "It follows from the sub-event type.")
    sheet.fill("disorder_type", known.disorder_type, "It follows from the sub-event type.")


def _fill_place(held: Case, sheet: Sheet) -> None:
    where = held.incident.where
    place = where.place if where else None
    known = state_ids(place.country if place else None, held.tables)
    if known is None:
        sheet.blank(
            ["iso", "region", "country"], "No country, or none of the table country_ids, is known of the place."
        )
    else:
        sheet.fill("country", known.name, "The country that the gazetteer puts the place in; no view on its status.")
        sheet.fill("region", known.acled_region, "ACLED's region of that country.")
        if known.iso_number is None:
            sheet.blank(["iso"], f"ISO has no number for {known.name}.")
        else:
            sheet.fill("iso", known.iso_number, "ISO 3166's number of the country.")
    province = held.rules.province(place) if place else None
    province = place.name if place and place.level is PlaceLevel.REGION else province
    if province:
        sheet.fill("admin1", province, "The first-order division that the gazetteer puts the place in.")
    else:
        sheet.blank(["admin1"], "The gazetteer does not tell the first-order division of the place.")
    if place and place.level is PlaceLevel.DISTRICT:
        sheet.fill("admin2", place.name, "The place itself is a second-order division.")
    else:
        sheet.blank(["admin2"], "The gazetteer does not tell the second-order division of the place.")
    sheet.blank(["admin3"], "The gazetteer does not tell the third-order division of the place.")
    _fill_point(held, sheet)


def _fill_point(held: Case, sheet: Sheet) -> None:
    where, columns = held.incident.where, ("location", "latitude", "longitude", "geo_precision")
    if where is None or where.place is None:
        sheet.blank(columns, "No place of the gazetteer could be told.")
        return
    precision = acled_precision(where.precision, held.rules.choices.district_precision)
    if precision is None:
        sheet.blank(columns, "The place is known to the country only, and ACLED gives that no point.")
        return
    place = where.place
    sheet.fill("location", place.name, f"The gazetteer's name: {where.reason}.")
    sheet.fill("geo_precision", precision, f"The place is {PRECISION_WORDS[where.precision]} (codebook, section 10).")
    for column, degrees in (("latitude", place.latitude), ("longitude", place.longitude)):
        if degrees is None:
            sheet.blank([column], "The gazetteer has no point for the place.")
        else:
            sheet.fill(column, degrees, "The gazetteer's point, in degrees (WGS 84).")


def _fill_sources(held: Case, sheet: Sheet) -> None:
    outlets = list(dict.fromkeys(source.outlet for source in find_sources(held) if source.outlet))
    if not outlets:
        sheet.blank(["source", "source_scale"], "No report names its outlet.")
        return
    sheet.fill("source", BETWEEN.join(outlets), "The outlets in which it was read.")
    where = held.incident.where
    here = where.place.country if where and where.place else None
    countries = outlet_countries(held)
    if here is None or None in countries:
        sheet.blank(["source_scale"], "The country of an outlet, or that of the incident, is not known.")
        return
    scales = {"National" if country == here else "International" for country in countries}
    sheet.fill("source_scale", "-".join(sorted(scales, reverse=True)), "Whether the outlets are of the same country.")


def _notes(case: Case) -> str:
    """The title, how accounts of the dead and wounded stand to each other, and who denies."""
    counted = ("killed", "casualties", "wounded")
    findings: list[Finding] = [one for measure in counted for one in main_findings(case, measure)]
    parts = [f"{case.incident.title}."]
    parts += [f"{one.measure.capitalize()}, {one.group}: {one.reason}" for one in findings]
    deniers = [speaker_name(denial) for denials in case.denied_by.values() for denial in denials]
    parts += [f"Denied by {', '.join(dict.fromkeys(deniers))}."] if deniers else []
    return " ".join(parts)
