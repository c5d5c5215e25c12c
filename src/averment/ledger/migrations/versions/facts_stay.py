"""Facts are added, never changed: the database itself refuses anything else."""

from __future__ import annotations

from alembic import op
from sqlalchemy import inspect

from averment.ledger import postgres, sqlite

revision = "0002"
down_revision = "0001"

REPORT_OF_BYTES = "(SELECT id FROM reports WHERE sha256 = NEW.sha256)"
FACTS = (  # table, the columns that withholding may empty, the report that must be withheld
    ("entries", (), ""),
    ("runs", (), ""),
    ("places", (), ""),
    ("contents", ("bytes",), REPORT_OF_BYTES),
    ("reports", (), ""),
    ("texts", ("text", "title"), "NEW.report"),
    ("appearances", (), ""),
    ("readings", (), ""),
    ("claims", ("evidence",), "NEW.report"),
    ("victims", ("name",), "NEW.report"),
    ("problems", (), ""),
    ("decisions", (), ""),
    ("decision_anchors", ("words",), REPORT_OF_BYTES),
    ("corrections", (), ""),
)


def upgrade() -> None:
    tables = inspect(op.get_bind())
    refuse_changes = {"sqlite": sqlite, "postgresql": postgres}[op.get_bind().dialect.name].refuse_changes
    for table, blankable, report in FACTS:
        columns = tuple(column["name"] for column in tables.get_columns(table))
        for trigger in refuse_changes(table, columns, but_blank=blankable, of_report=report):
            op.execute(trigger)
