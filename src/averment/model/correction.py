"""A person's corrections put over a claim as it was read: the reading stays, the view changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time

from averment.model.claim import (
    Attribution,
    Bound,
    Claim,
    Event,
    EventType,
    Figure,
    Modality,
    Party,
    Scope,
    Stance,
)
from averment.model.decision import Correction
from averment.model.run import InputError
from averment.model.when_where import TimePrecision, When

Change = Callable[[Claim, str | None], Claim]


def correct(claim: Claim, corrections: tuple[Correction, ...]) -> Claim:
    """The claim with the corrected fields, under the id that it was read with.

    Raises InputError for a field that this kind of claim does not have, or a value that the field cannot hold.
    """
    for correction in corrections:
        change = CHANGES.get(correction.field)
        if change is None:
            known = ", ".join(sorted(CHANGES))
            raise InputError(f"no field {correction.field!r} can be corrected; expected one of {known}")
        try:
            claim = change(claim, correction.value)
        except ValueError as error:
            raise InputError(f"{correction.field}={correction.value or ''}: {error}") from error
    return claim


def _figure(claim: Claim) -> Figure:
    if not isinstance(claim.what, Figure):
        raise ValueError(f"claim {claim.id} tells no figure but {claim.kind}")
    return claim.what


def _event(claim: Claim) -> Event:
    if not isinstance(claim.what, Event):
        raise ValueError(f"claim {claim.id} tells no event but {claim.kind}")
    return claim.what


def _word(value: str | None) -> str:
    if not value:
        raise ValueError("expected a word, found nothing")
    return value


def _number(value: str | None) -> int | None:
    return int(value) if value else None


def _measure(claim: Claim, value: str | None) -> Claim:
    return replace(claim, what=replace(_figure(claim), measure=_word(value)))


def _group(claim: Claim, value: str | None) -> Claim:
    return replace(claim, what=replace(_figure(claim), group=_word(value)))


def _scope(claim: Claim, value: str | None) -> Claim:
    return replace(claim, what=replace(_figure(claim), scope=Scope(_word(value))))


def _low(claim: Claim, value: str | None) -> Claim:
    figure = _figure(claim)
    return replace(claim, what=replace(figure, amount=replace(figure.amount, low=_number(value))))


def _high(claim: Claim, value: str | None) -> Claim:
    figure = _figure(claim)
    return replace(claim, what=replace(figure, amount=replace(figure.amount, high=_number(value))))


def _bound(claim: Claim, value: str | None) -> Claim:
    figure = _figure(claim)
    return replace(claim, what=replace(figure, amount=replace(figure.amount, bound=Bound(_word(value)))))


def _side(claim: Claim, value: str | None) -> Claim:
    return replace(claim, what=replace(_figure(claim), side=_party(value)))


def _actor(claim: Claim, value: str | None) -> Claim:
    if isinstance(claim.what, Figure):
        return replace(claim, what=replace(claim.what, actor=_party(value)))
    return replace(claim, what=replace(_event(claim), actor=_party(value)))


def _target(claim: Claim, value: str | None) -> Claim:
    return replace(claim, what=replace(_event(claim), target=_party(value)))


def _weapon(claim: Claim, value: str | None) -> Claim:
    if isinstance(claim.what, Figure):
        return replace(claim, what=replace(claim.what, weapon=value or None))
    return replace(claim, what=replace(_event(claim), weapon=value or None))


def _event_type(claim: Claim, value: str | None) -> Claim:
    return replace(claim, what=replace(_event(claim), event_type=EventType(_word(value))))


def _subtype(claim: Claim, value: str | None) -> Claim:
    return replace(claim, what=replace(_event(claim), subtype=value or None))


def _stance(claim: Claim, value: str | None) -> Claim:
    return _said(claim, replace(claim.attribution, stance=Stance(_word(value))))


def _modality(claim: Claim, value: str | None) -> Claim:
    return _said(claim, replace(claim.attribution, modality=Modality(_word(value))))


def _speaker(claim: Claim, value: str | None) -> Claim:
    *chain, last = claim.attribution.voices
    speaker = replace(last, name=_word(value), institution=None, party=None)
    return _said(claim, replace(claim.attribution, voices=(*chain, speaker)))


def _speaker_party(claim: Claim, value: str | None) -> Claim:
    *chain, last = claim.attribution.voices
    return _said(claim, replace(claim.attribution, voices=(*chain, replace(last, party=value or None))))


def _place(claim: Claim, value: str | None) -> Claim:
    """One of the places that the name may mean, by its id in the gazetteer; nothing leaves it open."""
    if claim.where is None:
        raise ValueError(f"claim {claim.id} names no place")
    readings = {place.gazetteer_id: place for place in claim.where.candidates}
    if value and value not in readings:
        raise ValueError(f"expected one of {', '.join(sorted(readings)) or 'no place at all'}")
    return replace(claim, where=replace(claim.where, place=readings.get(value or "")))


def _said(claim: Claim, attribution: Attribution) -> Claim:
    return replace(claim, attribution=attribution)


def _day(claim: Claim, value: str | None) -> Claim:
    day = datetime.fromisoformat(_word(value))
    last = datetime.combine(day.date(), time(23, 59, 59))
    return replace(claim, when=When(day, last, TimePrecision.DAY, "corrected by a person"))


def _party(value: str | None) -> Party | None:
    return Party(value) if value else None


CHANGES: dict[str, Change] = {
    "measure": _measure,
    "group": _group,
    "scope": _scope,
    "low": _low,
    "high": _high,
    "bound": _bound,
    "side": _side,
    "actor": _actor,
    "target": _target,
    "weapon": _weapon,
    "event_type": _event_type,
    "subtype": _subtype,
    "stance": _stance,
    "modality": _modality,
    "speaker": _speaker,
    "speaker_party": _speaker_party,
    "place": _place,
    "day": _day,
}
