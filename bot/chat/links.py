"""Links into the chat and out of it.

`https://t.me/<bot>?start=p_<article>_<paragraph>_<version>` opens a paragraph; the version is
optional when one is read, and left out it means the current one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from corpus.types import Paragraph

_PAYLOAD = re.compile(r"p_(\d{1,15})_(\d{1,9})(?:_(\d{1,9}))?", re.ASCII)
_HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.I)
_URL_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class ParagraphRef:
    """A paragraph as a link names it; a version of None is the current one."""

    article: int
    position: int
    version: int | None = None


def paragraph_link(paragraph: Paragraph, *, bot: str) -> str:
    payload = f"p_{paragraph.article}_{paragraph.position}_{paragraph.version}"
    return f"https://t.me/{bot}?start={payload}"


def parse_payload(payload: str) -> ParagraphRef | None:
    """What follows /start, if it names a paragraph."""
    match = _PAYLOAD.fullmatch(payload)
    if not match:
        return None
    article, position, version = match.groups()
    return ParagraphRef(int(article), int(position), int(version) if version else None)


def safe_url(url: str | None) -> str | None:
    """The URL if Telegram shows it as a link (a web address with a public host name), else None."""
    if not url or len(url) > _URL_LIMIT or any(c.isspace() or c < "!" for c in url):
        return None
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or not _HOST.fullmatch(host):
        return None
    return url
