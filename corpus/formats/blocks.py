"""Block quotations: how a format says that lines are set off, and how the stored text shows it.

In HTML and Markdown a block quotation needs no quotation marks. Its lines are marked as they are
extracted, and indented in the text that is stored: a paragraph begins after the white space before
it, so that a quotation of one holds the article's words and nothing else.
"""

from __future__ import annotations

import re

# No character, so no text has it; it outlives normalising, which takes white space away.
_MARK = "\ufdd0"
_INDENT = "    "
_LINE = re.compile(r"^(?=[^\n]*\S)", re.MULTILINE)
_MARKED = re.compile(rf"^{_MARK}+[^\S\n]*(?=\S)", re.MULTILINE)
_EMPTY = re.compile(rf"^{_MARK}+$\n*", re.MULTILINE)


def mark_block(text: str) -> str:
    """The text with every line that is not blank marked as set off."""
    return _LINE.sub(_MARK, text)


def indent_blocks(text: str) -> str:
    """The text with its marked lines indented."""
    text = _EMPTY.sub("", text).rstrip("\n")  # what was in such a line is no text
    return _MARKED.sub(_INDENT, text).replace(_MARK, "")
