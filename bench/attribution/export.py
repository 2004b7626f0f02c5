"""The tagger's weights to ONNX: int8 matrices, one scale a column, and a NumPy file of the rest.

The graph is written node by node: what runs is what is read here. A matrix is multiplied in int8
(activations quantised as they come, com.microsoft.DynamicQuantizeMatMul), or with `exact` in
float32, which is slower and what int8 is measured against. The heads are always float32; those of
the pair network are evaluated by the product in NumPy, where they are needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from corpus.inference.weights import record

LAYERS, WIDTH, HEADS = 6, 384, 12
_DEPTH = WIDTH // HEADS

Array = NDArray[np.float32]


class Graph:
    """A graph under construction; every method adds nodes and returns the name of its result."""

    def __init__(self, weights: Mapping[str, Array], *, exact: bool) -> None:
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

    def linear(self, x: str, *names: str, exact: bool = False) -> str:
        """x @ W.T + b of the modules `names`, their results side by side."""
        weight = np.concatenate([self._weights[f"{name}.weight"] for name in names]).T
        bias = self.constant(np.concatenate([self._weights[f"{name}.bias"] for name in names]))
        if exact or self._exact:
            matrix = self.constant(np.ascontiguousarray(weight))
            return self.add("Add", self.add("MatMul", x, matrix), bias)
        quantised, scale = columns_to_int8(weight)
        zeros = self.constant(np.zeros(len(scale), np.int8))
        return self.add(
            "DynamicQuantizeMatMul",
            x,
            self.constant(quantised),
            self.constant(scale),
            zeros,
            bias,
            domain="com.microsoft",
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
        parts = [f"{name}.self.{part}" for part in ("query", "key", "value")]
        split = [f"{name}.{part}" for part in ("queries", "keys", "values")]
        self.nodes.append(helper.make_node("Split", [self.linear(x, *parts)], split, axis=-1))
        shape = self.constant(np.array([0, -1, HEADS, _DEPTH]))

        def heads(part: str, order: list[int]) -> str:
            return self.add("Transpose", self.add("Reshape", part, shape), perm=order)

        queries, keys, values = split
        scale = self.constant(np.array(_DEPTH**-0.5, np.float32))
        products = self.add("MatMul", heads(queries, [0, 2, 1, 3]), heads(keys, [0, 2, 3, 1]))
        scores = self.add("Softmax", self.add("Mul", products, scale), axis=-1)
        mixed = self.add("MatMul", scores, heads(values, [0, 2, 1, 3]))
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
        active = self.add("Gelu", inner, domain="com.microsoft")
        out = self.linear(active, f"{name}.output.dense")
        return self.normalise(self.add("Add", out, attended), f"{name}.output.LayerNorm")


def columns_to_int8(matrix: Array) -> tuple[NDArray[np.int8], Array]:
    """Symmetric int8 with one scale a column."""
    scale = (np.abs(matrix).max(axis=0) / 127 + 1e-12).astype(np.float32)
    return np.round(matrix / scale).clip(-127, 127).astype(np.int8), scale


def export(weights: Mapping[str, Array], folder: Path, *, exact: bool = False) -> None:
    """Write tagger.onnx and pairs.npz; with `exact` all of it is multiplied in float32."""
    graph = Graph(weights, exact=exact)
    states = graph.embed("ids")
    for number in range(LAYERS):
        states = graph.layer(states, f"bert.encoder.layer.{number}")
    outputs = {"tags": graph.linear(states, "anchor", "flat", exact=True), "states": states}
    for name, output in outputs.items():
        graph.nodes.append(helper.make_node("Identity", [output], [name]))
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "tagger",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "pieces"])],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
    )
    model.ir_version = 9
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "tagger.onnx")
    np.savez(
        folder / "pairs.npz",
        anchor=weights["a.weight"].T.astype(np.float16),
        anchor_bias=weights["a.bias"].astype(np.float32),
        member=weights["t.weight"].T.astype(np.float16),
        member_bias=weights["t.bias"].astype(np.float32),
        distance=weights["p.weight"].astype(np.float16),
        output=weights["o.weight"].T.astype(np.float16),
        output_bias=weights["o.bias"].astype(np.float32),
    )
    record(folder, "tagger.onnx", "pairs.npz")
