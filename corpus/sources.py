"""Files and folders to raw documents: formats, encodings, sidecars and what is wrong with them.

Each article's metadata is what is said closest to its text: its own line, front matter or sidecar
first, then what was said of the whole run, and only then (in `corpus.extract`) what a page shows.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from corpus.decoding import decode
from corpus.errors import SourceError
from corpus.metadata import read_metadata
from corpus.types import MediaType, Metadata, RawDocument

MAX_BYTES = 20_000_000
"""The largest article that is read: a file, or one line of JSON Lines."""

_MEDIA = {
    ".txt": MediaType.TEXT,
    ".md": MediaType.MARKDOWN,
    ".html": MediaType.HTML,
    ".htm": MediaType.HTML,
}
_JSON_LINES = ".jsonl"
_SUFFIXES = (*_MEDIA, _JSON_LINES)
_WORKING = f"the suffixes that work are {', '.join(_SUFFIXES)}"

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?=[A-Za-z_][\w-]*[ \t]*:)")
_FRONT_MATTER_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_NOT_IN_AN_ID = re.compile(r"[^\w.-]+")


def read_sources(
    paths: Sequence[Path], *, metadata: Metadata = Metadata()
) -> Iterator[RawDocument | SourceError]:
    """Every article under `paths`, in order, and an error for each that cannot be read.

    Folders are searched through, sorted by name; what is hidden, has another suffix or is a link
    to a folder is passed over. A file reached twice is read once. `metadata` fills what the
    articles do not say of themselves; its `id`, `title` and `url` can only belong to one article,
    so they are refused for a folder, a JSON Lines file or several paths.
    """
    if misplaced := _misplaced(paths, metadata):
        yield misplaced
        return
    seen: set[Path] = set()
    for path in paths:
        for found in _find(path):
            if isinstance(found, SourceError):
                yield found
            elif (resolved := found.resolve()) not in seen:
                seen.add(resolved)
                yield from _read(found, metadata)


def _misplaced(paths: Sequence[Path], metadata: Metadata) -> SourceError | None:
    fields = {"id": metadata.id, "title": metadata.title, "url": metadata.url}
    given = [name for name, value in fields.items() if value]
    one = len(paths) == 1 and not paths[0].is_dir() and paths[0].suffix.lower() != _JSON_LINES
    if one or not given:
        return None
    return SourceError(
        ", ".join(map(str, paths)),
        f"{' and '.join(given)} can be given for one article only",
        mend="name a single file, or write them into a sidecar or front matter",
    )


def _find(path: Path) -> Iterator[Path | SourceError]:
    if path.is_dir():
        yield from _find_in_folder(path)
    elif not path.exists():
        yield SourceError(str(path), "no such file or folder", mend="check the path")
    elif not path.is_file():
        yield SourceError(str(path), "is not a file or folder", mend="name a file to read")
    elif path.suffix.lower() in _SUFFIXES:
        yield path
    elif not _is_sidecar(path):
        suffix = f"the suffix {path.suffix!r} is unknown" if path.suffix else "it has no suffix"
        yield SourceError(str(path), suffix, mend=_WORKING)


def _find_in_folder(folder: Path) -> Iterator[Path | SourceError]:
    errors: list[OSError] = []
    empty = True
    for parent, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith(".") and path.suffix.lower() in _SUFFIXES:
                empty = False
                yield from _find(path)
    for error in errors:
        yield _unreadable(str(error.filename), error)
    if empty and not errors:
        yield SourceError(str(folder), "there is no article in this folder", mend=_WORKING)


def _is_sidecar(path: Path) -> bool:
    """Whether a `.json` file stands beside the article that it describes."""
    return path.suffix.lower() == ".json" and any(
        path.with_suffix(suffix).is_file() or path.with_suffix("").suffix.lower() == suffix
        for suffix in _MEDIA
    )


def _sidecar(path: Path) -> Path | None:
    candidates = (path.with_name(f"{path.name}.json"), path.with_suffix(".json"))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def _read(path: Path, metadata: Metadata) -> Iterator[RawDocument | SourceError]:
    try:
        if path.suffix.lower() == _JSON_LINES:
            yield from _read_json_lines(path, metadata)
        else:
            yield _read_file(path, metadata)
    except SourceError as error:
        yield error
    except OSError as error:
        yield _unreadable(str(path), error)


def _read_file(path: Path, metadata: Metadata) -> RawDocument:
    name = str(path)
    media = _MEDIA[path.suffix.lower()]
    text = decode(_read_bytes(path), name=name, path=name, html=media is MediaType.HTML)
    own = Metadata()
    if media is not MediaType.HTML:
        front_matter, text = _split_front_matter(text, name)
        own = read_metadata(front_matter, name=name)
    if (sidecar := _sidecar(path)) is not None:
        own = own.or_else(_read_sidecar(sidecar))
    return RawDocument(
        name=name,
        path=name,
        stem=_slug(path.stem),
        media=media,
        content=text,
        metadata=own.or_else(metadata),
    )


def _read_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _too_large(str(path), path.stat().st_size)
    return data


def _read_sidecar(path: Path) -> Metadata:
    name = str(path)
    fields = _parse_json(decode(_read_bytes(path), name=name, path=name), name)
    return read_metadata(fields, name=name)


def _split_front_matter(text: str, name: str) -> tuple[Mapping[str, Any], str]:
    """The front matter's fields and the text after it; a text may well have none."""
    text = text.replace("\r\n", "\n")
    if (opening := _FRONT_MATTER.match(text)) is None:
        return {}, text
    closing = _FRONT_MATTER_END.search(text, opening.end())
    if closing is None:
        raise SourceError(
            name,
            "the front matter that line 1 opens is never closed",
            mend="end it with a line of three hyphens",
        )
    try:
        fields = yaml.safe_load(text[opening.end() : closing.start()])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _broken_front_matter(error, name) from error
    if not isinstance(fields, dict):
        raise SourceError(
            name,
            "the front matter is not a list of keys and values",
            mend='write one "key: value" a line',
        )
    return fields, text[closing.end() :]


