"""Reported speech: what is said, by whom, in which mode and with which stance."""

from __future__ import annotations

import pytest
from spacy.language import Language

from averment.knowledge.tables import TABLES
from averment.model.claim import Quote, QuoteMode
from averment.model.text import Span
from averment.reading.parser import load_parser, parse
from averment.reading.quotes import attribution_of, read_speech
from tests.reading.test_quote_marks import report_of


@pytest.fixture(scope="module")
def language() -> Language:
    return load_parser(threads=1)


def quotes_in(language: Language, text: str) -> tuple[Quote, ...]:
    report = report_of(text)
    doc = parse(language, [(text, [block.span.start for block in report.blocks])])[0]
    return read_speech(doc, report, TABLES)


def speaker_of(quote: Quote) -> str:
    return quote.attribution.speaker.name if quote.attribution is not None else ""


ARMY = "Colonel Tomas Verrin, a spokesman for the Sotran army, spoke in Hem on Sunday. "

NOTES = [
    # notes and bulletins, holders of offices, and bounds
    ("Hem mayor Petar Olin said the mill burned.", "the mill burned", "indirect", "Petar Olin", "asserts"),
    (
        "The mill burned, Sotran Defence League spokeswoman Ann Bell said.",
        "The mill burned",
        "indirect",
        "Ann Bell",
        "asserts",
    ),
    ("The Sotran army: 12 people killed.", "12 people killed.", "indirect", "Sotran army", "asserts"),
    (
        "Updated figure from the Sotran army: 12 people killed.",
        "12 people killed.",
        "indirect",
        "Sotran army",
        "asserts",
    ),
    (
        "Word came from the Sotran army that the mill had burned.",
        "that the mill had burned.",
        "indirect",
        "Sotran army",
        "asserts",
    ),
    (
        "Twelve people died in Hem; the figure was given by the Sotran army.",
        "Twelve people died in Hem",
        "indirect",
        "Sotran army",
        "asserts",
    ),
    (
        "Nine people died and six were hurt when a shell hit a mill in Hem, said the Sotran army.",
        "Nine people died and six were hurt when a shell hit a mill in Hem",
        "indirect",
        "Sotran army",
        "asserts",
    ),
    (
        "The Sotran army spoke of at least 18 people killed.",
        "at least 18 people killed",
        "indirect",
        "Sotran army",
        "asserts",
    ),
    (
        "The clashes in Hem left 11 rebels dead, said the Sotran army.",
        "11 rebels dead",
        "indirect",
        "Sotran army",
        "asserts",
    ),
]

SAYINGS = [
    *NOTES,
    # text, words said, mode, speaker, stance
    ("“The bridge is gone,” said Mayor Petar Olin.", "The bridge is gone,", "direct", "Petar Olin", "asserts"),
    ("“The bridge is gone,” Mayor Petar Olin said.", "The bridge is gone,", "direct", "Petar Olin", "asserts"),
    ("Mayor Petar Olin said: “The bridge is gone.”", "The bridge is gone.", "direct", "Petar Olin", "asserts"),
    ("“Both sides,” Ann Bell warned, “must stop now.”", "must stop now.", "direct", "Ann Bell", "asserts"),
    ("“We held the line.” Ann Bell said.", "We held the line.", "direct", "Ann Bell", "asserts"),
    ("“We buried them,” Ann Bell said. “Nobody came.”", "Nobody came.", "direct", "Ann Bell", "asserts"),
    (
        "General Odd Berg called for mobilization: “The enemy is at the gate.”",
        "The enemy is at the gate.",
        "direct",
        "Odd Berg",
        "asserts",
    ),
    ("The mill burned, Ann Bell said on Friday.", "The mill burned", "indirect", "Ann Bell", "asserts"),
    ("According to the Sotran army, the mill burned.", "the mill burned", "indirect", "Sotran army", "asserts"),
    (
        "Nine villagers died on Friday after shells hit a mill in Hem, according to the Sotran army.",
        "Nine villagers died on Friday after shells hit a mill in Hem",
        "indirect",
        "Sotran army",
        "asserts",
    ),
    (
        "Among the dead were two nuns, the Hem hospital said.",
        "Among the dead were two nuns",
        "indirect",
        "Hem hospital",
        "asserts",
    ),
    ("The Sotran army gave the number of dead as 9.", "the number of dead as 9", "indirect", "Sotran army", "asserts"),
    ("The Sotran army raised its count to 9.", "its count to 9", "indirect", "Sotran army", "asserts"),
    ("The Sotran army denied firing on the town.", "firing on the town", "indirect", "Sotran army", "denies"),
    ("Rebels accused the army of lying.", "the army of lying", "indirect", "Rebels", "alleges"),
    ("The Sotran government promised to rebuild it.", "to rebuild it", "indirect", "Sotran", "promises"),
    ("Kestria condemned the shelling of Hem.", "the shelling of Hem", "indirect", "Kestria", "condemns"),
    ("The envoy called for a ceasefire.", "a ceasefire", "indirect", "envoy", "calls"),
    ("The minister declined to comment on it.", "to comment on it", "indirect", "minister", "declines"),
    ("Kestria said that the raid was “a crime against us”.", "a crime against us", "direct", "Kestria", "asserts"),
    (
        "“The truce is over,” read a statement released by the Sotran Defence Ministry.",
        "The truce is over,",
        "direct",
        "Sotran Defence Ministry",
        "asserts",
    ),
    (
        "The president spoke on Sunday.\n\n– Let us go home, it is said in a message from the village council.",
        "Let us go home",
        "dash",
        "village council",
        "asserts",
    ),
    ("“We will rebuild the mill.” — Ann Bell", "We will rebuild the mill.", "direct", "Ann Bell", "asserts"),
    ("“We will rebuild the mill.” ― Ann B. Bell.", "We will rebuild the mill.", "direct", "Ann B. Bell", "asserts"),
    ("”We will rebuild the mill.” ― Ann Bell", "We will rebuild the mill.", "direct", "Ann Bell", "asserts"),
    (
        "“We stay,” Ann Bell said in Hem, where Petar Olin also spoke. “The mill will run.”",
        "The mill will run.",
        "direct",
        "Ann Bell",
        "asserts",
    ),
    ("Ann Bell boasted, “The mill will run.”", "The mill will run.", "direct", "Ann Bell", "alleges"),
    (
        "Ann Bell called half of the deputies “cowards.”",
        "half of the deputies “cowards.”",
        "mixed",
        "Ann Bell",
        "asserts",
    ),
    (
        "Olin urged calm and criticized the army’s lack of care.",
        "the army’s lack of care",
        "indirect",
        "Olin",
        "condemns",
    ),
    (
        "Ann Bell called on Olin to stop attacking the mill.",
        "Olin to stop attacking the mill",
        "indirect",
        "Ann Bell",
        "calls",
    ),
    ("The judge forced Olin to admit that the mill burned.", "that the mill burned", "indirect", "Olin", "confirms"),
    ("Olin likened the camp to a prison.", "the camp to a prison", "indirect", "Olin", "asserts"),
    ("The camp is, as Ann Bell put it, a prison.", "The camp is", "indirect", "Ann Bell", "asserts"),
    ("Olin was accused of burning the mill.", "burning the mill", "indirect", "", "alleges"),
    ("Three men are believed to have died in Hem.", "Three men", "indirect", "", "alleges"),
    ("Critics see the truce as a trap.", "the truce as a trap", "indirect", "Critics", "asserts"),
    (ARMY + "“Our guns were silent,” he said.", "Our guns were silent,", "direct", "Tomas Verrin", "asserts"),
    ("Fighting reportedly broke out in Hem.", "Fighting reportedly broke out in Hem", "indirect", "", "alleges"),
]


