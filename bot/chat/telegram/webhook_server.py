"""The port to which Telegram posts updates.

Whoever can reach it may send anything, so a request is refused by its head, before a byte of its
body is read; bodies are bounded, and a connection that says nothing is closed. (The library's own
server reads up to 100 MB from anybody first, and waits for an hour.)
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from http import HTTPStatus
from typing import Any

from telegram import Bot, Update
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler, stream_request_body

from corpus.errors import DatelineError

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name
# Bytes. A message of 4,096 characters with 100 entities, in reply to another such message, has some
# 100,000. Set by hand.
LARGEST = 1_000_000
LARGEST_HEAD = 16_384
# Seconds for the head, which is also how long a connection may be idle, and for the body. Set by
# hand; not measured.
HEAD_WITHIN = 10.0
BODY_WITHIN = 10.0


class PortUnusable(DatelineError):
    """The webhook cannot listen where it should."""

    def __init__(self, listen: str, port: int, error: OSError) -> None:
        super().__init__(
            f"cannot listen on {listen}:{port} ({error.strerror})",
            fix="set DATELINE_WEBHOOK_LISTEN and DATELINE_WEBHOOK_PORT to what is free here",
        )


class WebhookServer:
    """Puts what Telegram posts into the queue, and confirms it after that."""

    def __init__(
        self,
        bot: Bot,
        queue: asyncio.Queue[object],
        *,
        path: str,
        secret: str,
        listen: str,
        port: int,
    ) -> None:
        self._listen = listen
        self._port = port
        # Every path has the same handler, as the library's own for "not found" reads the body.
        routes = [(r".*", _Posted, {"bot": bot, "queue": queue, "path": path, "secret": secret})]
        self._server = HTTPServer(
            Application(routes, log_function=_log_nothing),
            max_body_size=LARGEST,
            max_buffer_size=LARGEST + LARGEST_HEAD,
            max_header_size=LARGEST_HEAD,
            idle_connection_timeout=HEAD_WITHIN,
            body_timeout=BODY_WITHIN,
        )

    def start(self) -> None:
        """Raises PortUnusable."""
        try:
            self._server.listen(self._port, address=self._listen)
        except OSError as error:
            raise PortUnusable(self._listen, self._port, error) from error

    async def stop(self) -> None:
        self._server.stop()
        await self._server.close_all_connections()


@stream_request_body
class _Posted(RequestHandler):
    SUPPORTED_METHODS = ("POST",)

    def initialize(self, *, bot: Bot, queue: asyncio.Queue[object], path: str, secret: str) -> None:
        self._bot = bot
        self._queue = queue
        self._path = path
        self._secret = secret
        self._body = bytearray()

    def prepare(self) -> None:
        """Called with the head alone; what it raises closes the connection."""
        headers = self.request.headers
        if self.request.path.rstrip("/") != self._path.rstrip("/"):
            raise HTTPError(HTTPStatus.NOT_FOUND)
        given = headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            raise HTTPError(HTTPStatus.FORBIDDEN)
        if headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
            raise HTTPError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        length = headers.get("Content-Length", "")
        if not length.isdecimal():
            raise HTTPError(HTTPStatus.LENGTH_REQUIRED)
        if int(length) > LARGEST:
            raise HTTPError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def data_received(self, chunk: bytes) -> None:
        self._body += chunk

    async def post(self) -> None:
        try:
            update = Update.de_json(json.loads(self._body), self._bot)
        except Exception as error:
            # It would be delivered for ever, and nothing after it.
            logger.error("what Telegram posted cannot be read: %s", type(error).__name__)
            return
        await self._queue.put(update)

    def write_error(self, status_code: int, **_: Any) -> None:
        self.finish()

    def log_exception(self, *_: Any) -> None:
        """Strangers write to no log."""


def _log_nothing(_: RequestHandler) -> None:
    """The bot logs updates, not requests."""
