"""Running heads, footers and page numbers: what stands at the edge of one page and of others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.formats.pdf.layout import Line

# Set by hand; not measured.
_DEEPEST = 4  # lines from the edge
_SAME_HEIGHT = 6.0  # points
_FEWEST = 2  # pages

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
        for is_top, edge in zip((True, False), edges[number], strict=True):
            for line in edge:
                others = {
                    n
                    for n, y in seen[is_top, _key(line)]
                    if n != number and abs(y - line.y) < _SAME_HEIGHT
                }
                repeats = len(others) + 1 >= _FEWEST
                if (
                    not repeats
                    and not _NUMBER.fullmatch(line.text)
                    and not _PRINTED.fullmatch(line.text)
                ):
                    break
                gone.add(id(line))
        found.append([line for line in lines if id(line) not in gone])
    return found


def _edge(lines: Sequence[Line], *, top: bool) -> list[Line]:
    """The lines at an edge of a page, the outermost first; never all that there is."""
    most = min(_DEEPEST, max(0, len(lines) - 1))
    return sorted(lines, key=lambda line: -line.y if top else line.y)[:most]


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text).casefold()
