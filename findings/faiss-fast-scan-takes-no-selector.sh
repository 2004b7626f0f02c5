#!/bin/sh
# FAISS 1.15.1: a search limited to some ids.
#
# One would guess that IndexRaBitQFastScan, being IndexRaBitQ with its codes laid out for SIMD, takes
# the same SearchParameters. IndexRaBitQ obeys the selector; the fast-scan index raises for any
# parameters at all, so what it finds has to be filtered afterwards, from a deeper search.
set -eu
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" --quiet --disable-pip-version-check install faiss-cpu==1.15.1 numpy==2.4.6
"$room/venv/bin/python" - <<'PY'
import faiss
import numpy as np

vectors = np.random.default_rng(1).normal(size=(2_000, 64)).astype(np.float32)
wanted = faiss.IDSelectorRange(0, 500)


def limited(kind, parameters):
    index = kind(64, faiss.METRIC_INNER_PRODUCT)
    index.train(vectors)
    index.add(vectors)
    try:
        found = index.search(vectors[:1], 10, params=parameters(sel=wanted))[1][0]
    except RuntimeError:
        return "raises RuntimeError"
    return "only those" if (found < 500).all() else "others too"


print("faiss", faiss.__version__)
plain = limited(faiss.IndexRaBitQ, faiss.RaBitQSearchParameters)
fast = limited(faiss.IndexRaBitQFastScan, faiss.RaBitQSearchParameters)
print("IndexRaBitQ:", plain)
print("IndexRaBitQFastScan:", fast)
assert (plain, fast) == ("only those", "raises RuntimeError")
PY
