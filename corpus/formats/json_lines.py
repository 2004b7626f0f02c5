"""JSON Lines, a value a line: whatever is wrong with one is said of that line of that file."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.formats.files import MAX_BYTES, shown


class BadLine(ValueError):
    """A line that holds no value; `reason` says why, without the line's name."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.reason = reason


class NotUtf8(BadLine):
    """The line is not text in UTF-8."""


class NotJson(BadLine):
    """The line is text, but not JSON."""


class TooLong(BadLine):
    """The line is longer than the limit, so it was not kept."""


@dataclass(frozen=True, slots=True)
class JsonLine:
    """A line that is not blank. `name` is what messages call it ("wire.jsonl line 3").

    `size` is its length in bytes; `data` holds them, unless there are too many.
    """

    path: Path
    number: int
    data: bytes
    size: int

    @property
    def name(self) -> str:
        return f"{shown(self.path)} line {self.number}"

    @property
    def is_too_long(self) -> bool:
        return self.size > len(self.data)

    def value(self) -> Any:
        """What the line says; raises NotUtf8, NotJson and TooLong."""
        if self.is_too_long:
            raise TooLong(self.name, "the line is too long")
        try:
            return json.loads(self.data.removeprefix(codecs.BOM_UTF8).decode("utf-8"))
        except UnicodeDecodeError as error:
            raise NotUtf8(self.name, "not UTF-8 text") from error
        except json.JSONDecodeError as error:
            raise NotJson(self.name, error.msg) from error
        except (RecursionError, ValueError) as error:
            raise NotJson(self.name, "it cannot be parsed") from error


def read_lines(path: Path, *, most_bytes: int = MAX_BYTES) -> Iterator[JsonLine]:
    """The lines of a file one after the other, however large it is; raises OSError.

    Of a line longer than `most_bytes` only its size is kept.
    """
    with path.open("rb") as file:
        number = 0
        while data := file.readline(most_bytes + 1):
            number += 1
            size = len(data)
            if size > most_bytes:
                while data and not data.endswith(b"\n"):
                    data = file.readline(most_bytes)
                    size += len(data)
                yield JsonLine(path, number, b"", size)
            elif data.strip():
                yield JsonLine(path, number, data, size)


def read_values(path: Path) -> Iterator[Any]:
    """What the lines of a file say; raises OSError, NotUtf8, NotJson and TooLong."""
    for line in read_lines(path):
        yield line.value()
