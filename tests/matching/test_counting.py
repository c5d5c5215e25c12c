"""How many really stand behind something."""

from __future__ import annotations

from pathlib import Path

import pytest

from averment.knowledge.tables import Tables
from averment.matching.counting import counts
from averment.matching.texts import texts_of
from averment.matching.told import tell
from averment.matching.voices import find_voices
from averment.model.claim import VoiceKind
from averment.model.incident import Counts
from averment.model.report import Appearance
from tests.matching.builders import Desk, figure

KILLED = "Six were killed"
Seen = tuple[str | None, str | None]  # outlet and address


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    rows = ["Karvin Herald,,herald.example,XN,Velm Group,own list", "Tarn Post,,post.example,XN,Velm Group,own list",
            "Free Sheet,,sheet.example,XN,,own list"]  # fmt: skip
    (tmp_path / "outlets.csv").write_text("\n".join(["name,variants,domains,country,owner,source", *rows]) + "\n")
    (tmp_path / "owners.csv").write_text("owner,country,above,source\nVelm Group,XN,,own list\n")
    return Tables(tmp_path)


def counted(tables: Tables, *reports: tuple[Seen, ...], says: str | None = "office") -> Counts:
    """The counts of one figure that each report gives, seen where it is told."""
    desk, made, appearances = Desk(), [], {}
    for number, seen in enumerate(reports):
        held = desk.takes(seen[0][0], "2 May 2023", f"{KILLED}, it was told in report {number}.", seen[0][1])
        made.append(desk.reads(held, KILLED, figure("killed", "people", "6"), says, kind=VoiceKind.GROUP))
        appearances[held.id] = tuple(Appearance(outlet=outlet, url=url) for outlet, url in seen)
    texts = texts_of(made, ())
    told = tell(desk.reports, desk.readings(), texts, find_voices(made, texts, desk.reports, tables=tables), tables)
    return counts(told, appearances, tables)


def test_two_papers_of_one_owner_are_one_outlet(tables: Tables) -> None:
    found = counted(tables, (("Karvin Herald", None),), (("Tarn Post", None),))
    assert (found.reports, found.outlets, found.unplaced_outlets) == (2, 1, 0)


def test_an_outlet_of_no_house_is_one_of_its_own(tables: Tables) -> None:
    assert counted(tables, (("Karvin Herald", None),), (("Free Sheet", None),)).outlets == 2


def test_one_report_in_two_papers_is_two_appearances_of_one_text(tables: Tables) -> None:
    found = counted(tables, (("Karvin Herald", None), ("Free Sheet", None)))
    assert (found.reports, found.outlets, found.texts) == (2, 2, 1)


def test_one_page_reached_in_two_ways_is_one_appearance(tables: Tables) -> None:
    address = "https://sheet.example/12"
    found = counted(tables, (("Free Sheet", address), ("Free Sheet", f"{address}?utm_source=mail")))
    assert (found.reports, found.outlets) == (1, 1)


def test_an_address_places_an_outlet_that_is_not_named(tables: Tables) -> None:
    assert counted(tables, ((None, "https://www.herald.example/12"),)).unplaced_outlets == 0


def test_an_outlet_that_no_table_holds_is_said_to_be_unplaced(tables: Tables) -> None:
    found = counted(tables, (("Hill Letter", None),), ((None, None),), (("Free Sheet", None),))
    assert (found.outlets, found.unplaced_outlets) == (3, 2)


def test_witnesses_without_a_name_or_a_side_are_said_to_be_unplaced(tables: Tables) -> None:
    found = counted(tables, (("Free Sheet", None),), (("Karvin Herald", None),), says="witnesses")
    assert (found.voices, found.unplaced_voices) == (2, 2)


def test_papers_of_one_house_are_one_voice_in_their_own_words(tables: Tables) -> None:
    found = counted(tables, (("Karvin Herald", None),), (("Tarn Post", None),), (("Free Sheet", None),), says=None)
    assert (found.voices, found.unplaced_voices) == (2, 0)
