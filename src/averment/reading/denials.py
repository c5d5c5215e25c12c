"""Ties what is denied in a report to the claim that it denies, and what is retracted to the claim taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from averment.knowledge.settling import common_words, event_families, violent_families
from averment.knowledge.speech import speech_words
from averment.knowledge.tables import Tables
from averment.model.claim import Claim, Event, EventType, Figure, Party, Stance

TELLING = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ALLEGES})
REACH = 600  # characters: "the claims" are those of this paragraph or the one before
STEM = 5  # letters that a noun and its plural or adjective share
POINTING_WORDS = 3  # "it", "the charges", "this strongly": with more words a denial says itself what it denies
MARKS = ".,;:!?\"'“”‘’«»()"
SAME_TYPE, SAME_TARGET, SAME_FAMILY, SAME_DOER = range(4)  # from the surest tie to the loosest


def tie_denials(claims: Sequence[Claim], text: str, tables: Tables) -> tuple[Claim, ...]:
    """The claims, each denial with the id of what it denies where this report tells it; no assertion is invented.

    What is denied is told by another voice, what is retracted by the same one. Of the events within two paragraphs it
    is one of the same type, else violence against the same target ("denied firing on the bus" and the shelling of the
    bus), else of the same family, else violence that the same doer is said to have done; of several the nearest.
    A denial that points back ("denied the claims") is of what was told last before it.
    """
    return tuple(
        replace(claim, denies=_denied(claim, claims, text, tables)) if _takes_away(claim) else claim for claim in claims
    )


def _takes_away(claim: Claim) -> bool:
    return claim.attribution.stance in (Stance.DENIES, Stance.RETRACTS)


def _denied(denial: Claim, claims: Sequence[Claim], text: str, tables: Tables) -> str | None:
    told = [claim for claim in claims if _may_be_meant(claim, denial)]
    match denial.what:
        case Event() as event:
            ties = [(tie, claim) for claim in told
                    if (tie := _tie(event, denial, claim, text, tables)) is not None]  # fmt: skip
            surest = min((tie for tie, _ in ties), default=None)
            alike = [claim for tie, claim in ties if tie == surest]
        case Figure(measure=measure):
            alike = [claim for claim in told if isinstance(claim.what, Figure) and claim.what.measure == measure]
        case _:
            alike = _pointed_at(denial, told, text, tables)
    nearest = min(alike, key=lambda claim: (_distance(denial, claim), claim.kind), default=None)
    return nearest.id if nearest else None


def _may_be_meant(claim: Claim, denial: Claim) -> bool:
    """Whether it is told near by: by another voice where it is denied, by the same one where it is retracted."""
    speech, own = claim.attribution, denial.attribution
    is_same = speech.speaker.name == own.speaker.name
    return is_same is (own.stance is Stance.RETRACTS) and speech.stance in TELLING and _distance(denial, claim) <= REACH


def _tie(event: Event, denial: Claim, claim: Claim, text: str, tables: Tables) -> int | None:
    """How surely the claim is what is denied; None where it is something else."""
    what = claim.what
    if not isinstance(what, Event) or not _may_be_one(event.actor, what.actor):
        return None
    if what.event_type is event.event_type:
        return None if event.event_type is EventType.OTHER and what.subtype != event.subtype else SAME_TYPE
    families = event_families(tables)
    violent = violent_families(tables)
    if not {families[event.event_type], families[what.event_type]} <= violent:
        return None
    if _uncommon(denial, text, tables) & _uncommon(claim, text, tables):
        return SAME_TARGET
    if event.target is not None and what.target is not None:
        return None  # "denied bombing the school" is not of the bus
    if families[event.event_type] == families[what.event_type]:
        return SAME_FAMILY
    return SAME_DOER if event.actor is not None and what.actor is not None else None


def _uncommon(claim: Claim, text: str, tables: Tables) -> frozenset[str]:
    """The stems of what a claim is about: its words but the stock of war news and those for the doer."""
    actor = claim.what.actor.name.casefold() if isinstance(claim.what, Event) and claim.what.actor else ""
    words = ("".join(filter(str.isalnum, word)) for word in claim.evidence.of(text).casefold().split())
    stock = common_words(tables)
    return frozenset(word[:STEM] for word in words if len(word) > 2 and word not in stock and word not in actor)


def _may_be_one(one: Party | None, other: Party | None) -> bool:
    """Whether both may be one doer; a doer that is not named fits any."""
    if one is None or other is None:
        return True
    return one.name == other.name or (one.side is not None and one.side == other.side)


def _pointed_at(denial: Claim, told: Sequence[Claim], text: str, tables: Tables) -> list[Claim]:
    """What was told last, where the denial points back at it; else what tells of the same thing as the denied words."""
    content = [word.strip(MARKS).casefold() for word in denial.attribution.content.of(text).split()]
    nouns = speech_words(tables).nouns
    if len(content) <= POINTING_WORDS or any(word in nouns or word.removesuffix("s") in nouns for word in content):
        return _last_told(denial, told)
    mine = _uncommon(denial, text, tables)
    return [claim for claim in told if claim.evidence.start < denial.evidence.start
            and mine & _uncommon(claim, text, tables)]  # fmt: skip


def _last_told(denial: Claim, told: Sequence[Claim]) -> list[Claim]:
    """The claims of the sentence told last before the denial, by somebody who is named."""
    inside = [claim for claim in told if denial.evidence.holds(claim.evidence) and claim.attribution.cue]
    if inside:
        return inside  # "brushed aside the rebels' claims that ..."
    before = [claim for claim in told if claim.evidence.end <= denial.evidence.start and claim.attribution.cue]
    if not before:
        return []
    last = max(before, key=lambda claim: claim.attribution.content.end).attribution
    return [claim for claim in before if claim.attribution.content == last.content]


def _distance(one: Claim, other: Claim) -> int:
    return max(one.evidence.start - other.evidence.end, other.evidence.start - one.evidence.end, 0)
