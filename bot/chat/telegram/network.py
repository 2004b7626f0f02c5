"""The HTTP side of the Bot API: logs in one line when Telegram is out of reach and when it is back,
notices a refused token, knows when it last heard from Telegram, and waits for no request for ever.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from telegram.error import NetworkError, TimedOut
from telegram.request import HTTPXRequest

from bot.observability import metrics

logger = logging.getLogger(__name__)

# Seconds on top of the time to read, for all of a request: the library's times are each for a step,
# so that a connection that drips bytes keeps a request for ever. A file may have 20 MB. Set by
# hand; not measured.
SLACK = 10.0
DOWNLOAD = 120.0


class WatchedRequest(HTTPXRequest):
    """Watches the outcome of requests.

    `identity` is the address that says who the bot is: only what it answers tells whether the token
    is good, as Telegram refuses single files with 401, too. `on_rejected` is called when the token
    is refused.
    """

    def __init__(
        self, *, identity: str, on_rejected: Callable[[], None], read_timeout: float, **options: Any
    ) -> None:
        super().__init__(read_timeout=read_timeout, **options)
        self._identity = identity
        self._on_rejected = on_rejected
        self._read_timeout = read_timeout
        self._heard: float | None = None
        self._reachable = True

    @property
    def silence(self) -> float | None:
        """Seconds since the last good response; None before the first."""
        return None if self._heard is None else time.monotonic() - self._heard

    async def do_request(
        self, url: str, method: str, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """See BaseRequest.do_request."""
        try:
            with metrics.stage("sending"):
                code, body = await self._request(url, method, *args, **kwargs)
        except NetworkError as error:
            self._lost(url, type(error.__cause__ or error).__name__)
            raise
        if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._lost(url, f"HTTP {code}")
            return code, body
        if not self._reachable:
            self._reachable = True
            logger.info("%s answers again", _host(url))
        if code == HTTPStatus.TOO_MANY_REQUESTS:
            metrics.FLOODS.inc()
        elif code == HTTPStatus.UNAUTHORIZED:
            await self._ask_who(url)
        elif code == HTTPStatus.OK:
            self._heard = time.monotonic()
        return code, body

    async def _request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        reading = kwargs.get("read_timeout")
        if not isinstance(reading, int | float):
            reading = self._read_timeout
        whole = DOWNLOAD if method == "GET" else reading + SLACK
        try:
            async with asyncio.timeout(whole):
                return await super().do_request(url, method, *args, **kwargs)
        except TimeoutError as error:
            raise TimedOut from error

    async def _ask_who(self, refused: str) -> None:
        """After a 401: is it the token?"""
        code: int = HTTPStatus.UNAUTHORIZED
        if refused != self._identity:
            code, _ = await self._request(self._identity, "POST")
        if code == HTTPStatus.UNAUTHORIZED:
            self._on_rejected()

    def _lost(self, url: str, reason: str) -> None:
        if self._reachable:
            self._reachable = False
            logger.warning("%s cannot be reached (%s); trying on", _host(url), reason)


class PollRequest(WatchedRequest):
    """For getUpdates. After InvalidToken the library's polling ends for good, so a refused poll is
    reported as a broken connection instead; it goes on until the bot is stopped."""

    async def do_request(
        self, url: str, method: str, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        code, body = await super().do_request(url, method, *args, **kwargs)
        if code == HTTPStatus.UNAUTHORIZED:
            raise NetworkError("the token was refused")
        return code, body


def _host(url: str) -> str:
    """The address without its path, which holds the token."""
    return urlsplit(url).netloc
