"""The tables of lines that are not the report."""

from pathlib import Path

import pytest

from averment.knowledge.page_lines import boilerplate, caption_cues, credit_lines
from averment.knowledge.tables import TABLES, Tables
from averment.model.run import InputError


def test_every_shipped_pattern_can_be_read() -> None:
    assert boilerplate(TABLES)
    assert credit_lines(TABLES)
    assert caption_cues(TABLES)


ROWS = [("(unclosed,buttons,line", "regular expression"), ("close,buttons,page", "line, links, rest")]


@pytest.mark.parametrize(("row", "named"), ROWS)
def test_a_row_of_the_users_own_that_cannot_be_read_is_named(tmp_path: Path, row: str, named: str) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "boilerplate.csv").write_text(f"pattern,topic,scope,source\n{row},own list\n")
    with pytest.raises(InputError, match=named):
        boilerplate(Tables(tmp_path))
