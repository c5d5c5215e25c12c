"""A row as it is being filled: every column gets a value with its rule, or stays blank with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from averment.model.claim import Claim
from averment.model.codebook import Cell, Codebook, CodebookRow, Value


class Sheet:
    """Takes the cells in any order and gives the row in the codebook's."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = tuple(columns)
        self._cells: dict[str, Cell] = {}

    def fill(self, column: str, value: Value, rule: str, claims: Iterable[str | Claim] = ()) -> None:
        """A value with its rule and the claims that it rests on. Raises ValueError for a column that there is not."""
        if column not in self._columns:
            raise ValueError(f"the codebook has no column {column}")
        ids = (claim.id if isinstance(claim, Claim) else claim for claim in claims)
        self._cells[column] = Cell(column, value, rule, tuple(dict.fromkeys(ids)))

    def blank(self, columns: Iterable[str], reason: str, claims: Iterable[str | Claim] = ()) -> None:
        """Columns that cannot be filled, with the reason why."""
        held = tuple(claims)
        for column in columns:
            self.fill(column, None, reason, held)

    def row(self, codebook: Codebook, id: str, incident: str) -> CodebookRow:
        """The row. Raises ValueError when a column was forgotten: none is blank without a reason."""
        missing = [column for column in self._columns if column not in self._cells]
        if missing:
            raise ValueError(f"columns with neither value nor reason: {', '.join(missing)}")
        return CodebookRow(codebook, id, incident, tuple(self._cells[column] for column in self._columns))
