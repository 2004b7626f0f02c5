"""From lines to paragraphs, over columns and pages: headings, items, rows, notes, and prose."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise, takewhile
from statistics import median

from corpus.formats.characters import NOT_QUOTED, raised
from corpus.formats.document_heads import stands_alone
from corpus.formats.hyphens import Hyphens
from corpus.formats.pdf.glyphs import UNREAD
from corpus.formats.pdf.layout import LEVEL, RAISED, Line

# Set by hand, on made-up pages; lengths are in heights of the letters.
_HEADING = 1.12  # of the usual size
_NOTE = 0.93
_SAME_SIZE = 0.06
_STEP = 1.25  # of the usual distance between lines
_USUAL_STEP, _LEAST_STEP, _MOST_STEP, _LEAST_USUAL = 1.2, 0.8, 3.0, 1.05
_INDENT = 0.7
_LETTER = 0.55  # the width of one
_BLOCK = 4  # lines
_OFTEN = 0.15  # of the distances
_LONGEST_HEADING = 3  # lines in bold
_INDENTED_DOCUMENT = 3  # paragraphs that begin so

_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•‣▪■◦●○\u2043▸►]|\ufffd(?=\s))\s*(?=\S)")
_NUMBERED = re.compile(r"(?:\d{1,2}[.)]|\([a-z\d]{1,2}\)|[–—-])\s+(?=\S)")
_NOTE_MARK = re.compile(
    rf"(?:{RAISED}([^{LEVEL}]{{1,4}}){LEVEL}|(\d{{1,3}}|[*†‡§]{{1,3}})(?=[.)]?\s))[.)]?\s*"
)
_RAISED = re.compile(rf"{RAISED}([^{LEVEL}]*){LEVEL}")
_UNIT = re.compile(r"(?:^|[\s\d(/])(?:[mck]?m|ft|mi|in|yd|s)$")
_POWERS = frozenset(("2", "3"))


class Kind(Enum):
    TITLE = auto()
    HEADING = auto()
    PROSE = auto()
    ITEM = auto()
    ROW = auto()
    NOTE = auto()


@dataclass
class Paragraph:
    """Lines that are one piece; `text` is made of them when all are known."""

    kind: Kind
    lines: list[Line]
    is_indented: bool = False
    text: str = ""
    more: list[str] = field(default_factory=list)

    @property
    def size(self) -> float:
        return median(line.size for line in self.lines)

    @property
    def marked(self) -> str:
        """The text as it is stored, with the marks of a heading."""
        marks = {Kind.TITLE: "# ", Kind.HEADING: "## "}.get(self.kind, "")
        return f"{marks}{self.text}"


def paragraphs_of(pages: Sequence[Sequence[Line]], *, title: str) -> list[Paragraph]:
    """The paragraphs of a document, in order, the notes behind them."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    body = _body_size(lines)
    bold = 2 * sum(len(line.text) for line in lines if line.is_bold) > sum(
        len(line.text) for line in lines
    )
    text, notes = _without_notes(pages, body)
    marks = _Marks(text, notes)
    hyphens = Hyphens(_plain(line.text) for line in lines)
    step = _usual_step(text, body)
    found: list[Paragraph] = []
    for column in _columns(text):
        found += _paragraphs(column, body, step, bold=bold)
    found = _joined(found, body)
    _name_title(found, title)
    found += [Paragraph(Kind.NOTE, note.lines) for note in notes if any(n.text for n in note.lines)]
    for paragraph in found:
        paragraph.text = _written(paragraph, marks, hyphens)
    return list(_together([each for each in found if each.text]))


def _plain(text: str) -> str:
    return _RAISED.sub("", text)


def _body_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size))


# Notes


@dataclass
class _Note:
    """A note at the foot of a page, or at the end of all."""

    mark: str
    page: int
    lines: list[Line]


def _without_notes(
    pages: Sequence[Sequence[Line]], body: float
) -> tuple[list[list[Line]], list[_Note]]:
    texts: list[list[Line]] = []
    notes: list[_Note] = []
    for page in pages:
        columns: dict[int, list[Line]] = defaultdict(list)
        for line in page:
            columns[line.column].append(line)
        texts.append([])
        for column in columns.values():
            start = _first_note(column, body)
            texts[-1] += column[:start]
            for line in column[start:]:
                mark = _NOTE_MARK.match(line.text)
                if mark is not None or not notes:
                    notes.append(_Note((mark[1] or mark[2]) if mark else "", line.page, []))
                notes[-1].lines.append(line)
    return texts, notes


def _first_note(column: Sequence[Line], body: float) -> int:
    """Where the notes begin below which there is nothing else."""
    first = len(column)
    for i in range(len(column) - 1, -1, -1):
        if column[i].size > _NOTE * body:
            break
        if _NOTE_MARK.match(column[i].text):
            first = i
    return first


