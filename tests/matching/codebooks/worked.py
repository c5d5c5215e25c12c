"""Writes the worked example into the codebooks' pages: `python -m tests.matching.codebooks.worked`."""

from __future__ import annotations

from pathlib import Path

from averment.matching.codebooks.rows import codebook_rows
from averment.model.codebook import Cell, Codebook, CodebookRow
from tests.matching.codebooks.story import Story, read_story

HERE = Path(__file__).parent
PAGES = HERE.parents[2] / "docs" / "codebooks"
BEGINS = "## An incident worked through\n"


def page_with_example(codebook: Codebook) -> str:
    """The page with its example as the code writes it now."""
    page = (PAGES / f"{codebook.value}.md").read_text(encoding="utf-8")
    return page[: page.index(BEGINS)] + worked(codebook)


def worked(codebook: Codebook) -> str:
    text = (HERE / "worked.txt").read_text(encoding="utf-8")
    story = read_story(text)
    rows = codebook_rows(codebook, story.case())
    parts = [BEGINS, "The same invented incident stands on the pages of all three codebooks.\n", _reports(text)]
    for number, row in enumerate(rows, start=1):
        parts += [f"Row {number} of {len(rows)}:\n", _filled(row, story), _blank(row)]
    return "\n".join(parts)


def _reports(text: str) -> str:
    lines = [line for line in text.splitlines()[1:] if line.strip() and not line.startswith(" ")]
    return "\n".join(f"> {line}  " for line in lines) + "\n"


def _filled(row: CodebookRow, story: Story) -> str:
    lines = ["| column | value | rule |", "| --- | --- | --- |"]
    lines += [
        f"| `{cell.column}` | {_value(cell, story)} | {cell.rule} |" for cell in row.cells if cell.value is not None
    ]
    return "\n".join(lines) + "\n"


def _value(cell: Cell, story: Story) -> str:
    """The value; ids differ from release to release and are left out."""
    ids = {story.case().incident.id}
    return "an id" if str(cell.value) in ids else str(cell.value)


def _blank(row: CodebookRow) -> str:
    reasons: dict[str, list[str]] = {}
    for cell in row.cells:
        if cell.value is None:
            reasons.setdefault(cell.rule, []).append(f"`{cell.column}`")
    return (
        "Blank, with the reason:\n\n" + "\n".join(f"- {', '.join(held)}: {why}" for why, held in reasons.items()) + "\n"
    )


if __name__ == "__main__":
    for one in Codebook:
        (PAGES / f"{one.value}.md").write_text(page_with_example(one), encoding="utf-8")
