"""The tagger's weights to ONNX: int8 matrices, one scale a column, and a NumPy file of the rest.

The graph is written node by node: what runs is what is read here. A matrix is multiplied in int8
(activations quantised as they come, com.microsoft.DynamicQuantizeMatMul), except those named in
`exact`, which are stored in int8 but multiplied in float32.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

LAYERS, WIDTH, HEADS = 6, 384, 12
_DEPTH = WIDTH // HEADS

Array = NDArray[np.float32]


class Graph:
    """A graph under construction; every method adds nodes and returns the name of its result."""

    def __init__(self, weights: Mapping[str, Array], *, exact: frozenset[str]) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._weights, self._exact = weights, exact

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        name = f"n{len(self.nodes)}"
        node = helper.make_node(kind, list(inputs), [name], domain=domain, **attributes)
        self.nodes.append(node)
        return name

    def constant(self, value: NDArray[np.generic]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def linear(self, x: str, name: str) -> str:
        """x @ W.T + b of the module `name`."""
        quantised, scale = columns_to_int8(self._weights[f"{name}.weight"].T)
        bias = self.constant(self._weights[f"{name}.bias"])
        matrix, scales = self.constant(quantised), self.constant(scale)
        zeros = self.constant(np.zeros(len(scale), np.int8))
        if name.rpartition(".")[0] in self._exact or name in self._exact:
            whole = self.add("DequantizeLinear", matrix, scales, zeros, axis=1)
            return self.add("Add", self.add("MatMul", x, whole), bias)
        return self.add(
            "DynamicQuantizeMatMul", x, matrix, scales, zeros, bias, domain="com.microsoft"
        )

    def normalise(self, x: str, name: str) -> str:
        scale = self.constant(self._weights[f"{name}.weight"])
        bias = self.constant(self._weights[f"{name}.bias"])
        return self.add("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-12)

    def embed(self, ids: str) -> str:
        """Word, position and type embeddings, normalised; words in int8, one scale a row."""
        words = self._weights["bert.embeddings.word_embeddings.weight"]
        quantised, scale = columns_to_int8(words.T)
        rows = self.add("Gather", self.constant(np.ascontiguousarray(quantised.T)), ids)
        floats = self.add("Cast", rows, to=TensorProto.FLOAT)
        scales = self.add("Gather", self.constant(scale[:, None]), ids)
        embedded = self.add("Mul", floats, scales)
        places = self._weights["bert.embeddings.position_embeddings.weight"]
        kinds = self._weights["bert.embeddings.token_type_embeddings.weight"]
        table = self.constant((places + kinds[0]).astype(np.float32))
        length = self.add("Gather", self.add("Shape", ids), self.constant(np.array([1])))
        zero, one = self.constant(np.array([0])), self.constant(np.array([1]))
        added = self.add("Add", embedded, self.add("Slice", table, zero, length, zero, one))
        return self.normalise(added, "bert.embeddings.LayerNorm")

    def attend(self, x: str, name: str) -> str:
        shape = self.constant(np.array([0, -1, HEADS, _DEPTH]))

        def heads(part: str, order: list[int]) -> str:
            split = self.add("Reshape", self.linear(x, f"{name}.self.{part}"), shape)
            return self.add("Transpose", split, perm=order)

        queries, values = heads("query", [0, 2, 1, 3]), heads("value", [0, 2, 1, 3])
        keys = heads("key", [0, 2, 3, 1])
        scale = self.constant(np.array(_DEPTH**-0.5, np.float32))
        scores = self.add("Mul", self.add("MatMul", queries, keys), scale)
        mixed = self.add("MatMul", self.add("Softmax", scores, axis=-1), values)
        flat = self.add(
            "Reshape",
            self.add("Transpose", mixed, perm=[0, 2, 1, 3]),
            self.constant(np.array([0, -1, WIDTH])),
        )
        out = self.linear(flat, f"{name}.output.dense")
        return self.normalise(self.add("Add", out, x), f"{name}.output.LayerNorm")

    def layer(self, x: str, name: str) -> str:
        attended = self.attend(x, f"{name}.attention")
        inner = self.linear(attended, f"{name}.intermediate.dense")
        half = self.add("Mul", inner, self.constant(np.array(0.5, np.float32)))
        scaled = self.add("Mul", inner, self.constant(np.array(0.5**0.5, np.float32)))
        one = self.constant(np.array(1.0, np.float32))
        gelu = self.add("Mul", half, self.add("Add", self.add("Erf", scaled), one))
        out = self.linear(gelu, f"{name}.output.dense")
        return self.normalise(self.add("Add", out, attended), f"{name}.output.LayerNorm")


def columns_to_int8(matrix: Array) -> tuple[NDArray[np.int8], Array]:
    """Symmetric int8 with one scale a column."""
    scale = (np.abs(matrix).max(axis=0) / 127 + 1e-12).astype(np.float32)
    return np.round(matrix / scale).clip(-127, 127).astype(np.int8), scale


def export(weights: Mapping[str, Array], folder: Path, *, exact: frozenset[str]) -> None:
    """Write tagger.onnx and pairs.npz; `exact` names modules to multiply in float32."""
    graph = Graph(weights, exact=exact | {"anchor", "flat", "a", "t"})
    x = graph.embed("ids")
    for number in range(LAYERS):
        x = graph.layer(x, f"bert.encoder.layer.{number}")
    anchor = graph.add("Squeeze", graph.linear(x, "anchor"), graph.constant(np.array([2])))
    outputs = [anchor, *(graph.linear(x, name) for name in ("flat", "a", "t"))]
    names = ("anchor", "flat", "as_anchor", "as_member")
    for output, name in zip(outputs, names, strict=True):
        graph.nodes.append(helper.make_node("Identity", [output], [name]))
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "tagger",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "pieces"])],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
    )
    model.ir_version = 9
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "tagger.onnx")
    np.savez(
        folder / "pairs.npz",
        distance=weights["p.weight"].astype(np.float16),
        output=np.ascontiguousarray(weights["o.weight"].T).astype(np.float16),
        bias=weights["o.bias"].astype(np.float32),
    )
