"""Names that an export leaves out: of victims, of minors, of people who speak. Better a word too many than a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from averment.faces.lines import FigureLine
from averment.faces.web.desk import Desk
from averment.faces.web.desk.listing import Paged
from averment.faces.web.shapes import Sighted, VictimRow
from averment.model.claim import VoiceKind
from averment.model.run import InputError

ADULT = 18  # years
MINORS = frozenset({"children"})  # groups whose named victims are taken for minors where no age is told
SHORTEST_PART = 3  # letters: shorter parts of names ("al", "de") stand in too many other words
EVERYTHING = Paged(1, 10**9)


class Redaction(StrEnum):
    VICTIMS = "victims"
    MINORS = "minors"
    SOURCES = "sources"


def redactions_of(words: Iterable[str]) -> frozenset[Redaction]:
    """The redactions that these words ask for, commas between them or not. Raises InputError for any other word."""
    asked = [word.strip() for part in words for word in part.split(",") if word.strip()]
    for word in asked:
        if word not in set(Redaction):
            raise InputError(f"--redact {word!r} is not known: expected {', '.join(Redaction)}")
    return frozenset(map(Redaction, asked))


def names_to_cover(desk: Desk, redactions: Iterable[Redaction]) -> frozenset[str]:
    """The names, and each part of a name that somebody may be called by alone."""
    asked = frozenset(redactions)
    names: set[str] = set()
    if asked & {Redaction.VICTIMS, Redaction.MINORS}:
        every = Redaction.VICTIMS in asked
        names |= {one.name for one in desk.victims(EVERYTHING).victims if every or is_minor(one)}
        names |= set(_victims_told(desk, every))
    if Redaction.SOURCES in asked:
        names |= {voice.name for voice in desk.voices(None, EVERYTHING).voices if voice.kind == VoiceKind.PERSON}
        names |= set(_speakers_told(desk))
    return frozenset(part for name in names for part in parts_of(name))


def parts_of(name: str) -> Iterator[str]:
    """The name itself and its parts that begin with a capital or have no small form, as in other scripts."""
    yield name
    for part in name.split():
        bare = part.strip(".,;:()'’\"“”")
        if len(bare) >= SHORTEST_PART and not bare[0].islower():
            yield bare


def is_minor(victim: VictimRow) -> bool:
    if victim.age is not None:
        return victim.age < ADULT
    return any(isinstance(by.line, FigureLine) and by.line.group in MINORS for by in victim.named_by)


def _victims_told(desk: Desk, every: bool) -> Iterator[str]:
    """The names as each report spells them."""
    for one in _claims(desk):
        if isinstance(one.line, FigureLine):
            is_of_minors = one.line.group in MINORS
            for victim in one.line.victims:
                if every or (victim.age is not None and victim.age < ADULT) or (victim.age is None and is_of_minors):
                    yield victim.name


def _speakers_told(desk: Desk) -> Iterator[str]:
    for one in _claims(desk):
        if one.voice and one.voice.kind == VoiceKind.PERSON and one.line.speaker:
            yield one.line.speaker


def _claims(desk: Desk) -> Iterator[Sighted]:
    for row in desk.reports(None, EVERYTHING).reports:
        page = desk.report(row.id)
        yield from page.claims if page else ()
