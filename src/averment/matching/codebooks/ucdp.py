"""An incident as a row of the UCDP Georeferenced Event Dataset. Codebook, sections 6 and 10."""

from __future__ import annotations

from averment.knowledge.codebooks import state_ids
from averment.knowledge.countries import all_countries
from averment.knowledge.parties import PartyKind, party_country
from averment.matching.codebooks.blame import Blame, denied_deaths, find_blame, third_voices
from averment.matching.codebooks.case import Case, speaker_name
from averment.matching.codebooks.sheet import Sheet
from averment.matching.codebooks.sides import Sides, find_sides, is_against_civilians, side_kind
from averment.matching.codebooks.sources import BETWEEN, fill_sources
from averment.matching.codebooks.tally import Tally, tally
from averment.matching.codebooks.ucdp_place import fill_place, fill_time
from averment.model.claim import Claim, Figure, Scope
from averment.model.codebook import Codebook, CodebookRow, Deaths, Ends, EqualVoices

_COLUMNS = """
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources
source_article source_office source_date source_headline source_original where_prec where_coordinates
where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity
date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob
"""
COLUMNS = tuple(_COLUMNS.split())
OWN_COLUMNS = ("averment_incident", "averment_reports", "averment_outlets", "averment_texts", "averment_voices")
ONLY_UCDP = (
    "id", "relid", "active_year", "code_status", "conflict_dset_id", "conflict_new_id", "conflict_name",
    "dyad_dset_id", "dyad_new_id", "side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id",
)  # fmt: skip
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
_NAMED = {STATE_BASED: "state-based", NON_STATE: "non-state", ONE_SIDED: "one-sided"}
_AGGREGATED = frozenset({Scope.DAY, Scope.CUMULATIVE})


def ucdp_row(case: Case) -> CodebookRow | None:
    """The row; None where nobody is said to have died: UCDP's events have at least one death.

    What cannot be filled is blank, and its cell says why. Our own counts of independence stand in columns after UCDP's.
    """
    blame = find_blame(case)
    sides = find_sides(case, blame)
    kind, pair, why = _violence(case, blame, sides)
    found = tally(case, "killed", pair)
    if found is None or (found.parts and found.deaths.total.high == 0):
        return None
    sheet = Sheet((*COLUMNS, *OWN_COLUMNS))
    sheet.blank(ONLY_UCDP, "Only UCDP gives this: its conflicts, dyads, actors and editing have numbers of its own.")
    _fill_sides(case, sheet, kind, pair, why, sides)
    _fill_deaths(case, sheet, found, blame)
    fill_time(case, sheet)
    fill_place(case, sheet)
    fill_sources(case, sheet)
    _fill_own(case, sheet, found)
    return sheet.row(Codebook.UCDP, case.incident.id, case.incident.id)


def _violence(case: Case, blame: Blame, sides: Sides) -> tuple[int | None, tuple[str | None, str | None], str]:
    """The type of violence, its two sides in UCDP's order, and why."""
    actor, target = sides.actor, sides.target
    against = is_against_civilians(case) or (sides.civilians_hit and target is None)
    if actor is None:
        return None, (None, None), "Nobody names a party as the one who did it."
    if against and len(blame.sides) > 1:
        named = " and ".join(blame.sides)
        return None, (None, None), f"{named} are each said to have attacked civilians; nothing decides between them."
    if against:
        return ONE_SIDED, (actor, None), f"{actor} is said to have attacked people who were not armed."
    if target is None:
        return None, (actor, None), f"Only {actor} is named; nobody tells who stood on the other side."
    kinds = {side: side_kind(side, case) for side in (actor, target)}
    unknown = [side for side, kind in kinds.items() if kind is None]
    if unknown:
        return None, (actor, target), f"The table of parties does not tell what {unknown[0]} is."
    states = sorted(side for side, kind in kinds.items() if kind is PartyKind.STATE_FORCES)
    others = sorted(side for side in kinds if side not in states)
    pair = (*states, *others)
    order = "states first, then by name"
    if states:
        return STATE_BASED, (pair[0], pair[1]), f"At least one of {pair[0]} and {pair[1]} is a state ({order})."
    return NON_STATE, (pair[0], pair[1]), f"Neither {pair[0]} nor {pair[1]} is a state ({order})."


def _fill_sides(
    case: Case, sheet: Sheet, kind: int | None, pair: tuple[str | None, str | None], why: str, sides: Sides
) -> None:
    if kind is None:
        sheet.blank(["type_of_violence", "dyad_name"], why, sides.claims)
    else:
        sheet.fill("type_of_violence", kind, f"{kind}, {_NAMED[kind]}: {why}", sides.claims)
    names = [_side_name(case, pair[0]), "Civilians" if kind == ONE_SIDED else _side_name(case, pair[1])]
    for column, name in zip(("side_a", "side_b"), names, strict=True):
        if name is None:
            sheet.blank([column], why, sides.claims)
        else:
            sheet.fill(column, name, why, sides.claims)
    if kind is not None:
        sheet.fill("dyad_name", " - ".join(filter(None, names)), "The two sides.", sides.claims)
    for column, side in zip(("gwnoa", "gwnob"), pair, strict=True):
        _fill_number(case, sheet, column, side)


