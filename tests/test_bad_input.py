"""What is wrong with the input is told with the file's name; the rest is read all the same."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from averment.faces.terminal import BIDI
from averment.ledger.schema import VERSION_TABLE
from tests.commands import BRIDGE, MARKET, Outcome, averment, figures, write, write_ostra

ARMENIAN = (
    "Երեքշաբթի օրը գյուղի հրետակոծությունից զոհվել է տասներկու մարդ, հայտնել է շրջանի առողջապահության վարչությունը։\n"
)
RUSSIAN = "Во вторник при обстреле деревни погибли 12 человек, сообщило районное управление здравоохранения.\n"
SCRIPTED = f"""<html><head><title>Bridge destroyed</title>
<script>document.write("900 people were killed in Velm on Monday, the army said.")</script></head><body>
<article><h1>Bridge destroyed near Lower Ostra</h1>
<p>{BRIDGE.splitlines()[-1]}</p>
<script>var other = "700 soldiers were killed in Velm on Monday, the army said.";</script>
<p onclick="alert('600 people died')">The road to the town was closed on Thursday, the ministry said in a statement.</p>
</article></body></html>
"""
BAD_FILES: tuple[tuple[str, bytes, str], ...] = (
    ("empty.txt", b"", "the file is empty"),
    ("blank.txt", b" \n\t\n", "nothing but white space"),
    ("binary.txt", bytes(range(256)) * 20, "binary data"),
    ("report.pdf", b"%PDF-1.7\n1 0 obj", "this PDF is damaged"),
    ("utf16.txt", MARKET.encode("utf-16-le"), "UTF-16 without a byte order mark"),
    ("cyrillic.txt", RUSSIAN.encode("cp1251"), "is not UTF-8"),
    ("cut.txt", MARKET.encode()[: MARKET.encode().index(b"\xe2") + 1], "not UTF-8"),
    ("nothing.html", b"<html><body><script>var dead = 12;</script></body></html>", "no article in this HTML"),
    ("empty.jsonl", b"", "the file is empty"),
)


@pytest.mark.parametrize(("name", "content", "told"), BAD_FILES, ids=[name for name, _, _ in BAD_FILES])
def test_a_file_that_is_no_report_is_named_with_the_reason_and_the_others_are_read(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    write(tmp_path, name, content)
    outcome = explain(tmp_path / name, write(tmp_path, "bridge.md", BRIDGE))
    assert outcome.code == 1
    assert f"{tmp_path / name}: " in outcome.err
    assert told in outcome.err
    assert figures(outcome, measure="wounded", low=3)


def test_a_missing_path_is_wrong_use_and_nothing_is_read(tmp_path: Path) -> None:
    outcome = explain(tmp_path / "nowhere.txt", write(tmp_path, "bridge.txt", BRIDGE))
    assert (outcome.code, outcome.out) == (2, "")
    assert "nowhere.txt" in outcome.err


def test_fifty_megabytes_in_one_line_are_refused_and_the_others_are_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as huge, (tmp_path / "huge.jsonl").open("wb") as lines:
        huge.truncate(50_000_000)
        lines.truncate(50_000_000)
        lines.seek(0, io.SEEK_END)
        lines.write(b"\n" + json.dumps({"text": BRIDGE}).encode() + b"\n")
    outcome = explain(tmp_path / "huge.txt", tmp_path / "huge.jsonl")
    assert outcome.code == 1
    assert "huge.txt: 50,000,000 bytes, more than the limit of 5,000,000" in outcome.err
    assert "line 1: longer than the limit of 5,000,000 bytes" in outcome.err
    assert figures(outcome, measure="wounded", low=3)


def test_the_words_of_scripts_are_not_read(tmp_path: Path) -> None:
    outcome = explain(write(tmp_path, "page.html", SCRIPTED))
    assert figures(outcome, measure="wounded", low=3)
    assert not [line for line in outcome.lines if line.get("low") in {600, 700, 900}]
    (report,) = figures(outcome, kind="report")
    assert "closed on Thursday" in str(report["text"])
    for words in ("900", "700", "600", "script"):
        assert words not in str(report["text"])


def test_a_broken_line_of_json_lines_is_named_by_its_number_and_the_others_are_read(tmp_path: Path) -> None:
    lines = (
        json.dumps({"text": MARKET, "outlet": "Norvia Press"}),
        '{"text": "cut of',
        '{"title": "no text"}',
        "[1]",
        json.dumps({"text": BRIDGE}),
    )
    outcome = explain(write(tmp_path, "day.jsonl", "\n".join(lines)))
    assert outcome.code == 1
    for number in (2, 3, 4):
        assert f"day.jsonl#{number}: line {number}: no" in outcome.err
    assert [str(line["file"]).rpartition("#")[2] for line in figures(outcome, kind="report")] == ["1", "5"]


def test_half_a_character_from_json_is_read_and_stored_as_a_question_mark(tmp_path: Path) -> None:
    line = json.dumps({"text": BRIDGE + "\ud800", "title": "Half \udfff", "outlet": "Daily \ud83d", "url": "x\ud800"})
    ledger = tmp_path / "averment.db"
    assert averment("read", write(tmp_path, "half.jsonl", line), "--ledger", ledger).code == 0
    assert "Daily ?" in averment("export", "claims", "--ledger", ledger).out


@pytest.mark.parametrize(("text", "language"), [(ARMENIAN, "hy"), (RUSSIAN, "ru")])
def test_a_report_in_another_language_is_kept_unread_and_nothing_is_guessed(
    tmp_path: Path, text: str, language: str
) -> None:
    ledger = tmp_path / "averment.db"
    outcome = averment("read", write(tmp_path, "report.txt", text), "--ledger", ledger)
    assert outcome.code == 1
    assert f"report.txt: unread: the text is in the language '{language}'" in outcome.err
    assert "language" in averment("show", "--problems", "--ledger", ledger).out
    assert averment("export", "claims", "--ledger", ledger).out == ""
    lines = explain(tmp_path / "report.txt").lines
    assert [(line["kind"], line["language"], line["text"]) for line in lines] == [("report", language, text.strip())]


# ledgers that are none


def folder(path: Path) -> None:
    path.mkdir()


def text(path: Path) -> None:
    path.write_text(MARKET)


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE birds (name TEXT)")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"CREATE TABLE {VERSION_TABLE} (version_num TEXT)")
        raw.execute(f"INSERT INTO {VERSION_TABLE} VALUES ('9999')")
        raw.commit()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (folder, "is a folder"),
        (text, "cannot be opened as a ledger"),
        (other_database, "not a ledger of Averment"),
        (newer, "made by a newer version of Averment"),
    ],
)
def test_what_is_no_ledger_of_this_version_is_refused_and_left_as_it_is(
    ostra: Path, tmp_path: Path, make: Callable[[Path], None], told: str
) -> None:
    path = tmp_path / "averment.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    for command in (("read", ostra / "bridge.txt"), ("show",), ("verify",)):
        outcome = averment(*command, "--ledger", path)
        assert (outcome.code, outcome.out) == (3, "")
        assert told in outcome.err
    assert (path.read_bytes() if path.is_file() else None) == before


# settings that cannot be used


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--published", "nonsense"), "--published 'nonsense' cannot be read: expected a day"),
        (("--received", "nonsense"), "--received 'nonsense' cannot be read: expected a day"),
        (("--model", "no_such_pipeline"), "install it, or leave the name out"),
        (("--tables", "/no/such/folder"), "no folder of tables /no/such/folder"),
    ],
)
def test_a_setting_that_cannot_be_used_is_wrong_use_and_says_what_to_do(
    ostra: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    ledger = tmp_path / "averment.db"
    for command in (("explain", ostra / "bridge.txt"), ("read", ostra / "bridge.txt", "--ledger", ledger)):
        outcome = averment(*command, *words)
        assert (outcome.code, outcome.out) == (2, "")
        assert told in outcome.err


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("parties.csv", b'a,b,source\n"x', "no table"),
        ("parties.csv", b"name,source\n\xff\xfe,own\n", "no table"),
        ("parties.csv", b"name\nThe League\n", "needs a column 'source'"),
        ("parties.csv", b"name,colour,source\nThe League,red,own\n", "expected the columns"),
        ("partys.csv", b"name,source\nThe League,own\n", "no table of this name"),
    ],
)
def test_a_table_that_cannot_be_read_is_wrong_use_and_is_named(
    ostra: Path, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    write(tmp_path, f"tables/{name}", content)
    outcome = averment("explain", ostra / "bridge.txt", "--tables", tmp_path / "tables")
    assert (outcome.code, outcome.out) == (2, "")
    assert f"{name}: {told}" in outcome.err or (name in outcome.err and told in outcome.err)


@pytest.mark.parametrize("value", ["0", "-5", "many"])
def test_a_limit_that_is_no_number_is_wrong_use(ostra: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("AVERMENT_MAX_REPORT_BYTES", value)
    outcome = explain(ostra / "bridge.txt")
    assert outcome.code == 2
    assert "max_report_bytes" in outcome.err


def test_a_name_that_no_incident_has_is_wrong_use(ostra: Path) -> None:
    for name in ("Z9", "0", "nothing", "[red]", "'; DROP TABLE claims"):
        outcome = averment("show", name, "--ledger", ostra / "ostra.db")
        assert (outcome.code, outcome.out) == (2, "")
        assert "averment show" in outcome.err


# text that would touch the terminal

ESCAPES = "\x1b[2J\x1b]0;owned\x07\x9b31m"
MARKUP = "[red]Tamm[/red] [link=https://bad.example]Rosa[/link] [/]"
HOSTILE = f"""Army{ESCAPES} denies {MARKUP} shelling \u202eartsO\u202c

