"""Which feed an address is, in whatever spelling, and the entries that a feed has. Pure."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from urllib.parse import urlsplit

from corpus.feeds.items import Item
from corpus.feeds.sameness import words_of
from corpus.formats.web_addresses import address_key, is_front_page
from corpus.storage.feed_table import EntryState, FeedEntry

_SEEN_AGAIN = 86_400.0  # seconds after which it is noted that an entry is still there
_USUAL_PORTS = {"http": 80, "https": 443}


def feed_key(url: str) -> str:
    """What the spellings of a feed's address have in common: far less than those of a page's, as
    feeds are told by anything in their path and query."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".").lower()
    port = "" if parts.port in (None, _USUAL_PORTS.get(parts.scheme.lower())) else f":{parts.port}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}{parts.path or '/'}{query}"


def dump_item(item: Item) -> str:
    return json.dumps(asdict(item), ensure_ascii=False)


def load_item(text: str) -> Item:
    return Item(**json.loads(text))


def entries_of(
    feed: int, items: Sequence[Item], known: Sequence[FeedEntry], *, now: float
) -> list[FeedEntry]:
    """The entries that are new or say something else than before, ready to be stored.

    An entry is known again by its id, or by its link where the id is no longer in the feed: ids
    change with the headline, and links with the scheme. What has left the feed stays as it is.
    """
    links = _own_links(items)
    by_guid = {entry.guid: entry for entry in known}
    keyed = _keyed(items, links)
    by_link = {
        entry.link_key: entry for entry in known if entry.link_key and entry.guid not in keyed
    }
    found = []
    for guid, item in keyed.items():
        link_key = links.get(item.link or "")
        entry = by_guid.get(guid) or by_link.pop(link_key or "", None)
        digest = _digest(item, link_key)
        if entry is None:
            entry = FeedEntry(None, feed, guid, link_key, digest, item=dump_item(item))
            found.append(replace(entry, first_seen=now, last_seen=now))
        elif entry.digest != digest or entry.guid != guid:
            found.append(
                replace(
                    entry,
                    guid=guid,
                    link_key=link_key,
                    digest=digest,
                    state=EntryState.WAITING,
                    item=dump_item(item),
                    tries=0,
                    next_at=0.0,
                    last_seen=now,
                )
            )
        elif now - entry.last_seen > _SEEN_AGAIN:
            found.append(replace(entry, last_seen=now))
    return found


def _own_links(items: Sequence[Item]) -> Mapping[str, str]:
    """The keys of the links that are of one item alone, by the link; front pages are none."""
    keys = {item.link: address_key(item.link) for item in items if item.link}
    pairs = {(item.guid or item.title, keys[item.link]) for item in items if item.link}
    shared = Counter(key for _, key in pairs)
    return {link: key for link, key in keys.items() if shared[key] == 1 and not is_front_page(link)}


def _keyed(items: Sequence[Item], links: Mapping[str, str]) -> dict[str, Item]:
    """Every item once, by what it is known by: its id, unless others have the same, or its link."""
    told = {(item.guid, links.get(item.link or "", item.title)) for item in items if item.guid}
    repeated = Counter(guid for guid, _ in told)
    keyed: dict[str, Item] = {}
    for item in items:
        link_key = links.get(item.link or "")
        if item.guid and repeated[item.guid] == 1:
            key = item.guid
        elif link_key:
            key = f"link:{link_key}"
        elif item.title or item.text:
            key = f"text:{_hash([item.title, *words_of(item.text)[:50]])}"
        else:
            continue
        keyed.setdefault(key, item)
    return keyed


def _digest(item: Item, link_key: str | None) -> str:
    """Of what the item says; spaces, quotation marks and counters are nothing that it says."""
    words = [words_of(text) for text in (item.title or "", item.text, item.summary)]
    return _hash([link_key, item.published, item.updated, *words])


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()
