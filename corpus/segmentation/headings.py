"""Section headings: short lines, without a full stop, that prose follows."""

from __future__ import annotations

from corpus.segmentation.labelling import Labelling
from corpus.segmentation.shape import is_plain_question, is_question
from corpus.types import BlockKind

_LONGEST_RUN = 2  # more lines of this shape are a list


def find_headings(labelling: Labelling) -> None:
    i = 0
    while i < len(labelling):
        run = _run(labelling, i)
        if run:
            _settle(labelling, run)
        i = run[-1] + 1 if run else i + 1
    _settle_lone_question(labelling)


def _run(labelling: Labelling, start: int) -> list[int]:
    """The heading-shaped lines from `start` on, with only boilerplate between them."""
    run: list[int] = []
    for i in range(start, len(labelling)):
        if labelling.kinds[i] is None and labelling.could_head(i):
            run.append(i)
        elif not run or not labelling.is_dropped(i):
            break
    return run


def _settle(labelling: Labelling, run: list[int]) -> None:
    """Headings, unless they are too many, nothing follows, or a colon has announced a list."""
    first, unmarked = run[0], [i for i in run if not labelling.marked[i]]
    above = labelling.texts[first - 1] if first else ""
    announced = above.endswith((":", "：")) and not labelling.is_time(first)
    if announced or len(unmarked) > _LONGEST_RUN or not _heads(labelling, run[-1]):
        for i in unmarked:
            timed = labelling.is_time(i)
            labelling.kinds[i] = BlockKind.BOILERPLATE if timed else BlockKind.PROSE
    for i in run:
        labelling.kinds[i] = labelling.kinds[i] or BlockKind.HEADING


def _heads(labelling: Labelling, i: int) -> bool:
    """Whether the next line that is not boilerplate may be prose."""
    below = (j for j in range(i + 1, len(labelling)) if not labelling.is_dropped(j))
    following = next(below, None)
    return following is not None and labelling.may_be_prose(following)


def _settle_lone_question(labelling: Labelling) -> None:
    """Among prose alone, a question that does not look like a heading is the author's."""
    headings = [i for i, kind in enumerate(labelling.kinds) if kind is BlockKind.HEADING]
    if len(headings) != 1 or labelling.marked[headings[0]]:
        return
    text = labelling.texts[headings[0]]
    if is_question(text) and not is_plain_question(text, labelling.language):
        labelling.kinds[headings[0]] = BlockKind.PROSE
