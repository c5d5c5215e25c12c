"""Runs every measure and prints one table; fails when a score falls below its floor on the same data.

usage: python -m bench --data FOLDER [--only TASK] [--raise]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bench import (
    bulk,
    codebooks_airwars,
    copies,
    figures_airwars,
    first_load,
    matching,
    muc,
    names,
    parser,
    places,
    quotes,
    references,
    scale,
    screen,
    settling,
    speed,
    times,
    web,
    writers,
)
from bench.floors import Floors, read_floors, write_floors
from bench.made_world import score as made_world
from bench.score import Score, Skipped

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
NO_FLOORS = Floors("", {})
SCREENED = (
    "muc/tst[12]/*",
    "corpora/wikinews_*.csv",
    "figures/airwars-dev.jsonl",
    "attribution/polnear-dev/text/*.txt",
)
HEADS = ("task", "data", "metric", "score", "floor", "to beat")


@dataclass(frozen=True, slots=True)
class Task:
    """A measure and the data that it needs: patterns of files in the folder of data, and its own files here."""

    name: str
    score: Callable[[Path], list[Score | Skipped]]
    needs: tuple[str, ...]
    own: tuple[str, ...] = ()

    def files(self, data: Path) -> dict[str, Path]:
        """Every file that the measure reads, by a name that is the same on every machine."""
        found = [path for pattern in self.needs for path in data.glob(pattern) if path.is_file()]
        own = {f"bench/{name}": HERE / name for name in self.own}
        return {path.relative_to(data).as_posix(): path for path in found} | own

    def lacking(self, data: Path) -> str | None:
        """The first pattern that no file fits."""
        return next((pattern for pattern in self.needs if not any(data.glob(pattern))), None)


TASKS = (
    Task("parser", parser.score, ("ud/en_ewt-ud-test.conllu", "ud/en_gum-open-ud-test.conllu")),
    Task("names", names.score, ("ud/en_ewt-ud-test.conllu", "ner/en_ewt-ud-test.iob2", "ner/re3d/**/*.json*")),
    Task("quotes", quotes.score, ("attribution/polnear-dev/**/*",)),
    Task("references", references.score, ("ud/en_gum-open-ud-test.conllu",)),
    Task("times", times.score, ("muc/*/*muc3*", "corpora/wikinews_*.csv"), ("times_set.csv", "times_held.csv")),
    Task("places", places.score, ("geo/LGL.xml", "geo/GWN.xml")),
    Task("figures", figures_airwars.score, ("figures/airwars-dev.jsonl",)),
    Task("codebooks", codebooks_airwars.score, ("figures/airwars-dev.jsonl",)),
    Task("muc", muc.score, ("muc/tst1/*", "muc/tst2/*")),
    Task("screen", screen.score, SCREENED, ("screen_labels.csv",)),
    Task("copies", copies.score, ("corpora/wikinews_*.csv",), ("retold_pairs.csv",)),
    Task("made", made_world.score, (), ("made_world/forms.csv", "made_world/deeds.csv")),
    Task("matching", matching.score, ()),
    Task("web", web.score, ()),
    Task("settling", settling.score, ()),
    Task("speed", speed.score, ("corpora/wikinews_*.csv",)),
    Task("bulk", bulk.score, ("corpora/wikinews_*.csv",)),
    Task("scale", scale.score, ("corpora/wikinews_*.csv",)),
    Task("writers", writers.score, ()),
    Task("first load", first_load.score, ()),
)


def main() -> int:
    """1 when a score is below its floor, else 0."""
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("--data", type=Path, required=True, help="the folder of the public data sets")
    arguments.add_argument("--only", choices=[task.name for task in TASKS], help="one task alone")
    arguments.add_argument("--raise", dest="rises", action="store_true", help="write higher floors, never lower ones")
    given = arguments.parse_args()
    floors, fallen = read_floors(FLOORS), False
    print(_line(HEADS))
    for task in TASKS:
        if given.only not in (None, task.name):
            continue
        results, held = _measure(task, given.data, floors)
        fallen = _show(results, held) or fallen
        scores = [one for one in results if isinstance(one, Score)]
        if given.rises and scores:
            floors[task.name] = held.raised(scores)
            write_floors(FLOORS, floors)
    return 1 if fallen else 0


def _measure(task: Task, data: Path, floors: dict[str, Floors]) -> tuple[list[Score | Skipped], Floors]:
    """The scores, and the floors of the task on this data; nothing is measured on data that has no floors here."""
    lacking = task.lacking(data)
    if lacking is not None:
        return [Skipped(task.name, lacking, f"no such file in {data}")], NO_FLOORS
    held = Floors.of(task.files(data), floors.get(task.name))
    if held is None:
        return [Skipped(task.name, ", ".join(task.needs), "other data than the floors were set on")], NO_FLOORS
    return task.score(data), held


def _show(results: Iterable[Score | Skipped], held: Floors) -> bool:
    """Prints the lines; true when a score is below its floor."""
    fallen = False
    for one in results:
        if isinstance(one, Skipped):
            print(_line((one.task, one.data, f"skipped: {one.reason}", "", "", "")))
            continue
        floor = held.floor(one)
        below = floor is not None and not one.reaches(floor)
        cells = (one.task, one.data, one.metric, _figure(one.value), _figure(floor), _figure(one.beat))
        print(_line(cells) + ("  BELOW ITS FLOOR" if below else ""), flush=True)
        fallen = fallen or below
    return fallen


def _line(cells: tuple[str, ...]) -> str:
    widths = (14, 44, 40, 9, 9, 9)
    left = "  ".join(f"{cell:<{width}}" for cell, width in zip(cells[:3], widths, strict=False))
    return left + "  " + "  ".join(f"{cell:>{width}}" for cell, width in zip(cells[3:], widths[3:], strict=True))


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3f}"


if __name__ == "__main__":
    sys.exit(main())
