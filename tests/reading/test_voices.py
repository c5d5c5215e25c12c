"""The chain of voices: the outlet first."""

from __future__ import annotations

from dataclasses import replace

from averment.model.claim import Voice, VoiceKind
from averment.model.report import Appearance, Credit
from averment.model.text import Span
from averment.reading.voices import chain, publisher
from tests.reading.test_quote_marks import report_of

TEXT = "The mill burned.\n\nSource: Norvia Press"


def credit(name: str) -> Credit:
    start = TEXT.index("Norvia")
    return Credit(name, Span(start, start + len("Norvia Press")))


def test_the_outlet_of_the_report_comes_first() -> None:
    report = replace(report_of(TEXT), appearance=Appearance(outlet="Daily Herald"))
    assert publisher(report) == (Voice("Daily Herald", VoiceKind.OUTLET),)


def test_one_agency_credited_stands_behind_the_outlet() -> None:
    voices = publisher(replace(report_of(TEXT), credits=(credit("Norvia Press"),)))
    assert [(voice.name, voice.kind) for voice in voices] == [("", "outlet"), ("Norvia Press", "agency")]


def test_several_credits_leave_open_whose_words_they_are() -> None:
    voices = publisher(replace(report_of(TEXT), credits=(credit("Norvia Press"), credit("Sotran News"))))
    assert len(voices) == 1


def test_a_voice_is_not_repeated_right_after_itself() -> None:
    army = Voice("Sotran army", VoiceKind.INSTITUTION)
    assert chain((army,), (army,)) == (army,)
