"""Files, folders and fetched pages to raw documents, and what is wrong with them."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from corpus.errors import SourceError
from corpus.formats.files import not_understood, shown, unreadable
from corpus.formats.format import Format
from corpus.formats.registry import FORMATS, SUFFIXES, format_in, format_of
from corpus.formats.signatures import unread_document
from corpus.formats.zips import is_zip, unpack
from corpus.types import Described, Metadata, RawDocument

_BEGINNING = 128  # bytes
_SAVE_AS = "open it, save it as .docx without a password, and ingest that"
_WORKING = f"use one of {', '.join(SUFFIXES)}"

Source = Path | RawDocument | SourceError
"""A file or folder, or what has become of something that was fetched."""


Read = Callable[[Path, Format], Iterable[RawDocument | SourceError]]


def read_file(path: Path, format: Format) -> Iterable[RawDocument | SourceError]:
    """The documents of a file, one after the other."""
    return format.read(path, format)


class WhySkipped(StrEnum):
    """Why something in a folder is no article."""

    HIDDEN = "hidden"
    SUFFIX = "unknown suffix"
    SIDECAR = "sidecar"
    LINK = "link to a folder"
    BROKEN = "broken link"
    SPECIAL = "device, pipe or socket"
    REPEATED = "read already"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was passed over; of a folder, with all that is in it."""

    name: str
    why: WhySkipped


def is_page(named: str) -> bool:
    """Whether somebody means a page of the web by this, right or wrong, and no file."""
    return re.match(r"https?:", named, re.I) is not None


def read_sources(
    sources: Sequence[Source],
    *,
    metadata: Metadata = Metadata(),
    origin: Metadata = Metadata(),
    read: Read = read_file,
) -> Iterator[RawDocument | SourceError | Skipped]:
    """Every article under `sources`, in order, an error for each that cannot be read, and whatever
    else there is.

    Folders are searched through, sorted by name; a file reached twice is read once. `metadata` is
    what is said of the articles by whoever names them, `origin` what the post says that they were
    forwarded from; an `id`, `title` or `url` can only belong to one article, so they are refused
    for a folder, a file of many articles or several sources. `read` makes documents of a file.
    """
    if misplaced := _misplaced(sources, Described(request=metadata, origin=origin).settled):
        yield misplaced
        return
    for document in _documents(sources, read):
        if isinstance(document, RawDocument):
            described = replace(document.described, request=metadata, origin=origin)
            yield replace(document, described=described)
        else:
            yield document


def _documents(
    sources: Sequence[Source], read: Read
) -> Iterator[RawDocument | SourceError | Skipped]:
    seen: set[str] = set()
    for source in sources:
        if not isinstance(source, Path):
            yield source
            continue
        for found in _find(source):
            if not isinstance(found, Path):
                yield found
            elif (resolved := os.path.realpath(found)) in seen:
                yield Skipped(shown(found), WhySkipped.REPEATED)
            else:
                seen.add(resolved)
                unpacked = _unpacked(found, read) if _is_archive(found) else _read(found, read)
                yield from unpacked


def _is_archive(path: Path) -> bool:
    """Whether a file is a ZIP archive of others, and neither is of a format nor is called so."""
    try:
        return format_of(path) is None and is_zip(path) and format_in(path) is None
    except OSError:
        return False


def _unpacked(path: Path, read: Read) -> Iterator[RawDocument | SourceError | Skipped]:
    """The files of an archive as those of a folder, each named within it; an archive in it is
    none."""
    name = shown(path)
    try:
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            yield from unpack(path, Path(folder))
            for found in _find_in_folder(Path(folder)):
                for part in _read(found, read) if isinstance(found, Path) else [found]:
                    yield _renamed(part, folder, name)
    except OSError as error:
        yield unreadable(name, error)


def _renamed(
    part: RawDocument | SourceError | Skipped, folder: str, name: str
) -> RawDocument | SourceError | Skipped:
    match part:
        case RawDocument():
            here = part.path.replace(folder, name)
            return replace(part, name=part.name.replace(folder, name), path=here)
        case Skipped():
            return replace(part, name=part.name.replace(folder, name))
        case SourceError():
            problem = part.problem.removeprefix(f"{part.name}: ").replace(folder, name)
            return SourceError(part.name.replace(folder, name), problem, fix=part.fix)


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
    is_list = (known is not None and known.holds_many) or _is_archive(source)
    return stat.S_ISDIR(_mode(source)) or is_list


