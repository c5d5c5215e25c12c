"""What a published codebook would write down of an incident: a row, with the rule and the claims behind each field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Codebook(StrEnum):
    UCDP = "ucdp"
    ACLED = "acled"
    AIRWARS = "airwars"


class EqualVoices(StrEnum):
    """Which figure UCDP's best takes where the voices that give it are equally reliable."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the codebooks leave open, with our defaults; each is a setting.

    `war_zones` are the ISO codes of countries that are active war zones for ACLED, where "several" dead are more.
    """

    equal_voices: EqualVoices = EqualVoices.LOWER
    several: int = 3
    several_in_war_zone: int = 10
    war_zones: tuple[str, ...] = ()
    district_precision: int = 2  # ACLED's geo_precision of a second-order division: 2 (part of a region) or 3


CHOICES = Choices()

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a row. `rule` says in a sentence how it came about; of a blank one (None), why it is blank."""

    column: str
    value: Value
    rule: str
    claims: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.rule:
            raise ValueError(f"the field {self.column} has no rule")


@dataclass(frozen=True, slots=True)
class CodebookRow:
    """A row of one codebook: a cell for each of its columns, in their order. `id` is the row's own and lasting."""

    codebook: Codebook
    id: str
    incident: str
    cells: tuple[Cell, ...]

    def cell(self, column: str) -> Cell:
        """Raises KeyError for a column that the codebook does not have."""
        found = next((cell for cell in self.cells if cell.column == column), None)
        if found is None:
            raise KeyError(column)
        return found

    def value(self, column: str) -> Value:
        return self.cell(column).value


@dataclass(frozen=True, slots=True)
class Ends:
    """The lowest, the best and the highest number of one count, in this order always."""

    low: int
    best: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.best <= self.high:
            raise ValueError(f"expected 0 <= low <= best <= high, given {self.low}, {self.best}, {self.high}")

    def __add__(self, other: Ends) -> Ends:
        return Ends(self.low + other.low, self.best + other.best, self.high + other.high)


NOBODY = Ends(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Deaths:
    """UCDP's seven numbers. The four groups always add up to the best number, and low <= best <= high."""

    side_a: int
    side_b: int
    civilians: int
    unknown: int
    total: Ends

    def __post_init__(self) -> None:
        groups = (self.side_a, self.side_b, self.civilians, self.unknown)
        if min(groups) < 0 or sum(groups) != self.total.best:
            raise ValueError(f"the groups {groups} do not add up to the best number {self.total.best}")
