"""Writes reports in sentences of many forms, and knows where each figure stands in them.

The forms are rows of `forms.csv`, what happened is put in the words of `deeds.csv`. {killed} is an amount with those
it counts ("at least 12 people"), {killed_n} the amount alone, {killed_were} the verb that goes with it; a slot that
begins with a capital begins the sentence.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from averment.model.claim import Bound
from averment.model.text import Span
from bench.made_world.nouns import Happening, Outlet, Placed, Quantity, Saying, Side

HERE = Path(__file__).parent
SLOT = re.compile(r"\{(\w+)\}")
COPIED = "\n\n({agency})\n"
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
IN_WORDS = 9
AMOUNTS = {
    Bound.EXACTLY: ("{low}",),
    Bound.ABOUT: ("about {low}", "some {low}", "around {low}"),
    Bound.AT_LEAST: ("at least {low}", "no fewer than {low}"),
    Bound.MORE_THAN: ("more than {low}", "over {low}"),
    Bound.UP_TO: ("up to {high}", "as many as {high}"),
    Bound.FEWER_THAN: ("fewer than {high}",),
    Bound.BETWEEN: ("between {low} and {high}", "{low} to {high}"),
}
VAGUE = {3: "several", 24: "dozens of", 40: "scores of", 200: "hundreds of"}
NOUNS = {
    "people": (("person", "people"),),
    "civilians": (("civilian", "civilians"), ("resident", "residents"), ("villager", "villagers")),
    "children": (("child", "children"),),
    "women": (("woman", "women"),),
    "soldiers": (("soldier", "soldiers"), ("serviceman", "servicemen")),
    "fighters": (("fighter", "fighters"), ("rebel", "rebels")),
    "tanks": (("tank", "tanks"),),
    "vehicles": (("vehicle", "vehicles"),),
    "drones": (("drone", "drones"),),
}
VERBS = {"were": ("was", "were"), "had": ("had", "had"), "have": ("has", "have")}


class Wording:
    """The words of one report: what was said so far decides how the next sentence can be put."""

    def __init__(self, outlet: Outlet, published: datetime, chance: random.Random) -> None:
        self._outlet = outlet
        self._published = published
        self._chance = chance
        self._text = ""
        self._blocks: list[Span] = []
        self._placed: list[Placed] = []
        self._named: set[str] = set()
        self._told: set[int] = set()
        self._deeds: dict[int, Mapping[str, str]] = {}

    def write(self, sayings: Sequence[Saying]) -> tuple[str, tuple[Span, ...], tuple[Placed, ...]]:
        """The text, its blocks (a headline first) and the claims in it."""
        self._headline(sayings[0])
        for saying in sayings:
            self._say(saying)
            if self._chance.random() < 0.25:
                self._sentence("filler", saying, {}, starts=True)
        return self._text, tuple(self._blocks), tuple(self._placed)

    def _headline(self, saying: Saying) -> None:
        killed = [one for one in saying.quantities if one.slot == "killed"]
        form = self._form("headline", lambda form: bool(killed) or "{killed" not in form.lower())
        text, _ = _fill(form, self._values(saying, {one.slot: one for one in killed}))
        self._block(text)

    def _say(self, saying: Saying) -> None:
        happening = saying.happening.number
        if saying.kind != "toll":
            self._sentence(saying.kind, saying, {}, starts=True)
            return
        for kind, quantities in self._kinds(saying):
            is_first = happening not in self._told
            has_lead = kind in ("killed", "wounded", "killed_wounded")
            if is_first and not has_lead:
                self._sentence("context", saying, {}, starts=True)
            self._told.add(happening)
            form = kind if is_first or not has_lead else f"{kind}_more"
            self._sentence(form, saying, quantities, starts=kind != "part_after")

    def _kinds(self, saying: Saying) -> list[tuple[str, dict[str, Quantity]]]:
        """The sentences in which the figures of one saying are told."""
        slots = {one.slot: one for one in saying.quantities}
        found: list[tuple[str, dict[str, Quantity]]] = []
        fresh = [slot for slot in ("killed", "wounded") if slot in slots and not slots[slot].later]
        if len(fresh) == 2 and self._chance.random() < 0.7:
            found.append(("killed_wounded", {slot: slots[slot] for slot in fresh}))
        else:
            found += [(slot, {slot: slots[slot]}) for slot in fresh]
        for slot, one in slots.items():
            if one.later:
                found.append((f"{slot}_later", {slot: one}))
        if "part" in slots and not slots["part"].later:
            after = found and "killed" in found[-1][1] and len(found) == 1
            found.append(("part_after" if after else "part_alone", {"part": slots["part"]}))
        found += [
            (slot, {slot: slots[slot]}) for slot in ("things", "total") if slot in slots and not slots[slot].later
        ]
        return found

    def _sentence(self, kind: str, saying: Saying, quantities: Mapping[str, Quantity], *, starts: bool) -> None:
        form = self._form(kind, lambda form: all(_can_tell(form.lower(), one) for one in quantities.values()))
        text, slots = _fill(form, self._values(saying, quantities))
        if "{speaker}" in form.lower():
            self._named.add(saying.speaker.voice.name)
        start = self._block(text) if starts or not self._blocks else self._go_on(text)
        if kind == "filler":
            return
        whole = Span(start, start + len(text))
        if "clause" in slots or not quantities:
            sentence = self._around(Span(start, start + 1), whole)
            self._placed.append(Placed(saying, sentence, None, sentence))
        for slot, one in quantities.items():
            found = slots.get(f"{slot}_n") or slots[slot]
            words = Span(start + found.start, start + found.end)
            self._placed.append(Placed(saying, self._around(words, whole), one, words))

    def _around(self, words: Span, whole: Span) -> Span:
        """The sentence that holds the words: some forms are two sentences."""
        before = self._text.rfind(". ", whole.start, words.start)
        after = self._text.find(". ", words.end, whole.end)
        return Span(whole.start if before < 0 else before + 2, whole.end if after < 0 else after + 1)

    def _block(self, text: str) -> int:
        self._text += "\n\n" if self._text else ""
        start = len(self._text)
        self._text += text
        self._blocks.append(Span(start, len(self._text)))
        return start

    def _go_on(self, text: str) -> int:
        start = len(self._text) + 1
        self._text += f" {text}"
        self._blocks[-1] = Span(self._blocks[-1].start, len(self._text))
        return start

    def _form(self, kind: str, fits: Callable[[str], bool]) -> str:
        """A form of that kind that fits, in the outlet's own register where there is one."""
        forms = [(register, form) for register, form in _forms()[kind] if fits(form)]
        own = [form for register, form in forms if register in ("any", self._outlet.register)]
        return self._chance.choice(own or [form for _, form in forms])

    def _values(self, saying: Saying, quantities: Mapping[str, Quantity]) -> dict[str, str]:
        happening, speaker = saying.happening, saying.speaker
        deed = self._deed(happening)
        months = (self._published.month - 3) % 12 or 12
        values = {
            "speaker": speaker.later if speaker.voice.name in self._named else speaker.first,
            "day": f"on {happening.at:%A}",
            "day_said": f"on {self._published:%A}",
            "since": datetime(2000, months, 1).strftime("%B"),
            "capital": happening.war.capital.name,
            **deed,
        }
        for slot, one in quantities.items():
            values |= self._amount(slot, one)
        return values

    def _deed(self, happening: Happening) -> Mapping[str, str]:
        """How this report calls what happened: the same words throughout."""
        if happening.number not in self._deeds:
            row = self._chance.choice([row for row in _deeds() if row["method"] == happening.method])
            fixed = {"town": happening.town.name, "the_site": f"a {happening.site}".replace("a apart", "an apart")}
            for role, side in (("actor", happening.actor), ("target", happening.target)):
                fixed[role] = _forces(side, happening) if side else "unknown attackers"
                fixed[f"{role}_people"] = _people(side, happening) if side else "attackers"
            told = {part: row[part].format(**fixed) for part in ("clause", "noun", "blame", "short")}
            self._deeds[happening.number] = fixed | told
        return self._deeds[happening.number]

    def _amount(self, slot: str, one: Quantity) -> dict[str, str]:
        single, several = self._chance.choice(NOUNS[one.group])
        many = not (one.low == one.high == 1)
        words = self._number_words(one)
        side = f"{one.side.adjective} " if one.side and one.side.kind == "state forces" else ""
        told = {f"{slot}_{verb}": forms[many] for verb, forms in VERBS.items()}
        noun = f"{side}{several if many else single}"
        return {slot: f"{words} {noun}", f"{slot}_n": words, f"{slot}_noun": several, **told}

    def _number_words(self, one: Quantity) -> str:
        if one.bound is Bound.VAGUE:
            return VAGUE[one.low or 0]
        in_words = self._outlet.register in ("paper", "radio")
        low, high = (_number(number, in_words) for number in (one.low, one.high))
        return self._chance.choice(AMOUNTS[one.bound]).format(low=low, high=high)


