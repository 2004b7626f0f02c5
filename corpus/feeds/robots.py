"""What a site lets programs read, by its robots.txt. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from protego import Protego

AGENT = "Dateline"
LONGEST_DELAY = 60.0
"""Seconds between requests; of a site that wants more, no page is fetched."""
_KEPT = 86_400.0  # seconds for which an answer holds, as RFC 9309 has it
_FAILED = 600.0  # and for which one that could not be had does. Set by hand; not measured.
_MOST = 500_000  # characters, as RFC 9309 has it


@dataclass(frozen=True)
class Robots:
    """`text` is None where it could not be had, which forbids every page for a while."""

    text: str | None
    until: float
    etag: str | None = None
    last_modified: str | None = None

    @cached_property
    def _rules(self) -> Protego:
        from protego import Protego

        return Protego.parse(self.text or "")

    @property
    def delay(self) -> float:
        """Seconds that it wants between requests."""
        return float(self._rules.crawl_delay(AGENT) or 0.0) if self.text else 0.0

    @property
    def objection(self) -> str:
        """Why it lets a page not be read, where it does not."""
        if self.text is None:
            return "the site's robots.txt cannot be read at the moment"
        if self.delay > LONGEST_DELAY:
            return f"robots.txt asks for {self.delay:.0f} s between two pages"
        return "robots.txt forbids the page"

    def allows(self, address: str) -> bool:
        if self.text is None or self.delay > LONGEST_DELAY:
            return False
        return bool(self._rules.can_fetch(address, AGENT)) if self.text else True


def robots_of(status: int, body: bytes, *, now: float, before: Robots | None) -> Robots:
    """By what the server answered: rules, none where it has none, or nothing certain."""
    if status == HTTPStatus.OK:
        return Robots(body.decode("utf-8", "replace")[:_MOST], now + _KEPT)
    if status == HTTPStatus.NOT_MODIFIED and before is not None and before.text is not None:
        return Robots(before.text, now + _KEPT, before.etag, before.last_modified)
    is_none = 400 <= status < 500 and status != HTTPStatus.TOO_MANY_REQUESTS
    return Robots("" if is_none else None, now + (_KEPT if is_none else _FAILED))


def dumped(known: dict[str, Robots]) -> str:
    """As a host is stored: one for each scheme and port."""
    return json.dumps({origin: asdict(each) for origin, each in known.items()})


def loaded(text: str) -> dict[str, Robots]:
    values: dict[str, dict[str, Any]] = json.loads(text)
    return {origin: Robots(**value) for origin, value in values.items()}
