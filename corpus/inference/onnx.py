"""ONNX models on the CPU: one thread a run, so that callers share out the cores themselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.inference.arithmetic import saturates
from corpus.inference.weights import check


def open_session(
    model: Path, *, digest: str, fix: str | None = None, unfused: Sequence[str] = ()
) -> Any:
    """The model in a file, once that has this SHA-256; raises WeightsDamaged.

    `fix` is how to get the right file, where it did not come with Dateline. `unfused` names fusions
    of ONNX Runtime that are left off; results then differ by rounding.
    """
    check(model, digest, fix=fix)
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    if saturates():
        # Exact products, in a slower way. Where they are exact anyway the results are the same to
        # the bit, but the reader takes 1.5 times as long, so there it is left off.
        options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(
        str(model),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=list(unfused),
    )
