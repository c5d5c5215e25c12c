"""How well the dead and hurt of incidents and their places are told, against the answer keys of MUC-4.

After the spirit of the guidelines of MUC-4 (slots 3, 21 and 23), simplified: a key is a template with a human target
that died or was hurt, a response what the record's incidents at one place count of the dead and hurt, in the nine
countries that MUC asks about; numbers of soldiers and fighters without a name are left out, as are clashes in MUC.
Keys and responses are paired one to one within a report, best first, where they share an effect and the country or a
place. The slots "effect" and "number" have one fill for each target: killed or wounded, and how many; each fill of a
response answers one of its key with the same effect. A place that is too wide, and one of several numbers, is half
right. A template that is optional costs nothing where it is missed. Recall is what is right of the keys' fills,
precision what is right of ours, those without a key included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from averment.ingest.page import Page
from averment.knowledge.countries import all_countries, country_named, plain
from averment.model.claim import Claim, Figure, Modality, Scope, Stance
from averment.model.collection import Collection
from averment.model.when_where import Where
from averment.pipeline import explain
from averment.settings import Settings
from bench.muc_keys import Count, Key, Location, plain_place, read_keys, read_messages
from bench.score import Score, Skipped

SETS = (("muc/tst1/tst1-muc3", "muc/tst1/key-tst1.v7"), ("muc/tst2/tst2-muc4", "muc/tst2/key-tst2.v4"))
HOPED = {"number": (0.60, 0.50), "effect": (0.60, 0.50), "location": (0.64, 0.57)}
MEASURES = frozenset({"killed", "wounded"})
ARMED = frozenset({"soldiers", "fighters"})
WIDE = frozenset({Scope.CUMULATIVE, Scope.WAR})
UNTOLD = frozenset({Modality.HISTORICAL, Modality.HYPOTHETICAL, Modality.FUTURE, Modality.NEGATED})
COUNTRIES = frozenset(
    {"argentina", "bolivia", "chile", "colombia", "ecuador", "el salvador", "guatemala", "honduras", "peru"}
)
"""Where MUC's incidents lie; others have no templates."""

DATELINE = 60  # characters at the beginning of a text in which the place it was written in stands
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Response:
    """What the record answers for one place: for each measure the numbers told, each of other people."""

    location: Location
    hit: tuple[tuple[str, tuple[Count, ...]], ...]


@dataclass(slots=True)
class Tally:
    """Fills of one slot: what the keys have, what is answered, and what of it is right."""

    possible: int = 0
    given: int = 0
    right: float = 0.0


def score(data: Path) -> list[Score | Skipped]:
    """Recall and precision of the three slots over both test sets."""
    lacking = next((name for pair in SETS for name in pair if not (data / name).is_file()), None)
    if lacking is not None:
        return [Skipped("muc", lacking, f"no such file in {data}")]
    told: dict[str, Collection] = {}
    keys: list[Key] = []
    for texts, answers in SETS:
        told |= read(data / texts)
        keys += read_keys(data / answers)
    tallies = count(told, keys)
    return [one for slot, tally in tallies.items() for one in _scores(slot, tally, len(told))]


def read(texts: Path) -> dict[str, Collection]:
    """Each message read and settled by itself."""
    ids, bodies = zip(*read_messages(texts), strict=True)
    pages = [Page(name, body.encode()) for name, body in zip(ids, bodies, strict=True)]
    return dict(zip(ids, explain(pages, Settings(), each=True), strict=True))


def _scores(slot: str, tally: Tally, messages: int) -> Iterator[Score]:
    recall, precision = HOPED[slot]
    data = f"TST1 and TST2 ({messages})"
    yield Score("muc", f"{data}: {slot}", "recall", tally.right / max(1, tally.possible), recall)
    yield Score("muc", f"{data}: {slot}", "precision", tally.right / max(1, tally.given), precision)


