"""How fast pages answer: a made ledger of 20,000 claims, eight clients on loopback, every address asked for once.

No address is asked for twice, so that every answer is worked out. The ledger is made once and kept in the folder for
temporary files, since settling it takes minutes.
"""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import gettempdir

from averment.ledger.ledger import open_ledger
from averment.model.ids import content_id
from averment.pipeline import settle
from averment.settings import Settings
from bench.made_world import chapters, invent
from bench.made_world.claims import RUN, readings
from bench.score import Score, Skipped

TASK = "web"
REPORTS = 6_000  # of the made world: about 22,000 claims of 2,000 incidents
SEED = 7  # any number: the same world in every run
CLIENTS = 8
OF_EACH = 40  # addresses of each kind of page
MOST_MILLISECONDS = 200.0
START_SECONDS = 60.0
WORDS = [
    "killed",
    "shells",
    "market",
    "wounded",
    "village",
    "army",
    "office",
    "hospital",
    "doctor",
    "strike",
    "town",
    "people",
    "soldiers",
]


def score(_data: Path) -> list[Score | Skipped]:
    """The median time to answer of each kind of page, and the slowest of these."""
    ledger = made_ledger()
    with served(ledger) as port:
        asked = list(addresses(port))
        random.Random(SEED).shuffle(asked)
        with ThreadPoolExecutor(CLIENTS) as clients:
            share = [asked[start::CLIENTS] for start in range(CLIENTS)]
            told = [one for some in clients.map(lambda part: ask(port, part), share) for one in some]
    kinds = sorted({kind for kind, _ in told})
    medians = {kind: 1000 * median(took for name, took in told if name == kind) for kind in kinds}
    data = f"made ledger, {CLIENTS} clients"
    slowest = max(medians, key=lambda kind: medians[kind])
    scores: list[Score | Skipped] = [
        Score(TASK, data, f"median ms, {kind}", took, MOST_MILLISECONDS, is_low_better=True, varies=True)
        for kind, took in medians.items()
    ]
    worst = Score(TASK, data, f"slowest median ms ({slowest})", medians[slowest], MOST_MILLISECONDS, True, True)
    return [*scores, worst]


def made_ledger() -> Path:
    """The ledger, made when it is not there yet or was made of another world or by other code."""
    path = Path(gettempdir()) / f"averment-bench-web-{content_id(*_made_of())}.db"
    if not path.exists():
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        with open_ledger(part) as ledger:
            for chapter in chapters(invent(seed=SEED, size=REPORTS)):
                for report, reading in readings(chapter):
                    ledger.add_report(report, report.text.encode())
                    ledger.add_reading(reading, RUN)
            settle(Settings(ledger=str(part)), ledger)
        part.rename(path)
    return path


def addresses(port: int) -> Iterator[tuple[str, str]]:
    """Kinds of pages with an address of each: the pages first, then the same as JSON."""
    api = "/api/v1"
    incidents = [
        row["id"] for page in (1, 2) for row in _json(port, f"{api}/incidents?per_page=200&page={page}")["incidents"]
    ]
    figures = [
        row for row in _json(port, f"{api}/incidents?per_page=200&measure=killed")["incidents"] if row["measures"]
    ]
    claims = [row["id"] for row in _json(port, f"{api}/claims?per_page=200")["claims"]]
    reports = [row["id"] for row in _json(port, f"{api}/reports?per_page=200")["reports"]]
    voices = [row["id"] for row in _json(port, f"{api}/voices?per_page=200")["voices"]]
    doubts = [row["id"] for row in _json(port, f"{api}/review?per_page=200")["items"]]
    paths = {
        "incident": [f"/incidents/{id}" for id in incidents],
        "figure": [f"/incidents/{row['id']}/figures/1" for row in figures],
        "claim": [f"/claims/{id}" for id in claims],
        "report": [f"/reports/{id}" for id in reports],
        "voice": [f"/voices/{id}" for id in voices],
        "review item": [f"/review/{id}" for id in doubts],
        "overview": [f"/?page={page}" for page in range(1, OF_EACH + 1)],
        "overview by words": [f"/?text={word}&page={page}" for word in WORDS for page in range(1, 4)],
        "overview by measure": [f"/?measure=killed&page={page}" for page in range(1, OF_EACH + 1)],
        "reports": [f"/reports?page={page}" for page in range(1, OF_EACH + 1)],
        "voices": [f"/voices?page={page}" for page in range(1, OF_EACH + 1)],
        "review": [f"/review?page={page}&per_page=1" for page in range(1, OF_EACH + 1)],
        "problems": [f"/problems?page={page}" for page in range(1, OF_EACH + 1)],
        "search": [f"/search?text={word}" for word in WORDS],
        "points": [f"{api}/points?since=20{year:02}-01-01" for year in range(10, 40)],
        "findings": [f"{api}/findings?page={page}" for page in range(1, OF_EACH + 1)],
        "claims": [f"{api}/claims?page={page}" for page in range(1, OF_EACH + 1)],
        "incident as JSON": [f"{api}/incidents/{id}" for id in incidents[::-1]],
    }
    for kind, found in paths.items():
        yield from ((kind, path) for path in found[:OF_EACH])


def ask(port: int, asked: list[tuple[str, str]]) -> list[tuple[str, float]]:
    """What one client does: one address after the other over one connection. Each kind with the seconds it took."""
    connection, told = HTTPConnection("127.0.0.1", port, timeout=60), []
    for kind, path in asked:
        began = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        told.append((kind, time.perf_counter() - began))
        if answer.status != 200:
            raise RuntimeError(f"{path} was answered with {answer.status}")
    connection.close()
    return told


@contextmanager
def served(ledger: Path) -> Iterator[int]:
    """The port of a server of the ledger, in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    words = ["-c", "from averment.faces.cli import main; main()", "serve", "--ledger", str(ledger), "--port", str(port)]
    server = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            ask(port, [("start", "/"), ("start", "/review?per_page=1")])
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def _json(port: int, path: str) -> dict[str, list[dict[str, str]]]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    found: dict[str, list[dict[str, str]]] = json.loads(connection.getresponse().read())
    connection.close()
    return found


def _made_of() -> tuple[str | int, ...]:
    """What the ledger depends on: the world, and the code that reads it, settles it and keeps it."""
    source = Path(__file__).parents[1] / "src" / "averment"
    files = sorted(path for part in ("matching", "ledger", "model") for path in (source / part).rglob("*.py"))
    return (SEED, REPORTS, *(path.read_text(encoding="utf-8") for path in files))
