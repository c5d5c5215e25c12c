"""Which reports collapse into which text: the same words in ten papers are one text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from averment.faces.web.shapes import ReportRow, Sighted


@dataclass(frozen=True, slots=True)
class SeparateText:
    """One text, the reports that carry it and the voices that speak in it."""

    reports: tuple[ReportRow, ...]
    voices: tuple[str, ...]

    @property
    def is_shared(self) -> bool:
        return len(self.reports) > 1


def separate_texts(claims: Sequence[Sighted]) -> tuple[SeparateText, ...]:
    """The texts behind these claims, those that several reports share first."""
    reports: dict[str, dict[str, ReportRow]] = defaultdict(dict)
    voices: dict[str, dict[str, None]] = defaultdict(dict)
    for one in claims:
        text = one.line.family or one.report.id
        reports[text][one.report.id] = one.report
        if one.voice:
            voices[text][one.voice.name] = None
    found = [SeparateText(tuple(reports[text].values()), tuple(voices[text])) for text in reports]
    return tuple(sorted(found, key=lambda text: -len(text.reports)))
