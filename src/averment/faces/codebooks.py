"""What the codebooks would write down, as it leaves the house: in short beside an incident, and as whole rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from averment.faces import lines as out
from averment.faces.rows_out import RowFormat, write_rows
from averment.knowledge.divisions import province_finder
from averment.knowledge.tables import Tables
from averment.ledger.withdrawn import Withdrawn
from averment.matching.codebooks.airwars import Assessment, assess
from averment.matching.codebooks.case import Case, CodebookRules, case_of
from averment.matching.codebooks.harm_ranges import Harm
from averment.matching.codebooks.rows import COLUMNS, codebook_rows
from averment.model.codebook import Codebook, CodebookRow
from averment.model.collection import Collection
from averment.model.incident import Incident
from averment.settings import Settings

Made = TypeVar("Made", bound=out.Shape)


def rules_of(settings: Settings, recorded: Mapping[str, int] | None = None) -> CodebookRules:
    """The codebooks' rules with these settings; provinces are looked up in the gazetteer when first asked for."""
    tables = Tables(settings.tables)
    province = province_finder(settings.gazetteer, tables)
    return CodebookRules(tables, settings.codebook_choices(), province, (recorded or {}).get)


def short_rules(settings: Settings) -> CodebookRules:
    """The same without provinces: the numbers beside an incident need no gazetteer."""
    return CodebookRules(Tables(settings.tables), settings.codebook_choices())


def codebooks_shape(incident: Incident, collection: Collection, rules: CodebookRules) -> out.CodebooksShape:
    """The numbers that each codebook would write of the incident."""
    case = case_of(incident, collection, rules)
    return shape_of(case, codebook_rows(Codebook.UCDP, case), codebook_rows(Codebook.ACLED, case))


def shape_of(case: Case, ucdp: Sequence[CodebookRow], acled: Sequence[CodebookRow]) -> out.CodebooksShape:
    """The same from rows that are made already."""
    found = assess(case)
    return out.CodebooksShape(
        ucdp=_picked(out.UcdpShape, ucdp[0], {}) if ucdp else None,
        acled=_picked(out.AcledShape, acled[0], {"rows": len(acled)}) if acled else None,
        airwars=_airwars(found) if found else None,
    )


def one_liner(shape: out.CodebooksShape) -> str:
    """ "ucdp best 6 low 0 high 6 · acled fatalities 6 · airwars killed 0-6, Contested"."""
    parts = []
    if shape.ucdp:
        numbers = (("best", shape.ucdp.best), ("low", shape.ucdp.low), ("high", shape.ucdp.high))
        told = " ".join(f"{name} {number}" for name, number in numbers if number is not None)
        parts.append(f"ucdp {told or 'deaths without a number'}")
    else:
        parts.append("ucdp no row")
    parts.append(f"acled fatalities {shape.acled.fatalities}" if shape.acled else "acled no row")
    parts.append(_airwars_words(shape.airwars) if shape.airwars else "airwars no row")
    return " · ".join(parts)


def export_codebook(
    codebook: Codebook,
    collection: Collection,
    rules: CodebookRules,
    withdrawn: Iterable[Withdrawn],
    row_format: RowFormat,
    output: Path | None,
    trace: Path | None,
) -> None:
    """Writes the codebook's rows in its own columns; beside a file also the rule of each field and the tombstones.

    The rules lie in NAME.trace.jsonl (or in `trace`), a line a field; incidents that stood once and do not any more in
    NAME.withdrawn.jsonl. Raises InputError for a file that cannot be written.
    """
    rows = [row for incident in collection.record.incidents
            for row in codebook_rows(codebook, case_of(incident, collection, rules))]  # fmt: skip
    plain = ({cell.column: cell.value for cell in row.cells} for row in rows)
    write_rows(plain, COLUMNS[codebook], row_format, output)
    side = trace or (output.with_suffix(".trace.jsonl") if output else None)
    if side is not None:
        traced = (line.model_dump(mode="json") for row in rows for line in trace_lines(row))
        write_rows(traced, tuple(out.TraceLine.model_fields), RowFormat.JSONL, side)
    if output is not None:
        stones = (tombstone(one, codebook).model_dump(mode="json") for one in withdrawn)
        path = output.with_suffix(".withdrawn.jsonl")
        write_rows(stones, tuple(out.TombstoneLine.model_fields), RowFormat.JSONL, path)


def trace_lines(row: CodebookRow) -> Iterator[out.TraceLine]:
    """A line for each field of the row: its value, its rule or the reason why it is blank, and its claims."""
    for cell in row.cells:
        yield out.TraceLine(
            kind="trace",
            file=None,
            report=None,
            codebook=row.codebook.value,
            row=row.id,
            incident=row.incident,
            column=cell.column,
            value=cell.value,
            rule=cell.rule,
            claims=list(cell.claims),
        )


def tombstone(one: Withdrawn, codebook: Codebook) -> out.TombstoneLine:
    """The line that tells consumers to drop the rows of an incident, and which incident holds its claims now."""
    return out.TombstoneLine(
        kind="tombstone",
        file=None,
        report=None,
        codebook=codebook.value,
        id=one.incident,
        leads_to=one.leads_to,
    )


def _picked(shape: type[Made], row: CodebookRow, beside: Mapping[str, object]) -> Made:
    fields = {name: row.value(name) for name in shape.model_fields if name not in beside}
    return shape.model_validate({**fields, **beside})


def _airwars(found: Assessment) -> out.AirwarsShape:
    return out.AirwarsShape(
        killed=_ends(found.killed.civilians),
        injured=_ends(found.injured.civilians),
        women=_ends(found.women),
        men=_ends(found.men),
        children=_ends(found.children),
        belligerents=_ends(found.killed.belligerents),
        strike_status=found.status,
        grade=found.graded.grade.value if found.graded.grade else None,
    )


def _ends(harm: Harm) -> list[int] | None:
    return None if harm.low is None or harm.high is None else [harm.low, harm.high]


def _airwars_words(shape: out.AirwarsShape) -> str:
    parts = [
        f"{name} {_range_words(ends)}" for name, ends in (("killed", shape.killed), ("injured", shape.injured)) if ends
    ]
    return f"airwars {', '.join([*parts, shape.grade or 'no grade'])}"


def _range_words(ends: list[int]) -> str:
    low, high = ends
    return f"{low}" if low == high else f"{low}-{high}"
