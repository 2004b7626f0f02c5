"""What stands on a page besides its article, by how the page is built: by its elements, roles and
the names of its classes, which are English in most countries."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import Any

_ELEMENTS = frozenset("address aside dialog dir fieldset figcaption footer form menu nav".split())
_ROLES = frozenset(
    "alert banner complementary contentinfo dialog menu menubar navigation search toolbar".split()
)
_NAMES = frozenset(
    # Other stories.
    "popular recirc recommendation recommendations recommended related trending readmore"
    # What is asked of the reader.
    " comment comments consent cookie cookies disqus donate donates donation donations gdpr"
    " newsletter newsletters paywall regwall share"
    " sharebar sharing signup subscribe subscription"
    # Advertisements.
    " ad ads advert advertisement advertising adverts outbrain promo promos promoted promotion"
    " sponsor sponsored taboola"
    # What is said of the article and its pictures.
    " author authorbox authors bio biography byline bylines caption captions copyright credit"
    " credits tags taglist"
    # The page itself.
    " breadcrumb breadcrumbs modal pager pagination popup sidebar toolbar tools tooltip"
    # The same in other languages, where pages name it in theirs.
    " anzeige comentario comentarios commentaire commentaires commenti correlati kommentar"
    " kommentare kommentarer komentarze leesook lireaussi publicidad publicidade publicite"
    " reaction reactions reklam reklama relacionadas relacionados talkback werbung".split()
)
_SIGNATURES = frozenset("author caption credit".split())
# What such a name ends in that is of a box.
_BOXES = frozenset(
    "area articles bar block box button buttons card cards container form group info"
    " inline inner item items label line link links list message module name note notice panel post"
    " posts prompt section slot stories story teaser title unit wall widget wrap wrapper".split()
)
_HIDDEN_NAMES = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only".split()
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# What may stand in a figure and be text all the same.
_QUOTABLE = frozenset(("table", "pre"))


def is_furniture(element: Any) -> bool:
    """Whether the element is built as something other than the article, whatever it says."""
    return (
        element.tag in _ELEMENTS
        or element.get("role") in _ROLES
        or is_hidden(element)
        or not _NAMES.isdisjoint(names_of(element))
    )


def is_only_hidden(element: Any) -> bool:
    """Whether the element is built as text, though readers do not see it at first."""
    return (
        is_hidden(element)
        and element.tag not in _ELEMENTS
        and element.get("role") not in _ROLES
        and _NAMES.isdisjoint(names_of(element))
    )


def is_said_by_a_name_alone(element: Any) -> bool:
    """Whether only a name makes it furniture, and the name says so by the way: "related-text",
    "caption-free", not "author-bio"."""
    if element.tag in _ELEMENTS or element.get("role") in _ROLES or is_hidden(element):
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    words = ([word.lower() for word in _WORD.findall(name)] for name in named)
    telling = [each for each in words if not _NAMES.isdisjoint(each)]
    return bool(telling) and _NAMES.union(_BOXES).isdisjoint(each[-1] for each in telling)


def is_hidden(element: Any) -> bool:
    """Whether the page says that its readers do not see it."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    classes = (element.get("class") or "").split()
    if "hidden" in classes and not any(":" in each for each in classes):  # not "hidden md:block"
        return True
    return not _HIDDEN_NAMES.isdisjoint(classes)


def names_of(element: Any) -> set[str]:
    """The words of which the names of its classes and its id are made, in lower case; and its own
    name, if a page made it up ("amp-ad")."""
    own = element.tag if "-" in element.tag else ""
    named = f"{element.get('class') or ''} {element.get('id') or ''} {own}"
    return {word.lower() for word in _WORD.findall(named)}


def _is_signature(element: Any) -> bool:
    """Whether the element may say whose words a quotation is."""
    named = names_of(element) & _NAMES
    return (element.tag == "footer" or named <= _SIGNATURES) and not is_hidden(element)


class _Standing(Enum):
    FREE = auto()
    IN_QUOTATION = auto()
    IN_FIGURE = auto()
    IN_FURNITURE = auto()


class Furnished:
    """Which places are in furniture. What holds much of the article is none: names are given by
    accident, and some pages are one form."""

    def __init__(self, holds_article: Callable[[Any], bool]) -> None:
        self._holds_article = holds_article
        self._known: dict[Any, _Standing] = {}

    def __contains__(self, place: Any) -> bool:
        above = []
        while place is not None and place not in self._known:
            above.append(place)
            place = place.getparent()
        standing = _Standing.FREE if place is None else self._known[place]
        for element in reversed(above):
            standing = self._known[element] = self._within(element, standing)
        return standing in (_Standing.IN_FIGURE, _Standing.IN_FURNITURE)

    def _within(self, element: Any, outside: _Standing) -> _Standing:
        if outside is _Standing.IN_FURNITURE:
            return outside
        is_signature = outside is _Standing.IN_QUOTATION and _is_signature(element)
        if is_furniture(element) and not is_signature and not self._holds_article(element):
            return _Standing.IN_FURNITURE
        if element.tag == "figure" and not self._holds_article(element):
            return _Standing.IN_FIGURE
        if element.tag == "blockquote":
            return _Standing.IN_QUOTATION
        return _Standing.FREE if element.tag in _QUOTABLE else outside
