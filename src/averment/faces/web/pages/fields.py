"""Which fields of a claim a person may correct, by what the claim tells."""

from __future__ import annotations

FIELDS = {
    "figure": ("measure", "group", "low", "high", "bound", "scope", "side", "actor", "speaker", "stance", "day"),
    "event": ("event_type", "subtype", "actor", "target", "weapon", "speaker", "stance", "day"),
    "statement": ("speaker", "stance"),
}
