"""The record as a static site: the same pages, in a folder that opens from the file system and needs no server.

A site shows the sentence that is the evidence and links to its source; whole texts only where they are asked for. What
is withheld stays withheld, and names can be left out.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import as_file, files
from pathlib import Path

from averment.faces.redaction import EVERYTHING, Redaction, names_to_cover
from averment.faces.web import pages
from averment.faces.web.desk import Desk
from averment.faces.web.desk.listing import Listing
from averment.faces.web.shapes import IncidentPage, Overview, PassageShape, Points, ReportPage, Sighted
from averment.faces.web.viewer import Role, Viewer
from averment.ledger.incident_queries import Filter
from averment.ledger.ledger import Ledger
from averment.model.run import InputError

MARK = "averment-site.json"  # lists what a site consists of, so that a later one takes away what no longer belongs
TOP = Viewer(role=Role.READER, base="", is_static=True)
BELOW = replace(TOP, base="../")

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Care:
    """What a site shows of the reports: whole texts or only evidence, and whose names it leaves out."""

    full_text: bool = False
    redactions: frozenset[Redaction] = frozenset()
    outlines: Mapping[str, str] = field(default_factory=dict)  # scripts that stand in for those of the map


def publish(ledger: Ledger, folder: Path, care: Care, advance: Advance = lambda done: None) -> int:
    """Writes the site and gives the number of its pages; `advance` is called with the pages done.

    Raises InputError when the folder holds something that is no site of ours, or cannot be written.
    """
    before = _files_of(folder)
    desk = Desk(ledger, names_to_cover(Desk(ledger), care.redactions) if care.redactions else ())
    written: set[str] = set()
    try:
        for name, content in site(desk, care):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
            written.add(name)
            advance(1)
        written |= _copy_static(folder)
        for name, script in care.outlines.items():
            (folder / "static" / name).write_text(script, encoding="utf-8")
        for gone in before - written:
            (folder / gone).unlink(missing_ok=True)
        (folder / MARK).write_text(json.dumps(sorted(written), indent=0), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror}; give another folder") from error
    return sum(name.endswith(".html") for name in written)


def site(desk: Desk, care: Care) -> Iterator[tuple[str, str]]:
    """Every file of the site that is made of the ledger, by its name below the folder."""
    overview = desk.overview(Listing(paged=EVERYTHING))
    yield "index.html", pages.overview(overview, TOP)
    yield "about.html", pages.about(TOP)
    yield "victims.html", pages.victims(desk.victims(EVERYTHING), TOP)
    yield from _reports(desk, care)
    yield from _voices(desk, care)
    for episode in overview.episodes:
        if page := desk.episode(episode.id):
            yield f"episodes/{episode.id}.html", pages.episode(page, BELOW)
    words: dict[str, str] = {}
    for row in overview.found.incidents:
        if incident := desk.incident(row.id):
            shown = incident if care.full_text else _bare_incident(incident)
            words[row.id] = _words_of(shown)
            yield f"incidents/{row.id}.html", pages.incident(shown, BELOW)
    yield "data/record.js", _record(desk.points(Filter()), overview, words)


def _reports(desk: Desk, care: Care) -> Iterator[tuple[str, str]]:
    listed = desk.reports(None, EVERYTHING)
    yield "reports.html", pages.reports(listed, TOP)
    for row in listed.reports:
        if page := desk.report(row.id):
            shown = page if care.full_text else _bare_report(page)
            yield f"reports/{row.id}.html", pages.report(shown, BELOW)


def _voices(desk: Desk, care: Care) -> Iterator[tuple[str, str]]:
    listed = desk.voices(None, EVERYTHING)
    yield "voices.html", pages.voices(listed, TOP)
    for row in listed.voices:
        if page := desk.voice(row.id, EVERYTHING):
            shown = page if care.full_text else page.model_copy(update={"claims": list(map(_bare, page.claims))})
            yield f"voices/{row.id}.html", pages.voice(shown, BELOW)


def _bare(sighted: Sighted) -> Sighted:
    """The claim with the words of its evidence alone."""
    return sighted.model_copy(update={"before": "", "after": ""})


def _bare_passage(passage: PassageShape) -> PassageShape:
    return passage.model_copy(update={"words": ""})


def _bare_incident(page: IncidentPage) -> IncidentPage:
    families = [
        family.model_copy(update={"passages": list(map(_bare_passage, family.passages))}) for family in page.families
    ]
    return page.model_copy(update={"claims": list(map(_bare, page.claims)), "families": families})


def _bare_report(page: ReportPage) -> ReportPage:
    """The report without its text: its claims, and with which reports it shares words."""
    copies = [
        copy.model_copy(update={"start": 0, "end": 0, "other": _bare_passage(copy.other)}) for copy in page.copies
    ]
    nothing: list[object] = []
    return page.model_copy(
        update={
            "report": page.report.model_copy(update={"text": ""}),
            "claims": list(map(_bare, page.claims)),
            "copies": copies,
            **dict.fromkeys(("blocks", "quotes", "names", "places", "times"), nothing),
        }
    )


def _record(points: Points, overview: Overview, words: dict[str, str]) -> str:
    """What the site's own filter asks, as a script: a page opened from a file may not fetch one."""
    rows = {row.id: row for row in overview.found.incidents}
    held = [rows[id] for id in points.id]
    facets = {
        "words": [words.get(row.id, "") for row in held],
        "party": [row.parties for row in held],
        "measure": [sorted({one.measure for one in row.measures}) for row in held],
        "verdicts": [sorted({one.verdict for one in row.measures}) for row in held],
        "grade": [row.grade for row in held],
        "event_type": [row.event_types for row in held],
        "episode": [row.episode for row in held],
    }
    record = json.dumps({"points": points.model_dump(), "facets": facets}, ensure_ascii=True, separators=(",", ":"))
    return f"window.avermentRecord={record};\n"


def _words_of(page: IncidentPage) -> str:
    """What a search in the site looks through: titles, places, parties, voices and the words of evidence."""
    incident = page.incident
    told = [incident.title, *incident.parties, *incident.event_types]
    told += [incident.place.name] if incident.place else []
    told += [voice.name for voice in page.voices]
    told += [one.line.evidence for one in page.claims]
    told += [one.line.place.name for one in page.claims if one.line.place]
    return " ".join(dict.fromkeys(told)).lower()


def _files_of(folder: Path) -> set[str]:
    """The files of the site that stands there already. Raises InputError for a folder of something else."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return set()
    try:
        listed = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{folder} holds something that is no site of averment: give an empty folder, or one that does not exist"
        ) from error
    return {name for name in listed if isinstance(name, str) and _is_below(folder, name)}


def _is_below(folder: Path, name: str) -> bool:
    """Whether the name stays in the folder: the list may have been changed by others."""
    return (folder / name).resolve().is_relative_to(folder.resolve())


def _copy_static(folder: Path) -> set[str]:
    with as_file(files("averment.faces.web") / "static") as static:
        shutil.copytree(static, folder / "static", dirs_exist_ok=True)
        return {f"static/{path.relative_to(static).as_posix()}" for path in static.rglob("*") if path.is_file()}
