"""An incident as an Airwars assessment: ranges of people hurt, status of the strike, grade. Codebook, section 8."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from averment.knowledge.settling import event_families
from averment.matching.codebooks.blame import Blame, denied_deaths, find_blame, third_voices, together
from averment.matching.codebooks.case import Case, speaker_name
from averment.matching.codebooks.harm_ranges import Harm, Hurt, accounts, airwars_ends, find_hurt, harm_of
from averment.matching.codebooks.places import PRECISION_WORDS, point_of
from averment.matching.codebooks.sheet import Sheet
from averment.matching.codebooks.sources import BETWEEN, find_sources
from averment.model.claim import Claim, Event, Figure, Stance
from averment.model.codebook import Codebook, CodebookRow
from averment.model.incident import Grade

_COLUMNS = """
incident date_earliest date_latest location country latitude longitude location_accuracy strike_status grade
belligerents_named killed_min killed_max injured_min injured_max women_killed_min women_killed_max men_killed_min
men_killed_max children_killed_min children_killed_max belligerents_killed_min belligerents_killed_max
belligerents_injured_min belligerents_injured_max civilian_status sources
"""
COLUMNS = tuple(_COLUMNS.split())
HURTING = ("killed", "wounded", "casualties")
BY_WEAPONS_OF_WAR = frozenset({"bombardment", "explosive"})  # whoever shells or bombs is a belligerent
ENOUGH = 2  # independent sources for "Fair"


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade, or none, with its reason and the claims that it rests on."""

    grade: Grade | None
    reason: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """What Airwars would write: ranges, status of the strike and grade, each with its rule."""

    killed: Hurt
    injured: Hurt
    women: Harm
    men: Harm
    children: Harm
    status: str | None
    status_rule: str
    graded: Graded


def airwars_row(case: Case) -> CodebookRow | None:
    """The row; None where nobody is said to have been hurt: an assessment is of alleged harm to people."""
    found = assess(case)
    if found is None:
        return None
    sheet = Sheet(COLUMNS)
    _fill_where_and_when(case, sheet)
    _fill_grade(case, sheet, found)
    for column, harm in (
        ("killed", found.killed.civilians),
        ("injured", found.injured.civilians),
        ("women_killed", found.women),
        ("men_killed", found.men),
        ("children_killed", found.children),
        ("belligerents_killed", found.killed.belligerents),
        ("belligerents_injured", found.injured.belligerents),
    ):
        _fill_range(sheet, column, harm)
    return sheet.row(Codebook.AIRWARS, case.incident.id, case.incident.id)


def assess(case: Case) -> Assessment | None:
    """The assessment; None where no claim tells of people hurt."""
    harm = tuple(claim for measure in HURTING for claim in accounts(case, measure))
    if not harm:
        return None
    blame = find_blame(case)
    killed, injured = (_hurt(case, measure, blame) for measure in ("killed", "wounded"))
    if killed.civilians.low is None and injured.civilians.low is None and not killed.belligerents.claims:
        killed = replace(killed, civilians=_unclear(case))
    status, rule = _strike_status(case, blame, harm)
    women, men, children = (harm_of(case, "killed", group) for group in ("women", "men", "children"))
    return Assessment(killed, injured, women, men, children, status, rule, _grade(case, blame, harm, killed, injured))


def grade_of(case: Case) -> Grade | None:
    """The grade alone; None where no claim tells of people hurt, or none applies."""
    found = assess(case)
    return found.graded.grade if found else None


def _hurt(case: Case, measure: str, blame: Blame) -> Hurt:
    """The people hurt; from 0 on where the one accused denies it and no third voice speaks."""
    hurt = find_hurt(case, measure, blame)
    denied = denied_deaths(case, hurt.civilians.claims, blame)
    if not denied or third_voices(blame, measure) or hurt.civilians.low is None:
        return hurt
    who = ", ".join(dict.fromkeys(speaker_name(claim) for claim in denied))
    rule = f"{who}, the one accused, denies it and no third voice speaks: contested, so the minimum is 0."
    claims = (*hurt.civilians.claims, *(claim.id for claim in denied))
    return replace(hurt, civilians=Harm(0, hurt.civilians.high, rule, claims))


