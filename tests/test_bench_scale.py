"""What many reports cost is multiplied from measured figures, and the page shows what is computed."""

from __future__ import annotations

from pathlib import Path

from bench.scale import Case, costs, read_figures, tables

PAGE = Path(__file__).parents[1] / "docs" / "scale.md"
ROUND = {
    "text pages a second": 100.0,
    "web pages a second": 10.0,
    "pages handed out a second": 1000.0,
    "words a report": 360.0,
    "words a second": 1000.0,
    "claims a report": 2.0,
    "megabytes of a worker": 500.0,
    "bytes of shards": 10_000.0,
    "bytes of a page not read": 100.0,
    "bytes in SQLite": 30_000.0,
    "bytes in PostgreSQL": 40_000.0,
    "loaded a second, SQLite": 100.0,
    "loaded a second, PostgreSQL": 50.0,
    "seconds to settle 100,000 claims": 180.0,
    "gigabytes to settle 100,000 claims": 0.5,
    "exponent of settling": 1.5,
    "bytes in mind of a settled report": 5000.0,
    "seconds to settle 1,000 claims more": 9.0,
}


def test_costs_are_the_figures_times_what_is_read() -> None:
    told = dict(costs(Case("a crawl", 3.6e6, is_web=True, kept=0.1, cores=10), ROUND))
    assert told == {
        "pages": "3,600,000",
        "read in full": "360,000",
        "claims": "720,000",
        "cores": "10",
        "taking in and screening, core hours": "100",  # 3.6 million pages at 10 a second
        "reading, core hours": "36",  # 360,000 reports of 360 words at 1,000 a second
        "both by the clock on these cores, hours": "14",
        "runs side by side that hand out the pages": "1",
        "memory of the workers, GB": "5",
        "shards on disk, GB": "3.9",
        "ledger in SQLite, GB": "11",
        "ledger in PostgreSQL, GB": "14",
        "loading, one process, SQLite, hours": "1",
        "loading, one process, PostgreSQL, hours": "2",
        "settling in steps, hours": "0.97",  # 7.2 to the power of 1.5, times 180 seconds
        "settling in steps, GB of memory": "2.1",  # 60,000 claims of 30,000 reports, and what is kept of all in mind
        "settling 1,000 claims more, seconds at least": "9",
    }


def test_the_page_shows_the_tables_that_the_figures_give() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for table in tables(read_figures()).split("\n\n"):
        assert table in page, "docs/scale.md is not what `python -m bench.scale` prints"
