"""The HTML of a message: a page without what nobody is to see and what is about the letter itself.

Mail programs know no style sheets, so letters are built of tables, and hide by the styles of single
elements: above all the preheader, which is only for the list of letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from corpus.formats.mail_text import (
    Forwarded,
    forwarded,
    is_about_letter,
    is_forward_mark,
    is_head_field,
)
from corpus.formats.page.tree import parse_page

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?(?![.\d])"
    r"|font-size\s*:\s*[01](?:\.\d+)?px|max-height\s*:\s*[01](?:px)?(?![.\d])|line-height\s*:\s*0",
    re.I,
)
_PREHEADER = re.compile(r"\bpre-?header|\bpreview-?text", re.I)
# Set by hand; not measured.
_LONGEST_HEAD = 4_000  # characters
_MOST_MARKS = 3
_MOST_AROUND = 2

_QUOTED = './/blockquote[@type="cite"] | .//*[contains(@class, "gmail_quote")]'
_LAYOUT = ("table", "tbody", "thead", "tfoot", "tr", "td", "th", "center")
_BLOCKS = frozenset(("div", "p", "table", "ul", "ol", "blockquote", "section", "img", *_LAYOUT))
_SMALL = ("p", "li", "td", "div", "span", "font", "small", "table", "footer")


def letter_page(page: str) -> tuple[str, Forwarded | None]:
    """The page with the letter's own text, all of it the article; and the head of what it passes
    on, where that is all there is."""
    from lxml import etree

    parsed = parse_page(page)
    if parsed is None:
        return "", None
    body = parsed.root.find("body") if parsed.root.tag == "html" else parsed.root
    body = parsed.root if body is None else body
    for element in list(_unseen(body)):
        _drop(element)
    passed_on = _passed_on(body)
    if passed_on is None:
        for element in body.xpath(_QUOTED):
            _drop(element)
    for element in list(_about_letter(body)):
        _drop(element)
    _flatten_layout(body)
    inside = "".join(etree.tostring(each, encoding="unicode", method="html") for each in body)
    text = _escaped(body.text or "")
    return f"<html><body><article>{text}{inside}</article></body></html>", passed_on


def _unseen(body: Any) -> Iterator[Any]:
    for element in body.iter():
        if isinstance(element.tag, str) and (
            element.tag in ("style", "script", "title")
            or element.get("hidden") is not None
            or _HIDDEN.search(element.get("style") or "")
            or _PREHEADER.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        ):
            yield element


def _about_letter(body: Any) -> Iterator[Any]:
    """The smallest blocks that tell how to read the letter or to get no more."""
    for element in body.iter(*_SMALL):
        if any(child.tag in _BLOCKS for child in element.iter() if child is not element):
            continue
        if is_about_letter(" ".join(element.itertext())):
            yield element


def _passed_on(body: Any) -> Forwarded | None:
    """The head of the message that is passed on; what stands above its text is taken out."""
    blocks = [block for mark in _marks_in(body) for block in (mark, *_around(mark))]
    for block in blocks:
        found = forwarded(_lines_of(block) + "\n\n.")
        if found is None or block.getparent() is None:
            continue
        if found.text.strip(". \n"):
            continue  # the text stands in it too; a smaller block has the head alone
        above = " ".join(block.xpath("preceding::text()"))
        if forwarded(f"{above}\n\n{_lines_of(block)}\n\n.") is None:
            return None
        _drop_before(body, block)
        return found
    return _passed_on_in_lines(body)


def _passed_on_in_lines(body: Any) -> Forwarded | None:
    """The same where the mark and each line of the head are elements of their own."""
    mark = next(iter(_marks_in(body)), None)
    if mark is None:
        return None
    lines, fields = [" ".join(mark.itertext()).strip()], []
    for each in mark.itersiblings():
        text = " ".join("".join(each.itertext()).split())
        if text and not is_head_field(text):
            break
        if text:
            lines.append(text)
        fields.append(each)
    above = " ".join(mark.xpath("preceding::text()"))
    found = forwarded("\n".join([above, *lines, "", "."]))
    if found is not None:
        for each in fields:
            _drop(each)
        _drop_before(body, mark)
    return found


def _marks_in(body: Any) -> list[Any]:
    """The first elements with what programs write above a message that is passed on."""
    told = (each for each in body.iter() if isinstance(each.tag, str))
    marked = (each for each in told if is_forward_mark((each.text or "").strip()))
    return list(islice(marked, _MOST_MARKS))


def _around(mark: Any) -> Iterator[Any]:
    return islice(mark.iterancestors("div", "p", "blockquote", "span"), _MOST_AROUND)


def _lines_of(element: Any) -> str:
    """Its text, a line where the page has one; nothing where it is too long for a head."""
    pieces = [element.text or ""]
    for each in element.iterdescendants():
        if each.tag in ("br", "div", "p", "tr"):
            pieces.append("\n")
        pieces += [each.text or "" if isinstance(each.tag, str) else "", each.tail or ""]
    text = "".join(pieces)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line) if len(text) < _LONGEST_HEAD else ""


def _drop_before(body: Any, block: Any) -> None:
    element = block
    while element is not body:
        parent = element.getparent()
        for sibling in list(element.itersiblings(preceding=True)):
            _drop(sibling)
        parent.text = None
        element = parent
    _drop(block)


def _flatten_layout(body: Any) -> None:
    layout = {table for table in body.iter("table") if _is_layout(table)}
    parts = [each for each in body.iter(*_LAYOUT) if _table_of(each) in layout]
    for element in parts:
        element.tag = "div"


def _is_layout(table: Any) -> bool:
    """Whether it puts the page together, and has no figures in rows and columns."""
    if table.get("role") == "presentation" or any(True for _ in table.iterdescendants("table")):
        return True
    if any(True for _ in table.iter("th")):
        return False
    holds_blocks = any(
        child.tag in _BLOCKS and child.tag not in _LAYOUT for child in table.iterdescendants()
    )
    return holds_blocks or all(len(row) <= 1 for row in table.iter("tr"))


def _table_of(element: Any) -> Any:
    if element.tag == "table":
        return element
    return next(element.iterancestors("table"), None)


def _drop(element: Any) -> None:
    """Take it out, and leave what comes after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + element.tail
        else:
            previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
