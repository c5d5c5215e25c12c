"""How well names of persons, organisations and places are found."""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, groupby
from pathlib import Path

from spacy.tokens import Doc

from averment.reading.embedded import EmbeddedModel, embedded_model
from averment.reading.mending import mend
from averment.reading.name_mending import mend_names
from averment.reading.parser import annotate, load_parser, parse
from bench.parser import f1
from bench.score import Score, Skipped
from training.re3d import Entity, kept_apart, read_entities
from training.treebanks import Sentence, read_treebank, with_universal_ner
from training.variety import mentions

TASK = "names"
INVENTED = Path(__file__).parent / "names_invented.csv"
COLUMNS = {"persons": "PERSON", "organisations": "ORG", "places": "PLACE"}
XLM_ROBERTA_LARGE = 0.860  # Mayhew et al. 2024, trained on the same training part
ARTICLE = re.compile(r"(?:the|a|an|this|these|our|its|his|their)\s+", re.IGNORECASE)
PRONOUNS = {"we", "i", "he", "she", "they", "it", "us", "our", "you"}


def score(data: Path, model: EmbeddedModel | None = None) -> list[Score | Skipped]:
    """Exact F1 on Universal NER's test part of EWT; overlap on the fifth of re3d that is never trained on."""
    needed = [data / "ud/en_ewt-ud-test.conllu", data / "ner/en_ewt-ud-test.iob2", data / "ner/re3d"]
    results: list[Score | Skipped] = [
        Skipped(TASK, path.name, f"no such file or folder: {path}") for path in needed if not path.exists()
    ]
    if needed[0].exists() and needed[1].exists():
        results.extend(
            universal_ner(with_universal_ner(read_treebank(needed[0]), needed[1]), model or embedded_model())
        )
    if needed[2].exists():
        results.extend(re3d(needed[2]))
    return [*results, invented()]


def universal_ner(sentences: Sequence[Sentence], model: EmbeddedModel) -> list[Score | Skipped]:
    """F1 of whole names with their type, all three together and each; the sentences of a text are read together."""
    labelled = [sentence for sentence in sentences if sentence.names is not None]
    counts: Counter[tuple[str, str]] = Counter()
    for _, group in groupby(labelled, key=lambda sentence: sentence.id.rsplit("-", 1)[0]):
        text = list(group)
        firsts = [0, *accumulate(len(sentence.words) for sentence in text)]
        gold = {
            (first + begin, first + end, kind)
            for first, sentence in zip(firsts, text, strict=False)
            for begin, end, kind in mentions(sentence)
        }
        ours = {(name.start, name.end, name.label_) for name in _read(text, model).ents}
        for part, names in (("gold", gold), ("found", ours), ("right", gold & ours)):
            for _, _, kind in names:
                counts[part, kind] += 1
                counts[part, "all"] += 1
    return [
        Score(
            TASK, "en_ewt-ud-test.iob2", f"exact F1 {kind}",
            f1(counts["right", kind], counts["found", kind], counts["gold", kind]),
            XLM_ROBERTA_LARGE if kind == "all" else None,
        )
        for kind in ("all", "PERSON", "ORG", "PLACE")
    ]  # fmt: skip


def _read(text: Sequence[Sentence], model: EmbeddedModel) -> Doc:
    """The treebank's words and sentences as one doc with the names that we give them."""
    words = [word for sentence in text for word in sentence.words]
    begins = [not number for sentence in text for number, _ in enumerate(sentence.words)]
    doc = Doc(load_parser().vocab, words=words, sent_starts=begins)
    annotate([doc], model)
    return mend_names(mend(doc))


def invented() -> Score:
    """Exact F1 of whole names with their type in sentences about an invented war, from raw text.

    No name in them can have been learnt. They are few and labelled by their writer: a warning light, not a benchmark.
    """
    with INVENTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    docs = parse(load_parser(), [(row["text"], ()) for row in rows])
    counts: Counter[str] = Counter()
    for row, doc in zip(rows, docs, strict=True):
        gold = {(name, kind) for column, kind in COLUMNS.items() for name in row[column].split("; ") if name}
        ours = {(entity.text, entity.label_) for entity in doc.ents}
        counts.update({"right": len(gold & ours), "found": len(ours), "gold": len(gold)})
    value = f1(counts["right"], counts["found"], counts["gold"])
    return Score(TASK, INVENTED.name, "exact F1 invented names", value, None)


def re3d(folder: Path) -> list[Score | Skipped]:
    """Precision, recall and F1 of ORG and PLACE, where overlapping is enough, from raw text.

    re3d also marks mentions that are no names ("the squadron", "We"): recall counts those with a capital letter after
    the article, an outer one and those inside it once; precision accepts any of them. `any type` also accepts an ORG
    for a Location, since re3d calls a state an organisation where it acts.
    """
    texts, entities = read_entities(folder)
    kept = kept_apart(texts)
    docs = parse(load_parser(), [(texts[id], ()) for id in kept])
    results: list[Score | Skipped] = []
    for name, same in (("", True), (" any type", False)):
        counts: Counter[str] = Counter()
        for id, doc in zip(kept, docs, strict=True):
            ours = [(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ != "PERSON"]
            every = [entity for entity in entities[id] if entity[2] != "PERSON"]
            gold = _outermost([entity for entity in every if _is_name(texts[id][entity[0] : entity[1]])])
            counts["found"] += len(ours)
            counts["gold"] += len(gold)
            counts["right found"] += sum(any(_touch(one, other, same) for other in every) for one in ours)
            counts["right gold"] += sum(any(_touch(one, other, same) for other in ours) for one in gold)
        precision, recall = counts["right found"] / counts["found"], counts["right gold"] / counts["gold"]
        f = 2 * precision * recall / (precision + recall)
        for metric, value in (("precision", precision), ("recall", recall), ("F1", f)):
            results.append(Score(TASK, "re3d, fifth kept apart", f"overlap {metric} ORG+PLACE{name}", value, None))
    return results


def _is_name(text: str) -> bool:
    bare = ARTICLE.sub("", text)
    return any(character.isupper() for character in bare) and bare.lower() not in PRONOUNS


def _outermost(entities: list[Entity]) -> list[Entity]:
    return [
        one for one in sorted(set(entities))
        if not any(o != one and o[0] <= one[0] and one[1] <= o[1] and o[2] == one[2] for o in entities)
    ]  # fmt: skip


def _touch(one: Entity, other: Entity, same: bool) -> bool:
    return one[0] < other[1] and other[0] < one[1] and (one[2] == other[2] or not same)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    for line in score(parser.parse_args().data):
        print(line)


if __name__ == "__main__":
    main()
