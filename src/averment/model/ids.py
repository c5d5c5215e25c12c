"""Ids are hashes of content: the same content has the same id in every run and on every machine."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

Part = str | int | float | bool | None | datetime | tuple["Part", ...]

ID_LENGTH = 16  # 64 bits in hexadecimal: with 10 million claims a collision has odds of about 1 in 400,000


def content_id(*parts: Part) -> str:
    """An id of 16 hexadecimal digits for these parts, encoded as a JSON list so that no separator can be forged."""
    return digest(json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=_plain).encode())[:ID_LENGTH]


def digest(content: bytes) -> str:
    """The SHA-256 of the bytes, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be a part of an id")
