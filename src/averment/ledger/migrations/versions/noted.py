"""Tables of what settling notes down, so that the next time only what changed is drawn; and what a problem is about."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import JSON, BigInteger, Column, Integer, LargeBinary, String

revision = "0004"
down_revision = "0003"

ID = String(64).with_variant(String(64, collation="C"), "postgresql")
WORD = String().with_variant(String(collation="C"), "postgresql")
NOUN = JSON(none_as_null=True)
NUMBER = BigInteger().with_variant(Integer, "sqlite")
INDEXES = (
    ("noted_reports", "group"),
    ("noted_reports", "block"),
    ("noted_shared", "second"),
    ("noted_claims", "report"),
    ("noted_claims", "mention"),
    ("noted_claims", "voice"),
)
ABOUT = ("step", WORD), ("report", ID), ("first", ID), ("second", ID)


def upgrade() -> None:
    op.create_table("noted_by", Column("rules", ID, primary_key=True))
    op.create_table(
        "noted_reports",
        Column("report", ID, primary_key=True),
        _needed("state", ID),
        _needed("group", ID),
        Column("block", Integer),
        _needed("words", LargeBinary),
        _needed("lengths", LargeBinary),
    )
    op.create_table(
        "noted_shared",
        Column("first", ID, primary_key=True),
        Column("second", ID, primary_key=True),
        _needed("noun", NOUN),
    )
    op.create_table("noted_mentions", Column("id", ID, primary_key=True), _needed("noun", NOUN), _needed("voice", NOUN))
    op.create_table(
        "noted_claims",
        _number("number"),
        _needed("report", ID),
        _needed("mention", ID),
        _needed("voice", ID),
        _needed("text", ID),
        _needed("trace", NOUN),
    )
    op.create_table(
        "noted_keys", *map(_number, ("key", "earliest", "latest", "place", "claim")), sqlite_with_rowid=False
    )
    op.create_table("noted_footprints", Column("incident", ID, primary_key=True), _needed("noun", NOUN))
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])
    _problems_say_what_they_are_about()


def _problems_say_what_they_are_about() -> None:
    op.drop_column("settle_problems", "position")
    for column, kind in ABOUT:
        op.add_column("settle_problems", Column(column, kind))
    for column in ("report", "first", "second"):
        op.create_index(f"ix_settle_problems_{column}_until", "settle_problems", [column, "until"])


def _needed(name: str, kind: Any) -> Column[Any]:
    return Column(name, kind, nullable=False)


def _number(name: str) -> Column[Any]:
    return Column(name, NUMBER, primary_key=True, autoincrement=False)
