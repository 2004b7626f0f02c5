"""What most tests start from: an empty folder, no settings of this machine, a fast embedder."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import ssl
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from bot.engine import Engine
from bot.settings import PREFIX, Settings
from tests.blank import migrations_run_once
from tests.fakes import HashedEmbedder, PatternAttributor
from tests.newsroom import write_news
from tests.terminal import Terminal

if TYPE_CHECKING:
    from tests.bots import Newsroom
    from tests.watchroom import Watchroom

# httpcore looks for it at each request; where it is not installed, that is a search of the disk.
sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]
# A terminal shows days in the zone of its machine.
os.environ["TZ"] = "UTC"
time.tzset()

# A disk takes ms for each flush, of which the tier has thousands; memory, where there is enough of
# it, takes none.
_MEMORY, _ENOUGH = Path("/dev/shm"), 2**30  # noqa: S108 (pytest makes a folder of its own there)
if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

# Times vary too much between machines to judge; the number of examples keeps the tier fast. What
# one machine refuses, every machine refuses: `make search` looks for examples not tried before.
hypothesis_settings.register_profile(
    "dateline",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=60,
    derandomize=True,
)
hypothesis_settings.register_profile(
    "search", hypothesis_settings.get_profile("dateline"), max_examples=600, derandomize=False
)
hypothesis_settings.load_profile("dateline")


def pytest_collection_finish() -> None:
    """What is loaded by now stays, and need not be looked through for garbage at every turn."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _migrations_run_once() -> Iterator[None]:
    """A new database begins as a copy of one that its migrations made."""
    with migrations_run_once():
        yield


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    with logging_as_it_was():
        yield


@contextmanager
def logging_as_it_was() -> Iterator[None]:
    """What a command does to the log ends with it; for what a fixture of a module runs, too."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This machine's time zone is Tokyo's, nine hours ahead of UTC."""
    with monkeypatch.context() as there:
        there.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()


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


@pytest.fixture(scope="session")
def _context() -> ssl.SSLContext:
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@pytest.fixture
def no_certificates(monkeypatch: pytest.MonkeyPatch, _context: ssl.SSLContext) -> None:
    """There is no TLS on loopback, and loading certificates would take most of a test's time."""
    monkeypatch.setattr(ssl, "create_default_context", lambda *_, **__: _context)


@pytest.fixture
def room(tmp_path: Path, embedder: HashedEmbedder, no_certificates: None) -> Newsroom:
    """A Telegram with people in it, for a bot that is not yet at work."""
    from tests.bots import Newsroom

    return Newsroom(tmp_path, embedder)


@pytest.fixture
def bot(room: Newsroom, news: Path) -> Iterator[Engine]:
    """The bot at work in the room, over an index of the news."""
    with room.open(news) as engine:
        yield engine


@pytest.fixture
def desk(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Watchroom:
    """The room with a clock of its own, for a bot that tells of news."""
    from tests.watchroom import Watchroom

    desk = Watchroom(room)
    desk.hurry(monkeypatch)
    return desk
