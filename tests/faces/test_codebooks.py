"""Codebook rows as they leave the house, from the command line, with their rules and their tombstones."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pyarrow import parquet

from averment.faces.schemas import schema_of
from averment.matching.codebooks.rows import COLUMNS
from averment.model.codebook import Codebook
from tests.commands import RECEIVED, averment, write, write_ostra


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ostra")
    path = folder / "ostra.db"
    averment("read", write_ostra(folder / "reports"), *RECEIVED, "--ledger", path)
    return path


@pytest.mark.parametrize("codebook", Codebook)
def test_rows_stand_in_the_codebooks_columns_with_a_rule_for_every_field(
    codebook: Codebook, ledger: Path, tmp_path: Path
) -> None:
    out = tmp_path / "rows.csv"
    done = averment(
        "export", "incidents", "--codebook", codebook.value, "--format", "csv", "--out", out, "--ledger", ledger
    )
    assert done.code == 0, done.err
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert tuple(rows[0]) == COLUMNS[codebook]
    trace = _lines(tmp_path / "rows.trace.jsonl")
    assert len(trace) == (len(rows) - 1) * len(COLUMNS[codebook]) > 0
    blanks = [line for line in trace if line["value"] is None]
    assert all(line["rule"] for line in blanks)


def test_the_trace_goes_where_it_is_told_to_and_fits_its_schema(ledger: Path, tmp_path: Path) -> None:
    trace = tmp_path / "rules.jsonl"
    averment("export", "incidents", "--codebook", "acled", "--trace", trace, "--ledger", ledger)
    schema = Draft202012Validator(json.loads(schema_of("trace")))
    lines = _lines(trace)
    assert lines
    assert not [error for line in lines for error in schema.iter_errors(line)]


def test_parquet_holds_the_same_rows_as_json_lines(ledger: Path, tmp_path: Path) -> None:
    chosen = ("export", "incidents", "--codebook", "ucdp", "--ledger", ledger)
    told = averment(*chosen).lines
    averment(*chosen, "--format", "parquet", "--out", tmp_path / "ged.parquet")
    held = parquet.read_table(tmp_path / "ged.parquet").to_pylist()
    assert [{key: value for key, value in row.items() if value is not None} for row in held] == [
        {key: value for key, value in row.items() if value is not None} for row in told
    ]


def test_parquet_needs_a_file(ledger: Path) -> None:
    done = averment("export", "claims", "--format", "parquet", "--ledger", ledger)
    assert done.code == 2
    assert "--output" in done.err


def test_a_codebook_is_of_incidents_only(ledger: Path) -> None:
    done = averment("export", "claims", "--codebook", "ucdp", "--ledger", ledger)
    assert done.code == 2
    assert "goes with incidents" in done.err


def test_a_withdrawn_incident_leaves_a_tombstone_that_leads_to_where_its_claims_are(tmp_path: Path) -> None:
    path = tmp_path / "ostra.db"
    write(tmp_path, "one.txt", "A drone killed two people in Ostra on Tuesday, police said.\n", published="2023-05-03")
    averment("read", tmp_path / "one.txt", *RECEIVED, "--ledger", path)
    (before,) = averment("export", "incidents", "--ledger", path).lines
    for line in averment("export", "claims", "--ledger", path).lines:
        averment("decide", "reject", str(line["id"]), "--by", "Ada", "--reason", "a test", "--ledger", path)
    averment("settle", "--ledger", path)
    averment("export", "incidents", "--codebook", "acled", "--out", tmp_path / "acled.jsonl", "--ledger", path)
    (stone,) = _lines(tmp_path / "acled.withdrawn.jsonl")
    assert (stone["id"], stone["leads_to"]) == (before["id"], None)
    assert _lines(tmp_path / "acled.jsonl") == []


def test_an_incident_tells_what_the_codebooks_would_write_and_whom_it_names(ledger: Path) -> None:
    lines = averment("export", "incidents", "--ledger", ledger).lines
    market = next(line for line in lines if line["victims"])
    assert [person["name"] for person in market["victims"]] == ["Mira Dalen"]  # type: ignore[attr-defined]
    shown = averment("show", str(market["id"]), "--ledger", ledger).out
    assert "codebooks" in shown
    assert "ucdp best" in shown
    assert "Mira Dalen, 34" in shown


def test_every_mention_of_a_victim_says_who_it_is(ledger: Path) -> None:
    (line,) = averment("export", "victims", "--ledger", ledger).lines
    assert line["known_as"] == "Mira Dalen"
    assert line["person"]


def test_the_methodology_page_tells_the_choices_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "| `acled_several` | 3 |" in averment("methodology").out
    monkeypatch.setenv("AVERMENT_ACLED_SEVERAL", "5")
    assert "| `acled_several` | 5 |" in averment("methodology").out


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
