"""Tables of what settling noted down for the next time: they hold nothing that settling all anew would not find."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table

from averment.ledger.schema import ID, NOUN, metadata

NUMBER = BigInteger().with_variant(Integer, "sqlite")  # 64 bits in both

# one row: what it was settled by
noted_by = Table("noted_by", metadata, Column("rules", ID, primary_key=True))

noted_reports = Table(
    "noted_reports",
    metadata,
    Column("report", ID, primary_key=True),
    Column("state", ID, nullable=False),
    Column("group", ID, nullable=False, index=True),
    Column("block", Integer, index=True),
    Column("words", LargeBinary, nullable=False),
    Column("lengths", LargeBinary, nullable=False),
)

noted_shared = Table(
    "noted_shared",
    metadata,
    Column("first", ID, primary_key=True),
    Column("second", ID, primary_key=True, index=True),
    Column("noun", NOUN, nullable=False),
)

noted_mentions = Table(
    "noted_mentions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("noun", NOUN, nullable=False),
    Column("voice", NOUN, nullable=False),
)

noted_claims = Table(
    "noted_claims",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("report", ID, nullable=False, index=True),
    Column("mention", ID, nullable=False, index=True),
    Column("voice", ID, nullable=False, index=True),
    Column("text", ID, nullable=False),
    Column("trace", NOUN, nullable=False),
)

noted_keys = Table(
    "noted_keys",
    metadata,
    Column("key", NUMBER, primary_key=True, autoincrement=False),
    Column("earliest", NUMBER, primary_key=True, autoincrement=False),
    Column("latest", NUMBER, primary_key=True, autoincrement=False),
    Column("place", NUMBER, primary_key=True, autoincrement=False),
    Column("claim", NUMBER, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

noted_footprints = Table(
    "noted_footprints", metadata, Column("incident", ID, primary_key=True), Column("noun", NOUN, nullable=False)
)

TABLES = (noted_by, noted_reports, noted_shared, noted_mentions, noted_claims, noted_keys, noted_footprints)
