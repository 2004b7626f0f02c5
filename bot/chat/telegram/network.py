"""The HTTP side of the Bot API: logs in one line when Telegram is out of reach and when it is back,
notices a refused token, and knows when it last heard from Telegram."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from telegram.error import NetworkError
from telegram.request import HTTPXRequest

from bot.observability import metrics

logger = logging.getLogger(__name__)


class WatchedRequest(HTTPXRequest):
    """Watches the outcome of requests. `on_rejected` is called when the token is refused; it may
    raise."""

    def __init__(self, *, on_rejected: Callable[[], None], **options: Any) -> None:
        super().__init__(**options)
        self._on_rejected = on_rejected
        self._heard: float | None = None
        self._reachable = True

    @property
    def silence(self) -> float | None:
        """Seconds since the last good response; None before the first."""
        return None if self._heard is None else time.monotonic() - self._heard

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """See BaseRequest.do_request."""
        try:
            with metrics.stage("sending"):
                code, body = await super().do_request(url, *args, **kwargs)
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
            self._on_rejected()
        elif code == HTTPStatus.OK:
            self._heard = time.monotonic()
        return code, body

    def _lost(self, url: str, reason: str) -> None:
        if self._reachable:
            self._reachable = False
            logger.warning("%s cannot be reached (%s); trying on", _host(url), reason)


def _host(url: str) -> str:
    """The address without its path, which holds the token."""
    return urlsplit(url).netloc
