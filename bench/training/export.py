"""The trained network as one ONNX graph with a manifest, ready for index.ranking.cross_encoder."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from bench.training import pretrained
from bench.training.network import Network

_FILES = ("reader.onnx", "tokenizer.json")
# The heads are small, and what they say is compared with a threshold: they stay in float32.
_HEADS = ("/relevance", "/answers", "/span")
_LENGTH = 30  # of the example that the graph is traced with; any length runs


def export(network: Network, folder: Path) -> str:
    """Write the weights and return their name: int8 but the heads, the word table in four bits."""
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 5000, (1, _LENGTH))
    kinds = (torch.arange(_LENGTH) > 9).long()[None]
    with tempfile.TemporaryDirectory() as scratch:
        whole, smaller = Path(scratch) / "whole.onnx", Path(scratch) / "smaller.onnx"
        with torch.no_grad():
            torch.onnx.export(
                network,
                (ids, kinds),
                str(whole),
                input_names=["ids", "kinds"],
                output_names=["relevance", "answers", "span"],
                dynamic_axes={name: {1: "length"} for name in ("ids", "kinds", "span")},
                opset_version=17,
                dynamo=False,
            )
        quantize_dynamic(
            whole,
            smaller,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
            # Quantising makes a MatMul of each Gemm first, under a name of its own.
            nodes_to_exclude=[
                name
                for node in onnx.load(str(whole)).graph.node
                if node.name.startswith(_HEADS)
                for name in (node.name, f"{node.name}_MatMul")
            ],
            extra_options={"MatMulConstBOnly": True},
        )
        onnx.save(pretrained.four_bit(onnx.load(str(smaller))), str(folder / "reader.onnx"))
    Tokenizer.from_file(str(pretrained.folder() / "tokenizer.json")).save(
        str(folder / "tokenizer.json"), pretty=False
    )
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in _FILES}
    name = f"reader-{hashlib.sha256(''.join(digests.values()).encode()).hexdigest()[:8]}"
    manifest = json.dumps({"name": name, "sha256": digests}, indent=2)
    (folder / "manifest.json").write_text(f"{manifest}\n", encoding="utf-8")
    return name
