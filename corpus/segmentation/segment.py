"""An article's body to blocks: title, headings, paragraphs of prose, and what is none of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.segmentation.lines import Line, split_lines
from corpus.segmentation.quotations import leaves_quotation_open, opens_with_quotation
from corpus.segmentation.roles import assign_roles
from corpus.segmentation.shape import unmarked
from corpus.types import Block, BlockKind, Span

_LONGEST_QUOTATION = 12  # paragraphs


def segment(body: str, *, title: str | None, language: Language = ENGLISH) -> tuple[Block, ...]:
    """The blocks of `body`, in order; together they cover all that is not white space, once.

    `title` is the known one, if any. A block's position is the number of its blank-line block,
    counted from 1 with everything that is dropped; a body whose paragraphs are lines, without
    blank lines between them, is counted in lines. Blocks of one position are parts of it. A
    quotation that runs over paragraphs is one block, at the position where it begins. The
    function is pure; a body that `corpus.formats.extract` has normalised gives the best result.
    """
    lines = split_lines(body)
    kinds = assign_roles(lines, title=title, language=language)
    blocks = list(_blocks(lines, kinds))
    return tuple(_sections(body, _whole_quotations(body, blocks)))


def _blocks(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> Iterator[Block]:
    """Neighbouring lines of one position and kind together."""
    pairs = zip(lines, kinds, strict=True)
    for (position, kind), group in groupby(pairs, key=lambda pair: (pair[0].position, pair[1])):
        spans = [line.span for line, _ in group]
        yield Block(kind, Span(spans[0].start, spans[-1].stop), position)


def _whole_quotations(body: str, blocks: Sequence[Block]) -> Iterator[Block]:
    i = 0
    while i < len(blocks):
        last = i
        while last + 1 < min(len(blocks), i + _LONGEST_QUOTATION) and _runs_on(
            body, blocks[last], blocks[last + 1]
        ):
            last += 1
        first = blocks[i]
        yield Block(first.kind, Span(first.span.start, blocks[last].span.stop), first.position)
        i = last + 1


def _runs_on(body: str, block: Block, following: Block) -> bool:
    return (
        block.kind is following.kind is BlockKind.PROSE
        and opens_with_quotation(following.span.of(body))
        and leaves_quotation_open(block.span.of(body))
    )


def _sections(body: str, blocks: Iterator[Block]) -> Iterator[Block]:
    section: str | None = None
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            lines = map(unmarked, block.span.of(body).split("\n"))
            section = " ".join(" ".join(lines).split())
            yield block
        else:
            yield Block(block.kind, block.span, block.position, section)
