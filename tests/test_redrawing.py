"""Settling what changed gives the same record as settling everything, whatever it is that changed."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from averment import pipeline
from averment.ledger import notes
from averment.ledger.database import WRITES
from averment.ledger.ledger import Ledger, open_ledger
from averment.model.claim import Claim, Figure
from averment.model.decision import Correction, Decision, DecisionKind, anchor_of, decision_id
from averment.model.report import Report
from averment.pipeline import settle
from averment.redrawing.redraw import Redrawn, redraw
from averment.settings import Settings
from bench.made_world import chapters, invent
from bench.made_world.claims import RUN, readings
from tests.builders import OTHER_RUN
from tests.postgres import TEMPLATE, Server
from tests.test_properties import DECIDED, add

SEED, SIZE, HELD = 5, 150, 125  # reports; more than 400 claims, so that words are rare by number and not by share
MADE = tuple(one for chapter in chapters(invent(SEED, SIZE)) for one in readings(chapter))
Change = Callable[[Ledger], object]


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("settled") / "averment.db"
    with open_ledger(path) as ledger:
        add(ledger, MADE[:HELD])
        settle(Settings(), ledger)
    return path


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Redrawn | None]:
    """What was drawn of changes alone, None where everything was drawn."""
    found: list[Redrawn | None] = []

    def traced(*given: object) -> Redrawn | None:
        found.append(redraw(*given))  # type: ignore[arg-type]
        return found[-1]

    monkeypatch.setattr(pipeline, "redraw", traced)
    return found


def figures() -> list[tuple[Report, Claim]]:
    read = ((report, claim) for report, reading in MADE[:HELD] for claim in reading.claims)
    return [(report, claim) for report, claim in read if isinstance(claim.what, Figure)]


def decide(ledger: Ledger, kind: DecisionKind, *places: int, corrections: tuple[Correction, ...] = ()) -> str:
    anchors = tuple(anchor_of(claim, report) for report, claim in (figures()[place] for place in places))
    decision = Decision("", kind, anchors, "Ana Reyl", "I read both", DECIDED, corrections)
    decision = replace(decision, id=decision_id(decision))
    ledger.decide(decision)
    return decision.id


def take_back(ledger: Ledger) -> None:
    made = decide(ledger, DecisionKind.SAME, 0, 200)
    settle(Settings(), ledger)
    back = Decision("", DecisionKind.WITHDRAW, (), "Ana Reyl", "I was wrong", DECIDED, (), made)
    ledger.decide(replace(back, id=decision_id(back)))


def read_again(ledger: Ledger) -> None:
    """Another model reads four reports: in one it finds nothing, in one less."""
    for number, (_, reading) in enumerate(MADE[40:44]):
        kept = reading.claims if number > 1 else reading.claims[:number]
        ledger.add_reading(replace(reading, run=OTHER_RUN.id, claims=kept), OTHER_RUN)


def appear_elsewhere(ledger: Ledger) -> None:
    report, _ = MADE[17]
    elsewhere = replace(report.appearance, outlet="The Harbour Post", url="https://harbour.example/17")
    ledger.add_report(replace(report, appearance=elsewhere), report.text.encode())


def revise(ledger: Ledger) -> None:
    """Other bytes at the same address: the old report is there no more."""
    (old, _), (new, reading) = MADE[30], MADE[HELD + 3]
    ledger.add_report(replace(new, appearance=old.appearance), new.text.encode())
    ledger.add_reading(reading, RUN)


CHANGES: tuple[tuple[str, Change], ...] = (
    ("nothing", lambda ledger: None),
    ("ten new reports", lambda ledger: add(ledger, MADE[HELD : HELD + 10])),
    ("two claims joined", lambda ledger: decide(ledger, DecisionKind.SAME, 3, 150)),
    ("two claims parted", lambda ledger: decide(ledger, DecisionKind.DIFFERENT, 3, 4)),
    ("a claim rejected", lambda ledger: decide(ledger, DecisionKind.REJECT, 7)),
    (
        "a claim corrected",
        lambda ledger: decide(ledger, DecisionKind.CORRECT, 9, corrections=(Correction("low", "4"),)),
    ),
    ("a decision taken back", take_back),
    ("reports read again", read_again),
    ("a report seen elsewhere", appear_elsewhere),
    ("a report revised", revise),
)


@pytest.mark.parametrize(("change"), [change for _, change in CHANGES], ids=[name for name, _ in CHANGES])
def test_what_changed_is_drawn_as_all_of_it_would_be(
    change: Change, settled: Path, tmp_path: Path, drawn: list[Redrawn | None]
) -> None:
    part, whole = (Path(shutil.copy(settled, tmp_path / name)) for name in ("part.db", "whole.db"))
    with open_ledger(part) as one, open_ledger(whole) as other:
        change(one)
        settle(Settings(), one)
        assert all(drawn)
        change(other)
        forget_notes(other)
        settle(Settings(), other)
        assert one.record() == other.record()


@pytest.mark.parametrize("chance", [11, 12])
def test_reports_that_come_a_few_at_a_time_give_the_same_record(chance: int, tmp_path: Path) -> None:
    mixed = random.Random(chance).sample(MADE, len(MADE))
    with open_ledger(tmp_path / "steps.db") as steps, open_ledger(tmp_path / "whole.db") as whole:
        for start, end in ((0, 120), (120, 132), (132, 135), (135, SIZE)):
            add(steps, mixed[start:end])
            settle(Settings(), steps)
        add(whole, mixed[:SIZE])
        settle(Settings(), whole)
        assert bare(steps) == bare(whole)


def test_very_many_reports_are_settled_in_steps_that_give_the_same_record(
    tmp_path: Path, drawn: list[Redrawn | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(tmp_path / "whole.db") as whole, open_ledger(tmp_path / "steps.db") as steps:
        add(whole, MADE)
        settle(Settings(), whole)
        assert not drawn
        add(steps, MADE)
        monkeypatch.setattr(pipeline, "AT_ONCE", 115)
        settle(Settings(), steps)
        assert len(drawn) == 1
        assert all(drawn)
        assert bare(steps) == bare(whole)


def test_a_server_keeps_the_same_notes(server: Server, tmp_path: Path, drawn: list[Redrawn | None]) -> None:
    where = server.make("redrawn", TEMPLATE)
    with open_ledger(where) as served, open_ledger(tmp_path / "whole.db") as whole:
        add(served, MADE[:HELD])
        settle(Settings(), served)
        for change in (read_again, revise):
            change(served)
            settle(Settings(), served)
        assert len(drawn) == 2
        assert all(drawn)
        add(whole, MADE[:HELD])
        read_again(whole)
        revise(whole)
        settle(Settings(), whole)
        assert bare(served) == bare(whole)
    server.drop("redrawn")


def test_other_rules_draw_everything(settled: Path, tmp_path: Path, drawn: list[Redrawn | None]) -> None:
    with open_ledger(shutil.copy(settled, tmp_path / "other.db")) as ledger:
        (tmp_path / "tables").mkdir()
        (tmp_path / "tables" / "parties.csv").write_text(
            "name,kind,country,other_names,source\nHill Front,rebel,,,own list\n", encoding="utf-8"
        )
        settle(Settings.model_validate({"tables": str(tmp_path / "tables")}), ledger)
        assert not drawn
        settle(Settings.model_validate({"tables": str(tmp_path / "tables")}), ledger)
        assert all(drawn)
        assert len(drawn) == 1


def test_withheld_words_are_not_kept_in_notes(settled: Path, tmp_path: Path) -> None:
    with open_ledger(shutil.copy(settled, tmp_path / "withheld.db")) as ledger:
        withhold = Decision("", DecisionKind.WITHHOLD, (), "Ana Reyl", "asked by the family", DECIDED)
        withhold = replace(withhold, withholds=MADE[2][0].id)
        ledger.decide(replace(withhold, id=decision_id(withhold)))
        with ledger.settling() as (_, noted):
            assert noted.states() == {}
            assert noted.size() == 0
            assert noted.rules() is None


def bare(ledger: Ledger) -> object:
    record = ledger.record()
    return replace(record, incidents=tuple(replace(one, aliases=()) for one in record.incidents))


def forget_notes(ledger: Ledger) -> None:
    with ledger._engine.execution_options(**{WRITES: True}).begin() as connection:
        notes.forget(connection)
