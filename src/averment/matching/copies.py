"""Finds passages that stand in two reports, word for word or nearly: copied text is one text, however often printed.

Three steps: shared runs of words point at pairs of sentences, each pair is laid side by side word by word, and
sentences that follow each other in both reports become passages. What an official says between quotation marks may be
printed by two papers that never saw each other, so a quotation alone proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from averment.matching.families import draw_families
from averment.matching.seeds import wording_of
from averment.matching.sentences import Sentence, sentences_of
from averment.matching.windows import seeds_of
from averment.model.notes import Link, Shared, Wording
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
class Found:
    """The passages shared by two reports and the families of those that are one text, in a fixed order.

    `wordings` and `shared` are what they were found by.
    """

    copies: tuple[Copy, ...]
    families: tuple[Family, ...]
    wordings: tuple[Wording, ...]
    shared: tuple[Shared, ...]


def find_copies(reports: Sequence[Report]) -> tuple[tuple[Copy, ...], tuple[Family, ...]]:
    """Every passage shared by two reports, and the families of passages that are one text; in a fixed order."""
    found = copies_among(reports, {})
    return found.copies, found.families


def copies_among(reports: Sequence[Report], blocks: Mapping[str, int | None]) -> Found:
    """What reports share that were published near each other; one whose time is not known lies near all.

    Growth is near linear: each sentence is compared with few others, those that share a rare run of words.
    """
    sentences = {report.id: sentences_of(report) for report in reports}
    wordings = tuple(wording_of(report, blocks.get(report), held) for report, held in sentences.items())
    laid = (lay_beside(both, numbers, sentences) for both, numbers in seeds_of(wordings).items())
    shared = tuple(one for one in laid if one.links)
    copies = (copy for one in shared for copy in copies_of(one, sentences))
    return Found(
        tuple(sorted(copies, key=lambda copy: (copy.first, copy.second))), draw_families(shared), wordings, shared
    )


def lay_beside(
    both: tuple[str, str], numbers: Iterable[tuple[int, int]], sentences: Mapping[str, Sequence[Sentence]]
) -> Shared:
    """What two reports are known to share, where `numbers` are the sentences worth laying side by side."""
    first, second = sentences[both[0]], sentences[both[1]]
    links = [link for one, other in numbers if (link := _compare(one, other, first, second))]
    return Shared(*both, tuple(_proven(_once(links), first, second)))


def copies_of(shared: Shared, sentences: Mapping[str, Sequence[Sentence]]) -> list[Copy]:
    """The passages of two reports that sentences following each other make up."""
    first, second = sentences[shared.first], sentences[shared.second]
    reports = shared.first, shared.second
    return [_copy(run, reports, first, second) for run in _runs(shared.links, near=1)]


def _compare(one: int, other: int, first: Sequence[Sentence], second: Sequence[Sentence]) -> Link | None:
    """The two sentences laid side by side; None when they do not tell the same words."""
    here, there = first[one], second[other]
    blocks = _without_strays(_equal_runs(here.tokens, there.tokens))
    words = sum(size for _, _, size in blocks)
    if not blocks or not _is_same(words, blocks, len(here.tokens), len(there.tokens)):
        return None
    stretch = range(blocks[0][0], blocks[-1][0] + blocks[-1][2])
    other_stretch = range(blocks[0][1], blocks[-1][1] + blocks[-1][2])
    outside = sum(not here.quoted[at + step] for at, _, size in blocks for step in range(size))
    longest = max(size for _, _, size in blocks)
    spans = _span(here, stretch, words), _span(there, other_stretch, words)
    return Link(one, other, *spans, words, outside, longest)


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
    if words >= WHOLE_SHARE * len(sentence.tokens):
        return sentence.span
    return cover(sentence.words[place].span for place in (stretch[0], stretch[-1]))


def _once(links: Iterable[Link]) -> list[Link]:
    """The links of two reports; where words could go with two places, the longer stretch keeps them."""
    kept: list[Link] = []
    for link in sorted(links, key=lambda link: (-link.words, link.first, link.second)):
        if not any(_overlap(link, other) for other in kept):
            kept.append(link)
    return sorted(kept, key=lambda link: (link.first, link.first_span))


def _overlap(link: Link, other: Link) -> bool:
    return (link.first == other.first and link.first_span.overlaps(other.first_span)) or (
        link.second == other.second and link.second_span.overlaps(other.second_span)
    )


def _proven(links: list[Link], first: Sequence[Sentence], second: Sequence[Sentence]) -> list[Link]:
    """The links of two reports that count: none unless a long passage outside quotations shows that they share text."""
    strong = {link for run in _runs(links, NEAR) if _proves(run, first, second) for link in run}
    kept = [link for link in links if link in strong or (strong and link.words >= SHORT_WORDS)]
    return sorted((*kept, *_beside(kept, first, second)), key=lambda link: (link.first, link.first_span))


def _beside(links: list[Link], first: Sequence[Sentence], second: Sequence[Sentence]) -> list[Link]:
    """Sentences too short or too common to be found alone ("He did not say more."), next to copied ones in both."""
    taken = {link.first for link in links}, {link.second for link in links}
    found = []
    for link in links:
        for step in (1, -1):
            one, other = link.first + step, link.second + step
            while _is_free(one, taken[0], first) and _is_free(other, taken[1], second):
                beside = _compare(one, other, first, second)
                if beside is None:
                    break
                found.append(beside)
                taken[0].add(one)
                taken[1].add(other)
                one, other = one + step, other + step
    return found


def _is_free(number: int, taken: set[int], sentences: Sequence[Sentence]) -> bool:
    return 0 <= number < len(sentences) and number not in taken


def _proves(run: list[Link], first: Sequence[Sentence], second: Sequence[Sentence]) -> bool:
    outside, words = sum(link.outside for link in run), sum(link.words for link in run)
    if outside >= (COPIED_WORDS if max(link.longest for link in run) >= UNBROKEN_WORDS else SCATTERED_WORDS):
        return True
    blocks = {(first[link.first].block, second[link.second].block) for link in run}
    return words >= COPIED_WORDS and outside >= CUE_WORDS and len(blocks) == 1 and _fills_block(run, first, second)


def _fills_block(run: list[Link], first: Sequence[Sentence], second: Sequence[Sentence]) -> bool:
    """Whether the run is the whole paragraph in both reports."""
    edges = ((run[0].first, run[-1].first, first), (run[0].second, run[-1].second, second))
    return not any(
        _in_one_block(sentences, start - 1, start) or _in_one_block(sentences, end, end + 1)
        for start, end, sentences in edges
    )


def _in_one_block(sentences: Sequence[Sentence], left: int, right: int) -> bool:
    return left >= 0 and right < len(sentences) and sentences[left].block == sentences[right].block


def _runs(links: Sequence[Link], near: int) -> list[list[Link]]:
    """Links cut into runs that go on in both reports with at most `near - 1` sentences between."""
    runs: list[list[Link]] = [[link] for link in links[:1]]
    for before, link in pairwise(links):
        if 0 <= link.first - before.first <= near and 0 <= link.second - before.second <= near:
            runs[-1].append(link)
        else:
            runs.append([link])
    return runs


def _copy(run: list[Link], reports: tuple[str, str], first: Sequence[Sentence], second: Sequence[Sentence]) -> Copy:
    spans = cover(link.first_span for link in run), cover(link.second_span for link in run)
    words = sum(link.words for link in run)
    longer = max(_words_in({link.first for link in run}, spans[0], first),
                 _words_in({link.second for link in run}, spans[1], second))  # fmt: skip
    return Copy(Passage(reports[0], spans[0]), Passage(reports[1], spans[1]), words, round(words / longer, 3))


def _words_in(numbers: set[int], span: Span, sentences: Sequence[Sentence]) -> int:
    return sum(span.holds(word.span) for number in numbers for word in sentences[number].words)
