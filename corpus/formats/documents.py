"""A file to raw documents: a text with what is said above and beside it, or a list of articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.errors import SourceError
from corpus.formats import json_lines
from corpus.formats.decoding import decode
from corpus.formats.fields import parse_json, split_front_matter
from corpus.formats.files import MAX_BYTES, read_bytes, shown, stem_of, too_large
from corpus.formats.format import HTML, PLAIN, Format
from corpus.formats.metadata import kind_of_value, read_metadata
from corpus.formats.releases import read_release
from corpus.types import TAKEN_BACK, Described, Metadata, RawDocument, Release

_ELEMENTS = "p|div|article|section|main|header|figure|blockquote|ul|ol|table|h[1-6]"
_FIRST_TAG = re.compile(
    rf"\s*(?:<!--.{{0,1000}}?-->\s*)?<(?:!doctype|html|body|{_ELEMENTS})\b[^<>]*>", re.I | re.S
)
_PAGE = re.compile(r"<(?:!doctype|html|body|article)\b", re.I)
_TAG = re.compile(rf"</?(?:{_ELEMENTS}|br|li|a|em|strong|span|img)\b[^<>]*>", re.I)
_FEWEST_TAGS = 2  # set by hand; not measured. One paragraph has two.


def read_document(path: Path, format: Format) -> Iterator[RawDocument]:
    """The one article of a text file; raises OSError and SourceError."""
    name = shown(path)
    text = decode(read_bytes(path), name=name, path=name, html=format.declares_encoding)
    own, release = Metadata(), Release()
    if format.has_front_matter:
        front_matter, text = split_front_matter(text, name=name)
        own, release = read_metadata(front_matter, name=name), read_release(front_matter, name=name)
    sidecar, beside = _read_sidecar(path)
    yield RawDocument(
        name=name,
        path=name,
        stem=stem_of(path),
        format=format.name,
        content=text,
        described=Described(own=own, sidecar=sidecar),
        release=beside if release == Release() else release,
    )


def read_file(path: Path, format: Format) -> Iterator[RawDocument]:
    """The one article of a file that is no text; raises OSError and SourceError."""
    name = shown(path)
    sidecar, release = _read_sidecar(path)
    yield RawDocument(
        name=name,
        path=name,
        stem=stem_of(path),
        format=format.name,
        content=read_bytes(path),
        described=Described(sidecar=sidecar),
        release=release,
    )


def _read_sidecar(article: Path) -> tuple[Metadata, Release]:
    """What the JSON file beside an article says of it, if there is one."""
    candidates = (article.with_name(f"{article.name}.json"), article.with_suffix(".json"))
    path = next((candidate for candidate in candidates if candidate.is_file()), None)
    if path is None:
        return Metadata(), Release()
    name = shown(path)
    fields = parse_json(decode(read_bytes(path), name=name, path=name), name=name)
    return read_metadata(fields, name=name), read_release(fields, name=name)


def read_json_lines(path: Path, format: Format) -> Iterator[RawDocument | SourceError]:
    """The articles of a JSON Lines file, each with its line for a name; raises OSError and
    SourceError."""
    empty = True
    for line in json_lines.read_lines(path, most_bytes=MAX_BYTES):
        empty = False
        try:
            yield _document(line)
        except SourceError as error:
            yield error
    if empty:
        raise SourceError(shown(path), "the file is empty", fix="write one JSON object per line")


def _document(line: json_lines.JsonLine) -> RawDocument:
    path, name = shown(line.path), line.name
    if line.is_too_long:
        raise too_large(name, line.size)
    fields = parse_json(decode(line.data.rstrip(), name=name, path=path), name=name)
    release = read_release(fields, name=name)
    text = "" if release.status in TAKEN_BACK else _text(fields, name)
    is_html = _is_html(text)
    return RawDocument(
        name=name,
        path=path,
        stem=f"{stem_of(line.path)}-{line.number}",
        format=HTML if is_html else PLAIN,
        # All of it is the article, unless it is a whole page.
        content=f"<article>{text}</article>" if is_html and not _PAGE.search(text) else text,
        described=Described(own=read_metadata(fields, name=name)),
        release=release,
        is_one_of_many=True,
    )


def _is_html(text: str) -> bool:
    """Whether it begins with an element of a page, and has more of them."""
    return _FIRST_TAG.match(text) is not None and len(_TAG.findall(text)) >= _FEWEST_TAGS


def _text(fields: Mapping[str, Any], name: str) -> str:
    text = fields.get("text") or fields.get("body")
    if isinstance(text, str) and text.strip():
        return text
    if text is None or text == "":
        raise SourceError(name, 'the "text" is missing', fix="add the article's text")
    problem = "is blank" if isinstance(text, str) else f"is {kind_of_value(text)}, not text"
    raise SourceError(name, f'the "text" {problem}', fix="add the article's text")
