"""Which claims have certain words: by the full-text index that each database keeps in its own way."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import ColumnElement, Connection, false
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType

WORD = re.compile(r"\w+")

SQLITE = (
    "CREATE VIRTUAL TABLE claim_words USING fts5(words, claim UNINDEXED, tokenize = 'unicode61 remove_diacritics 2')",
    "INSERT INTO claim_words (words, claim) SELECT evidence, id FROM claims WHERE evidence IS NOT NULL",
    "CREATE TRIGGER claim_words_added AFTER INSERT ON claims WHEN NEW.evidence IS NOT NULL "
    "BEGIN INSERT INTO claim_words (words, claim) VALUES (NEW.evidence, NEW.id); END",
    "CREATE TRIGGER claim_words_gone AFTER UPDATE OF evidence ON claims "
    "WHEN OLD.evidence IS NOT NULL AND NEW.evidence IS NULL "
    "BEGIN DELETE FROM claim_words WHERE claim = NEW.id; END",
    "CREATE TRIGGER claim_words_back AFTER UPDATE OF evidence ON claims "
    "WHEN OLD.evidence IS NULL AND NEW.evidence IS NOT NULL "
    "BEGIN INSERT INTO claim_words (words, claim) VALUES (NEW.evidence, NEW.id); END",
)
POSTGRESQL = (
    "CREATE INDEX ix_claims_words ON claims USING gin (to_tsvector('simple'::regconfig, coalesce(evidence, '')))",
)


def says(text: str) -> ColumnElement[bool]:
    """Whether a claim's evidence has all of these words, or words that begin with them; no word is in no claim."""
    words = WORD.findall(text)
    if not words:
        return false()
    return _Says(" ".join(f'"{word}"*' for word in words), " & ".join(f"{word}:*" for word in words))


def forget_words(connection: Connection) -> None:
    """Takes words that were withheld out of the index's own pages too; a server does this by itself."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO claim_words (claim_words) VALUES ('rebuild')")


class _Says(FunctionElement[Any]):
    """The question in the tongue of SQLite and in that of PostgreSQL."""

    name = "says"
    inherit_cache = True
    type = NullType()  # of a Boolean SQLite would be asked whether it is 1, and could use no index


@compiles(_Says, "sqlite")
def _in_sqlite(element: _Says, compiler: Any, **told: Any) -> str:
    asked, _ = element.clauses
    return f"claims.id IN (SELECT claim FROM claim_words WHERE claim_words MATCH {compiler.process(asked, **told)})"


@compiles(_Says, "postgresql")
def _in_postgresql(element: _Says, compiler: Any, **told: Any) -> str:
    _, asked = element.clauses
    words = "to_tsvector('simple'::regconfig, coalesce(claims.evidence, ''))"
    return f"{words} @@ to_tsquery('simple'::regconfig, {compiler.process(asked, **told)})"
