"""How a mirror is reached, and what is said where it cannot be."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from corpus.errors import MirrorUnreachable, MirrorUnusable

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[Any]
    Cursor = psycopg.Cursor[Any]

SCHEMA = "dateline"
"""Where all of a mirror lies; there is one in a database."""
# How long a server may take to be reached, and to answer, in seconds. Set by hand; not measured.
_CONNECT_SECONDS, _ANSWER_SECONDS = 5, 30
# How many vectors the search through the graph keeps in view.
_BREADTH = 200
EXTRA = "pip install 'dateline[engine]'"


def require_extra() -> None:
    """Raise MirrorUnusable where the extra that talks to a mirror is not installed."""
    try:
        import psycopg  # noqa: F401
        import sqlglot  # noqa: F401
    except ImportError as error:
        raise MirrorUnusable(
            "DATELINE_ENGINE is set, and what talks to it is not installed", fix=f"run: {EXTRA}"
        ) from error


def connect(address: str, *, writes: bool = False) -> Connection:
    """A connection of one's own; raises MirrorUnreachable, and MirrorUnusable without the extra."""
    require_extra()
    import psycopg
    from psycopg.types.numeric import FloatLoader

    options = f"-c search_path={SCHEMA},public,pg_catalog -c jit=off -c timezone=UTC"
    if not writes:
        # A filter may leave out most of what the graph finds first: go on until there is enough.
        options += f" -c hnsw.ef_search={_BREADTH} -c hnsw.iterative_scan=strict_order"
        options += f" -c default_transaction_read_only=on -c statement_timeout={_ANSWER_SECONDS}s"
    with translate_errors(address):
        connection = psycopg.connect(
            address,
            autocommit=not writes,
            connect_timeout=_CONNECT_SECONDS,
            application_name="dateline",
            cursor_factory=psycopg.ClientCursor,
            options=options,
            keepalives_idle=10,
            keepalives_interval=5,
            keepalives_count=3,
            tcp_user_timeout=_ANSWER_SECONDS * 1000,
        )
    connection.adapters.register_loader("numeric", FloatLoader)  # the sum of counts
    return connection


@contextmanager
def translate_errors(address: str) -> Iterator[None]:
    """PostgreSQL's errors as StoreErrors that name the server, and not its password."""
    import psycopg

    try:
        yield
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName) as error:
        raise MirrorUnusable(
            f"the engine at {shown(address)} has no corpus yet",
            fix="run on the writer's machine: dateline sync",
        ) from error
    except psycopg.OperationalError as error:
        raise MirrorUnreachable(shown(address), _first_line(error)) from error
    except psycopg.Error as error:
        raise MirrorUnusable(
            f"the engine at {shown(address)} says: {_first_line(error)}", fix="run: dateline doctor"
        ) from error


def shown(address: str) -> str:
    """The address of a server as it may be shown."""
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(address)
    port = f":{parts['port']}" if parts.get("port") else ""
    return f"{parts.get('host') or 'localhost'}{port}/{parts.get('dbname') or ''}".rstrip("/")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["nothing"])[0]


class Reader:
    """Asks a mirror from many threads, a connection for each.

    A connection that was lost, as by a server that was restarted, is made anew for the next
    question to the server; what was being asked of it fails.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._here = threading.local()
        self._guard = threading.Lock()
        self._opened: list[Connection] = []

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Cursor:
        """Ask in PostgreSQL's own SQL; raises MirrorUnreachable and MirrorUnusable."""
        with translate_errors(self.address):
            return self._asked(sql, parameters)

    def _asked(self, sql: str, parameters: Any) -> Cursor:
        import psycopg

        connection = self._connection()
        try:
            return connection.execute(sql, parameters)
        except psycopg.OperationalError:
            if not connection.closed:
                raise
        # It may have been lost long ago, while nobody asked: nothing is lost by asking again, since
        # nothing but reading is done here.
        return self._connection().execute(sql, parameters)

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
            self._here = threading.local()

    def _connection(self) -> Connection:
        connection: Connection | None = getattr(self._here, "connection", None)
        if connection is None or connection.closed:
            connection = connect(self.address)
            self._here.connection = connection
            with self._guard:
                self._opened = [each for each in self._opened if not each.closed]
                self._opened.append(connection)
        return connection


class AsSqlite:
    """A reader that is asked in SQLite's SQL, as the tables of the store ask theirs."""

    in_transaction = False

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor:
        require_extra()
        from corpus.mirror.translation import kinds_of, translated

        statement = translated(sql, kinds_of(parameters))
        return self._reader.execute(statement.sql, statement.given(parameters))
