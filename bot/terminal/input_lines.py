"""Files that are given to a command: JSON Lines, one object per line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.errors import DatelineError
from corpus.formats.json_lines import JsonLine, NotJson, NotUtf8, read_lines


class BadInput(DatelineError):
    """A question, or a line of a file, that a command cannot work on."""


def read_objects(path: Path, *, most_bytes: int, form: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line's place ("FILE line 3") and its object; raises BadInput at the first bad line.

    `form` is what a line should look like, as an error shows it. Blank lines are skipped.
    """
    try:
        if path.stat().st_size > most_bytes:
            raise BadInput(
                f"{path} is larger than {most_bytes // 1_048_576} MB",
                fix="split it into smaller files",
            )
        for line in read_lines(path, most_bytes=most_bytes):
            yield line.name, _object(line, form=form)
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read ({error.strerror})", fix="give a file in JSON Lines"
        ) from error


def write_like(form: str) -> str:
    """How to fix a line that does not have the form."""
    return f"write {form} on each line"


def _object(line: JsonLine, *, form: str) -> dict[str, Any]:
    try:
        value = line.value()
    except NotUtf8:
        raise BadInput(f"{line.name} is not UTF-8 text", fix="save it as UTF-8") from None
    except NotJson as error:
        raise BadInput(f"{line.name} is not JSON ({error.reason})", fix=write_like(form)) from None
    if not isinstance(value, dict):
        raise BadInput(f"{line.name} is not a JSON object", fix=write_like(form))
    return value
