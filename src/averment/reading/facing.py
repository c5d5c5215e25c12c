"""Whom a speaker means by "the enemy": the side that stands against the speaker's in this report."""

from __future__ import annotations

from collections import Counter

from averment.knowledge.parties import PartyKind, aligned, party_kind, side_of
from averment.knowledge.tables import Tables
from averment.reading.mentions import Mentions

CLEARLY = 2  # times as often named as the next side: a side that is merely mentioned is not the enemy


def facing_side(speaker: str | None, mentions: Mentions, tables: Tables) -> str | None:
    """The side named most in the report that is not aligned with the speaker's; None where two could be meant.

    International bodies and the speaker's allies face nobody.
    """
    if speaker is None:
        return None
    sides = Counter(side_of(named.name, tables) for named in mentions.named.values())
    facing = [
        (side, times)
        for side, times in sides.most_common()
        if side is not None
        and not aligned(speaker, side, None, tables)
        and party_kind(side, tables) is not PartyKind.INTERNATIONAL
    ]
    if not facing or (len(facing) > 1 and facing[0][1] < CLEARLY * facing[1][1]):
        return None
    return facing[0][0]
