"""A page that SingleFile saved: where it says so, and the page without what was put into it.

The program writes the page's address and the moment into a comment above it, and pictures, fonts
and frames into the page, as `data:` addresses of megabytes, which nobody reads.
"""

from __future__ import annotations

import re

from corpus.formats.metadata import web_address

_HEAD = 4_000  # characters; set by hand, not measured
_COMMENT = re.compile(r"<!--\s*Page saved with SingleFile\b(.*?)-->", re.DOTALL)
_ADDRESS = re.compile(r"^\s*url:\s*(\S+)\s*$", re.MULTILINE)
# As a browser writes them: no white space and no mark that ends a value.
_INLINED = re.compile(
    r"data:[\w.+-]{0,100}+/?[\w.+-]{0,100}+(?:;[\w=.+-]{0,100}+){0,10}+,"
    r"[A-Za-z0-9+/=%._~!*:@&;-]{200,}+"
)


def saved_from(page: str) -> str | None:
    """The address that SingleFile has noted; None where the page was not saved by it."""
    comment = _COMMENT.search(page, 0, _HEAD)
    address = _ADDRESS.search(comment[1]) if comment else None
    return web_address(address[1]) if address else None


def without_inlined(page: str) -> str:
    """The page without long `data:` addresses."""
    return _INLINED.sub("data:,", page) if "data:" in page else page
