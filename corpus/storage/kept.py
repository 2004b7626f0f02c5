"""What was found in a corpus, kept for as long as the corpus stays what it was."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from corpus.storage.database import Database

Value = TypeVar("Value")

# Of a million paragraphs, one that keeps the ids of most takes 8 MB. Set by hand; not measured.
_MOST = 8
# A revision tells what became of paragraphs; the others, of articles that have none.
_STATE = """
    SELECT (SELECT max(revision) FROM changes), (SELECT count(*) FROM articles),
        (SELECT max(number) FROM articles), (SELECT max(rowid) FROM versions)
"""


class Kept:
    """May be used from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._state: Any = None
        self._values: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, find: Callable[[sqlite3.Connection], Value]) -> Value:
        """What `find` finds, or found under this key since articles last changed."""
        with self._database.read() as db:
            if db.in_transaction:  # it may be undone, and its revision given once more
                return find(db)
            state = db.execute(_STATE).fetchone()
            with self._guard:
                if state == self._state and key in self._values:
                    self._values.move_to_end(key)
                    value: Value = self._values[key]
                    return value
            value = find(db)
            if db.execute(_STATE).fetchone() == state:
                self._keep(state, key, value)
            return value

    def _keep(self, state: Any, key: Hashable, value: Any) -> None:
        with self._guard:
            if state != self._state:
                self._values.clear()
                self._state = state
            self._values[key] = value
            while len(self._values) > _MOST:
                self._values.popitem(last=False)
