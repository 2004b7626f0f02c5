"""`dateline` as a user types it, in this process, with a fast embedder in the model's place."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from typing import Any

from typer.main import get_command
from typer.testing import CliRunner

from bot.cli import app
from bot.terminal.session import Session
from corpus.attribution import Attributor
from corpus.fetching.pages import Fetcher
from index.search.embedding import Embedder

# Made once: Typer's own `invoke` makes every command anew, which takes longer than most commands.
COMMAND = get_command(app)


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
        with CliRunner().isolation(input=typed) as (output, errors, _):
            try:
                code = COMMAND.main(list(arguments), prog_name="dateline", obj=session)
            except SystemExit as ended:
                code = ended.code
            sys.stdout.flush()
            sys.stderr.flush()
            return code or 0, _read(output), _read(errors)

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


def _read(stream: BytesIO) -> str:
    return stream.getvalue().decode().replace("\r\n", "\n")
