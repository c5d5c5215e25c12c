"""The network: a small BERT encoder under linear and biaffine heads. Everything but decoding is inside."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from averment.reading.pieces import SHAPES

HIDDEN = 384
LAYERS = 6
ATTENTION_HEADS = 12
INNER = 1536
PIECES = 30522
POSITIONS = 512
SHAPE_SIZE = 32
ARC_SIZE = 384
LABEL_SIZE = 128
DROPOUT = 0.2
FAR_BELOW = -1e4


@dataclass(frozen=True)
class Sizes:
    """How many values each head chooses from."""

    upos: int
    xpos: int
    labels: int
    names: int


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT (Devlin et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm_attention, self.norm_out = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        query, key, value = (
            part(x).view(batch, length, ATTENTION_HEADS, -1).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        weights = query @ key.transpose(2, 3) / math.sqrt(HIDDEN // ATTENTION_HEADS) + mask
        mixed = (weights.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.norm_attention(x + self.dropout(self.out(mixed)))
        return self.norm_out(x + self.down(nn.functional.gelu(self.up(x))))


class Encoder(nn.Module):
    """all-MiniLM-L6-v2's encoder, without its pooling."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(PIECES, HIDDEN, padding_idx=0, sparse=True)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.segment = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, pieces: Tensor) -> Tensor:
        mask = (pieces == 0).to(torch.float32)[:, None, None, :] * FAR_BELOW
        x = self.pieces(pieces) + self.positions.weight[: pieces.shape[1]][None] + self.segment
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load(self, weights: Path) -> None:
        """The published weights, their names put in ours."""
        given = {name.removeprefix("bert."): value for name, value in load_file(weights).items()}
        halves = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                  "out": "attention.output.dense", "norm_attention": "attention.output.LayerNorm",
                  "up": "intermediate.dense", "down": "output.dense", "norm_out": "output.LayerNorm"}  # fmt: skip
        state = {
            "pieces.weight": given["embeddings.word_embeddings.weight"],
            "positions.weight": given["embeddings.position_embeddings.weight"],
            "segment": given["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": given["embeddings.LayerNorm.weight"],
            "norm.bias": given["embeddings.LayerNorm.bias"],
        }
        for number in range(LAYERS):
            for ours, theirs in halves.items():
                for kind in ("weight", "bias"):
                    state[f"layers.{number}.{ours}.{kind}"] = given[f"encoder.layer.{number}.{theirs}.{kind}"]
        self.load_state_dict(state)


class Network(nn.Module):
    """Tags, arcs, labels and names for batches of sentences.

    Inputs: `pieces` (batch, pieces) with [CLS] and [SEP], 0 pads; `firsts` (batch, words) the place of each word's
    first piece; `shapes` (batch, words), 0 pads; `heads` (batch, words) the head (0 root, else 1 + place) whose label
    is asked, -1 for the best one.
    Outputs: logits `upos`, `xpos` (batch, words, values), `arcs` (batch, words, 1 + words), `labels` at the asked
    head, `names`.
    """

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = Encoder()
        width = HIDDEN + SHAPE_SIZE
        self.shapes = nn.Embedding(len(SHAPES), SHAPE_SIZE, padding_idx=0)
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.dropout = nn.Dropout(DROPOUT)
        self.upos, self.xpos = nn.Linear(width, sizes.upos), nn.Linear(width, sizes.xpos)
        self.names = nn.Sequential(nn.Linear(width, 192), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(192, sizes.names))
        self.arc_word, self.arc_head = nn.Linear(width, ARC_SIZE), nn.Linear(width, ARC_SIZE)
        self.arc_pair, self.arc_prior = nn.Linear(ARC_SIZE, ARC_SIZE, bias=False), nn.Linear(ARC_SIZE, 1)
        self.label_word, self.label_head = nn.Linear(width, LABEL_SIZE), nn.Linear(width, LABEL_SIZE)
        self.label_pair = nn.Linear(LABEL_SIZE, sizes.labels * LABEL_SIZE, bias=False)
        self.label_sum = nn.Linear(2 * LABEL_SIZE, sizes.labels)

    def forward(self, pieces: Tensor, firsts: Tensor, shapes: Tensor, heads: Tensor) -> tuple[Tensor, ...]:
        encoded = self.encoder(pieces)
        vectors = encoded.gather(1, firsts.unsqueeze(-1).expand(-1, -1, HIDDEN))
        x = self.dropout(torch.cat([vectors, self.shapes(shapes)], -1))
        rooted = torch.cat([self.root.expand(x.shape[0], 1, -1), x], 1)
        arcs = self._arcs(x, rooted, shapes)
        asked = torch.where(heads < 0, arcs.argmax(-1), heads)
        return self.upos(x), self.xpos(x), arcs, self._labels(x, rooted, asked), self.names(x)

    def _arcs(self, x: Tensor, rooted: Tensor, shapes: Tensor) -> Tensor:
        word = self.dropout(nn.functional.gelu(self.arc_word(x)))
        head = self.dropout(nn.functional.gelu(self.arc_head(rooted)))
        scores = self.arc_pair(word) @ head.transpose(1, 2) / math.sqrt(ARC_SIZE) * 4 + self.arc_prior(head).transpose(
            1, 2
        )
        padding = (shapes == 0).to(torch.float32)
        padding = torch.cat([torch.zeros_like(padding[:, :1]), padding], 1)
        return scores + padding[:, None, :] * FAR_BELOW

    def _labels(self, x: Tensor, rooted: Tensor, asked: Tensor) -> Tensor:
        word = self.dropout(nn.functional.gelu(self.label_word(x)))
        every = self.dropout(nn.functional.gelu(self.label_head(rooted)))
        head = every.gather(1, asked.unsqueeze(-1).expand(-1, -1, LABEL_SIZE))
        pair = self.label_pair(word).view(word.shape[0], word.shape[1], -1, LABEL_SIZE)
        return (pair @ head.unsqueeze(-1)).squeeze(-1) / math.sqrt(LABEL_SIZE) * 4 + self.label_sum(
            torch.cat([word, head], -1)
        )
