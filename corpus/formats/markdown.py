"""Markdown to plain paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING

from corpus.formats.blocks import mark_block
from corpus.formats.document_heads import describe_text
from corpus.formats.labelled_head import split_labelled_head
from corpus.formats.normalise import normalise_line
from corpus.types import Metadata, settle

if TYPE_CHECKING:
    from markdown_it.token import Token

_NO_PROSE = "***"
# Characters; the parser takes up to 400 bytes for each. The longest report has some 100,000.
_PART = 250_000
_LINE_BREAK = re.compile(r"\r\n?|\n")


def read_markdown(text: str) -> tuple[str, Metadata]:
    """The prose of `text` without a labelled head, and what its head says of it; its title is the
    first heading of the first level."""
    labelled, text = split_labelled_head(text)
    prose, shown = _read(text)
    return prose, settle(labelled, shown, describe_text(prose))


def _read(text: str) -> tuple[str, Metadata]:
    """The prose, and its title.

    Lines that stand together in the source stay together, and a picture or a rule leaves a mark, so
    that counting blocks between blank lines gives the same number in both.
    """
    from markdown_it import MarkdownIt

    pieces: list[str] = []
    title: str | None = None
    end = 0
    source = [part for line in _LINE_BREAK.split(text) for part in _broken(line)]
    parser = MarkdownIt("commonmark").enable("table")
    found = (
        (first + start, first + stop, piece, level)
        for first, lines in _parts(source)
        for start, stop, piece, level in _pieces(parser.parse("\n".join(lines)))
    )
    for start, stop, piece, level in found:
        if level == 1 and title is None:
            title = piece
        apart = any(not line.strip(" \t>") for line in source[end:start])
        pieces.append("\n\n" if apart or not pieces else "\n")
        pieces.append(f"{'#' * level} {piece}" if level else piece)
        end = stop
    return "".join(pieces), Metadata(title=normalise_line(title) or None if title else None)


def _broken(line: str) -> Iterator[str]:
    """The line, broken at spaces where it is as long as a part."""
    while len(line) > _PART:
        space = line.rfind(" ", 1, _PART)
        stop = space if space > 0 else _PART
        yield line[:stop]
        line = line[stop:]
    yield line


def _parts(lines: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """The lines in parts that the parser has the memory for, each with the number of its first;
    between blocks, unless a block is longer than a part."""
    first = size = 0
    for number, line in enumerate(lines):
        size += len(line) + 1
        if size > 2 * _PART or (size > _PART and not line.strip()):
            yield first, lines[first : number + 1]
            first, size = number + 1, 0
    yield first, lines[first:]


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str, int]]:
    """First line, line after the last, text and heading level of each piece of prose."""
    level = depth = 0
    row: list[str] | None = None
    for token in tokens:
        piece = ""
        if token.type.startswith("blockquote_"):
            depth += token.nesting
        elif token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "tr_open":
            row, lines = [], token.map
        elif token.type == "tr_close" and row and lines:
            yield lines[0], lines[1], " | ".join(row), 0
            row = None
        elif token.type == "inline":
            piece = _prose(token.children or []).strip()
            piece = piece or (_NO_PROSE if row is None else "")
        elif token.type in ("fence", "code_block"):
            piece = token.content.strip()
        elif token.type == "html_block":
            piece = unescape(_without_tags(token.content)).strip() or _NO_PROSE
        elif token.type == "hr":
            piece = _NO_PROSE
        if piece and row is not None:
            row.append(piece)
        elif piece and token.map:
            piece = mark_block(piece) if depth and not level else piece
            yield token.map[0], token.map[1], piece, 0 if piece == _NO_PROSE else level


def _prose(tokens: Sequence[Token]) -> str:
    """Inline tokens as text; images and tags leave nothing behind."""
    words = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            words.append("\n" if token.type == "hardbreak" else " ")
        elif token.type in ("text", "code_inline"):
            words.append(token.content)
    return "".join(words)


def _without_tags(html: str) -> str:
    """Without tags and comments; one that is not closed is text. Nothing is looked for twice."""
    words, end = [], 0
    last_comment, last_tag = html.rfind("-->"), html.rfind(">")
    while (start := html.find("<", end)) != -1 and start < last_tag:
        is_comment = html.startswith("<!--", start) and start + 4 <= last_comment
        stop = html.index("-->", start + 4) + 3 if is_comment else html.index(">", start) + 1
        words.append(html[end:start])
        end = stop
    return "".join([*words, html[end:]])
