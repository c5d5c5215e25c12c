"""What stands in a ledger in a few numbers: for the line that a command prints at its end."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from averment.ledger import queries, schema, settles
from averment.ledger.ledger import Ledger, withheld_now
from averment.ledger.plain import from_plain
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
        reports = {report for first, second, _ in shared for report in (first, second)}
        standing = queries.standing_appearances(connection, queries.ALL)
        names: dict[str, str] = {}
        for row in queries.appearance_rows(connection, [id for report in reports for id in standing[report]]):
            names.setdefault(row["report"], _name(row["report"], from_plain(Appearance, row["noun"], {})))
        counts = [
            int(connection.execute(select(func.count()).where(table.c.until.is_(None))).scalar_one())
            for table in (schema.incidents, schema.episodes)
        ]
        return Summary(
            counts[0],
            counts[1],
            tuple(SharedWords(names[first], names[second], count) for first, second, count in shared),
            tuple(map(withheld_now(connection).hide, settles.read_problems(connection, queries.ALL))),
        )


def _name(report: str, appearance: Appearance) -> str:
    return (appearance.file or appearance.outlet or report).rsplit("/", 1)[-1]
