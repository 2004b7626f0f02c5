"""The one layer over SQLite: first starts, upgrades, locks and errors, whatever a file holds."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from bot.chat.database import CHAT
from corpus.errors import StoreBroken, StoreBusy, StoreError, StoreTooNew, StoreUnwritable
from corpus.storage.database import Database
from corpus.storage.migrations import CORPUS
from corpus.storage.records import Outcome
from corpus.storage.schema import Migration, Schema, bring_up_to_date
from corpus.storage.store import CorpusStore
from tests.articles import save

NOTES = Migration("m001_notes", "CREATE TABLE notes (text TEXT NOT NULL);")
MARKS = Migration("m002_marks", "ALTER TABLE notes ADD COLUMN mark TEXT;")
BROKEN = Migration("m002_broken", "CREATE TABLE more (text); CREATE TABLE notes (again);")


def schema(*migrations: Migration) -> Schema:
    return Schema("tests.notes", 0x1234, migrations, repair="write them again")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notes.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with closing(Database.open(path, schema(NOTES), busy_seconds=0.2)) as database:
        yield database


def texts(database: Database) -> list[str]:
    with database.read() as db:
        return [text for (text,) in db.execute("SELECT text FROM notes ORDER BY rowid")]


def write(database: Database, *texts: str) -> None:
    with database.write() as db:
        db.executemany("INSERT INTO notes (text) VALUES (?)", [(text,) for text in texts])


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


# Opening

_OPEN_AT_ONCE = """
import os, sys
from pathlib import Path
from typing import Any
from bot.chat.database import ChatDatabase
from corpus.storage.store import CorpusStore

path = Path(sys.argv[1])
gate, opener = os.pipe()
children = []
for _ in range(40):
    child = os.fork()
    if not child:
        os.close(opener)
        os.read(gate, 1)
        store = CorpusStore if path.name == "corpus.db" else ChatDatabase
        store.open(path).close()
        os._exit(0)
    children.append(child)
