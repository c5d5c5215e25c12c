"""Dates declared outside the text."""

from datetime import datetime, timedelta, timezone

import pytest

from averment.ingest.declared import in_utc, parse_declared, parse_moment
from averment.model.when_where import TimePrecision

READ = [
    ("2023-05-04", datetime(2023, 5, 4), TimePrecision.DAY, None),
    ("2023/5/4", datetime(2023, 5, 4), TimePrecision.DAY, None),
    ("20230504", datetime(2023, 5, 4), TimePrecision.DAY, None),
    ("4 May 2023", datetime(2023, 5, 4), TimePrecision.DAY, None),
    ("Thursday, May 4, 2023", datetime(2023, 5, 4), TimePrecision.DAY, None),
    ("25/05/2023", datetime(2023, 5, 25), TimePrecision.DAY, None),
    ("2023-05-04T10:15:00+02:00", datetime(2023, 5, 4, 10, 15), TimePrecision.MINUTE, "+02:00"),
    ("2023-05-04T10:15:30Z", datetime(2023, 5, 4, 10, 15), TimePrecision.MINUTE, "+00:00"),
    ("Thu, 04 May 2023 10:15:00 -0330", datetime(2023, 5, 4, 10, 15), TimePrecision.MINUTE, "-03:30"),
    ("2023-05", datetime(2023, 5, 1), TimePrecision.MONTH, None),
    ("2023", datetime(2023, 1, 1), TimePrecision.YEAR, None),
]


@pytest.mark.parametrize(("words", "earliest", "precision", "zone"), READ)
def test_a_date_is_as_fine_as_its_words(
    words: str, earliest: datetime, precision: TimePrecision, zone: str | None
) -> None:
    when = parse_declared(words, "given on the command line")
    assert when is not None
    assert (when.earliest, when.precision, when.zone) == (earliest, precision, zone)


def test_a_day_runs_to_its_last_second() -> None:
    when = parse_declared("2023-12-31", "given")
    assert when is not None
    assert when.latest == datetime(2023, 12, 31, 23, 59, 59)


@pytest.mark.parametrize("words", ["04/05/2023", "31 June 2023", "2023-02-30", "yesterday", "soon", "", "0001-01-01"])
def test_a_date_that_can_be_read_two_ways_or_not_at_all_is_not_guessed(words: str) -> None:
    assert parse_declared(words, "given") is None


def test_moments_are_compared_in_utc() -> None:
    assert parse_moment("2023-05-04T10:15:00+02:00") == datetime(2023, 5, 4, 8, 15)
    assert in_utc(datetime(2023, 5, 4, 10, tzinfo=timezone(timedelta(hours=4)))) == datetime(2023, 5, 4, 6)
    assert parse_moment("this morning") is None
