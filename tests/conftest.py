"""What most tests start from: an empty folder, no settings of this machine, a fast embedder."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from bot.engine import Engine
from bot.settings import PREFIX, Settings
from tests.fakes import HashedEmbedder, PatternAttributor
from tests.newsroom import write_news
from tests.terminal import Terminal

# Times vary too much between machines for deadlines; the number of examples keeps the tier fast.
hypothesis_settings.register_profile("dateline", deadline=None, max_examples=60)
hypothesis_settings.load_profile("dateline")


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", _env_file=None)


@pytest.fixture
def embedder() -> HashedEmbedder:
    return HashedEmbedder()


@pytest.fixture
def engine(settings: Settings, embedder: HashedEmbedder) -> Iterator[Engine]:
    """An engine over an empty corpus."""
    with Engine.open(settings, embedder=embedder) as opened:
        yield opened


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of a few short articles."""
    return write_news(tmp_path / "news")


@pytest.fixture
def terminal(tmp_path: Path, embedder: HashedEmbedder, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """`dateline` as typed in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Terminal(embedder, attributor=PatternAttributor())


@pytest.fixture
def indexed(terminal: Terminal, news: Path) -> Terminal:
    """`dateline` in a folder where the news are ingested and indexed."""
    terminal.succeeds("ingest", str(news))
    terminal.succeeds("rebuild")
    return terminal
