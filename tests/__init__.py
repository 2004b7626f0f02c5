"""Imported before any test, and so before NumPy."""

import os

# Test processes run side by side. The threads of each would spin while they wait for a processor:
# at 20 ms of one for each sentence parsed instead of 3.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
