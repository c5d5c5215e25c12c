"""Cases of the codebooks' rules as text that a person can read: reports, their claims, and what is written down.

    A title that says what the case shows
    Norvia Press, 4 May 2023
    At least 12 people were killed when shells hit the market, the health office said.
      killed people at least 12; says the health office; done by Upland Council; hit Norvia
    -> ucdp: best 12, low 12, high 12
    -> acled: fatalities 12

Cases are parted by lines of "====". Below a sentence stand its claims: a figure (`killed people 12`), `event Armed
clash` or `statement`; then, parted by semicolons: `says` a voice (else the outlet speaks), `of` its party, `done by`,
`hit`, `denies`, `confirms`, `at` a place of PLACES, `on` a day, `scope` place, day, cumulative or war, `history`,
`part of` the number of an earlier claim. A claim without a day or place has those of TUESDAY and TARN. All claims of a
case are one incident.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from averment.knowledge.parties import aligned
from averment.knowledge.tables import Tables
from averment.matching.codebooks.case import Case, CodebookRules, case_of
from averment.matching.denials import find_denials
from averment.matching.incidents import draw_incidents
from averment.matching.positions import Grounds
from averment.matching.reconcile import reconcile
from averment.matching.rules import World
from averment.matching.texts import texts_of
from averment.matching.told import tell
from averment.matching.voices import find_voices
from averment.model.claim import (
    Amount,
    Bound,
    Claim,
    Event,
    EventType,
    Figure,
    Modality,
    Party,
    Scope,
    Stance,
    VoiceKind,
    What,
)
from averment.model.collection import Collection
from averment.model.incident import JudgedAs, Judgement, Record
from averment.model.report import Report
from averment.model.text import Span
from averment.model.when_where import Place, PlaceLevel
from tests.commands import SAMPLES
from tests.matching.builders import Desk, statement

TABLES = Tables(SAMPLES / "tables")
TUESDAY, TARN = "2 May 2023", "Tarn"
PLACES = {
    place.name: place
    for place in (
        Place("test:tarn", "Tarn", 46.61, -31.93, "XN", PlaceLevel.TOWN),
        Place("test:karvin", "Old Karvin", 46.9, -31.2, "XN", PlaceLevel.TOWN),
        Place("test:hill", "Hill 40", 46.62, -31.9, "XN", PlaceLevel.POINT),
        Place("test:orsk", "Orsk district", 46.5, -31.5, "XN", PlaceLevel.DISTRICT),
        Place("test:east", "East province", 46.4, -31.4, "XN", PlaceLevel.REGION),
        Place("test:uplands", "Uplands", 46.8, -31.6, "XN", PlaceLevel.AREA),
        Place("test:norvia", "Norvia", 46.0, -32.0, "XN", PlaceLevel.COUNTRY),
        Place("test:bay", "Bay of Sael", 38.7, -36.4, None, PlaceLevel.SEA),
        Place("test:homs", "Homs", 34.73, 36.72, "SY", PlaceLevel.TOWN),
    )
}
VAGUE = {
    "several": (3, 9),
    "tens": (20, 99),
    "dozens": (24, 99),
    "hundreds": (200, 999),
    "a number": (None, None),
    "a large number": (None, None),
}


@dataclass(frozen=True, slots=True)
class Written:
    """What one codebook is expected to write: columns with their values, or no row (`none`)."""

    codebook: str
    wanted: dict[str, str]


@dataclass(frozen=True, slots=True)
class Story:
    title: str
    desk: Desk
    written: tuple[Written, ...]

    def case(self, rules: CodebookRules | None = None) -> Case:
        """The one incident that the story tells."""
        collection = settled(self.desk)
        (incident,) = collection.record.incidents
        return case_of(incident, collection, rules or CodebookRules(TABLES))


def read_stories(path: Path) -> tuple[Story, ...]:
    """Every story of the file. Raises AssertionError for one that is not written as told above."""
    parts = re.split(r"^====+\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return tuple(read_story(part) for part in parts if part.strip())


def read_story(text: str) -> Story:
    title, *lines = [line for line in text.splitlines() if line.strip()]
    desk, written = Desk(), []
    for outlet, published, sentences in _reports([line for line in lines if not line.startswith("->")]):
        held = desk.takes(outlet, published, "\n\n".join(sentence for sentence, _ in sentences))
        numbered: list[Claim] = []
        for sentence, claims in sentences:
            for claim in claims:
                numbered.append(_claim(desk, held, sentence, claim, numbered))
    for line in lines:
        if line.startswith("->"):
            codebook, _, wanted = line.removeprefix("->").strip().partition(": ")
            written.append(Written(codebook, dict(_wanted(part) for part in wanted.split(", "))))
    return Story(title.strip(), desk, tuple(written))


def settled(desk: Desk) -> Collection:
    """All claims of the desk drawn into one incident, its findings and its denials."""
    readings, claims = desk.readings(), desk.all_claims()
    texts = texts_of(claims, ())
    told = {
        one.id: one
        for one in tell(desk.reports, readings, texts, find_voices(claims, texts, desk.reports, tables=TABLES), TABLES)
    }
    world = World(TABLES, lambda one, other, _when: aligned(one, other, None, TABLES))
    first = claims[0].id
    same = [Judgement(first, claim.id, JudgedAs.SAME, 0.0, (), "test") for claim in claims[1:]]
    incidents = draw_incidents(tuple(told.values()), (), same, world).incidents
    denials = find_denials(told, incidents, world)
    seen = {report.id: (report.appearance,) for report in desk.reports.values()}
    findings = tuple(one for incident in incidents for one in reconcile(incident, told, Grounds(denials, world, seen)))
    record = Record((), (), (), incidents, (), findings, denials)
    return Collection(tuple(desk.reports.values()), seen, readings, record)


def _reports(lines: list[str]) -> Iterator[tuple[str | None, str, list[tuple[str, list[str]]]]]:
    """Each report with its outlet, its day and its sentences with their claims."""
    found: list[tuple[str | None, str, list[tuple[str, list[str]]]]] = []
    for line in lines:
        head = re.fullmatch(r"(\S.*), (\d{1,2} [A-Z]\w+ \d{4})", line)
        if head:
            found.append((None if head[1] == "unnamed" else head[1], head[2], []))
        elif line.startswith("  "):
            found[-1][2][-1][1].append(line.strip())
        else:
            found[-1][2].append((line.strip(), []))
    return iter(found)


def _wanted(part: str) -> tuple[str, str]:
    column, _, value = part.strip().partition(" ")
    return column, value


def _claim(desk: Desk, held: Report, sentence: str, line: str, before: list[Claim]) -> Claim:
    first, *rest = [part.strip() for part in line.split(";")]
    told = {key: part.removeprefix(key).strip() for part in rest for key in KEYS if part.startswith(key)}
    assert len(told) == len(rest), f"not understood: {line}"
    doer, hit = (Party(told[key], told[key]) if key in told else None for key in ("done by", "hit"))
    what: What = statement()
    stance = next((Stance(key) for key in ("denies", "confirms", "alleges") if key in told), Stance.ASSERTS)
    if first.startswith("event "):
        what = Event(EventType(first.removeprefix("event ")), None, doer, hit)
    elif first != "statement":
        measure, group, amount = first.split(" ", 2)
        within = before[int(told["part of"]) - 1].id if "part of" in told else None
        scope = Scope(told.get("scope", "incident"))
        what = Figure(measure, group, _amount(amount), scope, None, hit, doer, within=within)
    voice, kind = told.get("says"), VoiceKind.INSTITUTION
    return desk.reads(
        held,
        sentence,
        what,
        voice,
        of=told.get("of"),
        kind=kind,
        on=told.get("on", TUESDAY),
        at=PLACES[told["at"]] if "at" in told else PLACES[TARN],
        stance=stance,
        modality=Modality.HISTORICAL if "history" in told else Modality.ACTUAL,
        denies=before[int(told["denies"]) - 1].id if told.get("denies") else None,
    )


KEYS = ("says", "of", "done by", "hit", "denies", "confirms", "alleges", "at", "on", "scope", "history", "part of")


def _amount(words: str) -> Amount:
    nowhere = Span(0, 1)
    if words in VAGUE:
        return Amount(*VAGUE[words], Bound.VAGUE, nowhere)
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    bound = re.sub(r"\d+.*", "", words).strip()
    last = numbers[-1]
    return {
        "": Amount(last, last, Bound.EXACTLY, nowhere),
        "about": Amount(last, last, Bound.ABOUT, nowhere),
        "at least": Amount(last, None, Bound.AT_LEAST, nowhere),
        "more than": Amount(last, None, Bound.MORE_THAN, nowhere),
        "up to": Amount(None, last, Bound.UP_TO, nowhere),
        "between": Amount(numbers[0], last, Bound.BETWEEN, nowhere),
    }[bound]
