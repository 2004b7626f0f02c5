"""Run commands on a disk that is full after so many bytes and see that nothing is lost.

python -m bench.full_disk [--steps 12]

Needs root, for a small disk in memory. Ingest, sync, rebuild, remove, speakers merge, backup and
restore, each with less room than it needs, in steps from none. Whoever fails says so in one line;
with room again `verify` finds no fault, the command succeeds, and everything is as it should be.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.crash import COMMANDS, Command, in_child, must, prepare, run_command, state

_SIZE = 64 * 1024 * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=12)
    options = parser.parse_args()
    failed = done = 0
    with tempfile.TemporaryDirectory() as scratch:
        ready = Path(scratch) / "ready"
        prepare(ready)
        for command in COMMANDS:
            with _disk_with(ready) as disk:
                before = shutil.disk_usage(disk).free
                must(command.arguments)
                needed = max(before - shutil.disk_usage(disk).free, 0) + 1024 * 1024
                wanted = state()
            for step in range(options.steps):
                room = needed * step // options.steps
                with _disk_with(ready) as disk:
                    failed += not _does(command, disk, room)
                    done += 1
                    assert state() == wanted, (command, room)
    print(f"{done} runs, of which {failed} found the disk full: nothing lost, each went on")


def _does(command: Command, disk: Path, room: int) -> bool:
    """Whether it succeeds in so much room; in any case all is well in the end."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        left = shutil.disk_usage(disk).free - room
        file.write(bytes(max(left, 0)))
    said = Path(tempfile.gettempdir()) / f"said-{os.getpid()}"
    _, status = os.waitpid(in_child(lambda: run_command(command.arguments, said)), 0)
    told = said.read_text(encoding="utf-8")
    if status:
        lines = [line for line in told.splitlines() if line.startswith("dateline: ")]
        assert len(lines) == 1, told
        assert "Traceback" not in told, told
        print(f"{' '.join(command.arguments)}, {room:,} bytes: {lines[0]}", flush=True)
    ballast.unlink()
    said.unlink()
    must(("verify",))
    must(command.arguments, or_says=command.done)
    must(("verify",))
    return not status


@contextlib.contextmanager
def _disk_with(ready: Path) -> Iterator[Path]:
    """A disk in memory with all of that on it, as the current folder."""
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", folder]
        subprocess.run(mount, check=True)
        try:
            shutil.copytree(ready, folder, dirs_exist_ok=True)
            with contextlib.chdir(folder):
                yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)  # noqa: S607


if __name__ == "__main__":
    main()
