"""Quotations that run over paragraphs: opened in one, opened again in the next, closed at last."""

from __future__ import annotations

_OPENERS = '"“«„'
_BEFORE_OPENER = " \n\t\u00a0([{—–-/"
_SINGLE_OPENERS = "'‘"


def opens_with_quotation(text: str) -> bool:
    """Whether the paragraph begins with a quotation mark of any style."""
    return text[:1] in (*_OPENERS, *_SINGLE_OPENERS)


def leaves_quotation_open(text: str) -> bool:
    """Whether a quotation is still open where the paragraph ends.

    Styles may be mixed: what one mark opens another may close, as texts pasted together do.
    Single marks are also apostrophes, so they count only where the paragraph opens with one.
    """
    is_open = False
    for i, character in enumerate(text):
        before = text[i - 1] if i else " "
        after = text[i + 1] if i + 1 < len(text) else " "
        starts = before in _BEFORE_OPENER or before in _SINGLE_OPENERS
        if character in "«„":
            is_open = True
        elif character in '“"':
            is_open = starts and not after.isspace()
        elif character in "”»":
            is_open = False
    return is_open or _leaves_single_open(text)


def _leaves_single_open(text: str) -> bool:
    if text[:1] not in _SINGLE_OPENERS or any(mark in text for mark in '"“”«»„'):
        return False
    ends = (i for i, mark in enumerate(text) if i and mark in "'’")
    return not any(i + 1 == len(text) or not text[i + 1].isalnum() for i in ends)
