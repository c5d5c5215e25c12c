"""JSON Lines to pages."""

import io
import json

from averment.ingest.json_lines import read_json_lines
from averment.ingest.page import Hints, Media, Page
from averment.model.run import Problem

NEWS = "Shells hit the market in Old Karvin, the army said."


def read(*lines: str, hints: Hints | None = None, max_bytes: int = 5_000) -> list[Page | Problem]:
    stream = io.BytesIO("\n".join(lines).encode())
    return list(read_json_lines("day.jsonl", stream, hints or Hints(), max_bytes))


def page(**fields: object) -> Page:
    (found,) = read(json.dumps(fields))
    assert isinstance(found, Page)
    return found


def test_each_line_is_a_report_named_by_its_number() -> None:
    good = json.dumps({"text": NEWS})
    broken = [
        "{broken",
        "[1]",
        '{"title": "no words"}',
        '{"text": 5}',
        json.dumps({"text": "word " * 2_000}),
        "[" * 4_000,
    ]
    found = read(good, *broken, "", good)
    assert [one.file for one in found if isinstance(one, Page)] == ["day.jsonl#1", "day.jsonl#9"]
    problems = [one for one in found if isinstance(one, Problem)]
    assert [one.file for one in problems] == [f"day.jsonl#{number}" for number in range(2, 8)]
    assert all(f"line {number}" in one.message for number, one in enumerate(problems, start=2))


def test_the_fields_of_a_line_are_hints_and_those_given_with_the_file_win() -> None:
    hints = page(text=NEWS, date="2023-05-04", source={"name": "Herald"}, url="https://herald.example").hints
    assert (hints.outlet, hints.published, hints.url) == ("Herald", "2023-05-04", "https://herald.example")
    (found,) = read(json.dumps({"text": NEWS, "outlet": "Herald"}), hints=Hints(outlet="Norvia Press"))
    assert isinstance(found, Page)
    assert found.hints.outlet == "Norvia Press"


def test_a_title_stands_above_its_text_once() -> None:
    assert page(text=NEWS, title="Market hit").content.decode() == f"Market hit\n\n{NEWS}"
    assert page(text=f"Market  hit\n{NEWS}", title="Market hit").content.decode() == f"Market  hit\n{NEWS}"


def test_a_page_in_a_line_is_read_as_html() -> None:
    assert page(html=f"<p>{NEWS}</p>").media is Media.HTML


def test_a_lone_surrogate_does_not_break_the_line() -> None:
    (found,) = read('{"text": "Shells \\ud800 hit Karvin."}')
    assert isinstance(found, Page)
    assert found.content.decode() == "Shells ? hit Karvin."
