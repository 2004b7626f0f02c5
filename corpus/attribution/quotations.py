"""Quotations: what stands between quotation marks, of any style, closed or running on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.types import Span

_PAIRS = {
    "\u201c": '\u201d"\u201f',  # “ ”
    "\u201e": '\u201c\u201d"',  # „ “
    "\u00ab": "\u00bb",  # « »
    "\u2018": "\u2019'",  # ‘ ’
    "\u201a": "\u2018\u2019",  # ‚ ‘
    "\u2039": "\u203a",  # ‹ ›
    "\u300c": "\u300d",  # 「 」
    '"': '"\u201d\u201c',
    "'": "'\u2019",
    "``": "''",
}
_SINGLE = frozenset("\u2018'\u201a")
_MARK = re.compile(
    "``|''|[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u2039\u203a\u300c\u300d\"']"
)
# Characters that a quotation between single marks may have, which may be apostrophes. By hand.
_LONGEST_SINGLE = 400


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, its marks included, within one line of the text.

    `closed` is False where no mark ends it and it runs to the end of its line; `continues` is True
    where it takes up again a quotation that the line before left open.
    """

    span: Span
    closed: bool
    continues: bool

    @property
    def inner(self) -> Span:
        """The words without the marks."""
        return Span(self.span.start + 1, self.span.stop - (1 if self.closed else 0))


def find_quotations(text: str, language: Language = ENGLISH) -> list[Quotation]:
    """The outermost quotations of `text`, in order; every line is a paragraph of its own.

    By the printers' convention a quotation over several paragraphs opens in each and closes in
    the last only.
    """
    found: list[Quotation] = []
    running = False
    for line in _lines(text):
        last: Quotation | None = None
        for span, closed in _scan(text, line, _clipped(language)):
            continues = running and last is None and span.start == line.start
            last = Quotation(span, closed, continues)
            found.append(last)
        running = last is not None and not last.closed and last.span.stop == line.stop
    return found


@cache
def _clipped(language: Language) -> re.Pattern[str]:
    """Words before which a single mark is an apostrophe that stands for letters."""
    return re.compile(language.speech.grammar.clipped, re.IGNORECASE)


def _lines(text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        stop = match.start() + len(match[0].rstrip())
        if start < stop:
            yield Span(start, stop)


def _scan(text: str, line: Span, clipped: re.Pattern[str]) -> Iterator[tuple[Span, bool]]:
    position = line.start
    while mark := _MARK.search(text, position, line.stop):
        position = mark.end()
        if not _opens(text, mark, line, clipped):
            continue
        close = _close(text, mark, line)
        if close is not None:
            yield Span(mark.start(), close), True
            position = close
        elif mark[0] not in _SINGLE:
            yield Span(mark.start(), line.stop), False
            return


def _opens(text: str, mark: re.Match[str], line: Span, clipped: re.Pattern[str]) -> bool:
    if mark[0] not in _PAIRS:
        return False
    before = text[mark.start() - 1] if mark.start() > line.start else " "
    after = text[mark.end()] if mark.end() < line.stop else " "
    if after.isspace() and mark[0] not in "\u00ab\u2039\u201e":
        return False
    if mark[0] in "\"'\u2018":
        if before.isalnum() or before in ".,!?;%)]":
            return False
        if mark[0] in _SINGLE and clipped.match(text, mark.end()):
            return False
    return True


def _close(text: str, mark: re.Match[str], line: Span) -> int | None:
    """Where the quotation that `mark` opens ends, just after its closing mark."""
    closers = _PAIRS[mark[0]]
    single = mark[0] in _SINGLE
    stop = min(line.stop, mark.end() + _LONGEST_SINGLE) if single else line.stop
    depth = 0
    for other in _MARK.finditer(text, mark.end(), stop):
        before = text[other.start() - 1]
        after = text[other.end()] if other.end() < line.stop else " "
        if other[0] == mark[0] and mark[0] not in closers:
            depth += 1
        elif other[0] in closers or (other[0] == closers):
            if single and after.isalnum():
                continue
            if single and before.isspace():
                continue
            if mark[0] == '"' and other[0] != "\u201d" and before.isspace() and not after.isspace():
                continue
            if depth and other[0] != '"':
                depth -= 1
                continue
            return other.end()
    return None
