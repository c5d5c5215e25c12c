"""What is told to have happened, by whom, to whom and with what."""

from __future__ import annotations

import pytest

from averment.knowledge.tables import TABLES
from averment.model.claim import EventType
from averment.model.claim import EventType as E
from averment.reading.events import FoundEvent, find_events

from .texts import doc_of, report_of

# text, event type, words in the actor, words in the target (empty: none is told), and why the row is here
TOLD = [
    ("Rebel fighters shelled the town of Brava on Monday.", E.SHELLING, "fighters", "town", "a verb that is a weapon"),
    ("Shells hit the market in Old Karvin.", E.SHELLING, "", "market", "the weapon is the subject, nobody is named"),
    ("The market was shelled by the Norvian army.", E.SHELLING, "army", "market", "passive with an agent"),
    ("Norvian troops opened mortar fire at rebel positions.", E.SHELLING, "troops", "positions", "a carrying verb"),
    ("Drones struck the fish market in Port Sael.", E.AIR_STRIKE, "", "market", "the weapon decides the type"),
    ("The army launched air strikes on the village.", E.AIR_STRIKE, "army", "village", "a noun with its launcher"),
    (
        "Three soldiers died as their truck hit a mine laid by rebels.",
        E.LANDMINE,
        "rebels",
        "truck",
        "a mine's layer",
    ),
    ("A roadside bomb exploded near the bridge.", E.LANDMINE, "", "", "a device explodes, nobody is named"),
    ("Gunmen kidnapped four aid workers near the lake.", E.ABDUCTION, "Gunmen", "workers", "people are taken"),
    ("Soldiers executed nine villagers by the river.", E.ATTACK, "Soldiers", "villagers", "violence against civilians"),
    ("Rebels attacked an army convoy on the coast road.", E.ARMED_CLASH, "Rebels", "convoy", "both sides are armed"),
    ("Heavy fighting broke out near the border.", E.ARMED_CLASH, "", "", "fighting without a doer"),
    ("The militia shot down an army drone.", E.DISRUPTED_WEAPONS, "militia", "", "a drone shot down"),
    ("Rebels shot down a military helicopter.", E.SHELLING, "Rebels", "", "a crewed aircraft shot down"),
    ("The president declared martial law.", E.OTHER, "president", "", "a strategic development"),
    ("Police arrested twelve students.", E.ARRESTS, "Police", "students", "arrests"),
    ("Rebels captured the town of Brava.", E.NON_STATE_OVERTAKES, "Rebels", "town", "territory taken by rebels"),
    (
        "Rebels have taken control of the village of Brava.",
        E.NON_STATE_OVERTAKES,
        "Rebels",
        "village",
        "control of a place",
    ),
    ("Rockets hit a school in Brava.", E.SHELLING, "", "school", "the weapon is the subject, whatever it hits"),
    ("Rockets slammed into the station.", E.SHELLING, "", "station", "a verb of impact"),
    ("Five men were killed in the fighting near Brava.", E.ARMED_CLASH, "", "", "fighting in which people are killed"),
    (
        "Norvian soldiers and rebels clashed in Brava.",
        E.ARMED_CLASH,
        "soldiers",
        "rebels",
        "both sides are the subject",
    ),
    ("The army burned the village school.", E.LOOTING, "army", "school", "property destroyed"),
    (
        "Police officer shot in Brava",
        E.ARMED_CLASH,
        "",
        "officer",
        "a headline without its auxiliary names the one hit",
    ),
    (
        "A teacher died on Monday after being shot by soldiers.",
        E.ATTACK,
        "soldiers",
        "teacher",
        "a passive clause that shares its subject",
    ),
    ("The teacher's arrest on Friday was confirmed.", E.ARRESTS, "", "teacher", "whose arrest it is, is the one hit"),
    ("A Karvin car bombing killed five people.", E.LANDMINE, "", "", "a bombing with a car is no air strike"),
    ("Army warplanes dropped two barrel bombs on Brava.", E.AIR_STRIKE, "Army", "", "bombs that are dropped"),
    ("Rebels carried out two drone strikes on the port.", E.AIR_STRIKE, "Rebels", "port", "an attack is no doer"),
]


@pytest.mark.parametrize(("text", "event_type", "actor", "target", "why"), TOLD, ids=[row[-1] for row in TOLD])
def test_an_event_is_read_with_its_type_and_parties(
    text: str, event_type: EventType, actor: str, target: str, why: str
) -> None:
    told = [event for event in events_of(text) if event.event_type is event_type]
    assert told, f"{why}: read {[event.event_type.value for event in events_of(text)]}"
    assert says(told[0], "actor", actor, text)
    assert says(told[0], "target", target, text)


# words that tell of no event that happened
NOT_TOLD = [
    ("The army could attack the town within days.", "a possibility"),
    ("The minister urged both sides to stop shelling the town.", "a call"),
    ("Rebels threatened to bomb the bridge.", "a threat"),
    ("The talks broke down on Monday.", "no violence"),
    ("If the army attacks the town, families will flee.", "a condition"),
    ("The office did not say who had fired.", "a question"),
    ("The minister attacked the budget.", "a figure of speech"),
    ("Three soldiers killed in Brava", "a headline that names no doer"),
]


@pytest.mark.parametrize(("text", "why"), NOT_TOLD, ids=[row[-1] for row in NOT_TOLD])
def test_what_is_only_wished_feared_or_asked_is_no_event(text: str, why: str) -> None:
    assert [event.event_type.value for event in events_of(text)] == [], why


def test_an_attack_told_twice_by_one_predicate_is_one_event() -> None:
    text = "The army launched rocket attacks in its offensive against the rebels."
    assert [event.event_type for event in events_of(text)] == [E.SHELLING]


def test_a_thing_that_is_hit_is_not_the_weapon() -> None:
    text = "Rebels attacked an army tank near the bridge."
    assert [(event.event_type, event.weapon) for event in events_of(text)] == [(E.ARMED_CLASH, None)]


def events_of(text: str) -> tuple[FoundEvent, ...]:
    report = report_of(text)
    return find_events(doc_of(report), report, TABLES)


def says(event: FoundEvent, field: str, words: str, text: str) -> bool:
    span = event.actor if field == "actor" else event.target
    found = span.of(text) if span else ""
    return words in found if words else not found
