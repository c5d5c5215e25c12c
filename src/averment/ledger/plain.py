"""Nouns as plain JSON values and back, exactly: the form of every ledger column that holds a whole noun.

A noun is an object of its fields, those at their default left out; a choice is its value, a moment is ISO 8601, a
tuple is a list. Where a field may hold one of several nouns, "is" names which. A gazetteer place is the id of a row in
the table `places`, so that its many names are kept once.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from averment.model.ids import content_id
from averment.model.incident import Reason
from averment.model.when_where import Place

TAG = "is"
Plain = Any  # a JSON value; what it may be follows from the noun it was made from
Places = Mapping[str, Place]
Noun = TypeVar("Noun")


def to_plain(value: object, places: dict[str, Place]) -> Plain:
    """The value in plain JSON; the gazetteer places met on the way are put into `places` under their ids."""
    match value:
        case Enum():
            return value.value
        case None | str() | int() | float():
            return value
        case tuple():
            return [to_plain(part, places) for part in value]
        case Place():
            found = place_id(value)
            places[found] = value
            return found
        case datetime():
            return value.isoformat()
        case Reason():
            return _said(value)
        case _:
            return _object(value, places)


def from_plain(kind: type[Noun], plain: Plain, places: Places) -> Noun:
    """The noun that `plain` was made from. A field that the noun gained since then takes its default."""
    return cast(Noun, _decoder(cast(Any, kind))(plain, places))


@lru_cache(maxsize=4096)  # the same places are named over and over
def place_id(place: Place) -> str:
    """The id of a row in `places`: a hash of everything that the gazetteer said of the place."""
    return content_id(
        place.gazetteer_id,
        place.name,
        place.latitude,
        place.longitude,
        place.country,
        place.level,
        place.other_names,
    )


@lru_cache(maxsize=50_000)  # a million pairs of claims are judged with few reasons
def _said(reason: Reason) -> Plain:
    return _object(reason, {})


def _object(noun: object, places: dict[str, Place]) -> Plain:
    plain = {}
    for name, default, tag in _shape(cast(Any, type(noun))):
        value = getattr(noun, name)
        if value is default or value == default:
            continue
        plain[name] = to_plain(value, places)
        if tag:
            plain[name][TAG] = type(value).__name__
    return plain


@cache
def _shape(kind: Any) -> tuple[tuple[str, object, bool], ...]:
    """Name and default of each field, and whether it may hold one of several nouns."""
    hints = get_type_hints(kind)
    return tuple((field.name, field.default, len(_nouns(hints[field.name])) > 1) for field in fields(kind))


def _nouns(hint: Any) -> tuple[Any, ...]:
    return tuple(kind for kind in get_args(hint) if is_dataclass(kind)) if _is_union(hint) else ()


def _is_union(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType)


def _as_it_is(plain: Plain, places: Places) -> Any:
    """The decoder of what JSON holds as it is: most of what is read."""
    return plain


@cache
def _decoder(hint: Any) -> Callable[[Plain, Places], Any]:
    if _is_union(hint):
        return _union(hint)
    if get_origin(hint) is tuple:
        part = _decoder(get_args(hint)[0])
        if part is _as_it_is:
            return lambda plain, places: tuple(plain)
        return lambda plain, places: tuple([part(piece, places) for piece in plain])
    if hint is Place:
        return lambda plain, places: places[plain]
    if hint is datetime:
        return lambda plain, places: datetime.fromisoformat(plain)
    if isinstance(hint, type) and issubclass(hint, Enum):
        members = {member.value: member for member in hint}
        return lambda plain, places: members.get(plain) or hint(plain)
    if is_dataclass(hint):
        return _dataclass(cast(type, hint))
    return _as_it_is


def _union(hint: Any) -> Callable[[Plain, Places], Any]:
    several = {kind.__name__: _decoder(kind) for kind in _nouns(hint)}
    if len(several) > 1:
        return lambda plain, places: None if plain is None else several[plain[TAG]](plain, places)
    (only,) = (_decoder(kind) for kind in get_args(hint) if kind is not type(None))
    if only is _as_it_is:
        return _as_it_is
    return lambda plain, places: None if plain is None else only(plain, places)


def _dataclass(kind: type) -> Callable[[Plain, Places], Any]:
    hints = get_type_hints(kind)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(kind)}
    required = {field.name for field in fields(kind) if field.default is MISSING}

    def decode(plain: Plain, places: Places) -> Any:
        if not required <= plain.keys():
            missing = (field.name for field in fields(kind) if field.name in required - plain.keys())
            raise ValueError(f"a stored {kind.__name__.lower()} lacks {', '.join(missing)}")
        values = {}
        for name, part in plain.items():
            decoder = decoders.get(name)
            if decoder is _as_it_is:
                values[name] = part
            elif decoder is not None:
                values[name] = decoder(part, places)
        return kind(**values)

    return decode