class _Marks:
    """Which raised marks are those of notes, and which belong to what they stand beside."""

    def __init__(self, pages: Sequence[Sequence[Line]], notes: Sequence[_Note]) -> None:
        noted = Counter((note.mark, note.page) for note in notes)
        used: Counter[tuple[str, int]] = Counter(
            (mark, line.page)
            for page in pages
            for line in page
            for mark in _RAISED.findall(line.text)
        )
        self._of_notes = {key for key in used if used[key] == 1 and noted[key] == 1}

    def written(self, line: Line) -> str:
        """The line's text; in doubt a mark stays, raised as it is printed."""

        def one(found: re.Match[str]) -> str:
            before = line.text[: found.start()]
            is_power = found[1] in _POWERS and _UNIT.search(_plain(before))
            if (found[1], line.page) in self._of_notes and not is_power:
                return ""
            return raised(found[1], before=before)

        return _RAISED.sub(one, line.text)


# Paragraphs


def _columns(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    for page in pages:
        columns: dict[int, list[Line]] = defaultdict(list)
        for line in page:
            columns[line.column].append(line)
        yield from columns.values()


def _usual_step(pages: Sequence[Sequence[Line]], body: float) -> float:
    """From line to line of the text itself, in heights of its letters."""
    steps: Counter[float] = Counter()
    for column in _columns(pages):
        for one, other in pairwise(column):
            step = (one.y - other.y) / body
            if one.size == other.size and _LEAST_STEP < step < _MOST_STEP:
                steps[round(step * 10) / 10] += 1
    # In a document of short paragraphs the distance between these may be more frequent.
    often = _OFTEN * steps.total()
    return min((step for step in steps if steps[step] >= often), default=_USUAL_STEP)


def _paragraphs(
    lines: Sequence[Line], body: float, step: float, *, bold: bool
) -> Iterator[Paragraph]:
    held: list[Line] = []
    indented = False
    for block in _blocks(lines, step):
        edge = min(line.x0 for line in block)
        # A block of a few lines may all be short.
        wide = len(block) >= _BLOCK
        right = max(line.x1 for line in block) if wide else max(line.right for line in block)
        for line in block:
            reason = _begins(held[-1] if held else None, held, line, edge, right)
            if held and reason is not None:
                yield _paragraph(held, body, bold=bold, indented=indented)
                held = []
            if not held:
                indented = reason == "indent"
            held.append(line)
        if held:
            yield _paragraph(held, body, bold=bold, indented=indented)
            held = []


def _blocks(lines: Sequence[Line], usual: float) -> Iterator[list[Line]]:
    """Lines with the usual distance between them, and of one size."""
    block: list[Line] = []
    for line in lines:
        if block:
            last = block[-1]
            step = last.y - line.y
            most = max(usual, _LEAST_USUAL) * max(line.size, last.size) * _STEP
            alike = abs(line.size - last.size) <= _SAME_SIZE * max(line.size, last.size)
            near = alike and 0 <= step <= most
            if not near or (line.is_bold != last.is_bold and not _is_mixed(block, line)):
                yield block
                block = []
        block.append(line)
    if block:
        yield block


def _is_mixed(block: Sequence[Line], line: Line) -> bool:
    """Whether a line in bold is a part of a sentence that is not."""
    last = block[-1]
    return not _ENDS.search(_plain(last.text)) and _plain(line.text)[:1].islower()


def _begins(
    last: Line | None,
    held: Sequence[Line],
    line: Line,
    edge: float,
    right: float,
) -> str | None:
    """Why a line begins a paragraph; None where it goes on with the one before."""
    size = line.size
    is_indented = line.x0 > edge + _INDENT * size
    if last is None:
        return "indent" if is_indented else "first"
    if line.is_row or last.is_row:
        return "row"
    if stands_alone(last.text) or stands_alone(line.text):
        return "head"
    if _BULLET.match(line.text):
        return "item"
    text = _plain(last.text)
    if _NUMBERED.match(line.text) and _ENDS.search(text):
        return "item"
    in_item = _BULLET.match(held[0].text) or _NUMBERED.match(held[0].text)
    word = _plain(line.text).split(" ", 1)[0]
    has_room = right - last.x1 > (len(word) + 1) * _LETTER * size + 0.5 * size
    # A line that is as far in as the full one above is of the same piece.
    is_first = last.x0 <= edge + _INDENT * size or has_room
    if is_indented and is_first and not in_item and not text.endswith("-"):
        return "indent"
    if has_room and _ENDS.search(text) and not text.endswith((":", ";")):
        return "short"
    if in_item and line.x0 < held[0].x0 + 0.2 * size and _ENDS.search(text) and has_room:
        return "short"
    return None


def _paragraph(lines: list[Line], body: float, *, bold: bool, indented: bool) -> Paragraph:
    size = median(line.size for line in lines)
    text = _plain(lines[-1].text)
    if lines[0].is_row:
        return Paragraph(Kind.ROW, lines)
    if _BULLET.match(lines[0].text):
        return Paragraph(Kind.ITEM, lines)
    if size >= _HEADING * body:
        return Paragraph(Kind.HEADING, lines)
    is_short = len(lines) <= _LONGEST_HEADING and not text.endswith((".", ",", ";", "”", '"'))
    if not bold and is_short and all(line.is_bold for line in lines):
        return Paragraph(Kind.HEADING, lines)
    return Paragraph(Kind.PROSE, lines, is_indented=indented)


def _joined(found: Sequence[Paragraph], body: float) -> list[Paragraph]:
    """Paragraphs that go on in the next column or on the next page, or below a picture."""
    indents = sum(each.is_indented for each in found)
    kept: list[Paragraph] = []
    open_: Paragraph | None = None  # the last of the text itself
    for each in found:
        is_body = each.kind is Kind.PROSE and abs(each.size - body) <= _SAME_SIZE * body
        if each.kind in (Kind.HEADING, Kind.TITLE):
            open_ = None
        if is_body and open_ is not None and _runs_on(open_, each, indents):
            open_.lines += each.lines
            continue
        if is_body:
            open_ = each
        elif each.kind is Kind.ITEM:
            open_ = None
        kept.append(each)
    return kept


def _runs_on(first: Paragraph, second: Paragraph, indents: int) -> bool:
    last, line = first.lines[-1], second.lines[0]
    text, begins = _plain(last.text), _plain(line.text)
    elsewhere = (last.page, last.column) != (line.page, line.column)
    if text.endswith("-"):
        return True
    if not _ENDS.search(text):
        if begins[:1].islower():
            return True
        word = begins.split(" ", 1)[0]
        is_full = last.right - last.x1 < (len(word) + 1) * _LETTER * last.size + last.size
        return elsewhere and is_full and not second.is_indented and len(text.split()) > 3
    is_full = last.right - last.x1 < last.size
    at_edge = line.x0 < line.left + 0.3 * line.size
    return elsewhere and indents >= _INDENTED_DOCUMENT and is_full and at_edge


def _name_title(found: Sequence[Paragraph], title: str) -> None:
    """The heading above the text that is the document's title, by its name or its size."""
    if not found:
        return
    above = takewhile(lambda p: p.kind is not Kind.PROSE or len(p.lines) == 1, found)
    page = found[0].lines[0].page
    heads = [p for p in above if p.kind is Kind.HEADING and p.lines[0].page == page]
    if not heads:
        return
    wanted = _key(title)
    named = [p for p in heads if wanted and _key(" ".join(ln.text for ln in p.lines)) == wanted]
    largest = max(p.size for p in heads)
    chosen = named[0] if named else next(p for p in heads if p.size == largest)
    others = [p for p in found if p is not chosen and p.kind is Kind.HEADING]
    if named or all(chosen.size > p.size for p in others) or chosen is found[0]:
        chosen.kind = Kind.TITLE


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, _plain(text).casefold()))