Three soldiers{ESCAPES} of {MARKUP} were killed near Ostra on Tuesday\u202e, {MARKUP} spokesman Jan{ESCAPES} Orel said.

“Four [bold]more[/bold] were\u2066 wounded,” Orel said.
"""


def test_nothing_in_a_report_touches_the_terminal(tmp_path: Path) -> None:
    ledger = tmp_path / "averment.db"
    name = "bad\x1b[31m[red]\u202e.txt"
    report = write(tmp_path, name, HOSTILE, outlet=f"Herald {ESCAPES} {MARKUP}\u202e", published=f"x{ESCAPES}")
    empty = write(tmp_path, "empty\x1b[2J.txt", "")
    found = [averment("read", report, empty, "--received", "2023-05-20", "--ledger", ledger)]
    claims = averment("export", "claims", "--ledger", ledger).lines
    assert claims
    why = ("--by", f"R. Doe{ESCAPES}", "--reason", f"{MARKUP}{ESCAPES}\u202e")
    found.append(averment("decide", "reject", str(claims[-1]["id"]), *why, "--ledger", ledger))
    incidents = averment("export", "incidents", "--ledger", ledger).lines
    commands: list[tuple[str, ...]] = [("show",), ("show", "--problems"), ("decide", "list"), ("verify",)]
    commands += [("show", str(incident["id"])) for incident in incidents]
    found += [averment(*command, "--ledger", ledger) for command in commands]
    found += [averment("explain", report, empty), averment("show", "\x1b[2J\u202e", "--ledger", ledger)]
    for outcome in found:
        assert_harmless(outcome.out)
        assert_harmless(outcome.err)
    assert "[red]Tamm[/red]" in found[2].out + found[-2].out


def test_a_decision_on_an_id_that_names_nothing_is_wrong_use_and_decides_nothing(tmp_path: Path) -> None:
    ledger = tmp_path / "averment.db"
    averment("read", write_ostra(tmp_path / "ostra"), "--received", "2023-05-20", "--ledger", ledger)
    known = str(averment("export", "claims", "--ledger", ledger).lines[0]["id"])
    why = ("--by", "R. Doe", "--reason", "one shelling", "--ledger", ledger)
    for words in (("same", known, "zzzz"), ("reject", "zzzz"), ("withdraw", "zzzz")):
        outcome = averment("decide", *words, *why)
        assert (outcome.code, outcome.out) == (2, "")
        assert "'zzzz' names" in outcome.err
    assert averment("decide", "list", "--ledger", ledger).out == ""


def test_two_decisions_that_contradict_each_other_are_both_kept_and_shown(tmp_path: Path) -> None:
    ledger = tmp_path / "averment.db"
    averment("read", write_ostra(tmp_path / "ostra"), "--received", "2023-05-20", "--ledger", ledger)
    lines = averment("export", "claims", "--ledger", ledger).lines
    one, other = [str(line["id"]) for line in lines if line.get("measure") == "killed"][:2]
    averment("decide", "different", one, other, "--by", "R. Doe", "--reason", "two markets", "--ledger", ledger)
    outcome = averment("decide", "same", one, other, "--by", "J. Roe", "--reason", "one market", "--ledger", ledger)
    assert outcome.code == 1
    problems = averment("show", "--problems", "--ledger", ledger)
    assert "decisions contradict each other" in outcome.err + problems.out
    assert averment("decide", "list", "--ledger", ledger).out.count("two markets") == 1


def test_owners_that_own_each_other_are_wrong_use(tmp_path: Path) -> None:
    owners = "owner,country,above,source\nTarn Press,XN,Velm Group,own list\nVelm Group,XN,Tarn Press,own list\n"
    write(tmp_path, "tables/owners.csv", owners)
    ostra = write_ostra(tmp_path / "ostra")
    outcome = averment("explain", ostra / "bridge.txt", "--tables", tmp_path / "tables")
    assert (outcome.code, outcome.out) == (2, "")
    assert "Tarn Press belongs to Velm Group belongs to Tarn Press; no owner can own itself" in outcome.err


def assert_harmless(printed: str) -> None:
    assert not [sign for sign in printed if (sign < " " and sign != "\n") or "\x7f" <= sign < "\xa0" or sign in BIDI]


def test_words_of_any_length_are_read_and_shown(tmp_path: Path) -> None:
    long = "Ostra" * 10_000
    report = f"Three soldiers were wounded near {long} on Tuesday, {long} spokesman Jan Orel said.\n\n{BRIDGE}"
    ledger = tmp_path / "averment.db"
    assert averment("read", write(tmp_path, "long.txt", report), "--ledger", ledger).code in {0, 1}
    assert averment("show", "--ledger", ledger).code == 0
    assert figures(averment("export", "claims", "--ledger", ledger), measure="wounded", low=3)


def test_two_megabytes_of_quotations_are_refused_and_twenty_kilobytes_are_read_to_the_end(tmp_path: Path) -> None:
    said = "“Three soldiers were wounded near Ostra on Tuesday,” spokesman Jan Orel said.\n\n"
    book = write(tmp_path, "book.txt", said * (2_000_000 // len(said)))
    outcome = explain(book, write(tmp_path, "long.txt", said * 250))
    assert outcome.code == 1
    assert "more than the 200,000 that one report may have; give each report a file of its own" in outcome.err
    assert len(figures(outcome, measure="wounded", low=3)) == 250


def explain(*words: str | Path) -> Outcome:
    return averment("explain", *words, "--format", "jsonl", "--received", "2023-05-20")
