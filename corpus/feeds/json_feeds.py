"""JSON Feed, versions 1 and 1.1."""

from __future__ import annotations

import json
from typing import Any

from corpus.feeds.items import Document, Item, NotAFeed
from corpus.feeds.markup import text_of_html, title_of
from corpus.formats.dates import parse_page_date
from corpus.formats.metadata import web_address
from corpus.formats.normalise import normalise_line
from corpus.formats.web_addresses import joined


def read_json(text: str, *, address: str, most: int) -> Document:
    """The feed in a JSON document; raises NotAFeed."""
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise NotAFeed(
            address, f"it is not JSON ({str(error)[:80]})", fix="check the address"
        ) from (error)
    is_feed = isinstance(value, dict) and isinstance(value.get("items"), list)
    if not is_feed or "jsonfeed" not in str(value.get("version", "")):
        raise NotAFeed(address, "it is JSON, but no feed", fix="check the address")
    items = [_item(each, address) for each in value["items"] if isinstance(each, dict)]
    return Document(
        kind="JSON Feed",
        title=title_of(_text(value, "title"), is_html=False),
        site=_address(value, "home_page_url", address),
        language=normalise_line(_text(value, "language"))[:40] or None,
        items=tuple(items[:most]),
        left_out=max(0, len(items) - most),
    )


def _item(value: dict[str, Any], address: str) -> Item:
    html, plain = _text(value, "content_html"), _text(value, "content_text")
    summary = _text(value, "summary").strip()
    text = (text_of_html(html) if html else "") or plain.strip()
    authors = value.get("authors")
    people = [*(authors if isinstance(authors, list) else []), value.get("author")]
    names = [_text(each, "name") for each in people if isinstance(each, dict)]
    identifier = value.get("id")
    if isinstance(identifier, float) and identifier.is_integer():
        identifier = int(identifier)
    is_id = isinstance(identifier, (str, int, float)) and not isinstance(identifier, bool)
    return Item(
        guid=(normalise_line(str(identifier)) or None) if is_id else None,
        link=_address(value, "url", address),
        title=title_of(_text(value, "title"), is_html=False),
        byline=normalise_line("; ".join(filter(None, names)))[:500] or None,
        published=parse_page_date(value.get("date_published")),
        updated=parse_page_date(value.get("date_modified")),
        text=text or summary,
        is_content=bool(text),
        summary=summary,
    )


def _text(value: dict[str, Any], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""


def _address(value: dict[str, Any], key: str, base: str) -> str | None:
    return web_address(joined(base, _text(value, key).strip())) if value.get(key) else None