os.close(opener)
sys.exit(sum(os.waitpid(child, 0)[1] != 0 for child in children))
"""


@pytest.mark.model  # it starts forty processes
@pytest.mark.parametrize("name", ["corpus.db", "chat.db"])
def test_many_processes_may_open_a_new_file_at_once(tmp_path: Path, name: str) -> None:
    path = tmp_path / "data" / name
    command = [sys.executable, "-c", _OPEN_AT_ONCE, str(path)]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr[-2000:]
    wanted = CORPUS if name == "corpus.db" else CHAT
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
    assert names == [(migration.name,) for migration in wanted.migrations]


def test_a_later_migration_is_applied_to_what_is_there(database: Database, path: Path) -> None:
    with database.write() as db:
        db.execute("INSERT INTO notes VALUES ('kept')")
    with closing(Database.open(path, schema(NOTES, MARKS))) as upgraded:
        assert texts(upgraded) == ["kept"]
        with upgraded.write() as db:
            db.execute("INSERT INTO notes VALUES ('new', 'marked')")


def test_a_migration_that_fails_leaves_the_file_as_it_was(database: Database, path: Path) -> None:
    with pytest.raises(StoreError, match="already exists"):
        Database.open(path, schema(NOTES, BROKEN))
    with closing(Database.open(path, schema(NOTES, MARKS))) as upgraded, upgraded.read() as db:
        tables = db.execute("SELECT name FROM sqlite_schema WHERE name = 'more'").fetchall()
    assert tables == []


def test_a_file_with_a_later_migration_is_refused_by_its_name(
    database: Database, path: Path
) -> None:
    Database.open(path, schema(NOTES, MARKS)).close()
    with pytest.raises(StoreTooNew, match=r"m002_marks.*upgrade Dateline"):
        Database.open(path, schema(NOTES))


def test_a_file_with_as_many_other_migrations_is_refused_too(
    database: Database, path: Path
) -> None:
    with pytest.raises(StoreTooNew, match="m001_notes"):
        Database.open(path, schema(MARKS))


def test_a_file_of_another_kind_is_refused(database: Database, path: Path) -> None:
    with pytest.raises(StoreError, match="not a Dateline database"):
        CorpusStore.open(path)


def test_an_empty_file_is_refused_because_something_was_lost(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with pytest.raises(StoreBroken, match=r"notes\.db: is empty.*write them again.*rm .*notes\.db"):
        Database.open(path, schema(NOTES))
    assert path.read_bytes() == b""


@pytest.mark.parametrize(
    "script",
    [
        "PRAGMA user_version = 0; VACUUM",
        "PRAGMA application_id = 7",
        "PRAGMA application_id = 0x1234",
        "CREATE VIEW others AS SELECT 1",
    ],
)
def test_a_database_that_we_did_not_make_is_left_alone(path: Path, script: str) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.executescript(script)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a Dateline database"):
        Database.open(path, schema(NOTES))
    assert path.read_bytes() == before


def test_a_start_that_was_killed_leaves_nothing_in_the_way(path: Path) -> None:
    path.parent.mkdir()
    (path.parent / "notes.db.new").write_bytes(b"half made")
    (path.parent / "notes.db.new-journal").write_bytes(b"half made")
    with closing(Database.open(path, schema(NOTES))) as database:
        assert texts(database) == []
    assert [file.name for file in path.parent.iterdir()] == ["notes.db"]


def test_the_log_of_a_lost_file_is_kept_and_not_mixed_into_a_new_one(path: Path) -> None:
    path.parent.mkdir()
    log = path.parent / "notes.db-wal"
    log.write_bytes(b"the latest changes")
    with pytest.raises(StoreBroken, match=r"is missing, but notes\.db-wal is there"):
        Database.open(path, schema(NOTES))
    assert not path.exists()
    assert log.read_bytes() == b"the latest changes"


def test_a_link_to_where_nothing_is_yet_stays_one(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to(tmp_path / "elsewhere.db")
    Database.open(path, schema(NOTES)).close()
    assert path.is_symlink()
    assert (tmp_path / "elsewhere.db").stat().st_size > 0


def test_a_damaged_file_is_named_with_what_to_do(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("not a database at all, only words " * 50)
    with pytest.raises(StoreBroken, match=r"notes\.db.*write them again"):
        Database.open(path, schema(NOTES))


def test_a_restored_copy_does_not_make_readers_wait(database: Database, path: Path) -> None:
    """VACUUM INTO, which backups are made with, forgets the write-ahead log."""
    copy = path.parent / "copy.db"
    with database.read() as db:
        db.execute("VACUUM INTO ?", [str(copy)])
    assert pragma(copy, "journal_mode") == "delete"
    restored = Database.open(copy, schema(NOTES), busy_seconds=0.2)
    with closing(restored), ThreadPoolExecutor(1) as pool, restored.read() as db:
        db.execute("BEGIN")
        assert texts(restored) == []
        pool.submit(write, restored, "not yet").result()
        assert texts(restored) == []
        db.execute("COMMIT")
        assert texts(restored) == ["not yet"]


def test_opening_waits_for_whoever_reads_a_restored_copy(database: Database, path: Path) -> None:
    copy = path.parent / "copy.db"
    with database.read() as db:
        db.execute("VACUUM INTO ?", [str(copy)])
    with closing(sqlite3.connect(copy)) as other, ThreadPoolExecutor(1) as pool:
        other.execute("BEGIN")
        other.execute("SELECT * FROM notes").fetchall()
        opening = pool.submit(Database.open, copy, schema(NOTES), busy_seconds=30)
        with pytest.raises(TimeoutError):
            opening.result(timeout=0.2)
        other.execute("COMMIT")
        opening.result(timeout=10).close()


class Contended(sqlite3.Connection):
    """Two that change the journal at once: SQLite lets one fail without waiting."""

    failures = 2

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        if "journal_mode" in sql and self.failures:
            self.failures -= 1
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error
        return super().execute(sql, parameters)


def test_whoever_loses_the_race_for_the_journal_tries_again(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    Database.open(path, schema(NOTES)).close()
    with closing(sqlite3.connect(path, isolation_level=None, factory=Contended)) as connection:
        bring_up_to_date(connection, schema(NOTES, MARKS), path=path, seconds=10)
        assert connection.execute("SELECT mark FROM notes").fetchall() == []


def test_a_corpus_of_the_first_migration_keeps_its_articles(tmp_path: Path) -> None:
    """As sqlite-utils wrote it: its table of migrations, and no count of them."""
    path = tmp_path / "corpus.db"
    with CorpusStore.open(path) as store:
        save(
            store,
            "One.",
            "The Norland Volunteer Corps.",
            url="https://www.harbour.example/raid/",
        )
        before = store.find("raid")
    with closing(sqlite3.connect(path)) as old:
        old.executescript(
            """
            DROP TRIGGER copy_superseded; DROP TABLE folded; DROP TABLE copies;
            DROP TABLE firsts; DROP TABLE sketches;
            DROP TRIGGER appearance_heard; DROP TRIGGER appearance_heard_anew;
            DROP TRIGGER appearance_heard_no_more; DROP TRIGGER statements_superseded;
            DROP TRIGGER statement_heard; DROP TRIGGER voice_taken; DROP TRIGGER voice_left;
            DROP VIEW spoken; DROP VIEW called; DROP VIEW named; DROP VIEW heard;
            DROP TRIGGER content_quoted; DROP VIEW standing;
            DROP TABLE quoted; DROP TABLE voices;
            DROP TRIGGER article_joined_disputed; DROP TRIGGER article_left_disputed;
            DROP TRIGGER article_moved_disputed; DROP TRIGGER
            version_changed_disputed; DROP TRIGGER attributed_disputed; DROP TRIGGER
            unattributed_disputed; DROP TRIGGER identified_disputed; DROP TRIGGER
            figured_disputed; DROP TRIGGER appearance_linked_disputed; DROP TRIGGER
            origin_changed_disputed; DROP TRIGGER speaker_added_disputed; DROP TRIGGER
            speaker_changed_disputed; DROP TRIGGER speaker_removed_disputed; DROP
            TRIGGER alias_added_disputed; DROP TRIGGER alias_removed_disputed;
            DROP TABLE dispute_sides; DROP TABLE disputes; DROP TABLE disputed;
            DROP VIEW version_moments; DROP TABLE terms; DROP TABLE abbreviations;
            DROP TRIGGER article_superseded;
            DROP TABLE appearance_keys; DROP TABLE appearances; DROP TABLE identified;
            DROP TRIGGER story_superseded; DROP TABLE ungrouped; DROP TABLE stories;
            DROP TABLE story_links; DROP TABLE story_words; DROP TABLE storied;
            DROP TABLE figures; DROP TABLE figured; DROP TABLE shifts; DROP TABLE marks;
            DROP INDEX paragraphs_corrections; ALTER TABLE paragraphs DROP COLUMN is_correction;
            DROP TABLE unlinked_keys; DROP TABLE origins; DROP TABLE speaker_splits;
            DROP TABLE speaker_aliases; DROP TABLE speakers;
            DROP TABLE attribution_contents; DROP TABLE attributions; DROP TABLE attributed;
            DROP VIEW article_versions; ALTER TABLE versions DROP COLUMN is_partial;
            ALTER TABLE versions DROP COLUMN revision; ALTER TABLE versions DROP COLUMN modified;
            ALTER TABLE versions DROP COLUMN note; ALTER TABLE versions DROP COLUMN released;
            DROP TABLE closed; DROP TABLE sealed; DROP TABLE alterations;
            DROP TABLE looks;
            CREATE VIEW article_versions AS SELECT * FROM versions JOIN articles;
            DROP TABLE feed_entries; DROP TABLE feed_fetches; DROP TABLE feed_pages;
            DROP TABLE feed_hosts; DROP TABLE feeds;
            DROP TABLE places; DROP TABLE addresses; DROP TABLE told; DROP INDEX versions_title;
            ALTER TABLE articles ADD COLUMN source TEXT NOT NULL DEFAULT '/news/raid.txt::raid';
            CREATE INDEX articles_source ON articles (source);
            DROP TABLE _sqlite_migrations;
            CREATE TABLE "_sqlite_migrations" (
                "id" INTEGER PRIMARY KEY, "migration_set" TEXT, "name" TEXT, "applied_at" TEXT
            );
            CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
                ON "_sqlite_migrations" ("migration_set", "name");
            INSERT INTO _sqlite_migrations VALUES
                (1, 'dateline.corpus', 'm001_articles_and_change_feed', '2026-01-01');
            PRAGMA user_version = 0;
            """
        )
    with CorpusStore.open(path) as store:
        assert store.words.names_of("nvc") == ["Norland Volunteer Corps"]
        assert store.find("raid") == before
        assert store.find("http://harbour.example/raid").number == before.number
        again = save(
            store,
            "One.",
            "The Norland Volunteer Corps.",
            url="https://www.harbour.example/raid/",
        )
        assert again is Outcome.UNCHANGED
        assert store.attributions.count_unattributed("rules-1") == 1
        assert store.faults() == []


# Folders that cannot be written


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that any user reaches."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "data"


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder as somebody sees it who may read it and no more; root may always write."""
    for file in folder.iterdir():
        file.chmod(0o644)
    folder.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_a_folder_that_cannot_be_written_can_be_read(public: Path) -> None:
    path = public / "notes.db"
    with closing(Database.open(path, schema(NOTES))) as database:
        write(database, "kept")
    with read_only(public):
        with closing(Database.open(path, schema(NOTES))) as database:
            assert texts(database) == ["kept"]
            with pytest.raises(StoreUnwritable, match="cannot be written"):
                write(database, "refused")
        assert [file.name for file in public.iterdir()] == ["notes.db"]


