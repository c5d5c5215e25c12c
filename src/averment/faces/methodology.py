"""The methodology page: how this record is made, written from the rules, tables and settings in force.

Every Casualty's standards ask those who record casualties to publish their method, definitions and what they leave out.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from averment import __version__
from averment.knowledge.tables import Tables
from averment.matching.codebooks.rows import COLUMNS
from averment.model.codebook import Codebook
from averment.settings import Settings

CHOICES = (
    "ucdp_equal_voices", "acled_several", "acled_several_in_war_zone", "acled_war_zones", "acled_district_precision",
)  # fmt: skip
NAMES = {
    Codebook.UCDP: "UCDP Georeferenced Event Dataset",
    Codebook.ACLED: "ACLED",
    Codebook.AIRWARS: "Airwars",
}


def methodology(settings: Settings) -> str:
    """The page in Markdown. The same rules, tables and settings give the same page."""
    tables = Tables(settings.tables)
    parts = [_made_with(settings, tables), _chapters(), _matching(tables), _definitions(tables), _codebooks(settings)]
    parts.append(_voices(tables))
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _made_with(settings: Settings, tables: Tables) -> str:
    own = f"the shipped tables and those in `{settings.tables}`" if settings.tables else "the shipped tables"
    return (
        f"# How this record is made\n\nAverment {__version__}, with {own}.\n\n"
        f"- digest of all tables: `{tables.digest()}`\n"
        f"- language model: {settings.model or 'the one that ships with the program'}"
    )


def _chapters() -> str:
    """What does not change from ledger to ledger: the order of the verdicts, and what is left out."""
    return (resources.files("averment.faces") / "methodology.md").read_text(encoding="utf-8")


def _matching(tables: Tables) -> str:
    rows = tables.rows("matching_rules")
    head = (
        "## When two claims tell one incident\n\nEach rule that applies adds its weight; a positive sum speaks for one "
        "incident. A person's decision wins over all of them."
    )
    told = ((row["rule"], row["weight"], row["description"]) for row in rows)
    return f"{head}\n\n{_table(('rule', 'weight', 'what it says'), told)}"


def _definitions(tables: Tables) -> str:
    inside = {row["group"]: row["inside"] for row in tables.rows("group_inclusion")}
    status = {row["group"]: row["status"] for row in tables.rows("group_status")}
    rows = ((group, inside.get(group, ""), status[group]) for group in status)
    vague = ((r["words"], r["low"], r["high"], r["acled"], f"{r['airwars_low']}-{r['airwars_high']}")
             for r in tables.rows("vague_numbers"))  # fmt: skip
    return (
        "## Definitions\n\nGroups of people, the group that holds each, and whether its name tells that they bore arms "
        f"(a subset never disputes its whole):\n\n{_table(('group', 'inside', 'status'), rows)}\n\n"
        "Vague words: the interval kept in the record, and what codebooks that want numbers write.\n\n"
        f"{_table(('words', 'low', 'high', 'ACLED', 'Airwars'), vague)}"
    )


def _codebooks(settings: Settings) -> str:
    chosen = settings.model_dump(mode="json")
    fields = type(settings).model_fields
    rows = ((f"`{name}`", _words(chosen[name]), fields[name].description or "") for name in CHOICES)
    chosen_words = _table(("setting", "value", "what it is"), rows)
    columns = "\n".join(f"- {NAMES[book]}: {', '.join(f'`{column}`' for column in COLUMNS[book])}" for book in Codebook)
    return (
        "## Codebooks\n\nThe rule of each field stands beside each exported row, in its trace. What the codebooks "
        f"leave open is set so:\n\n{chosen_words}\n\nColumns, in order:\n\n{columns}"
    )


def _voices(tables: Tables) -> str:
    rows = ((row["voice"], row["rank"], row["source"]) for row in tables.rows("voice_reliability"))
    return (
        "## Reliability of voices\n\nA lower rank is a more reliable voice; the most reliable gives UCDP's best.\n\n"
        f"{_table(('voice', 'rank', 'source'), rows)}"
    )


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(words: str) -> str:
    """Words of a user's table cannot break the page: no new line, no column, no markup."""
    bare = " ".join(words.split())
    return bare.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[")


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return str(value)