def _unclear(case: Case) -> Harm:
    """Casualties of which nobody says whether they died: possible but unclear harm is 0 to 1."""
    told = accounts(case, "casualties")
    highs = [found[1] for claim in told if _numbered(claim) and (found := _ends(case, claim)) is not None]
    claims = tuple(claim.id for claim in told)
    if highs:
        return Harm(0, max(highs), "Casualties, and nobody says how many of them died: from none to all.", claims)
    return Harm(0, 1, "Possible but unclear harm is 0 to 1.", claims) if told else Harm(None, None, "No harm is told.")


def _ends(case: Case, claim: Claim) -> tuple[int, int] | None:
    return airwars_ends(claim, case) if isinstance(claim.what, Figure) else None


def _numbered(claim: Claim) -> bool:
    what = claim.what
    return isinstance(what, Figure) and (what.amount.low is not None or what.amount.high is not None)


def _grade(case: Case, blame: Blame, harm: tuple[Claim, ...], killed: Hurt, injured: Hurt) -> Graded:
    """The first that applies. Codebook, section 8."""
    owned = tuple(claim for claim in blame.accepted if _owns_harm(claim))
    if owned:
        return Graded(Grade.CONFIRMED, f"{_names(owned)} accepts responsibility for the harm.", owned)
    if all(hurt.civilians.low is None for hurt in (killed, injured)):
        return Graded(Grade.DISCOUNTED, "Local evidence tells of belligerents alone.", harm)
    denied = _denied_alone(case, blame, harm)
    if len(blame.sides) > 1:
        return Graded(Grade.CONTESTED, f"Competing claims of responsibility: {', '.join(blame.sides)}.", blame.naming)
    if denied:
        return Graded(Grade.CONTESTED, f"{_names(denied)} denies it and no third voice speaks.", denied)
    sources = independent_sources(case, harm)
    if len(sources) >= ENOUGH and (blame.sides or _is_by_weapon_of_war(case)):
        return Graded(
            Grade.FAIR, f"{len(sources)} independent sources ({', '.join(sources)}), likely by a belligerent.", harm
        )
    if len(sources) >= ENOUGH:
        return Graded(Grade.WEAK, f"{len(sources)} sources, and none tells that a belligerent did it.", harm)
    return Graded(Grade.WEAK, f"One source: {', '.join(sources)}.", harm)


