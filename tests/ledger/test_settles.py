"""What settling derives is stored as differences, replayed as it stood, and old incident ids lead on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averment.ledger.ledger import Ledger, open_ledger
from averment.ledger.view import View
from averment.model.claim import Claim
from averment.model.incident import Incident, Record
from averment.model.run import Problem
from tests.builders import OTHER_RUN, RUN, build
from tests.ledger.conftest import Minutes
from tests.ledger.strategies import FEW, register

register()
EMPTY = Record((), (), (), (), (), (), ())
THREE = build("[A bridge was hit](event Attack). [A school was hit](event Attack). [A mill was hit](event Attack).")
BRIDGE, SCHOOL, MILL = THREE.claims


def incident(name: str, *claims: Claim) -> Incident:
    return Incident(name, tuple(claim.id for claim in claims), f"incident {name}", None, None, (), ())


def record(*incidents: Incident) -> Record:
    return replace(EMPTY, incidents=incidents)


@pytest.fixture
def settled(ledger: Ledger) -> Ledger:
    ledger.add_report(THREE.report, THREE.content)
    ledger.add_reading(THREE.reading(), RUN)
    ledger.store_record(record(incident("a", BRIDGE, SCHOOL), incident("b", MILL)))
    return ledger


@FEW
@given(derived=st.from_type(Record))
def test_any_record_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, empty: Path, derived: Record
) -> None:
    path = tmp_path_factory.mktemp("record") / "averment.db"
    path.write_bytes(empty.read_bytes())
    bare = replace(derived, incidents=tuple(replace(one, aliases=()) for one in derived.incidents))
    with open_ledger(path) as ledger:
        ledger.store_record(bare)
        found = ledger.record()
        assert not ledger.store_record(bare)
    for name in ("copies", "families", "judgements", "incidents", "episodes", "findings", "denials", "problems"):
        ours, theirs = getattr(found, name), getattr(bare, name)
        assert all(noun in theirs for noun in ours), name
        assert all(noun in ours for noun in theirs), name


def test_a_record_that_differs_in_nothing_leaves_no_trace(settled: Ledger, clock: Minutes) -> None:
    assert not settled.store_record(record(incident("b", MILL), incident("a", BRIDGE, SCHOOL)))


def test_only_what_differs_is_stored(settled: Ledger) -> None:
    settled.store_record(record(incident("a", BRIDGE, SCHOOL), incident("c", MILL)))
    with settled.looking() as connection:
        rows = connection.exec_driver_sql("SELECT id, until IS NULL FROM incidents ORDER BY id").all()
    assert [tuple(row) for row in rows] == [("a", 1), ("b", 0), ("c", 1)]


def test_an_earlier_record_is_replayed_as_it_stood(settled: Ledger, clock: Minutes) -> None:
    then, before = clock.now, settled.record()
    settled.store_record(replace(EMPTY, problems=(Problem("settle", "nothing is left"),)))
    assert settled.record(View(recorded_by=then)) == before
    assert settled.record().incidents == ()


def test_an_earlier_incident_leads_to_the_one_that_holds_most_of_its_claims(settled: Ledger) -> None:
    settled.store_record(record(incident("c", BRIDGE, SCHOOL, MILL)))
    assert settled.incident_id("a") == "c"
    assert settled.record().incidents[0].aliases == ("a", "b")
    settled.store_record(record(incident("d", BRIDGE), incident("e", MILL)))
    assert [settled.incident_id(name) for name in ("a", "b", "d")] == ["d", "e", "d"]


def test_an_incident_whose_claims_are_gone_is_a_tombstone(settled: Ledger) -> None:
    settled.store_record(record(incident("a", BRIDGE, SCHOOL)))
    assert settled.incident_id("b") is None


def test_an_incident_that_comes_back_stands_under_its_own_id(settled: Ledger) -> None:
    settled.store_record(record(incident("c", BRIDGE, SCHOOL, MILL)))
    settled.store_record(record(incident("a", BRIDGE, SCHOOL, MILL)))
    assert (settled.incident_id("a"), settled.incident_id("c")) == ("a", "a")


def test_an_incident_is_followed_through_a_re_reading_that_gave_its_claims_other_ids(settled: Ledger) -> None:
    again = build(
        "[A bridge was hit](event Shelling/artillery/missile attack). "
        "[A school was hit](event Shelling/artillery/missile attack). A mill was hit."
    )
    settled.add_reading(again.reading(OTHER_RUN), OTHER_RUN)
    settled.store_record(record(incident("z", *again.claims)))
    assert (settled.incident_id("a"), settled.incident_id("b")) == ("z", None)
