"""A made world as files: reports with what their outlets declare, tables of its names, and the truth beside them.

python -m bench.made_world --reports 500 --seed 7 --out world/
averment read world/reports.jsonl --tables world/tables --ledger world.db
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path

from averment.ingest.page import Hints, Page
from averment.knowledge.tables import TABLES
from bench.made_world.claims import appearance
from bench.made_world.invent import World
from bench.made_world.nouns import Dispatch, Expected, Placed
from bench.made_world.tell import chapters

SOURCE = "invented"
DECLARED = "from the line's own fields"


def write_world(world: World, folder: Path) -> None:
    """Writes reports.jsonl, truth.jsonl and the folder tables/; reports are written as they are made."""
    write_tables(world, folder / "tables")
    with (
        (folder / "reports.jsonl").open("w", encoding="utf-8") as reports,
        (folder / "truth.jsonl").open("w", encoding="utf-8") as truth,
    ):
        for chapter in chapters(world):
            for dispatch in chapter.dispatches:
                reports.write(json.dumps(_report(dispatch), ensure_ascii=False) + "\n")
                truth.writelines(json.dumps(_placed(dispatch, one)) + "\n" for one in dispatch.placed)
            truth.writelines(json.dumps(_expected(one)) + "\n" for one in chapter.expected)


def write_tables(world: World, folder: Path) -> None:
    """The countries, sides, towns and agencies of the world, as a user would give them with --tables."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in _tables(world).items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, TABLES.rows(table)[0], restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows({**row, "source": SOURCE} for row in rows)


def _tables(world: World) -> dict[str, list[dict[str, object]]]:
    """The rows of each table, a column left out where it stays empty."""
    states = [war.state for war in world.wars]
    return {
        "countries": [
            {
                "name": war.state.name,
                "iso": war.state.iso,
                "capital": war.capital.name,
                "latitude": war.capital.latitude,
                "longitude": war.capital.longitude,
            }
            for war in world.wars
        ],
        "demonyms": [
            {"word": word, "of": state.name, "level": "country"}
            for state in states
            for word in (state.adjective, f"{state.adjective}s")
        ],
        "parties": [
            {
                "name": war.rebels.name,
                "kind": war.rebels.kind,
                "country": war.rebels.iso,
                "other_names": "|".join(war.rebels.other_names),
            }
            for war in world.wars
        ],
        "places_overlay": [
            {
                "name": town.name,
                "latitude": f"{town.latitude:.4f}",
                "longitude": f"{town.longitude:.4f}",
                "country": town.iso,
                "level": "town",
                "parent": town.country,
            }
            for town in world.towns
        ],
        "agencies": [{"name": outlet.name} for outlet in world.outlets if outlet.is_agency],
    }


def page_of(dispatch: Dispatch) -> Page:
    """The report as it comes from a file of JSON Lines."""
    told = _report(dispatch)
    hints = Hints(outlet=told["outlet"], url=told["url"], published=told["published"], published_by=DECLARED)
    return Page(f"{dispatch.number:06}.txt", dispatch.text.encode(), hints=hints)


def _report(dispatch: Dispatch) -> Mapping[str, str]:
    seen = appearance(dispatch)
    published = dispatch.published.isoformat() if dispatch.outlet.to_the_minute else f"{dispatch.published:%Y-%m-%d}"
    return {"outlet": dispatch.outlet.name, "url": seen.url or "", "published": published, "text": dispatch.text}


def _placed(dispatch: Dispatch, placed: Placed) -> Mapping[str, object]:
    one, saying = placed.quantity, placed.saying
    told = {
        "kind": "claim",
        "report": dispatch.number,
        "happening": saying.happening.number,
        "says": saying.kind,
        "speaker": saying.speaker.voice.name,
        "start": placed.words.start,
        "end": placed.words.end,
        "event_type": saying.happening.event_type,
        "place": saying.happening.town.name,
        "day": f"{saying.happening.at:%Y-%m-%d}",
    }
    return told | ({"measure": one.measure, "group": one.group, "low": one.low, "high": one.high, "bound": one.bound}
                   if one else {})  # fmt: skip


def _expected(one: Expected) -> Mapping[str, object]:
    return {
        "kind": "finding",
        "happening": one.happening,
        "measure": one.measure,
        "group": one.group,
        "scope": one.scope,
        "verdict": one.verdict,
        "low": one.low,
        "high": one.high,
    }