@pytest.mark.parametrize(
    ("text", "words", "mode", "speaker", "stance"), SAYINGS, ids=[case[0][:60] for case in SAYINGS]
)
def test_what_is_said_has_its_speaker(
    language: Language, text: str, words: str, mode: str, speaker: str, stance: str
) -> None:
    found = [quote for quote in quotes_in(language, text) if words in quote.span.of(text)]
    fitting = [quote for quote in found if quote.mode == QuoteMode(mode)]
    assert fitting, [(quote.span.of(text), quote.mode) for quote in quotes_in(language, text)]
    quote = min(fitting, key=lambda quote: quote.span.length)
    assert quote.attribution is not None
    assert (speaker in speaker_of(quote), quote.attribution.stance) == (True, stance), quote


def test_a_quotation_over_paragraphs_has_the_speaker_named_at_its_end(language: Language) -> None:
    quotes = quotes_in(language, "“We starve.\n\n“We wait.\n\n“We stay,” Mayor Petar Olin wrote.")
    assert [speaker_of(quote) for quote in quotes if quote.mode is QuoteMode.DIRECT] == ["Petar Olin"] * 3


def test_the_medium_spoken_to_stands_before_the_speaker(language: Language) -> None:
    text = "“Smoke is everywhere,” a local reporter, Ann Bell, told Norvia Press."
    attribution = quotes_in(language, text)[0].attribution
    assert attribution is not None
    assert [voice.name for voice in attribution.voices[1:]] == ["Norvia Press", "Ann Bell"]


def test_the_paper_that_quotes_a_witness_stands_before_the_witness(language: Language) -> None:
    text = "The newspaper Dagen quoted a resident as saying that three houses had burned."
    found = attribution_of(quotes_in(language, text), Span(text.index("three"), text.index(" had burned")))
    assert found is not None
    assert ["Dagen" in found.voices[-2].name, found.speaker.name] == [True, "resident"]


def test_i_in_a_quotation_adds_no_voice(language: Language) -> None:
    text = "“I said the bridge was gone,” Ann Bell recalled."
    for quote in quotes_in(language, text):
        assert speaker_of(quote) == "Ann Bell"


def test_what_nobody_says_is_the_outlets_own_voice(language: Language) -> None:
    text = "The mill burned on Friday. Ann Bell said that the bridge was gone."
    quotes = quotes_in(language, text)
    assert attribution_of(quotes, Span(0, text.index("."))) is None
    inside = attribution_of(quotes, Span(text.index("the bridge"), text.index(" was gone")))
    assert inside is not None
    assert inside.speaker.name == "Ann Bell"


def test_the_words_of_saying_are_not_said(language: Language) -> None:
    text = "The mill burned, Ann Bell said on Friday."
    start = text.index("Ann Bell")
    assert attribution_of(quotes_in(language, text), Span(start, start + len("Ann Bell"))) is None


def test_preliminary_words_make_the_saying_preliminary(language: Language) -> None:
    text = "Officials announced, citing preliminary information, that 16 people had died."
    found = attribution_of(quotes_in(language, text), Span(text.index("16"), text.index(" had died")))
    assert found is not None
    assert found.modality == "preliminary"


def test_quotes_stand_in_order_of_text_outer_before_nested(language: Language) -> None:
    spans = [quote.span for quote in quotes_in(language, "Kestria said that it was “a crime”. “No,” Ann Bell said.")]
    assert spans == sorted(spans, key=lambda span: (span.start, -span.end))
