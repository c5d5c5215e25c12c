"""Parts of a ledger, as pages ask for them: a few reports, claims and incidents with what stands around them.

Reading a whole ledger takes time that grows with it; a page shows little of it. What holds for all of a ledger (its
places, its decisions, what is withheld) is kept from one look to the next for as long as nothing is added.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Column, Connection

from averment.ledger import claim_queries, lookups, page_queries, queries, schema
from averment.ledger import decisions as deciding
from averment.ledger.ledger import Ledger
from averment.ledger.page_queries import Slice
from averment.ledger.plain import Places, from_plain
from averment.ledger.remembered import Remembered
from averment.ledger.rows import Row, claim_of, reading_of, report_of, victim_of
from averment.ledger.withholding import Withheld, withheld
from averment.model.claim import Claim, Victim
from averment.model.collection import Collection as Held
from averment.model.collection import grouped
from averment.model.decision import Standing
from averment.model.incident import Denial, Episode, Finding, Heard, Incident, Judgement, KnownVoice, Record
from averment.model.reading import Layers, Reading
from averment.model.report import Appearance, Copy, Family, Report

Thing = TypeVar("Thing")
Noun = TypeVar("Noun")
Numbered = tuple[int, str, str]  # a denial: its number, the claim that denies, the claim denied
SHORT, LONG = 1, 30  # lines that a remembered answer takes: an id, a noun
FINDING = ("incident", "position", "measure", "group", "place", "verdict", "noun")


@dataclass
class Kept:
    """What holds for the whole ledger in one state of it."""

    state: int
    settled: int
    places: Places
    withheld: Withheld
    decisions: tuple[Standing, ...]
    drawn: Remembered  # what follows from the record alone
    more: Remembered = field(default_factory=Remembered)  # what follows from all of the ledger


@dataclass(frozen=True)
class Glance:
    """One moment of a ledger, while one page is made."""

    ledger: Ledger
    connection: Connection
    kept: Kept

    @property
    def state(self) -> int:
        """A number that changes with everything that is added."""
        return self.kept.state

    def once(self, question: Hashable, ask: Callable[[], Thing]) -> Thing:
        """The answer to a question about the whole ledger: asked once, then kept while nothing is added."""
        return self.kept.more.once(question, ask)

    def once_settled(self, question: Hashable, ask: Callable[[], Thing]) -> Thing:
        """The answer to a question about the record alone: asked once, then kept until it is drawn anew."""
        return self.kept.drawn.once(question, ask)

    def each_settled(
        self, name: str, ids: Iterable[str], ask: Callable[[list[str]], Mapping[str, Thing]], lines: int = LONG
    ) -> dict[str, Thing]:
        """The same for each of these ids: those not yet known are asked for together."""
        return self.kept.drawn.each(name, ids, ask, lines)

    def claims(self, ids: Collection[str]) -> tuple[Claim, ...]:
        """These claims as they are read today, without people's corrections, by report and in the order of the text."""
        rows = _batched(ids, lambda some: claim_queries.latest_claims(self.connection, some))
        return self._claims(rows)

    def part(self, claims: Iterable[Claim], reports: Collection[str] = (), incidents: Collection[str] = ()) -> Held:
        """A collection of these claims, reports and incidents alone, with what the record says of them."""
        by_report = grouped((claim.report, claim) for claim in claims)
        of = sorted({*by_report, *reports})
        latest = self._latest(of)
        nouns, appearances = self._reports(of, latest)
        readings = [replace(one, claims=by_report.get(one.report, ())) for one in self._readings(latest)]
        present = {report.id for report in nouns}
        return Held(
            reports=nouns,
            appearances=appearances,
            readings=tuple(reading for reading in readings if reading.report in present),
            record=self._record({claim.id for some in by_report.values() for claim in some}, of, incidents),
        )

    def claims_of_report(self, report: str) -> tuple[Claim, ...]:
        """Every claim of the report's latest reading."""
        numbers = [row["number"] for row in page_queries.latest_readings(self.connection, [report])]
        return self._claims(queries.claim_rows(self.connection, numbers))

    def home(self, claims: Collection[str]) -> dict[str, str]:
        """The incident of each of these claims that is in one."""
        return self._leading(schema.incident_claims.c.claim, "incident", claims)

    def incidents(self, ids: Collection[str]) -> tuple[Incident, ...]:
        """These incidents, in the order asked for; one that stands no more is left out."""
        found = self._nouns(Incident, schema.incidents.c.id, ids)
        return tuple(found[id] for id in ids if id in found)

    def incidents_with_aliases(self, ids: Collection[str]) -> tuple[Incident, ...]:
        """These incidents with the earlier ids that lead to them."""
        return self._with_aliases(self.incidents(ids))

    def findings(self, incidents: Collection[str]) -> tuple[Finding, ...]:
        """The findings of these incidents, each incident's in its order."""
        return tuple(self._hidden(Finding, row["noun"]) for row in self.finding_rows(incidents))

    def finding_rows(self, incidents: Collection[str]) -> list[Row]:
        """The same as lines of the table."""
        return _batched(incidents, lambda some: self._now(schema.findings.c.incident, some, *FINDING))

    def judgements(self, claims: Collection[str], part: Slice) -> tuple[Judgement, ...]:
        """What was judged of pairs of these claims, the likeliest first."""
        rows = page_queries.judged_within(self.connection, claims, part)
        return tuple(self._hidden(Judgement, row["noun"]) for row in rows)

    def layers(self, report: str) -> Layers:
        """What was seen in the report on the way to its claims; nothing in one that was not read."""
        for row in self._latest([report]):
            return self.hide(reading_of(row, (), (), self.kept.places).layers)
        return Layers()

    def copies(self, report: str) -> tuple[Copy, ...]:
        """The passages that the report shares with others."""
        first = self._now(schema.copies.c.first_report, [report], "noun")
        second = self._now(schema.copies.c.second_report, [report], "noun")
        return tuple(from_plain(Copy, row["noun"], {}) for row in (*first, *second))

    def episode_of(self, incidents: Collection[str]) -> dict[str, str]:
        """The episode of each of these incidents."""
        return self._leading(schema.episode_incidents.c.incident, "episode", incidents)

    def episodes(self, ids: Collection[str]) -> dict[str, Episode]:
        """Those of these episodes that stand, by id."""
        return self._nouns(Episode, schema.episodes.c.id, ids)

    def members(self, incidents: Collection[str]) -> list[Row]:
        """The claims of these incidents: incident, claim, report, voice and where the words stand."""
        return _batched(incidents, lambda some: claim_queries.members(self.connection, some))

    def denials(self, claims: Collection[str]) -> tuple[Denial, ...]:
        """Which of these claims deny another, or are denied by one."""
        by_claim, by_denied = self.once_settled("denials", self._every_denial)
        found = [sorted(one for id in set(claims) for one in held.get(id, ())) for held in (by_claim, by_denied)]
        return tuple(dict.fromkeys(Denial(claim, denies) for some in found for _, claim, denies in some))

    def known_voices(self, ids: Collection[str]) -> tuple[KnownVoice, ...]:
        """The voices with these ids."""
        return tuple(self._nouns(KnownVoice, lookups.voices.c.id, ids).values())

    def voices(self, claims: Collection[str]) -> dict[str, KnownVoice]:
        """Who speaks in each of these claims."""
        spoken = self._leading(lookups.voice_claims.c.claim, "voice", claims)
        nouns = self._nouns(KnownVoice, lookups.voices.c.id, spoken.values())
        return {claim: nouns[voice] for claim, voice in spoken.items() if voice in nouns}

    def hide(self, noun: Noun) -> Noun:
        """The noun without the names that people withhold."""
        return self.kept.withheld.hide(noun)

    def decode(self, kind: type[Noun], plain: Any) -> Noun:
        """The noun of a row, without withheld names."""
        return self._hidden(kind, plain)

    def _reports(
        self, of: Collection[str], latest: Collection[Row]
    ) -> tuple[tuple[Report, ...], dict[str, tuple[Appearance, ...]]]:
        """The reports that are seen somewhere today, and where; words that are withheld are covered."""
        seen: dict[str, dict[str, Appearance]] = {}
        for row in _batched(of, lambda some: page_queries.standing_appearances(self.connection, some)):
            appearance = self._hidden(Appearance, row["noun"])
            places = seen.setdefault(row["report"], {})
            places.pop(row["place_seen"], None)  # the line recorded last stands, at its own place in the order
            places[row["place_seen"]] = appearance
        read = {row["report"]: row["text_id"] for row in latest}
        texts: dict[str, Row] = {}
        for row in _batched(of, lambda some: page_queries.texts_of(self.connection, some)):
            if read.get(row["report"], row["id"]) == row["id"]:
                texts[row["report"]] = row
        appearances = {report: tuple(places.values()) for report, places in seen.items()}
        found = (report_of(texts[id], appearances[id][0], self.kept.places) for id in of if id in appearances)
        return tuple(map(self.hide, found)), appearances

    def _readings(self, latest: Collection[Row]) -> list[Reading]:
        """The latest readings without their layers, which are long and seldom looked at."""
        bare = ({**row, "noun": row["noun"] | {"layers": {}}} for row in latest)
        return [self.hide(reading_of(row, (), (), self.kept.places)) for row in bare]

    def _latest(self, of: Collection[str]) -> list[Row]:
        return _batched(of, lambda some: page_queries.latest_readings(self.connection, some))

    def _claims(self, rows: list[Row]) -> tuple[Claim, ...]:
        named: dict[tuple[int, str], list[Victim]] = {}
        figures = [row["id"] for row in rows if row["kind"] == "figure"]
        for row in _batched(figures, lambda some: claim_queries.victims_of(self.connection, some)):
            named.setdefault((row["reading"], row["claim"]), []).append(victim_of(row, self.kept.places))
        return tuple(
            self.hide(claim_of(row, tuple(named.get((row["reading"], row["id"]), ())), self.kept.places))
            for row in rows
        )

    def _record(self, claims: Collection[str], reports: Collection[str], incidents: Collection[str]) -> Record:
        """What the record says of these claims, reports and incidents."""
        home = {*self.home(claims).values(), *incidents}
        episodes = sorted(set(self.episode_of(home).values()))
        return Record(
            copies=(),
            families=self._families(reports),
            judgements=(),
            incidents=self._with_aliases(self.incidents(sorted(home))),
            episodes=tuple(self.episodes(episodes).values()),
            findings=self.findings(sorted(incidents)),
            denials=self.denials(claims),
            voices=self._voices(claims),
        )

    def _with_aliases(self, incidents: tuple[Incident, ...]) -> tuple[Incident, ...]:
        ids = [incident.id for incident in incidents]
        rows = self._now(schema.incident_aliases.c.incident, ids, "incident", "alias")
        aliases = grouped((row["incident"], row["alias"]) for row in rows)
        return tuple(replace(incident, aliases=aliases.get(incident.id, ())) for incident in incidents)

    def _families(self, reports: Collection[str]) -> tuple[Family, ...]:
        passages = _batched(reports, lambda some: self._now(schema.family_passages.c.report, some, "family"))
        ids = sorted({row["family"] for row in passages})
        return tuple(self._nouns(Family, schema.families.c.id, ids).values())

    def _voices(self, claims: Collection[str]) -> tuple[Heard, ...]:
        known = self.voices(claims)
        spoken = grouped((voice.id, claim) for claim, voice in known.items())
        nouns = {voice.id: voice for voice in known.values()}
        return tuple(Heard(nouns[id], spoken[id]) for id in sorted(nouns))

    def _every_denial(self) -> tuple[dict[str, tuple[Numbered, ...]], dict[str, tuple[Numbered, ...]]]:
        """The denials of the record in their order, by the claim that denies and by the claim that is denied."""
        every = page_queries.all_denials(self.connection)
        return grouped((one[1], one) for one in every), grouped((one[2], one) for one in every)

    def _leading(self, column: Column[Any], to: str, ids: Iterable[str]) -> dict[str, str]:
        """What each of these ids in one column of a derived table leads to in another."""

        def ask(some: list[str]) -> dict[str, str]:
            rows = _batched(some, lambda part: self._now(column, part, column.name, to))
            return {row[column.name]: row[to] for row in rows}

        return self.each_settled(f"{to} of {column}", ids, ask, SHORT)

    def _nouns(self, kind: type[Noun], column: Column[Any], ids: Iterable[str]) -> dict[str, Noun]:
        """The nouns of a derived table that stand under these ids."""

        def ask(some: list[str]) -> dict[str, Noun]:
            rows = _batched(some, lambda part: self._now(column, part, "id", "noun"))
            return {row["id"]: self._hidden(kind, row["noun"]) for row in rows}

        return self.each_settled(kind.__name__, ids, ask)

    def _now(self, column: Column[Any], values: Collection[str], *wanted: str) -> list[Row]:
        return page_queries.now(self.connection, column, values, *wanted) if values else []

    def _hidden(self, kind: type[Noun], plain: Any) -> Noun:
        return self.hide(from_plain(kind, plain, self.kept.places))


