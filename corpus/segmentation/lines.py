"""A body as lines, each with the number by which a reader counts it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.segmentation.shape import is_sentence, length, unmarked
from corpus.types import Span

_SHORTEST_PARAGRAPH = 13  # words


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it.

    `level` is the number of `#` marks with which a page marks it as a heading, 0 where there are
    none. They belong to `span`, and not to `text`.
    """

    span: Span
    text: str
    position: int
    level: int = 0


def split_lines(body: str) -> list[Line]:
    """Every line that is not blank, counted in blank-line blocks or, where paragraphs are lines,
    in lines."""
    lines = list(_lines(body))
    if _paragraphs_are_lines(lines):
        return [replace(line, position=number) for number, line in enumerate(lines, 1)]
    return lines


def _lines(body: str) -> Iterator[Line]:
    position, offset, apart = 0, 0, True
    for line in body.split("\n"):
        text = line.strip()
        if text:
            position += apart
            start = offset + line.index(text)
            bare = unmarked(text)
            level = len(text) - len(text.lstrip("#")) if bare != text else 0
            yield Line(Span(start, start + len(text)), bare, position, level)
        apart = not text
        offset += len(line) + 1


def _paragraphs_are_lines(lines: list[Line]) -> bool:
    """Whether the text was pasted with one line a paragraph: most words stand in blocks of several
    lines that each end as a paragraph does."""
    crowded = total = 0
    for _, group in groupby(lines, key=lambda line: line.position):
        block = [line.text for line in group]
        size = sum(text.count(" ") + 1 for text in block)
        total += size
        if len(block) > 1 and sum(map(_is_paragraph, block)) > 1:
            crowded += size
    return total > 0 and 2 * crowded > total


def _is_paragraph(text: str) -> bool:
    return is_sentence(text) and length(text) >= _SHORTEST_PARAGRAPH
