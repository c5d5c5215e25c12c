"""JSON Schemas of the lines that leave the house, shipped beside this file and held to the types by a test.

Run `python -m averment.faces.schemas` after a change of the types to write them anew.
"""

from __future__ import annotations

import json
from pathlib import Path

from averment.faces.lines import LINES

FOLDER = Path(__file__).parent / "schema"


def schema_of(kind: str) -> str:
    """The JSON Schema of the lines of one kind, as text."""
    shape = LINES[kind].model_json_schema(mode="serialization")
    shape["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(shape, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def write_schemas(folder: Path = FOLDER) -> None:
    """Writes `KIND.schema.json` for every kind of line."""
    folder.mkdir(exist_ok=True)
    for kind in LINES:
        (folder / f"{kind}.schema.json").write_text(schema_of(kind), encoding="utf-8")


if __name__ == "__main__":
    write_schemas()
