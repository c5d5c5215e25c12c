"""Ledgers for tests of pages: invented reports with their claims marked, settled without the language model."""

from __future__ import annotations

from pathlib import Path

from averment.ledger.ledger import Ledger, open_ledger
from averment.model.report import Appearance
from averment.pipeline import settle
from averment.settings import Settings
from tests.builders import RUN, build

KARVIN = (
    (
        """
        # Shells hit the market of Karvin

        [At least 12 people were killed](killed people 12.. by the health office) when
        [shells hit the market](event Shelling/artillery/missile attack by the health office), the health office said.

        A doctor said [19 people were killed when shells hit the market](killed people 19 by a doctor).

        Among them was [a girl of nine, Mira Dalen](killed children 1 by the health office victim Mira Dalen).
        """,
        Appearance(outlet="Norvia Press", url="https://norvia.example/market"),
    ),
    (
        """
        # Nineteen dead in Karvin, doctor says

        A doctor said [19 people were killed](killed people 19 by a doctor). The army
        [denied firing on the town](event Shelling/artillery/missile attack denies by the army).
        """,
        Appearance(outlet="Daily Herald", url="javascript:alert(1)"),
    ),
)

SCRIPT = "<script>alert('x')</script>"
HANDLER = '"><img src=x onerror=alert(1)>'
DRAWING = "<svg/onload=alert(1)><style>*{display:none}</style>"
TEMPLATE = "{{ 7 * 7 }}{% for x in ().__class__.__mro__ %}"
TURNED = "\u202egnp.exe\u202c \u2067left\u2069"
QUERY = "'; DROP TABLE claims; --"
PATH = "../../../../etc/passwd%00"
HOSTILE = (SCRIPT, HANDLER, DRAWING, TEMPLATE, TURNED, QUERY, PATH, "javascript:alert(1)", "\x00\x1b[31m red")


def karvin(path: Path) -> Ledger:
    """The ledger of two reports that tell of one market."""
    return _ledger(path, [(marked, appearance) for marked, appearance in KARVIN])


def hostile(path: Path) -> Ledger:
    """A ledger in which every text that a report can bring tries to be more than text."""
    reports = []
    for number, evil in enumerate(HOSTILE):
        plain = evil.replace("(", "").replace(")", "").replace("[", "").replace("]", "")
        marked = (
            f"# {plain} in Karvin\n\n"
            f"[{number + 3} people {plain} were killed](killed people {number + 3} by {plain} victim {plain})"
            f" {evil} and [shells fell](event Shelling/artillery/missile attack by the office of {plain})."
        )
        seen = Appearance(file=f"{evil}.txt", outlet=evil, url=f"javascript:alert('{number}')")
        reports.append((marked, seen))
    long = "A" * 1_000_000
    reports.append(
        (f"# {long}\n\n[2 people were killed](killed people 2 by {long[:5000]})", Appearance(outlet=long[:9000]))
    )
    return _ledger(path, reports)


def _ledger(path: Path, reports: list[tuple[str, Appearance]]) -> Ledger:
    ledger = open_ledger(path)
    for marked, appearance in reports:
        lines = "\n".join(line.strip() for line in marked.strip().splitlines())
        built = build(lines, appearance)
        ledger.add_report(built.report, built.content)
        ledger.add_reading(built.reading(), RUN)
    settle(Settings(ledger=str(path)), ledger)
    return ledger
