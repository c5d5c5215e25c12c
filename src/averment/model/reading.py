"""What one run read in one report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from averment.model.claim import Claim, Quote
from averment.model.run import Problem
from averment.model.text import Span
from averment.model.when_where import When, Where


class NameKind(StrEnum):
    PERSON = "PERSON"
    ORG = "ORG"
    PLACE = "PLACE"


@dataclass(frozen=True, slots=True)
class Name:
    span: Span
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its parse in CoNLL-U."""

    span: Span
    conllu: str


@dataclass(frozen=True, slots=True)
class Layers:
    """What was seen on the way to the claims, for people who want to look."""

    quotes: tuple[Quote, ...] = ()
    names: tuple[Name, ...] = ()
    places: tuple[Where, ...] = ()
    times: tuple[When, ...] = ()
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One text read by one run. `published` is the report's date, declared or inferred, with its reason."""

    report: str
    text_id: str
    run: str
    published: When
    claims: tuple[Claim, ...]
    layers: Layers
    problems: tuple[Problem, ...] = ()
