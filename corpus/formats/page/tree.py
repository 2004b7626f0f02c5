"""A page's elements, within limits."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

# trafilatura takes time that grows with the square of some pages: of 6,000 pictures in one line of
# text 1.5 s, of 50,000 more than a minute. It goes down a page by recursion. Of 123 pages measured
# none has 2,000 elements or 60 levels.
_MOST_ELEMENTS = 15_000
_MOST_LEVELS = 200


@dataclass(frozen=True, slots=True)
class Page:
    """`root` is the page's element `html`; `is_cut`: what is nested deeper than the parser goes
    (2,048 elements) is missing."""

    root: Any
    is_cut: bool = False


def parse_page(page: str) -> Page | None:
    """The page's elements; None where there are none."""
    from lxml import etree, html

    # Without huge_tree the parser leaves out without a word what is nested in 256 elements, as on
    # pages that forget to close theirs.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None
    is_cut = any("Excessive depth" in entry.message for entry in parser.error_log)
    return Page(root, is_cut)


def within_limits(root: Any) -> Any:
    """The page if it is one that a library can be handed, else what it says above its text."""
    from lxml import html

    is_small = root.xpath("count(//*)") <= _MOST_ELEMENTS
    if is_small and not root.xpath(f"boolean(//*[count(ancestor::*) > {_MOST_LEVELS}])"):
        return root
    small = html.Element("html", dict(root.attrib))
    small.extend(deepcopy(head) for head in root.iterchildren("head"))
    small.append(html.Element("body"))
    return small
