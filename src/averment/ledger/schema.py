"""The tables of the ledger. Facts are added and never change; derived rows say from which entry to which they held.

Columns called `noun` hold a whole noun in the form described in plain.py; the other columns repeat what people ask
for. `entry` leads to the line in `entries` that says when the row was recorded.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

VERSION_TABLE = "averment_version"
# Order is that of code points everywhere: a server would order text after the language it was set up in.
ID = String(64).with_variant(String(64, collation="C"), "postgresql")
WORD = String().with_variant(String(collation="C"), "postgresql")
TEXT = Text().with_variant(Text(collation="C"), "postgresql")
NOUN = JSON(none_as_null=True)


class Moment(TypeDecorator[datetime]):
    """A moment as ISO 8601 text with microseconds, in UTC where it has a zone: text order is the order of time."""

    impl = String(32).with_variant(String(32, collation="C"), "postgresql")
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _entry() -> Column[Any]:
    return Column("entry", ForeignKey("entries.number"), nullable=False, index=True)


def _span(prefix: str = "") -> tuple[Column[Any], ...]:
    return Column(f"{prefix}start", Integer), Column(f"{prefix}end", Integer)


def _period(prefix: str = "") -> tuple[Column[Any], ...]:
    return (
        Column(f"{prefix}earliest", Moment),
        Column(f"{prefix}latest", Moment),
        Column(f"{prefix}precision", WORD),
    )


def _key(name: str) -> Column[Any]:
    return Column(name, ID, nullable=False)


def derived_table(name: str, *columns: Column[Any] | Index, by: tuple[str, ...] = ()) -> Table:
    """A table of derived rows: `digest` is of the content, it held from entry `since` to entry `until`.

    Rows are looked up `by` these columns. An index of `until` alone would lead a database the long way round, since
    nearly every row holds today.
    """
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


entries = Table(
    "entries",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", WORD, nullable=False),
    Column("recorded_at", Moment, nullable=False, index=True),
)

# Facts

runs = Table(
    "runs",
    metadata,
    Column("id", ID, primary_key=True),
    _entry(),
    Column("code", TEXT, nullable=False),
    Column("model", TEXT, nullable=False),
    Column("tables", TEXT, nullable=False),
    Column("gazetteer", TEXT, nullable=False),
)

places = Table(
    "places",
    metadata,
    Column("id", ID, primary_key=True),
    _entry(),
    Column("gazetteer_id", TEXT, nullable=False, index=True),
    Column("name", TEXT, nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("country", WORD),
    Column("level", WORD, nullable=False),
    Column("other_names", NOUN, nullable=False),
)

contents = Table(
    "contents",
    metadata,
    Column("sha256", ID, primary_key=True),
    _entry(),
    Column("size", BigInteger, nullable=False),
    Column("bytes", LargeBinary),
)

reports = Table(
    "reports",
    metadata,
    Column("id", ID, primary_key=True),
    _entry(),
    Column("sha256", ForeignKey("contents.sha256"), nullable=False, unique=True),
)

texts = Table(
    "texts",
    metadata,
    Column("id", ID, primary_key=True),
    _entry(),
    Column("report", ForeignKey("reports.id"), nullable=False, index=True),
    Column("sha256", ID, nullable=False),
    Column("length", Integer, nullable=False),
    Column("text", TEXT),
    Column("title", TEXT),
    Column("language", WORD, nullable=False),
    Column("noun", NOUN, nullable=False),
)

appearances = Table(
    "appearances",
    metadata,
    Column("id", ID, primary_key=True),
    _entry(),
    Column("report", ForeignKey("reports.id"), nullable=False, index=True),
    Column("place_seen", ID, nullable=False),
    Column("file", TEXT, index=True),
    Column("outlet", TEXT, index=True),
    Column("url", TEXT, index=True),
    *_period("published_"),
    Column("received", Moment),
    Column("noun", NOUN, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True),
    _entry(),
    Column("report", ForeignKey("reports.id"), nullable=False, index=True),
    Column("text_id", ForeignKey("texts.id"), nullable=False),
    Column("run", ForeignKey("runs.id"), nullable=False, index=True),
    *_period("published_"),
    Column("noun", NOUN, nullable=False),
    UniqueConstraint("text_id", "run"),
)

claims = Table(
    "claims",
    metadata,
    Column("reading", ForeignKey("readings.number"), primary_key=True),
    Column("id", ID, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("report", ForeignKey("reports.id"), nullable=False, index=True),
    Column("kind", WORD, nullable=False),
    *_span(),
    Column("evidence", TEXT),
    Column("anchor_kind", TEXT, nullable=False),
    Column("block", WORD, nullable=False),
    Column("speaker", TEXT, nullable=False, index=True),
    Column("speaker_party", WORD),
    Column("stance", WORD, nullable=False),
    Column("modality", WORD, nullable=False),
    Column("measure", WORD),
    Column("group", WORD),
    Column("low", BigInteger),
    Column("high", BigInteger),
    Column("bound", WORD),
    Column("scope", WORD),
    Column("event_type", WORD, index=True),
    Column("subtype", TEXT),
    Column("side", TEXT),
    Column("actor", TEXT),
    Column("target", TEXT),
    Column("weapon", TEXT),
    *_period(),
    Column("place", TEXT, index=True),
    Column("place_precision", WORD),
    Column("gazetteer_id", TEXT, index=True),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("country", WORD),
    Column("denies", ID),
    Column("noun", NOUN, nullable=False),
    Index(None, "id"),
    Index(None, "measure", "group"),
    Index(None, "earliest", "latest"),
)

victims = Table(
    "victims",
    metadata,
    Column("reading", Integer, primary_key=True),
    Column("claim", ID, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("report", ForeignKey("reports.id"), nullable=False, index=True),
    Column("name", TEXT, index=True),
    Column("age", Integer),
    Column("sex", WORD),
    *_span(),
    Column("noun", NOUN, nullable=False),
    ForeignKeyConstraint(["reading", "claim"], ["claims.reading", "claims.id"]),
    Index(None, "claim"),
)

problems = Table(
    "problems",
    metadata,
    Column("id", ID, primary_key=True),
    _entry(),
    Column("position", Integer, nullable=False),
    Column("reading", ForeignKey("readings.number"), index=True),
    Column("step", WORD, nullable=False),
    Column("message", TEXT, nullable=False),
    Column("file", TEXT),
    Column("report", ID, index=True),
    *_span(),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", ID, primary_key=True),
    _entry(),
    Column("kind", WORD, nullable=False),
    Column("by", TEXT, nullable=False),
    Column("reason", TEXT, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("withdraws", ForeignKey("decisions.id"), index=True),
    Column("withholds", TEXT, index=True),
)

decision_anchors = Table(
    "decision_anchors",
    metadata,
    Column("decision", ForeignKey("decisions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("sha256", ForeignKey("contents.sha256"), nullable=False, index=True),
    *_span(),
    Column("kind", TEXT, nullable=False),
    Column("words", TEXT),
)

corrections = Table(
    "corrections",
    metadata,
    Column("decision", ForeignKey("decisions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("field", WORD, nullable=False),
    Column("value", TEXT),
)

# Derived, rebuilt by settling

copies = derived_table(
    "copies",
    _key("first_report"),
    _key("second_report"),
    *_span("first_"),
    *_span("second_"),
    Column("words", Integer, nullable=False),
    Column("share", Float, nullable=False),
    Column("noun", NOUN, nullable=False),
    by=("first_report", "second_report"),
)

families = derived_table("families", _key("id"), Column("noun", NOUN, nullable=False), by=("id",))

family_passages = derived_table("family_passages", _key("family"), _key("report"), *_span(), by=("family", "report"))

judgements = derived_table(
    "judgements",
    _key("first"),
    _key("second"),
    Column("judged", WORD, nullable=False),
    Column("score", Float, nullable=False),
    Column("decided_by", WORD, nullable=False),
    Column("noun", NOUN, nullable=False),
    by=("first", "second", "judged"),
)

incidents = derived_table(
    "incidents",
    _key("id"),
    Column("title", TEXT, nullable=False),
    *_period(),
    Column("place", TEXT, index=True),
    Column("gazetteer_id", TEXT),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("country", WORD),
    Column("noun", NOUN, nullable=False),
    Index(None, "earliest", "latest"),
    by=("id",),
)

incident_claims = derived_table("incident_claims", _key("incident"), _key("claim"), by=("incident", "claim"))

incident_aliases = derived_table("incident_aliases", _key("alias"), Column("incident", ID), by=("alias", "incident"))

episodes = derived_table(
    "episodes",
    _key("id"),
    Column("title", TEXT, nullable=False),
    *_period(),
    Column("in_passing", Boolean, nullable=False),
    Column("noun", NOUN, nullable=False),
    by=("id",),
)

episode_incidents = derived_table("episode_incidents", _key("episode"), _key("incident"), by=("episode", "incident"))

findings = derived_table(
    "findings",
    _key("incident"),
    Column("position", Integer, nullable=False),
    Column("measure", WORD, nullable=False),
    Column("group", WORD, nullable=False),
    Column("scope", WORD, nullable=False),
    Column("place", TEXT),
    Column("low", BigInteger),
    Column("high", BigInteger),
    Column("verdict", WORD, nullable=False),
    Column("noun", NOUN, nullable=False),
    Index(None, "measure", "group"),
    by=("incident",),
)

denials = derived_table("denials", _key("claim"), _key("denies"), by=("claim", "denies"))

settle_problems = derived_table(
    "settle_problems",
    Column("step", WORD),
    Column("report", ID),
    Column("first", ID),
    Column("second", ID),
    Column("noun", NOUN, nullable=False),
    by=("report", "first", "second"),
)