def count(told: dict[str, Collection], keys: Sequence[Key]) -> dict[str, Tally]:
    """The fills of every slot over all messages."""
    tallies = {slot: Tally() for slot in HOPED}
    for message, collection in told.items():
        asked = [key for key in keys if key.message == message]
        given = list(responses(collection))
        pairs = _paired(asked, given)
        for key, response in pairs:
            _add_pair(tallies, key, response)
        missed = [key for key in asked if all(key is not one for one, _ in pairs) and not key.is_optional]
        for key in missed:
            _ask(tallies, key)
        for response in given:
            if all(response is not one for _, one in pairs):
                _give(tallies, response)
    return tallies


def _ask(tallies: dict[str, Tally], key: Key) -> None:
    targets = sum(len(told) for _, told in key.hit)
    for slot, fills in (("number", targets), ("effect", targets), ("location", 1)):
        tallies[slot].possible += fills


def _give(tallies: dict[str, Tally], response: Response) -> None:
    numbers = sum(len(told) for _, told in response.hit)
    for slot, fills in (("number", numbers), ("effect", numbers), ("location", 1)):
        tallies[slot].given += fills


def _add_pair(tallies: dict[str, Tally], key: Key, response: Response) -> None:
    _ask(tallies, key)
    _give(tallies, response)
    for targets, numbers in _shared(key, response):
        tallies["effect"].right += min(len(targets), len(numbers))
        tallies["number"].right += numbers_right(targets, numbers)
    tallies["location"].right += location_right(key, response)


def _shared(key: Key, response: Response) -> list[tuple[Sequence[Sequence[Count]], Sequence[Count]]]:
    """The targets and the numbers of each effect that both tell."""
    given = dict(response.hit)
    return [(targets, given[measure]) for measure, targets in key.hit if measure in given]


def _paired(keys: Sequence[Key], given: Sequence[Response]) -> list[tuple[Key, Response]]:
    """One to one, the pairs that agree most first."""
    fits = [
        (_fit(key, response), -first, -second)
        for first, key in enumerate(keys)
        for second, response in enumerate(given)
        if _shared(key, response) and location_right(key, response)
    ]
    pairs: list[tuple[Key, Response]] = []
    taken: set[tuple[str, int]] = set()
    for _, first, second in sorted(fits, reverse=True):
        if not {("key", -first), ("response", -second)} & taken:
            taken |= {("key", -first), ("response", -second)}
            pairs.append((keys[-first], given[-second]))
    return pairs


def _fit(key: Key, response: Response) -> float:
    return location_right(key, response) + sum(numbers_right(*pair) for pair in _shared(key, response))


def numbers_right(targets: Sequence[Sequence[Count]], numbers: Sequence[Count]) -> float:
    """How many of the numbers are those of a target, each answering one; half where they share an end of a range.

    A plural is any number of two or more, and none told; a target of which the key tells no number takes any.
    """
    left, waiting, right = list(targets), [], 0.0
    for number in numbers:
        answered = next((one for one in left if not one or any(_same(number, count) for count in one)), None)
        if answered is None:
            waiting.append(number)
            continue
        left.remove(answered)
        right += 1.0
    for number in waiting:
        touched = next((one for one in left if any(_touches(number, count) for count in one)), None)
        if touched is not None:
            left.remove(touched)
            right += HALF
    return right


def _same(given: Count, asked: Count) -> bool:
    if asked.high is None and asked.low is not None:  # "at least", and plurals
        return given.low is None or given.low >= asked.low
    return (asked.low, asked.high) in ((given.low, given.high), (given.low, given.low), (given.high, given.high))


def _touches(given: Count, asked: Count) -> bool:
    return bool({given.low, given.high} & {asked.low, asked.high} - {None})


def location_right(key: Key, response: Response) -> float:
    """1 for the narrowest place of the key, or the country alone where it has none; 1/2 for the country or a place."""
    return max((_place_right(one, response.location) for one in key.locations), default=0.0)


