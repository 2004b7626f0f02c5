"""The chat's own file: made, brought up to date, shared and refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.chat.answers.exchanges import ExchangeKind, Exchanges
from bot.chat.database import MIGRATIONS, ChatDatabase
from corpus.errors import StoreError, StoreTooNew, StoreUnwritable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "chat.db"


@pytest.fixture
def database(path: Path) -> Iterator[ChatDatabase]:
    with closing(ChatDatabase.open(path)) as database:
        database.write("CREATE TABLE notes (user INTEGER, text TEXT)")
        yield database


def test_what_one_writes_another_reads_at_once(database: ChatDatabase, path: Path) -> None:
    with closing(ChatDatabase.open(path)) as other:
        other.write("INSERT INTO notes VALUES (7, 'kept')")
        assert database.read("SELECT text FROM notes") == [("kept",)]


def test_reading_does_not_wait_for_a_writer(database: ChatDatabase, path: Path) -> None:
    with closing(ChatDatabase.open(path)) as other, other.transaction():
        other.write("INSERT INTO notes VALUES (7, 'not yet')")
        assert database.read("SELECT text FROM notes") == []
    assert database.read("SELECT text FROM notes") == [("not yet",)]


def test_after_a_full_disk_it_goes_on(database: ChatDatabase) -> None:
    [[pages]] = database.read("PRAGMA page_count")
    database.write(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnwritable, match="full"), database.transaction():
        database.write("INSERT INTO notes VALUES (7, ?)", ("long" * 10_000,))
    database.write("PRAGMA max_page_count = 1000000")
    with database.transaction():
        database.write("INSERT INTO notes VALUES (7, 'kept')")
    assert database.read("SELECT text FROM notes") == [("kept",)]


def test_a_transaction_happens_as_a_whole_or_not_at_all(database: ChatDatabase) -> None:
    with suppress(StoreError), database.transaction():
        database.write("INSERT INTO notes VALUES (7, 'lost')")
        database.write("INSERT INTO nowhere VALUES (7)")
    assert database.read("SELECT text FROM notes") == []


def contents(connection: sqlite3.Connection) -> dict[str, list[dict[str, object]]]:
    """Every row of every table of ours, by column."""
    connection.row_factory = sqlite3.Row
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'"
    )
    return {
        name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]  # noqa: S608
        for (name,) in tables
    }


def schema_of(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    return {tuple(row) for row in connection.execute("SELECT type, name, sql FROM sqlite_schema")}


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_a_file_from_before_migrations_had_names_is_upgraded_and_loses_nothing(
    path: Path, tmp_path: Path, version: int
) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        for migration in MIGRATIONS[:version]:
            old.executescript(migration.script)
        for table in contents(old):
            columns = len(old.execute(f"SELECT * FROM {table}").description)  # noqa: S608
            old.execute(f"INSERT INTO {table} VALUES ({', '.join('7' * columns)})")  # noqa: S608
        old.execute(f"PRAGMA user_version = {version}")
        old.commit()
        before = contents(old)
    ChatDatabase.open(path).close()
    ChatDatabase.open(tmp_path / "new.db").close()
    with (
        closing(sqlite3.connect(path)) as upgraded,
        closing(sqlite3.connect(tmp_path / "new.db")) as new,
    ):
        assert schema_of(upgraded) == schema_of(new)
        after = contents(upgraded)
    assert all(rows for rows in before.values())
    for table, rows in before.items():
        assert [row | kept for row, kept in zip(rows, after[table], strict=True)] == after[table]


def test_somebody_elses_file_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.executescript("CREATE TABLE recipes (name); PRAGMA user_version = 3;")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a Dateline database"):
        ChatDatabase.open(path)
    assert path.read_bytes() == before


def test_many_may_open_a_new_file_at_once(path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        for database in pool.map(lambda _: ChatDatabase.open(path), range(8)):
            database.close()


def test_a_file_that_is_not_a_database_is_named_with_its_mend(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database at all, but long enough to be looked at" * 20)
    with pytest.raises(StoreError, match=r"chat\.db.*dateline restore DIR"):
        ChatDatabase.open(path)


def test_a_newer_file_is_left_alone(path: Path) -> None:
    ChatDatabase.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreTooNew):
        ChatDatabase.open(path)


def test_a_dateline_that_counts_migrations_can_tell_how_many_there_are(path: Path) -> None:
    """Or it would take a newer file for its own, or make its tables once more."""
    ChatDatabase.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnwritable):
        ChatDatabase.open(tmp_path / "file" / "chat.db")


def test_a_transaction_reads_what_it_has_written(database: ChatDatabase) -> None:
    with database.transaction():
        database.write("INSERT INTO notes VALUES (7, 'mine')")
        assert database.read("SELECT text FROM notes") == [("mine",)]


def test_forgetting_somebody_covers_every_table(database: ChatDatabase) -> None:
    database.write("CREATE TABLE votes (user INTEGER, chat INTEGER)")
    for user, chat in ((7, -5), (8, -5), (8, 7), (8, 8)):
        database.write("INSERT INTO votes VALUES (?, ?)", (user, chat))
    database.write("INSERT INTO notes VALUES (7, 'his'), (8, 'hers')")
    database.forget(7)
    assert database.read("SELECT user, chat FROM votes ORDER BY chat") == [(8, -5), (8, 8)]
    assert database.read("SELECT text FROM notes") == [("hers",)]


def raw(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob("chat.db*"))


def ask_much(database: ChatDatabase) -> Exchanges:
    """So much that rows move between pages, with questions that are finished and revised."""
    exchanges, words = Exchanges(database), ("short", "long " * 60, "longer " * 300)
    with database.transaction():
        for number in range(240):
            user = 7 + number % 3
            text = f"asked-by-{user} {words[number % 7 % 3]}"
            exchange = exchanges.add(
                ExchangeKind.QUESTION,
                chat=user,
                user=user,
                question=number,
                asked=float(number),
                text=text,
                payload={"question": text},
            )
            exchanges.revise(exchange, text=text * (1 + number % 2), payload={"question": text})
            database.write(
                "INSERT INTO inbox (chat, user, payload, received) VALUES (?, ?, ?, 0.0)",
                (user, user, text),
            )
    return exchanges


def test_nothing_of_what_is_forgotten_can_be_read_in_the_files(path: Path) -> None:
    with closing(ChatDatabase.open(path)) as database:
        ask_much(database)
        assert b"asked-by-7" in raw(path)
        database.forget(7)
        assert b"asked-by-7" not in raw(path)
        assert b"asked-by-8" in raw(path)


def test_nothing_of_what_is_too_old_can_be_read_in_the_files(path: Path) -> None:
    with closing(ChatDatabase.open(path)) as database:
        exchanges = ask_much(database)
        database.write("DELETE FROM inbox")
        exchanges.prune(before=239.5)
        assert b"asked-by-" not in raw(path)


def test_a_reader_delays_the_overwriting_and_forgetting_says_so(
    database: ChatDatabase, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database.write("INSERT INTO notes VALUES (7, 'his')")
    database.write("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM notes").fetchall()
        database.forget(7)
    assert database.read("SELECT * FROM notes") == []
    assert "can still be read in the file" in caplog.text


# Who gets in is for administrators to decide, and forgetting must let nobody back in.
# How far the corpus has been looked at for corrections is nobody's.
DECISIONS = {"members", "requests", "moved", "corrections_seen"}
# What a group has set, which of the articles were quoted to it, and what of that was corrected.
OF_A_GROUP = {"corrections", "menus", "preferences", "receipts", "timetables"}


@pytest.mark.parametrize(("chat", "kept"), [(7, DECISIONS), (-5, DECISIONS | OF_A_GROUP)])
def test_forgetting_leaves_only_what_is_not_theirs(path: Path, chat: int, kept: set[str]) -> None:
    """Of whatever tables there are, so that a new one needs a decision."""
    with closing(ChatDatabase.open(path)) as database:
        tables = [
            t
            for (t,) in database.read("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if not t.startswith("_")
        ]
        for table in tables:
            columns = database.read("SELECT name FROM pragma_table_info(?)", (table,))
            for person, place in ((7, chat), (8, 8)):
                # Their id in every other column too, so that each key refers to a row of theirs.
                row = [place if name == "chat" else person for (name,) in columns]
                marks = ", ".join("?" * len(row))
                database.write(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608
        database.forget(7)
        left = {table: len(database.read(f"SELECT * FROM {table}")) for table in tables}  # noqa: S608
    assert left == {table: 1 + (table in kept) for table in tables}


def test_a_group_takes_its_rows_to_its_new_id(database: ChatDatabase) -> None:
    database.write("CREATE TABLE jobs (chat INTEGER PRIMARY KEY, what TEXT)")
    database.write("INSERT INTO jobs VALUES (-5, 'old'), (-6, 'other')")
    database.write("INSERT INTO members VALUES (-5, 'reader', 'Desk', 0.0)")
    database.move_chat(-5, -1005)
    assert database.read("SELECT chat FROM jobs ORDER BY chat") == [(-1005,), (-6,)]
    assert database.read("SELECT id FROM members") == [(-1005,)]
