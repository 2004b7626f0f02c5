"""`dateline` as a user types it, in this process, with a fast embedder in the model's place."""

from __future__ import annotations

import json
from typing import Any

from typer.testing import CliRunner

from bot.cli import app
from bot.terminal.session import Session
from corpus.attribution import Attributor
from corpus.fetching.pages import Fetcher
from index.search.embedding import Embedder


class Terminal:
    """Runs commands in the current folder and says what they print."""

    def __init__(
        self, embedder: Embedder, *, attributor: Attributor, fetcher: Fetcher | None = None
    ) -> None:
        self.embedder = embedder
        self.attributor = attributor
        self.fetcher = fetcher

    def run(self, *arguments: str, typed: str = "") -> tuple[int, str, str]:
        """Exit code, standard output, standard error; `typed` is standard input."""
        session = Session(embedder=self.embedder, attributor=self.attributor, fetcher=self.fetcher)
        result = CliRunner().invoke(
            app, list(arguments), obj=session, prog_name="dateline", input=typed
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    def succeeds(self, *arguments: str) -> str:
        """Standard output of a command that must succeed."""
        code, output, errors = self.run(*arguments)
        assert code == 0, f"{arguments} exited with {code}: {errors}"
        return output

    def fails(self, *arguments: str) -> str:
        """The one line on standard error of a command that must fail."""
        code, _, errors = self.run(*arguments)
        assert code == 1, f"{arguments} exited with {code}"
        lines = errors.splitlines()
        assert len(lines) == 1, f"{arguments} printed {lines}"
        assert "Traceback" not in errors
        return lines[0]

    def json(self, *arguments: str) -> Any:
        """The one JSON object that a command prints."""
        return json.loads(self.succeeds(*arguments))
