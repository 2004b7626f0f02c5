from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.lock import AlreadyRunning, FileLock

HOLD = """
import sys
from pathlib import Path
from bot.lock import FileLock
with FileLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(AlreadyRunning, match=f"pid {holder.pid}"), FileLock(path):
            pass
        holder.kill()
    with FileLock(path):
        pass


def test_lock_is_released_by_an_error(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with pytest.raises(ZeroDivisionError), FileLock(path):
        _ = 1 / 0
    with FileLock(path):
        pass