def _denied_alone(case: Case, blame: Blame, harm: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The denials of the harm by the one accused, where no third voice counts those hurt."""
    third = [claim for measure in HURTING for claim in third_voices(blame, measure)]
    return () if third else denied_deaths(case, (claim.id for claim in harm), blame)


def independent_sources(case: Case, harm: Iterable[Claim]) -> tuple[str, ...]:
    """The voices that tell of the harm or of what did it, those of one side as one source.

    A text that many outlets print adds none: what counts is on whose word it stands.
    """
    told = [*harm, *(claim for claim in case.told() if isinstance(claim.what, Event))]
    parties = {speaker_name(claim): claim.attribution.speaker.party for claim in told}
    outlets = {speaker_name(claim) for claim in told if _repeats(claim, told)}
    names = [name for name in sorted(parties) if name not in outlets]
    dropped: set[str] = set()
    for one, other in combinations(names, 2):
        if one not in dropped and together(case, parties[one], parties[other]):
            dropped.add(other)
    return tuple(name for name in names if name not in dropped)


def _repeats(claim: Claim, told: Iterable[Claim]) -> bool:
    """Whether the outlet speaks for itself in a report in which others do: it adds no source to what they say."""
    alone = len(claim.attribution.voices) == 1
    return alone and any(other.report == claim.report and len(other.attribution.voices) > 1 for other in told)


def _strike_status(case: Case, blame: Blame, harm: tuple[Claim, ...]) -> tuple[str | None, str]:
    if blame.accepted:
        return "declared", f"{_names(blame.accepted)} says that it acted."
    if len(blame.sides) > 1:
        return "contested", f"Competing claims of responsibility: {', '.join(blame.sides)}."
    if _denied_alone(case, blame, harm):
        return "contested", "The one accused denies it and no third voice speaks."
    sources = independent_sources(case, harm)
    if len(sources) >= ENOUGH:
        return "likely", f"{len(sources)} independent sources tell it."
    return "single source claim", f"One source tells it: {', '.join(sources)}."


def _owns_harm(claim: Claim) -> bool:
    return claim.attribution.stance is Stance.CONFIRMS or isinstance(claim.what, Figure)


def _is_by_weapon_of_war(case: Case) -> bool:
    families = event_families(case.tables)
    return any(families[event_type] in BY_WEAPONS_OF_WAR for event_type in case.incident.event_types)


def _fill_where_and_when(case: Case, sheet: Sheet) -> None:
    incident = case.incident
    sheet.fill("incident", incident.id, "The incident's id in this ledger.")
    when = incident.when
    for column, moment in (
        ("date_earliest", when.earliest if when else None),
        ("date_latest", when.latest if when else None),
    ):
        if when is None or moment is None:
            sheet.blank([column], "Nothing tells this end of the time.")
        else:
            sheet.fill(column, moment.date().isoformat(), f"{when.reason}.")
    where = incident.where
    if where is None:
        sheet.blank(["location", "country", "latitude", "longitude", "location_accuracy"], "No claim tells a place.")
        return
    sheet.fill("location", where.place.name if where.place else where.name, f"{where.reason}.")
    sheet.fill("location_accuracy", PRECISION_WORDS[where.precision], "How precisely the claims place it.")
    point, country = point_of(where), where.place.country if where.place else None
    if point is None:
        sheet.blank(["latitude", "longitude"], "The gazetteer has no point for the place.")
    else:
        sheet.fill("latitude", point[0], "The gazetteer's point, in degrees (WGS 84).")
        sheet.fill("longitude", point[1], "The gazetteer's point, in degrees (WGS 84).")
    if country is None:
        sheet.blank(["country"], "The place lies in no one country, or is not resolved.")
    else:
        sheet.fill("country", country, "The country that the gazetteer puts the place in (ISO 3166).")


def _fill_grade(case: Case, sheet: Sheet, found: Assessment) -> None:
    sheet.fill("strike_status", found.status, found.status_rule)
    graded = found.graded
    sheet.fill("grade", graded.grade.value if graded.grade else None, graded.reason, graded.claims)
    blame = find_blame(case)
    if blame.sides:
        sheet.fill("belligerents_named", BETWEEN.join(blame.sides), "The parties said to have done it.", blame.naming)
    else:
        sheet.blank(["belligerents_named"], "Nobody names a party as the one who did it.")
    if found.killed.contested or found.injured.contested:
        sheet.fill("civilian_status", "contested", found.killed.civilians.rule, found.killed.civilians.claims)
    else:
        sheet.fill("civilian_status", "civilian", "Civilian unless local evidence says otherwise.")
    outlets = list(dict.fromkeys(source.outlet for source in find_sources(case) if source.outlet))
    if outlets:
        sheet.fill("sources", BETWEEN.join(outlets), "The outlets in which it was read.")
    else:
        sheet.blank(["sources"], "No report names its outlet.")


def _fill_range(sheet: Sheet, column: str, harm: Harm) -> None:
    for end, number in (("min", harm.low), ("max", harm.high)):
        sheet.fill(f"{column}_{end}", number, harm.rule, harm.claims)


def _names(claims: Iterable[Claim]) -> str:
    return ", ".join(dict.fromkeys(speaker_name(claim) for claim in claims))
