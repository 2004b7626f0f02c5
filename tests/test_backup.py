"""All that is kept can be saved while it is in use, and comes back as it was or not at all."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.backup.contents import MANIFEST, UNFINISHED
from bot.backup.restore import restore
from bot.chat.database import ChatDatabase
from bot.lock import FileLock
from bot.restoring import Restoring, settle
from corpus.inference.weights import file_digest
from corpus.storage.creation import flush
from tests.conftest import logging_as_it_was
from tests.fakes import HashedEmbedder, PatternAttributor
from tests.newsroom import write_news
from tests.terminal import Terminal

DATA, BACKUP = Path("data"), Path("backup")
QUESTION = "When did the ferry sail?"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three articles and a chat, of which there is a backup; then one article was removed."""
    folder = tmp_path_factory.mktemp("saved")
    terminal = Terminal(HashedEmbedder(), attributor=PatternAttributor())
    with pytest.MonkeyPatch.context() as patch, logging_as_it_was():
        patch.chdir(folder)
        terminal.succeeds("ingest", str(write_news(folder / "news")))
        terminal.succeeds("rebuild")
        with closing(ChatDatabase.open(DATA / "chat.db")) as chat:
            chat.write("INSERT INTO members VALUES (7, 'reader', 'Ada', 0.0)")
        terminal.succeeds("backup", str(BACKUP))
        with closing(ChatDatabase.open(DATA / "chat.db")) as chat:
            chat.write("DELETE FROM members")
        terminal.succeeds("remove", "ferry")
        terminal.succeeds("sync")
    return folder


