"""From characters to lines in the order in which they are read: words, columns, rows of tables.

A column is told by the strip of white beside it that runs through several lines; what stands in
columns of a few words or figures is a table, and read by rows. All lengths were set by hand, on
made-up pages, and are in heights of the letters unless something else is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from corpus.formats.characters import lowered
from corpus.formats.pdf.glyphs import COVERED, Glyph, Page

_SAME_LINE = 0.25
_SAME_SIZE = 0.85
_SMALL = 0.85  # of the line's size: raised and lowered marks
_OFF_LINE = 0.12
_OFF_LINE_MOST = 0.75
_FAR = 3.0  # a gap between what is side by side, and no sentence
_SPACE = 0.13  # kerning moves letters by less, and a space between two capitals by no more
_SPACED_OUT = 0.12  # letters so far apart are set so for show
_CAPITAL = 1.7  # of the size below: an initial that is several lines high
_STRIP = 0.9
_FEWEST_ROWS = 3
_DEEPEST = 12  # columns in columns
_NARROWEST = 16  # characters in most lines of a column of prose
_LARGER = 1.15
_APART = 1.9  # from a line to what does not belong to it

RAISED, LEVEL = "\ue000", "\ue001"
"""Around what stands raised; a page has no such characters, as it is unknown what they are."""

_COVERED = re.compile(rf"{COVERED}(?:[\s{COVERED}]*{COVERED})?")
_LEADERS = re.compile(r"(?:\.\s*){5,}[\s|]*[\divxl]{1,5}$", re.I)
"""The end of a line in a table of contents, which is no text."""
_SHOWN_AS_COVERED = COVERED * 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column, or a row of a table. `left` and `right` are the column's edges; `column`
    tells columns apart. What is raised in the text stands between RAISED and LEVEL."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool
    page: int
    column: int = 0
    left: float = 0.0
    right: float = 0.0
    is_row: bool = False


@dataclass
class _Span:
    """Characters that were set one after the other."""

    glyphs: list[Glyph]

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return max(glyph.x1 for glyph in self.glyphs)

    @property
    def y(self) -> float:
        return self.glyphs[0].y

    @property
    def size(self) -> float:
        return self.glyphs[0].size


@dataclass
class _Row:
    """What stands at one height; marks that are raised or lowered stand at that of their line."""

    y: float
    size: float
    glyphs: list[Glyph]

    @cached_property
    def words(self) -> list[tuple[float, float]]:
        """Where there is something to be seen: extents, with gaps of a space between them."""
        gap = 0.45 * self.size
        found: list[tuple[float, float]] = []
        shown = (g for g in self.glyphs if g.text != " ")
        for glyph in sorted(shown, key=lambda g: g.x0):
            if found and glyph.x0 - found[-1][1] < gap:
                found[-1] = (found[-1][0], max(found[-1][1], glyph.x1))
            else:
                found.append((glyph.x0, glyph.x1))
        return found


def lines_of(pages: Iterable[Page]) -> list[list[Line]]:
    """The lines of each page, in order.

    A strip between columns is known again on every page, however few lines stand beside it.
    """
    rows = [(page.number, _rows(page.glyphs)) for page in pages]
    gutters = frozenset(
        gutter for _, each in rows for region in _regions(each) for gutter in region.gutters
    )
    return [_lines(number, each, gutters) for number, each in rows]


def _lines(page: int, rows: Sequence[_Row], gutters: frozenset[float]) -> list[Line]:
    lines: list[Line] = []
    for column, region in enumerate(_regions(rows, gutters)):
        found = [line for row in region.rows for line in _line(row, page, region.is_table)]
        if not found:
            continue
        left, right = min(line.x0 for line in found), max(line.x1 for line in found)
        lines += [replace(each, column=column, left=left, right=right) for each in found]
    return lines


# Rows


def _rows(glyphs: Sequence[Glyph]) -> list[_Row]:
    spans = [span for span in _spans(glyphs) if any(g.text != " " for g in span.glyphs)]
    if not spans:
        return []
    sizes: Counter[float] = Counter()
    for span in spans:
        sizes[round(span.size, 1)] += len(span.glyphs)
    body = sizes.most_common(1)[0][0]
    rows: list[_Row] = []
    small: list[_Span] = []
    for span in sorted(spans, key=lambda s: (-s.y, s.x0)):
        if span.size < _SMALL * body and len(span.glyphs) <= 12:
            small.append(span)
            continue
        _put(rows, span)
    for span in small:
        row = _row_beside(rows, span)
        if row is None:
            _put(rows, span)
        else:
            row.glyphs += span.glyphs
    rows.sort(key=lambda row: -row.y)
    return _with_capitals(rows)


def _spans(glyphs: Iterable[Glyph]) -> Iterator[_Span]:
    span: list[Glyph] = []
    for glyph in glyphs:
        if span and not _goes_on(span[-1], glyph):
            yield _Span(span)
            span = []
        span.append(glyph)
    if span:
        yield _Span(span)


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    alike = min(last.size, glyph.size) >= _SAME_SIZE * size
    near = -0.5 * size < glyph.x0 - last.x1 < 0.6 * size
    return alike and near and abs(glyph.y - last.y) < 0.1 * size


def _put(rows: list[_Row], span: _Span) -> None:
    """Into the row that it stands in, or one of its own."""
    for row in reversed(rows[-12:]):
        near = abs(row.y - span.y) < _SAME_LINE * min(row.size, span.size)
        alike = min(row.size, span.size) >= 0.5 * max(row.size, span.size)
        if near and alike:
            row.glyphs += span.glyphs
            return
    rows.append(_Row(span.y, span.size, list(span.glyphs)))


def _row_beside(rows: Sequence[_Row], span: _Span) -> _Row | None:
    """The row with larger letters beside which a small span stands raised or lowered."""
    best: tuple[float, _Row] | None = None
    for row in rows:
        off = span.y - row.y
        if not _OFF_LINE * row.size < abs(off) < _OFF_LINE_MOST * row.size:
            continue
        if span.size > _SMALL * row.size:
            continue
        gap = min(min(abs(span.x0 - g.x1), abs(g.x0 - span.x1)) for g in row.glyphs)
        if gap < 0.6 * row.size and (best is None or abs(off) < best[0]):
            best = (abs(off), row)
    return None if best is None else best[1]


def _with_capitals(rows: list[_Row]) -> list[_Row]:
    """Initials that are several lines high, put to the line that they begin."""
    for row in list(rows):
        shown = [g for g in row.glyphs if g.text != " "]
        sizes = [g.size for g in shown]
        usual = median(sizes)
        high = [g for g in shown if g.size > _CAPITAL * usual] if len(shown) > 3 else []
        lone = len(shown) <= 2 and shown[0].text.isalpha()
        initials = high or (shown if lone else [])
        if not 0 < len(initials) <= 2:
            continue
        first = initials[0]
        top = first.y + 0.7 * first.size
        for other in rows:
            begins = min((g.x0 for g in other.glyphs if g not in initials), default=0.0)
            is_its = (
                first.size > _CAPITAL * other.size
                and abs(other.y + 0.7 * other.size - top) < 0.6 * other.size
                and -0.5 * other.size < begins - initials[-1].x1 < 2.5 * other.size
            )
            if not is_its:
                continue
            row.glyphs = [g for g in row.glyphs if g not in initials]
            ends = min(g.x0 for g in other.glyphs)
            width = other.size * 0.5
            other.glyphs = [
                replace(
                    g,
                    x0=ends - width * (len(initials) - i),
                    y=other.y,
                    size=other.size,
                    x1=ends - width * (len(initials) - i - 1),
                )
                for i, g in enumerate(initials)
            ] + other.glyphs
            break
    return [row for row in rows if row.glyphs]


# Columns


@dataclass
class _Region:
    """`gutters` are the middles of the strips between its column and the next."""

    rows: list[_Row]
    is_table: bool = False
    gutters: tuple[float, ...] = ()


def _regions(
    rows: Sequence[_Row], gutters: frozenset[float] = frozenset(), depth: int = 0
) -> Iterator[_Region]:
    """Parts of the page, each read from above to below, in the order in which they are read."""
    band = _band(rows, gutters) if depth < _DEEPEST else None
    if band is None:
        if rows:
            yield _Region(list(rows))
        return
    start, stop, strip = band
    yield from _regions(rows[:start], gutters, depth + 1)
    left = list(filter(None, (_part(row, strip, left=True) for row in rows[start:stop])))
    right = list(filter(None, (_part(row, strip, left=False) for row in rows[start:stop])))
    is_known = any(strip[0] <= gutter <= strip[1] for gutter in gutters)
    if (all if not is_known else any)((_is_prose(left), _is_prose(right))):
        yield _Region([], gutters=((strip[0] + strip[1]) / 2,))
        yield from _regions(left, gutters, depth + 1)
        yield from _regions(right, gutters, depth + 1)
    else:
        yield _Region(list(rows[start:stop]), is_table=True)
    yield from _regions(rows[stop:], gutters, depth + 1)


def _band(
    rows: Sequence[_Row], gutters: frozenset[float]
) -> tuple[int, int, tuple[float, float]] | None:
    """The longest run of rows with a strip of white through it, and text on both sides."""
    best: tuple[int, int, tuple[float, float]] | None = None
    for start in range(len(rows)):
        if best is not None and len(rows) - start <= best[1] - best[0]:
            break
        white = [(float("-inf"), float("inf"))]
        for stop in range(start + 1, len(rows) + 1):
            white = _without(white, rows[stop - 1])
            if not white:
                break
            if best is not None and stop - start <= best[1] - best[0]:
                continue
            strip = _strip(rows[start:stop], white, gutters)
            if strip is not None:
                best = (start, stop, strip)
    return None if best is None else _trimmed(rows, best)


def _without(white: Sequence[tuple[float, float]], row: _Row) -> list[tuple[float, float]]:
    """The white that is left where a row has words."""
    least = _STRIP * row.size
    found = list(white)
    for x0, x1 in row.words:
        cut = []
        for low, high in found:
            cut += [(low, min(high, x0)), (max(low, x1), high)]
        found = [(low, high) for low, high in cut if high - low >= least]
    return found


def _strip(
    rows: Sequence[_Row], white: Sequence[tuple[float, float]], gutters: frozenset[float]
) -> tuple[float, float] | None:
    """The widest strip with enough lines on both sides of it."""
    fits = []
    for low, high in white:
        if low == float("-inf") or high == float("inf"):
            continue
        left = sum(row.words[0][0] < low for row in rows if row.words)
        right = sum(row.words[-1][1] > high for row in rows if row.words)
        fewest = 1 if any(low <= gutter <= high for gutter in gutters) else _FEWEST_ROWS
        if min(left, right) >= fewest:
            fits.append((low, high))
    return max(fits, key=lambda each: each[1] - each[0], default=None)


def _trimmed(
    rows: Sequence[_Row], band: tuple[int, int, tuple[float, float]]
) -> tuple[int, int, tuple[float, float]]:
    """Without lines above and below the columns that only happen not to cross the strip."""
    start, stop, strip = band
    low, high = start, stop
    while high - low > _FEWEST_ROWS and _is_far(rows[high - 2], rows[high - 1]):
        high -= 1
    while high - low > _FEWEST_ROWS and _is_far(rows[low], rows[low + 1]):
        low += 1
    first, last = _side(rows[low], strip), _side(rows[high - 1], strip)
    for i in range(low, high - 1):
        if first is None or _side(rows[i], strip) != first:
            break
        row, below = rows[i], rows[i + 1]
        if row.y - below.y > _APART * row.size or row.size > _LARGER * below.size:
            low = i + 1
    for i in range(high - 1, low, -1):
        if last is None or _side(rows[i], strip) != last:
            break
        if rows[i - 1].y - rows[i].y > _APART * rows[i].size or _is_in_cells(rows[i]):
            high = i
    return (low, high, strip) if high - low >= _FEWEST_ROWS else band


def _is_far(row: _Row, below: _Row) -> bool:
    """Whether one is at an edge of the page."""
    return row.y - below.y > _FAR * max(row.size, below.size)


def _side(row: _Row, strip: tuple[float, float]) -> bool | None:
    """On which side alone a row stands; None where it stands on both."""
    if row.words[-1][1] <= strip[0] + 1:
        return True
    return False if row.words[0][0] >= strip[1] - 1 else None


def _is_in_cells(row: _Row) -> bool:
    gaps = (b[0] - a[1] for a, b in pairwise(row.words))
    return any(gap > _STRIP * row.size for gap in gaps)


def _part(row: _Row, strip: tuple[float, float], *, left: bool) -> _Row | None:
    middle = (strip[0] + strip[1]) / 2
    glyphs = [g for g in row.glyphs if ((g.x0 + g.x1) / 2 < middle) == left]
    return _Row(row.y, row.size, glyphs) if any(g.text != " " for g in glyphs) else None


def _is_prose(rows: Sequence[_Row]) -> bool:
    lengths = [sum(g.text != " " for g in row.glyphs) for row in rows]
    letters = sum(g.text.isalpha() for row in rows for g in row.glyphs)
    return bool(lengths) and median(lengths) >= _NARROWEST and letters > 0.6 * sum(lengths)


# Lines


def _line(row: _Row, page: int, is_table: bool) -> Iterator[Line]:
    glyphs = sorted(row.glyphs, key=lambda g: g.x0)
    size = _usual_size(glyphs)
    base = median([g.y for g in glyphs if g.size >= _SMALL * size] or [row.y])
    cells = list(_cells(glyphs, size, is_table=is_table))
    text = " | ".join(filter(None, (_text(cell, size, base) for cell in cells)))
    if not any(map(str.isalnum, text)) or _LEADERS.search(text):
        return
    shown = [g for g in glyphs if g.text != " "]
    yield Line(
        text=text,
        x0=shown[0].x0,
        x1=max(g.x1 for g in shown),
        y=base,
        size=size,
        is_bold=sum(g.is_bold for g in shown) > 0.9 * len(shown),
        page=page,
        is_row=len(cells) > 1,
    )


def _usual_size(glyphs: Sequence[Glyph]) -> float:
    sizes: Counter[float] = Counter(round(g.size, 1) for g in glyphs if g.text != " ")
    return max(sizes, key=lambda size: (sizes[size], size))


def _cells(glyphs: Sequence[Glyph], size: float, *, is_table: bool) -> Iterator[list[Glyph]]:
    """What stands far apart on one line."""
    far = (_STRIP if is_table else _FAR) * size
    cell: list[Glyph] = []
    end = 0.0
    for glyph in glyphs:
        if glyph.text == " ":
            cell.append(glyph)
            continue
        if cell and any(g.text != " " for g in cell) and glyph.x0 - end > far:
            yield cell
            cell = []
        cell.append(glyph)
        end = max(end, glyph.x1) if len(cell) > 1 else glyph.x1
    if cell:
        yield cell


def _text(glyphs: Sequence[Glyph], size: float, base: float) -> str:
    """The words, with what is raised between its marks."""
    shown = [g for g in glyphs if g.text != " "]
    if not shown:
        return ""
    spaces = [g for g in glyphs if g.text == " "]
    gaps = [b.x0 - a.x1 for a, b in pairwise(shown) if a.text.isalnum() and b.text.isalnum()]
    usual = max(0.0, median(gaps)) if gaps else 0.0
    wide = _SPACE * size
    if usual > _SPACED_OUT * size:
        wide = usual + 0.25 * size
        spaces = []
    pieces: list[str] = []
    last: Glyph | None = None
    held = ""
    is_spaced = False
    for glyph in glyphs:
        if glyph.text == " ":
            is_spaced = is_spaced or bool(spaces)
            continue
        spaced = last is not None and (is_spaced or glyph.x0 - last.x1 > wide)
        is_spaced = False
        is_off = glyph.size < _SMALL * size
        place = glyph.y - base
        before = "".join(pieces[-2:]).rstrip(" ")
        if spaced:
            pieces.append(" ")
        if is_off and place > _OFF_LINE * size:
            if held and not spaced:
                held += glyph.text
                pieces[-1] = f"{RAISED}{held}{LEVEL}"
            else:
                held = glyph.text
                pieces.append(f"{RAISED}{held}{LEVEL}")
        else:
            held = ""
            is_low = is_off and place < -_OFF_LINE * size
            pieces.append(lowered(glyph.text, before=before) if is_low else glyph.text)
        last = glyph
    text = _COVERED.sub(_SHOWN_AS_COVERED, "".join(pieces))
    return " ".join(text.split())
