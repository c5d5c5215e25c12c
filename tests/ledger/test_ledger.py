"""Facts are added once, and the present view has one reading a report, the latest."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averment.ledger.ledger import Ledger, NamedVictim, open_ledger
from averment.ledger.rows import LARGEST
from averment.ledger.view import View
from averment.model.claim import Amount, Bound, Figure
from averment.model.ids import content_id, digest
from averment.model.reading import Layers, Name, NameKind, Reading
from averment.model.report import Appearance, Report
from averment.model.run import InputError, LedgerError, Problem
from tests.builders import NORVIA_PRESS, OTHER_RUN, RUN, Built, build, day
from tests.ledger.conftest import Minutes
from tests.ledger.strategies import FEW, register

register()
MARKET = """
# Shells hit the market of Old Karvin

[At least 12 people were killed, among them Mira Dalen](killed people 12.. by the health office victim Mira Dalen).
[The army denied firing on the town](event Shelling/artillery/missile attack denies by the army).
"""
HERALD = Appearance(outlet="Daily Herald")


def add(ledger: Ledger, *several: Built) -> None:
    for built in several:
        ledger.add_report(built.report, built.content)
        ledger.add_reading(built.reading(), RUN)


def test_what_was_added_comes_back_as_it_was(ledger: Ledger) -> None:
    market = build(MARKET)
    problems = (Problem("times", "no such day: 31 June", "market.txt", market.report.id, market.claims[0].evidence),)
    ledger.add_report(market.report, market.content)
    ledger.add_reading(market.reading(problems=problems), RUN)
    assert list(ledger.present_readings()) == [(market.report, (NORVIA_PRESS,), market.reading(problems=problems))]
    assert ledger.content(market.report.id) == market.content
    assert tuple(ledger.claims()) == market.claims


def test_settling_is_given_readings_without_the_layers_that_they_came_through(ledger: Ledger) -> None:
    market = build(MARKET)
    reading = replace(market.reading(), layers=Layers(names=(Name(market.claims[0].evidence, NameKind.ORG),)))
    ledger.add_report(market.report, market.content)
    ledger.add_reading(reading, RUN)
    assert [one.reading for one in ledger.seen()] == [reading]
    with ledger.settling() as (today, _):
        assert [one.reading for one in today.seen({market.report.id})] == [market.reading()]


@FEW
@given(report=st.from_type(Report), reading=st.from_type(Reading))
def test_any_report_and_reading_come_back_as_they_were(
    tmp_path: Path, empty: Path, report: Report, reading: Reading
) -> None:
    content = report.text.encode()
    report = replace(report, id=content_id(digest(content)), sha256=digest(content), text_id=content_id(report.text))
    claims = {claim.id: replace(claim, report=report.id, text_id=report.text_id) for claim in reading.claims}
    layers = replace(reading.layers, sentences=())
    problems = tuple(dict.fromkeys(replace(problem, about=()) for problem in reading.problems))  # of no incidents yet
    reading = replace(reading, report=report.id, text_id=report.text_id, run=RUN.id, claims=tuple(claims.values()))
    reading = replace(reading, layers=layers, problems=problems)
    with open_ledger(shutil.copy(empty, tmp_path / "averment.db")) as ledger:
        ledger.add_report(report, content)
        ledger.add_reading(reading, RUN)
        assert list(ledger.present_readings()) == [(report, (report.appearance,), reading)]


def test_adding_the_same_again_adds_nothing(ledger: Ledger, clock: Minutes) -> None:
    market = build(MARKET)
    add(ledger, market)
    before, moment = list(ledger.seen()), clock.now
    assert not ledger.add_report(market.report, market.content)
    assert not ledger.add_reading(market.reading(), RUN)
    assert list(ledger.seen()) == before == list(ledger.seen(View(recorded_by=moment)))


def test_the_same_bytes_elsewhere_are_a_second_appearance_of_one_report(ledger: Ledger) -> None:
    add(ledger, build(MARKET), build(MARKET, HERALD))
    assert [appearances for _, appearances in ledger.reports()] == [(NORVIA_PRESS, HERALD)]


SAME_PLACE = (
    ("the same file by another spelling", Appearance(file="day/a.txt"), Appearance(file="./day/a.txt")),
    ("received a second time", HERALD, replace(HERALD, received=datetime(2031, 5, 5, tzinfo=UTC))),
    ("with a date that was corrected", HERALD, replace(HERALD, published=day("2031-05-03"))),
)


@pytest.mark.parametrize(("why", "first", "second"), SAME_PLACE, ids=[case[0] for case in SAME_PLACE])
def test_bytes_seen_twice_at_one_place_appear_once(
    ledger: Ledger, why: str, first: Appearance, second: Appearance
) -> None:
    add(ledger, build(MARKET, first), build(MARKET, second))
    ((_, appearances),) = ledger.reports()
    assert len(appearances) == 1, why


def test_a_corrected_date_stands_in_place_of_the_first(ledger: Ledger) -> None:
    corrected = replace(HERALD, published=day("2031-05-03"))
    add(ledger, build(MARKET, HERALD), build(MARKET, corrected))
    assert [appearances for _, appearances in ledger.reports()] == [(corrected,)]


def test_new_bytes_at_the_same_address_supersede_and_the_old_stay_for_replay(ledger: Ledger, clock: Minutes) -> None:
    page = Appearance(outlet="Norvia Press", url="https://norvia.example/market")
    first, later = build(MARKET, page), build(MARKET.replace("12 people", "19 people"), page)
    add(ledger, first)
    then = clock.now
    add(ledger, later)
    assert [report.id for report, _ in ledger.reports()] == [later.report.id]
    assert [report.id for report, _ in ledger.reports(View(recorded_by=then))] == [first.report.id]


def test_a_report_replaced_at_one_address_stays_present_at_another(ledger: Ledger) -> None:
    page = Appearance(outlet="Norvia Press", url="https://norvia.example/market")
    first, later = build(MARKET, page), build(MARKET.replace("12 people", "19 people"), page)
    add(ledger, first, build(MARKET, HERALD), later)
    assert {report.id: seen for report, seen in ledger.reports()} == {
        first.report.id: (HERALD,),
        later.report.id: (page,),
    }


def test_of_two_captures_of_an_address_the_one_received_last_stands_whichever_was_loaded_first(ledger: Ledger) -> None:
    def capture(marked: str, month: int) -> Built:
        received = datetime(2031, month, 1, tzinfo=UTC)
        return build(marked, Appearance(url="https://norvia.example/market", received=received))

    old, new = capture(MARKET, 1), capture(MARKET.replace("12 people", "19 people"), 2)
    add(ledger, new, old)
    assert [report.id for report, _ in ledger.reports()] == [new.report.id]


def test_another_model_doubles_nothing_and_its_reading_is_the_present_one(ledger: Ledger, clock: Minutes) -> None:
    market = build(MARKET)
    add(ledger, market)
    then = clock.now
    better = replace(market.reading(OTHER_RUN), claims=market.claims[:1])
    assert ledger.add_reading(better, OTHER_RUN)
    assert [reading for _, _, reading in ledger.present_readings()] == [better]
    assert tuple(ledger.claims(View(recorded_by=then))) == market.claims


def test_another_cleaning_is_another_text_of_the_same_report(ledger: Ledger) -> None:
    market, cleaner = build(MARKET), build(MARKET, cleaning="2")
    add(ledger, market, cleaner)
    assert [report.text_id for report, _ in ledger.reports()] == [cleaner.report.text_id]


def test_a_report_that_was_not_read_is_present_and_has_no_reading(ledger: Ledger) -> None:
    market = build(MARKET)
    ledger.add_report(market.report, market.content)
    assert [one.reading for one in ledger.seen()] == [None]
    assert not list(ledger.present_readings())
    assert not ledger.has_reading(market.report.id, market.report.text_id, RUN.id)


def test_a_named_victim_stands_with_the_claim_that_names_them(ledger: Ledger) -> None:
    market = build(MARKET)
    add(ledger, market)
    claim = market.claims[0]
    assert isinstance(claim.what, Figure)
    assert list(ledger.victims()) == [NamedVictim(market.report.id, claim.id, claim.what.victims[0])]


def test_a_number_too_large_for_a_column_is_kept_whole(ledger: Ledger) -> None:
    market = build(MARKET)
    claim = market.claims[0]
    assert isinstance(claim.what, Figure)
    absurd = Amount(LARGEST * 100, None, Bound.AT_LEAST, claim.evidence)
    huge = replace(claim, what=replace(claim.what, amount=absurd))
    add(ledger, replace(market, claims=(huge,)))
    assert tuple(ledger.claims()) == (huge,)


def test_a_report_whose_bytes_are_not_its_own_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        ledger.add_report(build(MARKET).report, b"other bytes")


def test_a_reading_of_a_report_that_never_came_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="add its report first"):
        ledger.add_reading(build(MARKET).reading(), RUN)


def test_a_reading_with_one_claim_twice_is_refused_whole(ledger: Ledger) -> None:
    market = build(MARKET)
    ledger.add_report(market.report, market.content)
    with pytest.raises(LedgerError, match="same id came twice"):
        ledger.add_reading(replace(market.reading(), claims=market.claims * 2), RUN)
    assert not ledger.has_reading(market.report.id, market.report.text_id, RUN.id)


def test_a_problem_of_a_file_is_kept_once(ledger: Ledger) -> None:
    broken = Problem("ingest", "not a text", "broken.bin")
    assert ledger.add_problems([broken])
    assert not ledger.add_problems([broken])
    assert ledger.problems() == (broken,)


def test_a_problem_of_a_file_is_past_once_the_file_was_taken_in(ledger: Ledger, clock: Minutes) -> None:
    broken = Problem("ingest", "not a text", "market.txt")
    ledger.add_problems([broken])
    then = clock.now
    add(ledger, build(MARKET, Appearance(file="market.txt")))
    assert ledger.problems() == ()
    assert ledger.problems(View(recorded_by=then)) == (broken,)


DATED = (
    ("declared to be before", Appearance(published=day("2031-05-01")), True),
    ("declared to be after", Appearance(published=day("2031-05-09")), False),
    ("received before", Appearance(received=datetime(2031, 5, 1, tzinfo=UTC)), True),
    ("undated", Appearance(), False),
)


@pytest.mark.parametrize(("why", "seen", "counts"), DATED, ids=[case[0] for case in DATED])
def test_a_report_counts_when_it_was_surely_out_by_then(
    ledger: Ledger, why: str, seen: Appearance, counts: bool
) -> None:
    add(ledger, build(MARKET, seen))
    assert bool(list(ledger.reports(View(published_by=datetime(2031, 5, 4))))) is counts, why


def test_a_report_that_may_have_been_out_by_then_is_listed_apart(ledger: Ledger) -> None:
    undated, later = build(MARKET), build("[A bridge fell](event Attack).", Appearance(published=day("2031-05-09")))
    add(ledger, undated, later)
    perhaps = ledger.perhaps_seen(View(published_by=datetime(2031, 5, 4)))
    assert [one.report.id for one in perhaps] == [undated.report.id]


def test_an_incident_that_never_was_is_the_askers_mistake(ledger: Ledger) -> None:
    with pytest.raises(InputError, match="there is no incident"):
        ledger.incident_id("0123456789abcdef")


def test_two_ledgers_of_the_same_reports_differ_in_nothing_but_the_clock(tmp_path: Path) -> None:
    views = []
    for name, order in (("one", 1), ("other", -1)):
        with open_ledger(tmp_path / name) as ledger:
            add(ledger, *(build(MARKET), build("[A bridge fell](event Attack)."))[::order])
            views.append((list(ledger.seen()), ledger.problems(), ledger.record()))
    assert views[0] == views[1]