@pytest.fixture
def saved(terminal: Terminal, made: Path, tmp_path: Path) -> Terminal:
    """`dateline` in a copy of that folder."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return terminal


def articles(terminal: Terminal) -> int:
    terminal.succeeds("verify")
    return int(terminal.json("stats", "--json")["corpus"]["articles"])


def members() -> list[tuple[Any, ...]]:
    with closing(ChatDatabase.open(DATA / "chat.db")) as chat:
        return chat.read("SELECT id FROM members")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but the lock, which belongs to whoever came last."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "index.lock"
    }


def sign(backup: Path) -> None:
    """Have its digests right for what is in it."""
    manifest = json.loads((backup / MANIFEST).read_text())
    manifest["files"] = {name: file_digest(backup / name) for name in manifest["files"]}
    (backup / MANIFEST).write_text(json.dumps(manifest))


# Saving


def test_a_backup_brings_articles_chat_and_answers_back(saved: Terminal) -> None:
    assert articles(saved) == 2
    assert "Restored 3 articles" in saved.succeeds("restore", str(BACKUP), "--replace")
    assert articles(saved) == 3
    assert members() == [(7,)]
    assert saved.json("ask", "--json", "--no-abstain", QUESTION)["citations"]
    assert sorted(path.name for path in DATA.iterdir()) == [
        "chat.db",
        "corpus.db",
        "index",
        "index.lock",
    ]


def test_a_backup_goes_to_another_machine(saved: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_DATA_DIR", "elsewhere")
    saved.succeeds("restore", str(BACKUP))
    assert articles(saved) == 3


def test_what_is_not_committed_yet_is_not_in_a_backup(saved: Terminal) -> None:
    with closing(sqlite3.connect(DATA / "corpus.db")) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM articles")
        saved.succeeds("backup", "new")
    saved.succeeds("restore", "new", "--replace")
    assert articles(saved) == 2


def test_without_an_index_one_is_built_from_the_backup(saved: Terminal) -> None:
    (DATA / "index" / "CURRENT").unlink()
    saved.succeeds("backup", "without")
    assert not (Path("without") / "index").exists()
    assert "Indexed" in saved.succeeds("restore", "without", "--replace")
    assert articles(saved) == 2


def test_each_backup_has_a_folder_of_its_own(saved: Terminal) -> None:
    before = contents(BACKUP)
    assert "is not empty" in saved.fails("backup", str(BACKUP))
    Path("mine").mkdir()
    (Path("mine") / UNFINISHED).touch()
    (Path("mine") / "notes.txt").write_text("keep")
    assert "is not empty" in saved.fails("backup", "mine")
    assert (contents(BACKUP), Path("mine/notes.txt").read_text()) == (before, "keep")


def test_a_backup_is_refused_where_it_can_be_none(saved: Terminal) -> None:
    Path("note").write_text("mine")
    assert "not a folder; give each backup a new or empty folder" in saved.fails("backup", "note")
    assert "in the data folder" in saved.fails("backup", str(DATA / "copies" / "monday"))
    assert "there is no folder" in saved.fails("backup", "unmounted/monday")
    assert not Path("unmounted").exists()
    refused = saved.fails("backup", "/proc/monday")
    assert "/proc/monday: it cannot be used" in refused
    assert refused.rstrip().endswith("give a folder that you may write to")
    assert not (DATA / "copies").exists()


def test_an_index_that_may_not_be_read_is_told_instead_of_left_out(
    saved: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *args: Any, **kwargs: Any) -> str:
        if path.name in unreadable:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path, *args, **kwargs)

    read = Path.read_text
    monkeypatch.setattr(Path, "read_text", refuse)
    for name in ("CURRENT", "manifest.json"):
        unreadable = (name,)
        for command in (("backup", "second"), ("ask", QUESTION)):
            message = saved.fails(*command)
            assert f"{name} (Permission denied); check its owner and permissions" in message


def test_a_backup_that_was_stopped_is_begun_anew_and_not_restored(saved: Terminal) -> None:
    (BACKUP / MANIFEST).rename(BACKUP / UNFINISHED)
    (BACKUP / "corpus.db-journal").write_bytes(b"half")
    assert "stopped before it was complete" in saved.fails("restore", str(BACKUP), "--replace")
    saved.succeeds("backup", str(BACKUP))
    assert not {UNFINISHED, "corpus.db-journal"} & set(contents(BACKUP))
    saved.succeeds("restore", str(BACKUP), "--replace")
    assert articles(saved) == 2


def test_two_backups_at_once_are_not_mixed(saved: Terminal) -> None:
    with FileLock(Path("new") / UNFINISHED):
        assert "is being written there" in saved.fails("backup", "new")


def test_a_damaged_database_is_told_instead_of_saved(saved: Terminal) -> None:
    with (DATA / "corpus.db").open("r+b") as file:
        file.seek(-4096, 2)
        file.write(b"x" * 4096)
    assert "damaged" in saved.fails("backup", "new")
    assert (Path("new") / UNFINISHED).exists()


# What is refused


def test_what_is_there_is_replaced_only_when_that_is_said(saved: Terminal) -> None:
    before = contents(DATA)
    assert "has corpus.db and chat.db already" in saved.fails("restore", str(BACKUP))
    assert contents(DATA) == before


@pytest.mark.parametrize("name", ["corpus.db", "chat.db", "index/CURRENT", MANIFEST])
@pytest.mark.parametrize("damage", ["altered", "missing"])
def test_a_damaged_backup_changes_nothing(saved: Terminal, name: str, damage: str) -> None:
    before, path = contents(DATA), BACKUP / name
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-2] + b"xx")
    assert "backup: " in saved.fails("restore", str(BACKUP), "--replace")
    assert contents(DATA) == before


@pytest.mark.parametrize(
    ("name", "script", "told"),
    [
        (
            "corpus.db",
            "INSERT INTO _sqlite_migrations VALUES (99, 'dateline.corpus', 'm999_x', '2040')",
            "written by a newer Dateline",
        ),
        ("chat.db", "PRAGMA user_version = 99", "written by a newer Dateline"),
        ("chat.db", "PRAGMA application_id = 7", "not a Dateline database"),
    ],
)
def test_a_backup_of_another_dateline_changes_nothing(
    saved: Terminal, name: str, script: str, told: str
) -> None:
    before = contents(DATA)
    with closing(sqlite3.connect(BACKUP / name)) as db, db:
        db.execute(script)
    sign(BACKUP)
    assert told in saved.fails("restore", str(BACKUP), "--replace")
    assert contents(DATA) == before


def test_a_backup_of_a_later_kind_changes_nothing(saved: Terminal) -> None:
    manifest = json.loads((BACKUP / MANIFEST).read_text())
    (BACKUP / MANIFEST).write_text(json.dumps(manifest | {"format": 2, "dateline": "9.0"}))
    assert "newer Dateline (9.0)" in saved.fails("restore", str(BACKUP), "--replace")


def test_a_backup_that_names_files_elsewhere_is_refused(saved: Terminal) -> None:
    Path("secret").write_text("mine")
    manifest = json.loads((BACKUP / MANIFEST).read_text())
    manifest["files"]["index/../../secret"] = file_digest(Path("secret"))
    (BACKUP / MANIFEST).write_text(json.dumps(manifest))
    assert "is damaged" in saved.fails("restore", str(BACKUP), "--replace")


@pytest.mark.parametrize("name", ["corpus.db", "chat.db"])
def test_nothing_is_replaced_while_it_is_in_use(saved: Terminal, name: str) -> None:
    with closing(sqlite3.connect(DATA / name)) as other:
        other.execute("SELECT * FROM sqlite_schema").fetchall()
        assert "stop `dateline serve`" in saved.fails("restore", str(BACKUP), "--replace")
        assert not (DATA / "restoring").exists()
    assert (articles(saved), members()) == (2, [])


def test_nothing_is_replaced_while_an_index_is_built(saved: Terminal) -> None:
    with FileLock(DATA / "index.lock"):
        assert "index is being built" in saved.fails("restore", str(BACKUP), "--replace")


# What is there may be damaged: that is what backups are for


@pytest.mark.parametrize("rest", [b"", b"no database" * 999])
def test_a_database_beyond_repair_is_replaced_with_its_log(saved: Terminal, rest: bytes) -> None:
    (DATA / "corpus.db").write_bytes(rest)
    (DATA / "corpus.db-wal").write_bytes(b"of the lost one")
    saved.succeeds("restore", str(BACKUP), "--replace")
    assert articles(saved) == 3
    assert not (DATA / "corpus.db-wal").exists()


def test_a_chat_that_the_backup_does_not_have_stays(saved: Terminal) -> None:
    (DATA / "chat.db").rename("chat.db")
    saved.succeeds("backup", "new")
    Path("chat.db").rename(DATA / "chat.db")
    with closing(ChatDatabase.open(DATA / "chat.db")) as chat:
        chat.write("INSERT INTO members VALUES (8, 'reader', 'Ada', 0.0)")
    saved.succeeds("restore", "new", "--replace")
    assert members() == [(8,)]


# Stopped at any moment


class Killed(BaseException):
    pass


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many more renamings and flushings there are until everything ends: [n]."""
    left = [10_000]
    rename = Path.rename

    def count() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed

    def counted_rename(self: Path, target: Path) -> Path:
        count()
        return rename(self, target)

    def counted_flush(path: Path) -> None:
        count()
        flush(path)

    monkeypatch.setattr(Path, "rename", counted_rename)
    for module in ("bot.restoring", "bot.backup.restore"):
        monkeypatch.setattr(f"{module}.flush", counted_flush)
    yield left
    left[0] = 10_000