def test_what_a_writer_has_not_moved_in_yet_is_read_along_with_it(public: Path) -> None:
    path = public / "notes.db"
    with closing(Database.open(path, schema(NOTES))) as writer:
        write(writer, "in the log")
        with read_only(public), closing(Database.open(path, schema(NOTES))) as database:
            assert texts(database) == ["in the log"]


def test_a_log_that_cannot_be_read_is_told_and_not_passed_over(public: Path) -> None:
    path = public / "notes.db"
    with closing(Database.open(path, schema(NOTES))) as writer:
        write(writer, "in the log")
        killed = public.parent / "killed"
        killed.mkdir()
        for name in ("notes.db", "notes.db-wal"):
            (killed / name).write_bytes((public / name).read_bytes())
    with (
        read_only(killed),
        pytest.raises(StoreUnwritable, match=r"latest changes are in notes\.db-wal"),
    ):
        Database.open(killed / "notes.db", schema(NOTES))
    with closing(Database.open(killed / "notes.db", schema(NOTES))) as database:
        assert texts(database) == ["in the log"]


def test_a_file_that_is_changed_while_it_is_read_as_unchanging_is_an_error(public: Path) -> None:
    path = public / "notes.db"
    Database.open(path, schema(NOTES)).close()
    with read_only(public):
        database = Database.open(path, schema(NOTES))
    with closing(database):
        assert texts(database) == []
        with closing(Database.open(path, schema(NOTES))) as writer:
            write(writer, "meanwhile")
            with pytest.raises(StoreBusy, match="changed while it was read"):
                texts(database)