def _find(path: Path) -> Iterator[Path | SourceError | Skipped]:
    """What somebody names."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        yield SourceError(shown(path), "no such file or folder", fix="check the path")
        return
    except OSError as error:
        yield unreadable(shown(path), error)
        return
    if stat.S_ISDIR(mode):
        yield from _find_in_folder(path)
    elif not stat.S_ISREG(mode):
        yield SourceError(shown(path), "this is not a file or folder", fix="give a file")
    elif format_of(path) is not None:
        yield path
    elif _is_sidecar(path):
        yield Skipped(shown(path), WhySkipped.SIDECAR)
    elif (found := _by_content(path)) is not None:
        yield found
    else:
        suffix = f"the suffix {path.suffix!r} is unknown" if path.suffix else "it has no suffix"
        yield SourceError(shown(path), suffix, fix=_WORKING)


def _find_in_folder(folder: Path) -> Iterator[Path | SourceError | Skipped]:
    """The files of a folder, then those of the folders in it."""
    is_empty = True
    waiting = [folder]
    while waiting:
        parent = waiting.pop()
        try:
            with os.scandir(parent) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError as error:
            is_empty = False
            yield unreadable(shown(parent), error)
            continue
        folders: list[Path] = []
        for path in (parent / name for name in names):
            if not path.name.startswith(".") and stat.S_ISDIR(_mode(path, through_links=False)):
                folders.append(path)
                continue
            found = _in_folder(path)
            is_empty = is_empty and isinstance(found, Skipped)
            yield found
        waiting += reversed(folders)
    if is_empty:
        yield SourceError(shown(folder), "this folder has no articles", fix=_WORKING)


def _in_folder(path: Path) -> Path | SourceError | Skipped:
    """What a name in a folder stands for; only files are opened."""
    name = shown(path)
    if path.name.startswith("."):
        return Skipped(name, WhySkipped.HIDDEN)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        is_link = stat.S_ISLNK(_mode(path, through_links=False))
        if is_link and format_of(path) is None:
            return Skipped(name, WhySkipped.BROKEN)
        return unreadable(name, error)
    if stat.S_ISDIR(mode):
        return Skipped(name, WhySkipped.LINK)
    if not stat.S_ISREG(mode):
        return Skipped(name, WhySkipped.SPECIAL)
    if format_of(path) is not None:
        return path
    if _is_sidecar(path):
        return Skipped(name, WhySkipped.SIDECAR)
    return _by_content(path) or Skipped(name, WhySkipped.SUFFIX)


def _by_content(path: Path) -> Path | SourceError | None:
    """A file whose suffix says nothing, if its content does."""
    try:
        if format_in(path) is not None or is_zip(path):
            return path
        with path.open("rb") as file:
            unread = unread_document(file.read(_BEGINNING))
    except OSError:
        return None
    return None if unread is None else SourceError(shown(path), unread, fix=_SAVE_AS)


def _mode(path: Path, *, through_links: bool = True) -> int:
    """What kind of file it is; 0 where that cannot be seen."""
    try:
        return path.stat(follow_symlinks=through_links).st_mode
    except OSError:
        return 0


def _is_sidecar(path: Path) -> bool:
    """Whether a `.json` file stands beside the article that it describes."""
    suffixes = [suffix for each in FORMATS if not each.holds_many for suffix in each.suffixes]
    bare = path.with_suffix("")
    articles = [bare, *map(path.with_suffix, suffixes)]
    return path.suffix.lower() == ".json" and any(
        article.suffix.lower() in suffixes and stat.S_ISREG(_mode(article)) for article in articles
    )


def _read(path: Path, read: Read) -> Iterator[RawDocument | SourceError]:
    try:
        known = format_in(path)
        if known is None:
            raise _misnamed(path)
        yield from read(path, known)
    except SourceError as error:
        yield error
    except OSError as error:
        yield unreadable(shown(path), error)
    except Exception as error:
        yield not_understood(shown(path), error)


def _misnamed(path: Path) -> SourceError:
    """What is not what its suffix promises."""
    with path.open("rb") as file:
        unread = unread_document(file.read(_BEGINNING))
    if unread is not None:
        return SourceError(shown(path), unread, fix=_SAVE_AS)
    return SourceError(
        shown(path),
        f"its content is not that of a {path.suffix.lower()} file, or it is broken off",
        fix="get it again, or name it for what it is, such as .txt or .html",
    )
