"""A sample of `python -m bench.crash`: commands killed at random moments lose nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.model
def test_commands_that_are_killed_lose_nothing_and_go_on() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.crash", "--kills", "7"],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing lost" in done.stdout
