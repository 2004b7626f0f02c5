"""Files, folders and fetched pages to raw documents, and what is wrong with them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.errors import SourceError
from corpus.formats.files import shown, unreadable
from corpus.formats.registry import FORMATS, SUFFIXES, format_of
from corpus.types import Described, Metadata, RawDocument

_WORKING = f"use one of {', '.join(SUFFIXES)}"

Source = Path | RawDocument | SourceError
"""A file or folder, or what has become of something that was fetched."""


def is_page(named: str) -> bool:
    """Whether somebody means a page of the web by this, right or wrong, and no file."""
    return re.match(r"https?:", named, re.I) is not None


def read_sources(
    sources: Sequence[Source], *, metadata: Metadata = Metadata(), origin: Metadata = Metadata()
) -> Iterator[RawDocument | SourceError]:
    """Every article under `sources`, in order, and an error for each that cannot be read.

    Folders are searched through, sorted by name; what is hidden, has another suffix or is a link
    to a folder is passed over. A file reached twice is read once. `metadata` is what is said of the
    articles by whoever names them, `origin` what the post says that they were forwarded from; an
    `id`, `title` or `url` can only belong to one article, so they are refused for a folder, a file
    of many articles or several sources.
    """
    if misplaced := _misplaced(sources, Described(request=metadata, origin=origin).settled):
        yield misplaced
        return
    for document in _documents(sources):
        if isinstance(document, RawDocument):
            described = replace(document.described, request=metadata, origin=origin)
            yield replace(document, described=described)
        else:
            yield document


def _documents(sources: Sequence[Source]) -> Iterator[RawDocument | SourceError]:
    seen: set[Path] = set()
    for source in sources:
        if not isinstance(source, Path):
            yield source
            continue
        for found in _find(source):
            if isinstance(found, SourceError):
                yield found
            elif (resolved := found.resolve()) not in seen:
                seen.add(resolved)
                yield from _read(found)


def _misplaced(sources: Sequence[Source], metadata: Metadata) -> SourceError | None:
    fields = {"id": metadata.id, "title": metadata.title, "url": metadata.url}
    given = [name for name, value in fields.items() if value]
    if not given or (len(sources) == 1 and not _holds_many(sources[0])):
        return None
    return SourceError(
        ", ".join(shown(each) if isinstance(each, Path) else each.name for each in sources),
        f"{' and '.join(given)} can be given for only one article",
        fix="give a single file, or write them into a sidecar or front matter",
    )


def _holds_many(source: Source) -> bool:
    if not isinstance(source, Path):
        return False
    known = format_of(source)
    return source.is_dir() or (known is not None and known.holds_many)


def _find(path: Path) -> Iterator[Path | SourceError]:
    if path.is_dir():
        yield from _find_in_folder(path)
    elif not path.exists():
        yield SourceError(shown(path), "no such file or folder", fix="check the path")
    elif not path.is_file():
        yield SourceError(shown(path), "this is not a file or folder", fix="give a file")
    elif format_of(path) is not None:
        yield path
    elif not _is_sidecar(path):
        suffix = f"the suffix {path.suffix!r} is unknown" if path.suffix else "it has no suffix"
        yield SourceError(shown(path), suffix, fix=_WORKING)


def _find_in_folder(folder: Path) -> Iterator[Path | SourceError]:
    errors: list[OSError] = []
    empty = True
    for parent, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith(".") and format_of(path) is not None:
                empty = False
                yield from _find(path)
    for error in errors:
        yield unreadable(shown(Path(error.filename)), error)
    if empty and not errors:
        yield SourceError(shown(folder), "this folder has no articles", fix=_WORKING)


def _is_sidecar(path: Path) -> bool:
    """Whether a `.json` file stands beside the article that it describes."""
    suffixes = [suffix for each in FORMATS if not each.holds_many for suffix in each.suffixes]
    bare = path.with_suffix("")
    articles = [bare, *map(path.with_suffix, suffixes)]
    return path.suffix.lower() == ".json" and any(
        article.suffix.lower() in suffixes and article.is_file() for article in articles
    )


def _read(path: Path) -> Iterator[RawDocument | SourceError]:
    known = format_of(path)
    if known is None:
        return
    try:
        yield from known.read(path, known)
    except SourceError as error:
        yield error
    except OSError as error:
        yield unreadable(shown(path), error)
