"""ACLED's actors with their codes. They carry no direction: who stands first did not begin. Codebook, section 7."""

from __future__ import annotations

from dataclasses import dataclass

from averment.knowledge.codebooks import acled_type, state_ids
from averment.knowledge.countries import all_countries
from averment.knowledge.parties import PartyKind, party_country
from averment.matching.codebooks.blame import find_blame
from averment.matching.codebooks.case import Case
from averment.matching.codebooks.sheet import Sheet
from averment.matching.codebooks.sides import find_sides, side_kind
from averment.model.claim import Claim, EventType

STATE, REBEL, MILITIA, IDENTITY, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = 1, 2, 3, 4, 5, 6, 7, 8
CODES = {
    STATE: "State forces",
    REBEL: "Rebel group",
    MILITIA: "Political militia",
    IDENTITY: "Identity militia",
    RIOTERS: "Rioters",
    PROTESTERS: "Protesters",
    CIVILIANS: "Civilians",
    EXTERNAL: "External/Other",
}
_KINDS = {
    PartyKind.STATE_FORCES: STATE,
    PartyKind.REBEL_GROUP: REBEL,
    PartyKind.POLITICAL_MILITIA: MILITIA,
    PartyKind.IDENTITY_MILITIA: IDENTITY,
    PartyKind.EXTERNAL: EXTERNAL,
    PartyKind.INTERNATIONAL: EXTERNAL,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor. `inter` is None where the parties table does not tell what it is; `name` is None when unknown."""

    name: str | None
    inter: int | None
    associated: str | None
    rule: str
    claims: tuple[Claim, ...] = ()


def fill_actors(case: Case, sheet: Sheet, event_type: EventType | None) -> None:
    """Both actors, their codes, and whether civilians were the target."""
    first, second = find_actors(case, event_type)
    for number, actor in ((1, first), (2, second)):
        _fill_actor(sheet, number, actor)
    codes = [actor.inter for actor in (first, second)]
    if codes[0] is None or (second.name is not None and codes[1] is None):
        sheet.blank(["interaction"], "The code of an actor is not known.")
    else:
        low, high = min(codes[0], codes[1] or codes[0]), max(codes[0], codes[1] or codes[0])
        value = codes[0] * 10 if codes[1] is None else low * 10 + high
        sheet.fill("interaction", value, "The two codes, the lower first; 0 where there is one actor alone.")
    if second.inter == CIVILIANS:
        sheet.fill("civilian_targeting", "Civilian targeting", "Civilians are the main or only target.", second.claims)
    else:
        sheet.blank(["civilian_targeting"], "Civilians are not told to be the main or only target.")


def find_actors(case: Case, event_type: EventType | None) -> tuple[Actor, Actor]:
    """The two actors of the part: the one named as doer and the one hit; civilians where nobody armed was hit."""
    sides = find_sides(case, find_blame(case))
    crowd = _crowd(case, event_type)
    doer = _named(case, sides.actor, sides.claims) or Actor(None, None, None, "Nobody names a party as the one acting.")
    if crowd is not None:
        return crowd, doer if doer.name else Actor(None, None, None, "No other actor is named.")
    if sides.civilians_hit:
        rule = "Nobody armed is told to have been hit, or the type is one against civilians."
        return doer, Actor(_of_country(case, "Civilians"), CIVILIANS, sides.target, rule, sides.claims)
    other = _named(case, sides.target, sides.claims)
    return doer, other or Actor(None, None, None, "No other actor is named.")


def _fill_actor(sheet: Sheet, number: int, actor: Actor) -> None:
    columns = (f"actor{number}", f"assoc_actor_{number}", f"inter{number}")
    if actor.name is None:
        sheet.blank(columns, actor.rule, actor.claims)
        return
    sheet.fill(columns[0], actor.name, f"{actor.rule} Actors carry no direction.", actor.claims)
    if actor.associated:
        sheet.fill(columns[1], actor.associated, "The party that those hit belong to.", actor.claims)
    else:
        sheet.blank([columns[1]], "Nobody is told to have stood with this actor.")
    if actor.inter is None:
        sheet.blank([columns[2]], f"The table of parties does not tell what {actor.name} is.")
    else:
        sheet.fill(columns[2], actor.inter, f"{actor.inter}: {CODES[actor.inter]}.", actor.claims)


def _crowd(case: Case, event_type: EventType | None) -> Actor | None:
    """Protesters or rioters, where the type of event is theirs."""
    if event_type is None:
        return None
    group = acled_type(event_type, case.tables).event_type
    if group == "Protests":
        return Actor(_of_country(case, "Protesters"), PROTESTERS, None, "The event is a protest.")
    if group == "Riots":
        return Actor(_of_country(case, "Rioters"), RIOTERS, None, "The event is a riot.")
    return None


def _named(case: Case, side: str | None, claims: tuple[Claim, ...]) -> Actor | None:
    if side is None:
        return None
    kind = side_kind(side, case)
    code = _KINDS[kind] if kind else None
    here = _country(case)
    home = party_country(side, case.tables)
    if code == STATE and here and home and home != here:
        code = EXTERNAL  # forces of a state outside their own country
    is_state = any(country.name == side for country in all_countries(case.tables))
    name = f"Military Forces of {side}" if is_state and kind is PartyKind.STATE_FORCES else side
    return Actor(name, code, None, "The party that most claims name on this side.", claims)


def _of_country(case: Case, who: str) -> str:
    known = state_ids(_country(case), case.tables)
    return f"{who} ({known.name})" if known else who


def _country(case: Case) -> str | None:
    where = case.incident.where
    return where.place.country if where and where.place else None
