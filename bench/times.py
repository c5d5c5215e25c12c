"""Scores times and report dates on sentences invented for the purpose; `python -m bench.times`.

Each row names words of a text (or "(report)" for the report's own date) and the interval that they mean; "none" means
that they are no time. `times_set.csv` was there while the rules were written, `times_held.csv` was written after them,
`times_fresh.csv` when the errors of both had been mended.
Data that is given adds the datelines of MUC-3 and the dates of Wikinews.
"""

from __future__ import annotations

import argparse
import csv
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from averment.knowledge.tables import TABLES
from averment.model.text import Span
from averment.model.when_where import TimePrecision, When
from averment.reading.dating import date_report
from averment.reading.time_finding import read_time_expressions
from averment.reading.time_resolving import resolve_times
from bench.score import Score, Skipped

HERE = Path(__file__).parent
RECEIVED = datetime(2026, 11, 22, 12)  # the moment at which every text of the sets was received
REPORT, NO_TIME = "(report)", "none"
TARGET = 0.92
SETS = {
    "times_set.csv": "own sentences",
    "times_held.csv": "own sentences, written after the rules",
    "times_fresh.csv": "own sentences of another war, written after both",
}
MUC_DATELINE = re.compile(r"^ *[A-Z][A-Z .,'()-]*, (\d{1,2} [A-Z]{3} \d\d)\b.*--", re.MULTILINE)
WIKINEWS_HEAD = re.compile(r"\s*\w+day, \w+ \d{1,2}, \d{4}")


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    published: str
    words: str
    expected: str
    precision: str


def score(data: Path | None) -> list[Score | Skipped]:
    """The share of rows whose interval and precision are both right, and of reports dated rightly in the data."""
    scores: list[Score | Skipped] = [
        Score("times", name, "interval and precision right", share(read_rows(HERE / file)), TARGET)
        for file, name in SETS.items()
    ]
    if data is None:
        return scores
    return [*scores, *_muc(data / "muc"), *_wikinews(data / "corpora")]


def read_rows(path: Path) -> tuple[Row, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Row(row["text"], row["published"], row["words"], row["expected"], row["precision"])
            for row in csv.DictReader(file, strict=True)
        )


def share(rows: tuple[Row, ...]) -> float:
    return sum(is_right(row) for row in rows) / len(rows)


def is_right(row: Row) -> bool:
    found = answer(row)
    if row.expected == NO_TIME or found is None:
        return (row.expected == NO_TIME) == (found is None)
    earliest, latest = interval(row.expected)
    open_end = None if found.latest == RECEIVED else found.latest
    return (found.earliest, open_end, found.precision) == (earliest, latest, row.precision)


def answer(row: Row) -> When | None:
    """What is read for the row's words; None when no time is read there."""
    expressions = read_time_expressions(row.text, TABLES)
    published, _ = date_report(row.text, expressions, declared(row.published), RECEIVED)
    if row.words == REPORT:
        return published
    start = row.text.index(row.words)
    asked = Span(start, start + len(row.words))
    found = (when for when in resolve_times(expressions, published) if when.span and when.span.overlaps(asked))
    return next(found, None)


def declared(day: str) -> When | None:
    if not day:
        return None
    return When(*interval(day), TimePrecision.DAY, "declared")


def interval(words: str) -> tuple[datetime | None, datetime | None]:
    """ "2023-05-02T18..2023-05-03T05" is from the beginning of the one hour to the end of the other; no end is open."""
    first, mark, last = words.partition("..")
    return (_begin(first) if first else None), (_end(last if mark else first) if last or not mark else None)


def _begin(words: str) -> datetime:
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    return datetime(*(numbers + [1, 1, 0, 0][len(numbers) - 1 :])[:5])  # type: ignore[arg-type]  # year to minute


