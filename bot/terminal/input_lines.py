"""Files that are given to a command: JSON Lines, one object per line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.errors import DatelineError


class BadInput(DatelineError):
    """A question, or a line of a file, that a command cannot work on."""


def read_objects(path: Path, *, most_bytes: int, form: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line's place ("FILE line 3") and its object; raises BadInput at the first bad line.

    `form` is what a line should look like, as an error shows it. Blank lines are skipped.
    """
    for number, line in enumerate(_text_of(path, most_bytes=most_bytes).split("\n"), start=1):
        if line.strip():
            place = f"{path} line {number}"
            yield place, _parse(line, place=place, form=form)


def write_like(form: str) -> str:
    """How to fix a line that does not have the form."""
    return f"write {form} on each line"


def _text_of(path: Path, *, most_bytes: int) -> str:
    try:
        if path.stat().st_size > most_bytes:
            raise BadInput(
                f"{path} is larger than {most_bytes // 1_048_576} MB",
                mend="split it into smaller files",
            )
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read ({error.strerror})", mend="give a file in JSON Lines"
        ) from error
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not UTF-8 text", mend="save it as UTF-8") from None


def _parse(line: str, *, place: str, form: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it cannot be parsed"
        raise BadInput(f"{place} is not JSON ({reason})", mend=write_like(form)) from None
    if not isinstance(value, dict):
        raise BadInput(f"{place} is not a JSON object", mend=write_like(form))
    return value
