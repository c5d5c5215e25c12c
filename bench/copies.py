"""Measures how well copied passages are found: in edited articles, in untouched ones, and in pairs told twice.

usage: python -m bench.copies --data FOLDER (with corpora/wikinews_*.csv)
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from averment.matching.copies import find_copies
from averment.matching.evened import even_words
from averment.matching.sentences import sentences_of
from averment.model.ids import content_id, digest
from averment.model.report import Appearance, Block, BlockKind, Copy, Family, Report
from averment.model.text import Span
from bench.score import Score, Skipped

EDITED = 250
OWN_SHARE = 0.2  # of the articles: nobody copies from them, their sentences are put between the copied ones
RUN_WORDS = 12  # so many words in a row do not stand in two articles by chance: one reprints the other
SEED = 20240519  # any number: the same edits in every run
CUES = (("said", "told reporters"), ("according to", "as told by"), ("announced", "made known"), ("stated", "noted"))
# Names as another language carries them over; each is a spelling that papers really exchange.
NAME_FORMS = (("kh", "h"), ("gh", "g"), ("sh", "sch"), ("ch", "tch"), ("yev", "iev"), ("ov", "off"), ("v", "w"),
              ("y", "i"), ("ei", "ey"), ("ph", "f"), ("ck", "k"), ("ia", "iya"))  # fmt: skip
OWN_PAIRS = Path(__file__).with_name("retold_pairs.csv")


def score(data: Path) -> list[Score | Skipped]:
    """Passages found in articles edited from `data`/corpora; links between untouched articles and retold pairs."""
    files = sorted((data / "corpora").glob("wikinews_*.csv"))
    if not files:
        return [*_retold(), Skipped("copies", "wikinews", f"no corpora/wikinews_*.csv under {data}")]
    articles = _articles(files)
    return [*_retold(), *_untouched(articles), *_edited_articles(articles)]


def _retold() -> Iterator[Score]:
    """Pairs that tell one event in different words, some with the same quotation in them."""
    with OWN_PAIRS.open(encoding="utf-8", newline="") as table:
        pairs = [(_report(row["first"], "one"), _report(row["second"], "other")) for row in csv.DictReader(table)]
    copies, _ = find_copies([report for pair in pairs for report in pair])
    yield Score(
        "copies", f"{len(pairs)} own pairs, one event in other words", "pairs linked", float(len(copies)), 0, True
    )


def _untouched(articles: Sequence[Report]) -> Iterator[Score]:
    """Articles as they are. Some of a paper's articles reprint passages of others: these pairs are told apart."""
    runs = {article.id: _runs(article) for article in articles}
    linked = _linked_pairs(find_copies(articles)[0])
    reprints = [pair for pair in linked if runs[pair[0]] & runs[pair[1]]]
    data = f"{len(articles)} untouched articles"
    yield Score("copies", data, "pairs linked that reprint nothing", float(len(linked) - len(reprints)), 0, True)
    alone = _without_reprints(articles, runs)
    between = _linked_pairs(find_copies(alone)[0])
    yield Score("copies", f"{len(alone)} untouched articles, no reprints", "pairs linked", float(len(between)), 0, True)


def _linked_pairs(copies: Sequence[Copy]) -> set[tuple[str, str]]:
    return {(copy.first.report, copy.second.report) for copy in copies}


