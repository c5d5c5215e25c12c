"""The answer keys of MUC-4: an invented template, and what counts as right."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.muc import Response, location_right, numbers_right
from bench.muc_keys import Count, Location, plain_place, read_keys, read_messages

TEMPLATE = """
0.  MESSAGE: ID                     DEV-MUC3-9001 (X)
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
2.  INCIDENT: DATE                  02 MAR 89
3.  INCIDENT: LOCATION              (NORVIA) / (NORVIA: LOMAS (CITY))
21. HUM TGT: NUMBER                 2: "MINERS"
                                    PLURAL: "GUARDS"
                                    ~10: "GUESTS"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "MINERS"
                                    ? DEATH: "GUESTS"
                                    INJURY: "GUARDS"
"""


def test_a_template_gives_the_counts_of_its_dead_and_hurt(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(TEMPLATE)
    (key,) = read_keys(file)
    assert key.message == "DEV-MUC3-9001"
    assert key.is_optional
    assert key.locations == (Location("norvia", ()), Location("norvia", ("lomas",)))
    assert key.hit == (("killed", ((Count(2, 2),),)), ("wounded", ((Count(2, None),),)))


def test_messages_are_told_apart_by_their_heads(tmp_path: Path) -> None:
    file = tmp_path / "texts"
    file.write_text("DEV-MUC3-9001 (X)\n\n   LOMAS, 2 MAR 89 -- A\n\nDEV-MUC3-9002\n\n   B\n")
    assert [(name, text.strip()) for name, text in read_messages(file)] == [
        ("DEV-MUC3-9001", "LOMAS, 2 MAR 89 -- A"),
        ("DEV-MUC3-9002", "B"),
    ]


@pytest.mark.parametrize(
    ("targets", "numbers", "right"),
    [
        ([[Count(2, 2)]], [Count(2, 2)], 1.0),
        ([[Count(2, 2)], [Count(1, 1)]], [Count(1, 1), Count(2, 2)], 2.0),
        ([[Count(2, 2)]], [Count(3, 3)], 0.0),
        ([[Count(2, None)]], [Count(None, None)], 1.0),  # a plural
        ([[Count(5, 7)]], [Count(5, None)], 0.5),  # one end of a range
        ([[]], [Count(4, 4)], 1.0),  # the key tells no number
    ],
)
def test_a_number_is_right_for_one_target(targets: list[list[Count]], numbers: list[Count], right: float) -> None:
    assert numbers_right(targets, numbers) == right


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (Location("norvia", ("lomas",)), 1.0),
        (Location("norvia", ("dravin",)), 0.5),
        (Location("norvia", ()), 1.0),
        (Location("ostia", ()), 0.0),
    ],
)
def test_a_place_is_right_by_its_narrowest_name(given: Location, right: float, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(TEMPLATE)
    assert location_right(read_keys(file)[0], Response(given, ())) == right


def test_part_and_kind_of_a_place_are_no_part_of_its_name() -> None:
    assert plain_place("Northern Lomas Municipality") == plain_place("LOMAS") == "lomas"