def _fill(form: str, values: Mapping[str, str]) -> tuple[str, dict[str, Span]]:
    """The form with its slots filled, and where each stands, under its name in small letters."""
    text, after, spans = "", 0, {}
    for found in SLOT.finditer(form):
        text += form[after : found.start()]
        name = found[1].lower()
        words = values[name]
        spans[name] = Span(len(text), len(text) + len(words))
        text += words[0].upper() + words[1:] if found[1][0].isupper() else words
        after = found.end()
    return text + form[after:], spans


def _can_tell(form: str, one: Quantity) -> bool:
    """Whether the form tells this figure whole: an amount without those it counts is one of people, and in numbers."""
    if f"{{{one.slot}_n}}" not in form:
        return True
    return one.bound is not Bound.VAGUE and (one.group == "people" or f"{{{one.slot}_noun}}" in form)


def _number(number: int | None, in_words: bool) -> str:
    if number is None:
        return ""
    return NUMBERS[number] if in_words and number <= IN_WORDS else f"{number:,}" if number > 999 else str(number)


def _forces(side: Side, happening: Happening) -> str:
    return "government forces" if side is happening.war.state else f"the {side.name}"


def _people(side: Side, happening: Happening) -> str:
    return f"{side.adjective} troops" if side is happening.war.state else side.other_names[1]


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    with (HERE / "forms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["kind"], []).append((row["register"], row["text"]))
    return found


@lru_cache(maxsize=1)
def _deeds() -> tuple[Mapping[str, str], ...]:
    with (HERE / "deeds.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
