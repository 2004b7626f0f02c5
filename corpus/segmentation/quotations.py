"""Quotations that run over paragraphs: opened in one, opened again in the next, closed at last."""

from __future__ import annotations

import re

_OPENERS = "\"“«„'‘"
_SINGLE_OPENERS = "'‘"
_DOUBLE_MARKS = re.compile(r"[\"“”«»„]")
_SINGLE_CLOSER = re.compile(r"(?<!^)['’](?![^\W\d_])")
_OPENING = re.compile(r"(?:^|[\s(\[{—–/'‘-])[\"“](?=\S)")


def opens_with_quotation(text: str) -> bool:
    """Whether the paragraph begins with a quotation mark of any style."""
    return text.startswith(tuple(_OPENERS))


def leaves_quotation_open(text: str) -> bool:
    """Whether a quotation is still open where the paragraph ends.

    Styles may be mixed: what one mark opens another may close, as texts pasted together do.
    Single marks are also apostrophes, so they count only where the paragraph opens with one.
    """
    mark = None
    is_open = False
    for mark in _DOUBLE_MARKS.finditer(text):
        if mark[0] in "«„":
            is_open = True
        elif mark[0] in "”»":
            is_open = False
        else:  # "…" opens and closes with the same mark, and “ closes what „ opens
            is_open = bool(_OPENING.match(text, max(0, mark.start() - 1)))
    if mark is None and text.startswith(tuple(_SINGLE_OPENERS)):
        return not _SINGLE_CLOSER.search(text)
    return is_open
