"""How this processor multiplies the int8 numbers of our models, found out by trying it.

x86 processors without VNNI add two products at a time in 16 bits, and what is too large for that
is cut off. Their own word on what they can do is no use: an emulator passes on its host's.
"""

from __future__ import annotations

import platform
from functools import cache
from pathlib import Path

import numpy as np

from corpus.inference.weights import check

# One MatMulInteger of unsigned (1, 64) with signed (64, 16), all of which are 127.
_TRIAL = Path(__file__).with_name("saturation.onnx")
_SHA256 = "31ee62fcc0a6007d816ae33ba503a747504b0a55fd5d406089202b96bd28452a"
_ROWS, _LARGEST, _WEIGHT = 64, 255, 127


@cache
def saturates() -> bool:
    """Whether products of int8 weights are cut off here; raises WeightsDamaged."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the usual pool takes longer to start than this to run
    session = onnxruntime.InferenceSession(
        str(check(_TRIAL, _SHA256)), options, providers=["CPUExecutionProvider"]
    )
    [products] = session.run(None, {"a": np.full((1, _ROWS), _LARGEST, np.uint8)})
    return bool((products != _ROWS * _LARGEST * _WEIGHT).any())


def instruction_set() -> str:
    """What the vectors and scores of int8 models depend on beside the weights."""
    return f"{platform.machine()}{' without VNNI' if saturates() else ''}"