def _without_reprints(articles: Sequence[Report], runs: Mapping[str, set[tuple[str, ...]]]) -> list[Report]:
    """The articles that share no run of words with one kept before them."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for article in articles:
        if seen.isdisjoint(runs[article.id]):
            seen |= runs[article.id]
            kept.append(article)
    return kept


def _edited_articles(articles: Sequence[Report]) -> Iterator[Score]:
    chance = random.Random(SEED)
    alone = _without_reprints(articles, {article.id: _runs(article) for article in articles})
    held_out = int(OWN_SHARE * len(alone))
    own, sources = alone[:held_out], alone[held_out:]
    edited = []
    for _ in range(EDITED):
        first, second = chance.sample(sources, 2)
        edited.append(_edit(first, second, chance.choice(own), chance))
    start = time.process_time()
    _, families = find_copies((*sources, *(one.report for one in edited)))
    seconds = time.process_time() - start
    yield from _passage_scores(edited, families)
    yield Score("copies", f"{len(sources) + len(edited)} articles", "seconds", seconds, is_low_better=True, varies=True)


@dataclass(frozen=True, slots=True)
class Edited:
    """An article made of the sentences of two others and some of its own; `taken` tells where each comes from."""

    report: Report
    taken: tuple[tuple[Span, str | None], ...]  # each sentence, and the report it was taken from (None: its own)


def _passage_scores(edited: Sequence[Edited], families: Sequence[Family]) -> Iterator[Score]:
    """Passage by passage: those found, of which come from the report they are tied to; those taken, of which are found.

    A passage is a sentence of the edited article; it is tied to the reports of its family. Other edited articles may
    hold it too, and are no wrong origin.
    """
    made = {one.report.id for one in edited}
    found: dict[str, list[tuple[Span, str]]] = {}
    for family in families:
        origins = {passage.report for passage in family.passages} - made
        for passage in family.passages:
            found.setdefault(passage.report, []).extend((passage.span, origin) for origin in origins)
    right = wrong = missed = 0
    for one in edited:
        for span, origin in one.taken:
            sources = {report for passage, report in found.get(one.report.id, ()) if _covers(passage, span)}
            right += origin is not None and origin in sources
            wrong += len(sources - {origin})
            missed += origin is not None and origin not in sources
    data = f"{len(edited)} edited articles"
    yield Score("copies", data, "precision of passages", right / (right + wrong), 0.95)
    yield Score("copies", data, "recall of passages", right / (right + missed), 0.95)


def _covers(passage: Span, span: Span) -> bool:
    return 2 * (min(passage.end, span.end) - max(passage.start, span.start)) > span.length


def _edit(first: Report, second: Report, own: Report, chance: random.Random) -> Edited:
    """Two articles merged: sentences dropped, trimmed, moved, cues and names spelt otherwise, own ones put between."""
    pieces: list[tuple[str, str | None]] = [
        *((text, first.id) for text in _kept(first, chance)),
        *((text, second.id) for text in _kept(second, chance)[:6]),
    ]
    if chance.random() < 0.3:
        chance.shuffle(pieces)
    for text in _kept(own, chance)[:4]:
        pieces.insert(chance.randrange(len(pieces) + 1), (text, None))
    text, taken = "", []
    for piece, origin in pieces:
        taken.append((Span(len(text), len(text) + len(piece)), origin))
        text += piece + chance.choice((" ", "\n"))
    return Edited(_report(text, "edited"), tuple(taken))


def _kept(report: Report, chance: random.Random) -> list[str]:
    """The sentences that the editor keeps, as rewritten; very short ones are left out."""
    kept = [one.span.of(report.text) for one in sentences_of(report) if len(one.words) >= 8 and chance.random() > 0.15]
    return [_rewritten(sentence, chance) for sentence in kept]


def _rewritten(sentence: str, chance: random.Random) -> str:
    for cue, other in CUES:
        if chance.random() < 0.5:
            sentence = re.sub(rf"\b{cue}\b", other, sentence)
    if chance.random() < 0.4:
        sentence = re.sub(r"(?<=\s)[A-Z]\w{3,}", lambda name: _carried_over(name[0]), sentence)
    words = sentence.split(" ")
    if len(words) > 20 and chance.random() < 0.2:
        words = [*words[: int(len(words) * 0.7)], "."] if chance.random() < 0.5 else words[int(len(words) * 0.3) :]
    return " ".join(words).strip()


def _carried_over(name: str) -> str:
    """The name as another language spells it: the first rule that fits, once."""
    for spelling, other in NAME_FORMS:
        if spelling in name[1:]:
            return name[0] + name[1:].replace(spelling, other, 1)
    return name


def _articles(files: Sequence[Path]) -> list[Report]:
    csv.field_size_limit(10_000_000)
    texts = [row["text"] for file in files for row in csv.DictReader(file.open(encoding="utf-8")) if row["text"]]
    return [_report(text, "wikinews") for text in dict.fromkeys(texts)]


def _report(text: str, outlet: str) -> Report:
    sha256 = digest(text.encode())
    blocks = tuple(Block(BlockKind.PARAGRAPH, Span(*found.span())) for found in re.finditer(r"[^\n]+", text))
    return Report(sha256[:16], sha256, text, content_id(sha256), None, "en", blocks, (), Appearance(outlet=outlet))


def _runs(article: Report) -> set[tuple[str, ...]]:
    words = even_words(article.text)
    return {words[at : at + RUN_WORDS] for at in range(len(words) - RUN_WORDS + 1)}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    for line in score(arguments.parse_args().data):
        print(line)


if __name__ == "__main__":
    main()
