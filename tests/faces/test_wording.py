"""Amounts, times and counts in words."""

from datetime import datetime

import pytest

from averment.faces.wording import amount_words, counted, range_words, when_words
from averment.model.claim import Bound
from averment.model.when_where import TimePrecision, When


@pytest.mark.parametrize(
    ("low", "high", "bound", "words"),
    [
        (12, None, Bound.AT_LEAST, "≥12"),
        (100, None, Bound.MORE_THAN, ">100"),
        (None, 20, Bound.UP_TO, "≤20"),
        (None, 20, Bound.FEWER_THAN, "<20"),
        (80, 80, Bound.ABOUT, "~80"),
        (10, 12, Bound.BETWEEN, "10-12"),
        (24, 99, Bound.VAGUE, "24-99"),
        (None, None, Bound.VAGUE, "some"),
        (30000, 30000, Bound.EXACTLY, "30,000"),
    ],
)
def test_an_amount_is_printed_with_its_bound(low: int | None, high: int | None, bound: Bound, words: str) -> None:
    assert amount_words(low, high, bound) == words


def test_an_open_range_says_which_end_is_open() -> None:
    assert (range_words(2, None), range_words(None, 9), range_words(None, None)) == ("≥2", "≤9", "some")


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "words"),
    [
        ("2023-05-02T00:00:00", "2023-05-02T23:59:59", TimePrecision.DAY, "2 May 2023"),
        ("2023-05-02T13:00:00", "2023-05-02T13:59:59", TimePrecision.HOUR, "2 May 2023 13:00"),
        ("2023-05-01T00:00:00", "2023-05-31T23:59:59", TimePrecision.MONTH, "May 2023"),
        ("2023-01-01T00:00:00", "2023-12-31T23:59:59", TimePrecision.YEAR, "2023"),
        ("2023-05-02T00:00:00", "2023-05-04T23:59:59", TimePrecision.INTERVAL, "2 May 2023 to 4 May 2023"),
        ("2023-05-02T00:00:00", None, TimePrecision.INTERVAL, "from 2 May 2023"),
        (None, "2023-05-02T00:00:00", TimePrecision.INTERVAL, "until 2 May 2023"),
        (None, None, TimePrecision.DAY, "no date"),
    ],
)
def test_a_time_is_printed_no_finer_than_it_is_told(
    earliest: str | None, latest: str | None, precision: TimePrecision, words: str
) -> None:
    first = datetime.fromisoformat(earliest) if earliest else None
    last = datetime.fromisoformat(latest) if latest else None
    assert when_words(When(first, last, precision, "told")) == words


def test_one_thing_is_counted_in_the_singular() -> None:
    assert (counted(1, "text"), counted(2, "text"), counted(1200, "text")) == ("1 text", "2 texts", "1,200 texts")
