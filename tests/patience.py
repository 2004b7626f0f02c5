"""How long a test waits for something before it counts as missing."""

from __future__ import annotations

# Seconds. Only a failing test waits so long; a machine that does much else is slow, not wrong.
# Each test as a whole ends after the `timeout` in pyproject.toml.
PATIENCE = 300.0
