"""Tables by which pages look things up: voices, what incidents are of, and decisions that came too late."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from averment.ledger.schema import ID, NOUN, WORD, Moment, metadata


def _derived(name: str, *columns: Column[Any] | Index, by: tuple[str, ...]) -> Table:
    """Derived rows as those of schema.py: each held from entry `since` to entry `until`."""
    return Table(
        name,
        metadata,
        Column("number", Integer, primary_key=True),
        Column("digest", ID, nullable=False),
        Column("since", ForeignKey("entries.number"), nullable=False, index=True),
        Column("until", ForeignKey("entries.number")),
        *columns,
        *(Index(None, key, "until") for key in by),
    )


voices = _derived(
    "voices",
    Column("id", ID, nullable=False),
    Column("name", WORD, nullable=False),
    Column("kind", WORD, nullable=False),
    Column("party", WORD),
    Column("noun", NOUN, nullable=False),
    by=("id",),
)

voice_claims = _derived(
    "voice_claims",
    Column("voice", ID, nullable=False),
    Column("claim", ID, nullable=False),
    by=("voice", "claim"),
)

incident_facets = _derived(
    "incident_facets",
    Column("incident", ID, nullable=False),
    Column("facet", WORD, nullable=False),
    Column("value", WORD, nullable=False),
    by=("incident", "value"),
)

late_decisions = Table(
    "late_decisions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("entry", ForeignKey("entries.number"), nullable=False, index=True),
    Column("by", WORD, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("lost_to", ForeignKey("decisions.id"), nullable=False, index=True),
    Column("noun", NOUN, nullable=False),
)
