"""`dateline` as an operator runs it: a process of its own, told everything by its environment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.patience import PATIENCE

_PROJECT = Path(__file__).parent.parent
_MAIN = (sys.executable, "-c", "from bot.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Serving:
    """`dateline serve` at work; what it writes goes to `log_file`."""

    process: subprocess.Popen[bytes]
    log_file: Path

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end, and wait; its exit code."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


@dataclass(frozen=True, slots=True)
class Operator:
    """A folder in which `dateline` is run, with settings by their names without the prefix."""

    folder: Path
    settings: dict[str, str]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command from start to end."""
        return subprocess.run(
            [*_MAIN, *arguments],
            cwd=self.folder,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    @contextmanager
    def serving(
        self, *, name: str = "serve", program: Sequence[str] = (*_MAIN, "serve")
    ) -> Iterator[Serving]:
        """`dateline serve` until the block ends. It may have ended by itself before."""
        log_file = self.folder / f"{name}.log"
        with log_file.open("wb") as log:
            process = subprocess.Popen(
                program,
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            yield Serving(process, log_file)
        finally:
            if process.poll() is None:
                process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        own = {f"DATELINE_{name.upper()}": value for name, value in self.settings.items()}
        return kept | own | {"PYTHONPATH": str(_PROJECT)}
