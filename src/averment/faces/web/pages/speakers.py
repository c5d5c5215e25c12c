"""Voices and the named dead and wounded: who speaks, and of whom."""

from __future__ import annotations

from averment.faces.web.pages import render
from averment.faces.web.shapes import VictimList, VoiceList, VoicePage
from averment.faces.web.viewer import Viewer


def voices(data: VoiceList, viewer: Viewer) -> str:
    return render.page("voices.html", viewer, data=data)


def voice(data: VoicePage, viewer: Viewer) -> str:
    """Who it is, which party, and what it said over time."""
    names = {one.line.id: one.voice.name if one.voice else one.line.speaker for one in data.claims}
    return render.page("voice.html", viewer, data=data, names=names)


def victims(data: VictimList, viewer: Viewer) -> str:
    return render.page("victims.html", viewer, data=data)
