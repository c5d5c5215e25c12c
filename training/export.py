"""Turns trained weights into the ONNX file that is shipped; the command is in README.md."""

from __future__ import annotations

import argparse
import json
import shutil
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.network import Network, Sizes

INPUTS = {"pieces": "pieces", "firsts": "words", "shapes": "words", "heads": "words"}
OUTPUTS = ("upos", "xpos", "arcs", "labels", "names")
OPSET = 17


def export(weights: Path, values: Path, vocabulary: Path, out: Path, whole: Path) -> None:
    """Writes parser.onnx (int8) with labels.json and vocab.txt into `out`, and the fp32 model to the file `whole`."""
    choices = json.loads(values.read_text())
    network = Network(Sizes(*(len(choices[name]) for name in ("upos", "xpos", "labels", "names"))))
    network.load_state_dict(torch.load(weights, map_location="cpu"))
    network.eval()  # the outermost module: dropout in a half that is still training would stay in the graph
    without_sparse_gradients(network)
    write_onnx(network, whole)
    out.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(whole, out / "parser.onnx", per_channel=True, weight_type=QuantType.QInt8)
    (out / "labels.json").write_text(json.dumps(choices, indent=1) + "\n")
    shutil.copyfile(vocabulary, out / "vocab.txt")


def without_sparse_gradients(network: Network) -> None:
    network.encoder.pieces = nn.Embedding.from_pretrained(network.encoder.pieces.weight.detach(), padding_idx=0)


def write_onnx(network: Network, path: Path) -> None:
    pieces = torch.tensor([[101, 2023, 2003, 102], [101, 2023, 102, 0]])
    firsts, shapes = torch.tensor([[1, 2], [1, 0]]), torch.tensor([[3, 6], [3, 0]])
    axes = {name: {0: "sentences", 1: length} for name, length in INPUTS.items()}
    axes |= {name: {0: "sentences", 1: "words"} for name in OUTPUTS}
    axes["arcs"][2] = "heads"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns about itself: the newer one is slower at run time
        torch.onnx.export(
            network, (pieces, firsts, shapes, torch.full_like(firsts, -1)), path, input_names=list(INPUTS),
            output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=OPSET, dynamo=False,
        )  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("weights", "values", "vocabulary", "out", "whole"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    export(**vars(parser.parse_args()))
