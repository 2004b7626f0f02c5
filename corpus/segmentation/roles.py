"""Which lines of an article are prose and which are not: wording, shape, repetition, place.

In doubt a line is prose: a caption that is quoted is a blemish, a paragraph that is lost is not
forgiven. The lengths here and in the rules were set by hand, on 150 pages of real news that they
were then measured on (docs/decisions.md); none was chosen by a measurement of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from corpus.languages.language import Language
from corpus.segmentation.credits import is_caption
from corpus.segmentation.head import (
    drop_bylines,
    drop_head,
    drop_imprint,
    drop_source_note,
    find_correction_column,
    find_title,
)
from corpus.segmentation.headings import find_headings
from corpus.segmentation.labelling import Labelling
from corpus.segmentation.lexicon import Furniture, furniture, is_correction, is_notice
from corpus.segmentation.lines import Line
from corpus.segmentation.marked import keep_marked
from corpus.segmentation.pull_quotes import drop_pull_quotes
from corpus.segmentation.quotations import leaves_quotation_open, opens_with_quotation
from corpus.segmentation.shape import is_sentence, length
from corpus.segmentation.spoken import keep_spoken
from corpus.segmentation.teasers import drop_announced, drop_repetitions
from corpus.types import BlockKind

_LONGEST_CAPTION = 30  # words
_BAR = " | "
_FIGURE = re.compile(r"[^\w\s]*\d[\d.,]*\s?%?")
STATED = 6
"""The level of a heading over what a page's own data calls a correction, or a claim reviewed."""


def assign_roles(
    lines: Sequence[Line], *, title: str | None, language: Language
) -> list[BlockKind]:
    """A kind for each line, in order. Each rule settles lines that those before it left open, and
    the last one looks at the headings again."""
    labelling = Labelling(lines, language)
    keep_quotations(labelling)
    keep_rows(labelling)
    keep_corrections(labelling, title)
    labels = drop_furniture(labelling)
    drop_captions(labelling)
    drop_imprint(labelling, title)
    find_title(labelling, title)
    drop_repetitions(labelling)
    drop_labelled(labelling, labels)
    drop_announced(labelling, labels)
    drop_bylines(labelling)
    drop_head(labelling)
    drop_source_note(labelling)
    drop_pull_quotes(labelling)
    keep_marked(labelling)
    find_headings(labelling)
    keep_spoken(labelling)
    return [kind or BlockKind.PROSE for kind in labelling.kinds]


def keep_quotations(labelling: Labelling) -> None:
    """What stands within a quotation that runs on is prose, however short."""
    for i in range(1, len(labelling)):
        if opens_with_quotation(labelling.texts[i]) and leaves_quotation_open(
            labelling.texts[i - 1]
        ):
            labelling.kinds[i - 1] = labelling.kinds[i] = BlockKind.PROSE


def keep_rows(labelling: Labelling) -> None:
    """The rows of a table of figures are prose, also where they begin with a time or a day."""
    blocks = groupby(range(len(labelling)), key=labelling.positions.__getitem__)
    for rows in (list(block) for _, block in blocks):
        cells = [labelling.texts[i].split(_BAR) for i in rows]
        is_table = len(rows) > 1 and min(map(len, cells)) > 1 and len(set(map(len, cells))) == 1
        if is_table and any(_FIGURE.fullmatch(cell) for row in cells for cell in row[1:]):
            for i in rows:
                labelling.kinds[i] = BlockKind.PROSE


def keep_corrections(labelling: Labelling, title: str | None) -> None:
    """What the outlet says of its own mistakes is neither the article's prose nor furniture."""
    column = find_correction_column(labelling, title)
    if column is not None:
        labelling.kinds[column] = BlockKind.TITLE
    for i in labelling.open():
        is_item = column is not None and i > column and is_sentence(labelling.texts[i])
        if is_item or is_correction(labelling.texts[i], labelling.language):
            labelling.kinds[i] = BlockKind.CORRECTION


def drop_furniture(labelling: Labelling) -> dict[int, Furniture]:
    """Lines that are boilerplate by their wording, with what they announce."""
    found: dict[int, Furniture] = {}
    for i in labelling.open():
        if (kind := furniture(labelling.texts[i], labelling.language)) is not None:
            found[i] = kind
            labelling.drop(i)
    return found


def drop_captions(labelling: Labelling) -> None:
    """Lines that end with the credit of a picture."""
    last = max(filter(labelling.is_paragraph, labelling.open()), default=-1)
    for i in labelling.open():
        if is_caption(labelling.texts[i], labelling.language, is_last=i >= last):
            labelling.drop(i)


def drop_labelled(labelling: Labelling, labels: dict[int, Furniture]) -> None:
    """What a bare label announces: a caption, a notice of the editors, or somebody's claim."""
    for i in labelling.open():
        label, text = labels.get(i - 1), labelling.texts[i]
        is_stated = i > 0 and labelling.levels[i - 1] == STATED
        is_caption = label is Furniture.CAPTION_LABEL and length(text) <= _LONGEST_CAPTION
        if is_caption or (label is Furniture.CLAIM_LABEL and is_stated):
            labelling.drop(i)
        elif label is Furniture.NOTICE_LABEL and (is_stated or is_notice(text, labelling.language)):
            labelling.kinds[i] = BlockKind.CORRECTION
