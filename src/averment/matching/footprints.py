"""What an incident leaves behind for episodes to be drawn by, without its claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from averment.matching.evened import even_words
from averment.matching.times import NEVER_TOLD
from averment.matching.titles import name_of
from averment.matching.told import Told
from averment.model.claim import Figure
from averment.model.incident import Incident
from averment.model.notes import Footprint, Mark, Times
from averment.model.when_where import PlaceLevel, When

TIERS = (timedelta(days=31), timedelta(days=400))
TOO_WIDE = frozenset({PlaceLevel.COUNTRY, PlaceLevel.SEA})
_WIDE = frozenset({PlaceLevel.AREA, PlaceLevel.REGION})


def footprint_of(incident: Incident, told: Mapping[str, Told]) -> Footprint:
    """The footprint of an incident whose claims are all in `told`."""
    claims = [told[claim] for claim in incident.claims]
    first = min(claims, key=lambda one: one.anchor)
    whens = [one.when for one in claims]
    own = [one.when for one in claims if one.claim.when and one.claim.when.earliest and tier(one.when) == 0]
    places = [one.place for one in claims if one.place]
    names = Counter(place.name for place in places if place.level not in TOO_WIDE)
    where = incident.where
    return Footprint(
        incident=incident.id,
        first=first.anchor,
        first_report=first.claim.report,
        reports=tuple(sorted({one.claim.report for one in claims})),
        is_history=all(one.is_history for one in claims),
        when=_bare(incident.when) if incident.when else None,
        place=where.place if where and where.place and where.place.level not in TOO_WIDE else None,
        name=name_of(where),
        parties=incident.parties,
        own=covering((when.earliest, when.latest) for when in own),
        dated=covering((when.earliest, when.latest) for when in whens if tier(when) == 0),
        open=left_open((when.earliest, when.latest) for when in whens),
        weekdays=tuple(sorted({when.weekday for when in whens if when.weekday is not None})),
        marks=tuple(sorted(_marks(claims))),
        names=tuple(sorted(names.items())),
        wide=tuple(sorted({place.name for place in places if place.level in _WIDE})),
    )


def tier(when: When) -> int:
    """0 for a month or less, 1 for a year, 2 for more or an open end."""
    length = when.latest - when.earliest if when.earliest and when.latest else None
    return next(
        (number for number, at_most in enumerate(TIERS) if length is not None and length <= at_most), len(TIERS)
    )


def covering(times: Iterable[Times]) -> Times:
    """From the first beginning to the last end."""
    held = tuple(times)
    earliest = min((earliest for earliest, _ in held if earliest), default=None)
    return earliest, max((latest for _, latest in held if latest), default=None)


def left_open(times: Iterable[Times]) -> Times:
    """From the last beginning to the first end: the end lies before the beginning where times cannot meet."""
    held = tuple(times)
    earliest = max((earliest for earliest, _ in held if earliest), default=None)
    return earliest, min((latest for _, latest in held if latest), default=None)


def _bare(when: When) -> When:
    return replace(NEVER_TOLD, earliest=when.earliest, latest=when.latest, weekday=when.weekday)


def _marks(claims: Sequence[Told]) -> set[Mark]:
    """What an undated unit is recognised by: its places, the sides in it, who speaks, and its figures."""
    found: set[Mark] = set()
    for one in claims:
        if one.claim.where and one.claim.where.precision not in TOO_WIDE:
            found.add(("place", one.place.gazetteer_id if one.place else " ".join(even_words(one.claim.where.name))))
        found |= {("party", party.side) for party in (one.actor, one.target) if party and party.side}
        found.add(("voice", one.voice.id))
        if isinstance(one.claim.what, Figure):
            what = one.claim.what
            found.add(("figure", what.measure, what.group, str(what.amount.low), str(what.amount.high)))
    return found
