"""What stands in a ledger in a few numbers: for the line that a command prints at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from averment.ledger import page_queries, queries, schema, settles
from averment.ledger.ledger import Ledger, withheld_now
from averment.ledger.plain import from_plain
from averment.ledger.withholding import Withheld
from averment.model.report import Appearance
from averment.model.run import Problem

MOST_SHARED = 3


@dataclass(frozen=True, slots=True)
class SharedWords:
    """How many words two reports share, the reports as one calls them."""

    first: str
    second: str
    words: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Incidents and episodes by number, the reports that share most words, and what settling could not do."""

    incidents: int
    episodes: int
    shared: tuple[SharedWords, ...]
    problems: tuple[Problem, ...]


def summarise(ledger: Ledger) -> Summary:
    """The record as last settled."""
    with ledger.looking() as connection:
        copies = schema.copies
        words = func.sum(copies.c.words)
        pair = (copies.c.first_report, copies.c.second_report)
        most = select(*pair, words).where(copies.c.until.is_(None)).group_by(*pair).order_by(words.desc(), *pair)
        shared = connection.execute(most.limit(MOST_SHARED)).all()
        hidden = withheld_now(connection)
        names = _names(connection, [report for pair in shared for report in pair[:2]], hidden)
        counts = [
            int(connection.execute(select(func.count()).where(table.c.until.is_(None))).scalar_one())
            for table in (schema.incidents, schema.episodes)
        ]
        return Summary(
            counts[0],
            counts[1],
            tuple(SharedWords(names[first], names[second], count) for first, second, count in shared),
            tuple(map(hidden.hide, settles.read_problems(connection, queries.ALL))),
        )


def _names(connection: Connection, reports: Sequence[str], hidden: Withheld) -> dict[str, str]:
    """What one calls these reports: their file or outlet, else the id, such as of one that was revised meanwhile."""
    names = {report: report for report in reports}
    for row in reversed(page_queries.standing_appearances(connection, reports)):
        seen = hidden.hide(from_plain(Appearance, row["noun"], {}))
        names[row["report"]] = (seen.file or seen.outlet or row["report"]).rsplit("/", 1)[-1]
    return names
