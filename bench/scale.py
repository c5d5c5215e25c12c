"""What very many reports cost, measured by the piece: taking in, reading, shards, and a ledger on disk.

usage: python -m bench --data FOLDER --only scale   measures each piece (some two minutes)
       python -m bench.scale                        prints the tables of docs/scale.md from scale_figures.csv
"""

from __future__ import annotations

import csv
import io
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.postgres import programs, running
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from averment.faces.bulk.load import load
from averment.faces.bulk.manifest import Done, Origin, open_manifest
from averment.faces.bulk.plan import Shard, shards
from averment.faces.bulk.tables import SCHEMAS, file_of
from averment.faces.bulk.work import Task
from averment.ingest.fetch import find_pages
from averment.ingest.page import Hints, Media, Page, read_page
from averment.knowledge.tables import TABLES
from averment.ledger.ledger import open_ledger
from averment.pipeline import AT_ONCE, run_of
from averment.settings import Settings
from bench.score import Score, Skipped
from bench.speed import articles_of

TASK = "scale"
FIGURES = Path(__file__).with_name("scale_figures.csv")
ARTICLES = 60
SHARD = 20
NOW = datetime(2031, 5, 8)
HOUR, GIGA = 3600.0, 1e9
PARTITION = 100_000  # claims, of which settling was measured
LINKS = "".join(f'<li><a href="/{number}">Section {number} of the paper</a></li>' for number in range(40))
TEASERS = "".join(f"<div><h4>Another story {number}</h4><p>A short word on it.</p></div>" for number in range(25))
PAGE = "<!doctype html><html><body><nav><ul>{links}</ul></nav><article>{text}</article><aside>{teasers}</aside></body>"


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured or assumed figure, and the command that gives it or the reason why it is assumed."""

    name: str
    value: float
    unit: str
    how: str


@dataclass(frozen=True, slots=True)
class Case:
    """Whose reports these are: how many pages, of which kind, which share of them is read, and on how many cores."""

    name: str
    pages: float
    is_web: bool
    kept: float
    cores: int


CASES = (
    Case("a centre's archive", 1e6, is_web=False, kept=1.0, cores=16),
    Case("a crawl", 1e8, is_web=True, kept=0.03, cores=256),
)


def score(data: Path) -> list[Score | Skipped]:
    """Each piece by itself, in processor time and bytes, on articles of Wikinews."""
    articles = articles_of(sorted((data / "corpora").glob("wikinews_*.csv")))
    return list(_measured(articles))


def _measured(articles: Sequence[str]) -> Iterator[Score | Skipped]:
    name = f"{len(articles)} articles of Wikinews"
    for kind, pages in (("text", _texts(articles)), ("web", _web(articles))):
        read_page(pages[0], TABLES)  # tables are made ready once
        spent = _spent(partial(_take_in, pages))
        yield Score(TASK, name, f"{kind} pages taken in a second", len(pages) / spent, varies=True)
    yield Score(TASK, name, "pages of an archive handed out a second", _handed_out(_web(articles)), varies=True)
    read = articles[:ARTICLES]
    words = sum(len(text.split()) for text in read)
    name = f"{len(read)} articles of Wikinews"
    with TemporaryDirectory() as folder:
        out = Path(folder) / "shards"
        done, spent = _read(read, out)
        size = sum(file_of(out, kind, one.shard).stat().st_size for kind in SCHEMAS for one in done)
        yield Score(TASK, name, "words a report", words / len(read), varies=True)
        yield Score(TASK, name, "claims a report", sum(one.claims for one in done) / len(read), varies=True)
        yield Score(TASK, name, "words read a second", words / spent, varies=True)
        yield Score(TASK, name, "bytes of shards a report", size / len(read), is_low_better=True, varies=True)
        yield from _loaded(out, name, len(read))


def _take_in(pages: Sequence[Page]) -> None:
    for page in pages:
        read_page(page, TABLES)


def _handed_out(pages: Sequence[Page]) -> float:
    """Pages a second that the process which begins a run finds in a web archive and divides into shards."""
    with TemporaryDirectory() as folder:
        archive = Path(folder) / "pages.warc.gz"
        with archive.open("wb") as file:
            writer = WARCWriter(file, gzip=True)
            for page in pages:
                headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                address, payload = f"https://made.example/{page.file}", io.BytesIO(page.content)
                record = writer.create_warc_record(address, "response", payload=payload, http_headers=headers)
                writer.write_record(record)
        return len(pages) / _spent(lambda: list(shards(find_pages([archive]), SHARD)))


def _read(articles: Sequence[str], out: Path) -> tuple[list[Done], float]:
    """The shards of these articles in a folder that can be loaded, and the seconds that reading them took."""
    settings = Settings(threads=1)
    run = run_of(settings)
    origin = Origin((), (), run.code, run.model, run.tables, run.gazetteer, False, SHARD, 0, NOW.isoformat())
    manifest = open_manifest(out, origin)
    worker = Task(out, settings, run, NOW, screened=False).begin()
    first, *planned = shards(_texts([articles[0], *articles]), SHARD)
    worker.do(Shard(first.number, first.pages[:1], frozenset()))  # patterns are made ready with the first report
    again = [Shard(first.number, first.pages[1:], frozenset()), *planned]
    done: list[Done] = []
    spent = _spent(lambda: done.extend(map(worker.do, again)))
    for one in done:
        manifest.add(one)
    return done, spent


def _loaded(out: Path, name: str, count: int) -> Iterator[Score | Skipped]:
    """Speed and size of the two kinds of ledger, an empty one taken off."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scale.db"
        with open_ledger(Path(folder) / "first.db") as first:
            load(out, first, lambda _: None)  # statements are made ready once
        yield from _kept(out, str(path), "SQLite", name, count, lambda: path.stat().st_size)
    installed = programs()
    if installed is None:
        yield Skipped(TASK, "PostgreSQL", "its server programs are not installed")
        return
    with running(installed) as server:
        where = server.make("scale")
        yield from _kept(out, where, "PostgreSQL", name, count, lambda: server.size("scale"))