def _end(words: str) -> datetime:
    begin = _begin(words)
    days = {4: 366 if monthrange(begin.year, 2)[1] == 29 else 365, 7: monthrange(begin.year, begin.month)[1], 10: 1}
    shorter = {13: timedelta(hours=1), 16: timedelta(minutes=1)}
    length = timedelta(days=days[len(words)]) if len(words) in days else shorter[len(words)]
    return begin + length - timedelta(seconds=1)


def _muc(folder: Path) -> list[Score | Skipped]:
    """Reports of MUC-3 dated by the day in their dateline."""
    files = sorted(folder.glob("*/*-muc3-*")) + sorted(folder.glob("tst*/tst*-muc3"))
    texts = [text for file in files if not file.name.startswith("key") for text in _messages(file)]
    if not texts:
        return [Skipped("report dates", "MUC-3", f"no texts under {folder}")]
    right = sum(_is_muc_right(text, day) for text, day in texts)
    return [Score("report dates", f"MUC-3, {len(texts)} datelines", "day right", right / len(texts), None)]


def _messages(file: Path) -> Iterator[tuple[str, str]]:
    for message in re.split(r"^[A-Z0-9]+-MUC3-\d+ .*$", file.read_text(encoding="latin-1"), flags=re.MULTILINE):
        dateline = MUC_DATELINE.search(message[:400])
        if dateline:
            yield message.strip(), dateline[1]


def _is_muc_right(text: str, day: str) -> bool:
    published, _ = date_report(text, read_time_expressions(text, TABLES), None, RECEIVED)
    return (
        published.earliest is not None
        and published.earliest.date() == datetime.strptime(day.title(), "%d %b %y").date()
    )


def _wikinews(folder: Path) -> list[Score | Skipped]:
    """Wikinews articles: with the date that heads them, and without it, where the true date must not be excluded."""
    files = sorted(folder.glob("wikinews_*.csv"))
    rows = [row for file in files for row in csv.DictReader(file.open(encoding="utf-8", newline=""))]
    if not rows:
        return [Skipped("report dates", "Wikinews", f"no wikinews_*.csv under {folder}")]
    headed = [row for row in rows if WIKINEWS_HEAD.match(row["text"])]
    bare = [dict(row, text=WIKINEWS_HEAD.sub("", row["text"], count=1)) for row in rows]
    dated = [_date(row["text"]) for row in headed]
    undated = [(_date(row["text"]), datetime.fromisoformat(row["date"])) for row in bare]
    exact = sum(when.earliest == datetime.fromisoformat(row["date"]) for row, when in zip(headed, dated, strict=True))
    return [
        Score("report dates", f"Wikinews, {len(headed)} with a date line", "day right", exact / len(headed), None),
        Score("report dates", f"Wikinews, {len(bare)} without it", "true day possible", _possible(undated), None),
        Score("report dates", f"Wikinews, {len(bare)} without it", "narrowed to a week", _narrow(undated), None),
    ]


def _date(text: str) -> When:
    return date_report(text, read_time_expressions(text, TABLES), None, RECEIVED)[0]


def _possible(pairs: list[tuple[When, datetime]]) -> float:
    held = sum(
        (when.earliest is None or when.earliest <= day + timedelta(hours=24))
        and (when.latest is None or day <= when.latest)
        for when, day in pairs
    )
    return held / len(pairs)


def _narrow(pairs: list[tuple[When, datetime]]) -> float:
    week = timedelta(days=8)
    return sum(bool(w.earliest and w.latest and w.latest - w.earliest <= week) for w, _ in pairs) / len(pairs)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, help="a folder with muc/ and corpora/")
    arguments.add_argument("--wrong", action="store_true", help="show every row that is not right")
    given = arguments.parse_args()
    for one in score(given.data):
        print(one)
    for file in SETS if given.wrong else ():
        for row in read_rows(HERE / file):
            if not is_right(row):
                print(
                    f"{file}: {row.words!r} in {row.text!r}\n    expected {row.expected} {row.precision}\n"
                    f"    {answer(row)}"
                )


if __name__ == "__main__":
    main()
