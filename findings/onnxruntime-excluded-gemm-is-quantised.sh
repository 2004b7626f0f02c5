#!/bin/sh
# ONNX Runtime 1.32.0, quantize_dynamic: leaving a linear layer out of the quantisation.
#
# One would guess that a node whose name stands in `nodes_to_exclude` stays in float32. A Gemm, which
# is what PyTorch exports for a linear layer over vectors, is first made a MatMul and an Add under
# new names, and the list is held against those: the node is quantised, and nothing is said. With
# "_MatMul" added to its name it stays as it is.
set -eu
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" --quiet --disable-pip-version-check install \
    onnxruntime==1.32.0 onnx==1.23.2 onnx-ir==1.1.0
"$room/venv/bin/python" - "$room" <<'PY'
import logging
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

logging.disable(logging.CRITICAL)
room = Path(sys.argv[1])
weights = np.random.default_rng(1).normal(size=(3, 8)).astype(np.float32)
graph = helper.make_graph(
    [helper.make_node("Gemm", ["seen", "weights", "bias"], ["said"], name="/head/Gemm", transB=1)],
    "head",
    [helper.make_tensor_value_info("seen", TensorProto.FLOAT, ["rows", 8])],
    [helper.make_tensor_value_info("said", TensorProto.FLOAT, ["rows", 3])],
    [
        numpy_helper.from_array(weights, "weights"),
        numpy_helper.from_array(np.zeros(3, np.float32), "bias"),
    ],
)
opset = [helper.make_opsetid("", 17)]
onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=10), str(room / "head.onnx"))
kinds = {}
for name in ("/head/Gemm", "/head/Gemm_MatMul"):
    quantize_dynamic(
        room / "head.onnx",
        room / "smaller.onnx",
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=[name],
    )
    nodes = onnx.load(str(room / "smaller.onnx")).graph.node
    kinds[name] = sorted({node.op_type for node in nodes if "MatMul" in node.op_type})
    print(f"onnxruntime {onnxruntime.__version__}, {name} excluded: {', '.join(kinds[name])}")
assert kinds == {"/head/Gemm": ["MatMulInteger"], "/head/Gemm_MatMul": ["MatMul"]}
PY
