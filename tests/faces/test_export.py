"""Cells that no spreadsheet runs."""

import csv
import io

import pytest

from averment.faces.export import write_csv
from averment.faces.lines import VictimLine
from averment.faces.rows_out import cell


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_begins_like_a_formula_cannot_run(words: str) -> None:
    assert cell(words) == f"'{words}"


@pytest.mark.parametrize(("value", "shown"), [(None, ""), (-3, -3), (12, 12), ("12", "12"), ([], "[]"), (True, "true")])
def test_other_cells_stay_as_they_are(value: object, shown: object) -> None:
    assert cell(value) == shown


def test_quotes_commas_and_line_ends_survive_a_round_trip_through_csv() -> None:
    name = 'Ada "the\nfox", Wren'
    fields = {"kind": "victim", "file": None, "report": "r", "claim": "c", "incident": None, "name": name, "age": 7}
    place = {"start": 0, "end": 3, "words": "Ada", "person": None, "known_as": name, "reasons": []}
    line = VictimLine.model_validate(fields | {"sex": None, "measure": "killed"} | place)
    file = io.StringIO()
    write_csv([line], file)
    assert next(csv.DictReader(io.StringIO(file.getvalue(), newline="")))["name"] == name