def test_a_restore_that_is_killed_has_done_nothing_or_is_finished_by_the_next_command(
    made: Path, tmp_path: Path, steps: list[int]
) -> None:
    outcomes = []
    for number in range(100):
        data = tmp_path / str(number)
        shutil.copytree(made / DATA, data)
        steps[0] = number
        try:
            restore(made / BACKUP, data, replace=True)
        except Killed:
            steps[0] = 10_000
        else:
            break
        settle(data)
        outcomes.append(tuple(there(data, made)))
        assert not (data / "restoring").exists()
    assert set(outcomes) == {(2, 0, False), (3, 1, True)}
    assert outcomes == sorted(outcomes)


def there(data: Path, made: Path) -> Iterator[object]:
    """How many articles and members, and whether the index is the backup's."""
    for name, table in (("corpus.db", "articles"), ("chat.db", "members")):
        with closing(sqlite3.connect(data / name)) as db:
            yield db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
    yield contents(data / "index") == contents(made / BACKUP / "index")


def test_nothing_is_opened_while_a_backup_is_put_in_place(saved: Terminal) -> None:
    restoring = Restoring(DATA)
    restoring.new.mkdir(parents=True)
    with restoring.lock():
        settle(DATA)  # it is only being prepared
        assert restoring.new.exists()
        restoring.commit()
        assert "a backup is being restored" in saved.fails("stats")
    assert articles(saved) == 2
    assert not restoring.folder.exists()
