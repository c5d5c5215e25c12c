"""A consistent copy of a ledger, made while others go on writing."""

from __future__ import annotations

import os
from pathlib import Path

from averment.ledger.ledger import Ledger
from averment.model.run import LedgerError


def backup(ledger: Ledger, path: str | Path) -> Path:
    """Writes the ledger as it is at this moment to `path`, which appears only once it is complete.

    Raises LedgerError when something is there already, or when the copy cannot be written.
    """
    target = Path(path)
    if target.exists():
        raise LedgerError(f"{target} is there already: give a new path, a backup never overwrites")
    if not target.absolute().parent.is_dir():
        raise LedgerError(f"the folder {target.absolute().parent} does not exist: make it first")
    part = target.with_name(f"{target.name}.part-{os.getpid()}")
    try:
        ledger.database.copy_into(part)
        _put_in_place(part, target)
    finally:
        part.unlink(missing_ok=True)
    return target


def _put_in_place(part: Path, target: Path) -> None:
    """A link is refused where another put a file meanwhile; file systems without links are only looked at first."""
    try:
        os.link(part, target)
    except FileExistsError as error:
        raise LedgerError(f"{target} is there already: give a new path, a backup never overwrites") from error
    except OSError:
        part.rename(target)
