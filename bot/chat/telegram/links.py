"""Links into the chat and out of it.

`https://t.me/<bot>?start=p_<article>_<paragraph>_<version>` opens a paragraph; without a
version, that of the current one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from corpus.types import Paragraph

_PAYLOAD = re.compile(r"p_(\d{1,15})_(\d{1,9})(?:_(\d{1,9}))?", re.ASCII)
_HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.I)
_URL_LIMIT = 2_000
# So many words at either end of a quotation find it on the article's own page.
_ENDS = 5
_END_LIMIT = 80
# Not the words of searches: a browser looks for the text as it stands, marks within words included.
_WORD = re.compile(r"\w+(?:\S*\w)?")


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


def quotation_link(url: str | None, quoted: str) -> str | None:
    """The article's own page, opened at the quotation, which is marked; None without a safe URL.

    This is a text directive (https://wicg.github.io/scroll-to-text-fragment/): the first words of
    the quotation and, of a longer one, its last. A browser without them just opens the page.
    """
    address = safe_url(url)
    if address is None:
        return None
    directive = _directive(quoted)
    page, _, fragment = address.partition("#")
    fragment, _, _ = fragment.partition(":~:")
    link = f"{page}#{fragment}:~:{directive}"
    return link if directive and len(link) <= _URL_LIMIT else address


def _directive(quoted: str) -> str:
    """Empty where the quotation has no words to be found by."""
    lines = [line for line in quoted.splitlines() if _WORD.search(line)]
    if not lines:
        return ""
    # An end of more than a line would have to match across two paragraphs of the page.
    first, last = list(_WORD.finditer(lines[0])), list(_WORD.finditer(lines[-1]))
    if len(lines) == 1 and len(first) <= 2 * _ENDS:
        ends = [lines[0][first[0].start() : first[-1].end()]]
    else:
        ends = [
            lines[0][first[0].start() : first[:_ENDS][-1].end()],
            lines[-1][last[-_ENDS:][0].start() : last[-1].end()],
        ]
    if any(len(end) > _END_LIMIT for end in ends):
        return ""
    # A hyphen would be taken for the mark of a prefix or suffix; quote() leaves it alone.
    return "text=" + ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)
