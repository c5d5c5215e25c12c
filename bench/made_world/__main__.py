"""Writes a made world: reports.jsonl, the tables of its names, and truth.jsonl.

usage: python -m bench.made_world --reports 500 --seed 7 --out FOLDER
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.made_world.files import write_world
from bench.made_world.invent import invent


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m bench.made_world", description=__doc__)
    arguments.add_argument("--reports", type=int, default=500, help="about so many reports")
    arguments.add_argument("--seed", type=int, default=7, help="the same seed makes the same world")
    arguments.add_argument("--out", type=Path, required=True, help="the folder to write into")
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    write_world(invent(given.seed, given.reports), given.out)


if __name__ == "__main__":
    main()
