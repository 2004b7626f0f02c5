"""RSS 0.9 to 2.0, RDF and Atom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from html import escape
from typing import Any

from corpus.feeds.items import Document, Item, NotAFeed
from corpus.feeds.markup import text_of_html, title_of
from corpus.feeds.mending import closed_items, mended, wrapped
from corpus.formats.dates import parse_page_date
from corpus.formats.metadata import web_address
from corpus.formats.normalise import normalise_line
from corpus.formats.web_addresses import joined

_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://purl.org/rss/1.0/modules/syndication": "sy",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://purl.org/rss/1.0": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://channel.netscape.com/rdf/simple/0.9": "",
    "http://backend.userland.com/rss2": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
}
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MAIL_AND_NAME = re.compile(r"\s*\S+@\S+\s*\((?P<name>[^()]+)\)\s*")
_HTML_TYPES = ("html", "text/html")
_XHTML_TYPES = ("xhtml", "application/xhtml+xml", "application/xml", "text/xml", "xml")
_PERIODS = {"hourly": 3600.0, "daily": 86_400.0, "weekly": 604_800.0}
_MINUTE = 60.0


def read_xml(text: str, *, address: str, most: int) -> Document:
    """The feed in an XML document; raises NotAFeed."""
    root, is_cut, closed = _parsed(text, address)
    kind = _name(root)
    if kind not in ("rss", "rdf:RDF", "atom:feed", "feed", "channel"):
        raise NotAFeed(
            address,
            f"it is XML, but no feed (its root is {kind[:40]!r})",
            fix="check the address",
        )
    is_atom = kind.endswith("feed")
    found = _items(root, "entry" if is_atom else "item")
    if is_cut:
        found = found[:closed]  # the last one may lack its end
    head = root if is_atom else next(_children(root, "channel"), root)
    site = _atom_link(head, address) if is_atom else _rss_link(head, address)
    items = [_entry(each, address) if is_atom else _item(each, address, site) for each in found]
    return Document(
        kind=_kind(root, kind),
        title=title_of(_text(next(_children(head, "title", "atom:title"), None))),
        site=site,
        language=normalise_line(_first(head, "language", "dc:language"))[:40]
        or root.get(_LANG)
        or None,
        items=tuple(items[:most]),
        ttl=_ttl(head),
        left_out=max(0, len(items) - most),
        is_cut=is_cut,
    )


def _parsed(text: str, address: str) -> tuple[Any, bool, int]:
    """The root, whether the document is damaged, and how many items have an end."""
    from lxml import etree

    text = mended(text, name=address)
    rules = {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "remove_comments": True,
        "remove_pis": True,
    }
    try:
        return etree.fromstring(text.encode(), etree.XMLParser(**rules)), False, 0
    except etree.XMLSyntaxError:
        pass
    text = wrapped(text)
    try:
        return etree.fromstring(text.encode(), etree.XMLParser(**rules)), False, 0
    except etree.XMLSyntaxError as error:
        problem = str(error)
    try:
        root = etree.fromstring(text.encode(), etree.XMLParser(**rules, recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise NotAFeed(address, f"it is not XML ({problem[:80]})", fix="check the address")
    # A prefix that was never declared is a slip and no damage: the document is whole.
    is_cut = "Namespace prefix" not in problem
    return root, is_cut, closed_items(text)


def _item(element: Any, address: str, site: str | None) -> Item:
    """An item of RSS or RDF."""
    guid = next(_children(element, "guid", "atom:id"), None)
    identifier = _line(guid)
    link = _rss_link(element, site or address)
    if link is None and guid is not None and guid.get("isPermaLink", "true").lower() != "false":
        link = web_address(identifier)
    about = element.get(_RDF_ABOUT)
    content = next(_children(element, "content:encoded", "encoded", "atom:content"), None)
    description = _html(next(_children(element, "description", "atom:summary"), None))
    text = "" if content is None else _html(content)
    return Item(
        guid=identifier or normalise_line(about or "") or None,
        link=link,
        title=title_of(_text(next(_children(element, "title", "atom:title", "dc:title"), None))),
        byline=_authors(_children(element, "dc:creator", "author", "atom:author")),
        published=_date(element, "pubDate", "dc:date", "atom:published", "dcterms:issued", "date"),
        updated=_date(element, "atom:updated", "dcterms:modified", "lastBuildDate"),
        text=text or description,
        is_content=bool(text),
        summary=description,
    )


def _entry(element: Any, address: str) -> Item:
    """An entry of Atom."""
    content = next(_children(element, "atom:content", "content"), None)
    summary = _atom_text(next(_children(element, "atom:summary", "summary"), None))
    text = _atom_text(content)
    title = next(_children(element, "atom:title", "title"), None)
    updated = _date(element, "atom:updated", "updated", "atom:modified", "modified")
    return Item(
        guid=_line(next(_children(element, "atom:id", "id"), None)) or None,
        link=_atom_link(element, address),
        title=title_of(_text(title), is_html=title is not None and _type(title) != "text"),
        byline=_authors(_children(element, "atom:author", "author", "dc:creator")),
        published=_date(element, "atom:published", "published", "atom:issued", "issued") or updated,
        updated=updated,
        text=text or summary,
        is_content=bool(text),
        summary=summary,
    )


def _items(root: Any, name: str) -> list[Any]:
    """Those that do not stand in another."""
    wanted = (name, f"atom:{name}")
    found: list[Any] = []
    for element in root.iter():
        if isinstance(element.tag, str) and _name(element) in wanted:
            around = (_name(each) in wanted for each in element.iterancestors())
            if not any(around):
                found.append(element)
    return found


def _name(element: Any) -> str:
    """With the prefix that everybody knows, whatever the document calls it."""
    tag = str(element.tag)
    if not tag.startswith("{"):
        return tag
    space, _, local = tag[1:].partition("}")
    key = space.lower().replace("https://", "http://").rstrip("/")
    prefix = _PREFIXES.get(key, _PREFIXES.get(f"{key}#", "?"))
    return f"{prefix}:{local}" if prefix else local


def _children(element: Any, *names: str) -> Iterator[Any]:
    """Those of the first of the names that has any, then of the next."""
    for name in names:
        for child in element:
            if isinstance(child.tag, str) and _name(child) == name:
                yield child


def _text(element: Any) -> str:
    return "" if element is None else "".join(element.itertext())


def _line(element: Any) -> str:
    return normalise_line(_text(element))


def _first(element: Any, *names: str) -> str:
    return _text(next(_children(element, *names), None)).strip()


def _date(element: Any, *names: str) -> str | None:
    """The first that is one."""
    found = (parse_page_date(_text(child)) for child in _children(element, *names))
    return next(filter(None, found), None)


def _html(element: Any) -> str:
    """The text of an element that holds HTML, escaped or as elements of its own."""
    if element is None:
        return ""
    return text_of_html(_inner(element) if len(element) else _text(element))


def _atom_text(element: Any) -> str:
    """By the type that it is said to have."""
    if element is None or element.get("src"):
        return ""
    kind = _type(element)
    if kind in _XHTML_TYPES and element.get("mode") != "escaped":
        return text_of_html(_inner(element))
    if kind in _HTML_TYPES or element.get("mode") == "escaped":
        return text_of_html(_inner(element) if len(element) else _text(element))
    if kind in ("text", "text/plain"):
        return _text(element).strip()
    return ""


def _type(element: Any) -> str:
    return (element.get("type") or "text").partition(";")[0].strip().lower()


def _inner(element: Any) -> str:
    """What is in an element, as HTML without prefixes."""
    from lxml import etree

    pieces = [escape(element.text or "", quote=False)]
    for child in element:
        copy = deepcopy(child)
        for each in copy.iter():
            if isinstance(each.tag, str):
                each.tag = etree.QName(each).localname
        etree.cleanup_namespaces(copy)
        pieces.append(etree.tostring(copy, method="html", encoding="unicode"))
    return "".join(pieces)


def _rss_link(element: Any, base: str) -> str | None:
    original = _line(next(_children(element, "feedburner:origLink"), None))
    links = [_line(each) or each.get("href", "") for each in _children(element, "link")]
    for link in filter(None, (original, *links)):
        if found := web_address(joined(_base_of(element, base), link)):
            return found
    return _atom_link(element, base)


def _atom_link(element: Any, address: str) -> str | None:
    """The page that it is about; one that is HTML rather than another."""
    links = [
        each
        for each in _children(element, "atom:link", "link")
        if each.get("rel", "alternate") == "alternate" and each.get("href")
    ]
    links.sort(key=lambda each: "html" not in each.get("type", "text/html"))
    for each in links:
        if found := web_address(joined(_base_of(each, address), each.get("href").strip())):
            return found
    return None


def _base_of(element: Any, address: str) -> str:
    """What addresses are relative to at this place."""
    bases = [each.get(_BASE) for each in (element, *element.iterancestors()) if each.get(_BASE)]
    for base in reversed(bases):
        address = joined(address, base)
    return address


def _authors(elements: Iterable[Any]) -> str | None:
    """Their names; an address of e-mail is none."""
    names: list[str] = []
    for element in elements:
        name = _line(next(_children(element, "atom:name", "name"), element))
        if found := _MAIL_AND_NAME.fullmatch(name):
            name = normalise_line(found["name"])
        if name and "@" not in name:
            names.append(name)
    line = "; ".join(dict.fromkeys(names))
    return line if 0 < len(line) <= 500 else None


def _ttl(head: Any) -> float | None:
    minutes = _first(head, "ttl")
    if minutes.isdecimal() and len(minutes) < 8:
        return int(minutes) * _MINUTE or None
    period = _PERIODS.get(_first(head, "sy:updatePeriod").lower())
    times = _first(head, "sy:updateFrequency")
    if period is None:
        return None
    return period / max(1, int(times) if times.isdecimal() and len(times) < 5 else 1)


def _kind(root: Any, name: str) -> str:
    if name == "rss":
        return f"RSS {root.get('version', '')[:8]}".strip()
    return {"rdf:RDF": "RSS 1.0", "channel": "RSS"}.get(name, "Atom")
