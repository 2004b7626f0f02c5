"""Why a page of the web was not fetched, and what can be done about it."""

from __future__ import annotations

from enum import StrEnum

from corpus.errors import SourceError


class Obstacle(StrEnum):
    """Why there is no page."""

    OFF = "off"
    ADDRESS = "address"
    PORT = "port"
    INSIDE = "inside"
    UNKNOWN_HOST = "unknown host"
    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted"
    SLOW = "slow"
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    FAILING = "failing"
    MOVED = "moved"
    LARGE = "large"
    KIND = "kind"
    GARBLED = "garbled"


_SAVE = "open it in a browser, save the page and ingest the file"
# In the words of a terminal; the chat has its own.
_WORDS = {
    Obstacle.OFF: (
        "fetching pages is switched off",
        "set DATELINE_FETCH_PAGES=true, or save the page and ingest the file",
    ),
    Obstacle.ADDRESS: (
        "that is not the address of a page",
        "it should look like https://example.com/news/raid, without a user name",
    ),
    Obstacle.PORT: ("only ports 80 and 443 are allowed", _SAVE),
    Obstacle.INSIDE: (
        "it leads to an address that is not public",
        "save the page and ingest the file",
    ),
    Obstacle.UNKNOWN_HOST: ("there is no such host", "check the address"),
    Obstacle.UNREACHABLE: ("the host does not answer, or broke the connection", "try again later"),
    Obstacle.UNTRUSTED: (
        "its certificate cannot be trusted",
        f"check the address, or {_SAVE}",
    ),
    Obstacle.SLOW: ("it took too long", "try again later"),
    Obstacle.FORBIDDEN: ("the site does not let programs read it", _SAVE),
    Obstacle.MISSING: ("there is no such page", "check the address"),
    Obstacle.FAILING: ("the site reports an error", "try again later"),
    Obstacle.MOVED: ("it redirects endlessly, or to nowhere", "use the final address"),
    Obstacle.LARGE: ("it is too large", _SAVE),
    Obstacle.KIND: ("it is neither a page nor plain text", _SAVE),
    Obstacle.GARBLED: ("its encoding cannot be read", _SAVE),
}


class PageError(SourceError):
    """A page that could not be fetched. `detail` is what the server said, if it helps."""

    def __init__(self, address: str, obstacle: Obstacle, detail: str = "") -> None:
        problem, fix = _WORDS[obstacle]
        name = " ".join(address.split())
        super().__init__(name, f"{problem} ({detail})" if detail else problem, fix=fix)
        self.address = address
        self.obstacle = obstacle
        self.detail = detail