def _fill_number(case: Case, sheet: Sheet, column: str, side: str | None) -> None:
    if side is None:
        sheet.blank([column], "This side is no state, or is not known.")
        return
    known = state_ids(party_country(side, case.tables), case.tables) if _is_country(case, side) else None
    if known is None or known.gwno is None:
        sheet.blank([column], f"{side} is no state that Gleditsch and Ward number; other numbers only UCDP gives.")
    else:
        sheet.fill(column, known.gwno, f"Gleditsch and Ward's number of {known.name}.")


def _side_name(case: Case, side: str | None) -> str | None:
    """As UCDP names states: "Government of Norvia"."""
    return f"Government of {side}" if side and _is_country(case, side) else side


def _is_country(case: Case, side: str) -> bool:
    return any(country.name == side for country in all_countries(case.tables))


def _fill_deaths(case: Case, sheet: Sheet, found: Tally, blame: Blame) -> None:
    columns = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low")
    if not found.parts:
        sheet.blank(columns, "People are said to have been killed, and nobody says how many.", found.unread)
        return
    deaths, denied = found.deaths, denied_deaths(case, found.claims, blame)
    if denied and not third_voices(blame, "killed"):
        low = Ends(0, deaths.total.best, deaths.total.high)
        deaths = Deaths(deaths.side_a, deaths.side_b, deaths.civilians, deaths.unknown, low)
        why_low = f"0: {_names(denied)}, the one accused, denies the deaths, and no third voice speaks."
        sheet.fill("low", 0, why_low, (*found.claims, *(claim.id for claim in denied)))
    else:
        sheet.fill("low", deaths.total.low, _low_rule(found), found.claims)
    sheet.fill("best", deaths.total.best, _best_rule(case, found), found.best_claims)
    sheet.fill("high", deaths.total.high, "The highest figure that still stands.", found.claims)
    rival = " Parts and whole cannot both be true, so nothing divides the whole." if found.rival else ""
    for column, number, of in (
        ("deaths_a", deaths.side_a, "Armed people of side A."),
        ("deaths_b", deaths.side_b, "Armed people of side B."),
        ("deaths_civilians", deaths.civilians, "People told to be civilians."),
        ("deaths_unknown", deaths.unknown, "What no part of the whole tells: the best number less the other groups."),
    ):
        sheet.fill(column, number, of + rival, found.claims)


def _low_rule(found: Tally) -> str:
    return "The lowest figure that still stands; a part's lowest number is a lower bound of the whole."


def _best_rule(case: Case, found: Tally) -> str:
    voices = sorted({speaker_name(case.claim(claim)) for claim in found.best_claims})
    which = "lower" if case.rules.choices.equal_voices is EqualVoices.LOWER else "higher"
    return (
        f"The figure of the most reliable voice, of equally reliable ones the {which}: {', '.join(voices)}. "
        "The four groups of deaths add up to it."
    )


def _fill_own(case: Case, sheet: Sheet, found: Tally) -> None:
    counts = case.counts()
    sheet.fill("number_of_sources", counts.reports, "Reports read, each appearance of one text counted.")
    told = found.best_claims or found.unread
    voices = list(dict.fromkeys(speaker_name(case.claim(claim)) for claim in told))
    sheet.fill("source_original", BETWEEN.join(voices), "The voices on whose word the best number rests.", told)
    aggregated = [claim for claim in told if _is_aggregated(case.claim(claim))]
    if aggregated:
        sheet.fill("event_clarity", 2, "2: the source itself adds up several events or a whole day.", aggregated)
    else:
        sheet.fill("event_clarity", 1, "1: the incident stands alone.", told)
    sheet.fill("averment_incident", case.incident.id, "The incident's id in this ledger.")
    sheet.fill("averment_reports", counts.reports, "Appearances of reports that tell it.")
    sheet.fill("averment_outlets", counts.outlets, "Outlets in which they appeared.")
    sheet.fill("averment_texts", counts.texts, "Separate texts: a copied passage counts once.")
    sheet.fill("averment_voices", counts.voices, "Separate voices: an institution counts once, whoever speaks for it.")


def _is_aggregated(claim: Claim) -> bool:
    return isinstance(claim.what, Figure) and claim.what.scope in _AGGREGATED


def _names(claims: tuple[Claim, ...]) -> str:
    return ", ".join(dict.fromkeys(speaker_name(claim) for claim in claims))
