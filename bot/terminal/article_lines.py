"""Articles as they come in a JSON Lines file: the text untouched, so that offsets into it hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SourceError
from corpus.formats.json_lines import Line, NotJson, NotUtf8, read_lines

MAX_FILE_BYTES = 512 * 1024 * 1024
_MEND = 'write {"id": "…", "text": "…"} on each line'


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One line of the file; `id` is whatever it has under "id" or "doc_id"."""

    id: object
    text: str


def read_articles(path: Path) -> list[ArticleLine]:
    """All articles of the file; raises SourceError naming the first line that is wrong."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise SourceError(str(path), "is larger than 512 MB", mend="split it")
        return [_parse(line) for line in read_lines(path, most_bytes=MAX_FILE_BYTES)]
    except OSError as error:
        raise SourceError(
            str(path), f"cannot be read ({error.strerror})", mend="name a file of articles in JSONL"
        ) from error
    except NotUtf8:
        raise SourceError(str(path), "is not UTF-8 text", mend="save it as UTF-8") from None


def _parse(line: Line) -> ArticleLine:
    try:
        value = line.value()
    except NotJson as error:
        raise SourceError(line.name, f"is not JSON ({error.reason})", mend=_MEND) from None
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise SourceError(line.name, "has no text", mend=_MEND)
    return ArticleLine(id=value.get("id", value.get("doc_id")), text=value["text"])
