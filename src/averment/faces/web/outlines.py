"""Outlines of one's own in place of those that the pages carry: whose land is whose is not ours to say."""

from __future__ import annotations

import json
from pathlib import Path

from averment.model.run import InputError

NAME = "outlines.js"  # the file of the static folder that a file of one's own stands in for
SHAPES = frozenset({"Polygon", "MultiPolygon"})


def outline_scripts(file: Path) -> dict[str, str]:
    """The script with the polygons of a GeoJSON file, by the name of the file that it stands for.

    A feature's property "name" is what the map prints on it. Raises InputError for a file that cannot be used.
    """
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        features = [
            {"type": "Feature", "properties": {"name": _name(one)}, "geometry": one["geometry"]}
            for one in held["features"]
            if one["geometry"]["type"] in SHAPES
        ]
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{file} is no GeoJSON of polygons: expected a FeatureCollection") from error
    if not features:
        raise InputError(f"{file} holds no polygon: expected the outlines of countries")
    collection = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    return {NAME: f"window.avermentOutlines={collection};\n"}


def _name(feature: dict[str, dict[str, object]]) -> str:
    return str((feature.get("properties") or {}).get("name") or "")
