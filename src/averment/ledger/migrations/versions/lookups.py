"""Tables by which pages look things up. An older ledger fills the derived ones when it is settled next."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import JSON, Column, ForeignKey, Integer, String

from averment.ledger import postgres, sqlite, words

revision = "0003"
down_revision = "0002"

ID = String(64).with_variant(String(64, collation="C"), "postgresql")
WORD = String().with_variant(String(collation="C"), "postgresql")
MOMENT = String(32).with_variant(String(32, collation="C"), "postgresql")
NOUN = JSON(none_as_null=True)
KEYS = (  # what derived rows are looked up by
    ("copies", "first_report"),
    ("copies", "second_report"),
    ("denials", "claim"),
    ("denials", "denies"),
    ("episode_incidents", "episode"),
    ("episode_incidents", "incident"),
    ("episodes", "id"),
    ("families", "id"),
    ("family_passages", "family"),
    ("family_passages", "report"),
    ("findings", "incident"),
    ("incident_aliases", "alias"),
    ("incident_claims", "claim"),
    ("incident_claims", "incident"),
    ("incidents", "id"),
    ("judgements", "first"),
    ("judgements", "second"),
)
NEW_KEYS = (
    ("incident_aliases", "incident"),
    ("incident_facets", "incident"),
    ("incident_facets", "value"),
    ("judgements", "judged"),
    ("voice_claims", "claim"),
    ("voice_claims", "voice"),
    ("voices", "id"),
)
LATE = ("id", "entry", "by", "made_at", "lost_to", "noun")


def upgrade() -> None:
    noun = ("noun", NOUN, False)
    _derived("voices", ("id", ID, False), ("name", WORD, False), ("kind", WORD, False), ("party", WORD, True), noun)
    _derived("voice_claims", ("voice", ID, False), ("claim", ID, False))
    _derived("incident_facets", ("incident", ID, False), ("facet", WORD, False), ("value", WORD, False))
    for table in sorted({table for table, _ in KEYS} | {"settle_problems"}):
        # nearly every row stands today: an index that tells only this leads a database the long way round
        op.drop_index(f"ix_{table}_until", table)
    for table, column in KEYS:
        op.drop_index(f"ix_{table}_{column}", table)
    for table, column in KEYS + NEW_KEYS:
        op.create_index(f"ix_{table}_{column}_until", table, [column, "until"])
    op.create_index("ix_victims_claim", "victims", ["claim"])
    for statement in {"sqlite": words.SQLITE, "postgresql": words.POSTGRESQL}[op.get_bind().dialect.name]:
        op.execute(statement)
    _late_decisions()


def _derived(name: str, *columns: tuple[str, Any, bool]) -> None:
    op.create_table(
        name,
        Column("number", Integer, primary_key=True),
        Column("digest", ID, nullable=False),
        Column("since", Integer, ForeignKey("entries.number"), nullable=False),
        Column("until", Integer, ForeignKey("entries.number")),
        *(Column(column, kind, nullable=nullable) for column, kind, nullable in columns),
    )
    op.create_index(f"ix_{name}_since", name, ["since"])


def _late_decisions() -> None:
    op.create_table(
        "late_decisions",
        Column("id", ID, primary_key=True),
        Column("entry", Integer, ForeignKey("entries.number"), nullable=False),
        Column("by", WORD, nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("lost_to", ID, ForeignKey("decisions.id"), nullable=False),
        Column("noun", NOUN, nullable=False),
    )
    for column in ("entry", "lost_to"):
        op.create_index(f"ix_late_decisions_{column}", "late_decisions", [column])
    database = {"sqlite": sqlite, "postgresql": postgres}[op.get_bind().dialect.name]
    for trigger in database.refuse_changes("late_decisions", LATE):
        op.execute(trigger)
