"""Does this installation work? Each finding says what was checked and how to fix it."""

from __future__ import annotations

import contextlib
import difflib
import os
import shutil
import sqlite3
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.doctor.changes_check import closed_check, not_told_check
from bot.doctor.checks import CheckResult, Severity, failed, ok
from bot.doctor.disputes_check import disputes_check
from bot.doctor.engine_check import engine_check
from bot.doctor.feeds_check import feeds_check
from bot.doctor.figures_check import figures_check
from bot.doctor.keeping_check import keeping_check
from bot.doctor.speakers_check import speakers_check
from bot.doctor.telegram_checks import telegram_checks
from bot.engine import Engine
from bot.observability.overview import index_status
from bot.observability.retention import retention
from bot.restoring import settle
from bot.settings import (
    ENV_FILE,
    PREFIX,
    Settings,
    SettingsError,
    load_settings,
    unknown_variables,
    variable,
)
from bot.texts.dates import local_day
from bot.texts.labels import count, size
from corpus.errors import DatelineError, StoreError
from corpus.inference.arithmetic import instruction_set
from index.errors import EmbedderUnavailable, IndexMismatch, IndexMissing

if TYPE_CHECKING:
    from index.search.embedding import Embedder

_LEAST_DISK = 500_000_000
_LEAST_MEMORY = 400_000_000
_NAMED = 3


def examine(
    *, environment: Mapping[str, str] | None = None, embedder: Embedder | None = None
) -> list[CheckResult]:
    """Every check, in the order in which to fix them.

    `environment` defaults to the process's own, and is only searched for mistyped names;
    `embedder` replaces the one that the settings name.
    """
    results = [*_python(), *_variables(os.environ if environment is None else environment)]
    try:
        settings = load_settings()
    except SettingsError as error:
        return [*results, failed("settings", error)]
    results += [*_env_file(settings), *_machine(settings.data_dir)]
    try:
        settle(settings.data_dir)
    except DatelineError as error:
        results.append(failed("restore", error))
    with Engine.open(settings, embedder=embedder, create=False) as engine:
        results += [*_corpus(engine), *engine_check(engine), *_embedder(engine)]
        results += _chat(settings.chat_database)
    return [*results, *telegram_checks(settings)]


def _python() -> Iterator[CheckResult]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield ok("python", f"Python {version}")
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
    except sqlite3.OperationalError:
        yield CheckResult(
            "sqlite",
            Severity.ERROR,
            f"SQLite {sqlite3.sqlite_version} has no FTS5 full-text search",
            "use a Python whose SQLite has it, such as Debian's python3",
        )
    else:
        yield ok("sqlite", f"SQLite {sqlite3.sqlite_version} with FTS5")
    finally:
        connection.close()


def _variables(environment: Mapping[str, str]) -> Iterator[CheckResult]:
    for name in unknown_variables(environment):
        field = name.lower().removeprefix(PREFIX.lower())
        near = difflib.get_close_matches(field, Settings.model_fields, n=1)
        yield CheckResult(
            "environment",
            Severity.WARNING,
            f"{name} is not a Dateline setting and does nothing",
            f"did you mean {variable(near[0])}?" if near else f"unset {name}",
        )


def _env_file(settings: Settings) -> Iterator[CheckResult]:
    try:
        mode = Path(ENV_FILE).stat().st_mode
    except OSError:
        yield ok("settings", f"from the environment; there is no {ENV_FILE} here")
        return
    if settings.telegram_token and mode & (stat.S_IRGRP | stat.S_IROTH):
        yield CheckResult(
            "settings",
            Severity.WARNING,
            f"other users of this machine can read {ENV_FILE}, which holds the token",
            f"run: chmod 600 {ENV_FILE}",
        )
    else:
        yield ok("settings", f"from {ENV_FILE} and the environment")


def _machine(data_dir: Path) -> Iterator[CheckResult]:
    existing = data_dir.absolute()
    while not existing.exists():
        existing = existing.parent
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        can_ask = (data_dir / "corpus.db").exists()
        told = "; it can be asked, but not changed or served" if can_ask else ""
        yield CheckResult(
            "data folder",
            Severity.WARNING if can_ask else Severity.ERROR,
            f"cannot write to {data_dir} ({error.strerror}){told}",
            f"make {existing} writable for this user, or set DATELINE_DATA_DIR",
        )
    else:
        is_there = data_dir.exists()
        seen = "is writable" if is_there else "is not there yet, and can be made"
        yield ok("data folder", f"{data_dir} {seen}")
    mode = data_dir.stat().st_mode if data_dir.exists() else 0
    if mode & stat.S_IROTH and (data_dir / "chat.db").exists():
        yield CheckResult(
            "data folder",
            Severity.WARNING,
            f"other users of this machine can read {data_dir}, which holds people's questions",
            f"run: chmod 700 {data_dir}",
        )
    usage = shutil.disk_usage(existing)
    index = sum(file.stat().st_size for file in data_dir.glob("index/*/*") if file.is_file())
    # A rebuild writes the new index beside the old one.
    yield _enough(
        "disk", usage.free, _LEAST_DISK + index, "free space on the disk of the data folder"
    )
    memory = _available_memory()
    if memory is not None:
        yield _enough("memory", memory, _LEAST_MEMORY, "stop other programs, or add memory")