# Text


def _written(paragraph: Paragraph, marks: _Marks, hyphens: Hyphens) -> str:
    text = ""
    for i, line in enumerate(paragraph.lines):
        piece = marks.written(line) if paragraph.kind is not Kind.NOTE else line.text
        if i == 0 and paragraph.kind is Kind.NOTE:
            piece = _NOTE_MARK.sub("", piece, count=1)
        if i == 0 and paragraph.kind is Kind.ITEM:
            piece = _BULLET.sub("", piece, count=1)
        if paragraph.kind is Kind.NOTE:
            piece = _RAISED.sub(lambda found: raised(found[1], before=""), piece)
        text = _with(text, piece, hyphens)
    return NOT_QUOTED if UNREAD in text else text


def _with(text: str, piece: str, hyphens: Hyphens) -> str:
    """The text with the next line."""
    if not text or not piece:
        return text or piece
    if text.endswith("-") and text[-2:-1].isalnum() and piece[:1].isalnum():
        before = re.split(r"[\s–—/(“\"‘]", text[:-1])[-1]
        joined = hyphens.joins(before, piece)
        return f"{text[:-1]}{piece}" if joined else f"{text}{piece}"
    if text.endswith(("–", "—", "/")) and text[-2:-1].isalnum():
        return f"{text}{piece}"
    return f"{text} {piece}"


def _together(found: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Items of a list, and rows of a table, as lines of one piece."""
    held: Paragraph | None = None
    for each in found:
        is_list = each.kind in (Kind.ITEM, Kind.ROW) and each.text != NOT_QUOTED
        if held is not None and is_list and each.kind is held.kind:
            held.text = f"{held.text}\n{each.text}"
            continue
        if held is not None:
            yield held
            held = None
        if is_list:
            held = each
        else:
            yield each
    if held is not None:
        yield held