def _place_right(asked: Location, given: Location) -> float:
    same = asked.country == given.country
    if not asked.places:
        return (HALF if given.places else 1.0) if same else 0.0
    if asked.places[-1] in given.places:
        return 1.0 if same else HALF
    return HALF if same or set(given.places) & set(asked.places) else 0.0


def responses(collection: Collection) -> Iterator[Response]:
    """The incidents that MUC asks for, those of one place as one response."""
    claims = {claim.id: claim for reading in collection.readings for claim in reading.claims}
    named = _countries(collection)
    at: dict[Location, list[Figure]] = {}
    for incident in collection.record.incidents:
        told = [claims[claim] for claim in incident.claims]
        figures = [one for claim in told if (one := _figure(claim)) is not None]
        location = _location([claim.where for claim in told if claim.where], named)
        unarmed = any(one.group not in ARMED or one.victims for one in figures)
        if unarmed and location.country in COUNTRIES:
            at.setdefault(location, []).extend(figures)
    for location, figures in at.items():
        hit = [(measure, numbers_told(figures, measure)) for measure in sorted({one.measure for one in figures})]
        if any(numbers for _, numbers in hit):
            yield Response(location, tuple((measure, numbers) for measure, numbers in hit if numbers))


def _figure(claim: Claim) -> Figure | None:
    what, said = claim.what, claim.attribution
    if not isinstance(what, Figure) or what.measure not in MEASURES or what.amount.high == 0 or what.scope in WIDE:
        return None
    return None if said.modality in UNTOLD or said.stance is Stance.DENIES else what


def numbers_told(figures: Iterable[Figure], measure: str) -> tuple[Count, ...]:
    """Each number once, and one for each person named; a lone person without a name only where none has a name.

    A sum whose members are told beside it gives way to them; people without a number are a plural where no number is.
    """
    told = [one for one in figures if one.measure == measure and (one.group not in ARMED or one.victims)]
    members = [one.amount.words for one in told]
    sums = [one for one in told if sum(one.amount.words.holds(words) for words in members) > 1]
    amounts = {(one.amount.low, one.amount.high) for one in told if one not in sums and not one.victims}
    names: list[frozenset[str]] = []
    for one in (one for one in told if one not in sums):
        for victim in one.victims:
            words = frozenset(plain(victim.name).split())
            if not any(words <= known or known <= words for known in names):
                names.append(words)
    larger = sorted(((low, high) for low, high in amounts if (low or high or 0) > 1), key=str)
    single = [Count(1, 1)] * (len(names) or int((1, 1) in amounts or (1, None) in amounts))
    plural = [Count(None, None)] if amounts and not larger and not single else []
    return (*(Count(low, high) for low, high in larger), *single, *plural)


def _countries(collection: Collection) -> Counter[str]:
    """How often the report names each country, by itself or by places in it; where it was written counts too."""
    named: Counter[str] = Counter()
    texts = {report.id: report.text for report in collection.reports}
    for reading in collection.readings:
        named.update(country for where in reading.layers.places if (country := _country(where)) in COUNTRIES)
        written = plain(texts[reading.report][:DATELINE].partition(",")[0])
        named.update(country for country, capital in _capitals().items() if capital == written)
    return named


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    return {plain(one.name): plain(one.capital) for one in all_countries() if plain(one.name) in COUNTRIES}


def _country(where: Where) -> str:
    country = country_named(where.place.country or "") if where.place else country_named(where.name)
    return plain(country.name) if country else ""


def _location(wheres: Sequence[Where], named: Counter[str]) -> Location:
    """The names of the places, and the country among those of the places that the report names most, else of all."""
    own = {country for where in wheres if (country := _country(where)) in COUNTRIES}
    often = {country for country, times in named.items() if times > 1}
    country = min(own & often or own or often or named, key=lambda one: (-named[one], one), default="")
    names = {where.name for where in wheres} | {where.place.name for where in wheres if where.place}
    places = {plain_place(name) for name in names if country_named(name) is None}
    return Location(country, tuple(sorted(places - {country})))
