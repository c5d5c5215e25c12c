"""Named dead and wounded of one incident, each person once, however many reports name them and however they are spelt.

They are listed and never counted: a total that includes them is a figure of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from averment.knowledge.settling import name_particles
from averment.knowledge.tables import TABLES, Tables
from averment.matching.evened import even_words
from averment.matching.names import is_variant
from averment.model.claim import Claim, Figure, Victim
from averment.model.collection import Collection
from averment.model.ids import content_id
from averment.model.incident import Incident

YEAR = 1  # two reports may tell an age before and after a birthday


@dataclass(frozen=True, slots=True)
class Mention:
    """A person as one claim names them."""

    claim: Claim
    victim: Victim
    measure: str


@dataclass(frozen=True, slots=True)
class Person:
    """One person among those hit. `name` is the fullest; `reasons` say why differing mentions were taken for one.

    `measures` holds every measure told ("wounded", then "killed"); age and sex are None where no mention tells them.
    """

    id: str
    name: str
    other_names: tuple[str, ...]
    age: int | None
    sex: str | None
    measures: tuple[str, ...]
    mentions: tuple[Mention, ...]
    reasons: tuple[str, ...]


def named_victims(incident: Incident, collection: Collection, tables: Tables = TABLES) -> tuple[Person, ...]:
    """Everyone whom the incident's claims name, in the order in which they are first named."""
    claims = sorted((collection.claim(id) for id in incident.claims), key=lambda one: (one.report, one.evidence.start))
    mentions = [
        Mention(claim, victim, claim.what.measure)
        for claim in claims
        if isinstance(claim.what, Figure)
        for victim in claim.what.victims
    ]
    return match_mentions(mentions, tables)


def match_mentions(mentions: Sequence[Mention], tables: Tables = TABLES) -> tuple[Person, ...]:
    """The persons behind these mentions. One that fits two persons equally well stays a person of its own."""
    order = {id(one): number for number, one in enumerate(mentions)}
    groups: list[list[Mention]] = []
    reasons: list[list[str]] = []
    for mention in sorted(mentions, key=lambda one: (-len(_words(one, tables)), order[id(one)])):
        fitting = [
            (number, why)
            for number, group in enumerate(groups)
            if (why := _same_as_all(mention, group, tables)) is not None
        ]
        if len(fitting) == 1:
            number, why = fitting[0]
            groups[number].append(mention)
            reasons[number] += [why] if why and why not in reasons[number] else []
        else:
            groups.append([mention])
            reasons.append([])
    people = [_person(group, why, order) for group, why in zip(groups, reasons, strict=True)]
    return tuple(sorted(people, key=lambda person: min(order[id(one)] for one in person.mentions)))


def same_person(one: Mention, other: Mention, tables: Tables = TABLES) -> str | None:
    """Why the two name one person ("" where the names are the same words); None where they do not.

    Ages more than a year apart and different sexes speak against it, whatever the names.
    """
    ages = (one.victim.age, other.victim.age)
    if ages[0] is not None and ages[1] is not None and abs(ages[0] - ages[1]) > YEAR:
        return None
    if one.victim.sex and other.victim.sex and one.victim.sex != other.victim.sex:
        return None
    why = names_agree(_words(one, tables), _words(other, tables))
    if why is None or not why:
        return why
    beside = [f"both {ages[0]} years old"] if ages[0] is not None and ages[0] == ages[1] else []
    places = [mention.claim.where.name for mention in (one, other) if mention.claim.where]
    beside += [f"both in {places[0]}"] if len(places) == 2 and places[0] == places[1] else []
    return "; ".join([f"“{one.victim.name}” and “{other.victim.name}”: {why}", *beside])


def names_agree(one: Sequence[str], other: Sequence[str]) -> str | None:
    """How two names of one person differ: "" where they do not, None where they are of two persons.

    Spelling, order, a left out middle or father's name and initials may differ. A shorter name that begins with a later
    word of the longer one is another person: among "Adil Omar Doran" and "Omar Doran" the second may be the father.
    """
    shorter, longer = sorted((tuple(one), tuple(other)), key=len)
    if shorter == longer and shorter:
        return ""
    if len(shorter) < 2:
        return None
    places = _placed(shorter, longer)
    if places is None or (all(len(word) == 1 for word in shorter[:-1]) and len(shorter[-1]) == 1):
        return None
    in_order = list(places) == sorted(places)
    if in_order and places[0] != 0:
        return None
    pairs = [(word, longer[at]) for word, at in zip(shorter, places, strict=True)]
    initial = any((len(word) == 1) != (len(like) == 1) for word, like in pairs)
    spelt = any(min(len(word), len(like)) > 1 and word != like for word, like in pairs)
    told = [
        *(["spelt otherwise"] if spelt else []),
        *(["an initial for a name"] if initial else []),
        *(["in another order"] if not in_order else []),
        *(["a name left out"] if len(shorter) < len(longer) else []),
    ]
    return ", ".join(told)


def _placed(shorter: Sequence[str], longer: Sequence[str]) -> tuple[int, ...] | None:
    """Where each word of the shorter name stands in the longer, full words before initials; None where one does not."""
    taken: dict[int, int] = {}
    for number in sorted(range(len(shorter)), key=lambda at: (len(shorter[at]) == 1, at)):
        free = [at for at in range(len(longer)) if at not in taken.values() and is_variant(shorter[number], longer[at])]
        if not free:
            return None
        same = [at for at in free if shorter[number] == longer[at]]
        taken[number] = (same or free)[0]
    full = sum(len(shorter[number]) > 1 and len(longer[at]) > 1 for number, at in taken.items())
    return tuple(taken[number] for number in range(len(shorter))) if full else None


def _same_as_all(mention: Mention, group: Sequence[Mention], tables: Tables) -> str | None:
    """Why it is the person of the whole group; None where it disagrees with one of the mentions."""
    told = [same_person(mention, other, tables) for other in group]
    return None if None in told else next((why for why in told if why), "")


def _person(group: Sequence[Mention], reasons: Sequence[str], order: dict[int, int]) -> Person:
    held = sorted(group, key=lambda one: order[id(one)])
    names = list(dict.fromkeys(one.victim.name for one in held))
    name = max(names, key=lambda found: (len(found.split()), len(found)))
    first = held[0]
    return Person(
        id=content_id("person", first.claim.text_id, first.victim.span.start, first.victim.span.end),
        name=name,
        other_names=tuple(found for found in names if found != name),
        age=next((one.victim.age for one in held if one.victim.age is not None), None),
        sex=next((one.victim.sex for one in held if one.victim.sex), None),
        measures=tuple(dict.fromkeys(one.measure for one in held)),
        mentions=tuple(held),
        reasons=tuple(reasons),
    )


def _words(mention: Mention, tables: Tables) -> tuple[str, ...]:
    """The name in even letters, without the particles that spellings drop at will ("al", "de", "van")."""
    words = tuple(even_words(mention.victim.name))
    kept = tuple(word for word in words if word not in name_particles(tables))
    return kept if len(kept) > 1 else words
