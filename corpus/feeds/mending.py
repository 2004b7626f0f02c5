"""XML that is none, made good without a guess: no word is added, and none goes missing unseen.

A parser that forgives leaves text out without a word: of "A&nbsp;B" it keeps "AB". So what is
known to be wrong in feeds is put right before one reads them.
"""

from __future__ import annotations

import re
from html.entities import html5

from corpus.feeds.items import NotAFeed

_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>|<!--.*?-->)", re.DOTALL)
_AMPERSAND = re.compile(r"&(?:#(?P<number>\d{1,8}|x[0-9a-f]{1,7});|(?P<name>\w{1,40});)?", re.I)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.I)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_ELEMENT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel|opml)\b", re.I)
_ROOT = re.compile(r"<(?:\?xml\b|(?:\w+:)?(?:rss|feed|rdf|channel|opml)\b)", re.I)
# Elements that hold text, in which some feeds write HTML as it is.
_TEXTUAL = re.compile(
    r"<(?P<tag>(?:\w+:)?(?:description|encoded|summary|content|title))"
    r"(?P<attributes>\b[^<>]*)(?<!/)>(?P<inner>.*?)</(?P=tag)\s*>",
    re.DOTALL | re.I,
)
_OWN = ("amp", "lt", "gt", "quot", "apos")


def mended(text: str, *, name: str) -> str:
    """The document with its characters and references as XML wants them, from its root on.

    Raises NotAFeed where it declares entities, which stand for any text of any length.
    """
    element = _ELEMENT.search(text)
    if element and "<!ENTITY" in text[: element.start()].upper():
        raise NotAFeed(
            name,
            "it declares entities, which could stand for anything",
            fix="ask its publisher for a feed without a DTD",
        )
    start = _ROOT.search(text)
    text = _ILLEGAL.sub("", text[start.start() :] if start else text)
    text = _DOCTYPE.sub("", _DECLARATION.sub("", text, count=1), count=1)
    pieces = _CDATA.split(text)
    pieces[::2] = [_AMPERSAND.sub(_reference, piece) for piece in pieces[::2]]
    return "".join(pieces)


def wrapped(text: str) -> str:
    """A mended document that is still none: HTML that stands as it is becomes text."""
    return _TEXTUAL.sub(_as_text, text)


def closed_items(text: str) -> int:
    """How many items have their end in the document, whatever else is wrong with it."""
    outside = "".join(_CDATA.split(text)[::2])
    return len(re.findall(r"</(?:\w+:)?(?:item|entry)\s*>", outside, re.I))


def _reference(found: re.Match[str]) -> str:
    if number := found["number"]:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        if code > 0x10FFFF or _ILLEGAL.match(chr(code)):
            return ""
        return found[0]
    name = found["name"]
    if name is None:
        return "&amp;"
    if name in _OWN:
        return found[0]
    known = html5.get(f"{name};")
    if known is None:
        return f"&amp;{name};"
    return known.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _as_text(found: re.Match[str]) -> str:
    inner, attributes = found["inner"], found["attributes"]
    if "<" not in inner or "<![CDATA[" in inner or "xhtml" in attributes.lower():
        return found[0]
    return f"<{found['tag']}{attributes}><![CDATA[{inner}]]></{found['tag']}>"
