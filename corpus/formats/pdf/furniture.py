"""Running heads, footers and page numbers: what stands at the edge of one page and of others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.formats.pdf.layout import Line

# Set by hand; not measured.
_DEEPEST = 4  # lines from the edge
_SAME_HEIGHT = 6.0  # points
_APART = 1.7  # heights of the letters
_OTHER = 0.1  # of the size

_NUMBER = re.compile(
    r"\W*(?:p(?:age|\.)?\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*", re.I
)
# What browsers print around a page.
_PRINTED = re.compile(
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}[:.]\d\d.*|(?:https?://|file:)\S+(?:[\s|]+\d+/\d+)?",
    re.I,
)
_DIGITS = re.compile(r"\d+")


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages with their own lines only."""
    seen: dict[tuple[bool, str], list[tuple[int, float]]] = defaultdict(list)
    edges = [(_edge(lines, top=True), _edge(lines, top=False)) for lines in pages]
    for number, (top, bottom) in enumerate(edges):
        for is_top, edge in ((True, top), (False, bottom)):
            for line in edge:
                seen[is_top, _key(line)].append((number, line.y))
    found = []
    for number, lines in enumerate(pages):
        gone: set[int] = set()
        for is_top in (True, False):
            ordered = sorted(lines, key=lambda line: -line.y if is_top else line.y)
            peeled = 0
            for line in edges[number][0 if is_top else 1]:
                places = seen[is_top, _key(line)]
                repeats = any(n != number and abs(y - line.y) < _SAME_HEIGHT for n, y in places)
                printed = _NUMBER.fullmatch(line.text) or _PRINTED.fullmatch(line.text)
                if not repeats and not printed:
                    break
                peeled += 1
            while peeled and not _is_apart(ordered[peeled - 1], ordered[peeled]):
                peeled -= 1
            gone.update(id(line) for line in ordered[:peeled])
        found.append([line for line in lines if id(line) not in gone])
    return found


def _edge(lines: Sequence[Line], *, top: bool) -> list[Line]:
    """The lines at an edge of a page, the outermost first; never all that there is."""
    most = min(_DEEPEST, max(0, len(lines) - 1))
    return sorted(lines, key=lambda line: -line.y if top else line.y)[:most]


def _is_apart(line: Line, inner: Line) -> bool:
    """Whether a line stands apart from the text, by white or by the size of its letters."""
    size = max(line.size, inner.size)
    return abs(line.y - inner.y) > _APART * size or abs(line.size - inner.size) > _OTHER * size


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text).casefold()
