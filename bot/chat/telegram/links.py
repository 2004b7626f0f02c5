"""Links into the chat and out of it.

`https://t.me/<bot>?start=p_<article>_<paragraph>_<version>` opens a paragraph; without a
version, that of the current one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from bot.chat.telegram.text_directives import Around, directives
from corpus.types import Article, Paragraph, Span

_PAYLOAD = re.compile(r"p_(\d{1,15})_(\d{1,9})(?:_(\d{1,9}))?", re.ASCII)
_HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.I)
_URL_LIMIT = 2_000

# What stands before and after a paragraph in its article's stored text, by the paragraph's id.
Surroundings = Mapping[int, tuple[str, str]]
NOTHING_AROUND: Surroundings = MappingProxyType({})


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


def passage_link(
    article: Article, paragraph: Paragraph, span: Span, *, surroundings: Surroundings
) -> str | None:
    """The article's own page, opened at a span of the paragraph; None without a safe URL."""
    before, after = surroundings.get(paragraph.id, ("", ""))
    around = Around(
        f"{article.title or ''}\n{before}{paragraph.text[: span.start]}",
        f"{paragraph.text[span.stop :]}{after}",
    )
    return quotation_link(article.url, span.of(paragraph.text), around)


def quotation_link(url: str | None, quoted: str, around: Around = Around()) -> str | None:
    """The article's own page, opened at the quotation, which is marked; None without a safe URL.

    A browser without text directives just opens the page.
    """
    address = safe_url(url)
    if address is None:
        return None
    page, _, fragment = address.partition("#")
    fragment, _, _ = fragment.partition(":~:")
    link = f"{page}#{fragment}:~:"
    found = directives(quoted, around, limit=_URL_LIMIT - len(link))
    return link + found if found else address
