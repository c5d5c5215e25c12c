"""What the last settling noted down: asked by the next one for what new reports touch, and brought up to date by it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    RowMapping,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)

from averment.ledger import noted, schema
from averment.ledger.noted import (
    NUMBER,
    noted_by,
    noted_claims,
    noted_footprints,
    noted_keys,
    noted_mentions,
    noted_reports,
    noted_shared,
)
from averment.ledger.plain import Places, from_plain, to_plain
from averment.ledger.queries import batches
from averment.ledger.rows import Row, canonical
from averment.model.ids import content_id
from averment.model.incident import JudgedAs, Judgement, KnownVoice
from averment.model.notes import ClaimNote, Footprint, Mention, Notes, Order, Scope, Shared, Trace, Wording, number_of
from averment.model.report import Family
from averment.model.when_where import Place

SMALL = 300  # rows of one key that are fetched whole; of more only those around what is looked for
ROWS_AT_ONCE = 5000
GAP = 2 * 86_400_000_000  # microseconds: two days
ORDER = ("earliest", "latest", "place", "claim")
Key = TypeVar("Key", str, int)


def _stretches() -> tuple[Select[Any], ...]:
    """The claims of a key before, between and after two of them; made once, since they are asked thousands of times."""
    order = [noted_keys.c[name] for name in ORDER]
    here = tuple_(*order)
    first, last = (tuple_(*(bindparam(f"{end}_{name}", type_=NUMBER) for name in ORDER)) for end in ("first", "last"))
    asked, beside = select(*order).where(noted_keys.c.key == bindparam("key")), bindparam("beside", type_=Integer)
    return (
        asked.where(here < first).order_by(*(one.desc() for one in order)).limit(beside),
        asked.where(here >= first, here <= last),
        asked.where(here > last).order_by(*order).limit(beside),
    )


STRETCH = _stretches()


class Noted:
    """The notes at one moment of the ledger. Claims go by their numbers: see `number_of`."""

    def __init__(self, connection: Connection, places: Places) -> None:
        self._connection = connection
        self._places = places

    def rules(self) -> str | None:
        """By what the notes were made; None when there are none."""
        found: str | None = self._connection.execute(select(noted_by.c.rules)).scalar()
        return found

    def stands(self) -> bool:
        """Whether anything was settled yet, with notes or without."""
        asked = select(schema.incidents.c.number).where(schema.incidents.c.until.is_(None)).limit(1)
        return self._connection.execute(asked).first() is not None

    def states(self) -> dict[str, str]:
        """In which state each report was when it was settled last."""
        asked = select(noted_reports.c.report, noted_reports.c.state)
        return {row.report: row.state for row in self._connection.execute(asked)}

    def size(self) -> int:
        """How many claims were settled."""
        return int(self._connection.execute(select(func.count()).select_from(noted_claims)).scalar_one())

    def blocks(self) -> frozenset[int | None]:
        """The fortnights of publication that there are."""
        return frozenset(self._connection.execute(select(noted_reports.c.block).distinct()).scalars())

    def blocks_of(self, reports: Collection[str]) -> frozenset[int | None]:
        """The fortnights in which these reports were published."""
        asked = select(noted_reports.c.report, noted_reports.c.block)
        return frozenset(row["block"] for row in self._where(asked, noted_reports.c.report, reports))

    def wordings(self, blocks: Collection[int | None]) -> list[Wording]:
        """The words of every report of these fortnights."""
        dated = [block for block in blocks if block is not None]
        column = noted_reports.c.block
        asked = select(noted_reports.c.report, column, noted_reports.c.words, noted_reports.c.lengths)
        rows = self._where(asked, column, dated)
        if None in blocks:
            rows += self._rows(asked.where(column.is_(None)))
        return [Wording(row["report"], row["block"], row["words"], row["lengths"]) for row in rows]

    def shared_with(self, reports: Collection[str]) -> list[Shared]:
        """What these reports share with others, those with others again, and so on."""
        found: dict[tuple[str, str], Shared] = {}
        known: set[str] = set()
        new = set(reports)
        while new:
            rows = [row for side in ("first", "second")
                    for row in self._where(select(noted_shared), noted_shared.c[side], new)]  # fmt: skip
            known |= new
            found |= {(row["first"], row["second"]): from_plain(Shared, row["noun"], {}) for row in rows}
            new = {report for both in found for report in both} - known
        return list(found.values())

    def families_of(self, reports: Collection[str]) -> list[Family]:
        """The families that have a passage in one of these reports."""
        passages, families = schema.family_passages, schema.families
        asked = select(passages.c.family).where(passages.c.until.is_(None))
        ids = {row["family"] for row in self._where(asked, passages.c.report, reports)}
        rows = self._where(select(families).where(families.c.until.is_(None)), families.c.id, ids)
        return [from_plain(Family, row["noun"], self._places) for row in rows]

    def mentions(self) -> dict[Mention, KnownVoice]:
        """Every voice as claims name it, and who it is."""
        return {
            from_plain(Mention, row["noun"], {}): from_plain(KnownVoice, row["voice"], {})
            for row in self._rows(select(noted_mentions))
        }

    def uses(self, mentions: Iterable[Mention]) -> dict[Mention, int]:
        """In how many claims each is named."""
        by_id = {mention_id(mention): mention for mention in mentions}
        column = noted_claims.c.mention
        asked = select(column, func.count().label("uses")).group_by(column)
        return {by_id[row["mention"]]: row["uses"] for row in self._where(asked, column, by_id)}

    def reports_naming(self, mentions: Iterable[Mention]) -> set[str]:
        asked = select(noted_claims.c.report).distinct()
        rows = self._where(asked, noted_claims.c.mention, {mention_id(mention) for mention in mentions})
        return {row["report"] for row in rows}

    def claims_of(self, reports: Collection[str]) -> list[ClaimNote]:
        return self._claims(self._where(_claims(), noted_claims.c.report, reports))

    def claims(self, numbers: Collection[int]) -> list[ClaimNote]:
        return self._claims(self._where(_claims(), noted_claims.c.number, numbers))

    def reports_of(self, numbers: Collection[int]) -> set[str]:
        """The reports in which these claims stand."""
        asked = select(noted_claims.c.report)
        return {row["report"] for row in self._where(asked, noted_claims.c.number, numbers)}

    def holding(self, keys: Collection[int]) -> set[int]:
        """The claims that have one of these keys."""
        asked = select(noted_keys.c.claim)
        return {row["claim"] for row in self._where(asked, noted_keys.c.key, keys)}

    def often(self, at_least: int) -> dict[int, int]:
        """The keys that so many claims have, with their number."""
        many = func.count()
        asked = select(noted_keys.c.key, many.label("claims")).group_by(noted_keys.c.key).having(many >= at_least)
        return {row["key"]: row["claims"] for row in self._rows(asked)}

    def around(self, wanted: Mapping[int, Sequence[Order]], beside: int) -> dict[int, list[Order]]:
        """For each key the claims that have it, in the order of time, as far as they lie around those wanted.

        All of them where they are few, else from `beside` before to `beside` after those wanted that are close in time:
        between two that have no more than so many between them, none is left out.
        """
        columns = noted_keys.c
        counted = select(columns.key, func.count().label("claims")).group_by(columns.key)
        sizes = {row["key"]: row["claims"] for row in self._where(counted, columns.key, wanted)}
        found: dict[int, list[Order]] = {key: [] for key in wanted}
        for few in batches(key for key, size in sizes.items() if size <= SMALL):
            for key, *order in self._connection.execute(select(noted_keys).where(columns.key.in_(few))).all():
                found[key].append(tuple(order))
        for key, size in sizes.items():
            if size > SMALL:
                runs = (self._stretch(key, run[0], run[-1], beside) for run in _runs(sorted(wanted[key])))
                found[key] = list({order for run in runs for order in run})
        return {key: sorted(orders) for key, orders in found.items()}

    def groups_of(self, reports: Collection[str]) -> dict[str, str]:
        """Every report of the groups that these reports are drawn in, with its group."""
        report, group = noted_reports.c.report, noted_reports.c.group
        groups = {row["group"] for row in self._where(select(group), report, reports)}
        return {row["report"]: row["group"] for row in self._where(select(report, group), group, groups)}

    def footprints(self) -> list[Footprint]:
        return [from_plain(Footprint, row["noun"], self._places) for row in self._rows(select(noted_footprints))]

    def compared_with(self, claims: Collection[str]) -> set[str]:
        """The claims that were compared with these."""
        table = schema.judgements
        asked = select(table.c.first, table.c.second).where(table.c.until.is_(None))
        rows = [row for side in ("first", "second") for row in self._where(asked, table.c[side], claims)]
        return {claim for row in rows for claim in (row["first"], row["second"])}

    def judged(self, claims: Collection[str]) -> dict[tuple[str, str], bool]:
        """The pairs of these claims that were judged: whether as one incident, or nearly."""
        table, held = schema.judgements, set(claims)
        asked = select(table.c.first, table.c.second, table.c.judged).where(table.c.until.is_(None))
        return {
            (row["first"], row["second"]): row["judged"] != JudgedAs.DIFFERENT.value
            for row in self._where(asked, table.c.first, held)
            if row["second"] in held
        }

    def unsure_of(self, claims: Collection[str], at_least: float) -> list[Judgement]:
        """The judgements on one of these claims and one that is not among them that rules were unsure of."""
        table = schema.judgements
        asked = select(table).where(table.c.until.is_(None), table.c.judged == JudgedAs.UNSURE.value)
        asked = asked.where(table.c.score >= at_least)
        rows = [row for side in ("first", "second") for row in self._where(asked, table.c[side], claims)]
        held = set(claims)
        return [from_plain(Judgement, row["noun"], {}) for row in rows if not {row["first"], row["second"]} <= held]

    def homes(self, claims: Collection[str]) -> dict[str, tuple[str, str]]:
        """The incident of each of these claims: its id and title."""
        members, incidents = schema.incident_claims, schema.incidents
        asked = (
            select(members.c.claim, incidents.c.id, incidents.c.title)
            .join(incidents, (incidents.c.id == members.c.incident) & incidents.c.until.is_(None))
            .where(members.c.until.is_(None))
        )
        return {row["claim"]: (row["id"], row["title"]) for row in self._where(asked, members.c.claim, claims)}

    def speaking(self) -> dict[str, int]:
        """In how many claims each voice speaks, by its id."""
        column = noted_claims.c.voice
        rows = self._rows(select(column, func.count().label("claims")).group_by(column))
        return {row["voice"]: row["claims"] for row in rows}

    def _stretch(self, key: int, first: Order, last: Order, beside: int) -> list[Order]:
        given: dict[str, object] = {"key": key, "beside": beside}
        given |= {f"first_{name}": value for name, value in zip(ORDER, first, strict=True)}
        given |= {f"last_{name}": value for name, value in zip(ORDER, last, strict=True)}
        return [tuple(row) for part in STRETCH for row in self._connection.execute(part, given).all()]

    def _claims(self, rows: Iterable[RowMapping]) -> list[ClaimNote]:
        return [
            ClaimNote(
                row["report"],
                from_plain(Trace, row["trace"], self._places),
                row["text"],
                from_plain(Mention, row["noun"], {}),
                row["voice"],
            )
            for row in rows
        ]

    def _rows(self, asked: Select[Any]) -> list[RowMapping]:
        return [*self._connection.execute(asked).mappings().all()]

    def _where(self, asked: Select[Any], column: Column[Any], values: Iterable[Key]) -> list[RowMapping]:
        """The rows in which the column has one of these values, a batch of values at a time."""
        return [row for batch in batches(values) for row in self._rows(asked.where(column.in_(batch)))]


def _runs(orders: Sequence[Order]) -> Iterator[list[Order]]:
    """The orders in runs that no gap parts."""
    run = list(orders[:1])
    for before, order in pairwise(orders):
        if order[0] - before[0] > GAP:
            yield run
            run = []
        run.append(order)
    yield run


@lru_cache(maxsize=100_000)
def mention_id(mention: Mention) -> str:
    """The id of the row of a mention."""
    return content_id(canonical(to_plain(mention, {})))


def forget(connection: Connection) -> None:
    """Throws all notes away: the next settling draws everything. Withheld words must not live on in them."""
    for table in noted.TABLES:
        connection.execute(delete(table))


def note(connection: Connection, rules: str, states: Mapping[str, str], notes: Notes, places: dict[str, Place]) -> None:
    """Notes what settling everything found, in place of all that was noted before."""
    forget(connection)
    connection.execute(insert(noted_by), [{"rules": rules}])
    _add_all(connection, states, notes, places)


def renote(
    connection: Connection, states: Mapping[str, str], notes: Notes, scope: Scope, incidents: Collection[str],
    places: dict[str, Place],
) -> None:  # fmt: skip
    """Notes what settling changed reports found; `incidents` are those that were drawn anew."""
    _forget_reports(connection, scope.reports)
    for batch in batches({number_of(claim) for claim in scope.renoted}):
        _forget_claims(connection, noted_claims.c.number.in_(batch))
    _delete_pairs(connection, scope.pairs)
    _delete(connection, noted_mentions.c.id, {mention_id(one) for one in (*scope.unused, *notes.mentions)})
    _delete(connection, noted_footprints.c.incident, incidents)
    _add_all(connection, states, notes, places)
    moved = update(noted_reports).where(noted_reports.c.report == bindparam("its_report"))
    moves = [{"its_report": report, "its_group": group} for report, group in notes.groups.items()]
    if moves:
        connection.execute(moved.values({"group": bindparam("its_group")}), moves)


def _add_all(connection: Connection, states: Mapping[str, str], notes: Notes, places: dict[str, Place]) -> None:
    _add_reports(connection, states, notes)
    _add(connection, noted_shared, map(_shared_row, notes.shared))
    _add(connection, noted_mentions, (_mention_row(*one) for one in notes.mentions.items()))
    _add_claims(connection, notes.claims, places)
    _add(connection, noted_footprints, (_footprint_row(one, places) for one in notes.footprints))


def _forget_reports(connection: Connection, reports: Collection[str]) -> None:
    for batch in batches(reports):
        _forget_claims(connection, noted_claims.c.report.in_(batch))
    _delete(connection, noted_reports.c.report, reports)


def _forget_claims(connection: Connection, which: ColumnElement[bool]) -> None:
    table = noted_keys.c
    traces = connection.execute(select(noted_claims.c.trace).where(which)).scalars()
    rows = [_key_row(key, trace["order"], "its_") for trace in traces for key in trace["keys"]]
    if rows:
        same = (table[name] == bindparam(f"its_{name}") for name in ("key", *ORDER))
        connection.execute(delete(noted_keys).where(*same), rows)
    connection.execute(delete(noted_claims).where(which))


def _delete(connection: Connection, column: Column[Any], values: Iterable[str]) -> None:
    for batch in batches(values):
        connection.execute(delete(column.table).where(column.in_(batch)))


def _delete_pairs(connection: Connection, pairs: Collection[tuple[str, str]]) -> None:
    same = (noted_shared.c.first == bindparam("its_first"), noted_shared.c.second == bindparam("its_second"))
    rows = [{"its_first": first, "its_second": second} for first, second in sorted(pairs)]
    if rows:
        connection.execute(delete(noted_shared).where(*same), rows)


def _add_reports(connection: Connection, states: Mapping[str, str], notes: Notes) -> None:
    rows = (
        {
            "report": one.report,
            "state": states[one.report],
            "group": notes.groups.get(one.report, one.report),
            "block": one.block,
            "words": one.words,
            "lengths": one.lengths,
        }
        for one in notes.wordings
    )
    _add(connection, noted_reports, rows)


def _add_claims(connection: Connection, notes: Sequence[ClaimNote], places: dict[str, Place]) -> None:
    _add(connection, noted_claims, (_claim_row(one, places) for one in notes))
    _add(connection, noted_keys, (_key_row(key, one.trace.order) for one in notes for key in one.trace.keys))


def _add(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    held = iter(rows)
    while batch := list(islice(held, ROWS_AT_ONCE)):
        connection.execute(insert(table), batch)


def _shared_row(shared: Shared) -> Row:
    return {"first": shared.first, "second": shared.second, "noun": to_plain(shared, {})}


def _mention_row(mention: Mention, voice: KnownVoice) -> Row:
    return {"id": mention_id(mention), "noun": to_plain(mention, {}), "voice": to_plain(voice, {})}


def _claim_row(note: ClaimNote, places: dict[str, Place]) -> Row:
    return {
        "number": note.trace.number,
        "report": note.report,
        "mention": mention_id(note.mention),
        "voice": note.voice,
        "text": note.text,
        "trace": to_plain(note.trace, places),
    }


def _key_row(key: int, order: Sequence[int], prefix: str = "") -> Row:
    return {f"{prefix}{name}": value for name, value in zip(("key", *ORDER), (key, *order), strict=True)}


def _footprint_row(footprint: Footprint, places: dict[str, Place]) -> Row:
    return {"incident": footprint.incident, "noun": to_plain(footprint, places)}


def _claims() -> Select[Any]:
    asked = select(noted_claims.c.report, noted_claims.c.trace, noted_claims.c.text, noted_claims.c.voice)
    return asked.add_columns(noted_mentions.c.noun).join(noted_mentions, noted_mentions.c.id == noted_claims.c.mention)
