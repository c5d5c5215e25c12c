"""Scores the gazetteer and the choice among places of one name on LGL and GeoWebNews.

LGL: Lieberman, Samet and Sankaranarayanan 2010, local news; GeoWebNews: Gritta et al. 2019, news of the world. Names
are given; a place counts when it is the gold one or within 161 kilometres of it, and a name left open counts against.
"""

from __future__ import annotations

import argparse
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from averment.knowledge.gazetteer import Gazetteer, open_gazetteer
from averment.knowledge.gazetteer_index import kilometres
from averment.knowledge.tables import TABLES
from averment.model.reading import NameKind
from averment.model.text import Span
from averment.reading.parser import load_parser, parse
from averment.reading.resolve import Choice, Mention, resolve
from bench.score import Score, Skipped

NEAR_KM = 161.0
COUNTRY_CODES = frozenset({"PCLI", "PCLS", "PCLD", "PCLIX", "ADM1", "PCL"})
NAME_TYPES = frozenset({"Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal", "Metonymic"})
BEAT_TOWNS, BEAT_COUNTRIES, BEAT_GWN = 0.75, 0.85, 0.85


@dataclass(frozen=True, slots=True)
class Gold:
    """A name with the point that it means. `kind`: P and A in LGL; "id" in GeoWebNews where GeoNames has the place."""

    span: Span
    latitude: float
    longitude: float
    geonames: str
    kind: str


@dataclass(frozen=True, slots=True)
class Article:
    text: str
    gold: tuple[Gold, ...]
    names: tuple[Span, ...]


def score(data: Path) -> list[Score | Skipped]:
    """The scores of LGL's towns, LGL's countries and provinces, and GeoWebNews; names found in GeoWebNews."""
    lgl, gwn = data / "geo" / "LGL.xml", data / "geo" / "GWN.xml"
    missing = [Skipped("places", path.name, "no such file") for path in (lgl, gwn) if not path.is_file()]
    if missing:
        return list(missing)
    gazetteer = open_gazetteer()
    local, world = tuple(read_lgl(lgl)), tuple(read_gwn(gwn))
    return [
        Score("places", "LGL populated places", "accuracy within 161 km", _share(local, "P", gazetteer), BEAT_TOWNS),
        Score(
            "places",
            "LGL countries and regions",
            "accuracy within 161 km",
            _share(local, "A", gazetteer),
            BEAT_COUNTRIES,
        ),
        Score("places", "GeoWebNews", "accuracy within 161 km", _share(world, "id", gazetteer), BEAT_GWN),
        Score("place names", "GeoWebNews", "F1", _names_found(world), None),
    ]


def read_lgl(path: Path) -> Iterator[Article]:
    for article in ElementTree.parse(path).getroot():
        gold, names = [], []
        for name in article.iter("toponym"):
            span = Span(int(name.findtext("start", "0")), int(name.findtext("end", "0")))
            names.append(span)
            tag = name.find("gaztag")
            if tag is not None:
                point = float(tag.findtext("lat", "0")), float(tag.findtext("lon", "0"))
                kind = "P" if tag.findtext("fclass") == "P" else "A" if tag.findtext("fcode") in COUNTRY_CODES else "-"
                gold.append(Gold(span, *point, tag.get("geonameid", ""), kind))
        yield Article(article.findtext("text", ""), tuple(gold), tuple(names))


def read_gwn(path: Path) -> Iterator[Article]:
    """The articles; names whose offsets do not hold their words (some stand in the title) are left out."""
    for article in ElementTree.parse(path).getroot():
        text = article.findtext("text", "")
        gold, names = [], []
        for name in article.iter("toponym"):
            start, end = int(name.findtext("start", "-1")), int(name.findtext("end", "-1"))
            if start < 0 or text[start:end] != name.findtext("extractedName"):
                continue
            if name.findtext("type") in NAME_TYPES:
                names.append(Span(start, end))
            latitude, longitude = name.findtext("latitude"), name.findtext("longitude")
            if latitude and longitude:
                identifier = name.findtext("geonamesID") or ""
                point = float(latitude), float(longitude)
                gold.append(Gold(Span(start, end), *point, identifier, "id" if identifier else "point"))
        yield Article(text, tuple(gold), tuple(names))


def _share(articles: tuple[Article, ...], kind: str, gazetteer: Gazetteer) -> float:
    right = [is_right(gold, choice) for gold, choice in answers(articles, gazetteer) if gold.kind == kind]
    return sum(right) / len(right)


def answers(articles: tuple[Article, ...], gazetteer: Gazetteer) -> Iterator[tuple[Gold, Choice]]:
    """Each gold name with what was chosen for it; the other names of the article are the surroundings."""
    for article in articles:
        spans = sorted({*article.names, *(gold.span for gold in article.gold)})
        choices = resolve(article.text, [Mention(span.of(article.text), span) for span in spans], gazetteer, TABLES)
        chosen = dict(zip(spans, choices, strict=True))
        yield from ((gold, chosen[gold.span]) for gold in article.gold)


def is_right(gold: Gold, choice: Choice) -> bool:
    place = choice.place
    if place is None or place.latitude is None or place.longitude is None:
        return False
    same = place.gazetteer_id == f"geonames:{gold.geonames}"
    return same or kilometres(place.latitude, place.longitude, gold.latitude, gold.longitude) <= NEAR_KM


def _names_found(articles: tuple[Article, ...]) -> float:
    language = load_parser()
    docs = parse(language, [(article.text, ()) for article in articles])
    found = [{Span(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == NameKind.PLACE} for doc in docs]
    gold = [set(article.names) for article in articles]
    both = sum(len(mine & theirs) for mine, theirs in zip(found, gold, strict=True))
    return 2 * both / (sum(map(len, found)) + sum(map(len, gold)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    for line in score(parser.parse_args().data):
        print(line)


if __name__ == "__main__":
    main()
