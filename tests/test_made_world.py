"""Made worlds are the same for the same seed, tell the truth of their own words, and settle as they must."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from averment.drawing import draw_record
from averment.knowledge.tables import TABLES, Tables
from averment.model.claim import Figure
from bench.made_world import chapters, invent
from bench.made_world.agreement import compare
from bench.made_world.claims import readings
from bench.made_world.files import write_world
from bench.made_world.score import told_of
from bench.made_world.wording import HERE

SIZE = 120


def test_the_same_seed_makes_the_same_world_and_another_another() -> None:
    first, again, other = (
        [dispatch.text for chapter in chapters(invent(seed, 30)) for dispatch in chapter.dispatches]
        for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_a_world_has_about_as_many_reports_as_were_asked_for() -> None:
    for size in (10, 200):
        reports = sum(len(chapter.dispatches) for chapter in chapters(invent(3, size)))
        assert size <= reports < size + 12


def test_every_figure_stands_in_its_sentence_and_the_sentence_in_the_text() -> None:
    for chapter in chapters(invent(4, SIZE)):
        for dispatch in chapter.dispatches:
            for placed in dispatch.placed:
                assert placed.sentence.holds(placed.words)
                assert placed.sentence.end <= len(dispatch.text)


def test_settled_from_its_true_claims_a_world_has_the_verdicts_and_ranges_that_it_must() -> None:
    told = list(chapters(invent(5, SIZE)))
    held = [(dispatch, *read) for chapter in told
            for dispatch, read in zip(chapter.dispatches, readings(chapter), strict=True)]  # fmt: skip
    happened = {claim: number for dispatch, _, reading in held
                for claim, number in told_of(dispatch, reading.claims).items()}  # fmt: skip
    seen = {report.id: (report.appearance,) for _, report, _ in held}
    record = draw_record([report for _, report, _ in held], seen, [reading for _, _, reading in held], (), TABLES)
    compared = compare([one for chapter in told for one in chapter.expected], record, happened)
    right = sum(one.is_verdict_right and one.is_range_right for one in compared)
    assert right / len(compared) >= 0.97


def test_the_amounts_of_true_claims_are_those_of_their_words() -> None:
    for chapter in chapters(invent(6, SIZE)):
        for report, reading in readings(chapter):
            for claim in reading.claims:
                if isinstance(claim.what, Figure) and claim.what.amount.low == claim.what.amount.high:
                    words = claim.what.amount.words.of(report.text)
                    assert str(claim.what.amount.low) in words.replace(",", "") or words[0].isalpha()


def test_a_world_is_written_as_reports_tables_and_truth(tmp_path: Path) -> None:
    write_world(invent(8, 20), tmp_path)
    reports = [json.loads(line) for line in (tmp_path / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
    truth = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all({"outlet", "url", "published", "text"} == set(report) for report in reports)
    assert {line["kind"] for line in truth} == {"claim", "finding"}
    Tables(tmp_path / "tables").check()


def test_worlds_are_told_in_at_least_sixty_forms() -> None:
    with (HERE / "forms.csv").open(encoding="utf-8", newline="") as file:
        forms = {row["text"] for row in csv.DictReader(file) if row["kind"] not in ("filler", "headline", "context")}
    assert len(forms) >= 60
