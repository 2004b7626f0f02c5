"""Hard-wrapped text, as in e-mail and scans: lines that end where a column is full, not where a
paragraph does. Pure.

A paragraph shows by itself that it is wrapped, as the lines of a head above it are not: one of its
lines is full and breaks off within a sentence, before a word in lower case. Text around it is then
taken for wrapped to that column, too. Lists, verse, addresses and tables stay: their lines begin
with capitals or marks, or end before the column is full.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.formats.hyphens import Hyphens

# Set by hand; not measured.
_NARROWEST_COLUMN = 40
_NARROWEST_WITH_HYPHENS = 24
_FEWEST_HYPHENS = 2
_WIDEST_COLUMN = 100
_WRAPPED_SHARE = 0.8
_FEWEST_BREAKS = 3
_OUTLIERS = 0.2
# Of the column: how full a line is that somebody wrapped by hand. .6 and .7 join no more of what
# was wrapped, and one more text that was not; .9 leaves a third more.
_BY_HAND = 0.8

_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_BEGINS_ANEW = re.compile(r"(?:[-–—•*·▪●◦‣>|►#]|\d{1,2}[.)]|[a-z][.)])\s|https?://|www\.")
_TURN = re.compile(r"[^\W\d_a-z][^\n:]{0,40}: ")
_OPENERS = "\"'“‘«„(["
_ROW = re.compile(r"\s{3,}|\s\|\s")
_HALF = re.compile(r"([^\W\d_](?:[^\W\d_]|-(?=[^\W\d_])){0,60})-$")
# Scripts without spaces between words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

_Lines = Sequence[str]


def unwrap(text: str) -> str:
    """Normalised `text` with hard-wrapped paragraphs joined to one line each.

    A break that is undone becomes one space. Within a word it goes, with its hyphen where that was
    printed for the break alone.
    """
    paragraphs = [paragraph.split("\n") for paragraph in text.split("\n\n")]
    breaks = [each for lines in paragraphs for each in pairwise(lines)]
    halved = sum(_is_halved(*each) for each in breaks)
    hyphens = Hyphens(line for lines in paragraphs for line in lines) if halved else None
    narrowest = _NARROWEST_WITH_HYPHENS if halved >= _FEWEST_HYPHENS else _NARROWEST_COLUMN
    own = [_own_column(lines, narrowest) for lines in paragraphs]
    common = _common_column(paragraphs)
    column = common or max(own, default=0)
    joined = [
        _join(lines, _wraps(lines, width or column, is_top=i == 0, is_common=common > 0), hyphens)
        for i, (lines, width) in enumerate(zip(paragraphs, own, strict=True))
    ]
    return "\n\n".join(joined)


def _common_column(paragraphs: Sequence[_Lines]) -> int:
    """The width that all of the text was wrapped to; 0 where it was not."""
    wrapped = [lines for lines in paragraphs if len(lines) > 1]
    widths = sorted(len(line) for lines in wrapped for line in lines[:-1])
    if len(widths) < _FEWEST_BREAKS:
        return 0
    column = widths[int(0.95 * (len(widths) - 1))]  # a title or an address may stick out
    outliers = sum(len(line) > _WIDEST_COLUMN for lines in paragraphs for line in lines)
    everything = sum(map(len, paragraphs))
    if not _NARROWEST_COLUMN <= column <= _WIDEST_COLUMN or outliers > _OUTLIERS * everything:
        return 0
    full = [_is_full(line, below, column) for lines in wrapped for line, below in pairwise(lines)]
    return column if sum(full) >= _WRAPPED_SHARE * len(full) else 0


def _own_column(lines: _Lines, narrowest: int) -> int:
    """The width that a paragraph shows to be wrapped to; 0 where it shows none."""
    column = max(map(len, lines))
    going_on = [each for each in pairwise(lines) if _goes_on(*each)]
    if not going_on or not narrowest <= column <= _WIDEST_COLUMN:
        return 0
    full = [
        _is_halved(line, below) or _is_full(line, below, _BY_HAND * column)
        for line, below in going_on
    ]
    return column if sum(full) >= _WRAPPED_SHARE * len(full) else 0


def _goes_on(line: str, below: str) -> bool:
    """Whether a sentence runs over the break, as the word after it shows."""
    if _ENDS.search(line) or _BEGINS_ANEW.match(below) or _is_row(line, below):
        return False
    return below.lstrip(_OPENERS)[:1].islower()


def _is_row(line: str, below: str) -> bool:
    return bool(_ROW.search(line) or _ROW.search(below))


def _is_halved(line: str, below: str) -> bool:
    """Whether a word may run over the break."""
    return _HALF.search(line) is not None and below[:1].islower()


def _is_full(line: str, below: str, column: float) -> bool:
    """Whether the first word of the line below would not have fitted on this one."""
    return len(line) + 1 + len(below.split(" ", 1)[0]) > column


def _wraps(lines: _Lines, column: int, *, is_top: bool, is_common: bool) -> list[bool]:
    """Which breaks of a paragraph that may be wrapped to a column are undone.

    Below a break that no sentence shows to run over, some line has to end as a sentence does: else
    it is a line of a head, a list or an address. Where a column is common to all of a text, that is
    asked of its top alone.
    """
    found = [False] * (len(lines) - 1)
    if column == 0 or max(map(len, lines)) > _WIDEST_COLUMN or _UNSPACED.search(lines[0]):
        return found
    needs_end = is_top or not is_common
    ends = _ENDS.search(lines[-1]) is not None
    for i in reversed(range(len(found))):
        line, below = lines[i], lines[i + 1]
        # The first line of all may be a headline.
        least = column if is_top and i == 0 else _BY_HAND * column
        is_turn = _ENDS.search(line) and _TURN.match(below)
        is_anew = is_turn or _BEGINS_ANEW.match(below) or _is_row(line, below)
        is_full = not is_anew and _is_full(line, below, least)
        goes_on = _goes_on(line, below) and 2 * len(line) >= column
        found[i] = goes_on or _is_halved(line, below) or (is_full and (ends or not needs_end))
        ends = (found[i] and ends) or _ENDS.search(line) is not None
    return found


def _join(lines: _Lines, wraps: Sequence[bool], hyphens: Hyphens | None) -> str:
    joined = lines[0]
    for (line, below), is_wrap in zip(pairwise(lines), wraps, strict=True):
        half = _HALF.search(line) if is_wrap and _is_halved(line, below) else None
        if half is not None and hyphens is not None:
            joined = joined[:-1] if hyphens.joins(half[1], below) else joined
        else:
            joined += " " if is_wrap else "\n"
        joined += below
    return joined
