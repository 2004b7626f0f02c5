"""Lists of feeds as other readers write and read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.errors import SourceError
from corpus.feeds.mending import mended, wrapped
from corpus.formats.decoding import decode
from corpus.formats.metadata import web_address
from corpus.formats.normalise import normalise_line


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list."""

    url: str
    title: str | None = None
    site: str | None = None


def read_opml(data: bytes, *, name: str) -> list[Outline]:
    """Every feed in the list, in whatever folders; raises SourceError where it is no OPML."""
    from lxml import etree

    text = decode(data, name=name, path=name, html=True)
    text = text[max(0, text.find("<")) :]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(wrapped(mended(text, name=name)).encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or str(root.tag).lower() != "opml":
        raise SourceError(name, "it is no OPML list", fix="export the feeds as OPML there")
    found: dict[str, Outline] = {}
    for element in root.iter("outline"):
        given = {key.lower(): value for key, value in element.attrib.items()}
        url = web_address(given.get("xmlurl", "").strip())
        if url is not None:
            title = normalise_line(given.get("title") or given.get("text") or "")[:500] or None
            found.setdefault(url, Outline(url, title, web_address(given.get("htmlurl", ""))))
    return list(found.values())


def write_opml(outlines: Iterable[Outline], *, title: str) -> str:
    """The list as XML."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for each in outlines:
        named = each.title or each.url
        attributes = {"type": "rss", "text": named, "title": named, "xmlUrl": each.url}
        if each.site:
            attributes["htmlUrl"] = each.site
        etree.SubElement(body, "outline", attributes)
    written = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return bytes(written).decode()
