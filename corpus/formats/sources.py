"""Files and folders to raw documents: formats, encodings, sidecars and what is wrong with them.

Each article's metadata is what is said closest to its text: its own line, front matter or sidecar
first, then what was said of the whole run, and only then (in `corpus.formats.extract`) what a page
shows.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.errors import SourceError
from corpus.formats.decoding import decode
from corpus.formats.fields import parse_json, split_front_matter
from corpus.formats.metadata import read_metadata
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

_NOT_IN_AN_ID = re.compile(r"[^\w.-]+")


Source = Path | RawDocument | SourceError
"""A file or folder, or what has become of something that was fetched."""


def is_page(named: str) -> bool:
    """Whether somebody means a page of the web by this, right or wrong, and no file."""
    return re.match(r"https?:", named, re.I) is not None


def read_sources(
    sources: Sequence[Source], *, metadata: Metadata = Metadata()
) -> Iterator[RawDocument | SourceError]:
    """Every article under `sources`, in order, and an error for each that cannot be read.

    Folders are searched through, sorted by name; what is hidden, has another suffix or is a link
    to a folder is passed over. A file reached twice is read once. `metadata` fills what the
    articles do not say of themselves; its `id`, `title` and `url` can only belong to one article,
    so they are refused for a folder, a JSON Lines file or several sources.
    """
    if misplaced := _misplaced(sources, metadata):
        yield misplaced
        return
    seen: set[Path] = set()
    for source in sources:
        if isinstance(source, SourceError):
            yield source
            continue
        if isinstance(source, RawDocument):
            yield replace(source, metadata=source.metadata.or_else(metadata))
            continue
        for found in _find(source):
            if isinstance(found, SourceError):
                yield found
            elif (resolved := found.resolve()) not in seen:
                seen.add(resolved)
                yield from _read(found, metadata)


def _misplaced(sources: Sequence[Source], metadata: Metadata) -> SourceError | None:
    fields = {"id": metadata.id, "title": metadata.title, "url": metadata.url}
    given = [name for name, value in fields.items() if value]
    if not given or (len(sources) == 1 and not _holds_many(sources[0])):
        return None
    return SourceError(
        ", ".join(_shown(each) if isinstance(each, Path) else each.name for each in sources),
        f"{' and '.join(given)} can be given for one article only",
        mend="name a single file, or write them into a sidecar or front matter",
    )


def _holds_many(source: Source) -> bool:
    return isinstance(source, Path) and (source.is_dir() or source.suffix.lower() == _JSON_LINES)


def _find(path: Path) -> Iterator[Path | SourceError]:
    if path.is_dir():
        yield from _find_in_folder(path)
    elif not path.exists():
        yield SourceError(_shown(path), "no such file or folder", mend="check the path")
    elif not path.is_file():
        yield SourceError(_shown(path), "is not a file or folder", mend="name a file to read")
    elif path.suffix.lower() in _SUFFIXES:
        yield path
    elif not _is_sidecar(path):
        suffix = f"the suffix {path.suffix!r} is unknown" if path.suffix else "it has no suffix"
        yield SourceError(_shown(path), suffix, mend=_WORKING)


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
        yield _unreadable(_shown(Path(error.filename)), error)
    if empty and not errors:
        yield SourceError(_shown(folder), "there is no article in this folder", mend=_WORKING)


def _is_sidecar(path: Path) -> bool:
    """Whether a `.json` file stands beside the article that it describes."""
    bare = path.with_suffix("")
    articles = [bare, *map(path.with_suffix, _MEDIA)]
    return path.suffix.lower() == ".json" and any(
        article.suffix.lower() in _MEDIA and article.is_file() for article in articles
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
        yield _unreadable(_shown(path), error)


def _read_file(path: Path, metadata: Metadata) -> RawDocument:
    name = _shown(path)
    media = _MEDIA[path.suffix.lower()]
    text = decode(_read_bytes(path), name=name, path=name, html=media is MediaType.HTML)
    own = Metadata()
    if media is not MediaType.HTML:
        front_matter, text = split_front_matter(text, name=name)
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
        raise _too_large(_shown(path), path.stat().st_size)
    return data


def _read_sidecar(path: Path) -> Metadata:
    name = _shown(path)
    fields = parse_json(decode(_read_bytes(path), name=name, path=name), name=name)
    return read_metadata(fields, name=name)


def _read_json_lines(path: Path, metadata: Metadata) -> Iterator[RawDocument | SourceError]:
    empty = True
    for number, line in _lines(path):
        name = f"{_shown(path)} line {number}"
        if isinstance(line, bytes) and not line.strip():
            continue
        empty = False
        try:
            if isinstance(line, int):
                raise _too_large(name, line)
            fields = parse_json(decode(line.rstrip(), name=name, path=_shown(path)), name=name)
            yield RawDocument(
                name=name,
                path=_shown(path),
                stem=f"{_slug(path.stem)}-{number}",
                media=MediaType.TEXT,
                content=_text(fields, name),
                metadata=read_metadata(fields, name=name).or_else(metadata),
            )
        except SourceError as error:
            yield error
    if empty:
        raise SourceError(_shown(path), "the file is empty", mend="write one JSON object a line")


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


def _shown(path: Path) -> str:
    """The path as text; a byte of its name that is not UTF-8 becomes a question mark."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def _unreadable(name: str, error: OSError) -> SourceError:
    reason = (error.strerror or str(error)).lower()
    return SourceError(name, f"cannot be read ({reason})", mend="check its permissions")
