"""What every command works with: settings, the engine, and somewhere to write."""

from __future__ import annotations

import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any

import typer

from bot.terminal.printable import json_line

if TYPE_CHECKING:
    from rich.console import Console

    from bot.engine import Engine
    from bot.settings import Settings
    from corpus.attribution import Attributor
    from corpus.fetching.pages import Fetcher
    from index.search.embedding import Embedder


class Session:
    """One run of the command line.

    `embedder` and `attributor` replace those that the settings name, `fetcher` the rules for the
    open web.
    """

    def __init__(
        self,
        *,
        embedder: Embedder | None = None,
        attributor: Attributor | None = None,
        fetcher: Fetcher | None = None,
    ) -> None:
        self.embedder = embedder
        self.attributor = attributor
        self.fetcher = fetcher

    @cached_property
    def settings(self) -> Settings:
        from bot.restoring import settle
        from bot.settings import load_settings

        settings = load_settings()
        settle(settings.data_dir)
        return settings

    def engine(self, *, create: bool = False) -> Engine:
        """The engine, to be closed by the caller; `create` makes the corpus where it is missing."""
        from bot.engine import Engine

        return Engine.open(
            self.settings,
            embedder=self.embedder,
            attributor=self.attributor,
            fetcher=self.fetcher,
            create=create,
        )

    @cached_property
    def out(self) -> Console:
        from bot.terminal.console import open_console

        return open_console()

    @cached_property
    def err(self) -> Console:
        from bot.terminal.console import open_console

        return open_console(stderr=True)


def session_of(context: typer.Context) -> Session:
    """The session of this run."""
    session: Session = context.find_root().obj
    return session


def write_json(value: Any) -> None:
    """Write one JSON object as a line of standard output, at once."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    sys.stdout.write(json_line(value, ascii_only=encoding != "utf8") + "\n")
    sys.stdout.flush()
