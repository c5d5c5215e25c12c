"""What holds for every record, tried on made worlds: order, repetition, parts and wholes, withdrawal, steps."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from averment.drawing import draw_record
from averment.faces.export import exported_lines
from averment.knowledge.tables import TABLES
from averment.ledger.ledger import Ledger, open_ledger
from averment.model.claim import Figure
from averment.model.decision import Decision, DecisionKind, anchor_of, decision_id
from averment.model.incident import Record, Verdict
from averment.model.reading import Reading
from averment.model.report import Report
from averment.pipeline import collect, settle
from averment.settings import Settings
from bench.made_world import chapters, invent
from bench.made_world.claims import RUN, readings
from tests.builders import OTHER_RUN
from tests.matching.builders import Desk, figure, town
from tests.matching.settle import settle as settle_claims

FEW = settings(max_examples=4, deadline=None)
SEEDS = st.integers(0, 10_000)
SIZE = 14  # reports: three or four incidents
DECIDED = datetime(2031, 5, 6, 9, 30, tzinfo=UTC)
OSTRA = town("Ostra", 46.0, 30.0)
BOUNDS = ("", "at least ", "about ", "more than ", "up to ")

Read = tuple[Report, Reading]


@lru_cache(maxsize=16)
def made(seed: int) -> tuple[Read, ...]:
    """The reports of a made world with what is told in them."""
    return tuple(one for chapter in chapters(invent(seed, SIZE)) for one in readings(chapter))


def drawn(held: Sequence[Read]) -> Record:
    seen = {report.id: (report.appearance,) for report, _ in held}
    return draw_record([report for report, _ in held], seen, [reading for _, reading in held], (), TABLES)


@FEW
@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_reports_never_changes_the_record(seed: int, chance: random.Random) -> None:
    mixed = list(made(seed))
    chance.shuffle(mixed)
    assert drawn(mixed) == drawn(made(seed))


@FEW
@given(SEEDS, st.integers(0, SIZE - 1))
def test_reading_a_report_twice_never_changes_a_count(seed: int, again: int) -> None:
    with opened() as ledger:
        add(ledger, made(seed))
        settle(Settings(), ledger)
        once = ledger.record()
        report, reading = made(seed)[again]
        assert not ledger.add_report(report, report.text.encode())
        assert not ledger.add_reading(reading, RUN)
        ledger.add_reading(replace(reading, run=OTHER_RUN.id), OTHER_RUN)
        settle(Settings(), ledger)
        assert ledger.record() == once


@dataclass(frozen=True, slots=True)
class Said:
    """A figure as somebody gives it: whole or part, in numbers with a bound, by one of three voices."""

    group: str
    amount: str
    voice: str
    day: int


SAID = st.builds(
    Said,
    st.sampled_from(("people", "children", "civilians")),
    st.builds("{}{}".format, st.sampled_from(BOUNDS), st.integers(1, 60)),
    st.sampled_from(("health office", "army", "council")),
    st.integers(2, 4),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(SAID, min_size=2, max_size=2, unique_by=lambda said: said.group))
def test_a_part_never_disputes_its_whole(told: list[Said]) -> None:
    desk = Desk()
    for number, said in enumerate(told):
        words = f"In Ostra {said.amount} {said.group} were killed"
        paper = desk.takes(f"Paper {number}", f"{said.day} May 2031", f"{words} when shells hit the market.")
        what = figure("killed", said.group, said.amount)
        desk.reads(paper, words, what, said.voice, of=said.voice, on="2 May 2031", at=OSTRA)
    findings = settle_claims(desk.reports, desk.readings()).findings
    assert findings
    assert not any(finding.verdict in (Verdict.DISPUTED, Verdict.UNORDERED) for finding in findings)


@FEW
@given(SEEDS, st.sampled_from((DecisionKind.SAME, DecisionKind.DIFFERENT, DecisionKind.REJECT)), st.data())
def test_withdrawing_a_decision_restores_what_is_exported(seed: int, kind: DecisionKind, data: st.DataObject) -> None:
    with opened() as ledger:
        add(ledger, made(seed))
        settle(Settings(), ledger)
        before = exports(ledger)
        claims = data.draw(st.permutations([(report, one) for report, reading in made(seed) for one in reading.claims]))
        anchors = tuple(anchor_of(claim, report) for report, claim in claims[: 1 if kind is DecisionKind.REJECT else 2])
        made_then = sealed(Decision("", kind, anchors, "Ana Reyl", "I compared both", DECIDED))
        ledger.decide(made_then)
        settle(Settings(), ledger)
        ledger.decide(
            sealed(Decision("", DecisionKind.WITHDRAW, (), "Ana Reyl", "I was wrong", DECIDED, (), made_then.id))
        )
        settle(Settings(), ledger)
        assert exports(ledger) == before


@FEW
@given(
    SEEDS, st.lists(st.integers(1, SIZE - 1), min_size=1, max_size=3, unique=True), st.randoms(use_true_random=False)
)
def test_settling_in_steps_of_any_order_is_settling_at_once(seed: int, cuts: list[int], chance: random.Random) -> None:
    ends, mixed = (0, *sorted(cuts), None), list(made(seed))
    chance.shuffle(mixed)
    with opened() as whole, opened() as stepwise:
        add(whole, made(seed))
        settle(Settings(), whole)
        for start, end in pairwise(ends):
            add(stepwise, mixed[start or 0 : end])
            settle(Settings(), stepwise)
        assert without_aliases(stepwise.record()) == without_aliases(whole.record())


def test_made_worlds_have_parts_and_wholes_and_every_verdict() -> None:
    """The properties above would hold for empty worlds too: these are not."""
    figures = [one.what for seed in range(8) for _, reading in made(seed) for one in reading.claims]
    assert any(isinstance(what, Figure) and what.within for what in figures)
    verdicts = {
        one.verdict for seed in range(8) for chapter in chapters(invent(seed, SIZE)) for one in chapter.expected
    }
    assert verdicts == set(Verdict)


@lru_cache(maxsize=1)
def empty() -> bytes:
    """An empty ledger: its tables are made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "averment.db"
        open_ledger(path).close()
        return path.read_bytes()


@contextmanager
def opened() -> Iterator[Ledger]:
    folder = tempfile.mkdtemp()
    path = Path(folder) / "averment.db"
    path.write_bytes(empty())
    with open_ledger(path) as ledger:
        yield ledger
    shutil.rmtree(folder)


def add(ledger: Ledger, held: Sequence[Read]) -> None:
    for report, reading in held:
        ledger.add_report(report, report.text.encode())
        ledger.add_reading(reading, RUN)


def sealed(decision: Decision) -> Decision:
    return replace(decision, id=decision_id(decision))


def exports(ledger: Ledger) -> list[str]:
    """Every line that is exported, as it is written."""
    collection = collect(ledger)
    return [
        json.dumps(line.model_dump(mode="json"))
        for rows in ("claims", "incidents", "victims")
        for line in exported_lines(collection, rows)
    ]


def without_aliases(record: Record) -> Record:
    return replace(record, incidents=tuple(replace(incident, aliases=()) for incident in record.incidents))