def _corpus(engine: Engine) -> Iterator[CheckResult]:
    if not engine.settings.reads_engine and not engine.settings.database.exists():
        yield CheckResult(
            "corpus", Severity.WARNING, "there is no corpus yet", "run: dateline ingest PATH"
        )
        return
    try:
        engine.store.require_intact()
        stats = engine.store.stats()
        status = index_status(engine)
    except DatelineError as error:
        yield failed("corpus", error)
        return
    if not stats.articles:
        yield CheckResult(
            "corpus", Severity.WARNING, "the corpus is empty", "run: dateline ingest PATH"
        )
        return
    articles, paragraphs = count(stats.articles, "article"), count(stats.paragraphs, "paragraph")
    yield ok("corpus", f"{articles}, {paragraphs}")
    yield from _dates(engine)
    yield from speakers_check(engine.store)
    yield from figures_check(engine.store)
    yield from disputes_check(engine.store)
    yield from feeds_check(engine.store, is_on=engine.settings.fetch_pages)
    yield from keeping_check(retention(engine))
    yield from closed_check(engine.store)
    yield from not_told_check(engine.store, _not_told(engine.settings.chat_database))
    if status.problem is not None:
        yield failed("index", status.problem)
    elif status.behind:
        yield CheckResult(
            "index",
            Severity.WARNING,
            f"{count(status.behind, 'paragraph')} changed since the index was built",
            "run: dateline sync",
        )
    elif status.manifest is not None:
        yield ok("index", f"up to date, {count(status.manifest.count, 'paragraph')}")


def _not_told(path: Path) -> list[tuple[int, int]]:
    """The chats that do not know of a change, with its article."""
    if not path.exists():
        return []
    from bot.chat.corrections.corrections import Corrections
    from bot.chat.database import ChatDatabase

    try:
        database = ChatDatabase.open(path)
    except DatelineError:
        return []  # what is wrong with it is said below
    try:
        return [(each.chat, each.article) for each in Corrections(database).not_told()]
    finally:
        database.close()


def _chat(path: Path) -> Iterator[CheckResult]:
    """What the chat remembers, where there is a chat."""
    if not path.exists():
        return
    from bot.chat.database import ChatDatabase

    try:
        with contextlib.closing(ChatDatabase.open(path)) as database:
            database.require_intact()
    except StoreError as error:
        yield failed("chat", error)
    else:
        yield ok("chat", f"{path} is intact")


def _dates(engine: Engine) -> Iterator[CheckResult]:
    """Articles that say that they came out tomorrow or later; nothing where there is none."""
    ahead = engine.store.dated_ahead()
    if ahead:
        named = ", ".join(
            f"{article.id} ({local_day(article.published)})" for article in ahead[:_NAMED]
        )
        yield CheckResult(
            "dates",
            Severity.WARNING,
            f"{count(len(ahead), 'article')} dated in the future: {named}",
            "correct it: dateline edit REF --date DAY",
        )


def _embedder(engine: Engine) -> Iterator[CheckResult]:
    started = time.monotonic()
    try:
        embedder = engine.embedder
        dimension = len(embedder.embed_query("Does this work?"))
    except EmbedderUnavailable as error:
        yield failed("embedder", error)
        return
    seconds = time.monotonic() - started
    yield ok(
        "embedder",
        f"{embedder.name}, dimension {dimension}, on {instruction_set()}, ready in {seconds:.1f} s",
    )
    with contextlib.suppress(IndexMissing, IndexMismatch):
        manifest = engine.folder.manifest()
        made_with = manifest.embedder
        if made_with == embedder.name and manifest.weights != embedder.weights:
            yield CheckResult(
                "index",
                Severity.ERROR,
                f"the index was built with other weights of {made_with}",
                "run: dateline rebuild",
            )
        if made_with != embedder.name:
            yield CheckResult(
                "index",
                Severity.ERROR,
                f"the index was built with {made_with}, but the settings name {embedder.name}",
                "run: dateline rebuild, or set DATELINE_EMBEDDER back",
            )


def _available_memory() -> int | None:
    """The bytes programs can still use, where the system says so (Linux)."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    for line in lines:
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return None


def _enough(name: str, free: int, least: int, fix: str) -> CheckResult:
    if free >= least:
        return ok(name, f"{size(free)} free")
    return CheckResult(
        name, Severity.WARNING, f"only {size(free)} free, {size(least)} advised", fix
    )
