"""Spellings of one web address, and addresses that are no article's."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

# What a link is given on its way to a reader, and says nothing of the page. A name that some sites
# tell their articles by ("id", "cid", "source", "p") is not among them.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|itm|hsa|vero|oly|at|ns|wt|icid|mc|ga|mkt)_.*|wt\.mc_id|_ga|_gl|"
    r"(?:fb|g|d|y|tw|tt|ys)clid|gclsrc|[gw]braid|msclkid|igsh(?:id)?|li_fat_id|mkt_tok|"
    r"ref(?:_?src|_?url|err?er)?|cmp(?:id)?|ocid|ncid|xtor|smid|ito|spm|share|s_cid|_hs(?:enc|mi)|"
    r"guccounter|guce_referrer(?:_sig)?",
    re.I,
)
# The same page for phones and for search engines.
_OTHER_HOSTS = frozenset(("www", "m", "mobile", "amp"))
_FOR_AMP = frozenset((("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp")))
_CACHED = re.compile(
    r"https?://(?:[\w.-]+\.cdn\.ampproject\.org/[cvwi]|(?:www\.)?google\.[a-z.]+/amp)/(s/)?", re.I
)
_INDEX = re.compile(r"(?:index|default)\.(?:html?|xhtml|php\d?|aspx?|jsp|cgi)", re.I)
_AMP_ENDING = re.compile(r"\.amp(?=\.html?$|$)", re.I)
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?", re.I)
_UNESCAPED = "-._~!$&'()*+,;=:@"


def joined(base: str, address: str) -> str:
    """The address that is meant where `base` is the page's; "" where it is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def address_key(url: str) -> str:
    """What all spellings of an address have in common, to find one by another.

    Scheme, the hosts and paths for phones, fragment, tracking, a slash or index page at the end,
    the default port and percent-encoding make no difference. It is no address to open, and two
    articles may have one.
    """
    if cached := _CACHED.match(url):
        url = f"https://{url[cached.end() :]}"
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name) and (name.lower(), value.lower()) not in _FOR_AMP
    )
    key = _host(parts.hostname or "")
    if port not in (None, 80, 443):
        key += f":{port}"
    key += _path(parts.path)
    if query:
        key += f"?{urlencode(query)}"
    # Some sites name the page itself behind the mark.
    return f"{key}#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else key


def is_front_page(url: str) -> bool:
    """Whether it names a site, or a site in a language, and no page of it."""
    _, _, path = address_key(url).partition("/")
    return not path or _LANGUAGE.fullmatch(path) is not None


def _host(host: str) -> str:
    host = host.rstrip(".")
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        host = host.lower()
    labels = host.split(".")
    kept = [label for label in labels[:-2] if label not in _OTHER_HOSTS]
    return ".".join(kept + labels[-2:])


def _path(path: str) -> str:
    """From the slash on, without one at the end; "/" where nothing is left."""
    steps = posixpath.normpath(f"/{path.strip('/')}").split("/")
    named = [quote(unquote(step), safe=_UNESCAPED) for step in steps if step]
    if named and _INDEX.fullmatch(named[-1]):
        named.pop()
    named = [step for step in named if step.lower() != "amp"]
    if named:
        named[-1] = _AMP_ENDING.sub("", named[-1])
    return "/" + "/".join(named)
