"""Runs a command as people do, in this process: the language model is loaded once for all tests."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from averment.faces.cli import main

SAMPLES = Path(__file__).parents[1] / "samples"
RECEIVED = ("--received", "2023-05-20")

MARKET = """Shells hit market in Ostra, at least 12 killed

OSTRA, May 2 (Norvia Press) — At least 12 people were killed when shells hit the market in Ostra on Tuesday, the \
regional health office said. Among the dead was Mira Dalen, 34.

The army denied firing on the town.
"""
COUNCIL = """Council counts the dead of Ostra

Council spokeswoman Ilse Moravec said 19 people were killed when shells hit the market in Ostra on Tuesday.

“They brought them in on carts,” Moravec said. “Four of the dead are children.”
"""
BRIDGE = """Bridge destroyed near Lower Ostra

Rebels destroyed a bridge near Lower Ostra on Wednesday, the defence ministry said. Three soldiers were wounded.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed and the code that it ended with."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, object]]:
        """The JSON lines that it printed."""
        return [json.loads(line) for line in self.out.splitlines()]


def averment(*words: str | Path) -> Outcome:
    """Runs the command with these words after its name."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with patch.object(sys, "argv", ["averment", *map(str, words)]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    return Outcome(code, out.getvalue(), err.getvalue())


def write(folder: Path, name: str, text: str | bytes, **declared: str) -> Path:
    """A report in the folder, with what is declared about it beside it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    if declared:
        path.with_name(f"{path.name}.meta.json").write_text(json.dumps(declared), encoding="utf-8")
    return path


def write_ostra(folder: Path) -> Path:
    """Three reports of an invented war, each with its outlet and date; gives their folder."""
    write(folder, "market.txt", MARKET, outlet="Norvia Press", published="2023-05-03")
    write(folder, "council.txt", COUNCIL, outlet="Upland Courier", published="2023-05-03")
    write(folder, "bridge.txt", BRIDGE, outlet="Daily Herald", published="2023-05-04")
    return folder


def figures(outcome: Outcome, **fields: object) -> list[Mapping[str, object]]:
    """The lines that it printed in which these fields hold these values."""
    return [line for line in outcome.lines if all(line.get(name) == value for name, value in fields.items())]
