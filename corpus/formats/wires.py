"""What news agencies send: NewsML-G2, NITF and ninjs, a file to its stories.

Which version a story is, who may use it when and what was taken back stands in the file as
`Release`. Words for editors (notes, routing, the text of a kill) are never the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html.entities import html5
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.html import fragment_fromstring

from corpus.errors import SourceError
from corpus.formats.dates import parse_date
from corpus.formats.decoding import decode
from corpus.formats.fields import parse_json
from corpus.formats.files import read_bytes, shown, slug
from corpus.formats.format import PLAIN, Format
from corpus.formats.metadata import read_metadata
from corpus.formats.normalise import normalise_line
from corpus.formats.releases import (
    read_embargo,
    read_moment,
    read_note,
    read_revision,
    read_status,
)
from corpus.types import Described, Metadata, RawDocument, Release, Status

_STEM = 80
_NEWSML = re.compile(rb"<(?:\w+:)?(?:newsItem|newsMessage|packageItem)[\s>]")
_NITF = re.compile(rb"<nitf[\s>]")
_NINJS = re.compile(
    rb'"(?:body_html|body_text|body_xhtml|bodies|headlines?|pub[sS]tatus|version[cC]reated)"\s*:'
)
_NINJS_ID = re.compile(rb'"(?:uri|guid)"\s*:')
# XML has five named characters; agencies write those of HTML, too, and no DTD is fetched.
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
_PARAGRAPHS = ("p", "li", "tr", "blockquote", "pre", "hl2", "dt", "dd")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOT_TEXT = ("script", "style", "media", "figure", "figcaption", "object", "audio", "video", "note")
_TAKEN = ("canceled", "cancelled", "killed", "withheld")


def is_wire_xml(path: Path, beginning: bytes) -> bool:
    """Whether a file is NewsML-G2 or NITF, by the element that it begins with."""
    return _NEWSML.search(beginning) is not None or _NITF.search(beginning) is not None


def is_ninjs(path: Path, beginning: bytes) -> bool:
    """Whether a file is a story in JSON, by the names of its first fields."""
    if beginning.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] not in (b"{", b"[") or path.suffix == ".jsonl":
        return False
    with path.open("rb") as file:
        data = file.read(1_000_000)
    return _NINJS_ID.search(data) is not None and _NINJS.search(data) is not None


def read_wire_xml(path: Path, format: Format) -> Iterator[RawDocument | SourceError]:
    """The stories of a message; raises OSError and SourceError."""
    name = shown(path)
    root = _parse(read_bytes(path), name)
    if _local(root) == "nitf":
        yield _nitf(root, path, name)
        return
    items = [each for each in root.iter() if _local(each) == "newsItem"]
    if not items:
        raise SourceError(name, "this NewsML has no news item", fix="ingest the items it lists")
    for number, item in enumerate(items, start=1):
        label = name if len(items) == 1 else f"{name} item {number}"
        try:
            yield _news_item(item, path, label)
        except SourceError as error:
            yield error


def read_ninjs(path: Path, format: Format) -> Iterator[RawDocument | SourceError]:
    """The stories of a JSON file; raises OSError and SourceError."""
    name = shown(path)
    text = decode(read_bytes(path), name=name, path=name)
    if text.lstrip()[:1] == "[":
        text = f'{{"items": {text}}}'
    found = parse_json(text, name=name)
    stories = found.get("items", found.get("_items"))
    if not isinstance(stories, list):
        stories = [found]
    for number, story in enumerate(stories, start=1):
        label = name if len(stories) == 1 else f"{name} item {number}"
        try:
            if not isinstance(story, dict):
                raise SourceError(label, "the story is not an object", fix="see the ninjs schema")
            yield _ninjs(story, path, label)
        except SourceError as error:
            yield error


# NewsML-G2


def _news_item(item: Any, path: Path, name: str) -> RawDocument:
    meta, content = _child(item, "itemMeta"), _child(item, "contentMeta")
    kind = _code(_child(meta, "itemClass"))
    if kind and kind not in ("text", "composite"):
        raise SourceError(name, f"this item is no text ({kind})", fix="leave it out")
    embargo = _child(meta, "embargoed")
    status = read_status(_code(_child(meta, "pubStatus")) or "usable", name=name)
    if embargo is not None and not _line(embargo):
        status = Status.WITHHELD  # until further notice
    revision = read_revision(item.get("version"))
    created = _line(_child(meta, "versionCreated"))
    release = Release(
        status=status,
        until=read_embargo(_line(embargo), name=name),
        revision=revision,
        modified=read_moment(created),
        note=read_note(*map(_line, _children(meta, "edNote"))),
    )
    provider = _child(meta, "provider")
    outlet = _line(_child(provider, "name")) or provider_name(provider)
    first = _line(_child(meta, "firstCreated")) or _line(_child(content, "contentCreated"))
    metadata = _metadata(
        {
            "id": item.get("guid"),
            "title": _line(_child(content, "headline")),
            "source": outlet,
            "byline": _line(_child(content, "by")),
            "date": _date(first, created),
            "language": _attribute(_child(content, "language"), "tag"),
        },
        name,
    )
    return _document(path, name, metadata, release, _newsml_text(item))


def _newsml_text(item: Any) -> str:
    """The body in whichever element holds it: XHTML, NITF, or plain text."""
    parts = []
    for holder in item.iter():
        match _local(holder):
            case "inlineXML":
                body = next((e for e in holder.iter() if _local(e) == "body.content"), None)
                if body is None:
                    body = next((e for e in holder.iter() if _local(e) == "body"), holder)
                parts.append(_text(body))
            case "inlineData":
                parts.append("".join(holder.itertext()).strip())
            case _:
                continue
        if parts[-1]:
            return parts[-1]  # further ones are other renditions of the same
    return ""


def provider_name(provider: Any) -> str | None:
    """Of a provider that is told by a code alone, the code."""
    return _code(provider) or _attribute(provider, "literal")


# NITF


def _nitf(root: Any, path: Path, name: str) -> RawDocument:
    head, docdata = _child(root, "head"), _child(_child(root, "head"), "docdata")
    body = _child(root, "body")
    bodyhead, content = _child(body, "body.head"), _child(body, "body.content")
    headline = _child(bodyhead, "hedline")
    issued = _attribute(_child(docdata, "date.issue"), "norm")
    revisions = [each.get("norm") for each in _children(head, "revision-history")]
    key = _child(docdata, "du-key")
    release = Release(
        **_nitf_status(docdata, name),
        revision=read_revision(_attribute(key, "version") or _attribute(key, "generation")),
        modified=read_moment(*reversed(revisions), issued),
        note=read_note(
            _attribute(_child(docdata, "correction"), "info"),
            *(each.get("info") or _line(each) for each in _children(docdata, "ed-msg")),
        ),
    )
    pubdata = _child(head, "pubdata")
    metadata = _metadata(
        {
            "id": _attribute(_child(docdata, "doc-id"), "id-string"),
            "title": _line(_child(headline, "hl1")),
            "source": _line(_child(bodyhead, "distributor"))
            or _attribute(pubdata, "name")
            or _attribute(_child(docdata, "doc.copyright"), "holder"),
            "byline": _line(_child(bodyhead, "byline")),
            "date": _date(issued, _attribute(_child(docdata, "date.release"), "norm")),
        },
        name,
    )
    return _document(path, name, metadata, release, "" if content is None else _text(content))


def _nitf_status(docdata: Any, name: str) -> dict[str, Any]:
    """A kill is a document of its own that names another; an embargo ends when that is released."""
    told = (_attribute(docdata, "management-status") or "usable").lower()
    meant = _attribute(docdata, "management-doc-idref")
    of_meant = (_attribute(docdata, "management-idref-status") or "").lower()
    until = read_embargo(_attribute(_child(docdata, "date.release"), "norm"), name=name)
    if meant and of_meant in _TAKEN:
        return {"status": read_status(of_meant, name=name), "of": meant}
    if told == "embargoed":
        return {"status": Status.LIVE if until else Status.WITHHELD, "until": until}
    return {"status": read_status(told, name=name), "until": until}


# ninjs


def _ninjs(story: Mapping[str, Any], path: Path, name: str) -> RawDocument:
    """Of all three: 1 has `headline`, 2 has `headlines`, 3 has camel case."""
    kind = story.get("type")
    if isinstance(kind, str) and kind not in ("text", "composite", "event", "planning"):
        raise SourceError(name, f"this item is no text ({kind[:40]})", fix="leave it out")
    created = _any(story, "versioncreated", "versionCreated")
    release = Release(
        status=read_status(_any(story, "pubstatus", "pubStatus") or "usable", name=name),
        until=read_embargo(_any(story, "embargoed"), name=name),
        revision=read_revision(_any(story, "version")),
        modified=read_moment(created),
        note=read_note(_any(story, "ednote", "edNote")),
    )
    first = _any(story, "firstcreated", "firstCreated", "firstpublished")
    metadata = _metadata(
        {
            "id": _any(story, "uri", "guid"),
            "title": _any(story, "headline") or _value(story.get("headlines")),
            "source": _any(story, "source", "provider", "copyrightholder", "copyrightHolder"),
            "byline": _any(story, "byline") or _value(story.get("bylines")),
            "date": _date(first, created),
            "language": _any(story, "language"),
        },
        name,
    )
    return _document(path, name, metadata, release, _ninjs_text(story))


def _ninjs_text(story: Mapping[str, Any]) -> str:
    for key in ("body_html", "body_xhtml"):
        if isinstance(story.get(key), str):
            return _text_of_html(story[key])
    bodies = [each for each in story.get("bodies") or () if isinstance(each, dict)]
    for body in bodies:
        if "html" in str(_any(body, "contenttype", "contentType")).lower():
            return _text_of_html(str(body.get("value") or ""))
    plain = [story.get("body_text"), *(body.get("value") for body in bodies)]
    text = next((each for each in plain if isinstance(each, str)), "")
    return _text_of_html(text) if re.search(r"</?p\b", text) else text


def _value(several: object) -> str | None:
    """The main one of several headlines or bylines."""
    listed = several if isinstance(several, list) else []
    listed = [each for each in listed if isinstance(each, dict)]
    main = sorted(listed, key=lambda each: "main" not in str(each.get("role")))
    return next((str(each["value"]) for each in main if each.get("value")), None)


def _any(fields: Mapping[str, Any], *keys: str) -> Any:
    return next((fields[key] for key in keys if fields.get(key) not in (None, "")), None)


# All of them


def _document(
    path: Path, name: str, metadata: Metadata, release: Release, text: str
) -> RawDocument:
    identifier = metadata.id or release.of
    if identifier is None:
        raise SourceError(name, "the story has no id", fix="ask the agency for files with one")
    return RawDocument(
        name=name,
        path=shown(path),
        stem=slug(identifier)[-_STEM:].strip("-.") or "story",
        format=PLAIN,
        content=text,
        described=Described(own=metadata),
        release=release,
        is_one_of_many=True,
    )


def _metadata(fields: Mapping[str, Any], name: str) -> Metadata:
    """Checked as those of JSON Lines are; an agency's id for a story is no address of it."""
    found = read_metadata({k: v for k, v in fields.items() if v is not None}, name=name)
    return replace(found, url=None)


