"""Lines that a page marks as headings and that are prose: standfirsts, statements, paragraphs."""

from __future__ import annotations

from corpus.segmentation.labelling import Labelling
from corpus.segmentation.shape import (
    count_sentences,
    is_more_than_heading,
    is_question,
    is_sentence,
    length,
)
from corpus.types import BlockKind

# Set by hand, on the pages of the article-extraction benchmark.
_SHORTEST_RUN = 3  # so many marked lines with nothing between them are links to other stories
_SHORTEST_STANDFIRST = 6  # words
_LONGEST_BLURB = 30  # words


def keep_marked(labelling: Labelling) -> None:
    """Marked lines that are sentences or longer than a heading, and the standfirst."""
    i = 0
    while i < len(labelling):
        run = _run(labelling, i)
        prose = [j for j in run if _is_more(labelling, j)]
        if len(run) >= _SHORTEST_RUN and 2 * len(prose) <= len(run):
            prose = [j for j in prose if not _could_be_blurb(labelling, j)]
        for j in prose:
            labelling.kinds[j] = BlockKind.PROSE
        i = run[-1] + 1 if run else i + 1
    _keep_standfirst(labelling)


def _run(labelling: Labelling, start: int) -> list[int]:
    """The marked lines from `start` on, with only boilerplate between them."""
    run: list[int] = []
    for i in range(start, len(labelling)):
        if labelling.kinds[i] is None and labelling.marked[i]:
            run.append(i)
        elif not run or not labelling.is_dropped(i):
            break
    return run


def _is_more(labelling: Labelling, i: int) -> bool:
    return is_more_than_heading(labelling.texts[i], labelling.language)


def _could_be_blurb(labelling: Labelling, i: int) -> bool:
    """Whether the line could be what a list of stories tells of one; not right under the title."""
    text = labelling.texts[i]
    if i > 0 and labelling.kinds[i - 1] is BlockKind.TITLE and is_sentence(text):
        return False
    return length(text) <= _LONGEST_BLURB and count_sentences(text, labelling.language) == 1


def _keep_standfirst(labelling: Labelling) -> None:
    """The first marked line under the title, if no other has its level: no section begins there."""
    head = [i for i in labelling.head if labelling.kinds[i] is None and labelling.marked[i]]
    if not head:
        return
    first, levels = head[0], labelling.levels
    text = labelling.texts[first]
    is_only = levels.count(levels[first]) == 1
    if is_only and length(text) >= _SHORTEST_STANDFIRST and not is_question(text):
        labelling.kinds[first] = BlockKind.PROSE
