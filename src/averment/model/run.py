"""Which code, model and tables made a line; what could not be done; and the errors a user may meet."""

from __future__ import annotations

from dataclasses import dataclass

from averment.model.ids import content_id
from averment.model.text import Span


class AvermentError(Exception):
    """Every error that this package raises on purpose. The message says what was given, expected and what to do."""


class InputError(AvermentError):
    """What the user gave cannot be used."""


class LedgerError(AvermentError):
    """The ledger refuses, is broken, is not a ledger or comes from a newer version."""


@dataclass(frozen=True, slots=True)
class Run:
    """Which code, model, tables and gazetteer read a text: the same four always read it the same way."""

    code: str
    model: str
    tables: str
    gazetteer: str = ""

    @property
    def id(self) -> str:
        return content_id(self.code, self.model, self.tables, self.gazetteer)


@dataclass(frozen=True, slots=True)
class Problem:
    """What a step could not do, beside its result. `file` is as the user gave it; `span` points into the text.

    `about` are the ids of the incidents that it is about, where it is about two of them.
    """

    step: str
    message: str
    file: str | None = None
    report: str | None = None
    span: Span | None = None
    about: tuple[str, ...] = ()
