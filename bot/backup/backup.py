"""Copying the corpus, the chat and the index into a folder, while others work with them."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bot.backup.contents import (
    MANIFEST,
    UNFINISHED,
    BackupUnusable,
    Contents,
    require_sound,
    write_contents,
)
from bot.engine import Engine
from bot.lock import AlreadyRunning, FileLock
from bot.restoring import DATABASES, INDEX
from corpus.storage.creation import flush
from corpus.storage.sqlite import beside
from index.errors import IndexMismatch, IndexMissing, IndexUnreadable

_OWN_FOLDER = "give each backup a new or empty folder of its own"


def back_up(engine: Engine, folder: Path) -> Contents:
    """Everything but the settings; what is written meanwhile is in it as a whole or not at all.

    Raises BackupUnusable where the folder has something else in it or cannot be one, StoreError,
    IndexUnreadable and OSError. One that was stopped is begun anew.
    """
    _require_apart(folder, engine.settings.data_dir)
    try:
        folder.mkdir(exist_ok=True)
        entries = {entry.name for entry in folder.iterdir()}
    except OSError as error:
        raise BackupUnusable(
            folder,
            f"it cannot be used ({error.strerror})",
            fix="give a folder that you may write to",
        ) from error
    if entries and (UNFINISHED not in entries or entries - _names()):
        raise BackupUnusable(folder, "it is not empty", fix=_OWN_FOLDER)
    with ExitStack() as stack:
        try:
            stack.enter_context(FileLock(folder / UNFINISHED))
        except AlreadyRunning as error:
            raise BackupUnusable(
                folder, f"a backup is being written there (pid {error.pid})", fix="wait for it"
            ) from None
        _clear(folder)
        # In this order: an index may lag behind its corpus, and a chat refers to what is in it.
        _copy_index(engine, folder / INDEX)
        chat = engine.settings.chat_database
        if chat.exists():
            from bot.chat.database import ChatDatabase

            with closing(ChatDatabase.open(chat)) as database:
                database.copy_to(folder / chat.name)
        engine.store.copy_to(folder / engine.settings.database.name)
        require_sound(folder)
        contents = write_contents(
            folder,
            dateline=version("dateline"),
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            articles=engine.stats().articles,
        )
        (folder / UNFINISHED).unlink()
        flush(folder)
    return contents


def _require_apart(folder: Path, data_dir: Path) -> None:
    """Raise BackupUnusable for what is no folder, is where a lost disk takes both, or is in no
    folder: its disk may not be there, or its name misspelt."""
    if folder.exists() and not folder.is_dir():
        raise BackupUnusable(folder, "it is not a folder", fix=_OWN_FOLDER)
    if folder.resolve().is_relative_to(data_dir.resolve()):
        raise BackupUnusable(
            folder, "it is in the data folder, which is what is backed up", fix=_OWN_FOLDER
        )
    if not folder.absolute().parent.is_dir():
        raise BackupUnusable(
            folder,
            f"there is no folder {folder.absolute().parent}",
            fix="check the path and that its disk is mounted, or make that folder",
        )


def _names() -> set[str]:
    """All that a backup may have in it while it is being written."""
    logs = {log.name for name in DATABASES for log in beside(Path(name))}
    return {*DATABASES, *logs, INDEX, MANIFEST, UNFINISHED}


def _clear(folder: Path) -> None:
    """Remove what a backup that was stopped has left."""
    for name in _names() - {UNFINISHED, INDEX}:
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / INDEX, ignore_errors=True)


def _copy_index(engine: Engine, target: Path) -> None:
    """The current generation; none where there is none that fits, since it can be built again."""
    try:
        engine.folder.copy_to(target, corpus=engine.store.corpus_id)
    except IndexUnreadable:
        raise
    except (IndexMissing, IndexMismatch):
        shutil.rmtree(target, ignore_errors=True)
