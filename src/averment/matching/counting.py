"""How many really stand behind something: appearances, outlets by house, separate texts, separate voices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from averment.knowledge.addresses import canonical
from averment.knowledge.outlets import house_of
from averment.knowledge.tables import TABLES, Tables
from averment.matching.told import Told
from averment.model.claim import VoiceKind
from averment.model.incident import Counts
from averment.model.report import Appearance

Appearances = Mapping[str, tuple[Appearance, ...]]
NOWHERE = (Appearance(),)


def counts(told: Iterable[Told], appearances: Appearances, tables: Tables = TABLES) -> Counts:
    """The counts behind these claims. One address is one appearance, outlets of one owner are one outlet.

    An outlet that is not named, or that no table holds, is one of its own and is counted as unplaced; so is a voice
    of people without a name or a side, and that of an outlet which is not named.
    """
    held = tuple(told)
    seen = {
        (report, _place(place))
        for report in sorted({one.claim.report for one in held})
        for place in appearances.get(report) or NOWHERE
    }
    houses = {_house(report, outlet, address, tables) for report, (outlet, address, _) in seen}
    voices = {one.voice.id: is_unplaced(one, appearances) for one in held}
    return Counts(
        reports=len(seen),
        outlets=len(houses),
        texts=len({one.text for one in held}),
        voices=len(voices),
        unplaced_outlets=sum(not is_known for _, is_known in houses),
        unplaced_voices=sum(voices.values()),
    )


def is_unplaced(one: Told, appearances: Appearances) -> bool:
    """Whether nothing tells who speaks: people without a name or a side, or an outlet that is not named."""
    if one.voice.party is not None:
        return False
    if one.voice.kind is VoiceKind.OUTLET:
        chain = one.claim.attribution.voices
        return not chain[-1].name and not any(place.outlet for place in appearances.get(one.claim.report, ()))
    return one.voice.kind is VoiceKind.GROUP


def _place(place: Appearance) -> tuple[str, str, str]:
    """What tells one appearance from another: the outlet with the address, or with the file where none is known."""
    address = canonical(place.url) if place.url else ""
    return place.outlet or "", address, "" if address else (place.file or "")


def _house(report: str, outlet: str, address: str, tables: Tables) -> tuple[str, bool]:
    """The house of an outlet, and whether a table holds it; one that is not named is known by its address alone."""
    house = (house_of(tables, outlet) if outlet else None) or (house_of(tables, address) if address else None)
    return (house, True) if house else (outlet or report, False)
