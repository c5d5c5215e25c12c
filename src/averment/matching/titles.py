"""Writes the title of an incident from its content, in plain words that take no side."""

from __future__ import annotations

from calendar import day_name
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from averment.knowledge.settling import title_words
from averment.knowledge.tables import TABLES, Tables
from averment.matching.evened import even_words
from averment.matching.told import Told
from averment.model.claim import Amount, Event, EventType, Figure
from averment.model.when_where import When, Where

HARMS = ("killed", "casualties", "wounded", "missing", "abducted", "captured", "displaced")  # what a title names first


def incident_title(told: Sequence[Told], when: When | None, where: Where | None, tables: Tables = TABLES) -> str:
    """Such as "Shelling in Old Karvin, 2 May 2023"; the harm stands in it where no event is told."""
    words = title_words(tables)
    place = name_of(where)
    what = _event(told, tables) or _harm(told, tables) or words[EventType.OTHER]
    placed = words["in place"].format(what=what, place=place) if place else what
    day = day_words(when, tables)
    return words["on day"].format(what=placed, day=day) if day else placed


def episode_title(place: str | None, when: When | None, parties: Sequence[str], tables: Tables = TABLES) -> str:
    """Such as "Events in Norvia, 2 to 5 May 2023"; the parties stand in it where no place is told."""
    words = title_words(tables)
    about = place or words["and"].format(first=parties[0], second=parties[1]) if place or len(parties) > 1 else None
    what = words["region events"].format(place=about) if about else words["no place"].capitalize()
    day = day_words(when, tables) or words["no day"]
    return words["on day"].format(what=what, day=day)


def name_of(where: Where | None) -> str | None:
    """The place as the report spells it, with the gazetteer's spelling behind it where that is another."""
    if where is None:
        return None
    if where.place is None:
        return where.name
    told, known = even_words(where.name), even_words(where.place.name)
    if set(told) <= set(known):
        return where.place.name
    return where.name if set(known) <= set(told) else f"{where.name} ({where.place.name})"


def day_words(when: When | None, tables: Tables = TABLES) -> str | None:
    """The day, month or year in words; a day of the week where no more is known; None where nothing is."""
    if when is None:
        return None
    words = title_words(tables)
    weekday = words["a weekday"].format(day=day_name[when.weekday]) if when.weekday is not None else None
    if when.earliest is None or when.latest is None:
        return weekday
    first, last = when.earliest.date(), when.latest.date()
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if last - first > timedelta(days=31):
        span = f"{first.year}" if first.year == last.year else words["between"].format(low=first.year, high=last.year)
        return words["on day"].format(what=weekday, day=span) if weekday else span
    begin = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else f"{first.day} {first:%B}"
    return words["between"].format(low=begin, high=f"{last.day} {last:%B %Y}")


def _event(told: Sequence[Told], tables: Tables) -> str | None:
    """The event most often told; a finer word says more than "other development"."""
    words = title_words(tables)
    events = [one.claim.what for one in told if isinstance(one.claim.what, Event) and not one.is_denial]
    named = [
        event.subtype.capitalize() if event.event_type is EventType.OTHER and event.subtype else words[event.event_type]
        for event in events
    ]
    counted = Counter(named)
    return min(counted, key=lambda name: (-counted[name], name), default=None)


def _harm(told: Sequence[Told], tables: Tables) -> str | None:
    """The gravest harm told. No number stands in a title: numbers are what accounts differ about."""
    words = title_words(tables)
    figures = [one.claim.what for one in told if isinstance(one.claim.what, Figure)]
    gravest = min(figures, key=lambda figure: (_gravity(figure), figure.group), default=None)
    if gravest is None or gravest.measure not in words:
        return None
    harm = words[gravest.measure].format(group=gravest.group.replace("_", " "))
    return harm[:1].upper() + harm[1:]


def _gravity(figure: Figure) -> int:
    return HARMS.index(figure.measure) if figure.measure in HARMS else len(HARMS)


def amount_words(amount: Amount, tables: Tables = TABLES) -> str | None:
    """The numbers as their bound reads them: "at least 12", "24 to 99"."""
    pattern = title_words(tables)[amount.bound]
    needed = [name for name in ("low", "high") if f"{{{name}}}" in pattern]
    known = {"low": amount.low, "high": amount.high}
    if any(known[name] is None for name in needed):
        return None
    return pattern.format(**{name: f"{known[name]:,}" for name in needed})
