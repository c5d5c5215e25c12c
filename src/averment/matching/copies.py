"""Finds passages that stand in two reports, word for word or nearly: copied text is one text, however often printed.

Three steps: shared runs of words point at pairs of sentences, each pair is laid side by side word by word, and
sentences that follow each other in both reports become passages. What an official says between quotation marks may be
printed by two papers that never saw each other, so a quotation alone proves nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from rapidfuzz.distance import Indel

from averment.matching.families import draw_families
from averment.matching.seeds import seed_pairs
from averment.matching.sentences import Sentence, sentences_of
from averment.model.report import Copy, Family, Passage, Report
from averment.model.text import Span, cover

COPIED_WORDS = 20  # outside quotations: two reporters writing apart were never seen to agree on so many in a row
UNBROKEN_WORDS = 12  # in a row among them: a series tells the figures of each month in sentences of one pattern, and
SCATTERED_WORDS = 40  # where edits leave fewer in a row, so many words must agree
CUE_WORDS = 5  # a paragraph that is one quotation is copied when its own words ("read a statement released by ...") are
SHORT_WORDS = 8  # once two reports are known to share a text, single sentences of it count too
NEAR = 2  # sentences that a copyist may have dropped or put between without breaking the passage
SAME_SHARE = 0.7  # of the shorter sentence: leaves room for a changed cue, a changed name and a dropped clause
CLAUSE_WORDS = 12  # part of a sentence counts alone from here on, when nearly all of its words agree
CLAUSE_SHARE = 0.85
WHOLE_SHARE = 0.8  # so much of a sentence agrees that all of it is the copy
SHORTEST_RUN = 2  # single words that agree here and there ("the", "of") do not count


@dataclass(frozen=True, slots=True)
class Link:
    """Two sentences that tell the same words: `first` and `second` number them, the spans are what agrees in each."""

    first: int
    second: int
    first_span: Span
    second_span: Span
    words: int
    outside: int  # of the words, those outside quotation marks
    longest: int  # the most words that agree in a row


def find_copies(reports: Sequence[Report]) -> tuple[tuple[Copy, ...], tuple[Family, ...]]:
    """Every passage shared by two reports, and the families of passages that are one text; in a fixed order.

    Growth is near linear: each sentence is compared with few others, those that share a rare run of words.
    """
    distinct = {report.id: report for report in reports}
    sentences = tuple(chain.from_iterable(sentences_of(distinct[report]) for report in sorted(distinct)))
    linked = _by_reports(_links(sentences), sentences)
    proven = {pair: kept for pair, links in linked.items() if (kept := _proven(links, sentences))}
    copies = [_copy(run, sentences) for links in proven.values() for run in _runs(links, near=1)]
    families = draw_families(chain.from_iterable(proven.values()), sentences)
    return tuple(sorted(copies, key=lambda copy: (copy.first, copy.second))), families


def _links(sentences: Sequence[Sentence]) -> list[Link]:
    pairs = seed_pairs(sentences)
    return [link for first, second in pairs if (link := _compare(first, second, sentences))]


def _compare(first: int, second: int, sentences: Sequence[Sentence]) -> Link | None:
    """The two sentences laid side by side; None when they do not tell the same words."""
    one, other = sentences[first], sentences[second]
    blocks = _without_strays(_equal_runs(one.tokens, other.tokens))
    words = sum(size for _, _, size in blocks)
    if not blocks or not _is_same(words, blocks, len(one.words), len(other.words)):
        return None
    here = range(blocks[0][0], blocks[-1][0] + blocks[-1][2])
    there = range(blocks[0][1], blocks[-1][1] + blocks[-1][2])
    outside = sum(not one.quoted[at + step] for at, _, size in blocks for step in range(size))
    longest = max(size for _, _, size in blocks)
    return Link(first, second, _span(one, here, words), _span(other, there, words), words, outside, longest)


def _equal_runs(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of equal words as (where in one, where in the other, how many)."""
    steps = Indel.opcodes(one, other)
    runs = [(step.src_start, step.dest_start, step.src_end - step.src_start) for step in steps if step.tag == "equal"]
    return [run for run in runs if run[2] >= min(SHORTEST_RUN, len(one), len(other))]


