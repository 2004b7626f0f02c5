"""An article's body to blocks: title, headings, paragraphs of prose, and what is none of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.segmentation.lines import Line, split_lines
from corpus.segmentation.long_paragraphs import cut_long
from corpus.segmentation.quotations import leaves_quotation_open, opens_with_quotation
from corpus.segmentation.roles import assign_roles
from corpus.types import Block, BlockKind, Span

_LONGEST_QUOTATION = 12  # paragraphs
_BELOW_ALL = 7  # the level of a heading without marks


def segment(body: str, *, title: str | None, language: Language = ENGLISH) -> tuple[Block, ...]:
    """The blocks of `body`, in order; together they cover all that is not white space, once.

    `title` is the known one, if any. A block's position is the number of its blank-line block,
    counted from 1 with everything that is dropped; a body whose paragraphs are lines, without
    blank lines between them, is counted in lines. Blocks of one position are parts of it. A
    quotation that runs over paragraphs is one block, at the position where it begins, and a
    paragraph that is far too long is several. The function is pure; a body that
    `corpus.formats.extract` has normalised gives the best result.
    """
    lines = split_lines(body)
    kinds = assign_roles(lines, title=title, language=language)
    blocks = _whole_quotations(body, list(_blocks(lines, kinds)))
    return tuple(part for block in blocks for part in cut_long(body, block, language))


def _blocks(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> Iterator[Block]:
    """Neighbouring lines of one position and kind together."""
    pieces = _pieces(lines, kinds)
    for (position, kind), group in groupby(pieces, key=lambda piece: (piece.position, piece.kind)):
        first, *others = group
        stop = others[-1].span.stop if others else first.span.stop
        yield Block(kind, Span(first.span.start, stop), position, first.section)


def _pieces(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> Iterator[Block]:
    """Each line as a block. The marks before a line of prose are no part of it."""
    for line, kind, section in zip(lines, kinds, _sections(lines, kinds), strict=True):
        span = line.span
        if kind in (BlockKind.PROSE, BlockKind.CORRECTION) and line.level:
            marks = Span(span.start, span.start + line.level)
            yield Block(BlockKind.BOILERPLATE, marks, line.position, section)
            span = Span(span.stop - len(line.text), span.stop)
        yield Block(kind, span, line.position, section)


def _sections(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> Iterator[str | None]:
    """The heading that each line stands under; a heading stands under none.

    A marked line that is prose begins no section, and ends one of its own level or below.
    """
    section: str | None = None
    depth, heading = 0, 0  # the level of the section, and the position of a heading right above
    for line, kind in zip(lines, kinds, strict=True):
        text = " ".join(line.text.split())
        if kind is BlockKind.HEADING:
            section = f"{section} {text}" if line.position == heading else text
            depth, heading = line.level or _BELOW_ALL, line.position
            yield None
            continue
        if kind is BlockKind.PROSE and 0 < line.level <= depth:
            section = None
        heading = 0
        yield section


def _whole_quotations(body: str, blocks: Sequence[Block]) -> Iterator[Block]:
    i = 0
    while i < len(blocks):
        last = i
        while last + 1 < min(len(blocks), i + _LONGEST_QUOTATION) and _runs_on(
            body, blocks[last], blocks[last + 1]
        ):
            last += 1
        span = Span(blocks[i].span.start, blocks[last].span.stop)
        yield replace(blocks[i], span=span)
        i = last + 1


def _runs_on(body: str, block: Block, following: Block) -> bool:
    return (
        block.kind is following.kind is BlockKind.PROSE
        and opens_with_quotation(following.span.of(body))
        and leaves_quotation_open(block.span.of(body))
    )
