"""The ledger: adds facts, stores what is derived from them, and gives back the present or how it was at a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from averment.ledger import decisions as deciding
from averment.ledger import facts, notes, queries, settles, withholding
from averment.ledger.database import WRITES, Database, refused
from averment.ledger.facts import Entry
from averment.ledger.notes import Noted
from averment.ledger.opening import database_of, open_tables
from averment.ledger.present import Seen, perhaps_seen, seen
from averment.ledger.rows import problem_of
from averment.ledger.today import Today
from averment.ledger.view import PRESENT, View
from averment.ledger.withholding import Withheld, withheld
from averment.ledger.words import forget_words
from averment.model.claim import Claim, Figure, Victim
from averment.model.decision import Decision, DecisionKind, Standing
from averment.model.incident import Record
from averment.model.notes import Notes, Scope
from averment.model.reading import Reading
from averment.model.report import Appearance, Report
from averment.model.run import InputError, LedgerError, Problem, Run
from averment.model.when_where import Place

Clock = Callable[[], datetime]
LOCK_WAIT_SECONDS = 60.0  # a settle of thousands of reports ends within this on a small machine


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class NamedVictim:
    """A person whom a report names among those hit, and the claim that names them."""

    report: str
    claim: str
    victim: Victim


@dataclass(frozen=True, slots=True)
class Kept:
    """How a decision was kept: the contradictions that now stand, and the decision that came first, if one did."""

    contradictions: tuple[Problem, ...]
    lost_to: str | None


@dataclass(frozen=True, slots=True)
class Read:
    """A report with its bytes, and its reading where it was read."""

    report: Report
    content: bytes
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Added:
    """Whether anything of a report was new, and whether its reading was."""

    report: bool
    reading: bool


def open_ledger(where: str | Path, *, create: bool = True, clock: Clock = utc_now) -> Ledger:
    """The ledger at a path or URL (sqlite:///, postgresql+psycopg://), brought to today's version.

    It is made when it is not there and `create` says so. Raises LedgerError when there is none, when what is there is
    no ledger, is damaged or was made by a newer version, and when its folder or its server cannot be reached. `clock`
    tells when things are recorded.
    """
    database = database_of(where)
    return Ledger(database, open_tables(database, create=create), clock)


class Ledger:
    """An open ledger. Every method that adds something is one transaction: all of it stays, or nothing."""

    def __init__(self, database: Database, engine: Engine, clock: Clock) -> None:
        self.database = database
        self._engine = engine
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    # Adding facts

    def add_report(self, report: Report, content: bytes) -> bool:
        """Keeps the bytes, the text and where they were seen. False when all of that was here.

        The same bytes elsewhere are a second appearance; new bytes at the same URL replace the old in the present
        view. The words of a report that is withheld are not taken up again.
        """
        with self._adding("report") as entry:
            taken = [(report, content)]
            return facts.add_reports(entry.connection, entry.recorded_at, taken, withheld_now(entry.connection))[0]

    def has_reading(self, report_id: str, text_id: str, run_id: str) -> bool:
        """Whether this run has read this text: then reading it again would tell nothing new."""
        with self.looking() as connection:
            return queries.reading_number(connection, report_id, text_id, run_id) is not None

    def add_reading(self, reading: Reading, run: Run) -> bool:
        """Keeps a reading whole, and makes it the present one of its report. False when this run had read it."""
        with self._adding("reading") as entry:
            return facts.add_readings(entry.connection, entry.recorded_at, [reading], run)[0]

    def add_read(self, read: Sequence[Read], run: Run) -> tuple[Added, ...]:
        """Keeps many reports with their readings: what `add_report` and `add_reading` would keep, in one transaction.

        Many at once cost a third of as many one by one; all of them stay, or none.
        """
        readings = [one.reading for one in read if one.reading]
        with self._adding("report") as entry:
            connection, at = entry.connection, entry.recorded_at
            taken = [(one.report, one.content) for one in read]
            reports = facts.add_reports(connection, at, taken, withheld_now(connection))
            read_now = iter(facts.add_readings(connection, at, readings, run))
            return tuple(
                Added(is_new, next(read_now) if one.reading else False)
                for one, is_new in zip(read, reports, strict=True)
            )

    def add_problems(self, problems: Iterable[Problem]) -> bool:
        """Keeps problems that belong to no reading, once each. False when all of them were here."""
        with self._adding("problems") as entry:
            return facts.add_problems(entry, problems)

    def decide(self, decision: Decision) -> tuple[Problem, ...]:
        """Keeps a person's decision; gives the contradictions that now stand between decisions.

        Raises InputError when it names nobody, no reason, too few claims, or what this ledger does not hold. What is
        withheld is taken out of the file.
        """
        return self.decide_first(decision, queries.ALL).contradictions

    def decide_first(self, decision: Decision, seen: int) -> Kept:
        """Keeps a person's decision, unless somebody decided the same after the entry `seen`: then it is kept as late.

        Of two who decide at once one wins, and both are in the audit trail. Raises InputError as `decide` does.
        """
        with self._adding("decision") as entry:
            deciding.check(entry.connection, decision)
            first = deciding.came_first(entry.connection, decision, seen)
            if first is not None:
                facts.add_late_decision(entry, decision, first)
                return Kept((), first)
            hidden = withheld_now(entry.connection)
            facts.add_decision(entry, decision)
            if withheld_now(entry.connection) != hidden:
                notes.forget(entry.connection)  # withheld words must not live on in them
            for report in withheld_now(entry.connection).reports:
                withholding.blank(entry.connection, report)
            if decision.kind is DecisionKind.WITHHOLD:
                forget_words(entry.connection)
            standing = deciding.standings(entry.connection, queries.ALL)
            found = tuple(map(withheld_now(entry.connection).hide, deciding.contradictions(standing)))
        with refused(f"the ledger {self.database.name}"):
            self.database.flush(self._engine)
        return Kept(found, None)

    # Settling

    @contextmanager
    def settle_lock(self, wait_seconds: float = LOCK_WAIT_SECONDS) -> Iterator[None]:
        """One settle at a time. Raises LedgerError when another still runs after the wait.

        A lock ends with its process, however that ends.
        """
        with self.database.settle_lock(wait_seconds) as ours:
            if not ours:
                raise LedgerError(f"another process is settling {self.database.name}: try again when it has ended")
            yield

    def store_record(self, record: Record) -> bool:
        """Keeps what differs from the last record, and where earlier incidents lead now. False when nothing differs."""
        with self._adding("settle") as entry:
            notes.forget(entry.connection)
            return settles.store_record(entry, record)

    def store_drawn(self, record: Record, noted: Notes, states: Mapping[str, str], rules: str) -> bool:
        """Keeps a record of everything, with its notes for the next time. False when nothing of it differs."""
        places: dict[str, Place] = {}
        with self._adding("settle") as entry:
            differs = settles.store_record(entry, record)
            notes.note(entry.connection, rules, states, noted, places)
            facts.add_places(entry, places.values())
            return differs

    def store_part(self, record: Record, scope: Scope, noted: Notes, states: Mapping[str, str]) -> None:
        """Keeps a record of what changed, in place of what its scope names, with its notes."""
        places: dict[str, Place] = {}
        with self._adding("settle") as entry:
            incidents = settles.store_part(entry, record, scope)
            notes.renote(entry.connection, states, noted, scope, incidents, places)
            facts.add_places(entry, places.values())

    # Looking

    def seen(self, view: View = PRESENT) -> Iterator[Seen]:
        """Every report of the view by id, unread ones too, each with its appearances and its latest reading."""
        with self.looking() as connection:
            yield from seen(connection, view, withheld_now(connection), queries.all_places(connection))

    @contextmanager
    def settling(self) -> Iterator[tuple[Today, Noted]]:
        """The reports of today and what settling noted of them, at one moment."""
        with self.looking() as connection:
            known = queries.all_places(connection)
            yield Today(connection, withheld_now(connection), known), Noted(connection, known)

    def present_readings(self, view: View = PRESENT) -> Iterator[tuple[Report, tuple[Appearance, ...], Reading]]:
        """The latest reading of each report, by report id: what settling works on."""
        for one in self.seen(view):
            if one.reading:
                yield one.report, one.appearances, one.reading

    def reports(self, view: View = PRESENT) -> Iterator[tuple[Report, tuple[Appearance, ...]]]:
        """Every report of the view by id, with where it is seen."""
        return ((one.report, one.appearances) for one in self.seen(view))

    def perhaps_seen(self, view: View) -> Iterator[Seen]:
        """The reports that may have been published by then, and do not count since no date says so."""
        with self.looking() as connection:
            yield from perhaps_seen(connection, view, withheld_now(connection), queries.all_places(connection))

    def claims(self, view: View = PRESENT) -> Iterator[Claim]:
        """Every claim of the view, by report and in the order of its text."""
        for _, _, reading in self.present_readings(view):
            yield from reading.claims

    def victims(self, view: View = PRESENT) -> Iterator[NamedVictim]:
        """Every named victim of the view, with the claim that names them."""
        for claim in self.claims(view):
            for victim in claim.what.victims if isinstance(claim.what, Figure) else ():
                yield NamedVictim(claim.report, claim.id, victim)

    def content(self, report_id: str) -> bytes | None:
        """The bytes of a report as they were taken in; None when they are withheld or the report is not here."""
        with self.looking() as connection:
            return queries.content_of(connection, report_id)

    def decisions(self, view: View = PRESENT) -> tuple[Standing, ...]:
        """Every decision in the order made, in force or taken back, with today's claim at each of its anchors."""
        with self.looking() as connection:
            standing = deciding.standings(connection, queries.last_entry(connection, view.recorded_by))
            return tuple(map(withheld_now(connection).hide, standing))

    def problems(self, view: View = PRESENT) -> tuple[Problem, ...]:
        """Problems of files, of present readings, of the last settle, and decisions that contradict each other."""
        with self.looking() as connection:
            upto = queries.last_entry(connection, view.recorded_by)
            present = queries.present_reports(connection, upto)
            here = {row["report"] for row in present}
            numbers = [row["reading"] for row in present if row["reading"] is not None]
            rows = [row for row in queries.other_problems(connection, upto) if row["report"] in here | {None}]
            for start in range(0, len(numbers), queries.BATCH):
                rows += queries.problem_rows(connection, numbers[start : start + queries.BATCH])
            found = [
                *map(problem_of, rows),
                *settles.read_problems(connection, upto),
                *deciding.contradictions(deciding.standings(connection, upto)),
            ]
            return tuple(map(withheld_now(connection).hide, dict.fromkeys(found)))

    def record(self, view: View = PRESENT) -> Record:
        """What was derived last, each kind in a fixed order, incidents with the earlier ids that lead to them.

        `view.recorded_by` gives the record as it stood then; what follows from another day of publication has to be
        settled anew from `present_readings`.
        """
        with self.looking() as connection:
            upto = queries.last_entry(connection, view.recorded_by)
            return withheld_now(connection).hide(settles.read_record(connection, upto, queries.all_places(connection)))

    def incident_id(self, asked: str, view: View = PRESENT) -> str | None:
        """The id under which an incident stands: its own, or that of the one that holds its claims now; None when its
        claims are gone. Raises InputError for an id that never was.
        """
        with self.looking() as connection:
            upto = queries.last_entry(connection, view.recorded_by)
            if queries.incident_known(connection, asked, upto):
                return asked
            aliases = {row["alias"]: row["incident"] for row in queries.alias_rows(connection, upto)}
        if asked not in aliases:
            raise InputError(
                f"there is no incident {asked} in {self.database.name}: see averment show for those there are"
            )
        found: str | None = aliases[asked]
        return found

    @contextmanager
    def _adding(self, kind: str) -> Iterator[Entry]:
        writer = self._engine.execution_options(**{WRITES: True})
        with refused(f"the ledger {self.database.name}"), writer.begin() as connection:
            yield Entry(connection, kind, self._clock())

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """One moment of the ledger: what others write meanwhile is not seen."""
        with refused(f"the ledger {self.database.name}"), self._engine.connect() as connection, connection.begin():
            yield connection


def withheld_now(connection: Connection) -> Withheld:
    """What is withheld today: it is withheld from the views of earlier days too."""
    return withheld(deciding.withholdings(connection))