def _without_strays(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Without runs at either end that lie farther from the rest than they are long."""
    while len(runs) > 1 and _gap(runs[0], runs[1]) > 2 * runs[0][2]:
        runs = runs[1:]
    while len(runs) > 1 and _gap(runs[-2], runs[-1]) > 2 * runs[-1][2]:
        runs = runs[:-1]
    return runs


def _gap(left: tuple[int, int, int], right: tuple[int, int, int]) -> int:
    return max(right[0] - left[0] - left[2], right[1] - left[1] - left[2])


def _is_same(words: int, runs: list[tuple[int, int, int]], one: int, other: int) -> bool:
    if words >= SAME_SHARE * min(one, other):
        return True
    stretch = max(runs[-1][side] + runs[-1][2] - runs[0][side] for side in (0, 1))
    return words >= CLAUSE_WORDS and words >= CLAUSE_SHARE * stretch


def _span(sentence: Sentence, stretch: range, words: int) -> Span:
    if words >= WHOLE_SHARE * len(sentence.words):
        return sentence.span
    return cover(sentence.words[place].span for place in (stretch[0], stretch[-1]))


def _by_reports(links: Iterable[Link], sentences: Sequence[Sentence]) -> dict[tuple[str, str], list[Link]]:
    """The links of each pair of reports; where words could go with two places, the longer stretch keeps them."""
    found: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in sorted(links, key=lambda link: (-link.words, link.first, link.second)):
        kept = found[sentences[link.first].report, sentences[link.second].report]
        if not any(_overlap(link, other) for other in kept):
            kept.append(link)
    return {pair: sorted(links, key=lambda link: (link.first, link.first_span)) for pair, links in found.items()}


def _overlap(link: Link, other: Link) -> bool:
    return (link.first == other.first and link.first_span.overlaps(other.first_span)) or (
        link.second == other.second and link.second_span.overlaps(other.second_span)
    )


def _proven(links: list[Link], sentences: Sequence[Sentence]) -> list[Link]:
    """The links of two reports that count: none unless a long passage outside quotations shows that they share text."""
    strong = {link for run in _runs(links, NEAR) if _proves(run, sentences) for link in run}
    kept = [link for link in links if link in strong or (strong and link.words >= SHORT_WORDS)]
    return sorted((*kept, *_beside(kept, sentences)), key=lambda link: (link.first, link.first_span))


def _beside(links: list[Link], sentences: Sequence[Sentence]) -> list[Link]:
    """Sentences too short or too common to be found alone ("He did not say more."), next to copied ones in both."""
    taken = {link.first for link in links}, {link.second for link in links}
    found = []
    for link in links:
        for step in (1, -1):
            first, second = link.first + step, link.second + step
            while _is_free(first, taken[0], sentences[link.first].report, sentences) and _is_free(
                second, taken[1], sentences[link.second].report, sentences
            ):
                beside = _compare(first, second, sentences)
                if beside is None:
                    break
                found.append(beside)
                taken[0].add(first)
                taken[1].add(second)
                first, second = first + step, second + step
    return found


def _is_free(number: int, taken: set[int], report: str, sentences: Sequence[Sentence]) -> bool:
    return 0 <= number < len(sentences) and number not in taken and sentences[number].report == report


def _proves(run: list[Link], sentences: Sequence[Sentence]) -> bool:
    outside, words = sum(link.outside for link in run), sum(link.words for link in run)
    if outside >= (COPIED_WORDS if max(link.longest for link in run) >= UNBROKEN_WORDS else SCATTERED_WORDS):
        return True
    blocks = {(sentences[link.first].block, sentences[link.second].block) for link in run}
    return words >= COPIED_WORDS and outside >= CUE_WORDS and len(blocks) == 1 and _fills_block(run, sentences)


def _fills_block(run: list[Link], sentences: Sequence[Sentence]) -> bool:
    """Whether the run is the whole paragraph in both reports."""
    edges = ((run[0].first, run[-1].first), (run[0].second, run[-1].second))
    return not any(
        _in_one_block(sentences, start - 1, start) or _in_one_block(sentences, end, end + 1) for start, end in edges
    )


def _in_one_block(sentences: Sequence[Sentence], left: int, right: int) -> bool:
    if left < 0 or right >= len(sentences):
        return False
    return (sentences[left].report, sentences[left].block) == (sentences[right].report, sentences[right].block)


def _runs(links: list[Link], near: int) -> list[list[Link]]:
    """Links cut into runs that go on in both reports with at most `near - 1` sentences between."""
    runs: list[list[Link]] = [[link] for link in links[:1]]
    for before, link in pairwise(links):
        if 0 <= link.first - before.first <= near and 0 <= link.second - before.second <= near:
            runs[-1].append(link)
        else:
            runs.append([link])
    return runs


def _copy(run: list[Link], sentences: Sequence[Sentence]) -> Copy:
    first, second = cover(link.first_span for link in run), cover(link.second_span for link in run)
    words = sum(link.words for link in run)
    longer = max(_words_in({link.first for link in run}, first, sentences),
                 _words_in({link.second for link in run}, second, sentences))  # fmt: skip
    reports = sentences[run[0].first].report, sentences[run[0].second].report
    return Copy(Passage(reports[0], first), Passage(reports[1], second), words, round(words / longer, 3))


def _words_in(numbers: set[int], span: Span, sentences: Sequence[Sentence]) -> int:
    return sum(span.holds(word.span) for number in numbers for word in sentences[number].words)
