"""Scores reported speech against PolNeAR, news articles whose attributions people marked as source, cue and content."""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from averment.knowledge.tables import TABLES
from averment.model.claim import Quote, QuoteMode
from averment.model.report import Appearance, Block, BlockKind, Report
from averment.model.text import Span
from averment.reading.parser import load_parser, parse
from averment.reading.quotes import read_speech
from bench.score import Score, Skipped

DATA = "polnear-dev"
FIRST_TRY_F1 = 0.764  # verbs with clauses, "according to" and quotation marks, nothing else
FIRST_TRY_SOURCES = 0.918
WORD = re.compile(r"\w+")
PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who", "which", "that"})


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution as a person marked it."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(slots=True)
class Tally:
    """What was counted over the articles."""

    found: int = 0
    right: int = 0
    wanted: int = 0
    met: int = 0
    sources_right: int = 0
    direct: int = 0
    direct_right: int = 0


def score(data: Path) -> list[Score | Skipped]:
    """Content words found, sources of those found, and direct quotations with the right speaker."""
    folder = data / "attribution" / DATA
    if not folder.is_dir():
        return [Skipped("quotes", DATA, f"no folder {folder}")]
    tally = Tally()
    language = load_parser()
    for text, marked in articles(folder):
        _count(text, read(language, text), marked, tally)
    precision, recall = tally.right / max(1, tally.found), tally.right / max(1, tally.wanted)
    return [
        Score("quotes", DATA, "content precision", precision, None),
        Score("quotes", DATA, "content recall", recall, None),
        Score("quotes", DATA, "content F1", 2 * precision * recall / max(1e-9, precision + recall), FIRST_TRY_F1),
        Score("quotes", DATA, "source right", tally.sources_right / max(1, tally.met), FIRST_TRY_SOURCES),
        Score("quotes", DATA, "direct with speaker", tally.direct_right / max(1, tally.direct), None),
    ]


def read(language: object, text: str) -> tuple[Quote, ...]:
    """The quotes of a plain text whose paragraphs are its lines."""
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, Span(match.start(), match.end())) for match in re.finditer(r"[^\n]+", text)
    )
    report = Report("bench", "", text, "bench", None, "en", blocks, (), Appearance())
    doc = parse(language, [(text, [block.span.start for block in blocks])])[0]  # type: ignore[arg-type]  # spaCy's own type
    return read_speech(doc, report, TABLES)


def articles(folder: Path) -> Iterator[tuple[str, tuple[Marked, ...]]]:
    """Each text with the attributions that the first of its annotators marked."""
    seen: set[str] = set()
    for path in sorted((folder / "attributions").glob("*.ann")):
        stem = path.name.rsplit("_", 1)[0]
        if stem not in seen:
            seen.add(stem)
            text = (folder / "text" / f"{stem}.txt").read_text(encoding="utf-8")
            yield text, tuple(_marked(path.read_text(encoding="utf-8")))


def _marked(standoff: str) -> Iterator[Marked]:
    spans: dict[str, tuple[Span, ...]] = {}
    for line in standoff.splitlines():
        parts = line.split("\t")
        if line.startswith("T"):
            spans[parts[0]] = tuple(
                Span(*(int(number) for number in stretch.split())) for stretch in parts[1].split(" ", 1)[1].split(";")
            )
        elif line.startswith("E"):
            told: dict[str, list[Span]] = defaultdict(list)
            for role in parts[1].split():
                name, key = role.split(":")
                told[re.sub(r"\d+$", "", name)] += spans.get(key, ())
            yield Marked(tuple(told["Source"]), tuple(told["Cue"]), tuple(told["Content"]))


def _count(text: str, quotes: tuple[Quote, ...], marked: tuple[Marked, ...], tally: Tally) -> None:
    words = [match.span() for match in WORD.finditer(text)]
    spoken = [quote for quote in quotes if quote.attribution is not None]
    got = _words_in(words, [quote.span for quote in spoken])
    want = _words_in(words, [span for one in marked for span in one.content])
    tally.found += len(got)
    tally.wanted += len(want)
    tally.right += len(got & want)
    for one in marked:
        quote = best_quote(text, spoken, one)
        if quote is not None and one.source:
            tally.met += 1
            tally.sources_right += source_is_right(text, quote, one)
        if one.source and is_direct(text, one):
            tally.direct += 1
            tally.direct_right += (
                quote is not None and quote.mode is not QuoteMode.INDIRECT and speaker_is_right(text, quote, one)
            )


def best_quote(text: str, quotes: list[Quote], one: Marked) -> Quote | None:
    """The quote that shares most with the marked content, at least half of the shorter one."""
    best, shared = None, 0.0
    for quote in quotes:
        common = sum(max(0, min(quote.span.end, span.end) - max(quote.span.start, span.start)) for span in one.content)
        whole = quote.span.length + sum(span.length for span in one.content) - common
        if common and common / whole > shared:
            best, shared = quote, common / whole
    return best if shared >= 0.5 or (best is not None and is_direct(text, one) and shared > 0.1) else None


def source_is_right(text: str, quote: Quote, one: Marked) -> bool:
    """Whether the words that name the speaker overlap those marked, or the resolved name stands in them."""
    if quote.source is not None and any(quote.source.overlaps(span) for span in one.source):
        return True
    return speaker_is_right(text, quote, one)


def speaker_is_right(text: str, quote: Quote, one: Marked) -> bool:
    """Whether the speaker is the one marked: a name must share its last word, a pronoun must be resolved to a name."""
    if quote.attribution is None:
        return False
    name = quote.attribution.speaker.name.lower()
    source = " ".join(span.of(text) for span in one.source).lower()
    if source in PRONOUNS:
        at_place = quote.source is not None and any(quote.source.overlaps(span) for span in one.source)
        return bool(name) and name not in PRONOUNS and (at_place or quote.source is None)
    names, sources = set(WORD.findall(name)), set(WORD.findall(source))
    overlap = quote.source is not None and any(quote.source.overlaps(span) for span in one.source)
    return bool(names & sources) or (overlap and bool(name))


def is_direct(text: str, one: Marked) -> bool:
    """Whether the marked content begins with a quotation mark."""
    return bool(one.content) and text[one.content[0].start] in '“"‘'


def _words_in(words: list[tuple[int, int]], spans: list[Span]) -> set[int]:
    held: set[int] = set()
    covered = sorted(spans)
    for number, (start, end) in enumerate(words):
        if any(span.start <= start and end <= span.end for span in covered):
            held.add(number)
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds attribution/polnear-dev")
    for line in score(parser.parse_args().data):
        if isinstance(line, Skipped):
            print(f"{line.task} {line.data}: skipped, {line.reason}")
        else:
            beat = "" if line.beat is None else f" (to beat: {line.beat:.3f})"
            print(f"{line.task} {line.data} {line.metric}: {line.value:.3f}{beat}")


if __name__ == "__main__":
    main()
