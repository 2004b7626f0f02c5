"""Which addresses Telegram takes as a link: `check_link` of its client library."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_OWN_SCHEME = re.compile(r"(tg|ton|tonsite):(?://)?", re.IGNORECASE)


class BadLink(ValueError):
    """The address is refused; the message is the library's reason."""


def checked_link(url: str, *, https_only: bool = False) -> str:
    """The address as Telegram stores it.

    Raises:
        BadLink: other schemes than http, https, tg and ton; no host; a host without a dot.
    """
    own = _OWN_SCHEME.match(url)
    if own:
        if https_only:
            raise BadLink("Only HTTPS links are allowed")
        rest = url[own.end() :]
        host = re.split(r"[/?#]", rest, maxsplit=1)[0]
        if not re.fullmatch(r"[A-Za-z0-9_-]+", host):
            raise BadLink("Wrong link protocol or host")
        return f"{own[1].lower()}://{rest}"
    return _checked_http(url, https_only=https_only)


def _checked_http(url: str, *, https_only: bool) -> str:
    scheme, separator, _ = url.partition("://")
    if separator and scheme.lower() not in ("http", "https"):
        raise BadLink("Unsupported URL protocol")
    if not separator:
        url = f"http://{url}"
    if https_only and not url.lower().startswith("https://"):
        raise BadLink("Only HTTPS links are allowed")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise BadLink("Wrong HTTP URL") from None
    if not host:
        raise BadLink("URL host is empty")
    if "." not in host and not parts.netloc.startswith("["):
        raise BadLink("Wrong HTTP URL")
    if port == 0 or any(character.isspace() for character in parts.netloc):
        raise BadLink("Wrong HTTP URL")
    return parts._replace(scheme=parts.scheme.lower(), path=parts.path or "/").geturl()
