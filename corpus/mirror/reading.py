"""A corpus that is read from its mirror, by the same store as from its own file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, cast

from corpus.errors import MirrorReadOnly, StoreBroken
from corpus.mirror.connection import AsSqlite, Reader, shown
from corpus.mirror.passages import MirrorPassages
from corpus.storage.database import Database
from corpus.storage.digests import text_digest
from corpus.storage.store import CorpusStore
from corpus.storage.story_table import StoryTable
from corpus.storage.word_table import WordTable
from corpus.types import Paragraph


class MirrorDatabase(Database):
    """What stands where a SQLite file does. Only the writer changes a corpus."""

    def __init__(self, reader: Reader) -> None:
        self.path = Path(shown(reader.address))
        self._reader = reader
        self._asked = AsSqlite(reader)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        yield cast(sqlite3.Connection, self._asked)

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        raise MirrorReadOnly
        yield

    def require_intact(self) -> None:
        """The server looks after its own pages."""

    def overwrite_deleted(self) -> None:
        raise MirrorReadOnly

    def close(self) -> None:
        self._reader.close()


class MirrorStore(CorpusStore):
    """The corpus as an engine has it. Raises MirrorUnreachable where that cannot be reached, and
    StoreBroken where a paragraph is not the one that the writer sent."""

    def __init__(self, reader: Reader) -> None:
        database = MirrorDatabase(reader)
        super().__init__(database)
        self._mirrored = database
        self.passages_table = MirrorPassages(reader)

    @classmethod
    def at(cls, address: str) -> Self:
        """The corpus in the engine at this address; nothing is asked of it yet."""
        return cls(Reader(address))

    @property
    def words(self) -> WordTable:
        return _Words(self._mirrored, self.passages_table)

    @property
    def stories(self) -> StoryTable:
        return _Stories(self._mirrored, self.passages_table)

    def document_frequency(self, match: str) -> int:
        return self.passages_table.count_matching(match)

    def is_marked(self, mark: str) -> bool:
        return self.passages_table.state().mark == mark

    def copy_to(self, target: Path) -> None:
        """What there is to be copied is the writer's."""
        raise MirrorReadOnly

    def faults(self) -> list[str]:
        return []

    def _paragraphs(self, tail: str, parameters: Sequence[Any]) -> list[Paragraph]:
        """Each is what the writer read in SQLite, or it is not given."""
        columns = "id, article, version, position, section, text, is_correction, digest"
        sql = f"SELECT {columns} FROM paragraphs {tail}"
        found = []
        with self._mirrored.read() as db:
            for row in db.execute(sql, list(parameters)).fetchall():
                *values, is_correction, digest = row
                paragraph = Paragraph(*(*values, bool(is_correction)))
                if text_digest(paragraph.text) != bytes(digest):
                    raise StoreBroken(
                        str(self.path),
                        f"paragraph {paragraph.id} is not what the writer sent",
                        fix="run on the writer's machine: dateline rebuild",
                    )
                found.append(paragraph)
        return found


class _Words(WordTable):
    def __init__(self, database: Database, passages: MirrorPassages) -> None:
        super().__init__(database)
        self._passages = passages

    def among(self, stems: Sequence[str]) -> list[str]:
        return [stem for stem in stems if self._passages.has(stem)]

    def text_with(self, stem: str) -> str:
        return self._passages.text_with(stem)


class _Stories(StoryTable):
    def __init__(self, database: Database, passages: MirrorPassages) -> None:
        super().__init__(database)
        self._passages = passages

    def holding(self, match: str) -> set[int]:
        return self._passages.articles_matching(match)