def test_an_older_file_in_a_folder_that_cannot_be_written_is_told(public: Path) -> None:
    path = public / "notes.db"
    Database.open(path, schema(NOTES)).close()
    with read_only(public), pytest.raises(StoreUnwritable, match=r"make .* writable"):
        Database.open(path, schema(NOTES, MARKS))


# Reading and writing


def test_a_write_within_another_is_part_of_it(database: Database) -> None:
    with suppress(ZeroDivisionError), database.write():
        write(database, "lost")
        raise ZeroDivisionError
    assert texts(database) == []


def test_what_a_thread_writes_it_reads_before_others_do(database: Database) -> None:
    with ThreadPoolExecutor(1) as pool, database.write() as db:
        db.execute("INSERT INTO notes VALUES ('mine')")
        assert texts(database) == ["mine"]
        assert pool.submit(texts, database).result() == []


def test_writers_of_one_process_wait_their_turn_however_long(database: Database) -> None:
    entered, leave = threading.Event(), threading.Event()

    def slowly(text: str) -> None:
        with database.write() as db:
            entered.set()
            leave.wait(5)
            db.execute("INSERT INTO notes VALUES (?)", [text])

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(slowly, "first")
        assert entered.wait(5)
        second = pool.submit(slowly, "second")
        with pytest.raises(TimeoutError):
            second.result(timeout=0.5)  # longer than it would wait for another process
        leave.set()
        first.result()
        second.result()
    assert texts(database) == ["first", "second"]


def test_another_process_that_keeps_the_file_is_an_error_with_a_mend(
    database: Database, path: Path
) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="wait for it to end"), database.write():
            pass
    with database.write() as db:
        db.execute("INSERT INTO notes VALUES ('after')")
    assert texts(database) == ["after"]


def test_durable_writes_are_flushed_and_others_need_not_be(database: Database) -> None:
    for durable, level in ((True, 2), (False, 1), (True, 2)):
        with database.write(durable=durable) as db:
            assert db.execute("PRAGMA synchronous").fetchone() == (level,)


def test_a_full_disk_is_an_error_with_a_mend_and_loses_the_whole_transaction(
    database: Database,
) -> None:
    with database.read() as db:
        [pages] = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnwritable, match="free some space"), database.write():
        write(database, "small", "long" * 10_000)
    assert texts(database) == []


def test_a_statement_that_cannot_be_is_an_error_that_names_the_file(database: Database) -> None:
    with pytest.raises(StoreError, match=r"notes\.db.*no such table"), database.read() as db:
        db.execute("SELECT * FROM nowhere")
