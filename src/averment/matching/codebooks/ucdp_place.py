"""UCDP's columns on where and when. Codebook, sections 6 and 10."""

from __future__ import annotations

from averment.knowledge.codebooks import state_ids
from averment.matching.codebooks.case import Case
from averment.matching.codebooks.places import PRECISION_WORDS, point_of, priogrid_gid, ucdp_precision
from averment.matching.codebooks.sheet import Sheet
from averment.model.when_where import PlaceLevel, When, Where

WEEK, MONTH, YEAR = 7, 31, 366  # days
_POINT = ("latitude", "longitude", "geom_wkt", "priogrid_gid")
_PLACE = ("where_prec", "where_coordinates", "where_description", "adm_1", "adm_2")
_COUNTRY = ("country", "country_id", "region")


def fill_time(case: Case, sheet: Sheet) -> None:
    """Year, days and their precision; blank where the time has an open end."""
    when = case.incident.when
    columns = ("year", "date_prec", "date_start", "date_end")
    if when is None or when.earliest is None or when.latest is None:
        sheet.blank(columns, "No claim and no report tells between which days it happened.")
        return
    first, last = when.earliest.date(), when.latest.date()
    if first.year == last.year:
        sheet.fill("year", first.year, "The year of its first and its last possible day.")
    else:
        sheet.blank(["year"], "It may have happened in more than one year.")
    sheet.fill("date_start", first.isoformat(), f"The first possible day: {when.reason}.")
    sheet.fill("date_end", last.isoformat(), f"The last possible day: {when.reason}.")
    found = date_precision(when)
    if found is None:
        sheet.blank(["date_prec"], "The days lie more than a year apart, which UCDP has no precision for.")
    else:
        sheet.fill("date_prec", found[0], f"{found[0]}: it is known to {found[1]}.")


def date_precision(when: When) -> tuple[int, str] | None:
    """UCDP's date_prec with its words; None for an open end and for more than a year."""
    if when.earliest is None or when.latest is None:
        return None
    days = (when.latest.date() - when.earliest.date()).days + 1
    steps = ((1, 1, "the day"), (WEEK - 1, 2, "2 to 6 days"), (WEEK, 3, "a week"), (MONTH, 4, "a month"))
    return next(((precision, words) for most, precision, words in (*steps, (YEAR, 5, "a year")) if days <= most), None)


def fill_place(case: Case, sheet: Sheet) -> None:
    """Place, point, division and country; each blank where the record does not tell it."""
    where = case.incident.where
    if where is None or where.place is None:
        reason = f"No place of the gazetteer could be told for “{where.name}”." if where else "No claim tells a place."
        sheet.blank((*_PLACE, *_POINT, *_COUNTRY), reason)
        return
    words = PRECISION_WORDS[where.precision]
    told_at = [claim for claim in case.told() if claim.where and claim.where.place == where.place]
    sheet.fill("where_prec", ucdp_precision(where.precision), f"The place is {words} (codebook, section 10).", told_at)
    sheet.fill("where_coordinates", where.place.name, f"The gazetteer's name: {where.reason}.", told_at)
    sheet.fill("where_description", f"{where.name} ({words})", "The report's own spelling.", told_at)
    _fill_divisions(case, sheet, where)
    _fill_point(sheet, where)
    _fill_country(case, sheet, where)


def _fill_divisions(case: Case, sheet: Sheet, where: Where) -> None:
    place = where.place
    province = case.rules.province(place) if place else None
    if place and place.level is PlaceLevel.REGION:
        sheet.fill("adm_1", place.name, "The place itself is a first-order division.")
    elif province:
        sheet.fill("adm_1", province, "The first-order division that the gazetteer puts the place in.")
    else:
        sheet.blank(["adm_1"], "The gazetteer does not tell the first-order division of the place.")
    if place and place.level is PlaceLevel.DISTRICT:
        sheet.fill("adm_2", place.name, "The place itself is a second-order division.")
    else:
        sheet.blank(["adm_2"], "The gazetteer does not tell the second-order division of a place.")


def _fill_point(sheet: Sheet, where: Where) -> None:
    point = point_of(where)
    if point is None:
        sheet.blank(_POINT, "The gazetteer has no point for the place.")
        return
    latitude, longitude = point
    sheet.fill("latitude", latitude, "The gazetteer's point, in degrees (WGS 84).")
    sheet.fill("longitude", longitude, "The gazetteer's point, in degrees (WGS 84).")
    sheet.fill("geom_wkt", f"POINT ({longitude:g} {latitude:g})", "The same point as well-known text.")
    sheet.fill("priogrid_gid", priogrid_gid(latitude, longitude), "The half-degree cell that holds the point.")


def _fill_country(case: Case, sheet: Sheet, where: Where) -> None:
    iso = where.place.country if where.place else None
    known = state_ids(iso, case.tables)
    if known is None:
        reason = f"The table country_ids has no row for {iso}." if iso else "The place lies in no one country."
        sheet.blank(_COUNTRY, reason)
        return
    sheet.fill("country", known.name, "The country that the gazetteer puts the place in; no view on its status.")
    if known.gwno is None:
        sheet.blank(["country_id", "region"], f"{known.name} is no state that Gleditsch and Ward number.")
    else:
        sheet.fill("country_id", known.gwno, "Gleditsch and Ward's number of the country.")
        sheet.fill("region", known.ucdp_region, "UCDP's region, which follows from that number.")
