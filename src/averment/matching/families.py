"""Draws copied sentences together into families: each is one text, wherever it was printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from averment.matching.joined import Joined
from averment.model.ids import content_id
from averment.model.notes import Shared
from averment.model.report import Family, Passage
from averment.model.text import Span, cover

Numbered = tuple[str, int]  # a report and the number of a sentence in it
Piece = tuple[Numbered, Span]  # a sentence and the words of it that are copied


def draw_families(shared: Iterable[Shared]) -> tuple[Family, ...]:
    """The families of what reports share, in a fixed order.

    Joined sentence by sentence, so that a report which copies two texts never makes them one. Then sentences that the
    same reports share, and sentences that some of them dropped from the midst of such a text, are one family.
    """
    groups = _merge_dropped(_merge_same_reports(_sentence_groups(shared)))
    return tuple(sorted((_family(group) for group in groups), key=lambda family: family.passages))


def _sentence_groups(shared: Iterable[Shared]) -> list[frozenset[Piece]]:
    joined: Joined[Piece] = Joined()
    pieces: dict[Numbered, set[Span]] = defaultdict(set)
    for both in shared:
        for link in both.links:
            first, second = (both.first, link.first), (both.second, link.second)
            joined.join((first, link.first_span), (second, link.second_span))
            pieces[first].add(link.first_span)
            pieces[second].add(link.second_span)
    for number, spans in pieces.items():
        for one, other in pairwise(sorted(spans)):
            if _mostly_same(one, other):
                joined.join((number, one), (number, other))
    return joined.groups()


def _mostly_same(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= min(one.length, other.length)


def _merge_same_reports(groups: Sequence[frozenset[Piece]]) -> list[frozenset[Piece]]:
    merged: dict[frozenset[str], set[Piece]] = defaultdict(set)
    for group in groups:
        merged[_reports(group)] |= group
    return [frozenset(group) for group in merged.values()]


def _merge_dropped(groups: Sequence[frozenset[Piece]]) -> list[frozenset[Piece]]:
    """Joins a group to the one larger group whose sentences stand beside its own in two of its reports."""
    holders: dict[Numbered, set[int]] = defaultdict(set)
    for place, group in enumerate(groups):
        for number, _ in group:
            holders[number].add(place)
    reports = [_reports(group) for group in groups]
    joined: Joined[int] = Joined(range(len(groups)))
    for place, group in enumerate(groups):
        wider = _beside(group, holders)
        fitting = [other for other, sides in wider.items() if reports[place] < reports[other] and len(sides) > 1]
        if len(fitting) == 1:
            joined.join(place, fitting[0])
    return [frozenset().union(*(groups[place] for place in part)) for part in joined.groups()]


def _beside(group: frozenset[Piece], holders: Mapping[Numbered, set[int]]) -> dict[int, set[str]]:
    """The groups whose sentences stand next to this group's, each with the reports in which they do."""
    found: dict[int, set[str]] = defaultdict(set)
    for (report, number), _ in group:
        for near in (number - 1, number + 1):
            for other in holders.get((report, near), ()):
                found[other].add(report)
    return found


def _reports(group: Iterable[Piece]) -> frozenset[str]:
    return frozenset(report for (report, _), _ in group)


def _family(group: frozenset[Piece]) -> Family:
    spans: dict[Numbered, Span] = {}
    for sentence, span in sorted(group):
        spans[sentence] = cover((spans[sentence], span)) if sentence in spans else span
    passages: list[Passage] = []
    for report, number in sorted(spans):
        if (report, number - 1) in spans and passages[-1].report == report:
            passages[-1] = Passage(report, cover((passages[-1].span, spans[report, number])))
        else:
            passages.append(Passage(report, spans[report, number]))
    first = min(passages)
    return Family(content_id("family", first.report, first.span.start, first.span.end), tuple(sorted(passages)))
