"""The record of the sample reports as text, without what changes from release to release: ids."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from tests.commands import SAMPLES, averment

STORED = Path(__file__).parent / "samples.txt"


def tell_samples() -> str:
    """What `averment show` prints of the sample reports, whole and incident by incident."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = ("--ledger", Path(folder) / "samples.db")
        tables = ("--tables", SAMPLES / "tables")
        averment("read", SAMPLES / "reports", *tables, "--received", "2024-09-18", *ledger)
        record = averment("show", *ledger).out
        handles = re.findall(r"^  ([A-Z]+\d+) ", record, re.MULTILINE)
        told = [record, *(averment("show", handle, *ledger).out for handle in handles)]
        told.append(averment("show", "--problems", *ledger).out)
    return _settled("\n".join(told))


def _settled(shown: str) -> str:
    """Without ids, and without the blanks at the ends of lines."""
    bare = re.sub(r"\b[0-9a-f]{16}\b", "ID", shown)
    bare = re.sub(r"\S*samples/reports/", "", bare)
    return "".join(f"{line.rstrip()}\n" for line in bare.splitlines())
