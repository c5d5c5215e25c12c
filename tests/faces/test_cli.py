"""The commands from end to end: what they print, where, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from averment.faces import options
from averment.faces.schemas import FOLDER
from averment.ledger.ledger import open_ledger
from tests.commands import COUNCIL, MARKET, Outcome, averment, figures, write

COMMANDS = (
    *(("read",), ("settle",), ("show",), ("explain",), ("export",), ("verify",), ("backup",)),
    *(("decide", kind) for kind in ("same", "different", "reject", "correct", "withdraw", "withhold", "list")),
)
SIGNED = ("--by", "R. Doe", "--reason", "looked at the film")


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Two reports explained together, with everything seen on the way."""
    folder = tmp_path_factory.mktemp("explained")
    first = write(folder, "market.txt", MARKET)
    second = write(folder, "council.txt", COUNCIL)
    return averment("explain", first, second, "--published", "2023-05-03", "--format", "jsonl", "--layers")


# explain


def test_every_line_of_explain_is_valid_under_the_schema_of_its_kind(explained: Outcome) -> None:
    assert (explained.code, explained.err) == (0, "")
    kinds = {str(line["kind"]) for line in explained.lines}
    assert kinds >= {"report", "figure", "event", "incident", "quote", "name", "place", "time", "sentence"}
    validators = {
        kind: Draft202012Validator(json.loads((FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8")))
        for kind in kinds
    }
    for line in explained.lines:
        validators[str(line["kind"])].validate(line)


def test_the_words_of_every_line_are_those_between_its_start_and_end(explained: Outcome) -> None:
    texts = {str(line["report"]): str(line["text"]) for line in explained.lines if line["kind"] == "report"}
    worded = [line for line in explained.lines if "evidence" in line or "words" in line]
    assert len(worded) > 20
    for line in worded:
        start, end = line["start"], line["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert texts[str(line["report"])][start:end] == line.get("evidence", line.get("words"))


def test_every_report_carries_the_hash_of_its_bytes_and_its_file_as_given(explained: Outcome) -> None:
    reports = figures(explained, kind="report")
    assert [Path(str(line["file"])).name for line in reports] == ["market.txt", "council.txt"]
    assert all(re.fullmatch("[0-9a-f]{64}", str(line["sha256"])) for line in reports)


def test_files_given_together_are_compared_and_with_each_they_stand_alone(ostra: Path) -> None:
    files = (ostra / "market.txt", ostra / "council.txt")
    together = averment("explain", *files, "--format", "jsonl")
    apart = averment("explain", *files, "--format", "jsonl", "--each")
    assert {line["report"] for line in together.lines if line["kind"] == "incident"} == {None}
    shared = {str(line["incident"]) for line in together.lines if line.get("measure") == "killed"}
    assert len(shared) == 1
    of_reports = {line["report"] for line in apart.lines if line["kind"] == "incident"}
    assert of_reports == {line["report"] for line in apart.lines if line["kind"] == "report"}
    killed = [line for line in apart.lines if line.get("measure") == "killed"]
    assert len({str(line["incident"]) for line in killed}) == 2


def test_one_bad_file_is_told_on_standard_error_and_the_others_are_explained(ostra: Path, tmp_path: Path) -> None:
    bad = write(tmp_path, "empty.txt", "")
    outcome = averment("explain", bad, ostra / "bridge.txt", "--format", "jsonl")
    assert outcome.code == 1
    assert "empty.txt: the file is empty" in outcome.err
    assert [Path(str(line["file"])).name for line in figures(outcome, kind="report")] == ["bridge.txt"]


def test_explain_as_text_numbers_the_claims_and_says_what_they_were_read_as(ostra: Path) -> None:
    outcome = averment("explain", ostra / "bridge.txt")
    assert outcome.code == 0
    assert "Three soldiers were wounded[" in outcome.out
    assert "wounded soldiers 3" in outcome.out


# export


def test_every_kind_of_row_is_exported_as_lines_and_as_csv_with_the_same_values(ostra: Path, tmp_path: Path) -> None:
    for rows in ("claims", "incidents", "victims"):
        lines = averment("export", rows, "--ledger", ostra / "ostra.db").lines
        file = tmp_path / f"{rows}.csv"
        assert averment("export", rows, "--format", "csv", "-o", file, "--ledger", ostra / "ostra.db").code == 0
        with file.open(encoding="utf-8", newline="") as opened:
            cells = list(csv.DictReader(opened))
        assert len(lines) == len(cells) > 0
        for line, row in zip(lines, cells, strict=True):
            for name in ("kind", "id", "evidence", "name", "title", "start"):
                if name in line:
                    assert row[name] == str(line[name])


def test_exported_lines_are_valid_under_the_schema_of_their_kind(ostra: Path) -> None:
    for rows in ("claims", "incidents", "victims"):
        for line in averment("export", rows, "--ledger", ostra / "ostra.db").lines:
            schema = json.loads((FOLDER / f"{line['kind']}.schema.json").read_text(encoding="utf-8"))
            Draft202012Validator(schema).validate(line)


def test_a_cell_of_csv_that_would_run_as_a_formula_begins_with_an_apostrophe(tmp_path: Path) -> None:
    outlets = ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)")
    for number, outlet in enumerate(outlets):
        write(tmp_path, f"{number}.txt", f"{number + 2} soldiers were killed near Ostra on Tuesday.", outlet=outlet)
    ledger = tmp_path / "averment.db"
    averment("read", tmp_path, "--received", "2023-05-20", "--ledger", ledger)
    rows = list(csv.reader(io.StringIO(averment("export", "claims", "--format", "csv", "--ledger", ledger).out)))
    assert len(rows) > len(outlets)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert not [cell for row in rows for cell in row if cell.startswith("-") and not cell[1:].isdigit()]


def test_an_export_that_cannot_be_written_is_wrong_use(ostra: Path, tmp_path: Path) -> None:
    outcome = averment("export", "claims", "-o", tmp_path / "no" / "claims.csv", "--ledger", ostra / "ostra.db")
    assert outcome.code == 2
    assert "claims.csv cannot be written" in outcome.err


def test_nothing_is_exported_from_a_ledger_whose_words_were_changed_from_outside(copied: Path) -> None:
    with closing(sqlite3.connect(copied)) as raw:
        raw.execute("DROP TRIGGER texts_blanked")
        raw.execute("UPDATE texts SET text = replace(text, 'At least 12', 'At least 92')")
        raw.commit()
    for command in (("export", "claims"), ("show",)):
        outcome = averment(*command, "--ledger", copied)
        assert (outcome.code, outcome.out) == (3, "")
        assert "are not those of its text any more" in outcome.err


# verify and backup


def test_verify_finds_one_flipped_byte_and_passes_the_ledger_and_its_backup(copied: Path, tmp_path: Path) -> None:
    assert averment("verify", "--ledger", copied).code == 0
    backup = tmp_path / "backup.db"
    assert averment("backup", backup, "--ledger", copied).code == 0
    exported = averment("export", "claims", "--ledger", copied)
    assert averment("export", "claims", "--ledger", backup).out == exported.out
    tamper(backup, b"Three soldiers were wounded", b"Three soldiers were wounden")
    outcome = averment("verify", "--ledger", backup)
    assert outcome.code == 3
    assert "SHA-256" in outcome.err
    again = averment("backup", backup, "--ledger", copied)
    assert (again.code, again.out) == (3, "")
    assert "is there already" in again.err


def tamper(ledger: Path, before: bytes, after: bytes) -> None:
    """Changes the first place in the file where these bytes stand, as a bad disk or a hand would."""
    content = ledger.read_bytes()
    assert before in content
    ledger.write_bytes(content.replace(before, after, 1))


# how commands end


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_help_of_every_command_has_an_example_of_itself(command: tuple[str, ...]) -> None:
    outcome = averment(*command, "--help")
    assert outcome.code == 0
    assert f"averment {' '.join(command)}" in " ".join(outcome.out.partition("Example")[2].split())


def test_wrong_use_ends_with_2_and_a_missing_ledger_with_3(tmp_path: Path) -> None:
    assert averment("shwo").code == 2
    assert averment("export", "everything", "--ledger", tmp_path / "a.db").code == 2
    assert averment("show", "--ledger", tmp_path / "a.db").code == 3


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"averment \d+\.\d+\S*\n", averment("--version").out)


def test_a_command_that_ctrl_c_ends_leaves_a_ledger_that_goes_on(
    ostra: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = tmp_path / "averment.db"

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr("averment.pipeline.draw", interrupted)
        outcome = averment("read", ostra, "--ledger", ledger)
    assert (outcome.code, outcome.out) == (130, "")
    assert "Traceback" not in outcome.err
    assert averment("read", ostra, "--ledger", ledger).code == 0
    expected = averment("export", "claims", "--ledger", ostra / "ostra.db").out
    assert averment("export", "claims", "--ledger", ledger).out == expected


def test_a_reader_that_leaves_early_ends_the_command_quietly(ostra: Path) -> None:
    words = [sys.executable, "-c", "from averment.faces.cli import main; main()"]
    words += ["export", "claims", "--ledger", str(ostra / "ostra.db")]
    reading, writing = os.pipe()
    os.close(reading)  # as head does once it has its line
    with open(writing, "wb") as left:  # noqa: PTH123 - a file descriptor has no path
        ended = subprocess.run(words, stdout=left, stderr=subprocess.PIPE, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_output_is_utf8_whatever_the_terminal_speaks(ostra: Path) -> None:
    words = [sys.executable, "-c", "from averment.faces.cli import main; main()"]
    words += ["export", "claims", "--ledger", str(ostra / "ostra.db")]
    ended = subprocess.run(words, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert ended.returncode == 0
    assert ended.stdout.decode("utf-8").splitlines()


def test_exit_codes_are_those_of_the_documents() -> None:
    assert (options.DONE, options.PROBLEMS, options.WRONG_USE, options.LEDGER_REFUSED) == (0, 1, 2, 3)
    assert options.INTERRUPTED == 128 + signal.SIGINT


# decide


def test_a_correction_changes_show_and_export_and_its_withdrawal_brings_back_every_byte(copied: Path) -> None:
    before = exports(copied)
    claim = one_claim(copied, measure="wounded", low=3)
    assert decide(copied, "correct", claim, "low=7", "high=7").code == 0
    assert figures(averment("export", "claims", "--ledger", copied), id=claim, low=7, high=7)
    assert re.search(r"wounded +soldiers +7", averment("show", "--ledger", copied).out)
    assert decide(copied, "withdraw", decision_of(copied, "correct")).code == 0
    assert exports(copied) == before


def test_a_rejected_claim_is_gone_until_the_decision_is_withdrawn(copied: Path) -> None:
    before = exports(copied)
    claim = one_claim(copied, measure="wounded", low=3)
    assert decide(copied, "reject", claim).code == 0
    assert not figures(averment("export", "claims", "--ledger", copied), id=claim)
    assert "wounded" not in averment("show", "--ledger", copied).out
    assert decide(copied, "withdraw", decision_of(copied, "reject")).code == 0
    assert exports(copied) == before


def test_people_put_claims_together_and_take_them_apart_against_every_rule(copied: Path) -> None:
    before = exports(copied)
    bridge = one_claim(copied, measure="wounded", low=3)
    market = one_claim(copied, measure="killed", low=19)
    health = one_claim(copied, measure="killed", low=12, speaker="regional health office")
    assert incident(copied, bridge) != incident(copied, market) == incident(copied, health)
    assert decide(copied, "same", bridge, market).code == 0
    assert incident(copied, bridge) == incident(copied, market)
    assert decide(copied, "different", market, health).code == 0
    assert incident(copied, market) != incident(copied, health)
    for kind in ("same", "different"):
        decide(copied, "withdraw", decision_of(copied, kind))
    assert exports(copied) == before


@pytest.mark.parametrize("rest", [("--by", "R. Doe"), ("--reason", "seen"), ("--by", " ", "--reason", "seen")])
def test_a_decision_without_author_or_reason_is_wrong_use(copied: Path, rest: tuple[str, ...]) -> None:
    claim = one_claim(copied, measure="wounded", low=3)
    assert averment("decide", "reject", claim, *rest, "--ledger", copied).code == 2
    assert averment("decide", "list", "--ledger", copied).out == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("reject", "0000"), "names no claim"),
        (("reject", ""), "claims"),
        (("same", "CLAIM"), "needs at least 2 claims"),
        (("same", "CLAIM", "CLAIM"), "needs at least 2 claims"),
        (("correct", "CLAIM", "low"), "FIELD=VALUE"),
        (("correct", "CLAIM", "colour=red"), "no field 'colour'"),
        (("correct", "CLAIM", "low=many"), "low=many"),
        (("withdraw", "0000"), "names 0 decisions"),
        (("withhold", "0000"), "no report 0000"),
    ],
)
def test_a_decision_about_what_is_not_there_is_wrong_use(copied: Path, words: tuple[str, ...], told: str) -> None:
    claim = one_claim(copied, measure="wounded", low=3)
    outcome = decide(copied, *(claim if word == "CLAIM" else word for word in words))
    assert (outcome.code, outcome.out) == (2, "")
    assert told in outcome.err
    assert averment("decide", "list", "--ledger", copied).out == ""


def test_the_list_of_decisions_names_author_reason_words_and_what_was_withdrawn(copied: Path) -> None:
    decide(copied, "correct", one_claim(copied, measure="wounded", low=3), "low=7")
    decision = decision_of(copied, "correct")
    assert decide(copied, "withdraw", decision).code == 0
    listed = averment("decide", "list", "--ledger", copied).out
    for words in ("R. Doe: looked at the film", "Three soldiers were wounded", "low should read 7", "withdrawn by"):
        assert words in listed
    assert decide(copied, "withdraw", decision).code == 2


def test_the_words_of_a_withheld_report_are_nowhere_until_it_is_read_again(copied: Path) -> None:
    before = exports(copied)
    decide(copied, "same", one_claim(copied, low=19), one_claim(copied, low=12, block="paragraph"))
    decide(copied, "withdraw", decision_of(copied, "same"))
    report = str(figures(averment("export", "claims", "--ledger", copied), low=19)[0]["report"])
    assert decide(copied, "withhold", report).code == 0
    shown = everything_shown(copied)
    in_file = copied.read_bytes()
    for words in ("brought them in", "Four of the dead", "counts the dead"):
        assert words not in shown
        assert words.encode() not in in_file
    assert "Moravec" not in shown
    assert not figures(averment("export", "claims", "--ledger", copied), low=19)
    read_again = averment("read", copied.parent / "council.txt", "--ledger", copied)
    assert read_again.code == 0
    assert "Moravec" not in everything_shown(copied)
    assert decide(copied, "withdraw", decision_of(copied, "withhold")).code == 0
    assert averment("read", copied.parent / "council.txt", "--ledger", copied).code == 0
    assert exports(copied) == before
    assert averment("verify", "--ledger", copied).code == 0


def test_the_name_of_a_withheld_victim_is_nowhere_until_the_decision_is_withdrawn(copied: Path) -> None:
    before = exports(copied)
    (victim,) = averment("export", "victims", "--ledger", copied).lines
    assert victim["name"] == "Mira Dalen"
    assert decide(copied, "withhold", "Mira Dalen", "--claim", str(victim["claim"])).code == 0
    shown = everything_shown(copied)
    assert "Mira" not in shown
    assert "Dalen" not in shown
    assert decide(copied, "withdraw", decision_of(copied, "withhold")).code == 0
    assert exports(copied) == before


def decide(ledger: Path, kind: str, *words: str) -> Outcome:
    return averment("decide", kind, *words, *SIGNED, "--ledger", ledger)


def decision_of(ledger: Path, kind: str) -> str:
    """The id of the last decision of this kind, as the list prints it."""
    listed = averment("decide", "list", "--ledger", ledger).out
    return str(re.findall(rf"^(\w+)  {kind}  ", listed, re.MULTILINE)[-1])


def exports(ledger: Path) -> tuple[str, ...]:
    return tuple(averment("export", rows, "--ledger", ledger).out for rows in ("claims", "incidents", "victims"))


def one_claim(ledger: Path, **fields: object) -> str:
    return str(figures(averment("export", "claims", "--ledger", ledger), **fields)[0]["id"])


def incident(ledger: Path, claim: str) -> object:
    return figures(averment("export", "claims", "--ledger", ledger), id=claim)[0]["incident"]


def everything_shown(ledger: Path) -> str:
    """All that leaves the ledger by any command."""
    with open_ledger(ledger) as held:
        ids = [incident.id for incident in held.record().incidents]
    commands: list[tuple[str, ...]] = [("show",), ("show", "--problems"), ("decide", "list")]
    commands += [("show", id) for id in ids]
    commands += [
        ("export", rows, "--format", form) for rows in ("claims", "incidents", "victims") for form in ("jsonl", "csv")
    ]
    return "\n".join(averment(*command, "--ledger", ledger).out for command in commands)
