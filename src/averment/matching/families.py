"""Draws copied sentences together into families: each is one text, wherever it was printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from averment.matching.joined import Joined
from averment.matching.sentences import Sentence
from averment.model.ids import content_id
from averment.model.report import Family, Passage
from averment.model.text import Span, cover


class Linked(Protocol):
    """Two sentences that tell the same words, and the words that agree in each."""

    @property
    def first(self) -> int: ...
    @property
    def second(self) -> int: ...
    @property
    def first_span(self) -> Span: ...
    @property
    def second_span(self) -> Span: ...


Piece = tuple[int, Span]  # a sentence's number and the words of it that are copied


def draw_families(links: Iterable[Linked], sentences: Sequence[Sentence]) -> tuple[Family, ...]:
    """The families of these links, in a fixed order.

    Joined sentence by sentence, so that a report which copies two texts never makes them one. Then sentences that the
    same reports share, and sentences that some of them dropped from the midst of such a text, are one family.
    """
    groups = _merge_dropped(_merge_same_reports(_sentence_groups(links), sentences), sentences)
    families = (_family(group, sentences) for group in groups)
    return tuple(sorted(families, key=lambda family: family.passages))


def _sentence_groups(links: Iterable[Linked]) -> list[frozenset[Piece]]:
    joined: Joined[Piece] = Joined()
    pieces: dict[int, set[Span]] = defaultdict(set)
    for link in links:
        joined.join((link.first, link.first_span), (link.second, link.second_span))
        pieces[link.first].add(link.first_span)
        pieces[link.second].add(link.second_span)
    for number, spans in pieces.items():
        for one, other in pairwise(sorted(spans)):
            if _mostly_same(one, other):
                joined.join((number, one), (number, other))
    return joined.groups()


def _mostly_same(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= min(one.length, other.length)


def _merge_same_reports(groups: Sequence[frozenset[Piece]], sentences: Sequence[Sentence]) -> list[frozenset[Piece]]:
    merged: dict[frozenset[str], set[Piece]] = defaultdict(set)
    for group in groups:
        merged[_reports(group, sentences)] |= group
    return [frozenset(group) for group in merged.values()]


def _merge_dropped(groups: Sequence[frozenset[Piece]], sentences: Sequence[Sentence]) -> list[frozenset[Piece]]:
    """Joins a group to the one larger group whose sentences stand beside its own in two of its reports."""
    holders: dict[int, set[int]] = defaultdict(set)
    for place, group in enumerate(groups):
        for number, _ in group:
            holders[number].add(place)
    reports = [_reports(group, sentences) for group in groups]
    joined: Joined[int] = Joined(range(len(groups)))
    for place, group in enumerate(groups):
        wider = _beside(group, holders, sentences)
        fitting = [other for other, sides in wider.items() if reports[place] < reports[other] and len(sides) > 1]
        if len(fitting) == 1:
            joined.join(place, fitting[0])
    return [frozenset().union(*(groups[place] for place in part)) for part in joined.groups()]


def _beside(
    group: frozenset[Piece], holders: Mapping[int, set[int]], sentences: Sequence[Sentence]
) -> dict[int, set[str]]:
    """The groups whose sentences stand next to this group's, each with the reports in which they do."""
    found: dict[int, set[str]] = defaultdict(set)
    for number, _ in group:
        for near in (number - 1, number + 1):
            if 0 <= near < len(sentences) and sentences[near].report == sentences[number].report:
                for other in holders.get(near, ()):
                    found[other].add(sentences[number].report)
    return found


def _reports(group: Iterable[Piece], sentences: Sequence[Sentence]) -> frozenset[str]:
    return frozenset(sentences[number].report for number, _ in group)


def _family(group: frozenset[Piece], sentences: Sequence[Sentence]) -> Family:
    spans: dict[int, Span] = {}
    for number, span in sorted(group):
        spans[number] = cover((spans[number], span)) if number in spans else span
    passages: list[Passage] = []
    for number in sorted(spans):
        report = sentences[number].report
        if number - 1 in spans and passages[-1].report == report:
            passages[-1] = Passage(report, cover((passages[-1].span, spans[number])))
        else:
            passages.append(Passage(report, spans[number]))
    first = min(passages)
    return Family(content_id("family", first.report, first.span.start, first.span.end), tuple(sorted(passages)))
