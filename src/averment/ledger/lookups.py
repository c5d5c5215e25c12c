"""Tables by which pages look things up: voices, what incidents are of, and decisions that came too late."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table

from averment.ledger.schema import ID, NOUN, WORD, Moment, derived_table, metadata

voices = derived_table(
    "voices",
    Column("id", ID, nullable=False),
    Column("name", WORD, nullable=False),
    Column("kind", WORD, nullable=False),
    Column("party", WORD),
    Column("noun", NOUN, nullable=False),
    by=("id",),
)

voice_claims = derived_table(
    "voice_claims",
    Column("voice", ID, nullable=False),
    Column("claim", ID, nullable=False),
    by=("voice", "claim"),
)

incident_facets = derived_table(
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
