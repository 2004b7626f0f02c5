"""The text of an item, which feeds write as HTML, as plain text, or escaped once too often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from corpus.formats.normalise import normalise_line
from corpus.formats.page.passages import Passage, passages_of
from corpus.formats.page.text import text_of
from corpus.formats.page.tree import parse_page
from corpus.languages.en.feeds import APPEARED

_TAG = re.compile(r"<(?:[a-z][a-z0-9:]*(?:\s[^<>]*)?/?|/[a-z][a-z0-9:]*\s*|!--.*?--)>", re.I | re.S)
# What people put into a headline; any other word in angle brackets is one of its words.
_IN_TITLES = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|em|font|i|ins|mark|p|q|s|small|span|strong|sub|sup|u|wbr)"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)
_ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d+|#x[0-9a-f]+);", re.I
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.I)
_LONGEST_TITLE = 1000  # characters, as for all metadata
_LONG_LINK = 40  # letters of a sentence that is a link and no "Read more". Set by hand.


def text_of_html(written: str) -> str:
    """The text of a piece of HTML, paragraphs apart by blank lines, headings with their marks.

    What has no tag is plain text, whose lines are its own.
    """
    if not _TAG.search(written):
        return unescape(written).strip()
    page = parse_page(f"<article>{written}</article>")
    if page is None:
        return ""
    for element in list(page.root.iter()):
        if isinstance(element.tag, str) and _is_hidden(element) and element.getparent() is not None:
            element.drop_tree()
    return text_of(_read(passages_of(page.root)))


def title_of(written: str, *, is_html: bool = True) -> str | None:
    """A headline on one line: "AT&T wins", whether it was escaped once or twice."""
    if is_html:
        written = _IN_TITLES.sub("", written)
        for _ in range(2):
            if _ENTITY.search(written):
                written = unescape(written)
        written = _IN_TITLES.sub("", written)
    line = normalise_line(written)
    return line if 0 < len(line) <= _LONGEST_TITLE else None


def _read(passages: list[Passage]) -> Iterator[Passage]:
    """Without what is only a link: "Read more", and the buttons under an item."""
    for passage in passages:
        if not passage.is_link or (passage.is_sentence and passage.letters >= _LONG_LINK):
            yield passage


def _is_hidden(element: Any) -> bool:
    return "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")) is not None


def without_additions(text: str) -> str:
    """Without the lines that programs put below each item, to say where it appeared first."""
    blocks = text.split("\n\n")
    while blocks and APPEARED.match(" ".join(blocks[-1].split())):
        blocks.pop()
    return "\n\n".join(blocks).strip()