def _date(*values: object) -> str | None:
    return next((v for v in values if isinstance(v, str) and parse_date(v.strip())), None)


def _parse(data: bytes, name: str) -> Any:
    def known(match: re.Match[bytes]) -> bytes:
        word = match[1].decode("ascii")
        character = html5.get(f"{word};")
        if word in _OF_XML or character is None:
            return match[0]
        return "".join(f"&#{ord(each)};" for each in character).encode("ascii")

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(_NAMED.sub(known, data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f" in line {line}" if line else ""
        raise SourceError(
            name,
            f"this XML breaks off or is not well-formed{where}",
            fix="wait until all of it is there, then ingest it again",
        ) from error
    declared = root.getroottree().docinfo.internalDTD
    if (declared is not None and any(True for _ in declared.iterentities())) or any(
        True for _ in root.iter(etree.Entity)
    ):
        raise SourceError(
            name, "this XML declares entities of its own", fix="get it without a DTD inside"
        )
    return root


def _text_of_html(markup: str) -> str:
    try:
        root = fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    return _text(root)


def _text(root: Any) -> str:
    """Paragraphs apart by blank lines, headings with Markdown's marks; text that stands outside
    any paragraph is one, too."""
    blocks: list[str] = []
    loose: list[str] = []

    def flush(level: int = 0) -> None:
        text = re.sub(r"[ \t]+", " ", "".join(loose)).strip()
        lines = "\n".join(line.strip() for line in text.split("\n"))
        if lines:
            blocks.append(f"{'#' * level} {' '.join(lines.split())}" if level else lines)
        loose.clear()

    def walk(element: Any) -> None:
        tag = _local(element)
        if tag in _NOT_TEXT or not isinstance(element.tag, str):
            return
        is_heading = tag in _HEADINGS
        is_block = is_heading or tag in _PARAGRAPHS or tag in _CONTAINERS
        if is_block:
            flush()
        if tag == "br":
            loose.append("\n")
        loose.append(_flowing(element.text))
        for child in element:
            walk(child)
            loose.append(_flowing(child.tail))
        if is_block:
            flush(int(tag[1]) if is_heading else 0)
        elif tag in ("td", "th"):
            loose.append(" ")

    walk(root)
    flush()
    return "\n\n".join(blocks)


_CONTAINERS = (
    "div",
    "section",
    "block",
    "body",
    "body.content",
    "table",
    "tbody",
    "ul",
    "ol",
    "dl",
)


def _flowing(text: str | None) -> str:
    """Line breaks of the source are none of the text."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(element: Any, name: str) -> Sequence[Any]:
    return [] if element is None else [each for each in element if _local(each) == name]


def _child(element: Any, name: str) -> Any:
    return next(iter(_children(element, name)), None)


def _line(element: Any) -> str:
    return "" if element is None else normalise_line("".join(element.itertext()))


def _attribute(element: Any, name: str) -> str | None:
    return None if element is None else element.get(name)


def _code(element: Any) -> str | None:
    """The word of a controlled value, without its scheme: "stat:usable", or an address."""
    if element is None:
        return None
    told = element.get("qcode") or element.get("uri") or _line(element)
    return re.split(r"[:/]", told)[-1] if told else None