class Glances:
    """Looks at a ledger, one after another or several at once."""

    def __init__(self, ledger: Ledger, hidden: Collection[str] = ()) -> None:
        """`hidden` are names that are covered beside those that people withhold."""
        self.ledger = ledger
        self._hidden = frozenset(hidden)
        self._kept: Kept | None = None
        self._lock = Lock()

    @contextmanager
    def look(self) -> Iterator[Glance]:
        """One moment of the ledger: what others write meanwhile is not seen."""
        with self.ledger.looking() as connection:
            yield Glance(self.ledger, connection, self._keep(connection))

    def _keep(self, connection: Connection) -> Kept:
        state = page_queries.last_entry(connection)
        with self._lock:
            kept = self._kept
            if kept is None or kept.state != state:
                kept = _keep(connection, state, self._hidden, kept)
                if self._kept is None or self._kept.state < state:
                    self._kept = kept
            return kept


def _keep(connection: Connection, state: int, names: Collection[str], before: Kept | None) -> Kept:
    hidden = withheld(deciding.withholdings(connection), names)
    standing = tuple(map(hidden.hide, deciding.standings(connection, queries.ALL)))
    settled = page_queries.last_settle(connection)
    same = before is not None and before.settled == settled and before.withheld == hidden
    drawn = before.drawn if before is not None and same else Remembered()
    return Kept(state, settled, queries.all_places(connection), hidden, standing, drawn)


def _batched(ids: Collection[str], ask: Callable[[list[str]], list[Row]]) -> list[Row]:
    """The rows of all of these ids, asked for in batches that the database takes."""
    every = list(dict.fromkeys(ids))
    return [row for start in range(0, len(every), queries.BATCH) for row in ask(every[start : start + queries.BATCH])]
