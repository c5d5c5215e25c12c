"""Scores whether pronouns and repeated names that do something are traced to whom they name, on GUM's chains.

Counted is every mention that is the subject of a verb (UD nsubj or nsubj:pass of a VERB, by the treebank's tree), that
is a personal pronoun of the first or third person (tag PRP) or a name (PROPN), and whose entity was mentioned before in
the document. A name counts when an earlier mention of its entity shares a word with it. "You" is left out: whom a
report addresses is nobody's claim.

It is right when the earlier word that we tell it stands for (`Mentions.earlier`) heads a gold mention of the same
entity, or stands in one and in no smaller one. Our own words, sentences, tags and trees are used throughout: the text
goes in raw.
"""

from __future__ import annotations

import argparse
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language

from averment.knowledge.tables import TABLES
from averment.model.report import Appearance, Block, BlockKind, Report
from averment.model.text import Span
from averment.reading.mentions import Mentions, read_mentions
from averment.reading.parser import load_parser, parse
from bench.gum_chains import Chained, Mention, read_chained
from bench.score import Score, Skipped

TASK = "references"
DATA = "ud/en_gum-open-ud-test.conllu"
REQUIRED = 0.80
FIRST = frozenset({"i", "we"})
THIRD = frozenset({"he", "she", "it", "they"})


def score(data: Path) -> list[Score | Skipped]:
    """Shares right: all, and apart pronouns of the third person, of the first, and names."""
    path = data / DATA
    if not path.is_file():
        return [Skipped(TASK, path.stem, f"no such file: {path}")]
    language = load_parser()
    tally: Counter[tuple[str, bool]] = Counter()
    for chained in read_chained(path):
        tally.update((kind, right) for kind, _, right in judged(chained, read(language, chained)))
    return [Score(TASK, path.stem, name, *_share(tally, kinds)) for name, kinds in METRICS.items()]


METRICS = {
    "traced to the right entity": ("he, she, it, they", "I, we", "names"),
    "he, she, it, they": ("he, she, it, they",),
    "I, we": ("I, we",),
    "repeated names": ("names",),
}


def read(language: Language, chained: Chained) -> Mentions:
    """What each noun and pronoun of the raw text stands for."""
    report = report_of(chained)
    return read_mentions(parse(language, [(chained.text, list(chained.paragraphs))])[0], report, TABLES)


def report_of(chained: Chained) -> Report:
    """The text as a report of plain paragraphs."""
    ends = [*(start - 2 for start in chained.paragraphs[1:]), len(chained.text)]
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, Span(start, end)) for start, end in zip(chained.paragraphs, ends, strict=True)
    )
    return Report("bench", "", chained.text, "bench", None, "en", blocks, (), Appearance())


def judged(chained: Chained, mentions: Mentions) -> Iterator[tuple[str, Mention, bool]]:
    """Each mention that counts, with its kind and whether the earlier word names the same."""
    starts = [word.span.start for word in chained.words]
    for kind, mention in _counted(chained):
        first, last = chained.words[mention.first].span.start, chained.words[mention.last].span.end
        own = mentions.doc.char_span(first, last, alignment_mode="expand")
        told = mentions.earlier.get(own.root.i) if own is not None else None
        if told is None:
            yield kind, mention, False
            continue
        at = bisect_right(starts, mentions.doc[told].idx) - 1
        around = [one for one in chained.mentions if one.first <= at <= one.last]
        smallest = min(around, key=lambda one: one.last - one.first, default=None)
        named = {one.chain for one in around if one is smallest or one.word == at}
        yield kind, mention, mention.chain in named


def _counted(chained: Chained) -> Iterator[tuple[str, Mention]]:
    before: dict[str, set[str]] = {}
    for mention in chained.mentions:
        names = before.setdefault(mention.chain, set())
        own = _words(chained, mention)
        kind = _kind(chained, mention)
        known = bool(names) and (kind != "names" or bool(names & own))
        if kind is not None and known:
            yield kind, mention
        names |= own


def _kind(chained: Chained, mention: Mention) -> str | None:
    word = chained.words[mention.word]
    head = chained.words[word.head]
    if word.label not in ("nsubj", "nsubj:pass") or head.upos != "VERB":
        return None
    text = word.span.of(chained.text).lower()
    if word.xpos == "PRP":
        return "he, she, it, they" if text in THIRD else "I, we" if text in FIRST else None
    return "names" if word.upos == "PROPN" else None


def _words(chained: Chained, mention: Mention) -> set[str]:
    words = chained.words[mention.first : mention.last + 1]
    return {word.span.of(chained.text).lower() for word in words if word.upos in ("PROPN", "PRON")}


def _share(tally: Counter[tuple[str, bool]], kinds: tuple[str, ...]) -> tuple[float, float | None]:
    right = sum(tally[kind, True] for kind in kinds)
    every = right + sum(tally[kind, False] for kind in kinds)
    return right / max(1, every), REQUIRED if len(kinds) > 1 else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help=f"the folder that holds {DATA}")
    for line in score(parser.parse_args().data):
        print(line)


if __name__ == "__main__":
    main()