def _broken_front_matter(error: Exception, name: str) -> SourceError:
    mark = getattr(error, "problem_mark", None)
    line = f" line {mark.line + 2}" if mark is not None else ""
    problem = getattr(error, "problem", None) or str(error)
    return SourceError(
        f"{name}{line}",
        f"the front matter is not YAML ({problem})",
        mend='write one "key: value" a line, and quote a value that holds a colon',
    )


def _read_json_lines(path: Path, metadata: Metadata) -> Iterator[RawDocument | SourceError]:
    empty = True
    for number, line in _lines(path):
        name = f"{path} line {number}"
        if isinstance(line, bytes) and not line.strip():
            continue
        empty = False
        try:
            if isinstance(line, int):
                raise _too_large(name, line)
            fields = _parse_json(decode(line.rstrip(), name=name, path=str(path)), name)
            yield RawDocument(
                name=name,
                path=str(path),
                stem=f"{_slug(path.stem)}-{number}",
                media=MediaType.TEXT,
                content=_text(fields, name),
                metadata=read_metadata(fields, name=name).or_else(metadata),
            )
        except SourceError as error:
            yield error
    if empty:
        raise SourceError(str(path), "the file is empty", mend="write one JSON object a line")


def _lines(path: Path) -> Iterator[tuple[int, bytes | int]]:
    """Line numbers with the bytes of the line, or with its size where that is past the limit."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_BYTES + 1):
            number += 1
            size = len(line)
            if size <= MAX_BYTES:
                yield number, line
                continue
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_BYTES)
                size += len(line)
            yield number, size


def _parse_json(text: str, name: str) -> Mapping[str, Any]:
    try:
        fields = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(
            name, f"invalid JSON at column {error.colno} ({error.msg})", mend=_JSON_FORM
        ) from error
    except (RecursionError, ValueError) as error:
        raise SourceError(name, f"invalid JSON ({error})", mend=_JSON_FORM) from error
    if not isinstance(fields, dict):
        raise SourceError(name, "the JSON is not an object", mend=_JSON_FORM)
    return fields


_JSON_FORM = 'write {"id", "title", "source", "date", "url", "text"} with a value each'


def _text(fields: Mapping[str, Any], name: str) -> str:
    text = fields.get("text")
    if isinstance(text, str) and text.strip():
        return text
    if text is None or text == "":
        raise SourceError(name, 'the "text" is missing', mend="give the article's text")
    problem = "is blank" if isinstance(text, str) else f"is {type(text).__name__}, not text"
    raise SourceError(name, f'the "text" {problem}', mend="give the article's text")


def _slug(stem: str) -> str:
    """`stem` as an id that can be typed after a command: no spaces, nothing to escape."""
    return _NOT_IN_AN_ID.sub("-", stem).strip("-.") or "article"


def _too_large(name: str, size: int) -> SourceError:
    return SourceError(
        name,
        f"{size / 1e6:.1f} MB is more than an article's limit of {MAX_BYTES / 1e6:.0f} MB",
        mend="give each article a file, or a line of JSON Lines, of its own",
    )


def _unreadable(name: str, error: OSError) -> SourceError:
    reason = (error.strerror or str(error)).lower()
    return SourceError(name, f"cannot be read ({reason})", mend="check its permissions")