def _kept(out: Path, where: str, kind: str, name: str, count: int, size: Callable[[], int]) -> Iterator[Score]:
    open_ledger(where).close()
    empty = size()
    with open_ledger(where) as ledger:
        began = time.perf_counter()
        load(out, ledger, lambda _: None)
        spent = time.perf_counter() - began
    yield Score(TASK, name, f"reports loaded a second, {kind}", count / spent, varies=True)
    yield Score(TASK, name, f"bytes a report, {kind}", (size() - empty) / count, is_low_better=True, varies=True)


def _texts(articles: Sequence[str]) -> list[Page]:
    hints = Hints(published="2031-05-07")
    return [Page(f"{number}.txt", text.encode(), hints=hints) for number, text in enumerate(articles)]


def _web(articles: Sequence[str]) -> list[Page]:
    """The same articles as pages with menus and teasers, such as a crawl brings."""
    pages = []
    for number, article in enumerate(articles):
        text = "".join(f"<p>{escape(line)}</p>" for line in article.splitlines() if line.strip())
        content = PAGE.format(links=LINKS, text=text, teasers=TEASERS).encode()
        pages.append(Page(f"{number}.html", content, Media.HTML))
    return pages


def _spent(what: Callable[[], object]) -> float:
    began = time.process_time()
    what()
    return time.process_time() - began


def read_figures(path: Path = FIGURES) -> tuple[Figure, ...]:
    """The figures that were measured last, and those assumed."""
    with path.open(encoding="utf-8", newline="") as rows:
        return tuple(Figure(row["name"], float(row["value"]), row["unit"], row["how"]) for row in csv.DictReader(rows))


def costs(case: Case, of: Mapping[str, float]) -> list[tuple[str, str]]:
    """What the case costs, line by line, from the figures by their names."""
    kept = case.pages * case.kept
    taking = case.pages / of["web pages a second" if case.is_web else "text pages a second"] / HOUR
    reading = kept * of["words a report"] / of["words a second"] / HOUR
    disk = kept * of["bytes of shards"] + (case.pages - kept) * of["bytes of a page not read"]
    claims = kept * of["claims a report"]
    settling = (claims / PARTITION) ** of["exponent of settling"] * of["seconds to settle 100,000 claims"] / HOUR
    step = min(kept, AT_ONCE) * of["claims a report"] / PARTITION * of["gigabytes to settle 100,000 claims"]
    return [
        ("pages", f"{case.pages:,.0f}"),
        ("read in full", f"{kept:,.0f}"),
        ("claims", f"{claims:,.0f}"),
        ("cores", f"{case.cores}"),
        ("taking in and screening, core hours", _rounded(taking)),
        ("reading, core hours", _rounded(reading)),
        ("both by the clock on these cores, hours", _rounded((taking + reading) / case.cores)),
        ("runs side by side that hand out the pages", f"{_runs(case, taking + reading, of)}"),
        ("memory of the workers, GB", _rounded(case.cores * of["megabytes of a worker"] / 1000)),
        ("shards on disk, GB", _rounded(disk / GIGA)),
        ("ledger in SQLite, GB", _rounded(kept * of["bytes in SQLite"] / GIGA)),
        ("ledger in PostgreSQL, GB", _rounded(kept * of["bytes in PostgreSQL"] / GIGA)),
        ("loading, one process, SQLite, hours", _rounded(kept / of["loaded a second, SQLite"] / HOUR)),
        ("loading, one process, PostgreSQL, hours", _rounded(kept / of["loaded a second, PostgreSQL"] / HOUR)),
        ("settling in steps, hours", _rounded(settling)),
        ("settling in steps, GB of memory", _rounded(step + kept * of["bytes in mind of a settled report"] / GIGA)),
        ("settling 1,000 claims more, seconds at least", _rounded(of["seconds to settle 1,000 claims more"])),
    ]


def _runs(case: Case, hours: float, of: Mapping[str, float]) -> int:
    """How many runs keep the cores busy: one process of each reads the sources, divides them and knows repeats."""
    return math.ceil(case.pages / (hours / case.cores * HOUR) / of["pages handed out a second"])


def tables(figures: Sequence[Figure]) -> str:
    """Both tables of docs/scale.md: what it costs, and what that is computed from."""
    by_name = {figure.name: figure.value for figure in figures}
    first, *others = [costs(case, by_name) for case in CASES]
    lines = [f"| | {' | '.join(case.name for case in CASES)} |", "| --- | " + " | ".join("---:" for _ in CASES) + " |"]
    for at, (label, value) in enumerate(first):
        lines.append(f"| {label} | {' | '.join([value, *(other[at][1] for other in others)])} |")
    lines += ["", "| Figure | | Where it is from |", "| --- | ---: | --- |"]
    lines += [f"| {one.name} | {_rounded(one.value)} {one.unit}".rstrip() + f" | {one.how} |" for one in figures]
    return "\n".join(lines)


def _rounded(value: float) -> str:
    """Two figures that count: more would pretend to be known."""
    if value >= 100:
        digits = len(str(int(value))) - 2
        return f"{round(value, -digits):,.0f}"
    return f"{value:.2g}"


if __name__ == "__main__":
    print(tables(read_figures()))
